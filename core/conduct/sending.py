"""Sending what is due. Every rule is looked at again at the moment of sending, and nothing goes out twice.

Messages are claimed a portion at a time. What a channel took is on record before the next portion can be claimed; a
worker that dies in between leaves messages whose lease runs out, and they are looked up before another try.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from alongside.accessibility.documents import DocumentError
from alongside.core.conduct.composing import Secrets, makes, write_message
from alongside.core.conduct.deciding import ASK_AGAIN, NEEDS_A_PERSON, End, Leave, PutOff, decide_fate, look_at
from alongside.core.conduct.helping import ask_for_help
from alongside.core.conduct.letters import letter_of
from alongside.core.conduct.queueing import (
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
from alongside.core.messages.templates import MessageError
from alongside.core.storage import access, outbox
from alongside.core.storage.database import Transaction
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
TRY_AGAIN = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))
WOULD_DAMAGE = "characters_lost"
"""A channel refuses so what its alphabet would spoil. Without another channel it is held: the words can be mended."""
ANOTHER_WAY = "another_way"
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
    safe: SafeContact | None


@dataclass(slots=True)
class _Portion:
    """One portion on its way. What it lists is written to the database in one go."""

    answered: list[_Answered] = field(default_factory=list)
    put_off: list[PutOff] = field(default_factory=list)
    ended: list[End] = field(default_factory=list)
    helps: set[tuple[str, str]] = field(default_factory=set)
    back: list[int] = field(default_factory=list)


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
    total, left, portion = SendingRound(), limit, _Portion()
    try:
        while True:
            now = services.clock.now()
            with services.records.write() as tx:
                counted = _write(services, tx, portion, worker)
                most = 0 if is_stopping() else min(PORTION, left)
                claimed = (
                    outbox.claim(tx, now=now, lease=LEASE, limit=most, worker=worker, participant=participant)
                    if most
                    else []
                )
            helps, portion = portion.helps, _Portion()
            total = total + counted
            _ask(services, helps)
            if not claimed:
                return total
            left -= len(claimed)
            total = total + _work_on(services, claimed, portion, worker, is_stopping)
    except BaseException:
        # What has left is put on record whatever went wrong after it.
        with services.records.write() as tx:
            _write(services, tx, portion, worker)
        raise


def note_not_delivered(services: Services, tx: Transaction, sealed: Transaction, message: Message, reason: str) -> bool:
    """Record the provider's word that a message did not arrive, and let it go another safe way; False if that is known.

    `reason` is a short code; staff read `messages.refused_<reason>`.
    """
    if not outbox.mark_failed(tx, message.id, reason=reason, at=services.clock.now()):
        return False
    if RULES[MessageReason(message.reason)].audience is Audience.FAMILY:
        queue_on_another_channel(services, tx, message, safe_contact_of(services, sealed, message.participant))
    return True


def _work_on(
    services: Services,
    claimed: Sequence[Message],
    portion: _Portion,
    worker: str,
    is_stopping: Callable[[], bool],
) -> SendingRound:
    """Decide about each claimed message, and send what leaves."""
    began = time.monotonic()
    certain = [
        replace(message, maybe_sent=False)
        for message in claimed
        if not message.maybe_sent or _is_certain(services, message, portion)
    ]
    if not certain:
        return SendingRound()
    looked = look_at(services, certain)
    leaving: list[Leave] = []
    for message in certain:
        fate = decide_fate(services, message, looked)
        if isinstance(fate, Leave):
            leaving.append(fate)
        elif isinstance(fate, PutOff):
            portion.put_off.append(fate)
        else:
            portion.ended.append(fate)
    if not leaving:
        return SendingRound()
    now = services.clock.now()
    with services.records.write() as tx:
        ids = [one.message.id for one in leaving]
        mine = outbox.all_still_claimed(tx, ids, worker, now + LEASE_LEFT)
        counted = _write(services, tx, portion, worker)
        helps = set(portion.helps)
        ready = [one for one in leaving if one.message.id in mine]
        made = _make(services, tx, ready, now)
    portion.put_off, portion.ended, portion.helps = [], [], set()
    portion.answered = []
    _ask(services, helps)
    for number, (leave, secrets) in enumerate(zip(ready, made, strict=True)):
        if is_stopping() or time.monotonic() - began > FRESH_SECONDS:
            portion.back = [one.message.id for one in ready[number:]]
            break
        _send(services, leave, secrets, portion)
    return counted


def _is_certain(services: Services, message: Message, portion: _Portion) -> bool:
    """Ask the channel what became of a message whose worker died or whose answer was lost; True = it did not leave."""
    channel = services.channel_for(ChannelKind(message.channel))
    found = channel.find(message.reference) if channel else None
    if isinstance(found, Sent):
        portion.answered.append(_Answered(message, found, None))
    elif found is None:  # nobody can tell: a person decides, so that nothing goes out twice
        portion.put_off.append(PutOff(message, ANSWER_LOST, services.clock.now() + ASK_AGAIN))
    return isinstance(found, Refused)


def _make(services: Services, tx: Transaction, leaving: Sequence[Leave], now: datetime) -> list[Secrets]:
    """Make the links and codes that the words hold, and keep what was decided anew."""
    to_families = [one.message.participant for one in leaving if "link" in makes(one.message) and not _is_to_staff(one)]
    expires_at = now + timedelta(days=services.settings.link_days)
    tokens = iter(access.create_links(tx, to_families, kind=LINK_KIND, expires_at=expires_at, at=now))
    made = []
    for one in leaving:
        message, wanted = one.message, makes(one.message)
        if one.has_changed:
            outbox.keep_values(tx, message.id, message.values)
        link = code = ""
        if "link" in wanted:
            link = f"{services.settings.base_url}{'/staff/' if _is_to_staff(one) else f'/s/{next(tokens)}'}"
        if "code" in wanted:
            code = access.create_code(
                tx, subject=message.participant, purpose=CODE_PURPOSE, at=now, secret=services.secret
            )
        made.append(Secrets(link, code))
    return made


def _is_to_staff(one: Leave) -> bool:
    return RULES[MessageReason(one.message.reason)].audience is Audience.PROFESSIONAL


def _send(services: Services, leave: Leave, secrets: Secrets, portion: _Portion) -> None:
    message = leave.message
    channel = services.channel_for(ChannelKind(message.channel))
    try:
        composed = write_message(services, message, leave.recipient, secrets)
        if composed.channel is ChannelKind.LETTER:
            pages = letter_of(services, composed, leave.recipient.needs)
            composed = replace(composed, attachments=(*composed.attachments, pages))
    except (MessageError, DocumentError):
        LOG.exception("message %s cannot be written", message.reference)
        portion.put_off.append(PutOff(message, Why.WORDS_NOT_SOUND.value, services.clock.now() + ASK_AGAIN))
        return
    result: SendResult = CHANNEL_FAULTY
    try:
        if channel is not None:
            result = channel.send(composed)
    except Exception:  # a channel's own fault must not keep the messages of other channels
        LOG.exception("channel %s failed with message %s", message.channel, message.reference)
    portion.answered.append(_Answered(message, result, leave.recipient.safe))


def _write(services: Services, tx: Transaction, portion: _Portion, worker: str) -> SendingRound:
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
    if portion.back:
        outbox.give_back(tx, portion.back, worker, at=now)
    return total


def _put_off(services: Services, tx: Transaction, one: PutOff, portion: _Portion) -> SendingRound:
    now, message = services.clock.now(), one.message
    if one.may_go_another_way and queue_on_another_channel(services, tx, message, one.safe):
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
    if refused.may_have_left:  # look it up before another try, so that nothing goes out twice
        until = now + TRY_AGAIN[0]
        outbox.mark_held(tx, message.id, reason=refused.reason, until=until, at=now, maybe_sent=True)
    elif refused.permanent or message.attempts > len(TRY_AGAIN):
        has_another_way = queue_on_another_channel(services, tx, message, one.safe)
        if refused.reason == WOULD_DAMAGE and not has_another_way:
            outbox.mark_held(tx, message.id, reason=refused.reason, until=now + ASK_AGAIN, at=now)
            return SendingRound(held=1)
        outbox.mark_failed(tx, message.id, reason=refused.reason, at=now)
        if not has_another_way:
            portion.helps.add((message.participant, refused.reason))
    else:
        wait = TRY_AGAIN[max(0, min(message.attempts, len(TRY_AGAIN)) - 1)]
        outbox.mark_held(tx, message.id, reason=refused.reason, until=now + wait, at=now)
    return SendingRound(failed=1)


def _ask(services: Services, helps: set[tuple[str, str]]) -> None:
    """Ask for help, each in a transaction of its own: the record is written last, and nobody waits for it."""
    for participant, why in sorted(helps):
        with services.records.write() as tx:
            ask_for_help(services, tx, participant, why)
