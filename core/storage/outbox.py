"""Messages that must go out once: a permanent unique key each, claimed by many workers, never sent twice blindly.

Nothing here names a person: a worker looks up the address and the words at the moment of sending.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, or_, select, update

from alongside.core.storage.canonical import canonical_json, sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import messages
from alongside.core.storage.rows import columns_for, insert_once

MessageState = Literal["queued", "held", "sending", "sent", "delivered", "failed", "opened", "cancelled"]
WAITING = ("queued", "held")


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to one participant (or professional); participant, reason, period and channel together are its key.

    A lower `priority` goes first. `values` fill the placeholders of the words and name nobody.
    """

    study: str
    participant: str
    reason: str
    period: str
    channel: str
    priority: int
    due_at: datetime
    expires_at: datetime | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the outbox.

    `reference` is what a channel gives the provider, so that a message with `maybe_sent` (its worker stopped while
    sending) can be looked up there before it is sent again.
    """

    id: int
    study: str
    participant: str
    reason: str
    period: str
    channel: str
    priority: int
    due_at: datetime
    expires_at: datetime | None
    values: Mapping[str, str]
    reference: str
    state: MessageState
    attempts: int
    held_reason: str | None
    held_until: datetime | None
    claimed_by: str | None
    claimed_until: datetime | None
    maybe_sent: bool
    provider_reference: str | None
    sent_at: datetime | None
    queued_at: datetime
    changed_at: datetime


def enqueue(tx: Transaction, new: NewMessage, at: datetime) -> Message | None:
    """Queue a message; None if one with the same key ever existed, in whatever state."""
    reference = sha256_of(canonical_json([new.participant, new.reason, new.period, new.channel]))[:32]
    values = asdict(new) | {
        "values": dict(new.values),
        "reference": reference,
        "state": "queued",
        "attempts": 0,
        "maybe_sent": False,
        "queued_at": at,
        "changed_at": at,
    }
    new_id = insert_once(tx, messages, ("participant", "reason", "period", "channel"), values)
    return None if new_id is None else message(tx, new_id)


def claim(
    tx: Transaction, *, now: datetime, lease: timedelta, limit: int, worker: str, participant: str = ""
) -> list[Message]:
    """Give a worker the messages that are due, for the time of the lease; no other worker gets them meanwhile.

    `participant` narrows it to one person's messages.

    First, messages whose lease ran out go back to the queue as `maybe_sent`, and messages past their time are
    cancelled. The worker checks every rule again before it sends.
    """
    _free_stopped(tx, now)
    _cancel_expired(tx, now)
    due = or_(
        and_(messages.c.state == "queued", messages.c.due_at <= now),
        and_(messages.c.state == "held", messages.c.held_until <= now),
    )
    if participant:
        due = and_(due, messages.c.participant == participant)
    ids = _lock(tx, due, limit)
    _change(
        tx,
        messages.c.id.in_(ids),
        now,
        state="sending",
        attempts=messages.c.attempts + 1,
        claimed_by=worker,
        claimed_until=now + lease,
        held_reason=None,
        held_until=None,
    )
    return _select(tx, messages.c.id.in_(ids))


def mark_sent(tx: Transaction, message_id: int, *, provider_reference: str, at: datetime) -> bool:
    """Record that the provider took the message; False if that was recorded before.

    It holds even for a message that lost its lease or was cancelled meanwhile, because it is what happened.
    """
    return _change_one(
        tx,
        message_id,
        ("queued", "held", "sending", "failed", "cancelled"),
        at,
        state="sent",
        provider_reference=provider_reference,
        sent_at=at,
        maybe_sent=False,
        claimed_by=None,
        claimed_until=None,
        held_reason=None,
        held_until=None,
    )


def mark_held(
    tx: Transaction, message_id: int, *, reason: str, until: datetime, at: datetime, maybe_sent: bool = False
) -> bool:
    """Put a message off, with the reason. `maybe_sent` = it may have left all the same; what was noted before stays."""
    noted = {"maybe_sent": True} if maybe_sent else {}
    return _change_one(
        tx,
        message_id,
        (*WAITING, "sending"),
        at,
        state="held",
        held_reason=reason,
        held_until=until,
        claimed_by=None,
        claimed_until=None,
        **noted,
    )


def look_again(tx: Transaction, participant: str, *, at: datetime) -> int:
    """Let a person's held messages be looked at now, because what held them may have changed; return how many."""
    which = and_(messages.c.participant == participant, messages.c.state == "held")
    return _change(tx, which, at, held_until=at)


def mark_failed(tx: Transaction, message_id: int, *, reason: str, at: datetime) -> bool:
    """Record that the message will not be tried again, or that the provider could not deliver it."""
    return _change_one(
        tx,
        message_id,
        (*WAITING, "sending", "sent"),
        at,
        state="failed",
        held_reason=reason,
        held_until=None,
        claimed_by=None,
        claimed_until=None,
    )


def mark_delivered(tx: Transaction, message_id: int, *, at: datetime) -> bool:
    """Record the provider's word that the message arrived."""
    return _change_one(tx, message_id, ("sending", "sent"), at, state="delivered")


