"""Read the forms about what people told us: every fault at once, nothing guessed."""

from collections.abc import Mapping
from datetime import date, datetime, time

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.services import Services
from alongside.core.conduct.telling import Arrival, Told
from alongside.core.definitions.requests import CameBy, Outcome, ReplyBy, RequestKind, ToldBy
from alongside.core.engine.reading import Refused, read_date, read_words
from alongside.core.languages.formats import latin_digits
from alongside.core.storage import families
from alongside.core.storage.requests import Request
from alongside.core.web.family.telling import ABOUT_TEAM, KINDS, LONGEST_LINE, LONGEST_WORDS
from alongside.core.web.staff.entry import Errors

PARTS = ("day", "month", "year")
NOON = time(12)
LONGEST_NUMBER = 20


def read_entry(
    services: Services, typed: Mapping[str, str], sites: frozenset[str], *, by: str
) -> tuple[Told, Arrival] | Errors:
    """Return what came and how, or what is wrong with it, by field; `sites` are those at which its writer may answer."""
    errors: Errors = {}
    kind, came, reply = (typed.get(field, "") for field in ("kind", "came", "reply"))
    if kind not in KINDS:
        errors["kind"] = ("staff_requests.error_kind", {})
    if came not in {way.value for way in CameBy if way is not CameBy.PAGE}:
        errors["came"] = ("staff_requests.error_came", {})
    received_at = _read_day(typed, None, services.clock.now(), errors)
    number, site = _read_whose(services, typed, sites, errors)
    words = _read_words(typed, "words", LONGEST_WORDS, errors)
    if not words and "words" not in errors:
        errors["words"] = ("staff_requests.error_words", {})
    name, reach = (_read_words(typed, field, LONGEST_LINE, errors) for field in ("name", "reach"))
    if reply not in set(ReplyBy):
        errors["reply"] = ("staff_requests.error_reply", {})
    elif reply == ReplyBy.SAFE_WAY and number is None and "number" not in errors:
        errors["reply"] = ("staff_requests.error_reply_safe", {})
    if errors:
        return errors
    is_about_team = kind == ABOUT_TEAM
    told = Told(
        kind=RequestKind.COMPLAINT if is_about_team else RequestKind(kind),
        words=words,
        reply=ReplyBy(reply),
        about_team=is_about_team,
        name=name,
        reach=reach,
    )
    return told, Arrival(CameBy(came), received_at, number, site, noted_by=by)


def read_acknowledgement(typed: Mapping[str, str], request: Request, now: datetime) -> tuple[ToldBy, datetime] | Errors:
    """Return how and when somebody was told that we have it, or what is wrong with it; our message leaves now."""
    errors: Errors = {}
    how = typed.get("how", "")
    if how not in set(ToldBy):
        errors["how"] = ("staff_requests.error_how", {})
    at = now if how == ToldBy.MESSAGE else _read_day(typed, request.received_at, now, errors)
    return errors if errors or at is None else (ToldBy(how), at)


def read_answer(typed: Mapping[str, str]) -> tuple[Outcome, str] | Errors:
    """Return what came of it, with a note, or what is wrong with it."""
    errors: Errors = {}
    outcome = typed.get("outcome", "")
    if outcome not in set(Outcome):
        errors["outcome"] = ("staff_requests.error_outcome", {})
    note = _read_words(typed, "note", LONGEST_WORDS, errors)
    return errors or (Outcome(outcome), note)


def _read_whose(
    services: Services, typed: Mapping[str, str], sites: frozenset[str], errors: Errors
) -> tuple[str | None, str]:
    """Return the family by its study number, or the site of somebody whose number is not known."""
    number, site = "".join(typed.get("number", "").split()).upper(), typed.get("site", "")
    if not number:
        known = site if len(sites) > 1 else next(iter(sites), "")
        if known not in sites:
            errors["site"] = ("staff_requests.error_site", {})
        return None, known
    with services.records.read() as tx:
        person = families.participant(tx, number) if len(number) <= LONGEST_NUMBER else None
        family = families.family(tx, person.family) if person else None
    if family is None or family.study != services.study.code or family.site not in sites:
        errors["number"] = ("staff_requests.error_number", {})
        return None, ""
    return number, family.site


def _read_day(typed: Mapping[str, str], earliest: datetime | None, now: datetime, errors: Errors) -> datetime | None:
    """Return the moment of a day: now if it is today, else its noon, but not before `earliest`."""
    read = read_date(tuple(latin_digits(typed.get(part, "").strip()) for part in PARTS))
    if isinstance(read, Refused):
        is_missing = read.text_id == "errors.date_incomplete"
        errors["day"] = ("staff_requests.error_day" if is_missing else read.text_id, dict(read.values))
        return None
    today = _day(now)
    if read > today:
        errors["day"] = ("staff_requests.error_day_future", {})
        return None
    if earliest is not None and read < _day(earliest):
        errors["day"] = ("staff_requests.error_day_before", {})
        return None
    moment = now if read == today else datetime.combine(read, NOON, STUDY_ZONE)
    return moment if earliest is None else max(moment, earliest)


def _day(at: datetime) -> date:
    return at.astimezone(STUDY_ZONE).date()


def _read_words(typed: Mapping[str, str], field: str, longest: int, errors: Errors) -> str:
    read = read_words(typed.get(field, ""), longest)
    if isinstance(read, Refused):
        errors[field] = (read.text_id, dict(read.values))
        return ""
    return read.value
