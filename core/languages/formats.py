"""Dates, times, numbers and lengths of time as a language writes them, in UK time, with the digits of a keypad.

Digits are Latin in every language: they are what UK letters, telephones and forms show. "About five minutes" is a text
with `{count}`, not a format.
"""

import datetime as dt
import math
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Literal
from zoneinfo import ZoneInfo

from babel import dates, numbers

from alongside.core.languages.tags import SOURCE_LANGUAGE, language_tag, locale_of

UK = ZoneInfo("Europe/London")

_MINUTE = dt.timedelta(minutes=1)
_LARGER_THAN_ANY = 10**12  # Babel moves to a larger unit at this many of the smaller
_UNITS: tuple[tuple[Literal["day", "hour", "minute"], int], ...] = (("day", 24 * 60), ("hour", 60), ("minute", 1))
_ENGLISH_TIME = "h:mma"  # CLDR has 14:30 for British English; health services write 2:30pm, which more people read


def uk_time(moment: dt.datetime) -> dt.datetime:
    """Return an aware moment on the clocks of the UK. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be told in UK time.")
    return moment.astimezone(UK)


def format_date(day: dt.date, language: str, *, with_weekday: bool = False) -> str:
    """Return a day in words, 25 March 2026; an aware moment is taken on its UK day."""
    if isinstance(day, dt.datetime):
        day = uk_time(day).date()
    return dates.format_date(day, "full" if with_weekday else "long", locale=locale_of(language))


def format_time(clock: dt.time | dt.datetime, language: str) -> str:
    """Return a time of day; an aware moment is told in UK time, a plain time as it is."""
    if isinstance(clock, dt.datetime):
        clock = uk_time(clock).time()
    pattern = _ENGLISH_TIME if language_tag(language) == SOURCE_LANGUAGE else "short"
    return dates.format_time(clock.replace(tzinfo=None), pattern, locale=locale_of(language))


def format_number(value: float | Decimal, language: str) -> str:
    """Return a number with the language's separators and Latin digits."""
    try:
        return numbers.format_decimal(value, locale=locale_of(language), numbering_system="latn")
    except InvalidOperation:  # more digits than the decimal context holds: nobody reads separators in such a number
        return str(value)


def format_duration(duration: dt.timedelta, language: str) -> str:
    """Return a length of time in days, hours and minutes, rounded to the minute: 1 hour 30 minutes."""
    locale = locale_of(language)
    left = round(abs(duration) / _MINUTE)
    words: list[str] = []
    for unit, minutes in _UNITS:
        amount, left = divmod(left, minutes)
        if amount or (unit == "minute" and not words):
            length = dt.timedelta(minutes=amount * minutes)
            words.append(dates.format_timedelta(length, granularity=unit, threshold=_LARGER_THAN_ANY, locale=locale))
    return " ".join(words)


def whole_minutes(seconds: float) -> int:
    """Return a length in whole minutes, rounded up and at least one, for a text such as "about {count} minutes"."""
    return max(1, math.ceil(seconds / 60))


def latin_digits(typed: str) -> str:
    """Return what a person typed with every decimal digit as 0 to 9, so that a code in Urdu digits is understood."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in typed)
