"""Make the derived scores of a whole frame: the same rules as `derived`, as narwhals expressions.

Each score is made from the columns of the scores before it, in a few stages of columns that are added one after another.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from alongside.core.definitions.derived_scores import (
    AGE_MONTHS,
    AGE_YEARS,
    Derived,
    Equation,
    NormBand,
    NormScore,
    Sex,
    Term,
    Validity,
)
from alongside.core.definitions.items import Item
from alongside.core.definitions.scoring import Score, score_range
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.derived import (
    BELOW_NORMS,
    NO_AGE,
    NO_NORMS_FOR_CHILD,
    NO_SEX,
    NOT_VALID,
    SET_TO_HIGHEST,
    SET_TO_LOWEST,
    YEARS_A_MONTH,
)
from alongside.core.engine.expression_parts import any_of, as_number, divide, product_of, say, say_when, sum_of
from alongside.core.engine.frame_columns import (
    MINE,
    MISSING_NUMBERS,
    MISSING_TEXTS,
    NOTHING,
    TEXTS,
    FrameColumnsError,
)

Stage = dict[str, nw.Expr]
"""Columns added together, by what they are called."""
Made = Callable[[str, str], nw.Expr]
"""Where the columns made on the way are found: by the code of a score, and what is wanted of it."""

AGE, SEX = f"{MINE}whom_age", f"{MINE}whom_sex"
OLDEST_MONTHS = 1800
TRUE = nw.lit(value=True)


def whom_columns(scores: Sequence[Score], schema: nw.Schema) -> Stage:
    """Return the columns `age_months` and `sex` made free of nulls, where a score needs them.

    Raises:
        FrameColumnsError: a column is lacking or of an unusable type.
    """
    derived = [score for score in scores if isinstance(score, Derived)]
    found: Stage = {}
    if any(score.needs_age for score in derived):
        _need("age_months", schema, is_usable=schema.get("age_months", nw.Unknown()).is_numeric())
        found[AGE] = nw.col("age_months").cast(nw.Float64).fill_null(NOTHING)
    if any(score.needs_sex for score in derived):
        _need("sex", schema, is_usable=schema.get("sex", nw.Unknown()) in TEXTS)
        found[SEX] = nw.col("sex").cast(nw.String).fill_null("")
    return found


def _need(column: str, schema: nw.Schema, *, is_usable: bool) -> None:
    if column not in schema:
        raise FrameColumnsError(f"the frame has no column {column}, which norms or equations need")
    if not is_usable:
        kind = "whole months" if column == "age_months" else f"one of {', '.join(Sex)}"
        raise FrameColumnsError(f"column {column} holds {schema[column]}: give {kind}")


def refuse_strange_whom(table: nw.DataFrame[Any] | nw.LazyFrame[Any], whom: Stage) -> None:
    """Read the frame once, to refuse ages and sexes that there cannot be.

    Raises:
        AnswerOutOfRangeError: with the number of rows for each column.
    """
    age, sex = nw.col(AGE), nw.col(SEX)
    fits = {
        AGE: age.is_in(MISSING_NUMBERS) | ((age >= 0) & (age <= OLDEST_MONTHS) & (age % 1 == 0)),
        SEX: sex.is_in([*MISSING_TEXTS, *(each.value for each in Sex)]),
    }
    if whom:
        sums = [as_number(~fits[name]).sum().alias(name) for name in whom]
        counts = table.lazy().select(*sums).collect().to_dict(as_series=False)
        names = {AGE: "age_months", SEX: "sex"}
        if strange := [f"{names[name]} ({values[0]} rows)" for name, values in counts.items() if values[0]]:
            raise AnswerOutOfRangeError(f"cells hold what cannot be: {', '.join(strange)}")


def derived_stages(score: Derived, items: Mapping[str, Item], scores: Mapping[str, Score], made: Made) -> list[Stage]:
    """Return the stages that end in whether there is a score, its numerator and denominator, and if it is pro-rated."""
    match score:
        case NormScore():
            stages = _norm_stages(score, made, math.floor(score_range(scores[score.raw], items, scores)[0]))
        case Equation():
            stages = _equation_stages(score, made)
        case Validity():
            stages = _validity_stages(score, made)
    parts = [made(part, "rated") for part in score.of]
    *before, last = stages
    last |= {
        "rated": last["ok"] & any_of(parts),
        "answered": sum_of([made(part, "answered") for part in score.of]),
        "used": sum_of([as_number(made(part, "ok")) for part in score.of]),
        "bottom": nw.lit(1),
    }
    return [*before, last]


def derived_reason(score: Derived, of_items: int, made: Made) -> nw.Expr:
    """Return why there is no score, or what is special about it."""
    own = score.code
    without = [say_when(~made(part, "ok"), f"; {part} has none") for part in score.of]
    count = len(score.of)
    refusal = say(made(own, "used"), f" of {count} parts have a score, at least {count} needed", *without)
    remark: nw.Expr = nw.lit("")
    if not isinstance(score, Validity):
        is_whole = _all_there(score, made)
        refusal = nw.when(is_whole).then(_refusal_of_whom(score, made)).otherwise(refusal)
    match score:
        case Equation():
            remark = say(say_when(made(own, "low"), SET_TO_LOWEST), say_when(made(own, "high"), SET_TO_HIGHEST))
        case Validity(at_most=limits):
            over = [
                say_when(_over(part, limit, made), f"; {part} is more than {limit}") for part, limit in limits.items()
            ]
            remark = say_when(made(own, "over"), say(NOT_VALID, *over))
        case _:
            pass
    rated = made(own, "rated")
    behind = say_when(rated, say(made(own, "answered"), f" of {of_items} answered"))
    between = say_when(rated & (remark != ""), "; ")
    return nw.when(made(own, "ok")).then(say(behind, between, remark)).otherwise(refusal)


def _refusal_of_whom(score: NormScore | Equation, made: Made) -> nw.Expr:
    reason: nw.Expr = nw.lit("")
    if isinstance(score, NormScore):
        reason = nw.when(made(score.code, "found")).then(nw.lit(BELOW_NORMS)).otherwise(nw.lit(NO_NORMS_FOR_CHILD))
    if score.needs_sex:
        reason = nw.when(_has_sex()).then(reason).otherwise(nw.lit(NO_SEX))
    if score.needs_age:
        reason = nw.when(_has_age()).then(reason).otherwise(nw.lit(NO_AGE))
    return reason


def _norm_stages(score: NormScore, made: Made, lowest: int) -> list[Stage]:
    """Return the stages of a norm score. Each table is a stair: its steps are added up as far as the raw score reaches."""
    top, bottom, places = made(score.raw, "top"), made(score.raw, "bottom"), 10**score.decimals
    # Shifted so that nothing divided is negative: engines differ in how they divide negative whole numbers.
    looked_for = (2 * places * (top - lowest * bottom) + bottom) // (2 * bottom) + lowest * places
    looked = made(score.code, "looked")
    fits = [_fits(band) for band in score.norms]
    reached = [fit & (looked >= int(band.steps[0][0] * places)) for fit, band in zip(fits, score.norms, strict=True)]
    tops = [as_number(fit) * _climbed(band, looked, places) for fit, band in zip(fits, score.norms, strict=True)]
    return [
        {"looked": looked_for, "found": any_of(fits)},
        {"ok": _all_there(score, made) & _has_whom(score) & any_of(reached), "top": sum_of(tops)},
    ]


def _climbed(band: NormBand, looked: nw.Expr, places: int) -> nw.Expr:
    norms = [0, *(norm for _, norm in band.steps)]
    climbs = [
        as_number(looked >= int(raw * places)) * (norms[step + 1] - norms[step])
        for step, (raw, _) in enumerate(band.steps)
    ]
    return sum_of(climbs)


def _fits(band: NormBand) -> nw.Expr:
    ages = (nw.col(AGE) >= band.from_months) & (nw.col(AGE) < band.to_months)
    return ages if band.sex is None else ages & (nw.col(SEX) == band.sex.value)


def _equation_stages(score: Equation, made: Made) -> list[Stage]:
    factors: Stage = {part: divide(made(part, "top"), made(part, "bottom")) for part in score.of}
    if score.needs_age:
        factors |= {AGE_MONTHS: nw.col(AGE), AGE_YEARS: nw.col(AGE) * YEARS_A_MONTH}
    if score.needs_sex:
        factors |= {sex.value: (nw.col(SEX) == sex.value).cast(nw.Float64) for sex in Sex}
    found, low, high = made(score.code, "found"), made(score.code, "low"), made(score.code, "high")
    lowest, highest = nw.lit(float(score.lowest)), nw.lit(float(score.highest))
    return [
        {"found": sum_of([_term(term, factors) for term in score.terms])},
        {"low": found < lowest, "high": found > highest},
        {
            "ok": _all_there(score, made) & _has_whom(score),
            "top": nw.when(low).then(lowest).otherwise(nw.when(high).then(highest).otherwise(found)),
        },
    ]


def _term(term: Term, factors: Stage) -> nw.Expr:
    return product_of([nw.lit(float(term.coefficient)), *(factors[name] for name in term.factors)])


def _validity_stages(score: Validity, made: Made) -> list[Stage]:
    over = made(score.code, "over")
    return [
        {"over": any_of([_over(part, limit, made) for part, limit in score.at_most.items()])},
        {"ok": over | _all_there(score, made), "top": 1 - as_number(over)},
    ]


def _over(part: str, limit: int, made: Made) -> nw.Expr:
    return made(part, "ok") & (made(part, "top") > made(part, "bottom") * limit)


def _all_there(score: Derived, made: Made) -> nw.Expr:
    return ~any_of([~made(part, "ok") for part in score.of])


def _has_whom(score: NormScore | Equation) -> nw.Expr:
    return (_has_age() if score.needs_age else TRUE) & (_has_sex() if score.needs_sex else TRUE)


def _has_age() -> nw.Expr:
    return nw.col(AGE) >= 0


def _has_sex() -> nw.Expr:
    return nw.col(SEX).is_in([sex.value for sex in Sex])
