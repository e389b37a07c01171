"""Sending what is due. Every rule is looked at again at the moment of sending, and nothing goes out twice.

Messages are claimed a portion at a time. What a channel took is on record before the next portion can be claimed. A worker
that dies in between leaves messages whose lease runs out: those that were begun are looked up before another try. Where a
channel cannot be asked, each message is noted as begun just before it leaves, so that one at most is in doubt.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from alongside.core.conduct.composing import Secrets, makes, write_message
from alongside.core.conduct.deciding import ASK_AGAIN, NEEDS_A_PERSON, End, Leave, PutOff, cannot_be_written, decide_all
from alongside.core.conduct.helping import ask_for_help
from alongside.core.conduct.letters import letter_of
from alongside.core.conduct.queueing import (
    ANOTHER_WAY,
    CODE_PURPOSE,
    LINK_KIND,
    SAFE_CONTACT,
    SPOKEN_PURPOSE,
    keep_safe_contact,
    queue_message,
    queue_on_another_channel,
    queue_to_staff,
    safe_contact_of,
)
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import RULES, Audience, ChannelKind, MessageReason, Refused, SendResult, Sent
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.messages.gate import Why
from alongside.core.storage import access, outbox
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import DatabaseUnavailableError
from alongside.core.storage.outbox import Message

__all__ = [
    "CODE_PURPOSE",
    "LINK_KIND",
    "SAFE_CONTACT",
    "SPOKEN_PURPOSE",
    "SendingRound",
    "keep_safe_contact",
    "note_not_delivered",
    "queue_message",
    "queue_to_staff",
    "safe_contact_of",
    "send_due",
]

LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
LEASE_LEFT = timedelta(minutes=1)
"""A message whose lease has less than this left is not begun: another worker could have it before the answer comes."""
PORTION = 25
FRESH_SECONDS = 2.0
"""What was decided so long ago is decided anew: a stop, a withdrawal or a new number counts within this time."""
LOOK_UP_SECONDS = 10.0
"""One round asks channels for so long at most what became of messages in doubt; the rest are asked about later."""
LOOK_UP_LATER = timedelta(minutes=1)
NOT_TAKEN_FOR = timedelta(days=6)
"""A provider forgets after a week: that it knows nothing of a message proves nothing of one that may be so old."""
TRY_AGAIN = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))
WOULD_DAMAGE = "characters_lost"
"""A channel refuses so what its alphabet would spoil. Without another channel it is held: the words can be mended."""
ANSWER_LOST = "answer_lost"
CHANNEL_FAULTY = Refused("channel_faulty", permanent=False, may_have_left=True)
WAITING_FOR_HOURS = Why.OUTSIDE_HOURS.value


@dataclass(frozen=True, slots=True)
class SendingRound:
    """What became of the messages that were due."""

    sent: int = 0
    held: int = 0
    waiting: int = 0
    failed: int = 0
    cancelled: int = 0

    def __add__(self, other: "SendingRound") -> "SendingRound":
        return SendingRound(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class _Answered:
    """What a channel said of a message."""

    message: Message
    result: SendResult


@dataclass(slots=True)
class _Portion:
    """One portion on its way. What it lists is written to the database in one go.

    `back` holds the messages that nobody has begun, `later` those that are looked up another time, and `not_taken` those
    of which the channel says that they did not leave.
    """

    answered: list[_Answered] = field(default_factory=list)
    put_off: list[PutOff] = field(default_factory=list)
    ended: list[End] = field(default_factory=list)
    helps: set[tuple[str, str]] = field(default_factory=set)
    back: set[int] = field(default_factory=set)
    later: list[int] = field(default_factory=list)
    not_taken: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Round:
    """Who sends, for whom, and until when messages are looked up; None = none was yet."""

    worker: str
    participant: str
    is_stopping: Callable[[], bool]
    look_up_until: float | None = None


def send_due(
    services: Services,
    *,
    worker: str,
    limit: int = 100,
    participant: str = "",
    is_stopping: Callable[[], bool] = lambda: False,
) -> SendingRound:
    """Claim what is due (for one participant, or for all) and send it; at most `limit` messages.

    Safe to run in many workers at once: each message is claimed by one. When `is_stopping`, the present message is
    finished and the rest goes back to the queue.
    """
    total, left, size, portion = SendingRound(), limit, PORTION, _Portion()
    this = _Round(worker, participant, is_stopping)
    try:
        while True:
            now = services.clock.now()
            with services.records.write() as tx:
                counted = _close(services, tx, portion, worker)
                most = 0 if is_stopping() else min(size, left)
                claimed = (
                    outbox.claim(tx, now=now, lease=LEASE, limit=most, worker=worker, participant=participant)
                    if most
                    else []
                )
            helps, portion = portion.helps, _Portion(back={one.id for one in claimed})
            total = total + counted
            _ask(services, helps)
            if not claimed:
                return total
            total = total + _work_on(services, claimed, portion, this)
            left -= len(claimed) - len(portion.back)
            if len(portion.back) == len(claimed):  # nothing moved: fewer are decided sooner, and none ends the round
                size //= 5
    except BaseException:
        # What has left is put on record whatever went wrong after it, and what was not begun goes back.
        with services.records.write() as tx:
            _close(services, tx, portion, worker)
        raise


def note_not_delivered(services: Services, tx: Transaction, sealed: Transaction, message: Message, reason: str) -> bool:
    """Record the provider's word that a message did not arrive, and let it go another safe way; False if that is known.

    `reason` is a short code; staff read `messages.refused_<reason>`.
    """
    if not outbox.mark_failed(tx, message.id, reason=reason, at=services.clock.now()):
        return False
    failed = outbox.message(tx, message.id) or message  # it is no longer in doubt, whatever was read before
    safe = safe_contact_of(services, sealed, message.participant) if _is_to_family(message) else None
    if not queue_on_another_channel(services, tx, failed, safe) and not (safe and safe.stopped):
        ask_for_help(services, tx, message.participant, reason)
    return True


def _work_on(services: Services, claimed: Sequence[Message], portion: _Portion, this: _Round) -> SendingRound:
    """Send what leaves, and then look up what is in doubt, so that nothing waits for a channel that answers slowly."""
    certain = [message for message in claimed if not message.maybe_sent]
    counted = _send_all(services, certain, portion, this) if certain else SendingRound()
    for message in claimed:
        if message.maybe_sent and not this.is_stopping():
            _look_up(services, message, portion, this)
            portion.back.discard(message.id)
    return counted


def _send_all(services: Services, certain: Sequence[Message], portion: _Portion, this: _Round) -> SendingRound:
    """Decide about each message, and send what leaves."""
    began = time.monotonic()
    leaving: list[Leave] = []
    for fate in decide_all(services, certain):
        if isinstance(fate, Leave):
            leaving.append(fate)
            continue
        portion.back.discard(fate.message.id)
        if isinstance(fate, PutOff):
            portion.put_off.append(fate)
        else:
            portion.ended.append(fate)
    if not leaving:
        return SendingRound()
    now = services.clock.now()
    with services.records.write() as tx:
        at_once = [one.message.id for one in leaving if _can_be_asked(services, one.message)]
        alone = {one.message.id for one in leaving} - {*at_once}
        mine = outbox.begin(tx, at_once, this.worker, now + LEASE_LEFT) | outbox.all_still_claimed(
            tx, alone, this.worker, now + LEASE_LEFT
        )
        counted = _write(services, tx, portion)
        helps = set(portion.helps)
        ready = [one for one in leaving if one.message.id in mine]
        made = _make(services, tx, ready, now)
    portion.put_off, portion.ended, portion.helps = [], [], set()
    _ask(services, helps)
    for leave, secrets in zip(ready, made, strict=True):
        if this.is_stopping() or time.monotonic() - began > FRESH_SECONDS:
            break
        if leave.message.id in alone and not _begin_alone(services, leave.message, this.worker):
            continue
        _send(services, leave, secrets, portion)
    return counted


def _can_be_asked(services: Services, message: Message) -> bool:
    channel = services.channel_for(ChannelKind(message.channel))
    return channel is not None and channel.can_find


def _begin_alone(services: Services, message: Message, worker: str) -> bool:
    """Note that this message may leave from now on; False if it was stopped meanwhile, or is another worker's."""
    with services.records.write() as tx:
        return bool(outbox.begin(tx, [message.id], worker, services.clock.now() + LEASE_LEFT))


