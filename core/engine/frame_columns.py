"""The columns of a frame that scoring reads and writes: what may stand in a cell, and where an answer fits a condition."""

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import narwhals as nw

from alongside.core.definitions.conditions import AllOf, AnyOf, Compares, Condition, Includes, Is, IsAnswered, Not
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.exact_numbers import Number, possible_numbers
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import Choice, Ladder, ResponseScale, SeveralOf, WholeNumber
from alongside.core.definitions.scoring import Score, Subscale
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.expression_parts import FALSE, any_of, as_number, number_for, say, sum_of, times
from alongside.core.engine.scoring import words_for

NOTHING = -1_000_000_000
"""Stands for an empty cell in a column of numbers, so that no comparison ever meets a null."""
STRANGE = -2_000_000_000
"""Stands for a cell that holds what no answer can be."""
REASONS = tuple(sorted(int(reason) for reason in MissingReason))
"""The codes of missing answers, without a gap between the first and the last."""
MISSING_NUMBERS = [float(code) for code in (NOTHING, *REASONS)]
MISSING_TEXTS = ["", *map(str, REASONS)]
MINE = "__score_"
"""How the columns begin that are made on the way and dropped at the end."""
TEXTS = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
FORM = f"{MINE}form"
"""The column that says which form a row is of, where there are several."""
WHOLE = (nw.Int8, nw.Int16, nw.Int32, nw.Int64)
ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "at least": operator.ge,
    "at most": operator.le,
    "more than": operator.gt,
    "less than": operator.lt,
}


