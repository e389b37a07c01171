"""A task belongs to an owner and perhaps a deputy, is due at a time, is handed over, and is done once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.core.storage import staff, tasks
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import RequestKeyReusedError

from .conftest import NOON, Household, add_household


@pytest.fixture
def tx(records: Database, household: Household) -> Iterator[Transaction]:
    with records.write() as transaction:
        for code in ("kim", "nina", "tess"):
            staff.add_account(transaction, code, NOON)
        yield transaction


def task(household: Household, request_key: str = "key-1") -> tasks.NewTask:
    return tasks.NewTask(household.parent, "call", "kim", "nina", NOON, "kim", request_key)


def test_a_task_comes_back_as_it_was_written(tx: Transaction, household: Household) -> None:
    assert tasks.add_task(tx, task(household), NOON - timedelta(days=1))

    (kept,) = tasks.open_tasks_of(tx, household.parent)
    assert (kept.kind, kept.owner, kept.deputy, kept.due_at) == ("call", "kim", "nina", NOON)
    assert (kept.made_by, kept.made_at) == ("kim", NOON - timedelta(days=1))
    assert (kept.done_by, kept.done_at) == (None, None)
    assert tasks.task(tx, kept.id) == kept


def test_the_same_request_makes_one_task(tx: Transaction, household: Household) -> None:
    assert tasks.add_task(tx, task(household), NOON)
    assert not tasks.add_task(tx, replace(task(household), kind="visit"), NOON)

    assert [kept.kind for kept in tasks.open_tasks_of(tx, household.parent)] == ["call"]


def test_what_a_request_made_is_found_by_its_key(tx: Transaction, household: Household) -> None:
    tasks.add_task(tx, task(household), NOON)
    tasks.add_task(tx, replace(task(household, "key-2"), kind="visit"), NOON)

    kept = tasks.task_of_request(tx, "key-2")
    assert kept is not None
    assert (kept.kind, kept.request_key) == ("visit", "key-2")
    assert tasks.task_of_request(tx, "key-3") is None


def test_a_request_key_is_not_taken_for_two_families(tx: Transaction, household: Household) -> None:
    other = add_household(tx)
    tasks.add_task(tx, task(household), NOON)

    with pytest.raises(RequestKeyReusedError):
        tasks.add_task(tx, task(other), NOON)


def test_what_is_due_first_comes_first(tx: Transaction, household: Household) -> None:
    for key, hours in (("late", 5), ("first", 1), ("middle", 3)):
        tasks.add_task(tx, replace(task(household, key), due_at=NOON + timedelta(hours=hours)), NOON)

    assert [kept.request_key for kept in tasks.open_tasks_of(tx, household.parent)] == ["first", "middle", "late"]


@pytest.mark.parametrize(("who", "sees"), [("kim", True), ("nina", True), ("tess", False)])
def test_owner_and_deputy_see_a_task_and_nobody_else(
    tx: Transaction, household: Household, who: str, *, sees: bool
) -> None:
    tasks.add_task(tx, task(household), NOON)

    found = tasks.open_tasks_for(tx, who, due_before=NOON + timedelta(days=1))
    assert bool(found) is sees


def test_a_task_is_on_the_list_until_just_before_its_time_and_not_at_it(tx: Transaction, household: Household) -> None:
    tasks.add_task(tx, task(household), NOON)

    assert tasks.open_tasks_for(tx, "kim", due_before=NOON) == []
    assert len(tasks.open_tasks_for(tx, "kim", due_before=NOON + timedelta(microseconds=1))) == 1


def test_a_task_is_done_once(tx: Transaction, household: Household) -> None:
    tasks.add_task(tx, task(household), NOON)
    (kept,) = tasks.open_tasks_of(tx, household.parent)

    assert tasks.finish(tx, kept.id, by="nina", at=NOON)
    assert not tasks.finish(tx, kept.id, by="kim", at=NOON + timedelta(hours=1))
    done = tasks.task(tx, kept.id)
    assert done is not None
    assert (done.done_by, done.done_at) == ("nina", NOON)
    assert tasks.open_tasks_of(tx, household.parent) == []
    assert tasks.open_tasks_for(tx, "kim", due_before=NOON + timedelta(days=1)) == []


def test_a_task_is_handed_over_while_it_is_open(tx: Transaction, household: Household) -> None:
    tasks.add_task(tx, task(household), NOON)
    (kept,) = tasks.open_tasks_of(tx, household.parent)

    assert tasks.hand_over(tx, kept.id, owner="nina", deputy=None)
    (moved,) = tasks.open_tasks_of(tx, household.parent)
    assert (moved.owner, moved.deputy) == ("nina", None)
    tasks.finish(tx, kept.id, by="nina", at=NOON)
    assert not tasks.hand_over(tx, kept.id, owner="kim", deputy=None)


def test_a_task_that_is_not_there_is_neither_done_nor_handed_over(tx: Transaction) -> None:
    assert tasks.task(tx, 999) is None
    assert not tasks.finish(tx, 999, by="kim", at=NOON)
    assert not tasks.hand_over(tx, 999, owner="kim", deputy=None)