def _look_up(services: Services, message: Message, portion: _Portion, this: _Round) -> None:
    """Ask the channel what became of a message whose worker died or whose answer was lost."""
    now = services.clock.now()
    # Who waits for a code does not wait for what else was sent to them.
    is_needless = bool(this.participant) and message.reason != MessageReason.CODE
    is_late = this.look_up_until is not None and time.monotonic() > this.look_up_until
    if is_needless or is_late:
        portion.later.append(message.id)
        return
    this.look_up_until = this.look_up_until or time.monotonic() + LOOK_UP_SECONDS
    found: SendResult | None = None
    try:
        channel = services.channel_for(ChannelKind(message.channel))
        found = channel.find(message.reference) if channel else None
    except Exception:  # a channel's own fault must not keep the messages of other channels
        LOG.exception("channel %s failed to look up message %s", message.channel, message.reference)
    if isinstance(found, Sent):
        portion.answered.append(_Answered(message, found))
    elif found is not None and now - max(message.queued_at, message.due_at) < NOT_TAKEN_FOR:
        portion.not_taken.append(message.id)
    else:  # nobody can tell: a person decides, so that nothing goes out twice
        portion.put_off.append(PutOff(message, ANSWER_LOST, now + ASK_AGAIN))


def _make(services: Services, tx: Transaction, leaving: Sequence[Leave], now: datetime) -> list[Secrets]:
    """Make the links and codes that the words hold, and keep what was decided anew."""
    linked = (one.message for one in leaving if "link" in makes(one.message))
    to_families = [(message.participant, message.id) for message in linked if _is_to_family(message)]
    expires_at = now + timedelta(days=services.settings.link_days)
    tokens = iter(access.create_links(tx, to_families, kind=LINK_KIND, expires_at=expires_at, at=now))
    made = []
    for one in leaving:
        message, wanted = one.message, makes(one.message)
        if one.has_changed:
            outbox.keep_values(tx, message.id, message.values)
        link = code = ""
        if "link" in wanted:
            link = f"{services.settings.base_url}{f'/s/{next(tokens)}' if _is_to_family(message) else '/staff/'}"
        if "code" in wanted:
            code = access.create_code(
                tx, subject=message.participant, purpose=CODE_PURPOSE, at=now, secret=services.secret
            )
        made.append(Secrets(link, code))
    return made


