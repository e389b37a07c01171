"""How and when a person may safely be reached, in their own words: unknown safety means no message at all."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import ChannelKind

UK_TIME = ZoneInfo("Europe/London")
CHECK_AGAIN_AFTER = timedelta(days=183)
REVIEW_AFTER = timedelta(days=28)
"""What is safe changes faster than a number does: staff ask at each contact, and are reminded after four weeks."""
_WEEK = frozenset(range(7))
_UK_CLOCKS_CHANGE = time(1, tzinfo=UTC)
_DAYS_TO_SEARCH = 15
_FORMAT = 3
_OLD_FORMATS = (1, 2)


class SafeContactError(AlongsideError):
    """A safe-contact record that contradicts itself or cannot be read."""

    for_people = "errors.safe_contact"


@dataclass(frozen=True, slots=True)
class SafeWindow:
    """Days (Monday is 0) and UK clock times from `start` up to, not including, `end`, both on the same day."""

    days: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= _WEEK:
            raise SafeContactError("A safe window needs days from 0 (Monday) to 6 (Sunday).")
        if self.start.tzinfo or self.end.tzinfo or self.start >= self.end:
            raise SafeContactError("A safe window starts before it ends, both by the UK clock on one day.")

    def holds(self, local: datetime) -> bool:
        """Return whether this UK clock time is inside."""
        return local.weekday() in self.days and self.start <= local.replace(tzinfo=None).time() < self.end


USUAL_HOURS = (SafeWindow(_WEEK, time(9), time(20)),)
AT_ANY_HOUR = (SafeWindow(_WEEK, time.min, time.max),)
"""For people who said so, and for the demonstration, which is tried at any hour."""


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What a person said about being reached; `SafeContact()` is a person who was not asked yet.

    `channels` are those the person chose, best first. None = nobody knows whether it is safe. `windows` empty = 09:00 to
    20:00 every day. `code_word` = staff and the person agreed a word that is said first on the telephone. `stopped` = the
    person asked for no more messages, which is not a withdrawal. `calls_ok` = we may ring a phone that is safe.
    `calendar_is_safe` = an e-mail about a talk may carry it for their calendar, which others may see.

    `verified_at` is when an address was last known to reach this person: all of them while `verified` is empty, else
    each channel has its own time there, or none. `unverified` are the channels whose address was changed or found dead
    and has not been proved since. `reviewed_at` is when the person was last asked, or said it themselves.
    """

    known: bool = False
    channels: tuple[ChannelKind, ...] = ()
    phone_is_safe: bool | None = None
    email_is_safe: bool | None = None
    post_is_safe: bool | None = None
    windows: tuple[SafeWindow, ...] = ()
    voicemail_ok: bool = False
    shared_phone: bool = False
    may_use_name: bool = False
    code_word: bool = False
    stopped: bool = False
    calls_ok: bool = True
    calendar_is_safe: bool = False
    verified_at: datetime | None = None
    verified: Mapping[ChannelKind, datetime] = field(default_factory=dict)
    unverified: frozenset[ChannelKind] = frozenset()
    reviewed_at: datetime | None = None

    def __post_init__(self) -> None:
        if len(set(self.channels)) != len(self.channels):
            raise SafeContactError("A channel is named twice.")
        for moment in (self.verified_at, self.reviewed_at, *self.verified.values()):
            if moment is not None and moment.utcoffset() is None:
                raise SafeContactError("The time of the last check has no time zone.")

    def is_safe(self, channel: ChannelKind) -> bool:
        """Return whether this channel is known to be safe."""
        said = {
            ChannelKind.SMS: self.phone_is_safe,
            ChannelKind.EMAIL: self.email_is_safe,
            ChannelKind.LETTER: self.post_is_safe,
        }
        return self.known and said[channel] is True

    @property
    def may_have_calendar_entry(self) -> bool:
        """Whether a talk may stand in this person's calendar: they said so, and nobody else uses their phone."""
        return self.known and self.calendar_is_safe and not self.shared_phone

    def needs_checking(self, now: datetime, channel: ChannelKind | None = None) -> bool:
        """Return whether the address was never checked, or not for six months: a number may belong to somebody else.

        An address that was changed needs it too: that of `channel`, or of any channel when none is named.
        """
        if channel is None:
            return bool(self.unverified) or any(self._is_old(one, now) for one in self.channels or tuple(ChannelKind))
        return channel in self.unverified or self._is_old(channel, now)

    def checked_at(self, channel: ChannelKind) -> datetime | None:
        """Return when the address of a channel was last known to reach the person."""
        return self.verified.get(channel) if self.verified else self.verified_at

    def _is_old(self, channel: ChannelKind, now: datetime) -> bool:
        checked = self.checked_at(channel)
        return checked is None or now - checked > CHECK_AGAIN_AFTER

    def with_new_address(self, channel: ChannelKind) -> "SafeContact":
        """Return the record after an address was replaced, or found dead: it is proved before anything is sent to it."""
        return replace(self, unverified=self.unverified | {channel})

    def reached(self, channels: Collection[ChannelKind], at: datetime) -> "SafeContact":
        """Return the record after these addresses were known to reach the person; of the others nothing new is known."""
        if not channels:
            return self
        known = {channel: checked for channel in ChannelKind if (checked := self.checked_at(channel)) is not None}
        verified = {**known, **dict.fromkeys(channels, at)}
        return replace(self, unverified=self.unverified.difference(channels), verified_at=at, verified=verified)

    def is_open(self, now: datetime) -> bool:
        """Return whether `now` is inside a safe window by the UK clock."""
        local = now.astimezone(UK_TIME)
        return any(window.holds(local) for window in self.windows or USUAL_HOURS)

    def next_opening(self, now: datetime) -> datetime:
        """Return the earliest safe moment from `now` on, in UTC.

        Raises:
            SafeContactError: there is none in two weeks.
        """
        if self.is_open(now):
            return now.astimezone(UTC)
        today = now.astimezone(UK_TIME).date()
        for number in range(_DAYS_TO_SEARCH):
            moments = self._may_open(today + timedelta(days=number))
            opening = min((moment for moment in moments if moment >= now and self.is_open(moment)), default=None)
            if opening is not None:
                return opening
        raise SafeContactError("No safe window opens in the next two weeks.")

    def _may_open(self, day: date) -> Iterator[datetime]:
        """Yield every instant of a day at which a window can open: its starts, and the moment the clocks change.

        At the change a window can open in its middle: the hour that is skipped, or the one that comes twice, held its start.
        """
        yield datetime.combine(day, _UK_CLOCKS_CHANGE)
        for window in self.windows or USUAL_HOURS:
            for fold in (0, 1):
                yield datetime.combine(day, window.start, UK_TIME).replace(fold=fold).astimezone(UTC)

    def to_json(self) -> str:
        """Return the record as JSON, to be stored encrypted."""
        return json.dumps(
            {
                "format": _FORMAT,
                "known": self.known,
                "channels": [channel.value for channel in self.channels],
                "phone_is_safe": self.phone_is_safe,
                "email_is_safe": self.email_is_safe,
                "post_is_safe": self.post_is_safe,
                "windows": [
                    {"days": sorted(window.days), "start": window.start.isoformat(), "end": window.end.isoformat()}
                    for window in self.windows
                ],
                "voicemail_ok": self.voicemail_ok,
                "shared_phone": self.shared_phone,
                "may_use_name": self.may_use_name,
                "code_word": self.code_word,
                "stopped": self.stopped,
                "calls_ok": self.calls_ok,
                "calendar_is_safe": self.calendar_is_safe,
                "verified_at": self.verified_at and self.verified_at.isoformat(),
                "verified": {channel.value: at.isoformat() for channel, at in sorted(self.verified.items())},
                "unverified": sorted(self.unverified),
                "reviewed_at": self.reviewed_at and self.reviewed_at.isoformat(),
            },
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, stored: str) -> "SafeContact":
        """Return the record that `to_json` wrote. What a record of the old format does not say is as if never asked.

        Raises:
            SafeContactError: anything is missing, unknown or of the wrong kind; nothing is guessed.
        """
        try:
            record = json.loads(stored)
            written_in = record.pop("format")
            if written_in in _OLD_FORMATS:
                record = {**json.loads(cls().to_json()), **record}
                del record["format"]
            elif written_in != _FORMAT:
                raise SafeContactError("The safe-contact record has a format that is not known.")
            channels = tuple(ChannelKind(code) for code in record.pop("channels"))
            windows = tuple(_read_window(window) for window in record.pop("windows"))
            verified_at, reviewed_at = (_read_moment(record.pop(name)) for name in ("verified_at", "reviewed_at"))
            verified = {ChannelKind(code): datetime.fromisoformat(at) for code, at in record.pop("verified").items()}
            unverified = frozenset(ChannelKind(code) for code in record.pop("unverified"))
        except (AttributeError, KeyError, TypeError, ValueError):
            # The cause would quote the record, and the record is about a person.
            raise SafeContactError("The safe-contact record cannot be read.") from None
        flags = _read_flags(record)
        return cls(
            channels=channels,
            windows=windows,
            verified_at=verified_at,
            verified=verified,
            unverified=unverified,
            reviewed_at=reviewed_at,
            **flags,
        )


