"""Read the forms that book or move a talk: every fault at once, nothing guessed."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from alongside.core.conduct.appointments import When
from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.contact_log import Colleague
from alongside.core.engine.reading import Refused, read_date
from alongside.core.languages.formats import latin_digits
from alongside.core.storage import appointments
from alongside.core.web.safe_contact_entry import read_clock
from alongside.core.web.staff.entry import Errors

MINUTES = ("15", "30", "45", "60", "90")
USUAL_MINUTES = "30"
A_YEAR = timedelta(days=366)
FIELDS = ("day", "month", "year", "time", "minutes", "how", "staff")
"""Each is `talk_<field>` in the form, with a suffix that tells the forms of one page apart."""


def read_talk(
    typed: Mapping[str, str], colleagues: tuple[Colleague, ...], now: datetime, suffix: str = ""
) -> When | Errors:
    """Return when and how the talk is held, or what is wrong with it, by field."""
    errors: Errors = {}
    given = {field: typed.get(f"talk_{field}{suffix}", "").strip() for field in FIELDS}
    day, clock = _read_day(given, suffix, errors), _read_time(given, suffix, errors)
    start = None if day is None or clock is None else datetime.combine(day, clock, STUDY_ZONE)
    if start is not None and start <= now:
        errors[f"talk_day{suffix}"] = ("staff_talks.error_past", {})
    elif start is not None and start > now + A_YEAR:
        errors[f"talk_day{suffix}"] = ("staff_talks.error_far", {})
    for field, allowed in (
        ("minutes", MINUTES),
        ("how", appointments.WAYS),
        ("staff", [colleague.code for colleague in colleagues]),
    ):
        if given[field] not in allowed:
            errors[f"talk_{field}{suffix}"] = (f"staff_talks.error_{field}", {})
    if errors or start is None:
        return errors
    return When(start, int(given["minutes"]), given["how"], given["staff"])


def as_typed(talk: appointments.Appointment) -> dict[str, str]:
    """Return a talk as its form shows it, by the clock of the study."""
    local = talk.start.astimezone(STUDY_ZONE)
    return {
        "day": str(local.day),
        "month": str(local.month),
        "year": str(local.year),
        "time": f"{local.hour}:{local.minute:02}",
        "minutes": str(talk.minutes),
        "how": talk.how,
        "staff": talk.staff,
    }


def _read_day(given: Mapping[str, str], suffix: str, errors: Errors) -> date | None:
    read = read_date(tuple(latin_digits(given[part]) for part in ("day", "month", "year")))
    if isinstance(read, Refused):
        is_missing = read.text_id == "errors.date_incomplete"
        errors[f"talk_day{suffix}"] = ("staff_talks.error_day" if is_missing else read.text_id, dict(read.values))
        return None
    return read


def _read_time(given: Mapping[str, str], suffix: str, errors: Errors) -> time | None:
    clock = read_clock(given["time"])
    if clock is None:
        errors[f"talk_time{suffix}"] = ("staff_talks.error_time", {})
    return clock
