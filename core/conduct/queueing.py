"""Queueing messages: on the safe channel that the person likes best, under a key that is used once for ever."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import RULES, Audience, ChannelKind, MessageReason, NextStep
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.messages.gate import choose_channel
from alongside.core.storage import addressees, outbox
from alongside.core.storage.database import Transaction

LINK_KIND = "way_in"
CODE_PURPOSE = "way_in"
SPOKEN_PURPOSE = "way_in_spoken"
"""A code that a co-ordinator reads out lives beside the texted one: asking for a text does not end it."""
SAFE_CONTACT = "safe_contact"
ADDRESS: Final = {ChannelKind.SMS: "phone", ChannelKind.EMAIL: "email", ChannelKind.LETTER: "post_address"}
"""The vault's field with the address of each channel."""
ANOTHER_WAY = "another_way"
"""Why a message was cancelled that was never tried: it went by another channel."""


@dataclass(frozen=True, slots=True)
class Queueing:
    """A message to be queued. `due_at` None = now; `when` is the time of the talk that it is about."""

    participant: str
    reason: MessageReason
    period: str
    due_at: datetime | None = None
    expires_at: datetime | None = None
    next_step: NextStep | None = None
    when: datetime | None = None


def queue_message(
    services: Services,
    tx: Transaction,
    sealed: Transaction,
    participant: str,
    reason: MessageReason,
    *,
    period: str,
    expires_at: datetime | None = None,
    next_step: NextStep | None = None,
) -> bool:
    """Queue a message that may leave now, as `queue_one` does."""
    wanted = Queueing(participant, reason, period, expires_at=expires_at, next_step=next_step)
    return queue_one(services, tx, sealed, wanted)


def queue_one(services: Services, tx: Transaction, sealed: Transaction, wanted: Queueing) -> bool:
    """Queue a message on the safe channel this person likes best; return False when it was queued before.

    Without a safe channel it is queued as a text: the gate then holds it, and says why where staff look.
    """
    new = _new(services, wanted, safe_contact_of(services, sealed, wanted.participant))
    return outbox.enqueue(tx, new, services.clock.now()) is not None


def queue_all(services: Services, wanted: Sequence[Queueing]) -> int:
    """Queue messages to many people at once, and return how many were not queued before."""
    with services.vault.read() as sealed:
        safe = safe_contacts_of(services, sealed, {one.participant for one in wanted})
    reasons = {one.reason.value for one in wanted}
    with services.records.write() as tx:
        # A change of channel between two looks must not make a second message, and the key holds the channel: so it is
        # asked who had one on any channel, while nobody else can queue for these people.
        addressees.lock_all(tx, safe.keys())
        used = addressees.keys_used(tx, safe.keys(), reasons)
        new = [one for one in wanted if (one.participant, one.reason.value, one.period) not in used]
        outbox.enqueue_all(tx, [_new(services, one, safe[one.participant]) for one in new], services.clock.now())
    return len(new)


def queue_to_staff(
    services: Services,
    tx: Transaction,
    code: str,
    reason: MessageReason,
    *,
    period: str,
    site: str = "",
    expires_at: datetime | None = None,
    due_on: date | None = None,
) -> bool:
    """Queue an e-mail to a member of staff, who is named by the code of the account; False when it was queued before.

    The words say nothing of a family: the page says the rest. `site` chooses whose telephone number stands there, and
    `due_on` is the day that a TASK_DUE names.

    Raises:
        ValueError: the reason speaks to families.
    """
    if RULES[reason].audience is not Audience.PROFESSIONAL:
        raise ValueError(f"a message of the kind {reason.value} does not go to members of staff")
    now = services.clock.now()
    values = {"site": site} | ({"when": due_on.isoformat()} if due_on else {})
    new = outbox.NewMessage(
        services.study.code, code, reason.value, period, ChannelKind.EMAIL.value, RULES[reason].priority, now,
        expires_at, values,
    )  # fmt: skip
    return outbox.enqueue(tx, new, now) is not None


def queue_on_another_channel(
    services: Services,
    tx: Transaction,
    message: outbox.Message,
    safe: SafeContact | None,
    *,
    may_return: bool = True,
) -> bool:
    """Queue a message that certainly did not arrive on the next channel that is safe; False when there is none.

    It has the same reason and period under the key of the other channel, so it is queued once. There is none either while
    one on another channel is on its way, arrived, or may have arrived, and when the person has stopped. `may_return` = a
    channel that it left untried counts as another way.
    """
    reason = MessageReason(message.reason)
    if safe is not None and safe.stopped and not RULES[reason].may_follow_stop:
        return False
    sisters = outbox.sisters_of(tx, message)
    if message.maybe_sent or any(one.maybe_sent or one.state not in {"failed", "cancelled"} for one in sisters):
        return False
    untried = {ChannelKind(one.channel): one for one in sisters if may_return and _was_never_tried(one)}
    tried = {ChannelKind(one.channel) for one in (message, *sisters)} - untried.keys()
    channel = choose_channel(reason, safe, installed(services) - tried)
    if channel is None:
        return False
    now = services.clock.now()
    if channel in untried:
        return outbox.queue_again(tx, untried[channel].id, message.values, at=now)
    new = outbox.NewMessage(
        message.study, message.participant, message.reason, message.period, channel.value, message.priority, now,
        message.expires_at, message.values,
    )  # fmt: skip
    return outbox.enqueue(tx, new, now) is not None


def _was_never_tried(one: outbox.Message) -> bool:
    return one.state == "cancelled" and one.held_reason == ANOTHER_WAY and not one.maybe_sent


def safe_contact_of(services: Services, sealed: Transaction, participant: str) -> SafeContact | None:
    """Return how this person may safely be reached, or None when nobody has said."""
    return safe_contact_in({SAFE_CONTACT: services.vault.get(sealed, participant, SAFE_CONTACT) or ""})


def safe_contacts_of(
    services: Services, sealed: Transaction, participants: Collection[str]
) -> dict[str, SafeContact | None]:
    """Return how each of these people may safely be reached, or None where nobody has said."""
    kept = services.vault.fields_of(sealed, participants, (SAFE_CONTACT,))
    return {number: safe_contact_in(fields) for number, fields in kept.items()}


def safe_contact_in(fields: Mapping[str, str]) -> SafeContact | None:
    """Read how a person may be reached among the fields of the vault that were opened."""
    kept = fields.get(SAFE_CONTACT)
    return SafeContact.from_json(kept) if kept else None


def keep_safe_contact(
    services: Services, sealed: Transaction, *, family: str, participant: str, safe: SafeContact
) -> None:
    """Keep how this person may safely be reached; the gate reads it again before each message."""
    services.vault.put(
        sealed,
        family=family,
        subject=participant,
        field=SAFE_CONTACT,
        value=safe.to_json(),
        at=services.clock.now(),
    )


def installed(services: Services) -> frozenset[ChannelKind]:
    """Return the kinds of message that this deployment can send."""
    return frozenset(channel.kind for channel in services.catalogue.channels)


def _new(services: Services, one: Queueing, safe: SafeContact | None) -> outbox.NewMessage:
    return outbox.NewMessage(
        study=services.study.code,
        participant=one.participant,
        reason=one.reason.value,
        period=one.period,
        channel=(choose_channel(one.reason, safe, installed(services)) or ChannelKind.SMS).value,
        priority=RULES[one.reason].priority,
        due_at=one.due_at or services.clock.now(),
        expires_at=one.expires_at,
        values={
            **({"next_step": one.next_step.value} if one.next_step else {}),
            **({"when": one.when.isoformat()} if one.when else {}),
        },
    )
