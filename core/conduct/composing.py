"""The words of one message: language and form of the person, and what fills the placeholders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import ChannelKind, MessageReason, NextStep, OutgoingMessage
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.languages.direction import direction_of
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.messages.calendar_entry import Appointment
from alongside.core.messages.templates import Envelope, Say, compose, find_template, name_to_use
from alongside.core.storage.outbox import Message


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person at the other end: address and name, how they may be reached, what they read, and which site is theirs.

    `talk` is what an e-mail about it carries for a calendar, where that is safe.
    """

    to: str
    name: str
    safe: SafeContact
    needs: NeedsProfile
    site: str
    talk: Appointment | None = None


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is made for one message at the moment of sending, because only its digest is ever stored."""

    link: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one person's language and form."""

    language: str
    say: Say


Fill = Callable[[Words], str]
"""What fills a placeholder, in the words of a person."""


def write_message(services: Services, message: Message, recipient: Recipient, made: Secrets) -> OutgoingMessage:
    """Return a message in the words of its person, ready for a channel.

    Raises:
        MessageError: the words are not sound, or something that fills them is missing.
    """
    possible: Mapping[str, Fill] = {
        "link": lambda _: made.link,
        "code": lambda _: made.code,
        "phone": lambda _: services.settings.site_phones.get(recipient.site, ""),
        "contact": lambda words: words.say("messages.contact_team", {}),
        "next_step": lambda words: words.say(
            NextStep(message.values.get("next_step", NextStep.WAIT.value)).text_id, {}
        ),
        "when": lambda words: day_or_moment(message.values["when"], words.language),
    }
    reason, kind = MessageReason(message.reason), ChannelKind(message.channel)
    return put_into_words(services, reason, kind, recipient, key=message.reference, possible=possible)


def put_into_words(
    services: Services,
    reason: MessageReason,
    kind: ChannelKind,
    recipient: Recipient,
    *,
    key: str,
    possible: Mapping[str, Fill],
) -> OutgoingMessage:
    """Return the message of a reason to somebody, under the key that makes it one; `possible` fills its placeholders.

    It is in the person's language where there is a translation. The names of the study and of its measures are never in it.

    Raises:
        MessageError: the words are not sound, or something that fills them is missing.
    """
    template = find_template(reason, kind)
    wished = recipient.needs.language
    language = wished if services.book.is_translated(template.body_id, wished) else SOURCE_LANGUAGE

    def say(text_id: str, values: Mapping[str, str]) -> str:
        return services.book.say(text_id, language, values, easy=recipient.needs.easy_read).words

    words = Words(language, say)
    values = {name: possible[name](words) for name in template.values if name in possible}
    envelope = Envelope(
        key=key,
        to=recipient.to,
        sender=services.settings.senders.get(kind.value, ""),
        language=language,
        direction=direction_of(language),
        called=name_to_use(recipient.safe, recipient.name),
        appointment=recipient.talk,
    )
    titles = tuple(instrument.title for instrument in services.catalogue.instruments.values())
    return compose(reason, kind, say, values, envelope, forbidden=(services.study.title, *titles))


def day_or_moment(kept: str, language: str) -> str:
    """Return a day, or a moment by the UK clock, as a message writes it."""
    if len(kept) == len("2026-03-10"):
        return format_date(date.fromisoformat(kept), language, with_weekday=True)
    moment = uk_time(datetime.fromisoformat(kept))
    return f"{format_date(moment.date(), language, with_weekday=True)}, {format_time(moment, language)}"


def makes(message: Message) -> frozenset[str]:
    """Return what has to be made for a message: "link", "code", or nothing."""
    return _makes(MessageReason(message.reason), ChannelKind(message.channel))


@cache
def _makes(reason: MessageReason, kind: ChannelKind) -> frozenset[str]:
    return find_template(reason, kind).values & {"link", "code"}