class FrameColumnsError(AlongsideError):
    """The frame lacks columns, has them in an unusable type, or already has columns that scoring would write."""


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """One item's column, made free of nulls under a name of its own.

    Its cells are the place of the choice in the item's scale, the number that was given, or words; where there is no
    answer, a number is `NOTHING` or the code of a missing answer.
    """

    item: Item
    source: str
    is_text: bool
    is_whole: bool = False

    @property
    def name(self) -> str:
        """What the column without nulls is called."""
        return f"{MINE}item_{self.item.code}"

    @property
    def cell(self) -> nw.Expr:
        """The cell of each row."""
        return nw.col(self.name)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, when one of several can be."""
        return self.item.response.choices if isinstance(self.item.response, ResponseScale) else ()

    @property
    def is_missing(self) -> nw.Expr:
        """Where there is no answer."""
        if self.choices:
            return self.cell < 0
        return self.cell.is_in(MISSING_TEXTS if self.is_text else MISSING_NUMBERS)

    def filled(self) -> nw.Expr:
        """Return the given column made free of nulls."""
        given = nw.col(self.source)
        if self.is_text:
            words = given.cast(nw.String).str.strip_chars().fill_null("")
            return number_for(words, self._spellings(), STRANGE) if self.choices else words
        if self.choices and self.is_whole and self._values() == {place: place for place in range(len(self.choices))}:
            return given.cast(nw.Int64).fill_null(NOTHING)
        numbers = given.cast(nw.Float64).fill_null(NOTHING)
        if not self.choices:
            return numbers
        return number_for(numbers, self._values() | {float(code): code for code in (NOTHING, *REASONS)}, STRANGE)

    def _values(self) -> dict[float, int]:
        """Return the place of the choice that has a score, the first where several have it."""
        scored = [(float(each.value), place) for place, each in enumerate(self.choices) if each.value is not None]
        return dict(reversed(scored))

    def _spellings(self) -> dict[str, int]:
        """Return the place, or the code of a missing answer, for whatever can stand for it; a choice's code comes first."""
        scores = Counter(each.value for each in self.choices)
        spelt = {"": NOTHING} | {spelling: code for code in REASONS for spelling in spellings(code)}
        for place, each in enumerate(self.choices):
            if each.value is not None and scores[each.value] == 1:
                spelt |= dict.fromkeys(spellings(each.value), place)
        for place, each in enumerate(self.choices):
            spelt |= dict.fromkeys([each.code, *([f"{each.code}.0"] if each.code.isdecimal() else [])], place)
        return spelt

    def is_strange(self) -> nw.Expr | None:
        """Return where the cell holds what no answer can be; None when anything can be an answer."""
        if self.choices:
            is_reason = (self.cell >= REASONS[0]) & (self.cell <= REASONS[-1])
            is_place = (self.cell >= 0) & (self.cell < len(self.choices))
            return ~(is_place | is_reason | (self.cell == NOTHING))
        if isinstance(self.item.response, SeveralOf) and self.is_text:
            several = self.item.response
            one = "|".join(re.escape(each.code) for each in (*several.choices, several.none))
            return ~(self.is_missing | self.cell.str.contains(f"^(?:{one})(?: (?:{one}))*$"))
        numbers = possible_numbers(self.item)
        if not numbers:
            return None
        return ~(self.is_missing | ((self.cell >= numbers[0]) & (self.cell <= numbers[-1]) & (self.cell % 1 == 0)))

    def is_scored(self) -> nw.Expr:
        """Return where there is an answer that carries a score."""
        if any(each.value is None for each in self.choices):
            return self._is_at(each.value is not None for each in self.choices)
        return ~self.is_missing

    @property
    def unscored(self) -> set[str]:
        """The words for the choices that carry no score."""
        return {words_for(each.code) for each in self.choices if each.value is None}

    def is_unscored(self, label: str) -> nw.Expr:
        """Return where the answer is the one of this label, which carries no score."""
        is_it = self._is_at(each.value is None and words_for(each.code) == label for each in self.choices)
        if label != MissingReason.NOT_SURE.label:
            return is_it
        not_sure = int(MissingReason.NOT_SURE)
        is_reason = self.cell == (str(not_sure) if self.is_text and not self.choices else not_sure)
        return is_it | is_reason if self.unscored else is_reason

    def is_choice(self, code: str) -> nw.Expr:
        """Return where this choice, or these words, were the answer."""
        if not isinstance(self.item.response, ResponseScale):
            return self.cell == code if self.is_text else FALSE
        wanted = self.item.response.choice(code)
        if wanted is None:
            return FALSE
        if self.is_text:
            return self._is_at(each is wanted for each in self.choices)
        return self._is_at(each.value is not None and each.value == wanted.value for each in self.choices)

    def has_number(self, order: Callable[[Any, Any], Any], bound: int) -> nw.Expr:
        """Return where the answer's whole number stands in this order to another."""
        if self.choices:
            values = [each.value for each in self.choices]
            return self._is_at(value is not None and value % 1 == 0 and order(value, bound) for value in values)
        return ~self.is_missing & order(self.cell, bound) if not self.is_text else FALSE

    def _is_at(self, holds: Iterable[bool]) -> nw.Expr:
        places = [place for place, is_it in enumerate(holds) if is_it]
        return any_of([self.cell == place for place in places]) if places else FALSE

    def worth(self, subscale: Subscale, unit: int) -> nw.Expr:
        """Return what the answer is worth in a subscale, in whole `unit`ths; 0 where it carries no score."""
        if self.choices:
            return self._worth_of_choice(subscale, unit)
        numbers = possible_numbers(self.item)
        if isinstance(numbers, range) and len(numbers) > 1 and subscale.is_straight(self.item):
            first, second = (int(subscale.item_value(self.item, number) * unit) for number in numbers[:2])
            steps = nw.when(self.is_missing).then(nw.lit(0.0)).otherwise(self.cell - numbers[0]).cast(nw.Int64)
            return (steps * (second - first) + first) * as_number(self.is_scored())
        worths = {float(number): int(subscale.item_value(self.item, number) * unit) for number in numbers}
        return sum_of([as_number(self.cell == number) * worth for number, worth in worths.items() if worth])

    def _worth_of_choice(self, subscale: Subscale, unit: int) -> nw.Expr:
        values = [each.value for each in self.choices]
        worths = [0 if value is None else int(subscale.item_value(self.item, value) * unit) for value in values]
        steps = {later - earlier for earlier, later in pairwise(worths)}
        if len(steps) == 1 and None not in values:
            straight = times(self.cell, steps.pop())
            return (straight + worths[0] if worths[0] else straight) * as_number(self.is_scored())
        return sum_of([times(as_number(self.cell == place), worth) for place, worth in enumerate(worths) if worth])


