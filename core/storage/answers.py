"""Answers, append-only: a change is a new row that replaces the one before; the current sheet is derived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import AnswerShapeError, RequestKeyReusedError, UnknownSubjectError
from alongside.core.storage.families import Family, Participant
from alongside.core.storage.records_tables import answers, families, participants, sheets, visits
from alongside.core.storage.rows import columns_for, insert_once
from alongside.core.storage.visits import SHEET_COLUMNS, Sheet, Visit


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a person just answered: exactly one of a value, a missing reason (-91 to -99) or `sealed`.

    A sealed answer's value is in the vault under the subject `answer:<request_key>`. `seen` is the id of the answer
    that the person's page showed, or None when it showed none.
    """

    sheet: int
    item: str
    row: int
    value: str | None
    reason: int | None
    sealed: bool
    mode: str
    language: str
    format: str
    given_by: str
    request_key: str
    seen: int | None

    def __post_init__(self) -> None:
        if (self.value is not None) + (self.reason is not None) + self.sealed != 1:
            raise AnswerShapeError(f"item {self.item}: an answer holds exactly one of value, reason, sealed")


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One row of the answers; `replaces` is the id of the answer that it took the place of."""

    id: int
    sheet: int
    item: str
    row: int
    value: str | None
    reason: int | None
    sealed: bool
    mode: str
    language: str
    format: str
    given_by: str
    given_at: datetime
    replaces: int | None
    request_key: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer was written."""

    answer: StoredAnswer


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same request came before; this is the answer that it wrote."""

    answer: StoredAnswer


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was written: the page did not show `current`, which says something else."""

    current: StoredAnswer


@dataclass(frozen=True, slots=True)
class Closed:
    """Nothing was written: the sheet was submitted."""

    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerOfStudy:
    """A current answer with everything that it hangs on, for exports."""

    family: Family
    participant: Participant
    visit: Visit
    sheet: Sheet
    answer: StoredAnswer


# What an export selects, part by part; the id of the sheet is the first column of its part.
_PARTS = (
    columns_for(Family, families),
    columns_for(Participant, participants),
    columns_for(Visit, visits),
    SHEET_COLUMNS,
    columns_for(StoredAnswer, answers),
)


# Making a statement takes longer than running it, so those of each answer are made once.
_OF_SHEET = answers.c.sheet == bindparam("sheet")
_ANSWERS = select(*columns_for(StoredAnswer, answers))
_HISTORY = _ANSWERS.where(_OF_SHEET).order_by(answers.c.id)
_CURRENT = _ANSWERS.where(
    answers.c.id.in_(select(func.max(answers.c.id)).where(_OF_SHEET).group_by(answers.c.item, answers.c.row))
)
_LATEST = (
    _ANSWERS.where(_OF_SHEET, answers.c.item == bindparam("item"), answers.c.row == bindparam("row"))
    .order_by(answers.c.id.desc())
    .limit(1)
)
_WITH_REQUEST_KEY = _ANSWERS.where(answers.c.request_key == bindparam("request_key"))
_LOCK_SHEET = select(sheets.c.submitted_at).where(sheets.c.id == bindparam("sheet")).with_for_update(key_share=True)


def append(tx: Transaction, new: NewAnswer, at: datetime) -> Stored | Repeated | Stale | Closed:
    """Write an answer once, unless the sheet is closed or the person's page was out of date."""
    submitted_at = _lock_sheet(tx, new.sheet)
    earlier = _with_request_key(tx, new.request_key)
    if earlier is not None:
        return _repeated(earlier, new)
    if submitted_at is not None:
        return Closed(submitted_at)
    latest = _latest(tx, new)
    if latest is not None and latest.id != new.seen and _says_something_else(latest, new):
        return Stale(latest)
    replaces = None if latest is None else latest.id
    values: dict[str, Any] = {
        "sheet": new.sheet,
        "item": new.item,
        "row": new.row,
        "value": new.value,
        "reason": new.reason,
        "sealed": new.sealed,
        "mode": new.mode,
        "language": new.language,
        "format": new.format,
        "given_by": new.given_by,
        "given_at": at,
        "replaces": replaces,
        "request_key": new.request_key,
    }
    new_id = insert_once(tx, answers, ("request_key",), values)
    if new_id is None:
        raise RequestKeyReusedError("a request key was used on two sheets at the same time")
    return Stored(StoredAnswer(id=new_id, **values))