def mark_opened(tx: Transaction, message_id: int, *, at: datetime) -> bool:
    """Record that the person followed the message's link."""
    return _change_one(tx, message_id, ("sending", "sent", "delivered"), at, state="opened")


def cancel(tx: Transaction, message_id: int, *, why: str, at: datetime) -> bool:
    """Cancel one message that has not gone out; a rule that fails at the moment of sending ends here."""
    return bool(_cancel(tx, messages.c.id == message_id, why, at))


def cancel_for(
    tx: Transaction,
    participant: str,
    reason: str | None = None,
    *,
    period: str | None = None,
    why: str = "no longer needed",
    at: datetime,
) -> int:
    """Cancel a participant's messages that have not gone out, and return how many.

    `reason` and `period` choose among them (None = all); `why` is what is kept on record. A message that a worker is
    sending at this moment is cancelled too and marked `maybe_sent`.
    """
    which = messages.c.participant == participant
    if reason is not None:
        which = and_(which, messages.c.reason == reason)
    if period is not None:
        which = and_(which, messages.c.period == period)
    return _cancel(tx, which, why, at)


def still_claimed(tx: Transaction, message_id: int, worker: str, now: datetime) -> bool:
    """Say whether the message is still this worker's to send."""
    statement = select(messages.c.id).where(
        messages.c.id == message_id,
        messages.c.state == "sending",
        messages.c.claimed_by == worker,
        messages.c.claimed_until > now,
    )
    return tx.connection.execute(statement).first() is not None


def message(tx: Transaction, message_id: int) -> Message | None:
    """Return the message with this id."""
    found = _select(tx, messages.c.id == message_id)
    return found[0] if found else None


def find_by_provider_reference(tx: Transaction, provider_reference: str) -> Message | None:
    """Return the message that a provider speaks of by its own reference, when it does not know ours."""
    found = _select(tx, messages.c.provider_reference == provider_reference)
    return found[0] if len(found) == 1 else None


def find_by_reference(tx: Transaction, reference: str) -> Message | None:
    """Return the message that a provider speaks of by our reference."""
    found = _select(tx, messages.c.reference == reference)
    return found[0] if found else None


def due_between(tx: Transaction, start: datetime, end: datetime, *, study: str | None = None) -> list[Message]:
    """Return the messages due from `start` up to but not including `end`, in whatever state, by due time."""
    which = and_(messages.c.due_at >= start, messages.c.due_at < end)
    if study is not None:
        which = and_(which, messages.c.study == study)
    return sorted(_select(tx, which), key=lambda found: (found.due_at, found.id))


def messages_of(tx: Transaction, participant: str) -> list[Message]:
    """Return all of a participant's messages, by due time."""
    return sorted(_select(tx, messages.c.participant == participant), key=lambda found: (found.due_at, found.id))


def _free_stopped(tx: Transaction, now: datetime) -> None:
    ids = _lock(tx, and_(messages.c.state == "sending", messages.c.claimed_until <= now))
    _change(
        tx,
        messages.c.id.in_(ids),
        now,
        state="queued",
        maybe_sent=True,
        claimed_by=None,
        claimed_until=None,
    )


def _cancel_expired(tx: Transaction, now: datetime) -> None:
    # A message that may have gone out is left for a worker to look up, late as it is.
    ids = _lock(
        tx, and_(messages.c.state.in_(WAITING), messages.c.expires_at <= now, messages.c.maybe_sent.in_((False,)))
    )
    _cancel(tx, messages.c.id.in_(ids), "expired", now)


def _lock(tx: Transaction, which: ColumnElement[bool], limit: int | None = None) -> list[int]:
    statement = (
        select(messages.c.id)
        .where(which)
        .order_by(messages.c.priority, messages.c.due_at, messages.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(tx.connection.execute(statement).scalars())


def _cancel(tx: Transaction, which: ColumnElement[bool], why: str, at: datetime) -> int:
    return _change(
        tx,
        and_(which, messages.c.state.in_((*WAITING, "sending"))),
        at,
        state="cancelled",
        held_reason=why,
        held_until=None,
        maybe_sent=case((messages.c.state == "sending", 1), else_=messages.c.maybe_sent),
        claimed_by=None,
        claimed_until=None,
    )


def _change_one(tx: Transaction, message_id: int, states: tuple[str, ...], at: datetime, **values: Any) -> bool:
    return _change(tx, and_(messages.c.id == message_id, messages.c.state.in_(states)), at, **values) == 1


def _change(tx: Transaction, which: ColumnElement[bool], at: datetime, **values: Any) -> int:
    return tx.connection.execute(update(messages).where(which).values(changed_at=at, **values)).rowcount


def _select(tx: Transaction, which: ColumnElement[bool]) -> list[Message]:
    statement = (
        select(*columns_for(Message, messages))
        .where(which)
        .order_by(messages.c.priority, messages.c.due_at, messages.c.id)
    )
    return [Message(**row) for row in tx.connection.execute(statement).mappings()]