class AskAgain(StrEnum):
    """What to ask a person about being reached when one next speaks with them; staff read the words of `text_id`."""

    NOT_ASKED = "not_asked"
    NO_WAY = "no_way"
    NUMBER_CHANGED = "number_changed"
    NUMBER_OLD = "number_old"
    ASKED_LONG_AGO = "asked_long_ago"
    STOPPED = "stopped"

    @property
    def text_id(self) -> str:
        """The words for staff."""
        return f"staff_safe_contact.ask_{self.value}"


def needs_review(safe: SafeContact | None, now: datetime) -> tuple[AskAgain, ...]:
    """Return what to ask the person again, most urgent first; empty = they were asked within four weeks and all is clear."""
    if safe is None or not safe.known:
        return (AskAgain.NOT_ASKED,)
    can_write = any(safe.is_safe(channel) for channel in safe.channels)
    asks = (
        (safe.stopped, AskAgain.STOPPED),
        (not can_write and not safe.stopped, AskAgain.NO_WAY),
        (bool(safe.unverified), AskAgain.NUMBER_CHANGED),
        (can_write and safe.needs_checking(now) and not safe.unverified, AskAgain.NUMBER_OLD),
        (safe.reviewed_at is None or now - safe.reviewed_at > REVIEW_AFTER, AskAgain.ASKED_LONG_AGO),
    )
    return tuple(ask for holds, ask in asks if holds)


