"""Messages that must go out once: a permanent unique key each, claimed by many workers, never sent twice blindly.

Nothing here names a person: a worker looks up the address and the words at the moment of sending.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, update

from alongside.core.storage import outbox_statements as statements
from alongside.core.storage.canonical import canonical_json, sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import messages
from alongside.core.storage.rows import columns_for, insert_into, insert_once

MessageState = Literal["queued", "held", "sending", "sent", "delivered", "failed", "opened", "cancelled"]
WAITING = statements.WAITING


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
    new_id = insert_once(tx, messages, _KEY, _row(new, at))
    return None if new_id is None else message(tx, new_id)


def enqueue_all(tx: Transaction, new: Collection[NewMessage], at: datetime) -> None:
    """Queue many messages at once; of those whose key ever existed nothing changes."""
    if new:
        statement = insert_into(tx, messages).on_conflict_do_nothing(index_elements=_KEY)
        tx.connection.execute(statement, [_row(one, at) for one in new])


_KEY = ("participant", "reason", "period", "channel")


def _row(new: NewMessage, at: datetime) -> dict[str, Any]:
    reference = sha256_of(canonical_json([new.participant, new.reason, new.period, new.channel]))[:32]
    return asdict(new) | {
        "values": dict(new.values),
        "reference": reference,
        "state": "queued",
        "attempts": 0,
        "begun": False,
        "maybe_sent": False,
        "queued_at": at,
        "changed_at": at,
    }


def claim(
    tx: Transaction, *, now: datetime, lease: timedelta, limit: int, worker: str, participant: str = ""
) -> list[Message]:
    """Give a worker the messages that are due, for the time of the lease; no other worker gets them meanwhile.

    `participant` narrows it to one person's messages.

    First, messages whose lease ran out go back to the queue, those that were begun as `maybe_sent`. Messages past their
    time are not given out, and are cancelled when less is due than was asked for. The worker checks every rule again
    before it sends.
    """
    _free_stopped(tx, now)
    given = {"now": now, "most": limit, "who": participant}
    due = [row for which in statements.DUE for row in tx.connection.execute(which[bool(participant)], given)]
    ids = [row.id for row in sorted(due, key=lambda row: (row.priority, row.due_at, row.id))[:limit]]
    if len(ids) < limit:
        _cancel_expired(tx, now)
    if not ids:
        return []
    values = {"ids": ids, "worker": worker, "until": now + lease, "at": now}
    claimed = [Message(*row) for row in tx.connection.execute(_CLAIM, values)]
    return sorted(claimed, key=lambda message: (message.priority, message.due_at, message.id))


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


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that a channel took, and the channel's own name for it."""

    message_id: int
    provider_reference: str
    at: datetime


def mark_all_sent(tx: Transaction, gone: Iterable[Gone]) -> None:
    """Record of many messages that the provider took them, as `mark_sent` does of one."""
    values = [{"of": one.message_id, "their": one.provider_reference, "at": one.at} for one in gone]
    if values:
        tx.connection.execute(statements.SENT, values)


def give_back(
    tx: Transaction, message_ids: Collection[int], worker: str, *, at: datetime, is_certain: bool = False
) -> int:
    """Put messages back that this worker claimed and surely did not send; return how many were still its own.

    `is_certain` = they did not leave before either, so that they are in doubt no longer.
    """
    doubt: dict[str, Any] = {"maybe_sent": False} if is_certain else {}
    mine = and_(messages.c.id.in_(message_ids), messages.c.state == "sending", messages.c.claimed_by == worker)
    attempts = messages.c.attempts - 1
    return _change(
        tx, mine, at, state="queued", attempts=attempts, begun=False, claimed_by=None, claimed_until=None, **doubt
    )


def queue_again(tx: Transaction, message_id: int, values: Mapping[str, str], *, at: datetime) -> bool:
    """Queue a cancelled message once more, of which it is certain that no channel was given it; False if it may have been."""
    which = and_(messages.c.id == message_id, messages.c.state == "cancelled", messages.c.maybe_sent.in_((False,)))
    return _change(tx, which, at, state="queued", held_reason=None, attempts=0, values=dict(values)) == 1


def keep_values(tx: Transaction, message_id: int, values: Mapping[str, str]) -> None:
    """Keep what fills a message's words, when that was decided anew before it left."""
    tx.connection.execute(update(messages).where(messages.c.id == message_id).values(values=dict(values)))


def mark_held(
    tx: Transaction,
    message_id: int,
    *,
    reason: str,
    until: datetime,
    at: datetime,
    maybe_sent: bool = False,
    tried: bool = True,
) -> bool:
    """Put a message off, with the reason. `maybe_sent` = it may have left all the same; what was noted before stays.

    Not `tried` = no channel was asked, so this does not count as an attempt.
    """
    noted: dict[str, Any] = {"maybe_sent": True} if maybe_sent else {}
    if not tried:
        noted["attempts"] = case((messages.c.attempts > 0, messages.c.attempts - 1), else_=0)
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


def settle(tx: Transaction, message_id: int, *, has_left: bool, at: datetime) -> bool:
    """Record a person's word on a held message that may have left: it is sent, or goes again; False if none is in doubt."""
    in_doubt = and_(messages.c.id == message_id, messages.c.state == "held", messages.c.maybe_sent.in_((True,)))
    became: dict[str, Any] = {"state": "sent", "sent_at": at} if has_left else {"state": "queued", "attempts": 0}
    return _change(tx, in_doubt, at, **became, maybe_sent=False, held_reason=None, held_until=None) == 1


def look_again(tx: Transaction, participant: str, *, at: datetime) -> int:
    """Let a person's held messages be looked at now, because what held them may have changed; return how many."""
    which = and_(messages.c.participant == participant, messages.c.state == "held")
    return _change(tx, which, at, held_until=at)


