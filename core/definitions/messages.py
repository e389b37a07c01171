"""What a message is: its reason and that reason's rules, its words and address, and what a channel answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from alongside.core.definitions.errors import AlongsideError


class ChannelKind(StrEnum):
    """A way to reach a person."""

    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"


class Audience(StrEnum):
    """To whom a reason speaks."""

    FAMILY = "family"
    PROFESSIONAL = "professional"


class ContactState(StrEnum):
    """Where a person stands, as far as messages care."""

    JOINING = "joining"
    TAKING_PART = "taking_part"
    PAUSED = "paused"
    CARER_CHANGED = "carer_changed"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    DIED = "died"


class MessageReason(StrEnum):
    """Why a message goes out; there is no other reason to write to anyone."""

    CODE = "code"
    STOP_CONFIRMED = "stop_confirmed"
    HEARD_YOU = "heard_you"
    APPOINTMENT = "appointment"
    APPOINTMENT_MOVED = "appointment_moved"
    CONSENT_COPY_READY = "consent_copy_ready"
    NEWS_READY = "news_ready"
    INVITATION = "invitation"
    PART_DUE = "part_due"
    PART_OVERDUE = "part_overdue"
    THANK_YOU = "thank_you"
    WHERE_YOU_ARE = "where_you_are"
    CHECK_IN = "check_in"
    TASK_URGENT = "task_urgent"
    TASK_DUE = "task_due"
    FAMILY_ADDED = "family_added"
    INFORMATION_MISSING = "information_missing"
    CONTACT_LOG_DUE = "contact_log_due"


class NextStep(StrEnum):
    """The one next step that a "where you are" message names, in words of our own that give nothing away."""

    READ = "read"
    CHOOSE_TIME = "choose_time"
    ANSWER = "answer"
    TALK = "talk"
    WAIT = "wait"
    FINISHED = "finished"

    @property
    def text_id(self) -> str:
        """The words of the step."""
        return f"messages.step_{self.value}"


REMINDERS_PER_WAVE = 3
_EVERY_CHANNEL = frozenset(ChannelKind)
_EMAIL_ONLY = frozenset({ChannelKind.EMAIL})
_IN_TOUCH = frozenset({ContactState.JOINING, ContactState.TAKING_PART})
_AND_AFTER = _IN_TOUCH | {ContactState.FINISHED}
_AND_PAUSED = _AND_AFTER | {ContactState.PAUSED}


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """What holds for a reason. A lower `priority` leaves first; `cap_per_wave` None = each is sent once by its key.

    `states` are those in which a family may hear this; a professional's message does not ask for the family's state.
    `may_follow_stop` = also who asked for no more messages hears this: the one word that we have stopped.
    """

    priority: int
    states: frozenset[ContactState]
    audience: Audience = Audience.FAMILY
    channels: frozenset[ChannelKind] = _EVERY_CHANNEL
    may_ignore_hours: bool = False
    may_follow_stop: bool = False
    cap_per_wave: int | None = None

    @property
    def may_follow_withdrawal(self) -> bool:
        """Whether a person who has withdrawn may still hear this."""
        return ContactState.WITHDRAWN in self.states


def _to_professionals(priority: int) -> ReasonRule:
    return ReasonRule(priority, frozenset(), Audience.PROFESSIONAL, _EMAIL_ONLY)


def _reminder(priority: int) -> ReasonRule:
    return ReasonRule(priority, _IN_TOUCH, cap_per_wave=REMINDERS_PER_WAVE)


RULES: dict[MessageReason, ReasonRule] = {
    # By text only: a family without a safe phone gets a longer code from its co-ordinator.
    # The person asks for it, also after a no: they may look at their copy or change their mind.
    MessageReason.CODE: ReasonRule(
        0, _AND_PAUSED | {ContactState.WITHDRAWN}, channels=frozenset({ChannelKind.SMS}), may_ignore_hours=True
    ),
    MessageReason.STOP_CONFIRMED: ReasonRule(1, _AND_PAUSED | {ContactState.WITHDRAWN}, may_follow_stop=True),
    # What they told us, or asked for, has reached us: it is told in days, and a pause of the study does not change that.
    MessageReason.HEARD_YOU: ReasonRule(3, _AND_PAUSED),
    MessageReason.APPOINTMENT: ReasonRule(2, _AND_AFTER),
    MessageReason.APPOINTMENT_MOVED: ReasonRule(2, _AND_AFTER),
    MessageReason.CONSENT_COPY_READY: ReasonRule(3, _AND_PAUSED),
    MessageReason.NEWS_READY: ReasonRule(3, _AND_AFTER),
    MessageReason.INVITATION: _reminder(4),
    MessageReason.PART_DUE: _reminder(4),
    MessageReason.PART_OVERDUE: _reminder(5),
    MessageReason.THANK_YOU: ReasonRule(5, _AND_AFTER),
    MessageReason.WHERE_YOU_ARE: ReasonRule(6, _AND_AFTER),
    MessageReason.CHECK_IN: ReasonRule(6, _AND_AFTER),
    MessageReason.TASK_URGENT: _to_professionals(1),
    MessageReason.TASK_DUE: _to_professionals(5),
    MessageReason.FAMILY_ADDED: _to_professionals(5),
    MessageReason.INFORMATION_MISSING: _to_professionals(6),
    MessageReason.CONTACT_LOG_DUE: _to_professionals(6),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; its name says nothing about what it is for."""

    filename: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message ready to leave. Address and words never show in a log: they are left out of `repr`.

    `key` is the message's permanent unique key; a channel that is given the same key twice sends once if it can.
    `direction` is "ltr" or "rtl". `sender` is the neutral name or number it comes from. A text has no subject.
    """

    key: str
    channel: ChannelKind
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str
    direction: str
    sender: str
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took the message; `reference` is its own name for it."""

    reference: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The message did not leave. `reason` is a short code, never an address; staff read `messages.refused_<reason>`.

    Not `permanent` = worth another try. `may_have_left` = the answer was lost, so ask `find` before another try.
    """

    reason: str
    permanent: bool
    may_have_left: bool = False


SendResult = Sent | Refused
NOT_TAKEN = Refused("not_taken", permanent=False)


class Channel(Protocol):
    """A way to send messages of one kind."""

    @property
    def code(self) -> str:
        """The channel's permanent name."""

    @property
    def kind(self) -> ChannelKind:
        """What it sends."""

    @property
    def can_find(self) -> bool:
        """Whether `find` can tell; where it cannot, each message is noted as begun before the channel is given it."""

    def send(self, message: OutgoingMessage) -> SendResult:
        """Send a message; trouble is an answer, not an error."""

    def find(self, key: str) -> SendResult | None:
        """Say what became of a message when the worker that sent it died: Sent, NOT_TAKEN, or None = cannot tell."""


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message that a channel kept, and when."""

    message: OutgoingMessage
    posted_at: datetime
    reference: str


@runtime_checkable
class ReadableChannel(Channel, Protocol):
    """A channel for demonstrations that keeps what it was given, so that it can be read on a page."""

    def read_all(self) -> tuple[PostedMessage, ...]:
        """Return every message of this and its sister channels, newest first."""


@runtime_checkable
class PlainChannel(Channel, Protocol):
    """A channel that may carry no files: what would only be handy beside the words, as for a calendar, is left out."""

    @property
    def carries_files(self) -> bool:
        """Whether a file can go along with its words."""


class Delivery(StrEnum):
    """What a provider says became of a message that it took."""

    DELIVERED = "delivered"
    FAILED = "failed"
    ADDRESS_DEAD = "address_dead"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A provider's word on one message, which it knows by our `key` or by its own `reference`. `at` = when it happened."""

    delivery: Delivery
    at: datetime
    key: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote back. `number` is in international form; neither it nor the words show in a log.

    `reference` is the provider's own name for the reply; it may be empty.
    """

    number: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime
    reference: str = ""


class CallbackRefusedError(AlongsideError):
    """A callback whose signature or token is wrong, missing or too old."""


@runtime_checkable
class ReceivingChannel(Channel, Protocol):
    """A channel whose provider calls back: with what became of a message, and with what people replied."""

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[Receipt | Reply, ...]:
        """Return what a callback says; what it says of other things is left out. Header names are in lower case.

        Raises:
            CallbackRefusedError: it is not signed as the settings say. Nothing of it was read.
        """
