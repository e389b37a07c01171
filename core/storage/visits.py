"""Visits and their answer sheets; the form of each sheet is chosen when the visit is opened."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Insert, bindparam, case, insert, select, update

from alongside.core.storage.database import Transaction
from alongside.core.storage.families import lock_participant
from alongside.core.storage.records_tables import sheets, visits
from alongside.core.storage.rows import columns_for


@dataclass(frozen=True, slots=True)
class NewSheet:
    """An instrument to be answered at a visit, about one person: a participant's or a child's number."""

    instrument: str
    instrument_version: str
    form: str
    about: str
    age_months: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer sheet; its form and age change only when a birthday is corrected, its instrument version never."""

    id: int
    visit: int
    participant: str
    instrument: str
    instrument_version: str
    form: str
    about: str
    age_months: int | None
    position: int
    state: Literal["open", "submitted"]
    submitted_at: datetime | None


_STATE = case((sheets.c.submitted_at.is_(None), "open"), else_="submitted")
SHEET_COLUMNS = tuple(_STATE if field.name == "state" else sheets.c[field.name] for field in fields(Sheet))
"""What to select for the fields of a Sheet, in their order."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of one participant under one dated version of the study."""

    id: int
    participant: str
    code: str
    study_version: str
    reference_date: date
    opened_at: datetime


# Every page of a visit asks these two, so they are made once.
_VISITS_OF = (
    select(*columns_for(Visit, visits)).where(visits.c.participant == bindparam("participant")).order_by(visits.c.id)
)
_SHEETS_OF = select(*SHEET_COLUMNS).where(sheets.c.visit == bindparam("visit")).order_by(sheets.c.position, sheets.c.id)


def open_visit(
    tx: Transaction,
    *,
    participant: str,
    code: str,
    study_version: str,
    reference_date: date,
    sheets: Iterable[NewSheet],
    at: datetime,
) -> Visit:
    """Open a visit with its sheets; opening it again returns the first one unchanged."""
    lock_participant(tx, participant)
    existing = visit(tx, participant, code)
    if existing is not None:
        return existing
    new_id = tx.connection.execute(
        insert(visits)
        .values(
            participant=participant,
            code=code,
            study_version=study_version,
            reference_date=reference_date,
            opened_at=at,
        )
        .returning(visits.c.id)
    ).scalar_one()
    for new_sheet in sheets:
        tx.connection.execute(_insert_sheet(new_id, participant, new_sheet))
    return Visit(new_id, participant, code, study_version, reference_date, at)


def visit(tx: Transaction, participant: str, code: str) -> Visit | None:
    """Return a participant's visit with this code, if it was opened."""
    statement = select(*columns_for(Visit, visits)).where(visits.c.participant == participant, visits.c.code == code)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Visit(**row)


def visits_of(tx: Transaction, participant: str) -> list[Visit]:
    """Return a participant's visits in the order in which they were opened."""
    return [Visit(*row) for row in tx.connection.execute(_VISITS_OF, {"participant": participant})]


def sheets_of(tx: Transaction, visit_id: int) -> list[Sheet]:
    """Return a visit's sheets in the order in which they are asked."""
    return [Sheet(*row) for row in tx.connection.execute(_SHEETS_OF, {"visit": visit_id})]


def sheet(tx: Transaction, sheet_id: int) -> Sheet | None:
    """Return the sheet with this id."""
    statement = select(*SHEET_COLUMNS).where(sheets.c.id == sheet_id)
    row = tx.connection.execute(statement).first()
    return None if row is None else Sheet(*row)


def submit_sheet(tx: Transaction, sheet_id: int, at: datetime) -> bool:
    """Close the sheet to further answers; True only for the call that closed it."""
    submitted = tx.connection.execute(
        update(sheets).where(sheets.c.id == sheet_id, sheets.c.submitted_at.is_(None)).values(submitted_at=at)
    )
    return submitted.rowcount == 1


def ask_also(tx: Transaction, visit_id: int, new: NewSheet) -> bool:
    """Add a sheet to a visit of which a part is still open; False = all were sent, and nothing is added."""
    others = sheets_of(tx, visit_id)
    if all(one.state == "submitted" for one in others):
        return False
    place = 1 + max(one.position for one in others)
    tx.connection.execute(_insert_sheet(visit_id, others[0].participant, replace(new, position=place)))
    return True


def correct_sheet(tx: Transaction, sheet_id: int, *, form: str, age_months: int) -> None:
    """Give a sheet the age, and the form, that follow from a corrected birthday."""
    tx.connection.execute(update(sheets).where(sheets.c.id == sheet_id).values(form=form, age_months=age_months))


def _insert_sheet(visit_id: int, participant: str, new: NewSheet) -> Insert:
    return insert(sheets).values(visit=visit_id, participant=participant, **asdict(new))
