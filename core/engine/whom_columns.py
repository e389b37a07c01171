"""The columns that say whom a row describes, as norms and equations need it: the age in completed months, and the sex."""

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw

from alongside.core.definitions.derived_scores import AGE_MONTHS, Derived, Sex
from alongside.core.definitions.scoring import Score
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.expression_parts import Stage, as_number
from alongside.core.engine.frame_columns import (
    MINE,
    MISSING_NUMBERS,
    MISSING_TEXTS,
    NOTHING,
    TEXTS,
    FrameColumnsError,
)

SEX = "sex"
NAMES = {AGE_MONTHS: f"{MINE}whom_age", SEX: f"{MINE}whom_sex"}
"""What the columns without nulls are called."""
NOBODY: Stage = {AGE_MONTHS: nw.lit(float(NOTHING)), SEX: nw.lit("")}
"""What stands in them where nothing is known."""
OLDEST_MONTHS = 1800


def age() -> nw.Expr:
    """Return the age of each row in months."""
    return nw.col(NAMES[AGE_MONTHS])


def is_sex(sex: Sex) -> nw.Expr:
    """Return where the sex is this one."""
    return nw.col(NAMES[SEX]) == sex.value


def has_age() -> nw.Expr:
    """Return where the age is known."""
    return age() >= 0


def has_sex() -> nw.Expr:
    """Return where the sex is known."""
    return nw.col(NAMES[SEX]).is_in([sex.value for sex in Sex])


def whom_needed(scores: Iterable[Score]) -> tuple[str, ...]:
    """Return which of the columns `age_months` and `sex` some of the scores need."""
    derived = [score for score in scores if isinstance(score, Derived)]
    needed = {AGE_MONTHS: any(one.needs_age for one in derived), SEX: any(one.needs_sex for one in derived)}
    return tuple(name for name, is_needed in needed.items() if is_needed)


def whom_columns(sources: Mapping[str, str], schema: nw.Schema) -> Stage:
    """Return the columns of `age_months` and `sex` made free of nulls: `sources` = where each that is wanted stands.

    Raises:
        FrameColumnsError: a column is lacking or of an unusable type.
    """
    found: Stage = {}
    for name, source in sources.items():
        if source not in schema:
            raise FrameColumnsError(f"the frame has no column {source}, which norms or equations need")
        kind = schema[source]
        if name == AGE_MONTHS and kind.is_numeric():
            found[NAMES[name]] = nw.col(source).cast(nw.Float64).fill_null(NOTHING)
        elif name == SEX and kind in TEXTS:
            found[NAMES[name]] = nw.col(source).cast(nw.String).str.strip_chars().fill_null("")
        else:
            wanted = "whole months" if name == AGE_MONTHS else f"one of {', '.join(Sex)}"
            raise FrameColumnsError(f"column {source} holds {kind}: give {wanted}")
    return found


def is_strange_whom(name: str) -> nw.Expr:
    """Return where the column of `age_months` or `sex` holds what there cannot be."""
    cell = nw.col(NAMES[name])
    if name == SEX:
        return ~cell.is_in([*MISSING_TEXTS, *(sex.value for sex in Sex)])
    return ~(cell.is_in(MISSING_NUMBERS) | ((cell >= 0) & (cell <= OLDEST_MONTHS) & (cell % 1 == 0)))


def refuse_strange_whom(table: nw.DataFrame[Any] | nw.LazyFrame[Any], names: Iterable[str]) -> None:
    """Read the frame once, to refuse ages and sexes that there cannot be.

    Raises:
        AnswerOutOfRangeError: with the number of rows for each column.
    """
    if sums := [as_number(is_strange_whom(name)).sum().alias(name) for name in names]:
        counts = table.lazy().select(*sums).collect().to_dict(as_series=False)
        if strange := [f"{name} ({values[0]} rows)" for name, values in counts.items() if values[0]]:
            raise AnswerOutOfRangeError(f"cells hold what cannot be: {', '.join(strange)}")