def spellings(number: Number) -> tuple[str, ...]:
    """Return how a number is written in files: 2 and 2.0, or 0.5."""
    return (str(number), f"{number}.0") if number == int(number) else (str(float(number)),)


def read_columns(
    instrument: Instrument, scores: Sequence[Score], schema: nw.Schema, prefix: str
) -> dict[str, FrameColumn]:
    """Return the column of each item that the scores look at.

    Raises:
        FrameColumnsError: a column is lacking, of an unusable type, or in the way.
    """
    wanted = sorted({code for score in scores if isinstance(score, Subscale) for code in score.refers_to()})
    if lacking := [f"{prefix}{code}" for code in wanted if f"{prefix}{code}" not in schema]:
        raise FrameColumnsError(f"the frame has no column {', '.join(lacking)}")
    return {
        code: frame_column(instrument.by_code[code], f"{prefix}{code}", schema[f"{prefix}{code}"]) for code in wanted
    }


def frame_column(question: Question, source: str, kind: nw.dtypes.DType) -> FrameColumn:
    """Return how an item is read from a column of this kind.

    Raises:
        FrameColumnsError: the item cannot be read from it.
    """
    if isinstance(question, Rows):
        question = Item(question.code, question.text, WholeNumber(question.code, 0, question.at_most))
    is_counted = isinstance(question.response, WholeNumber | Ladder)
    is_number = kind.is_numeric() or (is_counted and kind == nw.Unknown)
    if not is_number and (is_counted or kind not in TEXTS):
        raise FrameColumnsError(
            f"column {source} holds {kind}: give {'numbers' if is_counted else 'choice codes or numbers'}"
        )
    return FrameColumn(question, source, is_text=not is_number, is_whole=kind in WHOLE)


def refuse_strange(
    instrument: Instrument, table: nw.DataFrame[Any] | nw.LazyFrame[Any], columns: Mapping[str, FrameColumn]
) -> None:
    """Read the frame once, to refuse it when it holds what no answer can be.

    Raises:
        AnswerOutOfRangeError: with the number of rows for each item.
    """
    checks = {code: column.is_strange() for code, column in columns.items()}
    sums = [as_number(check).sum().alias(code) for code, check in checks.items() if check is not None]
    if not sums:
        return
    counts = table.lazy().select(*sums)
    strange = {code: values[0] for code, values in counts.collect().to_dict(as_series=False).items() if values[0]}
    if strange:
        found = ", ".join(f"{code} ({count} rows)" for code, count in sorted(strange.items()))
        raise AnswerOutOfRangeError(f"{instrument.code}: cells hold what no answer can be: {found}")


def where(condition: Condition, columns: Mapping[str, FrameColumn]) -> nw.Expr:
    """Return where a condition holds."""
    match condition:
        case AllOf(parts=parts):
            found = ~any_of([~where(part, columns) for part in parts])
        case AnyOf(parts=parts):
            found = any_of([where(part, columns) for part in parts])
        case Not(part=part):
            found = ~where(part, columns)
        case IsAnswered(item=item):
            found = ~columns[item].is_missing
        case Includes(item=item, choice=choice):
            found = say(" ", columns[item].cell, " ").str.contains(f" {choice} ", literal=True)
        case Is(item=item, wanted=str() as code):
            found = columns[item].is_choice(code)
        case Is(item=item, wanted=int() as number):
            found = columns[item].has_number(operator.eq, number)
        case Compares(item=item, operator=order, bound=bound):
            found = columns[item].has_number(ORDERS[order], bound)
        case _:
            raise TypeError(f"no expression is known for {type(condition).__name__}")
    return found
