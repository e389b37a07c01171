"""Messages: queue one, and send what is due. Every rule is looked at again at the moment of sending."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct.people import needs_from
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import (
    RULES,
    ChannelKind,
    ContactState,
    MessageReason,
    NextStep,
    Refused,
    Sent,
)
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.languages.direction import direction_of
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.messages.gate import Hold, Wait, Why, choose_channel, decide
from alongside.core.messages.templates import Envelope, MessageError, Say, compose, find_template, name_to_use
from alongside.core.storage import access, families, outbox
from alongside.core.storage.database import Transaction

LOG = logging.getLogger(__name__)
LINK_KIND = "way_in"
CODE_PURPOSE = "way_in"
SPOKEN_PURPOSE = "way_in_spoken"
"""A code that a co-ordinator reads out lives beside the texted one: asking for a text does not end it."""
SAFE_CONTACT = "safe_contact"
LEASE = timedelta(minutes=5)
TRY_AGAIN = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))
ASK_AGAIN = timedelta(hours=12)
"""A held message is looked at again after this: what holds it (safety not known, paused) is mended by a person."""

_STATES = {
    "invited": ContactState.JOINING,
    "consented": ContactState.TAKING_PART,
    "declined": ContactState.WITHDRAWN,
    "withdrawn": ContactState.WITHDRAWN,
    "ended": ContactState.FINISHED,
}
WAVE = timedelta(days=28)
"""Reminders are counted over the last four weeks, over all reasons that have a cap."""


@dataclass(frozen=True, slots=True)
class SendingRound:
    """What became of the messages that were due."""

    sent: int = 0
    held: int = 0
    waiting: int = 0
    failed: int = 0

    def __add__(self, other: "SendingRound") -> "SendingRound":
        return SendingRound(
            self.sent + other.sent, self.held + other.held, self.waiting + other.waiting, self.failed + other.failed
        )

    def __bool__(self) -> bool:
        return bool(self.sent or self.held or self.waiting or self.failed)


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
    """Queue a message on the safe channel this person likes best; return False when it was queued before.

    Without a safe channel it is queued as a text: the gate then holds it, and says why where staff look.
    """
    now = services.clock.now()
    safe = safe_contact_of(services, sealed, participant)
    channel = choose_channel(reason, safe, _installed(services)) or ChannelKind.SMS
    new = outbox.NewMessage(
        study=services.study.code,
        participant=participant,
        reason=reason.value,
        period=period,
        channel=channel.value,
        priority=RULES[reason].priority,
        due_at=now,
        expires_at=expires_at,
        values={"next_step": next_step.value} if next_step else {},
    )
    return outbox.enqueue(tx, new, now) is not None


def safe_contact_of(services: Services, sealed: Transaction, participant: str) -> SafeContact | None:
    """Return how this person may safely be reached, or None when nobody has said."""
    kept = services.vault.get(sealed, participant, SAFE_CONTACT)
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


def send_due(services: Services, *, worker: str, limit: int = 100, participant: str = "") -> SendingRound:
    """Claim what is due (for one participant, or for all) and send it. Safe to run in many workers at once: each message is claimed by one."""
    now = services.clock.now()
    with services.records.write() as tx:
        claimed = outbox.claim(tx, now=now, lease=LEASE, limit=limit, worker=worker, participant=participant)
    counts = {"sent": 0, "held": 0, "waiting": 0, "failed": 0}
    for message in claimed:
        counts[_send_one(services, message, worker)] += 1
    return SendingRound(**counts)


def _send_one(services: Services, message: outbox.Message, worker: str) -> str:
    now = services.clock.now()
    reason, kind = MessageReason(message.reason), ChannelKind(message.channel)
    with services.records.read() as tx:
        person = families.participant(tx, message.participant)
        family = families.family(tx, person.family) if person else None
        needs = needs_from(families.preferences(tx, message.participant))
        wave = [other for other in outbox.messages_of(tx, message.participant) if other.sent_at is not None]
        mine = outbox.still_claimed(tx, message.id, worker, now)
    if person is None or family is None or not mine:
        return "waiting"
    with services.vault.read() as sealed:
        safe = safe_contact_of(services, sealed, message.participant)
        facts = services.vault.fields(sealed, message.participant)
    decision = decide(
        reason,
        safe,
        state=_STATES[person.state],
        now=now,
        sent_this_wave=sum(_is_reminder(other) and other.sent_at > now - WAVE for other in wave if other.sent_at),
        channel=kind,
    )
    channel = services.channel_for(kind)
    to = facts.get(_ADDRESS[kind], "")
    if isinstance(decision, Wait):
        return _hold(services, message, "outside_hours", decision.until)
    if isinstance(decision, Hold) or channel is None or not to or safe is None:
        why = decision.why if isinstance(decision, Hold) else Why.NO_CHANNEL if channel is None else Why.NO_ADDRESS
        return _hold(services, message, why.value, now + ASK_AGAIN)
    if message.maybe_sent:
        found = channel.find(message.reference)
        if isinstance(found, Sent):
            return _mark_sent(services, message, found.reference)
        if found is None:  # nobody can tell: a person decides, so that nothing goes out twice
            return _hold(services, message, "answer_lost", now + ASK_AGAIN)

    template = find_template(reason, kind)
    language = needs.language if services.book.is_translated(template.body_id, needs.language) else SOURCE_LANGUAGE

    def say(text_id: str, values: Mapping[str, str]) -> str:
        return services.book.say(text_id, language, values, easy=needs.easy_read).words

    values = _values(services, message, reason, kind, site=family.site, say=say)
    envelope = Envelope(
        key=message.reference,
        to=to,
        sender=services.settings.senders.get(kind.value, ""),
        language=language,
        direction=direction_of(language),
        called=name_to_use(safe, facts.get("first_name", "")),
    )
    try:
        composed = compose(reason, kind, say, values, envelope, forbidden=_names_of_the_study(services))
    except MessageError:
        LOG.exception("message %s cannot be written", message.reference)
        return _hold(services, message, Why.WORDS_NOT_SOUND.value, now + ASK_AGAIN)
    result = channel.send(composed)
    if isinstance(result, Sent):
        return _mark_sent(services, message, result.reference)
    return _after_refusal(services, message, result)


def _values(
    services: Services, message: outbox.Message, reason: MessageReason, kind: ChannelKind, *, site: str, say: Say
) -> dict[str, str]:
    """Make what the template asks for; a link or a code is made only now, because only its digest is ever stored."""
    wanted = find_template(reason, kind).values
    now = services.clock.now()
    values: dict[str, str] = {}
    with services.records.write() as tx:
        if "link" in wanted:
            token = access.create_link(
                tx,
                subject=message.participant,
                kind=LINK_KIND,
                expires_at=now + timedelta(days=services.settings.link_days),
                at=now,
            )
            values["link"] = f"{services.settings.base_url}/s/{token}"
        if "code" in wanted:
            values["code"] = access.create_code(
                tx, subject=message.participant, purpose=CODE_PURPOSE, at=now, secret=services.secret
            )
    if "phone" in wanted:
        values["phone"] = services.settings.site_phones.get(site, "")
    if "contact" in wanted:
        values["contact"] = say("messages.contact_team", {})
    if "next_step" in wanted:
        values["next_step"] = say(NextStep(message.values.get("next_step", NextStep.WAIT.value)).text_id, {})
    return values


def _installed(services: Services) -> set[ChannelKind]:
    return {channel.kind for channel in services.catalogue.channels}


def _is_reminder(message: outbox.Message) -> bool:
    return RULES[MessageReason(message.reason)].cap_per_wave is not None


def _names_of_the_study(services: Services) -> tuple[str, ...]:
    return (services.study.title, *(instrument.title for instrument in services.catalogue.instruments.values()))


_ADDRESS = {ChannelKind.SMS: "phone", ChannelKind.EMAIL: "email", ChannelKind.LETTER: "post_address"}


def _hold(services: Services, message: outbox.Message, why: str, until: datetime) -> str:
    with services.records.write() as tx:
        outbox.mark_held(tx, message.id, reason=why, until=until, at=services.clock.now())
    return "waiting" if why == "outside_hours" else "held"


def _mark_sent(services: Services, message: outbox.Message, reference: str) -> str:
    with services.records.write() as tx:
        outbox.mark_sent(tx, message.id, provider_reference=reference, at=services.clock.now())
    return "sent"


def _after_refusal(services: Services, message: outbox.Message, refused: Refused) -> str:
    now = services.clock.now()
    LOG.warning("message %s was refused: %s", message.reference, refused.reason)
    with services.records.write() as tx:
        if refused.may_have_left:  # look it up before another try, so that nothing goes out twice
            until = now + TRY_AGAIN[0]
            outbox.mark_held(tx, message.id, reason=refused.reason, until=until, at=now, maybe_sent=True)
        elif refused.permanent or message.attempts > len(TRY_AGAIN):
            outbox.mark_failed(tx, message.id, reason=refused.reason, at=now)
        else:
            wait = TRY_AGAIN[max(0, min(message.attempts, len(TRY_AGAIN)) - 1)]
            outbox.mark_held(tx, message.id, reason=refused.reason, until=now + wait, at=now)
    return "failed"
