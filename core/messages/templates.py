"""The words of a message: which texts and placeholders each reason has on each channel, and how they become a message."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.messages import (
    RULES,
    Attachment,
    ChannelKind,
    MessageReason,
    OutgoingMessage,
)
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.messages.calendar_entry import Appointment, calendar_entry
from alongside.core.messages.neutral import find_forbidden
from alongside.core.messages.segments import most_segments
from alongside.core.messages.sms import measure_sms

Say = Callable[[str, Mapping[str, str]], str]

# What a placeholder may hold at its longest: a text is measured as the longest one that will ever go out.
LONGEST = {
    "code": "000000",
    "contact": "Alexandra-Louise Featherstone",
    "hello": "Hello Alexandra-Louise,",
    "link": f"https://host.example.org/s/{32 * 'x'}",
    "next_step": 40 * "x",
    "phone": "020 7946 0000",
    "when": "Wednesday 30 September at 12:30pm",
}
LONGEST_IN = {"ur": {"when": "جمعرات، 30 اکتوبر، 12:30 PM", "hello": "سلام Alexandra-Louise،", "next_step": 33 * "x"}}
"""Where a language differs: its days and months are shorter or longer than the English ones."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# A number that can be answered, or a name of up to 11 letters, digits and spaces with at least one letter.
_SMS_SENDER = re.compile(r"\+?[0-9]{3,15}|(?=[0-9 ]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ]{0,10}")
_BASE = {
    ChannelKind.SMS: frozenset({"link", "phone"}),
    ChannelKind.EMAIL: frozenset({"hello", "link", "contact", "phone"}),
    ChannelKind.LETTER: frozenset({"hello", "link", "contact", "phone"}),
}
_OWN = {
    MessageReason.APPOINTMENT: frozenset({"when"}),
    MessageReason.APPOINTMENT_MOVED: frozenset({"when"}),
    MessageReason.WHERE_YOU_ARE: frozenset({"next_step"}),
    MessageReason.TASK_DUE: frozenset({"when"}),
}
_TAPPED = frozenset({"code", "link", "phone"})
_DIRECTION_MARKS = "\u200e\u200f\u2066\u2067\u2068\u2069"
_FILLED_BY_COMPOSE = frozenset({"hello"})


class MessageError(AlongsideError):
    """A message that must not leave: its words, its placeholders or its sender are not as they should be."""


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one reason on one channel. A text message has no subject; a subject has no placeholder."""

    reason: MessageReason
    channel: ChannelKind
    placeholders: frozenset[str]

    @property
    def body_id(self) -> str:
        """The id of its words."""
        return f"messages.{self.reason.value}_{self.channel.value}"

    @property
    def subject_id(self) -> str:
        """The id of its subject line or heading; empty for a text message."""
        return "" if self.channel is ChannelKind.SMS else f"{self.body_id}_subject"

    @property
    def values(self) -> frozenset[str]:
        """The placeholders that the caller fills."""
        return self.placeholders - _FILLED_BY_COMPOSE


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything about one message but its words. `called` is the name to greet with; empty = no name.

    An e-mail about an `appointment` carries it as an entry for a calendar. A code is digits and nothing else: the form that
    binds it to a server would write that server's name on a locked screen.
    """

    key: str
    to: str
    sender: str
    language: str = "en"
    direction: str = "ltr"
    attachments: tuple[Attachment, ...] = ()
    called: str = ""
    appointment: Appointment | None = None


def find_template(reason: MessageReason, channel: ChannelKind) -> Template:
    """Return which texts and placeholders a reason has on a channel.

    Raises:
        MessageError: this reason never goes by this channel.
    """
    if channel not in RULES[reason].channels:
        raise MessageError(f"A message of the kind {reason.value} does not go by {channel.value}.")
    if reason is MessageReason.CODE:
        # Digits and nothing else: on a lock screen they could be from anyone.
        return Template(reason, channel, frozenset({"code"}))
    placeholders = _BASE[channel] | _OWN.get(reason, frozenset())
    if reason in {MessageReason.STOP_CONFIRMED, MessageReason.HEARD_YOU}:
        placeholders -= {"link"}
    return Template(reason, channel, placeholders)


