"""How an item can be answered: the kinds of response, their limits, and their words. No HTML and no storage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alongside.core.definitions.text import SourceText, Words, as_text

Value = str | int | date | tuple[str, ...]
"""What an answer holds: a choice's code, a number, a date, words, or several choice codes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. `value` is its score; None = it is an answer that carries no score ("not sure", "no chance to see")."""

    code: str
    value: int | Fraction | None
    text: Words


@dataclass(frozen=True, slots=True)
class ResponseScale:
    """Choose one of several options, in the order that the instrument fixes."""

    code: str
    choices: tuple[Choice, ...]

    def choice(self, code: str) -> Choice | None:
        """Return the choice with this code."""
        return next((choice for choice in self.choices if choice.code == code), None)

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the words of every option."""
        for choice in self.choices:
            yield SourceText(f"{owner}.{self.code}.{choice.code}", as_text(choice.text))


@dataclass(frozen=True, slots=True)
class SeveralOf:
    """Choose any number of options. `none` is the option that excludes the others ("none of these")."""

    code: str
    choices: tuple[Choice, ...]
    none: Choice

    def choice(self, code: str) -> Choice | None:
        """Return the choice with this code."""
        return next((choice for choice in (*self.choices, self.none) if choice.code == code), None)

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the words of every option."""
        for choice in (*self.choices, self.none):
            yield SourceText(f"{owner}.{self.code}.{choice.code}", as_text(choice.text))


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number. Outside `low`-`high` is refused; outside `usual_low`-`usual_high` is asked once: is this right?"""

    code: str
    low: int
    high: int
    unit: Words = ""
    usual_low: int | None = None
    usual_high: int | None = None

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the unit's words."""
        if self.unit:
            yield SourceText(f"{owner}.{self.code}.unit", as_text(self.unit))


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date, in whole years of age on the day it is given: limits are refused, usual limits are asked once."""

    code: str
    youngest_years: int = 0
    oldest_years: int = 120
    usual_youngest_years: int | None = None
    usual_oldest_years: int | None = None

    def texts(self, owner: str) -> Iterator[SourceText]:  # noqa: ARG002 - the same call on every kind of response
        """Yield nothing: the words of a date question belong to the page."""
        yield from ()


@dataclass(frozen=True, slots=True)
class ShortText:
    """A few words on one line."""

    code: str
    longest: int = 100

    def texts(self, owner: str) -> Iterator[SourceText]:  # noqa: ARG002 - the same call on every kind of response
        """Yield nothing: there are no words but the question's."""
        yield from ()


@dataclass(frozen=True, slots=True)
class LongText:
    """Words in a box of several lines."""

    code: str
    longest: int = 4000

    def texts(self, owner: str) -> Iterator[SourceText]:  # noqa: ARG002 - the same call on every kind of response
        """Yield nothing: there are no words but the question's."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """A whole number from 0 to 10, shown as eleven radio buttons with words at both ends."""

    code: str
    lowest: Words
    highest: Words

    @property
    def low(self) -> int:
        """The bottom step."""
        return 0

    @property
    def high(self) -> int:
        """The top step."""
        return 10

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the words at both ends."""
        yield SourceText(f"{owner}.{self.code}.lowest", as_text(self.lowest))
        yield SourceText(f"{owner}.{self.code}.highest", as_text(self.highest))


Response = ResponseScale | SeveralOf | WholeNumber | CalendarDate | ShortText | LongText | Ladder
