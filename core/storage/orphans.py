"""What was left in the vault when a write to the records did not follow: the vault is always written first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, select

from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import (
    answers,
    children,
    consent_records,
    contacts,
    families,
    participants,
    requests,
    tasks,
)
from alongside.core.storage.vault_tables import sealed_fields

_KEYED: dict[str, Column[Any]] = {
    "answer": answers.c.request_key,
    "consent": consent_records.c.request_key,
    "contact": contacts.c.request_key,
    "request": requests.c.request_key,
    "task": tasks.c.request_key,
}
"""By the kind of a subject: where the records keep the request key that comes after the colon."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A subject of the vault that the records do not know."""

    subject: str
    family: str


def find_orphans(vault_tx: Transaction, records_tx: Transaction, *, before: datetime | None = None) -> list[Orphan]:
    """Return the vault's subjects that the records do not know, by subject.

    Judged are numbers, and the request keys of `answer:`, `consent:`, `contact:`, `request:` and `task:`; other kinds of subjects
    are left alone.
    `before` leaves out what was written so lately that its record may still follow.
    """
    statement = select(sealed_fields.c.subject, sealed_fields.c.family).distinct().order_by(sealed_fields.c.subject)
    if before is not None:
        statement = statement.where(sealed_fields.c.written_at < before)
    subjects = {row.subject: Orphan(row.subject, row.family) for row in vault_tx.connection.execute(statement)}
    known = set(_numbers(records_tx))
    for kind, column in _KEYED.items():
        known |= {f"{kind}:{key}" for key in records_tx.connection.execute(select(column)).scalars()}
    return [orphan for subject, orphan in subjects.items() if _is_judged(subject) and subject not in known]


def _is_judged(subject: str) -> bool:
    kind, colon, _ = subject.partition(":")
    return not colon or kind in _KEYED


def _numbers(tx: Transaction) -> Iterable[str]:
    for column in (families.c.number, participants.c.number, children.c.number):
        yield from tx.connection.execute(select(column)).scalars()
