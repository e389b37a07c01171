"""A talk is booked once, moves and counts it, and is ended once: cancelled, or done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from alongside.core.storage import appointments, staff
from alongside.core.storage.appointments import Appointment, NewAppointment
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import RequestKeyReusedError

from .conftest import NOON, Household, add_household

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def tx(records: Database) -> Iterator[Transaction]:
    with records.write() as transaction:
        for code in ("kim", "nina"):
            staff.add_account(transaction, code, NOON)
        yield transaction


@pytest.fixture
def home(tx: Transaction) -> Household:
    return add_household(tx)


def talk(home: Household, key: str = "key-1") -> NewAppointment:
    return NewAppointment(key, home.parent, NOON + timedelta(days=3), 30, "by_phone", "nina", "kim")


def booked(tx: Transaction, new: NewAppointment) -> Appointment:
    new_id = appointments.book(tx, new, NOON)
    kept = appointments.appointment(tx, new_id or 0)
    assert kept is not None
    return kept


def moved(tx: Transaction, kept: Appointment, *, seen: int, days: int = 4) -> bool:
    return appointments.move(
        tx,
        kept.id,
        start=NOON + timedelta(days=days),
        minutes=45,
        how="visit",
        staff="kim",
        seen=seen,
        by="nina",
        at=NOON + AN_HOUR,
    )


def test_a_talk_comes_back_as_it_was_booked(tx: Transaction, home: Household) -> None:
    kept = booked(tx, talk(home))

    assert (kept.participant, kept.start, kept.minutes) == (home.parent, NOON + timedelta(days=3), 30)
    assert (kept.how, kept.staff, kept.made_by, kept.made_at) == ("by_phone", "nina", "kim", NOON)
    assert (kept.moved, kept.state, kept.is_open) == (0, "booked", True)
    assert appointments.open_appointments_of(tx, home.parent) == [kept]
    assert appointments.appointment_of_request(tx, "key-1") == kept
    assert appointments.appointments_with(tx, [kept.id, kept.id + 1]) == {kept.id: kept}


def test_the_same_request_books_one_talk(tx: Transaction, home: Household) -> None:
    kept = booked(tx, talk(home))

    assert appointments.book(tx, replace(talk(home), minutes=90), NOON) is None
    assert appointments.open_appointments_of(tx, home.parent) == [kept]


def test_a_request_key_is_not_taken_for_two_families(tx: Transaction, home: Household) -> None:
    other = add_household(tx)
    booked(tx, talk(home))

    with pytest.raises(RequestKeyReusedError):
        appointments.book(tx, talk(other), NOON)


@pytest.mark.parametrize(("field", "value"), [("how", "by_pigeon"), ("minutes", 0), ("staff", "nobody")])
def test_a_talk_that_no_calendar_could_hold_is_refused(
    tx: Transaction, home: Household, field: str, value: object
) -> None:
    with pytest.raises(IntegrityError), tx.connection.begin_nested():
        appointments.book(tx, replace(talk(home), **{field: value}), NOON)  # type: ignore[arg-type]  # by name


def test_a_talk_that_moves_keeps_its_key_and_counts(tx: Transaction, home: Household) -> None:
    kept = booked(tx, talk(home))

    assert moved(tx, kept, seen=0)
    after = appointments.appointment(tx, kept.id)
    assert after is not None
    assert (after.key, after.moved, after.state, after.is_open) == (kept.key, 1, "moved", True)
    assert (after.start, after.minutes, after.how, after.staff) == (NOON + timedelta(days=4), 45, "visit", "kim")
    assert (after.made_by, after.made_at) == (kept.made_by, kept.made_at)
    assert (after.changed_by, after.changed_at) == ("nina", NOON + AN_HOUR)


def test_of_two_who_saw_the_same_time_one_moves_it(tx: Transaction, home: Household) -> None:
    kept = booked(tx, talk(home))

    assert moved(tx, kept, seen=0)
    assert not moved(tx, kept, seen=0, days=9)
    assert [one.start for one in appointments.open_appointments_of(tx, home.parent)] == [NOON + timedelta(days=4)]


@pytest.mark.parametrize(("end", "state"), [(appointments.cancel, "cancelled"), (appointments.note_done, "done")])
def test_a_talk_is_ended_once_and_never_again(tx: Transaction, home: Household, end: object, state: str) -> None:
    kept = booked(tx, talk(home))

    assert callable(end)
    assert end(tx, kept.id, by="nina", at=NOON)
    assert not appointments.cancel(tx, kept.id, by="kim", at=NOON)
    assert not appointments.note_done(tx, kept.id, by="kim", at=NOON)
    assert not moved(tx, kept, seen=0)
    after = appointments.appointment(tx, kept.id)
    assert after is not None
    assert (after.state, after.changed_by, after.is_open) == (state, "nina", False)
    assert appointments.open_appointments_of(tx, home.parent) == []


def test_what_is_first_comes_first(tx: Transaction, home: Household) -> None:
    for key, hours in (("late", 5), ("first", 1), ("middle", 3)):
        booked(tx, replace(talk(home, key), start=NOON + timedelta(hours=hours)))

    assert [one.key for one in appointments.open_appointments_of(tx, home.parent)] == ["first", "middle", "late"]


def test_who_holds_talks_sees_theirs_from_the_first_moment_up_to_the_last(tx: Transaction, home: Household) -> None:
    for key, hours in (("before", -1), ("first", 0), ("last", 23), ("after", 24)):
        booked(tx, replace(talk(home, key), start=NOON + timedelta(hours=hours)))
    booked(tx, replace(talk(home, "of kim"), start=NOON, staff="kim"))

    found = appointments.open_appointments_for(tx, "nina", start=NOON, end=NOON + timedelta(days=1))
    assert [one.key for one in found] == ["first", "last"]
