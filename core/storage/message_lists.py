"""Lists of messages for people who look after them, a page of rows at a time, so that memory stays flat."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from alongside.core.storage.database import Transaction
from alongside.core.storage.outbox import WAITING, Message
from alongside.core.storage.records_tables import messages
from alongside.core.storage.rows import columns_for

ROWS = 500


def waiting(tx: Transaction, study: str, *, until: datetime) -> Iterator[list[Message]]:
    """Yield the messages that wait and are looked at before a moment, in portions."""
    at = or_(
        and_(messages.c.state == "queued", messages.c.due_at < until),
        and_(messages.c.state == "held", messages.c.held_until < until),
        messages.c.state == "sending",
    )
    yield from _in_portions(tx, and_(messages.c.study == study, at))


def unsent(tx: Transaction, study: str, *, since: datetime) -> Iterator[list[Message]]:
    """Yield the messages that are held, and those that failed or were cancelled since a moment, in portions."""
    ended = and_(messages.c.state.in_(("failed", "cancelled")), messages.c.changed_at >= since)
    is_held = and_(messages.c.state.in_(WAITING), messages.c.held_reason.is_not(None))
    yield from _in_portions(tx, and_(messages.c.study == study, or_(is_held, ended)))


def _in_portions(tx: Transaction, which: ColumnElement[bool]) -> Iterator[list[Message]]:
    after = 0
    statement = select(*columns_for(Message, messages)).where(which).order_by(messages.c.id).limit(ROWS)
    while True:
        rows = tx.connection.execute(statement.where(messages.c.id > after)).mappings().all()
        if not rows:
            return
        found = [Message(**row) for row in rows]
        yield found
        after = found[-1].id