def all_templates() -> Iterator[Template]:
    """Yield every template there is."""
    for reason, rule in RULES.items():
        for channel in ChannelKind:
            if channel in rule.channels:
                yield find_template(reason, channel)


def name_to_use(safe: SafeContact, name: str) -> str:
    """Return the name to greet a person with, or "" where a name could tell another reader whom this is for."""
    return name if safe.known and safe.may_use_name and not safe.shared_phone else ""


def compose(
    reason: MessageReason,
    channel: ChannelKind,
    say: Say,
    values: Mapping[str, str],
    envelope: Envelope,
    *,
    forbidden: Iterable[str] = (),
) -> OutgoingMessage:
    """Return the message in the words of `say(text_id, values)`, ready for a channel.

    `forbidden` adds words that must not appear: the names of the installed study and measures.

    Raises:
        MessageError: a value is missing, empty or not asked for, was lost in translation, or the words give something away.
    """
    template = find_template(reason, channel)
    _refuse(template, "lacks", template.values - {name for name, value in values.items() if value})
    _refuse(template, "has no place for", values.keys() - template.values)
    filled = _prepare(template, say, values, envelope)
    body = _bare(say(template.body_id, filled), filled)
    subject = say(template.subject_id, {}) if template.subject_id else ""
    _refuse(template, "is left with unfilled", _PLACEHOLDER.findall(body + subject))
    _refuse(template, "lost", {name for name, value in filled.items() if value not in body})
    attachments = _attachments(template, say, filled, envelope)
    if template.subject_id and (not subject.strip() or len(subject.splitlines()) != 1):
        raise MessageError(f"The subject of {template.body_id} is not one line.")
    _refuse_sender(template, envelope.sender)
    names = " ".join(attachment.filename for attachment in attachments)
    seen = "\n".join(
        (envelope.sender, subject, names, _without(body, filled.get("hello", ""), filled.get("contact", "")))
    )
    _refuse(template, "gives away", find_forbidden(seen, forbidden))
    return OutgoingMessage(
        envelope.key,
        channel,
        envelope.to,
        subject,
        body,
        envelope.language,
        envelope.direction,
        envelope.sender,
        attachments,
    )


def _attachments(template: Template, say: Say, filled: Mapping[str, str], envelope: Envelope) -> tuple[Attachment, ...]:
    """Return what goes with the message: an e-mail about an appointment carries it for the calendar."""
    is_about_one = template.reason in {MessageReason.APPOINTMENT, MessageReason.APPOINTMENT_MOVED}
    if envelope.appointment is None or not is_about_one or template.channel is not ChannelKind.EMAIL:
        return envelope.attachments
    entry = calendar_entry(
        envelope.appointment,
        title=say("messages.calendar_title", {}),
        text=_bare(say("messages.calendar_text", {"phone": filled["phone"]}), filled),
        language=envelope.language,
    )
    return (*envelope.attachments, entry)


def _prepare(template: Template, say: Say, values: Mapping[str, str], envelope: Envelope) -> dict[str, str]:
    filled = dict(values)
    if "hello" in template.placeholders:
        called = envelope.called
        filled["hello"] = say("messages.hello_name", {"name": called}) if called else say("messages.hello", {})
    if envelope.direction == "rtl" and "phone" in filled:
        # With plain spaces the groups of a number change places among right-to-left words.
        filled["phone"] = filled["phone"].replace(" ", "\N{NO-BREAK SPACE}")
    return filled


def _bare(body: str, filled: Mapping[str, str]) -> str:
    """Take the invisible direction marks off what is tapped or copied: at the end of a link they would break it.

    None is needed there: a link has its own line, and the groups of a number are tied together.
    """
    for name in _TAPPED.intersection(filled):
        first, *others = body.split(filled[name])
        for other in others:
            first = first.rstrip(_DIRECTION_MARKS) + filled[name] + other.lstrip(_DIRECTION_MARKS)
        body = first
    return body


def _without(body: str, *names: str) -> str:
    """Leave people's names out of the search for telling words: nobody is unsendable because of a name."""
    for name in filter(None, names):
        body = body.replace(name, " ")
    return body


