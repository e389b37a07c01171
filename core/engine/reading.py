"""Read what somebody gave as an answer: the same limits for a page, a telephone call, paper entry and an import.

Nothing is guessed: what was given is accepted, refused with a reason, or asked once more ("is this right?").
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from alongside.core.definitions.ages import age_on
from alongside.core.definitions.items import Item
from alongside.core.definitions.responses import (
    CalendarDate,
    Ladder,
    LongText,
    ResponseScale,
    SeveralOf,
    ShortText,
    Value,
    WholeNumber,
)

Values = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer, ready to be stored."""

    value: Value


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it cannot be an answer: a text id of `errors` with its placeholders, and which part of a date is wrong."""

    text_id: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unusual:
    """It can be an answer, but is unusual: ask once whether it is right."""

    text_id: str
    value: Value
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing was given."""


ReadResult = Accepted | Refused | Unusual | Nothing

UNREADABLE = frozenset({"\ufffd", *map(chr, (*range(0x20), *range(0x7F, 0xA0)))} - {"\t", "\n", "\r"})
"""What stands for bytes that were no letters, and control characters, which nobody types."""
TURNS = {ord(mark): None for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""Unseen marks that turn the direction of whatever follows; telephones put some around what is copied from them."""
LONGEST_NUMBER = 12
OLDEST_YEAR = 1900


def read_answer(item: Item, given: tuple[str, ...], *, today: date) -> ReadResult:
    """Return what was answered. `given` holds one string, one a ticked option, or day, month and year."""
    if any(map(is_unreadable, given)):
        return Refused("errors.unreadable")
    given = tuple(map(tidy, given))
    if not any(given):
        return Nothing()
    match item.response:
        case ResponseScale():
            return _read_choice(item.response, given)
        case SeveralOf():
            return _read_several(item.response, given)
        case CalendarDate():
            return _read_date(item.response, given, today)
        case _ if len(given) > 1:
            return Refused("errors.choose_listed")
        case WholeNumber() | Ladder():
            return _read_number(item.response, given[0])
        case ShortText() | LongText():
            words = read_words(given[0], item.response.longest)
            return words if isinstance(words, Refused) else Accepted(words.value)


def is_unreadable(words: str) -> bool:
    """Return whether words hold anything that did not arrive as it was typed."""
    return not UNREADABLE.isdisjoint(words)


def tidy(words: str) -> str:
    """Return words in one form of Unicode, without space around them and without marks that turn their direction."""
    return unicodedata.normalize("NFC", words.translate(TURNS)).strip()


def _read_choice(response: ResponseScale, given: tuple[str, ...]) -> ReadResult:
    if len(given) == 1 and response.choice(given[0]):
        return Accepted(given[0])
    return Refused("errors.choose_listed")


def _read_several(response: SeveralOf, given: tuple[str, ...]) -> ReadResult:
    chosen = tuple(choice.code for choice in (*response.choices, response.none) if choice.code in given)
    if len(chosen) != len(set(given)):
        return Refused("errors.choose_listed")
    if response.none.code in chosen and len(chosen) > 1:
        return Refused("errors.none_and_others")
    return Accepted(chosen)


def _read_number(response: WholeNumber | Ladder, given: str) -> ReadResult:
    digits = given.replace(" ", "").replace("\u00a0", "").removeprefix("+")
    if not digits.removeprefix("-").isdecimal() or len(digits) > LONGEST_NUMBER:
        return Refused("errors.number_digits")
    number = int(digits)  # also reads the digits of other scripts
    limits: Values = {"low": response.low, "high": response.high}
    if not response.low <= number <= response.high:
        return Refused("errors.number_outside", limits)
    if isinstance(response, WholeNumber) and not _is_usual(number, response.usual_low, response.usual_high):
        return Unusual("errors.number_unusual", number, {"number": number})
    return Accepted(number)


def _is_usual(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


MONTH_PARTS = 3


def read_date(given: tuple[str, ...]) -> date | Refused:
    """Return the date of day, month and year, or why it is none. A two-figure year is refused: it could be two."""
    if len(given) != MONTH_PARTS or not all(given):
        return Refused("errors.date_incomplete")
    if not all(part.isdecimal() and len(part) <= 4 for part in given):  # noqa: PLR2004 - figures of a year
        return Refused("errors.date_digits")
    day, month, year = (int(part) for part in given)
    if year < OLDEST_YEAR:
        return Refused("errors.date_year")
    try:
        return date(year, month, day)
    except ValueError:
        return Refused("errors.date_unreal")


def _read_date(response: CalendarDate, given: tuple[str, ...], today: date) -> ReadResult:
    read = read_date(given)
    if isinstance(read, Refused):
        return read
    if read > today:
        return Refused("errors.date_in_future")
    years = age_on(read, today).years
    limits: Values = {"youngest": response.youngest_years, "oldest": response.oldest_years}
    if not response.youngest_years <= years <= response.oldest_years:
        return Refused("errors.date_outside", limits)
    if not _is_usual(years, response.usual_youngest_years, response.usual_oldest_years):
        return Unusual("errors.date_unusual", read, {"years": years})
    return Accepted(read)


@dataclass(frozen=True, slots=True)
class Written:
    """Words, ready to be stored; they may be empty."""

    value: str


def read_words(given: str, longest: int) -> Written | Refused:
    """Return what was written, or why it cannot be kept."""
    if is_unreadable(given):
        return Refused("errors.unreadable")
    words = tidy(given).replace("\r\n", "\n")
    if len(words) > longest:
        return Refused("errors.words_too_long", {"longest": longest, "length": len(words)})
    return Written(words)


def write_value(value: Value) -> str:
    """Return the answer as it is stored and exported: codes parted by spaces, ISO dates, plain digits."""
    if isinstance(value, tuple):
        return " ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def parse_value(item: Item, stored: str) -> Value:
    """Return the answer that `write_value` wrote."""
    match item.response:
        case SeveralOf():
            return tuple(stored.split())
        case WholeNumber() | Ladder():
            return int(stored)
        case CalendarDate():
            return date.fromisoformat(stored)
        case _:
            return stored
