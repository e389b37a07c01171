"""Read what is typed about being reached: the same for a family's own page and for the page of staff."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import time
from typing import Final

from alongside.core.conduct.queueing import ADDRESS
from alongside.core.conduct.safe_contacts import CODE_WORD
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact, SafeWindow
from alongside.core.engine.reading import Refused, is_unreadable, read_words, tidy
from alongside.core.messages.email_addresses import EmailAddressError, normalise_email
from alongside.core.messages.phones import PhoneNumberError, normalise_phone

LONGEST_POST_ADDRESS = 300
LONGEST_WORD = 40
FIELDS: Final = {"number": ChannelKind.SMS, "email": ChannelKind.EMAIL, "post": ChannelKind.LETTER}
"""By the name that pages give it: the channel of an address."""
FACTS: Final = {**{field: ADDRESS[kind] for field, kind in FIELDS.items()}, "word": CODE_WORD}
"""By the name that pages give it: the vault's field with an address or the code word."""
CALL = "call"
WAYS = (ChannelKind.SMS.value, CALL, ChannelKind.EMAIL.value, ChannelKind.LETTER.value)
"""A text and a call reach the same phone, and are not equally safe."""
WEEK = frozenset(range(7))
ANY, SCHOOL, EVENING, OWN, ALWAYS = "any", "school", "evening", "own", "always"
HOURS: dict[str, tuple[SafeWindow, ...]] = {
    ANY: (),
    SCHOOL: (SafeWindow(frozenset(range(5)), time(9, 30), time(14, 30)),),
    EVENING: (SafeWindow(WEEK, time(17), time(20)),),
}
NOON = 12
EARLIEST_MORNING = 7
"""Who types "5" and nothing else means the afternoon: a message at five in the morning is what nobody asks for."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
Errors = dict[str, str]
"""Text ids by field."""


def ways_chosen(safe: SafeContact) -> frozenset[str]:
    """Return which ways a record says are safe and wanted."""
    chosen = {kind.value for kind in safe.channels if safe.is_safe(kind)}
    return frozenset(chosen | ({CALL} if safe.is_safe(ChannelKind.SMS) and safe.calls_ok else set()))


def with_ways(safe: SafeContact, chosen: Collection[str], first: str = "") -> SafeContact:
    """Return the record with these ways; `first` is tried first, others keep the order they had."""
    kinds = [kind for kind in (*safe.channels, *ChannelKind) if kind.value in chosen]
    kinds.sort(key=lambda kind: kind.value != first)
    return replace(
        safe,
        known=True,
        channels=tuple(dict.fromkeys(kinds)),
        phone_is_safe=not {ChannelKind.SMS.value, CALL}.isdisjoint(chosen),
        email_is_safe=ChannelKind.EMAIL.value in chosen,
        post_is_safe=ChannelKind.LETTER.value in chosen,
        calls_ok=CALL in chosen,
    )


def hours_chosen(safe: SafeContact) -> str:
    """Return by which of the simple choices the hours can be named."""
    if safe.windows == AT_ANY_HOUR:
        return ALWAYS
    return next((name for name, windows in HOURS.items() if windows == safe.windows), OWN)


def read_clock(typed: str) -> time | None:
    """Return a clock time however it is typed ("9", "9:30", "17.00", "5pm"); None when it is none."""
    found = _CLOCK.fullmatch(tidy(typed))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    elif 1 <= hour < EARLIEST_MORNING and not found[1].startswith("0"):
        hour += NOON
    try:
        return time(hour, minute)
    except ValueError:
        return None


def read_days(days: Collection[str], start: str, end: str) -> tuple[SafeWindow, ...] | Errors:
    """Return the hours that somebody chose, or what is wrong. "9 to 8" means until 20:00."""
    errors: Errors = {}
    chosen = frozenset(int(day) for day in days if day in {str(known) for known in WEEK})
    if not chosen:
        errors["days"] = "errors.contact_days_needed"
    begins, ends = read_clock(start), read_clock(end)
    if begins is None:
        errors["start"] = "errors.contact_clock_from"
    if ends is None:
        errors["end"] = "errors.contact_clock_to"
    if begins is not None and ends is not None and ends <= begins < time(NOON) and "m" not in end.casefold():
        ends = ends.replace(hour=ends.hour + NOON)
    if begins is not None and ends is not None and ends <= begins:
        errors["end"] = "errors.contact_clock_order"
    if errors or begins is None or ends is None:
        return errors
    return (SafeWindow(chosen, begins, ends),)


def show_clock(moment: time) -> str:
    """Return a time as the pages write it: 9:30."""
    return f"{moment.hour}:{moment.minute:02}"


def read_address(field: str, typed: str) -> str | Refused:
    """Return what was typed for `number`, `email`, `post` or `word` in the form that is kept, or why it cannot be."""
    empty = {
        "number": "errors.contact_number_needed",
        "email": "errors.contact_email_wrong",
        "post": "errors.contact_post_needed",
        "word": "errors.contact_word_needed",
    }
    if not tidy(typed):
        return Refused(empty[field])
    if is_unreadable(typed):
        return Refused("errors.unreadable")
    try:
        if field == "number":
            return normalise_phone(tidy(typed))
        if field == "email":
            return normalise_email(tidy(typed))
    except PhoneNumberError:
        return Refused("errors.contact_number_wrong")
    except EmailAddressError as error:
        return Refused(error.for_people)
    read = read_words(typed, LONGEST_WORD if field == "word" else LONGEST_POST_ADDRESS)
    if isinstance(read, Refused):
        return read
    lines = (" ".join(line.split()) for line in read.value.splitlines())
    return "\n".join(line for line in lines if line)


def sorted_days(window: SafeWindow) -> list[int]:
    """Return the days of a window from Monday on."""
    return sorted(window.days)


def is_reachable(safe: SafeContact) -> Mapping[str, bool]:
    """Return for which kinds of address there is a use."""
    return {field: safe.is_safe(kind) for field, kind in FIELDS.items()}
