"""Read the forms of the contact log and of tasks: every fault at once, nothing guessed."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.contact_log import Colleague, NewEntry, TaskToDo
from alongside.core.engine.reading import Refused, read_date, read_words
from alongside.core.storage import contacts, tasks
from alongside.core.web.staff.entry import Errors

DUE: Mapping[str, int] = {"today": 0, "tomorrow": 1, "three_days": 3, "week": 7, "two_weeks": 14}
"""Days from today."""
ANOTHER_DAY = "day"
END_OF_WORK = time(17)
LONGEST_NOTE = 2000
NOTHING = "nothing"
"""Stands in a form for nothing told, nothing more to do and nobody who stands in."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read_contact(typed: Mapping[str, str], now: datetime) -> NewEntry | Errors:
    """Return the contact that was typed, or what is wrong with it, by field."""
    errors: Errors = {}
    way, outcome, told, then = (typed.get(name, "") for name in ("way", "outcome", "told", "next_kind"))
    for field, value, allowed in (
        ("way", way, contacts.WAYS),
        ("outcome", outcome, contacts.OUTCOMES),
        ("told", told, (NOTHING, *contacts.TOLD)),
        ("next_kind", then, (NOTHING, *tasks.KINDS)),
    ):
        if value not in allowed:
            errors[field] = (f"staff_work.error_{field.removesuffix('_kind')}", {})
    note = _read_note(typed, "note", errors)
    due = None
    if then != NOTHING:
        days = DUE.get(typed.get("next_due", ""))
        due = None if days is None else _next_end_of_work(now, days)
        if due is None:
            errors["next_due"] = ("staff_work.error_due", {})
    if errors:
        return errors
    return NewEntry(way, outcome, "" if told == NOTHING else told, note, "" if then == NOTHING else then, due)


def read_task(typed: Mapping[str, str], colleagues: tuple[Colleague, ...], now: datetime) -> TaskToDo | Errors:
    """Return the task that was typed, or what is wrong with it, by field."""
    errors: Errors = {}
    kind = typed.get("kind", "")
    if kind not in tasks.KINDS:
        errors["kind"] = ("staff_work.error_kind", {})
    due = _read_due(typed, now, errors)
    people = read_people(typed, colleagues)
    if isinstance(people, dict):
        errors |= people
    note = _read_note(typed, "task_note", errors)
    if errors or due is None or isinstance(people, dict):
        return errors
    owner, deputy = people
    return TaskToDo(kind, owner, deputy, due, note)


def read_people(
    typed: Mapping[str, str], colleagues: tuple[Colleague, ...], suffix: str = ""
) -> tuple[str, str | None] | Errors:
    """Return who does a task and who stands in; `suffix` ends the names of the fields."""
    known = {one.code for one in colleagues}
    owner_field, deputy_field = f"owner{suffix}", f"deputy{suffix}"
    owner, deputy = typed.get(owner_field, ""), typed.get(deputy_field, "")
    errors: Errors = {}
    if owner not in known:
        errors[owner_field] = ("staff_work.error_owner", {})
    if deputy not in {NOTHING, *known}:
        errors[deputy_field] = ("staff_work.error_deputy", {})
    elif deputy == owner:
        errors[deputy_field] = ("staff_work.error_deputy_same", {})
    return errors or (owner, None if deputy == NOTHING else deputy)


def _read_note(typed: Mapping[str, str], field: str, errors: Errors) -> str:
    read = read_words(typed.get(field, ""), LONGEST_NOTE)
    if isinstance(read, Refused):
        errors[field] = (read.text_id, dict(read.values))
        return ""
    return read.value


def _read_due(typed: Mapping[str, str], now: datetime, errors: Errors) -> datetime | None:
    day, clock = _read_day(typed, now, errors), _read_time(typed.get("time", "").strip(), errors)
    if day is None or clock is None:
        return None
    if not typed.get("time", "").strip() and day == _today(now):
        return _next_end_of_work(now, 0)
    due = datetime.combine(day, clock, STUDY_ZONE)
    if due <= now:
        errors["due"] = ("staff_work.error_past", {})
        return None
    return due


def _read_day(typed: Mapping[str, str], now: datetime, errors: Errors) -> date | None:
    chosen = typed.get("due", "")
    if chosen in DUE:
        return _today(now) + timedelta(days=DUE[chosen])
    if chosen != ANOTHER_DAY:
        errors["due"] = ("staff_work.error_due", {})
        return None
    read = read_date(tuple(typed.get(f"due_{part}", "").strip() for part in ("day", "month", "year")))
    if isinstance(read, Refused):
        errors["due_day"] = (
            ("staff_work.error_date", {}) if read.text_id == "errors.date_incomplete" else (read.text_id, {})
        )
        return None
    return read


def _read_time(typed: str, errors: Errors) -> time | None:
    if not typed:
        return END_OF_WORK
    match = _TIME.fullmatch(typed)
    if match is None:
        errors["time"] = ("staff_work.error_time", {})
        return None
    return time(int(match[1]), int(match[2]))


def _next_end_of_work(now: datetime, days: int) -> datetime:
    """Return the end of work so many days on; today after work, it is the end of the day."""
    day = _today(now) + timedelta(days=days)
    due = datetime.combine(day, END_OF_WORK, STUDY_ZONE)
    return due if due > now else datetime.combine(day, time(23, 59), STUDY_ZONE)


def _today(now: datetime) -> date:
    return now.astimezone(STUDY_ZONE).date()
