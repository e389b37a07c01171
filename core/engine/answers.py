"""The answers of one person to one form of an instrument, looked up by item."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import Ladder, ResponseScale, Value, WholeNumber


class AnswerOutOfRangeError(AlongsideError):
    """An answer is none that its item can have. The message names the item, never the answer."""

    for_people = "errors.choose_listed"


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What was answered, or why not, by item code. An item that is not in `answers` has neither answer nor reason."""

    instrument: Instrument
    form: str
    answers: Mapping[str, Value | MissingReason] = field(hash=False)

    def value(self, item: str) -> Value | None:
        """Return what was answered, or None when there is no answer."""
        given = self.answers.get(item)
        return None if isinstance(given, MissingReason) else given

    def reason(self, item: str) -> MissingReason | None:
        """Return why there is no answer, or None when there is one or nobody knows why."""
        given = self.answers.get(item)
        return given if isinstance(given, MissingReason) else None

    def amount(self, item: str) -> Number | None:
        """Return the exact score of the answer; None when it is missing or carries no score.

        Raises:
            AnswerOutOfRangeError: the answer is none that the item can have.
        """
        value, asked = self.value(item), self.instrument.by_code.get(item)
        if value is None or asked is None:
            return None
        if isinstance(asked, Rows):
            return value if isinstance(value, int) else None  # how many rows there are
        match asked.response:
            case ResponseScale() as scale:
                choice = scale.choice(value) if isinstance(value, str) else None
                if choice is None:
                    raise AnswerOutOfRangeError(
                        f"{self.instrument.code}.{item}: an answer that is not among the choices"
                    )
                return choice.value
            case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
                if not isinstance(value, int) or not low <= value <= high:
                    raise AnswerOutOfRangeError(f"{self.instrument.code}.{item}: a number outside {low} to {high}")
                return value
            case _:
                return None

    def number(self, item: str) -> int | None:
        """Return the score of the answer when it is a whole number; None when it is missing or has none."""
        amount = self.amount(item)
        if isinstance(amount, Fraction):
            return int(amount) if amount.denominator == 1 else None
        return amount