def current(tx: Transaction, sheet_id: int) -> dict[tuple[str, int], StoredAnswer]:
    """Return the answers that count now, by item and row."""
    rows = tx.connection.execute(_CURRENT, {"sheet": sheet_id})
    return {(answer.item, answer.row): answer for answer in (StoredAnswer(*row) for row in rows)}


def history(tx: Transaction, sheet_id: int) -> list[StoredAnswer]:
    """Return every answer ever given on the sheet, oldest first."""
    return [StoredAnswer(*row) for row in tx.connection.execute(_HISTORY, {"sheet": sheet_id})]


def last_given(tx: Transaction, participant: str) -> datetime | None:
    """Return when this participant last answered anything."""
    statement = (
        select(answers.c.given_at)
        .join(sheets, sheets.c.id == answers.c.sheet)
        .join(visits, visits.c.id == sheets.c.visit)
        .where(visits.c.participant == participant)
        .order_by(answers.c.id.desc())
        .limit(1)
    )
    newest: datetime | None = tx.connection.execute(statement).scalar()
    return newest


def all_current(tx: Transaction, *, study: str) -> Iterator[AnswerOfStudy]:
    """Yield the answers of a study that count now, by participant, visit and sheet, without loading them all."""
    rows = tx.connection.execute(_select_answers_of_study(study), execution_options={"yield_per": 1000})
    family_end, participant_end, visit_end, sheet_end, _ = accumulate(map(len, _PARTS))
    for _, rows_of_sheet in groupby(rows, key=itemgetter(visit_end)):
        row = next(rows_of_sheet)
        family = Family(*row[:family_end])
        participant = Participant(*row[family_end:participant_end])
        visit = Visit(*row[participant_end:visit_end])
        sheet = Sheet(*row[visit_end:sheet_end])
        for row_of_answer in chain((row,), rows_of_sheet):
            yield AnswerOfStudy(family, participant, visit, sheet, StoredAnswer(*row_of_answer[sheet_end:]))


def _lock_sheet(tx: Transaction, sheet_id: int) -> datetime | None:
    """Make other writers to this sheet wait, and return when it was submitted."""
    row = tx.connection.execute(_LOCK_SHEET, {"sheet": sheet_id}).first()
    if row is None:
        raise UnknownSubjectError("an answer was given on a sheet that does not exist")
    submitted_at: datetime | None = row.submitted_at
    return submitted_at


def _with_request_key(tx: Transaction, request_key: str) -> StoredAnswer | None:
    row = tx.connection.execute(_WITH_REQUEST_KEY, {"request_key": request_key}).first()
    return None if row is None else StoredAnswer(*row)


def _repeated(earlier: StoredAnswer, new: NewAnswer) -> Repeated:
    if (earlier.sheet, earlier.item, earlier.row) != (new.sheet, new.item, new.row):
        raise RequestKeyReusedError("a request key came again for another question")
    return Repeated(earlier)


def _latest(tx: Transaction, new: NewAnswer) -> StoredAnswer | None:
    row = tx.connection.execute(_LATEST, {"sheet": new.sheet, "item": new.item, "row": new.row}).first()
    return None if row is None else StoredAnswer(*row)


def _says_something_else(latest: StoredAnswer, new: NewAnswer) -> bool:
    # What a sealed answer says is not known here, so it always counts as something else.
    return new.sealed or latest.sealed or (latest.value, latest.reason) != (new.value, new.reason)


def _select_answers_of_study(study: str) -> Select[tuple[Any, ...]]:
    later = answers.alias("later")
    return (
        select(*chain.from_iterable(_PARTS))
        .select_from(answers)
        .join(sheets, sheets.c.id == answers.c.sheet)
        .join(visits, visits.c.id == sheets.c.visit)
        .join(participants, participants.c.number == sheets.c.participant)
        .join(families, families.c.number == participants.c.family)
        .where(families.c.study == study)
        .where(~exists().where(later.c.replaces == answers.c.id))
        .order_by(participants.c.number, visits.c.id, sheets.c.position, sheets.c.id, answers.c.id)
    )