_MAY_BE_UNKNOWN = frozenset({"phone_is_safe", "email_is_safe", "post_is_safe"})
_YES_OR_NO = frozenset(
    {"known", "voicemail_ok", "shared_phone", "may_use_name", "code_word", "stopped", "calls_ok", "calendar_is_safe"}
)


def _read_moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def _read_window(window: dict[str, Any]) -> SafeWindow:
    days, start, end = window["days"], window["start"], window["end"]
    return SafeWindow(frozenset(days), time.fromisoformat(start), time.fromisoformat(end))


def _read_flags(record: dict[str, Any]) -> dict[str, Any]:
    if record.keys() != _MAY_BE_UNKNOWN | _YES_OR_NO:
        raise SafeContactError("The safe-contact record has other fields than it should.")
    for name, value in record.items():
        if not isinstance(value, bool) and not (value is None and name in _MAY_BE_UNKNOWN):
            raise SafeContactError(f"The field {name} of the safe-contact record is not a yes or no.")
    return record


def work_contact(verified_at: datetime) -> SafeContact:
    """Return the contact of a colleague at work: e-mail, Monday to Friday, 08:00 to 18:00."""
    return SafeContact(
        known=True,
        channels=(ChannelKind.EMAIL,),
        email_is_safe=True,
        windows=(SafeWindow(frozenset(range(5)), time(8), time(18)),),
        may_use_name=True,
        verified_at=verified_at,
    )