def _is_to_family(message: Message) -> bool:
    return RULES[MessageReason(message.reason)].audience is Audience.FAMILY


def _send(services: Services, leave: Leave, secrets: Secrets, portion: _Portion) -> None:
    message = leave.message
    channel = services.channel_for(ChannelKind(message.channel))
    try:
        composed = write_message(services, message, leave.recipient, secrets)
        if composed.channel is ChannelKind.LETTER:
            pages = letter_of(services, composed, leave.recipient.needs)
            composed = replace(composed, attachments=(*composed.attachments, pages))
    except Exception:  # words or pages that one message cannot have must not keep the others
        LOG.exception("message %s cannot be written", message.reference)
        portion.back.discard(message.id)
        portion.put_off.append(cannot_be_written(services, message))
        return
    portion.back.discard(message.id)  # from here on it may have left
    result: SendResult = CHANNEL_FAULTY
    try:
        if channel is not None:
            result = channel.send(composed)
    except Exception:  # a channel's own fault must not keep the messages of other channels
        LOG.exception("channel %s failed with message %s", message.channel, message.reference)
    portion.answered.append(_Answered(message, result))


def _close(services: Services, tx: Transaction, portion: _Portion, worker: str) -> SendingRound:
    """Write what became of a portion, and give back what of it was not begun."""
    now, total = services.clock.now(), _write(services, tx, portion)
    for message_id in portion.later:
        outbox.mark_held(tx, message_id, reason=ANSWER_LOST, until=now + LOOK_UP_LATER, at=now, tried=False)
    if portion.not_taken:
        outbox.give_back(tx, portion.not_taken, worker, at=now, is_certain=True)
    if portion.back:
        outbox.give_back(tx, portion.back, worker, at=now)
    return total + SendingRound(waiting=len(portion.later))


