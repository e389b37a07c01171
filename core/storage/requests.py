"""What people told us or asked about their data: what kind, when it came, and what was done about it until when.

The words, and how their writer may be reached, are in the vault, under `words_subject`. A reference can be said on the
telephone: it names nobody and no topic.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import requests
from alongside.core.storage.rows import columns_for, insert_once

LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
FIGURES = "2346789"
"""Without letters and figures that sound or look like others; they take turns, so that no word comes about."""
NOBODY = ""
"""Who noted what somebody wrote who was not signed in."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to be written. `participant` None = nobody knows whose it is; `site` "" = nor of which site.

    `about_team` = it is about somebody of the team. `acknowledge_by` is a day in the UK.
    """

    study: str
    participant: str | None
    site: str
    kind: str
    about_team: bool
    came_by: str
    received_at: datetime
    acknowledge_by: date
    noted_by: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is now; what was not done yet is None."""

    id: int
    reference: str
    study: str
    participant: str | None
    site: str
    kind: str
    about_team: bool
    came_by: str
    received_at: datetime
    acknowledge_by: date
    noted_by: str
    noted_at: datetime
    owner: str | None
    deputy: str | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    acknowledged_how: str | None
    answered_at: datetime | None
    answered_by: str | None
    outcome: str | None
    request_key: str

    @property
    def subject(self) -> str:
        """Whom the record names: the family's study number, or the reference where nobody knows whose it is."""
        return self.participant or self.reference


def words_subject(request_key: str) -> str:
    """Return the subject under which the vault keeps the words of a request."""
    return f"request:{request_key}"


def make_reference() -> str:
    """Return a reference like K4M-7T9: easy to say, and of no meaning."""
    first, second, third, fourth, fifth, sixth = (
        secrets.choice(letters) for letters in (LETTERS, FIGURES, LETTERS, FIGURES, LETTERS, FIGURES)
    )
    return f"{first}{second}{third}-{fourth}{fifth}{sixth}"


def add_request(tx: Transaction, new: NewRequest, at: datetime) -> bool:
    """Write a request once, under a reference of its own; False when the same form wrote it before.

    Raises:
        RequestKeyReusedError: the form wrote something of somebody else.
    """
    reference = make_reference()
    while request_with(tx, reference) is not None:
        reference = make_reference()
    values = asdict(new) | {"reference": reference, "noted_at": at}
    added = insert_once(tx, requests, ("request_key",), values) is not None
    if not added:
        statement = select(requests.c.participant).where(requests.c.request_key == new.request_key)
        if tx.connection.execute(statement).scalar_one() != new.participant:
            raise RequestKeyReusedError("a request key came again for what somebody else told us")
    return added


def request_with(tx: Transaction, reference: str) -> Request | None:
    """Return the request with this reference."""
    return _first(_select(tx, requests.c.reference == reference))


def request_of_key(tx: Transaction, request_key: str) -> Request | None:
    """Return the request that a form wrote."""
    return _first(_select(tx, requests.c.request_key == request_key))


def requests_of(tx: Transaction, participant: str) -> list[Request]:
    """Return what a participant told us, first what has waited longest."""
    return _select(tx, requests.c.participant == participant)


def requests_in(tx: Transaction, study: str) -> list[Request]:
    """Return everything of a study, first what has waited longest."""
    return _select(tx, requests.c.study == study)


def waiting_requests(tx: Transaction, study: str, *, due_by: date) -> list[Request]:
    """Return what nobody has acknowledged and has to be by this day or before, first what has waited longest."""
    which = (requests.c.study == study, requests.c.acknowledged_at.is_(None), requests.c.acknowledge_by <= due_by)
    return _select(tx, *which)


def acknowledge(tx: Transaction, request_id: int, *, how: str, at: datetime, by: str) -> bool:
    """Note that its writer was told that we have it; False when they were before, or there is no such request."""
    which = (requests.c.id == request_id, requests.c.acknowledged_at.is_(None))
    return _change(tx, *which, acknowledged_how=how, acknowledged_at=at, acknowledged_by=by)


def answer(tx: Transaction, request_id: int, *, outcome: str, at: datetime, by: str) -> bool:
    """Note what came of an acknowledged request; False when it was answered before, or nobody acknowledged it."""
    which = (requests.c.id == request_id, requests.c.acknowledged_at.is_not(None), requests.c.answered_at.is_(None))
    return _change(tx, *which, outcome=outcome, answered_at=at, answered_by=by)


def hand_over(tx: Transaction, request_id: int, *, owner: str, deputy: str | None) -> bool:
    """Give a request that was not answered an owner and a deputy; False when it was, or there is no such request."""
    return _change(tx, requests.c.id == request_id, requests.c.answered_at.is_(None), owner=owner, deputy=deputy)


def _change(tx: Transaction, *which: ColumnElement[bool], **values: object) -> bool:
    return tx.connection.execute(update(requests).where(*which).values(**values)).rowcount == 1


def _select(tx: Transaction, *which: ColumnElement[bool]) -> list[Request]:
    statement = select(*columns_for(Request, requests)).where(*which).order_by(requests.c.acknowledge_by, requests.c.id)
    return [Request(**row) for row in tx.connection.execute(statement).mappings()]


def _first(found: list[Request]) -> Request | None:
    return found[0] if found else None
