"""What a provider calls back with, put into effect: a message arrived or did not, or somebody replied.

However often the same is told, it takes effect once. Of a reply only that it came is kept: its words are the person's own,
and a text is no safe place for them.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from alongside.core.conduct.sending import keep_safe_contact, note_not_delivered, queue_message, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.conduct.stopping import keep_stopped
from alongside.core.definitions.messages import Delivery, MessageReason, Receipt, ReceivingChannel, Reply
from alongside.core.messages.phones import PhoneNumberError, normalise_phone
from alongside.core.messages.replies import asks_to_stop
from alongside.core.storage import access, audit, families, outbox
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
    """Hold what comes next until somebody has checked the address, unless it was checked since this message left."""
    person = families.participant(tx, message.participant)
    safe = safe_contact_of(services, sealed, message.participant)
    if person is None or safe is None or safe.verified_at is None:
        return
    if message.sent_at is not None and safe.verified_at > message.sent_at:
        return
    after = replace(safe, verified_at=None)
    keep_safe_contact(services, sealed, family=person.family, participant=person.number, safe=after)
    event = audit.AuditEvent("address_dead", person.number, person.number, {"channel": message.channel})
    audit.append(tx, event, services.clock.now())


def _apply_reply(services: Services, channel: str, reply: Reply) -> None:
    try:
        number = normalise_phone(reply.number)
    except PhoneNumberError:
        return  # a short number of a network, or nonsense
    told = canonical_json([channel, reply.reference or [number, reply.words, reply.at.isoformat()]])
    digest = hmac.new(services.secret, told.encode(), "sha256").hexdigest()
    with services.vault.read() as sealed:
        people = services.vault.find(sealed, "phone", number)
    for participant in people:  # of several who share a phone, nobody gets more messages on it
        _take_reply(services, participant, digest, is_stop=asks_to_stop(reply.words))


def _take_reply(services: Services, participant: str, digest: str, *, is_stop: bool) -> None:
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        if families.participant(tx, participant) is None:
            return
        families.lock_participant(tx, participant)
        if access.count_guess(tx, f"reply:{digest}:{participant}", REMEMBERED, now) > 1:
            return
        if not is_stop:
            audit.append(tx, audit.AuditEvent("reply_came", participant, participant, {}), now)
            return
        if _is_told_stopped(services, tx, sealed, participant):
            return  # whatever waits is that confirmation, or is held by the gate
        keep_stopped(services, tx, sealed, participant, stopped=True)
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


def _is_told_stopped(services: Services, tx: Transaction, sealed: Transaction, participant: str) -> bool:
    """Return whether this person has stopped and heard so by message: it is confirmed once, however often they ask."""
    safe = safe_contact_of(services, sealed, participant)
    queued = outbox.messages_of(tx, participant)
    return safe is not None and safe.stopped and any(one.reason == MessageReason.STOP_CONFIRMED for one in queued)
