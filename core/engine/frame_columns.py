"""The columns of a frame that scoring reads and writes: what may stand in a cell, and where an answer fits a condition."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from alongside.core.definitions.conditions import AllOf, AnyOf, Compares, Condition, Includes, Is, IsAnswered, Not
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.exact_numbers import Number, possible_numbers
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import Ladder, ResponseScale, WholeNumber
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.scoring import Score, Subscale
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.expression_parts import FALSE, any_of, as_number, say, sum_of
from alongside.core.engine.scoring import words_for

NOTHING = -1e9
"""Stands for an empty cell in a column of numbers, so that no comparison ever meets a null."""
MISSING_NUMBERS = [NOTHING, *(float(reason) for reason in MissingReason)]
MISSING_TEXTS = ["", *(str(int(reason)) for reason in MissingReason)]
MINE = "__score_"
"""How the columns begin that are made on the way and dropped at the end."""
TEXTS = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
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
    """One item's column, made free of nulls under a name of its own."""

    item: Item
    source: str
    is_text: bool

    @property
    def name(self) -> str:
        """What the column without nulls is called."""
        return f"{MINE}item_{self.item.code}"

    @property
    def cell(self) -> nw.Expr:
        """The cell of each row."""
        return nw.col(self.name)

    @property
    def is_missing(self) -> nw.Expr:
        """Where there is no answer."""
        return self.cell.is_in(MISSING_TEXTS if self.is_text else MISSING_NUMBERS)

    def filled(self) -> nw.Expr:
        """Return the given column made free of nulls."""
        column = nw.col(self.source)
        return column.cast(nw.String).fill_null("") if self.is_text else column.cast(nw.Float64).fill_null(NOTHING)

    def cells(self) -> dict[str | float, Number | None]:
        """Return what can stand in a cell as a choice, and its score."""
        choices = self.item.response.choices if isinstance(self.item.response, ResponseScale) else ()
        if self.is_text:
            return {choice.code: choice.value for choice in choices}
        return {float(choice.value): choice.value for choice in choices if choice.value is not None}

    def is_strange(self) -> nw.Expr | None:
        """Return where the cell holds what no answer can be; None when anything can be an answer."""
        if isinstance(self.item.response, ResponseScale):
            return ~(self.is_missing | self.cell.is_in(list(self.cells())))
        numbers = possible_numbers(self.item)
        if not numbers:
            return None
        return ~(self.is_missing | ((self.cell >= numbers[0]) & (self.cell <= numbers[-1]) & (self.cell % 1 == 0)))

    def is_scored(self) -> nw.Expr:
        """Return where there is an answer that carries a score."""
        if isinstance(self.item.response, ResponseScale):
            return self.cell.is_in([cell for cell, number in self.cells().items() if number is not None])
        return ~self.is_missing

    def is_unscored(self, label: str) -> nw.Expr:
        """Return where the answer is the one of this label, which carries no score."""
        cells = [cell for cell, number in self.cells().items() if number is None and words_for(str(cell)) == label]
        not_sure = int(MissingReason.NOT_SURE)
        if label == MissingReason.NOT_SURE.label:
            cells.append(str(not_sure) if self.is_text else float(not_sure))
        return self.cell.is_in(cells)

    def is_choice(self, code: str) -> nw.Expr:
        """Return where this choice, or these words, were the answer."""
        response = self.item.response
        if self.is_text or not isinstance(response, ResponseScale):
            return self.cell == code if self.is_text else FALSE
        choice = response.choice(code)
        return FALSE if choice is None or choice.value is None else self.cell == float(choice.value)

    def has_number(self, order: Callable[[Any, Any], Any], bound: int) -> nw.Expr:
        """Return where the answer's whole number stands in this order to another."""
        if isinstance(self.item.response, ResponseScale):
            whole = {cell: number for cell, number in self.cells().items() if number is not None and number % 1 == 0}
            return self.cell.is_in([cell for cell, number in whole.items() if order(number, bound)])
        return ~self.is_missing & order(self.cell, bound) if not self.is_text else FALSE

    def worth(self, subscale: Subscale, unit: int) -> nw.Expr:
        """Return what the answer is worth in a subscale, in whole `unit`ths; 0 where it carries no score."""
        numbers = possible_numbers(self.item)
        if isinstance(numbers, range) and len(numbers) > 1 and subscale.is_straight(self.item):
            first, second = (int(subscale.item_value(self.item, number) * unit) for number in numbers[:2])
            steps = nw.when(self.is_missing).then(nw.lit(0.0)).otherwise(self.cell - numbers[0]).cast(nw.Int64)
            return (steps * (second - first) + first) * as_number(self.is_scored())
        scored = self.cells() or {float(number): number for number in numbers}
        worths = {
            cell: int(subscale.item_value(self.item, number) * unit)
            for cell, number in scored.items()
            if number is not None
        }
        return sum_of([as_number(self.cell == cell) * worth for cell, worth in worths.items() if worth])


def read_columns(
    instrument: Instrument, scores: tuple[Score, ...], schema: nw.Schema, prefix: str
) -> dict[str, FrameColumn]:
    """Return the column of each item that the scores look at.

    Raises:
        FrameColumnsError: a column is lacking, of an unusable type, or in the way.
    """
    wanted = sorted({code for score in scores if isinstance(score, Subscale) for code in score.refers_to()})
    written = {f"{prefix}{score.code}{ending}" for score in scores for ending in _endings(score)}
    if lacking := [f"{prefix}{code}" for code in wanted if f"{prefix}{code}" not in schema]:
        raise FrameColumnsError(f"the frame has no column {', '.join(lacking)}")
    if taken := sorted(written.intersection(schema)):
        raise FrameColumnsError(f"the frame already has {', '.join(taken)}: drop them, or give a prefix")
    columns: dict[str, FrameColumn] = {}
    for code in wanted:
        question, source = instrument.by_code[code], f"{prefix}{code}"
        if isinstance(question, Rows):
            question = Item(code, question.text, WholeNumber(code, 0, question.at_most))
        is_counted = isinstance(question.response, WholeNumber | Ladder)
        is_number = schema[source].is_numeric() or (is_counted and schema[source] == nw.Unknown)
        if not is_number and (is_counted or schema[source] not in TEXTS):
            wanted_kind = "numbers" if is_counted else "choice codes or numbers"
            raise FrameColumnsError(f"column {source} holds {schema[source]}: give {wanted_kind}")
        columns[code] = FrameColumn(question, source, is_text=not is_number)
    return columns


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


def _endings(score: Score) -> tuple[str, ...]:
    return ("", "_outcome", "_reason", *band_endings(score))


def band_endings(score: Score) -> dict[str, BandScheme | CutOff | None]:
    """Return the endings of the columns of bands, each with its scheme: there is always a first, with or without one."""
    endings: dict[str, BandScheme | CutOff | None] = {"_band": None}
    for place, scheme in enumerate(score.bands):
        endings["_band" if place == 0 else f"_band_{scheme.code}"] = scheme
    return endings
