"""The statements that each claim runs: to make one takes longer than to run it, so each is made once."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, update

from alongside.core.storage.records_tables import messages

WAITING = ("queued", "held")
MOST_AT_ONCE = 1000
"""So many rows at most are tidied in one transaction, so that no other writer waits for long."""


def _due(state: str, when: ColumnElement[Any]) -> tuple[Select[Any], Select[Any]]:
    """Return what claims messages of a state, of everybody and of one person. What may have left is never too late."""
    in_time = or_(
        messages.c.expires_at.is_(None),
        messages.c.expires_at > bindparam("now", type_=when.type),
        messages.c.maybe_sent.in_((True,)),
    )
    everybody = (
        select(messages.c.id, messages.c.priority, messages.c.due_at)
        .where(messages.c.state == state, when <= bindparam("now", type_=when.type), in_time)
        .order_by(messages.c.priority, messages.c.due_at, messages.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return everybody, everybody.where(messages.c.participant == bindparam("who"))


DUE = (_due("queued", messages.c.due_at), _due("held", messages.c.held_until))
CLAIM = (
    update(messages)
    .where(messages.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state="sending",
        attempts=messages.c.attempts + 1,
        claimed_by=bindparam("worker"),
        claimed_until=bindparam("until"),
        begun=False,
        held_reason=None,
        held_until=None,
        changed_at=bindparam("at"),
    )
)
SENT = (
    update(messages)
    .where(
        messages.c.id == bindparam("of"),
        # One by one: a list of states cannot be given to many rows at once.
        messages.c.state != "sent",
        messages.c.state != "delivered",
        messages.c.state != "opened",
    )
    .values(
        state="sent",
        provider_reference=bindparam("their"),
        sent_at=bindparam("at"),
        changed_at=bindparam("at"),
        maybe_sent=False,
        claimed_by=None,
        claimed_until=None,
        held_reason=None,
        held_until=None,
    )
)
STOPPED = (
    select(messages.c.id)
    .where(messages.c.state == "sending", messages.c.claimed_until <= bindparam("now"))
    .order_by(messages.c.id)
    .limit(MOST_AT_ONCE)
    .with_for_update(skip_locked=True)
)
EXPIRED = (
    select(messages.c.id)
    .where(
        messages.c.state.in_(WAITING),
        messages.c.expires_at <= bindparam("now"),
        # A message that may have gone out is left for a worker to look up, late as it is.
        messages.c.maybe_sent.in_((False,)),
    )
    .order_by(messages.c.id)
    .limit(MOST_AT_ONCE)
    .with_for_update(skip_locked=True)
)
_MINE = (
    messages.c.id.in_(bindparam("ids", expanding=True)),
    messages.c.state == "sending",
    messages.c.claimed_by == bindparam("worker"),
    messages.c.claimed_until > bindparam("now"),
)
MINE = select(messages.c.id).where(*_MINE)
BEGIN = update(messages).where(*_MINE).values(begun=True).returning(messages.c.id)
