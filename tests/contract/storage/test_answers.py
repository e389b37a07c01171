"""Answers are written once, never over one that the person did not see, and never changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from alongside.core.storage import answers, visits
from alongside.core.storage.answers import Closed, NewAnswer, Repeated, Stale, Stored
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import AnswerShapeError, RequestKeyReusedError, UnknownSubjectError
from tests.support.databases import Kind

from .conftest import Household, add_household


def answer(household: Household, **changes: Any) -> NewAnswer:
    first = NewAnswer(
        sheet=household.sheet,
        item="sleep_wake",
        row=0,
        value="1",
        reason=None,
        sealed=False,
        mode="self",
        language="ur",
        format="easy_read",
        given_by=household.parent,
        request_key="key-1",
        seen=None,
    )
    return replace(first, **changes)


def test_an_answer_is_stored_with_all_that_was_said_of_it(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    new = answer(household)
    result = answers.append(tx, new, noon)

    assert isinstance(result, Stored)
    stored = result.answer
    assert answers.current(tx, household.sheet) == {("sleep_wake", 0): stored}
    assert answers.history(tx, household.sheet) == [stored]
    for name in ("sheet", "item", "row", "value", "reason", "sealed", "mode", "language", "format", "given_by"):
        assert getattr(stored, name) == getattr(new, name)
    assert (stored.given_at, stored.replaces, stored.request_key) == (noon, None, "key-1")


def test_a_change_is_a_new_row_and_the_old_one_stays(tx: Transaction, household: Household, noon: datetime) -> None:
    first = stored(tx, answer(household), noon)
    later = noon + timedelta(minutes=3)
    second = stored(tx, answer(household, value=None, reason=-93, request_key="key-2", seen=first.id), later)

    assert second.replaces == first.id
    assert answers.history(tx, household.sheet) == [first, second]
    assert answers.current(tx, household.sheet) == {("sleep_wake", 0): second}


def test_rows_of_a_repeating_question_stand_side_by_side(tx: Transaction, household: Household, noon: datetime) -> None:
    for row in range(3):
        stored(tx, answer(household, row=row, value=str(row), request_key=f"key-{row}"), noon)

    assert [key for key, _ in sorted(answers.current(tx, household.sheet).items())] == [
        ("sleep_wake", 0),
        ("sleep_wake", 1),
        ("sleep_wake", 2),
    ]


def test_the_same_request_again_writes_nothing(tx: Transaction, household: Household, noon: datetime) -> None:
    first = stored(tx, answer(household), noon)
    stored(tx, answer(household, value="2", request_key="key-2", seen=first.id), noon)

    assert answers.append(tx, answer(household), noon + timedelta(hours=1)) == Repeated(first)
    assert len(answers.history(tx, household.sheet)) == 2


def test_a_request_key_of_another_question_is_refused(tx: Transaction, household: Household, noon: datetime) -> None:
    stored(tx, answer(household), noon)

    with pytest.raises(RequestKeyReusedError):
        answers.append(tx, answer(household, item="sleep_terror"), noon)


def test_a_page_that_did_not_show_the_newest_answer_writes_nothing(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    first = stored(tx, answer(household), noon)
    second = stored(tx, answer(household, value="2", request_key="key-2", seen=first.id), noon)

    assert answers.append(tx, answer(household, value="0", request_key="key-3", seen=first.id), noon) == Stale(second)
    assert answers.append(tx, answer(household, value="0", request_key="key-4", seen=None), noon) == Stale(second)
    assert len(answers.history(tx, household.sheet)) == 2


def test_a_stale_page_that_says_the_same_is_no_conflict(tx: Transaction, household: Household, noon: datetime) -> None:
    first = stored(tx, answer(household), noon)
    again = stored(tx, answer(household, request_key="key-2", seen=None), noon)

    assert again.replaces == first.id


def test_a_stale_page_never_replaces_a_sealed_answer(tx: Transaction, household: Household, noon: datetime) -> None:
    first = stored(tx, answer(household, value=None, sealed=True), noon)
    blind = answer(household, value=None, sealed=True, request_key="key-2", seen=None)

    assert answers.append(tx, blind, noon) == Stale(first)
    assert stored(tx, replace(blind, seen=first.id), noon).value is None


def test_a_submitted_sheet_is_closed_but_knows_what_it_took(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    first = stored(tx, answer(household), noon)
    visits.submit_sheet(tx, household.sheet, noon)

    assert answers.append(tx, answer(household, value="2", request_key="key-2", seen=first.id), noon) == Closed(noon)
    assert answers.append(tx, answer(household), noon) == Repeated(first)
    assert answers.history(tx, household.sheet) == [first]


def test_an_answer_needs_a_sheet(tx: Transaction, household: Household, noon: datetime) -> None:
    with pytest.raises(UnknownSubjectError):
        answers.append(tx, answer(household, sheet=999), noon)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": -91},
        {"sealed": True},
        {"value": None},
        {"value": None, "reason": -91, "sealed": True},
    ],
)
def test_an_answer_is_exactly_one_of_value_reason_and_sealed(household: Household, changes: dict[str, Any]) -> None:
    with pytest.raises(AnswerShapeError):
        answer(household, **changes)


@pytest.mark.parametrize("reason", [-100, -90, 0, 3])
def test_a_reason_outside_the_one_table_is_refused(
    records: Database, household: Household, noon: datetime, reason: int
) -> None:
    with pytest.raises(IntegrityError), records.write() as tx:
        answers.append(tx, answer(household, value=None, reason=reason), noon)


def test_one_request_from_eight_threads_is_one_row(records: Database, household: Household, noon: datetime) -> None:
    def send(_: int) -> Stored | Repeated | Stale | Closed:
        with records.write() as tx:
            return answers.append(tx, answer(household), noon)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(8)))

    assert sorted(type(result).__name__ for result in results) == ["Repeated"] * 7 + ["Stored"]
    with records.read() as tx:
        assert len(answers.history(tx, household.sheet)) == 1


def test_eight_open_pages_make_one_answer_and_seven_conflicts(
    records: Database, household: Household, noon: datetime
) -> None:
    def send(number: int) -> Stored | Repeated | Stale | Closed:
        with records.write() as tx:
            return answers.append(tx, answer(household, value=str(number), request_key=f"key-{number}"), noon)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(8)))

    (winner,) = (result.answer for result in results if isinstance(result, Stored))
    assert {result.current for result in results if isinstance(result, Stale)} == {winner}
    assert len(results) == 8


def test_one_request_key_on_two_sheets_at_once_is_refused_for_one(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        homes = [add_household(tx) for _ in range(2)]

    def send(household: Household) -> bool:
        try:
            with records.write() as tx:
                answers.append(tx, answer(household), noon)
        except RequestKeyReusedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, homes)) == [False, True]


def test_answers_are_not_taken_after_a_submission_that_runs_at_the_same_time(
    records: Database, household: Household, noon: datetime
) -> None:
    def send(number: int) -> bool:
        with records.write() as tx:
            new = answer(household, item=f"i{number:02}", request_key=f"key-{number}")
            return isinstance(answers.append(tx, new, noon), Stored)

    def submit() -> int:
        with records.write() as tx:
            visits.submit_sheet(tx, household.sheet, noon)
            return len(answers.history(tx, household.sheet))

    with ThreadPoolExecutor(8) as pool:
        sending = [pool.submit(send, number) for number in range(20)]
        submitting = pool.submit(submit)
        stored_number = sum(future.result() for future in sending)

    assert stored_number == submitting.result()


def test_an_export_reads_what_counts_now_of_one_study(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        homes = [add_household(tx), add_household(tx, site="glasgow", prefix="GL"), add_household(tx, study="other")]
        for number, household in enumerate(homes):
            first = stored(tx, answer(household, request_key=f"a{number}"), noon)
            stored(tx, answer(household, value="2", request_key=f"b{number}", seen=first.id), noon)
            stored(tx, answer(household, item="sleep_terror", request_key=f"c{number}"), noon)
    with records.read() as tx:
        found = list(answers.all_current(tx, study="bright"))
        for one in found:
            assert one.sheet == visits.sheet(tx, one.sheet.id)
            assert one.visit == visits.visit(tx, one.participant.number, "start")
            assert answers.current(tx, one.sheet.id)[one.answer.item, 0] == one.answer

    assert [(one.family.site, one.answer.item, one.answer.value) for one in found] == [
        ("bristol", "sleep_wake", "2"),
        ("bristol", "sleep_terror", "1"),
        ("glasgow", "sleep_wake", "2"),
        ("glasgow", "sleep_terror", "1"),
    ]


def test_an_export_of_many_answers_reads_each_once(records: Database, household: Household, noon: datetime) -> None:
    with records.write() as tx:
        for number in range(2500):
            stored(tx, answer(household, item=f"i{number}", request_key=f"key-{number}"), noon)
    with records.read() as tx:
        items = [one.answer.item for one in answers.all_current(tx, study="bright")]

    assert items == [f"i{number}" for number in range(2500)]


def test_no_statement_changes_or_removes_an_answer(
    records: Database, household: Household, noon: datetime, kind: Kind
) -> None:
    particular = {"sqlite": "INSERT OR REPLACE INTO answers SELECT * FROM answers", "postgresql": "TRUNCATE answers"}
    with records.write() as tx:
        first = stored(tx, answer(household), noon)

    for statement in ("UPDATE answers SET value = '0'", "DELETE FROM answers", particular[kind]):
        with pytest.raises(IntegrityError, match="append-only"), records.write() as tx:
            tx.connection.execute(text(statement))
    with records.read() as tx:
        assert answers.history(tx, household.sheet) == [first]


def stored(tx: Transaction, new: NewAnswer, at: datetime) -> answers.StoredAnswer:
    result = answers.append(tx, new, at)
    assert isinstance(result, Stored)
    return result.answer
