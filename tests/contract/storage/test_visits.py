"""Visits and sheets: opened once, submitted once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from alongside.core.storage import visits
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import UnknownSubjectError

from .conftest import Household

SHEETS = (
    visits.NewSheet("second", "1.0.0", "all", "BR", None, 2),
    visits.NewSheet("first", "2.1.0", "2_4", "BR-1", 24, 1),
)


def test_a_visit_and_its_sheets_come_back_in_their_order(tx: Transaction, household: Household, noon: datetime) -> None:
    visit = open_followup(tx, household, noon)

    assert visits.visits_of(tx, household.parent)[1] == visit
    assert visits.visit(tx, household.parent, "month_6") == visit
    assert visits.visit(tx, household.parent, "month_12") is None
    sheets = visits.sheets_of(tx, visit.id)
    assert [sheet.instrument for sheet in sheets] == ["first", "second"]
    assert sheets[0] == visits.sheet(tx, sheets[0].id)
    assert (sheets[0].about, sheets[0].form, sheets[0].age_months) == ("BR-1", "2_4", 24)
    assert (sheets[0].state, sheets[0].submitted_at, sheets[0].participant) == ("open", None, household.parent)
    assert visits.sheet(tx, 999) is None


def test_opening_again_keeps_the_form_that_was_chosen(tx: Transaction, household: Household, noon: datetime) -> None:
    first = open_followup(tx, household, noon)
    other = tuple(replace(sheet, form="4_17", age_months=48) for sheet in SHEETS)
    again = visits.open_visit(
        tx,
        participant=household.parent,
        code="month_6",
        study_version="2",
        reference_date=date(2027, 1, 1),
        sheets=other,
        at=noon + timedelta(days=40),
    )

    assert again == first
    assert [sheet.form for sheet in visits.sheets_of(tx, first.id)] == ["2_4", "all"]


def test_a_visit_needs_a_participant(tx: Transaction, household: Household, noon: datetime) -> None:
    with pytest.raises(UnknownSubjectError):
        open_followup(tx, replace(household, parent="BR9999X"), noon)


def test_a_visit_opened_by_many_at_once_is_opened_once(records: Database, household: Household, noon: datetime) -> None:
    def open_it(_: int) -> visits.Visit:
        with records.write() as tx:
            return open_followup(tx, household, noon)

    with ThreadPoolExecutor(8) as pool:
        opened = set(pool.map(open_it, range(8)))

    assert len(opened) == 1
    with records.read() as tx:
        assert len(visits.sheets_of(tx, opened.pop().id)) == 2


def test_a_sheet_is_submitted_once(records: Database, household: Household, noon: datetime) -> None:
    def submit(_: int) -> bool:
        with records.write() as tx:
            return visits.submit_sheet(tx, household.sheet, noon)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(submit, range(8))) == [False] * 7 + [True]
    with records.read() as tx:
        sheet = visits.sheet(tx, household.sheet)
    assert sheet is not None
    assert (sheet.state, sheet.submitted_at) == ("submitted", noon)


def open_followup(tx: Transaction, household: Household, at: datetime) -> visits.Visit:
    return visits.open_visit(
        tx,
        participant=household.parent,
        code="month_6",
        study_version="1",
        reference_date=date(2026, 11, 22),
        sheets=SHEETS,
        at=at,
    )
