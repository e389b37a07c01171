"""What a family has been told: messages in their words, information and choices, codes read out, and what was said.

A message keeps no words, only what fills them. They are written again here, with plain words in place of links, codes
and names, in the language that the family reads now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from alongside.core.conduct.composing import day_or_moment
from alongside.core.conduct.contact_log import names_of
from alongside.core.conduct.families import why_not_sent
from alongside.core.conduct.people import needs_from
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing import COPY
from alongside.core.conduct.stopping import ACTIONS, MODULE_TAKEN_BACK
from alongside.core.conduct.versions import codes_in_study
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.messages import ChannelKind, MessageReason, NextStep
from alongside.core.definitions.speech import EASY
from alongside.core.engine.consent import NO, YES, Whole
from alongside.core.languages.formats import uk_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.messages.templates import find_template
from alongside.core.storage import caseload, choices, consents, contacts, families, outbox
from alongside.core.storage.families import Preferences

_EVENTS = ("way_in_spoken", "consent_declined")
"""What else is on record about a family; staff read `staff_work.told_<action>`."""


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """A message. `why` is the text id of why it did not go. `english` is empty when it says nothing else; `may_differ` = the language or form was changed since it went."""

    at: datetime
    reason: str
    channel: str
    state: str
    why: str
    words: str
    language: str
    english: str
    may_differ: bool
    kind: str = "message"


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """A statement and the answer; `words` is empty when the version that was shown is not installed any more."""

    code: str
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class ToldConsent:
    """Information of one version that was read in one language and form, with what was chosen; `is_signed` = agreed to."""

    at: datetime
    module: str
    version: str
    language: str
    is_easy: bool
    statements: tuple[ToldStatement, ...]
    is_signed: bool
    kind: str = "consent"


@dataclass(frozen=True, slots=True)
class ToldContact:
    """Something that a colleague said, as the contact log has it."""

    at: datetime
    way: str
    told: str
    by: str
    kind: str = "contact"


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """Something else on record: a code read out, a no. `by` is empty when they did it themselves."""

    at: datetime
    action: str
    by: str
    kind: str = "event"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of mind: `action` names it, `words` are of the statement or the module that it is about, if of one.

    `by` is the colleague to whom it was said, in which way `how`; empty = the page was told.
    """

    at: datetime
    action: str
    words: str
    by: str
    how: str
    kind: str = "change"


class Say(Protocol):
    """Says a text in one language and form."""

    def __call__(self, text_id: str, values: Mapping[str, str] | None = None) -> str:
        """Return the words."""


ToldEntry = ToldMessage | ToldConsent | ToldContact | ToldEvent | ToldChange


@dataclass(frozen=True, slots=True)
class ToldSoFar:
    """What a family has been told, oldest first, and the messages that have not reached them."""

    entries: tuple[ToldEntry, ...]
    not_sent: tuple[ToldMessage, ...]


def told_so_far(services: Services, number: str) -> ToldSoFar:
    """Return everything that this family was told, in order of time."""
    with services.records.read() as tx:
        preferences = families.preferences(tx, number)
        person = families.participant(tx, number)
        family = families.family(tx, person.family) if person else None
        sent = outbox.messages_of(tx, number)
        signed = consents.consents_of(tx, number)
        changes = consents.changes_of(tx, number)
        chosen = [one for code in codes_in_study(services) for one in choices.choices_of(tx, number, code)]
        said = [one for one in contacts.contacts_of(tx, number) if one.told != contacts.NOTHING_TOLD]
        events = caseload.events_of(tx, number, _EVENTS)
    actors = {one.actor for one in events} | {one.change.who for one in changes}
    staff = frozenset(one.noted_by for one in said) | (actors - {number})
    names = names_of(services, staff) | {number: ""}
    messages = [_message(services, one, preferences, family.site if family else "") for one in sent]
    gone = frozenset(one.id for one in sent if one.sent_at is not None)
    entries: list[ToldEntry] = [told for one, told in zip(sent, messages, strict=True) if one.id in gone]
    agreed = [_signed(services, record) for record in signed]
    entries += (read for read in _choices(services, chosen) if not _is_within(read, agreed))
    entries += agreed
    entries += (ToldContact(one.at, one.way, one.told, names[one.noted_by]) for one in said)
    entries += (ToldEvent(one.at, one.action, names[one.actor]) for one in events)
    entries += (_changed(services, one, signed, names[one.change.who]) for one in changes if one.change.item != COPY)
    return ToldSoFar(
        tuple(sorted(entries, key=lambda entry: entry.at)),
        tuple(told for one, told in zip(sent, messages, strict=True) if one.id not in gone),
    )