def _refuse(template: Template, problem: str, names: Iterable[str]) -> None:
    listed = ", ".join(sorted(names))
    if listed:
        raise MessageError(f"The message {template.body_id} {problem}: {listed}.")


def _refuse_sender(template: Template, sender: str) -> None:
    if template.channel is ChannelKind.SMS and not _SMS_SENDER.fullmatch(sender):
        raise MessageError(f"The sender of {template.body_id} is neither a number nor a name of up to 11 letters.")
    if not sender.strip() or not sender.isprintable():
        raise MessageError(f"The sender of {template.body_id} is empty or more than one line.")


def longest_text(body: str, language: str = "en") -> str:
    """Return the words of a template with every placeholder at its longest in this language."""
    longest = LONGEST | LONGEST_IN.get(language, {})
    return _PLACEHOLDER.sub(lambda match: longest.get(match[1], ""), body)


def check_all(words: Callable[[str], str], *, language: str = "en", forbidden: Iterable[str] = ()) -> Iterator[Fault]:
    """Yield what is wrong with the unfilled `words(text_id)` of every template in a language."""
    extra = tuple(forbidden)
    for template in all_templates():
        subject = words(template.subject_id) if template.subject_id else ""
        yield from check_template(template, words(template.body_id), subject, language=language, forbidden=extra)


def check_template(
    template: Template, body: str, subject: str = "", *, language: str = "en", forbidden: Iterable[str] = ()
) -> list[Fault]:
    """Return what is wrong with the unfilled words of a template in a language; empty = sound."""
    return [
        *_placeholder_faults(template, body, subject),
        *_telling_faults(template, body, subject, tuple(forbidden)),
        *_shape_faults(template, body, subject, language),
    ]


def _placeholder_faults(template: Template, body: str, subject: str) -> Iterator[Fault]:
    found = _PLACEHOLDER.findall(body)
    for name in sorted(template.placeholders - set(found)):
        yield Fault("MESSAGE_PLACEHOLDER_MISSING", template.body_id, f"{{{name}}} is not in the text.", "Put it in.")
    for name in sorted(set(found) - template.placeholders):
        known = ", ".join(f"{{{known}}}" for known in sorted(template.placeholders))
        yield Fault("MESSAGE_PLACEHOLDER_UNKNOWN", template.body_id, f"Nothing fills {{{name}}}.", f"Use only {known}.")
    for name in _PLACEHOLDER.findall(subject):
        yield Fault(
            "MESSAGE_PLACEHOLDER_UNKNOWN",
            template.subject_id,
            f"Nothing fills {{{name}}} in a subject, since a lock screen shows it.",
            "Take it out.",
        )
    if any("{link}" in line and line.strip() != "{link}" for line in body.splitlines()):
        yield Fault(
            "MESSAGE_LINK_NOT_ALONE",
            template.body_id,
            "{link} shares its line with words, so a telephone may take them for a part of it.",
            "Give it a line of its own.",
        )


def _telling_faults(template: Template, body: str, subject: str, forbidden: tuple[str, ...]) -> Iterator[Fault]:
    for place, text in ((template.body_id, body), (template.subject_id, subject)):
        for word in find_forbidden(text, forbidden):
            yield Fault(
                "MESSAGE_WORD_FORBIDDEN",
                place,
                f"{word!r} tells whoever sees the screen what this is about.",
                "Say it so that it could come from anybody.",
            )


def _shape_faults(template: Template, body: str, subject: str, language: str) -> Iterator[Fault]:
    if template.subject_id and (not subject.strip() or len(subject.splitlines()) != 1):
        yield Fault("MESSAGE_SUBJECT_MISSING", template.subject_id, "The subject is not one line.", "Write one line.")
    if template.channel is not ChannelKind.SMS:
        return
    size, most = measure_sms(longest_text(body, language)), most_segments(template.reason, language)
    if size.segments > most:
        yield Fault(
            "MESSAGE_TOO_LONG",
            template.body_id,
            f"At its longest it is {size.units} characters ({size.encoding}), sent as {size.segments} parts.",
            f"Shorten it to {most} or fewer.",
        )