def _write(services: Services, tx: Transaction, portion: _Portion) -> SendingRound:
    """Write what became of messages, and count it; what a person has to mend is noted in `helps`."""
    now = services.clock.now()
    sent = [
        outbox.Gone(one.message.id, one.result.reference, now)
        for one in portion.answered
        if isinstance(one.result, Sent)
    ]
    outbox.mark_all_sent(tx, sent)
    total = SendingRound(sent=len(sent))
    for one in portion.answered:
        if isinstance(one.result, Refused):
            total = total + _after_refusal(services, tx, one, one.result, portion)
    for put_off in portion.put_off:
        total = total + _put_off(services, tx, put_off, portion)
    for end in portion.ended:
        total = total + SendingRound(
            cancelled=int(outbox.cancel(tx, end.message.id, why=end.why, at=now, is_certain=True))
        )
    return total


def _put_off(services: Services, tx: Transaction, one: PutOff, portion: _Portion) -> SendingRound:
    now, message = services.clock.now(), one.message
    # Without an address it comes back from the other channel only if that one was really tried: else it goes in circles.
    may_return = one.reason != Why.NO_ADDRESS
    if one.may_go_another_way and queue_on_another_channel(services, tx, message, one.safe, may_return=may_return):
        outbox.cancel(tx, message.id, why=ANOTHER_WAY, at=now, is_certain=True)
        return SendingRound(cancelled=1)
    outbox.mark_held(tx, message.id, reason=one.reason, until=one.until, at=now, tried=False)
    if one.reason in NEEDS_A_PERSON or one.reason == ANSWER_LOST:
        portion.helps.add((message.participant, one.reason))
    return SendingRound(waiting=1) if one.reason == WAITING_FOR_HOURS else SendingRound(held=1)


def _after_refusal(
    services: Services, tx: Transaction, one: _Answered, refused: Refused, portion: _Portion
) -> SendingRound:
    now, message = services.clock.now(), one.message
    LOG.warning("message %s was refused: %s", message.reference, refused.reason)
    if refused.may_have_left or not refused.permanent:  # an outage is not the message's fault: it is tried on and on
        is_long = message.attempts > len(TRY_AGAIN)
        wait = ASK_AGAIN if is_long else TRY_AGAIN[max(0, message.attempts - 1)]
        doubt = refused.may_have_left  # it is looked up before another try, so that nothing goes out twice
        outbox.mark_held(tx, message.id, reason=refused.reason, until=now + wait, at=now, maybe_sent=doubt)
        if is_long:
            portion.helps.add((message.participant, refused.reason))
        return SendingRound(failed=1)
    safe, found = _safe_now(services, message), outbox.message(tx, message.id)
    # What was cancelled or sent meanwhile, by a stop or a receipt, goes no other way.
    is_open = found is not None and found.state in {*outbox.WAITING, "sending"}
    has_another_way = is_open and queue_on_another_channel(services, tx, message, safe)
    if refused.reason == WOULD_DAMAGE and not has_another_way:
        outbox.mark_held(tx, message.id, reason=refused.reason, until=now + ASK_AGAIN, at=now)
        return SendingRound(held=1)
    is_failed = outbox.mark_failed(tx, message.id, reason=refused.reason, at=now)
    if is_failed and not has_another_way and not (safe and safe.stopped):
        portion.helps.add((message.participant, refused.reason))
    return SendingRound(failed=1)


def _safe_now(services: Services, message: Message) -> SafeContact | None:
    """Return how a family may be reached now: a stop may have come while the channel was asked."""
    if not _is_to_family(message):
        return None
    try:
        with services.vault.read() as sealed:
            return safe_contact_of(services, sealed, message.participant)
    except DatabaseUnavailableError:
        raise
    except Exception:  # then no other channel is known to be safe, and a person is asked
        LOG.exception("the safe contact for message %s cannot be read", message.reference)
        return None


def _ask(services: Services, helps: set[tuple[str, str]]) -> None:
    """Ask for help, each in a transaction of its own: the record is written last, and nobody waits for it."""
    for participant, why in sorted(helps):
        try:
            with services.records.write() as tx:
                ask_for_help(services, tx, participant, why)
        except DatabaseUnavailableError:
            raise
        except Exception:  # the messages of others must not wait for one task
            LOG.exception("help could not be asked for: %s", why)
