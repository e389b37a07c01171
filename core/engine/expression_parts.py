"""The small expressions from which larger ones are put together."""

import functools
import operator
from collections.abc import Sequence

import narwhals as nw

FALSE = nw.lit(value=False)


def as_number(truth: nw.Expr) -> nw.Expr:
    """Return 1 where it holds and 0 where it does not."""
    return truth.cast(nw.Int64)


def sum_of(expressions: Sequence[nw.Expr]) -> nw.Expr:
    """Return the sum of expressions; 0 of none."""
    return functools.reduce(operator.add, expressions) if expressions else nw.lit(0)


def product_of(expressions: Sequence[nw.Expr]) -> nw.Expr:
    """Return the product of expressions, at least one."""
    return functools.reduce(operator.mul, expressions)


def divide(top: nw.Expr, bottom: nw.Expr) -> nw.Expr:
    """Return the number nearest to the exact quotient.

    Polars multiplies by the reciprocal of a divisor that it knows to be the same in every row, which misses the nearest
    number by its last digit; a divisor that seems to vary is divided by.
    """
    return top / (bottom + (top - top))


def any_of(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Return where any of them holds, at least one."""
    return functools.reduce(operator.or_, truths)


def say(*parts: nw.Expr | str) -> nw.Expr:
    """Return words and expressions one after another, as text."""
    return nw.concat_str([nw.lit(part) if isinstance(part, str) else part.cast(nw.String) for part in parts])


def say_when(truth: nw.Expr, words: nw.Expr | str) -> nw.Expr:
    """Return the words where it holds, and no words elsewhere."""
    return nw.when(truth).then(nw.lit(words) if isinstance(words, str) else words).otherwise(nw.lit(""))
