"""Talks that are booked with families: when, how, and who of the team. A talk that moves keeps its key and counts up.

There is no place and no word of what a talk is about: neither is for this database.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, select, update

from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.records_tables import TALK_WAYS, appointments
from alongside.core.storage.rows import columns_for, insert_once

TalkState = Literal["booked", "moved", "cancelled", "done"]
WAYS: Sequence[str] = TALK_WAYS
"""How a talk is held."""
OPEN: tuple[TalkState, ...] = ("booked", "moved")
"""The states of a talk that is still to come, or that nobody has said anything of since."""


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A talk to be booked; `how` is a code of `WAYS`, `staff` the code of who holds it, `key` the request that books it."""

    key: str
    participant: str
    start: datetime
    minutes: int
    how: str
    staff: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A talk as it is now; `made_at` is when it was first booked, `moved` how often its time was changed since."""

    id: int
    key: str
    participant: str
    start: datetime
    minutes: int
    how: str
    staff: str
    made_by: str
    made_at: datetime
    moved: int
    state: TalkState
    changed_by: str
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it was neither cancelled nor noted as done."""
        return self.state in OPEN


def book(tx: Transaction, new: NewAppointment, at: datetime) -> int | None:
    """Write a talk once and return its id; None when the same request wrote it before.

    Raises:
        RequestKeyReusedError: the request booked a talk of another family.
    """
    values = asdict(new) | {
        "made_at": at,
        "moved": 0,
        "state": "booked",
        "changed_by": new.made_by,
        "changed_at": at,
    }
    new_id = insert_once(tx, appointments, ("key",), values)
    if new_id is None:
        statement = select(appointments.c.participant).where(appointments.c.key == new.key)
        if tx.connection.execute(statement).scalar_one() != new.participant:
            raise RequestKeyReusedError("a request key came again for another family's talk")
    return new_id


def move(  # noqa: PLR0913 - each is one part of when and how a talk is held, and all are named
    tx: Transaction,
    appointment_id: int,
    *,
    start: datetime,
    minutes: int,
    how: str,
    staff: str,
    seen: int,
    by: str,
    at: datetime,
) -> bool:
    """Give an open talk another time; False when it was moved since (`seen` = its count then), is over, or is not there."""
    which = (appointments.c.id == appointment_id, appointments.c.moved == seen)
    values = {"start": start, "minutes": minutes, "how": how, "staff": staff, "moved": seen + 1}
    return _change(tx, *which, state="moved", changed_by=by, changed_at=at, **values)


def cancel(tx: Transaction, appointment_id: int, *, by: str, at: datetime) -> bool:
    """Note that an open talk will not be held; False when it was ended before, or is not there."""
    return _change(tx, appointments.c.id == appointment_id, state="cancelled", changed_by=by, changed_at=at)


def note_done(tx: Transaction, appointment_id: int, *, by: str, at: datetime) -> bool:
    """Note that an open talk was held; False when it was ended before, or is not there."""
    return _change(tx, appointments.c.id == appointment_id, state="done", changed_by=by, changed_at=at)


def appointment(tx: Transaction, appointment_id: int) -> Appointment | None:
    """Return the talk with this id."""
    found = _select(tx, appointments.c.id == appointment_id)
    return found[0] if found else None


def appointment_of_request(tx: Transaction, key: str) -> Appointment | None:
    """Return the talk that a request booked."""
    found = _select(tx, appointments.c.key == key)
    return found[0] if found else None


def appointments_with(tx: Transaction, ids: Collection[int]) -> dict[int, Appointment]:
    """Return these talks by id; an id that is no talk's is left out."""
    return {one.id: one for one in _select(tx, appointments.c.id.in_(ids))}


def open_appointments_of(tx: Transaction, participant: str) -> list[Appointment]:
    """Return a family's talks that are neither cancelled nor done, first what is first."""
    return _select(tx, appointments.c.participant == participant, appointments.c.state.in_(OPEN))


def open_appointments_for(tx: Transaction, staff: str, *, start: datetime, end: datetime) -> list[Appointment]:
    """Return the open talks that a member of staff holds from `start` up to, not including, `end`, first what is first."""
    when = (appointments.c.start >= start, appointments.c.start < end)
    return _select(tx, appointments.c.staff == staff, *when, appointments.c.state.in_(OPEN))


def _change(tx: Transaction, *which: ColumnElement[bool], **values: Any) -> bool:
    statement = update(appointments).where(*which, appointments.c.state.in_(OPEN)).values(**values)
    return tx.connection.execute(statement).rowcount == 1


def _select(tx: Transaction, *which: ColumnElement[bool]) -> list[Appointment]:
    statement = (
        select(*columns_for(Appointment, appointments)).where(*which).order_by(appointments.c.start, appointments.c.id)
    )
    return [Appointment(**row) for row in tx.connection.execute(statement).mappings()]
