"""Whether each of some claimed messages leaves now, waits, is held or has become needless: every rule is asked again."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alongside.core.conduct.appointments import named_in
from alongside.core.conduct.asking_again import still_asked_again
from alongside.core.conduct.composing import Recipient, makes
from alongside.core.conduct.people import needs_from
from alongside.core.conduct.queueing import ADDRESS, SAFE_CONTACT, safe_contact_in
from alongside.core.conduct.services import Services
from alongside.core.conduct.standing import Stand, closes_on, opens_on, stand_of
from alongside.core.definitions.messages import (
    RULES,
    Audience,
    ChannelKind,
    ContactState,
    MessageReason,
    NextStep,
    PlainChannel,
)
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.safe_contact import SafeContact, work_contact
from alongside.core.definitions.study import Visit
from alongside.core.messages import calendar_entry
from alongside.core.messages.gate import Hold, Wait, Why, decide
from alongside.core.messages.still_due import ABOUT_A_TALK, OVERTAKEN_REASONS, Facts, why_not_due
from alongside.core.storage import addressees, appointments, staff
from alongside.core.storage.addressees import Addressee, Earlier
from alongside.core.storage.appointments import Appointment
from alongside.core.storage.errors import DatabaseUnavailableError
from alongside.core.storage.outbox import Message

LOG = logging.getLogger(__name__)
ASK_AGAIN = timedelta(hours=12)
"""A held message is looked at again after this: what holds it (safety not known, paused) is mended by a person."""
WAVE = timedelta(days=28)
"""Reminders are counted over the last four weeks, over all channels and all reasons that have a cap."""
LATELY = timedelta(days=3)
"""Who was asked for the same by another message within so long is not asked again."""
ANOTHER_WAY = frozenset(
    {Why.CHANNEL_NOT_SAFE, Why.CHANNEL_NOT_CHOSEN, Why.CHANNEL_NOT_FOR_THIS, Why.NO_CHANNEL, Why.NO_ADDRESS}
)
"""What stands in the way on one channel only: the message may go on another one that is safe."""
NEEDS_A_PERSON = frozenset({Why.SAFETY_NOT_KNOWN, Why.CHECK_AGAIN, Why.NO_ADDRESS, Why.CARER_CHANGED})
"""What only a conversation with the family can mend."""
_FIELDS = (SAFE_CONTACT, "first_name", "name", *ADDRESS.values())
_ASKS_FOR_ANSWERS = frozenset({MessageReason.PART_DUE.value, MessageReason.PART_OVERDUE.value})
_STATES = {
    "invited": ContactState.JOINING,
    "consented": ContactState.TAKING_PART,
    "declined": ContactState.WITHDRAWN,
    "withdrawn": ContactState.WITHDRAWN,
    "ended": ContactState.FINISHED,
}
NOBODY = "nobody_there"
ACCOUNT_ENDED = "account_ended"
ACCOUNT_NOT_IN_USE = "account_not_in_use"


@dataclass(frozen=True, slots=True)
class Leave:
    """It leaves now. `has_changed` = what fills its words was decided anew."""

    message: Message
    recipient: Recipient
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """It stays until then, with the reason. `safe` is there when another channel may take it."""

    message: Message
    reason: str
    until: datetime
    safe: SafeContact | None = None
    may_go_another_way: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """It is not due any more, and why."""

    message: Message
    why: str


Fate = Leave | PutOff | End


@dataclass(slots=True)
class Looked:
    """What was read about the people of some messages, in a few queries of `records` and one of the vault.

    `leaving` and `told` count what was decided among these messages themselves, so that a cap holds within them too.
    """

    people: Mapping[str, Addressee]
    accounts: Mapping[str, staff.Account]
    stands: Mapping[str, Stand]
    earlier: Mapping[str, Sequence[Earlier]]
    fields: Mapping[str, Mapping[str, str]]
    together: frozenset[int]
    talks: Mapping[int, Appointment] = field(default_factory=dict)
    asked_again: frozenset[int] = frozenset()
    leaving: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)


def decide_all(services: Services, certain: Sequence[Message]) -> list[Fate]:
    """Decide about each message; one whose record cannot be read is held, and no other waits for it."""
    try:
        looked = look_at(services, certain)
    except DatabaseUnavailableError:
        raise
    except Exception:  # of many, each is looked at alone, so that only the one that cannot be read is held
        LOG.exception("the records of %d messages cannot be read", len(certain))
        if len(certain) == 1:
            return [cannot_be_written(services, certain[0])]
        return [fate for message in certain for fate in decide_all(services, [message])]
    return [_decide_one(services, message, looked) for message in certain]


def _decide_one(services: Services, message: Message, looked: Looked) -> Fate:
    try:
        fate = decide_fate(services, message, looked)
        if isinstance(fate, Leave):
            makes(message)  # words that nobody has written fail here, where they hold up no other message
    except Exception:  # one record that cannot be read must not keep the others
        LOG.exception("message %s cannot be decided", message.reference)
        return cannot_be_written(services, message)
    return fate


def cannot_be_written(services: Services, message: Message) -> PutOff:
    """Hold a message until somebody has mended its words or the record of its person."""
    return PutOff(message, Why.WORDS_NOT_SOUND.value, services.clock.now() + ASK_AGAIN)


def look_at(services: Services, messages: Sequence[Message]) -> Looked:
    """Read everything that deciding about these messages needs."""
    now = services.clock.now()
    numbers = {message.participant for message in messages}
    with services.records.read() as tx:
        people = addressees.addressees(tx, numbers)
        found = {code: staff.account(tx, code) for code in sorted(numbers - people.keys())}
        accounts = {code: account for code, account in found.items() if account is not None}
        reminded = {
            one.participant: people[one.participant]
            for one in messages
            if one.reason in OVERTAKEN_REASONS - ABOUT_A_TALK - {MessageReason.CONSENT_AGAIN}
            and one.participant in people
        }
        named = (named_in(one.period) for one in messages if one.reason in ABOUT_A_TALK)
        talk_ids = {one.talk for one in named if one is not None}
        talks = appointments.appointments_with(tx, talk_ids) if talk_ids else {}
        stands = stand_of(services, tx, list(reminded.values())) if reminded else {}
        earlier = addressees.earlier_messages(tx, reminded, since=now - WAVE) if reminded else {}
        asked_again = still_asked_again(services, tx, messages)
    with services.vault.read() as sealed:
        fields = services.vault.fields_of(sealed, [*people, *map(staff.vault_subject, accounts)], _FIELDS)
    return Looked(people, accounts, stands, earlier, fields, frozenset(one.id for one in messages), talks, asked_again)


def decide_fate(services: Services, message: Message, looked: Looked) -> Fate:
    """Decide what becomes of one message now; nothing is remembered from when it was queued."""
    if message.expires_at is not None and message.expires_at <= services.clock.now():
        return End(message, "expired")
    if RULES[MessageReason(message.reason)].audience is Audience.PROFESSIONAL:
        return _to_staff(services, message, looked)
    person = looked.people.get(message.participant)
    if person is None:
        return End(message, NOBODY)
    return _to_family(services, message, person, looked)


def _to_family(services: Services, message: Message, person: Addressee, looked: Looked) -> Fate:
    now, reason = services.clock.now(), MessageReason(message.reason)
    has_changed, talk = False, _talk_of(message, looked)
    if reason in OVERTAKEN_REASONS:
        if reason in ABOUT_A_TALK:
            facts = _talk_facts(message, talk, now)
        elif reason is MessageReason.CONSENT_AGAIN:
            facts = Facts(in_force=False, must_agree_again=message.id in looked.asked_again)
        else:
            facts = _facts(services, message, looked)
        over = why_not_due(reason, facts)
        if over is not None:
            return End(message, over.value)
        if reason is MessageReason.WHERE_YOU_ARE:
            has_changed = message.values.get("next_step") != facts.next_step.value
            message = replace(message, values={**message.values, "next_step": facts.next_step.value})
    fields = looked.fields[person.number]
    safe = safe_contact_in(fields)
    kind = ChannelKind(message.channel)
    decision = decide(
        reason,
        safe,
        state=_STATES[person.state],
        now=now,
        sent_this_wave=_sent_this_wave(message, looked),
        channel=kind,
        is_disputed=person.is_disputed,
    )
    if isinstance(decision, Wait):
        return PutOff(message, decision.why.value, decision.until)
    to = fields.get(ADDRESS[kind], "")
    held = decision.why if isinstance(decision, Hold) else _unreachable(services, kind, to)
    if held is not None or safe is None:
        why = held or Why.SAFETY_NOT_KNOWN
        return PutOff(message, why.value, now + ASK_AGAIN, safe, may_go_another_way=why in ANOTHER_WAY)
    if RULES[reason].cap_per_wave is not None:
        looked.leaving[person.number] += 1
    if _asks_for_answers(message.reason, message.values):
        looked.told.add(person.number)
    has_entry = talk is not None and safe.may_have_calendar_entry and _carries_files(services, kind)
    for_calendar = _for_calendar(talk) if talk is not None and has_entry else None
    needs = needs_from(person.preferences)
    recipient = Recipient(to, fields.get("first_name", ""), safe, needs, person.site, for_calendar)
    return Leave(message, recipient, has_changed)


def _to_staff(services: Services, message: Message, looked: Looked) -> Fate:
    now = services.clock.now()
    account = looked.accounts.get(message.participant)
    if account is None or account.state == "left":
        return End(message, ACCOUNT_ENDED)
    if account.state != "active":
        return PutOff(message, ACCOUNT_NOT_IN_USE, now + ASK_AGAIN)
    fields = looked.fields[staff.vault_subject(account.code)]
    kind, safe = ChannelKind(message.channel), work_contact(now)
    decision = decide(MessageReason(message.reason), safe, state="", now=now, sent_this_wave=0, channel=kind)
    if isinstance(decision, Wait):
        return PutOff(message, decision.why.value, decision.until)
    to = fields.get(ADDRESS[kind], "")
    held = decision.why if isinstance(decision, Hold) else _unreachable(services, kind, to)
    if held is not None:
        return PutOff(message, held.value, now + ASK_AGAIN)
    site = message.values.get("site") or next(iter(services.settings.site_phones), "")
    return Leave(message, Recipient(to, fields.get("name", ""), safe, NeedsProfile(), site))


def _unreachable(services: Services, kind: ChannelKind, to: str) -> Why | None:
    if services.channel_for(kind) is None:
        return Why.NO_CHANNEL
    return None if to else Why.NO_ADDRESS


def _facts(services: Services, message: Message, looked: Looked) -> Facts:
    today = services.clock.today()
    version = services.study.version_on(today)
    stand = looked.stands.get(message.participant, Stand())
    code = message.period.partition(":")[0]
    visit = next((one for one in version.visits if one.code == code), None)
    if message.reason in _ASKS_FOR_ANSWERS:
        statement = version.visit_reminders.statement if version.visit_reminders else ""
    else:
        statement = next((one.statement for one in version.reminders if one.reason == message.reason), "")
    return Facts(
        in_force=stand.consented_on is not None or stand.questions_stopped,
        questions_stopped=stand.questions_stopped,
        wants_reminders=stand.wants(statement),
        visit_is_sent=code in stand.done,
        visit_is_open=code in stand.begun or _is_open(visit, stand, services),
        next_step=stand.next_step(version, today),
        told_lately=message.participant in looked.told
        or any(
            one.id != message.id
            and _asks_for_answers(one.reason, one.values)
            and (
                (one.sent_at is not None and one.sent_at > services.clock.now() - LATELY)
                or (one.state == "sending" and one.id not in looked.together)
            )
            for one in looked.earlier.get(message.participant, ())
        ),
    )


def _talk_of(message: Message, looked: Looked) -> Appointment | None:
    named = named_in(message.period) if message.reason in ABOUT_A_TALK else None
    talk = looked.talks.get(named.talk) if named else None
    return talk if talk is not None and talk.participant == message.participant else None


def _talk_facts(message: Message, talk: Appointment | None, now: datetime) -> Facts:
    named = named_in(message.period)
    if talk is None or named is None:  # then its words lack the time, and it is held where it is written
        return Facts(in_force=True)
    return Facts(
        in_force=True,
        talk_is_off=talk.state == "cancelled",
        talk_has_moved=talk.moved != named.moved,
        talk_has_begun=talk.state == "done" or talk.start <= now,
    )


def _carries_files(services: Services, kind: ChannelKind) -> bool:
    channel = services.channel_for(kind)
    return not isinstance(channel, PlainChannel) or channel.carries_files


def _for_calendar(talk: Appointment) -> calendar_entry.Appointment:
    return calendar_entry.Appointment(talk.key, talk.start, talk.minutes, made_at=talk.changed_at, moved=talk.moved)


def _is_open(visit: Visit | None, stand: Stand, services: Services) -> bool:
    if visit is None or stand.consented_on is None:
        return False
    return opens_on(visit, stand.consented_on) <= services.clock.today() < closes_on(visit, stand.consented_on)


def _asks_for_answers(reason: str, values: Mapping[str, str]) -> bool:
    is_monthly = reason == MessageReason.WHERE_YOU_ARE.value
    return reason in _ASKS_FOR_ANSWERS or (is_monthly and values.get("next_step") == NextStep.ANSWER.value)


def _sent_this_wave(message: Message, looked: Looked) -> int:
    """Count the person's reminders on every channel, those in doubt and those that another worker sends now included."""
    others = (one for one in looked.earlier.get(message.participant, ()) if one.id != message.id)
    return looked.leaving[message.participant] + sum(
        RULES[MessageReason(one.reason)].cap_per_wave is not None
        and one.state != "failed"
        and (one.id not in looked.together or one.maybe_sent)
        for one in others
    )
