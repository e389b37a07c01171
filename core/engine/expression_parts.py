"""The small expressions from which larger ones are put together."""

import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

FALSE = nw.lit(value=False)
Stage = dict[str, nw.Expr]
"""Columns added together, by what they are called."""


def as_number(truth: nw.Expr) -> nw.Expr:
    """Return 1 where it holds and 0 where it does not."""
    return truth.cast(nw.Int64)


def sum_of(expressions: Sequence[nw.Expr]) -> nw.Expr:
    """Return the sum of expressions; 0 of none."""
    return functools.reduce(operator.add, expressions) if expressions else nw.lit(0)


def product_of(expressions: Sequence[nw.Expr]) -> nw.Expr:
    """Return the product of expressions, at least one."""
    return functools.reduce(operator.mul, expressions)


def times(number: nw.Expr, by: int) -> nw.Expr:
    """Return the number so many times, without work where it is once."""
    return number if by == 1 else number * by


def divide(top: nw.Expr, bottom: nw.Expr) -> nw.Expr:
    """Return the number nearest to the exact quotient.

    Polars multiplies by the reciprocal of a divisor that it knows to be the same in every row, which misses the nearest
    number by its last digit; a divisor that seems to vary is divided by.
    """
    return top / (bottom + (top - top))


def any_of(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Return where any of them holds, at least one."""
    return functools.reduce(operator.or_, truths)


def all_of(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Return where all of them hold; everywhere for none."""
    return functools.reduce(operator.and_, truths) if truths else nw.lit(value=True)


def say(*parts: nw.Expr | str) -> nw.Expr:
    """Return words and expressions one after another, as text."""
    if len(parts) == 1 and isinstance(parts[0], nw.Expr):
        return parts[0]
    return nw.concat_str([nw.lit(part) if isinstance(part, str) else part.cast(nw.String) for part in parts])


@dataclass(frozen=True, slots=True)
class Said:
    """A column of words: in each row the number of one of them. `is_category` = a few words, in an order of their own."""

    number: nw.Expr
    words: tuple[str | None, ...]
    is_category: bool = False

    def spelt(self) -> nw.Expr:
        """Return the words of each row."""
        nothing = nw.lit(None, dtype=nw.String)
        known = {number: words for number, words in enumerate(self.words) if words is not None}
        if not known:
            return nothing
        if len(self.words) == 1:  # nothing to look up: the number may be the same in every row, which DuckDB refuses
            return nw.lit(self.words[0])
        return self.number.replace_strict(list(known), list(known.values()), default=nothing, return_dtype=nw.String)


def say_one_of(rows: Sequence[tuple[nw.Expr, Said]], otherwise: Said) -> Said:
    """Return what is said where each of some conditions holds, of which no two hold at once."""
    number, words = otherwise.number, list(otherwise.words)
    for holds, said in rows:
        number = nw.when(holds).then(said.number + len(words)).otherwise(number)
        words.extend(said.words)
    return Said(number, tuple(words), is_category=otherwise.is_category)


def number_for(given: nw.Expr, numbers: Mapping[Any, int], otherwise: int) -> nw.Expr:
    """Return the whole number that stands for what was given."""
    return given.replace_strict(
        list(numbers), list(numbers.values()), default=nw.lit(otherwise, dtype=nw.Int64), return_dtype=nw.Int64
    )
