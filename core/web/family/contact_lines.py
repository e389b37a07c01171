"""What is kept about reaching a person, in the words of the page: never an address, only how it ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from alongside.core.conduct.safe_contacts import Reach
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact, SafeWindow
from alongside.core.web.safe_contact_entry import (
    CALL,
    OWN,
    WAYS,
    WEEK,
    hours_chosen,
    is_reachable,
    show_clock,
    sorted_days,
    ways_chosen,
)
from alongside.core.web.words import PageWords

YES_OR_NO: Final = {
    "voicemail": "voicemail_ok",
    "shared": "shared_phone",
    "name": "may_use_name",
    "calendar": "calendar_is_safe",
}
"""The fields of the record that a yes or a no fills, by the page that asks."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept, as its owner sees it: which page asks it, and the words of the answer."""

    ask: str
    answers: tuple[str, ...]


def number_waits(reach: Reach, now: datetime) -> bool:
    """Return whether a number is safe and wanted, but has not been proved."""
    is_old = bool(reach.phone_ending) and reach.safe.needs_checking(now, ChannelKind.SMS)
    return reach.safe.is_safe(ChannelKind.SMS) and (bool(reach.pending_ending) or is_old)


def lines_of(words: PageWords, reach: Reach, now: datetime) -> list[Line]:
    """Return what is kept, in the order in which it is asked; what has no use for the chosen ways is left out."""
    safe, say = reach.safe, words.plain
    use = is_reachable(safe)
    chosen = ways_chosen(safe)
    named = tuple(say(f"pages.contact_way_{way}") for way in WAYS if way in chosen)
    lines = [Line("ways", named or (say("pages.contact_way_none_set"),))]
    if use["number"]:
        lines.append(Line("number", _number_words(words, reach, now)))
    if use["email"]:
        ending = reach.email_ending
        known = say("pages.contact_email_known", ending=ending) if ending else say("pages.contact_email_none")
        lines.append(Line("email", (known, *_unproved(words, reach, ChannelKind.EMAIL))))
    if use["post"]:
        known = say("pages.contact_post_known" if reach.has_post_address else "pages.contact_post_none")
        lines.append(Line("post", (known, *_unproved(words, reach, ChannelKind.LETTER))))
    if len(safe.channels) > 1:
        lines.append(Line("first", (say(f"pages.contact_way_{safe.channels[0].value}"),)))
    if chosen:
        lines.append(Line("hours", hours_words(words, safe)))
    for ask, needs in (
        ("voicemail", CALL in chosen),
        ("shared", use["number"]),
        ("name", bool(safe.channels)),
        ("calendar", use["email"]),
    ):
        if needs:
            lines.append(Line(ask, (say("pages.yes" if getattr(safe, YES_OR_NO[ask]) else "pages.no"),)))
    if CALL in chosen:
        lines.append(Line("word", (say("pages.contact_word_set" if safe.code_word else "pages.contact_word_not"),)))
    return lines


def _number_words(words: PageWords, reach: Reach, now: datetime) -> tuple[str, ...]:
    said = []
    if reach.phone_ending:
        is_old = not reach.pending_ending and number_waits(reach, now)
        text_id = "pages.contact_number_unproved" if is_old else "pages.contact_number_known"
        said.append(words.plain(text_id, ending=reach.phone_ending))
    if reach.pending_ending:
        said.append(words.plain("pages.contact_number_unproved", ending=reach.pending_ending))
    return tuple(said) or (words.plain("pages.contact_number_none"),)


def _unproved(words: PageWords, reach: Reach, channel: ChannelKind) -> tuple[str, ...]:
    is_waiting = reach.has_address(channel) and channel in reach.safe.unverified
    return (words.plain("pages.contact_unproved"),) if is_waiting else ()


def hours_words(words: PageWords, safe: SafeContact) -> tuple[str, ...]:
    """Return the safe hours, a line for each window."""
    chosen = hours_chosen(safe)
    if chosen != OWN:
        return (words.plain(f"pages.contact_hours_{chosen}"),)
    return tuple(_window_words(words, window) for window in safe.windows)


def _window_words(words: PageWords, window: SafeWindow) -> str:
    say = words.plain
    named = [say(f"pages.contact_day_{day}") for day in sorted_days(window)]
    every = say("pages.contact_days_every") if window.days == WEEK else ", ".join(named)
    return say("pages.contact_days_set", days=every, start=show_clock(window.start), end=show_clock(window.end))
