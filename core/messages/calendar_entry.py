"""An appointment as an entry for a calendar (RFC 5545): a neutral title, a time, a number to ring, and nothing else.

Times are in UTC, so that they are right wherever the calendar is; calendars are told that the UK's clock is meant. There is
no alarm: a notice on a screen is not ours to raise.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import Attachment

FILE_NAME = "entry.ics"
MEDIA_TYPE = "text/calendar"
LONGEST_LINE = 75
"""Octets, the line's end not counted."""
_OURS = UUID("6f7c1f0e-3f0e-5e0b-9d6b-6f3d0a2b9c11")


class CalendarEntryError(AlongsideError):
    """An entry that no calendar could show: it has no length, or its time has no zone."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """When a talk is. `key` names the talk for ever; a talk that moved keeps it, and counts `moved` up."""

    key: str
    start: datetime
    minutes: int
    made_at: datetime
    moved: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 1 or self.start.utcoffset() is None or self.made_at.utcoffset() is None:
            raise CalendarEntryError("A calendar entry needs a length in minutes and times with a time zone.")


def calendar_entry(appointment: Appointment, *, title: str, text: str, language: str = "en") -> Attachment:
    """Return the file with the entry. `title` and `text` are neutral words in the person's `language`."""
    start = appointment.start
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//entry//entry//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Europe/London",
        "BEGIN:VEVENT",
        # Made from the key, so that the key itself, which may name something, stays with us.
        f"UID:{uuid5(_OURS, appointment.key)}",
        f"SEQUENCE:{appointment.moved}",
        f"DTSTAMP:{_instant(appointment.made_at)}",
        f"DTSTART:{_instant(start)}",
        f"DTEND:{_instant(start + timedelta(minutes=appointment.minutes))}",
        f"SUMMARY;LANGUAGE={language}:{_escape(title)}",
        f"DESCRIPTION;LANGUAGE={language}:{_escape(text)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    content = b"".join(_fold(line) for line in lines)
    return Attachment(FILE_NAME, MEDIA_TYPE, content)


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())


def _fold(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, each but the first after a space; no letter is cut."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