def mark_failed(tx: Transaction, message_id: int, *, reason: str, at: datetime) -> bool:
    """Record that the message will not be tried again, or that the provider could not deliver it: it did not arrive."""
    return _change_one(
        tx,
        message_id,
        (*WAITING, "sending", "sent"),
        at,
        state="failed",
        maybe_sent=False,
        held_reason=reason,
        held_until=None,
        claimed_by=None,
        claimed_until=None,
    )


def mark_delivered(tx: Transaction, message_id: int, *, at: datetime) -> bool:
    """Record the provider's word that the message arrived; also of one whose worker could not say that it left."""
    return _arrived(tx, message_id, ("sending", "sent"), "delivered", at)


def mark_opened(tx: Transaction, message_id: int, *, at: datetime) -> bool:
    """Record that the person followed the message's link."""
    return _arrived(tx, message_id, ("sending", "sent", "delivered"), "opened", at)


def _arrived(tx: Transaction, message_id: int, states: tuple[str, ...], state: MessageState, at: datetime) -> bool:
    in_doubt = and_(messages.c.state.in_(WAITING), messages.c.maybe_sent.in_((True,)))
    which = and_(messages.c.id == message_id, or_(messages.c.state.in_(states), in_doubt))
    values = {
        "state": state,
        "sent_at": func.coalesce(messages.c.sent_at, bindparam("at", at, type_=messages.c.sent_at.type)),
        "maybe_sent": False,
        "claimed_by": None,
        "claimed_until": None,
        "held_reason": None,
        "held_until": None,
    }
    return _change(tx, which, at, **values) == 1


def cancel(tx: Transaction, message_id: int, *, why: str, at: datetime, is_certain: bool = False) -> bool:
    """Cancel one message that has not gone out; a rule that fails at the moment of sending ends here.

    `is_certain` = it is claimed by the worker that cancels it, which knows that it did not leave.
    """
    return bool(_cancel(tx, messages.c.id == message_id, why, at, is_certain=is_certain))


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

    `reason` and `period` choose among them (None = all); `why` is what is kept on record. A message that a worker has
    begun to send is cancelled too and marked `maybe_sent`.
    """
    which = messages.c.participant == participant
    if reason is not None:
        which = and_(which, messages.c.reason == reason)
    if period is not None:
        which = and_(which, messages.c.period == period)
    return _cancel(tx, which, why, at)


def still_claimed(tx: Transaction, message_id: int, worker: str, now: datetime) -> bool:
    """Say whether the message is still this worker's to send."""
    return message_id in all_still_claimed(tx, [message_id], worker, now)


def all_still_claimed(tx: Transaction, message_ids: Collection[int], worker: str, now: datetime) -> frozenset[int]:
    """Return which of these messages are still this worker's to send."""
    values = {"ids": list(message_ids), "worker": worker, "now": now}
    return frozenset(tx.connection.execute(statements.MINE, values).scalars())


def begin(tx: Transaction, message_ids: Collection[int], worker: str, now: datetime) -> frozenset[int]:
    """Note that a channel will be given these messages, and return those that are still this worker's.

    A message that was begun and of which nothing is heard any more may have left.
    """
    values = {"ids": list(message_ids), "worker": worker, "now": now}
    return frozenset(tx.connection.execute(statements.BEGIN, values).scalars())


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


def sisters_of(tx: Transaction, one: Message) -> list[Message]:
    """Return the messages that say the same to the same person on another channel."""
    same = and_(
        messages.c.participant == one.participant, messages.c.reason == one.reason, messages.c.period == one.period
    )
    return _select(tx, and_(same, messages.c.channel != one.channel))


def due_between(tx: Transaction, start: datetime, end: datetime, *, study: str | None = None) -> list[Message]:
    """Return the messages due from `start` up to but not including `end`, in whatever state, by due time."""
    which = and_(messages.c.due_at >= start, messages.c.due_at < end)
    if study is not None:
        which = and_(which, messages.c.study == study)
    return sorted(_select(tx, which), key=lambda found: (found.due_at, found.id))


def messages_of(tx: Transaction, participant: str) -> list[Message]:
    """Return all of a participant's messages, by due time."""
    return sorted(_select(tx, messages.c.participant == participant), key=lambda found: (found.due_at, found.id))


_MAY_HAVE_LEFT = case(
    (and_(messages.c.state == "sending", messages.c.begun.in_((True,))), 1), else_=messages.c.maybe_sent
)
_CLAIM = statements.CLAIM.returning(*columns_for(Message, messages))


def _free_stopped(tx: Transaction, now: datetime) -> None:
    ids = list(tx.connection.execute(statements.STOPPED, {"now": now}).scalars())
    if not ids:
        return
    _change(
        tx,
        messages.c.id.in_(ids),
        now,
        state="queued",
        maybe_sent=_MAY_HAVE_LEFT,
        claimed_by=None,
        claimed_until=None,
    )


def _cancel_expired(tx: Transaction, now: datetime) -> None:
    ids = list(tx.connection.execute(statements.EXPIRED, {"now": now}).scalars())
    if ids:
        _cancel(tx, messages.c.id.in_(ids), "expired", now)


def _cancel(tx: Transaction, which: ColumnElement[bool], why: str, at: datetime, *, is_certain: bool = False) -> int:
    doubt = {"maybe_sent": False if is_certain else _MAY_HAVE_LEFT}
    return _change(
        tx,
        and_(which, messages.c.state.in_((*WAITING, "sending"))),
        at,
        state="cancelled",
        held_reason=why,
        held_until=None,
        claimed_by=None,
        claimed_until=None,
        **doubt,
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
