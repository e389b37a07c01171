"""What a provider calls back with, put into effect: a message arrived or did not, or somebody replied.

However often the same is told, it takes effect once. Of a reply only that it came is kept: its words are the person's own,
and a text is no safe place for them.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from alongside.core.conduct.clock import A_DAY
from alongside.core.conduct.helping import UNREAD_REPLY, ask_for_help
from alongside.core.conduct.sending import keep_safe_contact, note_not_delivered, queue_message, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.conduct.stopping import REPLY, Said, keep_stopped
from alongside.core.definitions.messages import ChannelKind, Delivery, MessageReason, Receipt, ReceivingChannel, Reply
from alongside.core.messages.phones import PhoneNumberError, normalise_phone
from alongside.core.messages.replies import asks_to_stop
from alongside.core.storage import audit, families, guesses, outbox
from alongside.core.storage.canonical import canonical_json
from alongside.core.storage.database import Transaction

REMEMBERED = timedelta(days=14)
"""Providers repeat what they told for an hour or a day; a repeat within this time changes nothing."""
CONFIRM_WITHIN = timedelta(days=7)
REFUSED = {Delivery.FAILED: "not_delivered", Delivery.ADDRESS_DEAD: "address_dead"}
_NOT_OUT_YET = frozenset({"queued", "held", "sending", "cancelled"})


def receiving_channel(services: Services, name: str) -> ReceivingChannel | None:
    """Return the installed channel of this name that can be called back."""
    channels = (one for one in services.catalogue.channels if isinstance(one, ReceivingChannel))
    return next((one for one in channels if one.code == name), None)


def receive(services: Services, channel: ReceivingChannel, headers: Mapping[str, str], body: bytes) -> None:
    """Read a callback and put it into effect; header names are in lower case.

    Raises:
        CallbackRefusedError: it is not signed as the settings say; nothing was changed.
    """
    _apply(services, channel.code, channel.read_callback(headers, body, services.clock.now()))


def _apply(services: Services, channel: str, told: Iterable[Receipt | Reply]) -> None:
    for one in told:
        if isinstance(one, Receipt):
            _apply_receipt(services, one)
        else:
            _apply_reply(services, channel, one)


def _apply_receipt(services: Services, receipt: Receipt) -> None:
    now = services.clock.now()
    at = min(receipt.at, now)  # a provider's clock may run ahead
    with services.records.write() as tx:
        message = _message_of(tx, receipt)
        if message is None:
            return
        if message.state in _NOT_OUT_YET:  # its worker never heard the answer, but here is the proof that it left
            outbox.mark_sent(tx, message.id, provider_reference=receipt.reference, at=at)
        if receipt.delivery is Delivery.DELIVERED:
            outbox.mark_delivered(tx, message.id, at=at)
            return
        with services.vault.write() as sealed:
            if receipt.delivery is Delivery.ADDRESS_DEAD:
                _distrust_address(services, tx, sealed, message)
            note_not_delivered(services, tx, sealed, message, REFUSED[receipt.delivery])


def _message_of(tx: Transaction, receipt: Receipt) -> outbox.Message | None:
    found = outbox.find_by_reference(tx, receipt.key) if receipt.key else None
    if found is None and receipt.reference:
        found = outbox.find_by_provider_reference(tx, receipt.reference)
    return found


def _distrust_address(services: Services, tx: Transaction, sealed: Transaction, message: outbox.Message) -> None:
    """Hold what comes next to this address until somebody has checked it, unless it was checked since this message left."""
    person = families.participant(tx, message.participant)
    safe = safe_contact_of(services, sealed, message.participant)
    channel = ChannelKind(message.channel)
    checked = safe.checked_at(channel) if safe is not None else None
    if person is None or safe is None or checked is None or channel in safe.unverified:
        return
    if message.sent_at is not None and checked > message.sent_at:
        return
    after = safe.with_new_address(channel)
    keep_safe_contact(services, sealed, family=person.family, participant=person.number, safe=after)
    event = audit.AuditEvent("address_dead", person.number, person.number, {"channel": message.channel})
    audit.append(tx, event, services.clock.now())


def _apply_reply(services: Services, channel: str, reply: Reply) -> None:
    try:
        number = normalise_phone(reply.number)
    except PhoneNumberError:
        return  # a short number of a network, or nonsense
    told = canonical_json([channel, reply.reference or [number, reply.words, reply.at.isoformat()]])
    # A phone may send half of a sign, which has no bytes of its own.
    digest = hmac.new(services.secret, told.encode(errors="backslashreplace"), "sha256").hexdigest()
    with services.records.read() as tx, services.vault.read() as sealed:
        people = services.vault.find(sealed, "phone", number)
        stopping = _who_stops(services, sealed, people) if asks_to_stop(reply.words) else None
        is_confirmed = any(_is_told_stopped(services, tx, sealed, one) for one in stopping or ())
    for participant in people:
        if stopping is None:
            _note_reply(services, participant, digest, is_read=False)
        elif participant in stopping:
            is_confirmed |= _stop(services, participant, digest, is_confirmed=is_confirmed)
        else:
            _note_reply(services, participant, digest, is_read=True)


def _who_stops(services: Services, sealed: Transaction, people: Sequence[str]) -> list[str]:
    """Return for whom a word from this phone counts: whose safe way it is, or else those whom nobody has asked.

    Somebody who shares a phone that is not safe for them is not cut off from their own ways by who holds it.
    """
    safe = {one: safe_contact_of(services, sealed, one) for one in people}
    reached = [one for one, said in safe.items() if said is not None and said.is_safe(ChannelKind.SMS)]
    return reached or [one for one, said in safe.items() if said is None or not said.known]


def _note_reply(services: Services, participant: str, digest: str, *, is_read: bool) -> None:
    """Keep that a reply came; what we could not read may have meant stop, so a colleague asks, once a day."""
    now = services.clock.now()
    with services.records.write() as tx:
        if not _is_new(tx, participant, digest, now):
            return
        is_first_today = is_read or guesses.count_guess(tx, f"unread:{participant}", A_DAY, now) == 1
        audit.append(tx, audit.AuditEvent("reply_came", participant, participant, {}), now)
        if not is_read and is_first_today:
            ask_for_help(services, tx, participant, UNREAD_REPLY)


def _stop(services: Services, participant: str, digest: str, *, is_confirmed: bool) -> bool:
    """Stop a person's messages; return True when the confirmation for this phone is queued now."""
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        if not _is_new(tx, participant, digest, now):
            return False
        safe = safe_contact_of(services, sealed, participant)
        is_told = is_confirmed or _is_told_stopped(services, tx, sealed, participant)
        if is_told and safe is not None and safe.stopped:
            return False  # whatever waits is that confirmation, or is held by the gate
        keep_stopped(services, tx, sealed, participant, stopped=True, said=Said(participant, REPLY))
        if not is_told:
            queue_message(
                services,
                tx,
                sealed,
                participant,
                MessageReason.STOP_CONFIRMED,
                period=digest[:16],
                expires_at=now + CONFIRM_WITHIN,
            )
        audit.append(tx, audit.AuditEvent("messages_stopped", participant, participant, {"by": "reply"}), now)
    return not is_told


def _is_new(tx: Transaction, participant: str, digest: str, now: datetime) -> bool:
    """Return whether this reply is told for the first time, of somebody who is still there."""
    if families.participant(tx, participant) is None:
        return False
    families.lock_participant(tx, participant)
    return guesses.count_guess(tx, f"reply:{digest}:{participant}", REMEMBERED, now) == 1


def _is_told_stopped(services: Services, tx: Transaction, sealed: Transaction, participant: str) -> bool:
    """Return whether this person has stopped and heard so by message: it is confirmed once, however often they ask."""
    safe = safe_contact_of(services, sealed, participant)
    queued = outbox.messages_of(tx, participant)
    return safe is not None and safe.stopped and any(one.reason == MessageReason.STOP_CONFIRMED for one in queued)
