"""The contact log: every time somebody of the team was in touch with a family, or tried to be; append-only.

What was said is free text and may name people: it is in the vault, under `note_subject`.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import contacts
from alongside.core.storage.rows import columns_for, insert_once

WAYS = ("call", "text", "visit", "video", "letter", "other")
"""How it was done."""
OUTCOMES = ("spoke", "no_answer", "left_message", "wrong_number", "not_safe_now", "sent", "not_there", "other")
"""What became of it. `not_safe_now` = somebody else was there, or it was not safe to talk."""
NOTHING_TOLD = ""
TOLD = (
    "about_the_study",
    "two_outcomes",
    "choice_is_free",
    "next_step",
    "result",
    "visit_open",
    "voucher",
    "data_and_privacy",
    "other_help",
)
"""What the family was told; `NOTHING_TOLD` = nothing in particular."""


@dataclass(frozen=True, slots=True)
class NewContact:
    """An entry to be written: a way, an outcome and what was told, each a code of its list."""

    participant: str
    way: str
    outcome: str
    told: str
    noted_by: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of the log."""

    id: int
    participant: str
    way: str
    outcome: str
    told: str
    noted_by: str
    at: datetime
    request_key: str


def note_subject(request_key: str) -> str:
    """Return the subject under which the vault keeps the words of an entry."""
    return f"contact:{request_key}"


def add_contact(tx: Transaction, new: NewContact, at: datetime) -> bool:
    """Write an entry once; False when the same request wrote it before."""
    added = insert_once(tx, contacts, ("request_key",), asdict(new) | {"at": at}) is not None
    if not added:
        _refuse_other(tx, new)
    return added


def contact_of_request(tx: Transaction, request_key: str) -> Contact | None:
    """Return the entry that a request wrote."""
    statement = select(*columns_for(Contact, contacts)).where(contacts.c.request_key == request_key)
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Contact(**row)


def contacts_of(tx: Transaction, participant: str) -> list[Contact]:
    """Return the entries of a family, newest first."""
    statement = (
        select(*columns_for(Contact, contacts))
        .where(contacts.c.participant == participant)
        .order_by(contacts.c.id.desc())
    )
    return [Contact(**row) for row in tx.connection.execute(statement).mappings()]


def _refuse_other(tx: Transaction, new: NewContact) -> None:
    statement = select(contacts.c.participant).where(contacts.c.request_key == new.request_key)
    if tx.connection.execute(statement).scalar_one() != new.participant:
        raise RequestKeyReusedError("a request key came again for another family's contact log")
