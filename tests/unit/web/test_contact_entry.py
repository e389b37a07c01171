"""Reading the forms of contact log and tasks: every fault at once, and times at their edges."""

from datetime import UTC, datetime

import pytest

from alongside.core.conduct.contact_log import Colleague, NewEntry, TaskToDo
from alongside.core.web.staff.contact_entry import LONGEST_NOTE, read_contact, read_task

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)
"""Ten in the morning; the UK's clocks go forward on the 29th."""
COLLEAGUES = (Colleague("kim", "Kim"), Colleague("nina", "Nina"))
CALL = {"way": "call", "outcome": "spoke", "told": "nothing", "next_kind": "nothing", "next_due": "tomorrow"}
TASK = {"kind": "visit", "due": "tomorrow", "owner": "kim", "deputy": "nothing"}


def task(now: datetime = NOW, **typed: str) -> TaskToDo | dict[str, object]:
    read = read_task(TASK | typed, COLLEAGUES, now)
    return read if isinstance(read, TaskToDo) else {field: text_id for field, (text_id, _) in read.items()}


def due_of(read: TaskToDo | dict[str, object]) -> datetime:
    assert isinstance(read, TaskToDo), read
    return read.due_at.astimezone(UTC)


def test_a_contact_with_nothing_more_to_do_makes_no_task() -> None:
    assert read_contact(CALL, NOW) == NewEntry("call", "spoke", "", "", "", None)


def test_what_comes_next_is_due_at_the_end_of_work() -> None:
    read = read_contact(CALL | {"told": "voucher", "next_kind": "call", "next_due": "week", "note": " Later. "}, NOW)

    assert isinstance(read, NewEntry)
    assert (read.told, read.note, read.next_kind) == ("voucher", "Later.", "call")
    assert read.next_due is not None
    assert read.next_due.astimezone(UTC) == datetime(2026, 3, 17, 17, tzinfo=UTC)


def test_every_fault_of_a_contact_is_told_at_once() -> None:
    read = read_contact({"note": "x" * (LONGEST_NOTE + 1)}, NOW)

    assert isinstance(read, dict)
    assert set(read) == {"way", "outcome", "told", "next_kind", "note", "next_due"}


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ({"due": "today"}, datetime(2026, 3, 10, 17, tzinfo=UTC)),
        ({"due": "tomorrow"}, datetime(2026, 3, 11, 17, tzinfo=UTC)),
        ({"due": "today", "time": "10:01"}, datetime(2026, 3, 10, 10, 1, tzinfo=UTC)),
        ({"due": "tomorrow", "time": "9.05"}, datetime(2026, 3, 11, 9, 5, tzinfo=UTC)),
        (
            {"due": "day", "due_day": "30", "due_month": "3", "due_year": "2026"},
            datetime(2026, 3, 30, 16, tzinfo=UTC),
        ),
    ],
)
def test_a_time_is_told_by_the_uk_clock(typed: dict[str, str], due: datetime) -> None:
    assert due_of(task(**typed)) == due


def test_today_after_work_means_until_the_end_of_the_day() -> None:
    assert due_of(task(datetime(2026, 3, 10, 16, 59, tzinfo=UTC), due="today")).hour == 17
    assert due_of(task(datetime(2026, 3, 10, 17, tzinfo=UTC), due="today")) == datetime(2026, 3, 10, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"kind": "sing"}, {"kind": "staff_work.error_kind"}),
        ({"due": ""}, {"due": "staff_work.error_due"}),
        ({"due": "today", "time": "10:00"}, {"due": "staff_work.error_past"}),
        ({"time": "24:00"}, {"time": "staff_work.error_time"}),
        ({"time": "10:60"}, {"time": "staff_work.error_time"}),
        ({"time": "noon"}, {"time": "staff_work.error_time"}),
        ({"due": "day"}, {"due_day": "staff_work.error_date"}),
        (
            {"due": "day", "due_day": "31", "due_month": "2", "due_year": "2027"},
            {"due_day": "errors.date_unreal"},
        ),
        (
            {"due": "day", "due_day": "9", "due_month": "3", "due_year": "2026"},
            {"due": "staff_work.error_past"},
        ),
        ({"owner": "ravi"}, {"owner": "staff_work.error_owner"}),
        ({"deputy": "ravi"}, {"deputy": "staff_work.error_deputy"}),
        ({"deputy": "kim"}, {"deputy": "staff_work.error_deputy_same"}),
        ({"task_note": "\x00"}, {"task_note": "errors.unreadable"}),
    ],
)
def test_what_cannot_be_is_asked_about(typed: dict[str, str], faults: dict[str, str]) -> None:
    assert task(**typed) == faults