def _message(services: Services, message: outbox.Message, preferences: Preferences, site: str) -> ToldMessage:
    reason, channel = MessageReason(message.reason), ChannelKind(message.channel)
    needs = needs_from(preferences)
    template = find_template(reason, channel)
    is_translated = services.book.is_translated(template.body_id, needs.language)
    language = needs.language if is_translated else SOURCE_LANGUAGE

    def words(tongue: str) -> str:
        def say(text_id: str, values: Mapping[str, str] | None = None) -> str:
            return services.book.say(text_id, tongue, values or {}, easy=needs.easy_read).words

        filled = {name: _stand_in(services, name, message, say, site) for name in template.placeholders}
        if "when" in filled and "when" in message.values:
            filled["when"] = day_or_moment(message.values["when"], tongue)
        return say(template.body_id, filled)

    english = words(SOURCE_LANGUAGE)
    return ToldMessage(
        at=message.sent_at or message.due_at,
        reason=message.reason,
        channel=message.channel,
        state=message.state,
        why=why_not_sent(services, message.held_reason),
        words=words(language),
        language=language,
        english=english if english != words(language) else "",
        may_differ=message.sent_at is not None and preferences.preferences_at > message.sent_at,
    )


def _stand_in(services: Services, name: str, message: outbox.Message, say: Say, site: str) -> str:
    """Return what stands in a message's place: a secret or a name is never shown again."""
    match name:
        case "hello":
            return say("messages.hello")
        case "contact":
            return say("messages.contact_team")
        case "phone":
            return services.settings.site_phones.get(site, "")
        case "next_step":
            return say(NextStep(message.values.get("next_step", NextStep.WAIT.value)).text_id)
    plain = services.book.say(f"staff_work.told_{name}", SOURCE_LANGUAGE).words
    return message.values.get(name, plain)


def _choices(services: Services, chosen: Iterable[choices.Choice]) -> Iterator[ToldConsent]:
    """Put choices of one day, module, version, language and form together: what was read in one go."""
    groups: dict[tuple[date, str, str, str, str], list[choices.Choice]] = {}
    for one in chosen:
        key = (uk_time(one.chosen_at).date(), one.module, one.module_version, one.language, one.format)
        groups.setdefault(key, []).append(one)
    for (_, code, version, language, form), made in groups.items():
        module = _installed(services, code, version)
        yield ToldConsent(
            at=made[0].chosen_at,
            module=_title(services, code, module),
            version=version,
            language=language,
            is_easy=form.startswith(EASY),
            statements=tuple(_statement(services, module, one.statement, one.answer) for one in made),
            is_signed=False,
        )


def _signed(services: Services, record: consents.ConsentRecord) -> ToldConsent:
    consent = record.consent
    module = _installed(services, consent.module, consent.module_version)
    return ToldConsent(
        at=record.recorded_at,
        module=_title(services, consent.module, module),
        version=consent.module_version,
        language=consent.language,
        is_easy=consent.format.startswith(EASY),
        statements=tuple(_statement(services, module, one.statement, one.answer) for one in consent.statements),
        is_signed=True,
    )


def _changed(
    services: Services, record: consents.ChangeRecord, signed: Sequence[consents.ConsentRecord], by: str
) -> ToldChange:
    change = record.change
    before = [one for one in signed if one.consent.module == change.module and one.id < record.id]
    version = before[-1].consent.module_version if before else ""
    module = _installed(services, change.module, version)
    how = change.how if by else ""
    if change.new_value in {YES, NO}:
        words = _statement(services, module, change.item, "").words or change.item
        return ToldChange(record.recorded_at, f"changed_{change.new_value}", words, by, how)
    words = _title(services, change.module, module) if change.item == Whole.MODULE else ""
    action = MODULE_TAKEN_BACK if change.item == Whole.MODULE else ACTIONS[Whole(change.item), change.new_value]
    return ToldChange(record.recorded_at, action, words, by, how)


def _installed(services: Services, code: str, version: str) -> ConsentModule | None:
    """Return the very version that was shown; the words of another are never put in its place."""
    if code not in services.catalogue.consent_modules:
        return None
    return next((one for one in services.catalogue.versions_of(code) if one.version == version), None)


def _is_within(read: ToldConsent, agreed: Iterable[ToldConsent]) -> bool:
    """Say whether the same choices stand once more in what was signed later that day."""
    return any(
        read.at <= signed.at
        and uk_time(read.at).date() == uk_time(signed.at).date()
        and (read.version, read.language, read.is_easy) == (signed.version, signed.language, signed.is_easy)
        and set(read.statements) <= set(signed.statements)
        for signed in agreed
    )


def _title(services: Services, code: str, module: ConsentModule | None) -> str:
    return services.book.say(f"{module.owner}.title", SOURCE_LANGUAGE).words if module is not None else code


def _statement(services: Services, module: ConsentModule | None, code: str, answer: str) -> ToldStatement:
    is_known = module is not None and any(one.code == code for one in module.statements)
    text_id = f"{module.owner}.{code}.text" if module is not None and is_known else ""
    return ToldStatement(code, services.book.say(text_id, SOURCE_LANGUAGE).words if text_id else "", answer)
