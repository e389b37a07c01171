"""Score a whole data frame: the same rules as `scoring`, as narwhals expressions (polars, pandas, DuckDB, PyArrow, Spark).

A second evaluator, not a loop over the first. All arithmetic is on whole numbers, a numerator over a denominator, so that
rounding and bands are exact; only the last division gives a float, and it is the float nearest to the exact score.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from alongside.core.definitions.derived_scores import Derived
from alongside.core.definitions.exact_numbers import Number, possible_numbers
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.score_rules import MissingRule, ProRatedSum, RoundingRule, Sum
from alongside.core.definitions.scoring import Composite, Score, Subscale, items_of, parts_of, score_range
from alongside.core.engine.derived_expressions import (
    Stage,
    derived_reason,
    derived_stages,
    refuse_strange_whom,
    whom_columns,
)
from alongside.core.engine.expression_parts import FALSE, any_of, as_number, divide, product_of, say, say_when, sum_of
from alongside.core.engine.frame_columns import MINE, FrameColumn, band_endings, read_columns, refuse_strange, where
from alongside.core.engine.lacking import what_is_lacking
from alongside.core.engine.scoring import Outcome, choose_policies, rule_in_force, words_for


def score_frame(
    instrument: Instrument,
    form: str,
    frame: IntoFrameT,
    policies: Mapping[str, str] | None = None,
    *,
    prefix: str = "",
) -> IntoFrameT:
    """Return the frame with four columns more for each score: `NAME`, `NAME_outcome`, `NAME_reason`, `NAME_band`.

    A further band scheme adds `NAME_band_SCHEME`. Each item is a column called `prefix` + its code, and the new columns
    begin with `prefix` too. A column of text holds choice codes (several chosen: parted by spaces), one of numbers holds
    the choices' scores; an empty cell or a missing code (-91 to -99) is no answer. Where norms or equations need them,
    the columns `age_months` (completed months) and `sex` ("female", "male"), without prefix, are read too.

    Raises:
        FrameColumnsError: a column is lacking, of an unusable type, or in the way.
        AnswerOutOfRangeError: cells hold what no answer to the item can be; nothing is scored.
        PolicyUnknownError: a policy or its option does not exist.
    """
    chosen = choose_policies(instrument, policies or {})
    scores = {score.code: score for score in instrument.scores_of(form)}
    given: Any = frame  # the overloads of from_native leave out "one or the other kind of frame"
    table: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(given)
    columns = read_columns(instrument, tuple(scores.values()), table.collect_schema(), prefix)
    whom = whom_columns(tuple(scores.values()), table.collect_schema())
    table = table.with_columns(
        *(column.filled().alias(column.name) for column in columns.values()),
        *(made.alias(name) for name, made in whom.items()),
    )
    refuse_strange(instrument, table, columns)
    refuse_strange_whom(table, whom)
    plans: dict[str, _Plan] = {}
    outputs: dict[str, nw.Expr] = {}
    for score in scores.values():
        plan = _plan(score, rule_in_force(score, chosen), scores, plans, columns)
        for stage in _stages(plan, plans, columns, scores):
            table = table.with_columns(*(made.alias(plan.name(what)) for what, made in stage.items()))
        plans[score.code] = plan
        outputs |= _describe(plan, plans) | _bands(plan, form)
    table = table.with_columns(*(made.alias(f"{prefix}{name}") for name, made in outputs.items()))
    scored: IntoFrameT = table.drop([name for name in table.collect_schema() if name.startswith(MINE)]).to_native()
    return scored


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known about a score before any row is read.

    It combines `of` numbers, behind which stand `of_items` items. Its numerators are counted in `unit`ths; `bottom` is
    its denominator when that is the same in every row. `lacks` says which file is not installed.
    """

    score: Score
    rule: MissingRule
    items: tuple[tuple[Subscale, str], ...]
    labels: tuple[str, ...]
    of: int
    of_items: int
    unit: int
    bottom: int | None
    lowest: int
    lacks: str

    def name(self, what: str) -> str:
        return f"{MINE}{self.score.code}_{what}"

    def col(self, what: str) -> nw.Expr:
        return _made(self.score.code, what)


def _plan(
    score: Score,
    rule: MissingRule,
    scores: Mapping[str, Score],
    plans: Mapping[str, _Plan],
    columns: Mapping[str, FrameColumn],
) -> _Plan:
    items, parts = items_of(score, scores), [plans[code] for code in parts_of(score)]
    lacks = what_is_lacking(score, scores)
    of, is_even = len(parts) or len(items), all(part.bottom for part in parts)
    unit = math.lcm(*(part.bottom or 1 for part in parts))
    lowest = 0
    if not lacks:
        unit = math.lcm(unit, *(_unit(subscale, columns[code].item) for subscale, code in items))
        if isinstance(score, Subscale | Composite) and score.rounding is not RoundingRule.NONE:
            every = {code: column.item for code, column in columns.items()}
            lowest = math.floor(min(score_range(replace(score, rounding=RoundingRule.NONE), every, scores)))
    bottom = unit if is_even and isinstance(score.combine, Sum) else None
    if is_even and rule.missing_is_zero:
        bottom = unit if isinstance(score.combine, Sum) else unit * of
    return _Plan(
        score=score,
        rule=rule,
        items=items,
        labels=_unscored_labels(columns[code] for _, code in items),
        of=of,
        of_items=sum(part.of_items for part in parts) or len(items),
        unit=unit,
        bottom=1 if lacks or score.rounding is not RoundingRule.NONE else bottom,
        lowest=lowest,
        lacks=lacks,
    )


def _unit(subscale: Subscale, item: Item) -> int:
    numbers = possible_numbers(item)
    known = numbers[:2] if isinstance(numbers, range) and subscale.is_straight(item) else numbers
    return math.lcm(*(Fraction(subscale.item_value(item, number)).denominator for number in known))


def _unscored_labels(columns: Iterable[FrameColumn]) -> tuple[str, ...]:
    labels = {words_for(str(cell)) for column in columns for cell, number in column.cells().items() if number is None}
    return tuple(sorted(labels | {MissingReason.NOT_SURE.label}))


def _stages(
    plan: _Plan, plans: Mapping[str, _Plan], columns: Mapping[str, FrameColumn], scores: Mapping[str, Score]
) -> list[Stage]:
    if isinstance(plan.score, Derived) and not plan.lacks:
        return derived_stages(plan.score, {code: column.item for code, column in columns.items()}, scores, _made)
    return [_count(plan, plans, columns), _finish(plan)]


def _made(score: str, what: str) -> nw.Expr:
    return nw.col(f"{MINE}{score}_{what}")


def _count(plan: _Plan, plans: Mapping[str, _Plan], columns: Mapping[str, FrameColumn]) -> Stage:
    """Return what is counted of a score's items or parts, its numerator and its denominator."""
    if plan.lacks:
        return {"answered": nw.lit(0), "used": nw.lit(0), "top": nw.lit(0), "bottom": nw.lit(1), "rated": FALSE}
    if parts := [plans[code] for code in parts_of(plan.score)]:
        return _count_parts(plan, parts)
    counting = [(subscale, columns[code], _counts_in(plan, plans, subscale)) for subscale, code in plan.items]
    answered = sum_of([counts * as_number(column.is_scored()) for _, column, counts in counting])
    stage = {
        "answered": answered,
        "used": answered,
        "top": sum_of([counts * column.worth(subscale, plan.unit) for subscale, column, counts in counting]),
        "bottom": nw.lit(plan.unit),
        "rated": FALSE,
    }
    for number, label in enumerate(plan.labels):
        told = [counts * as_number(column.is_unscored(label)) for _, column, counts in counting]
        stage[f"unscored_{number}"] = sum_of(told)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        stage["gate"] = where(plan.score.gate.when, columns)
    return stage


def _counts_in(plan: _Plan, plans: Mapping[str, _Plan], subscale: Subscale) -> nw.Expr | int:
    return as_number(plans[subscale.code].col("ok")) if plan.rule.within_scored_parts else 1


def _count_parts(plan: _Plan, parts: Sequence[_Plan]) -> Stage:
    uneven = [part for part in parts if part.bottom is None]
    tops: list[nw.Expr] = []
    for part in parts:
        others = [other.col("bottom") for other in uneven if other is not part]
        widen = plan.unit // (part.bottom or 1)
        tops.append(product_of([part.col("top") * widen * as_number(part.col("ok")), *others]))
    return {
        "answered": sum_of([part.col("answered") for part in parts]),
        "used": sum_of([as_number(part.col("ok")) for part in parts]),
        "top": sum_of(tops),
        "bottom": product_of([part.col("bottom") for part in uneven]) * plan.unit if uneven else nw.lit(plan.unit),
        "rated": any_of([part.col("rated") for part in parts]),
    }


def _finish(plan: _Plan) -> Stage:
    """Return the score's exact numerator and denominator, whether it has a value, and whether that is pro-rated."""
    score, used, top, bottom = plan.score, plan.col("used"), plan.col("top"), plan.col("bottom")
    if not isinstance(score.combine, Sum):
        counted = nw.when(used == 0).then(nw.lit(1)).otherwise(used)
        bottom *= plan.of if plan.rule.missing_is_zero else counted
        top *= plan.of if isinstance(score.combine, ProRatedSum) else 1
    if score.rounding is RoundingRule.HALF_UP:
        # Shifted so that nothing divided is negative: engines differ in how they divide negative whole numbers.
        top, bottom = (2 * (top - plan.lowest * bottom) + bottom) // (2 * bottom) + plan.lowest, nw.lit(1)
    ok = FALSE if plan.lacks else used >= plan.rule.needed(plan.of)
    rated = plan.col("rated") if plan.rule.missing_is_zero else plan.col("rated") | (used < plan.of)
    stage = {"ok": ok, "rated": ok & rated, "top": top, "bottom": bottom}
    if isinstance(score, Subscale) and score.gate and not plan.lacks:
        gate = plan.col("gate")
        stage["top"] = nw.when(gate).then(score.gate.value * bottom).otherwise(top)
        stage |= {"ok": ok | gate, "rated": ok & rated & ~gate}
    return stage


def _describe(plan: _Plan, plans: Mapping[str, _Plan]) -> Stage:
    """Return the columns of a score's value, outcome and reason."""
    code, ok, rated = plan.score.code, plan.col("ok"), plan.col("rated")
    value = nw.when(ok).then(divide(plan.col("top"), plan.col("bottom")))
    outcome = nw.when(rated).then(nw.lit(Outcome.PRO_RATED.value)).otherwise(nw.lit(Outcome.VALUE.value))
    refused = nw.lit(Outcome.NOT_SCORABLE.value)
    return {
        code: value,
        f"{code}_outcome": nw.when(ok).then(outcome).otherwise(refused),
        f"{code}_reason": _reason(plan, plans),
    }


def _reason(plan: _Plan, plans: Mapping[str, _Plan]) -> nw.Expr:
    if plan.lacks:
        return nw.lit(plan.lacks)
    if isinstance(plan.score, Derived):
        return derived_reason(plan.score, plan.of_items, _made)
    ok, used, needed = plan.col("ok"), plan.col("used"), plan.rule.needed(plan.of)
    behind = say(plan.col("answered"), f" of {plan.of_items} answered")
    if parts := [plans[code] for code in parts_of(plan.score)]:
        refusal = say(
            used,
            f" of {plan.of} parts have a score, at least {needed} needed",
            *(say_when(~part.col("ok"), f"; {part.score.code} has none") for part in parts),
        )
        others = ", parts without a score count as 0"
        is_told = plan.col("rated") | (used < plan.of)
    else:
        unscored = [(plan.col(f"unscored_{number}"), label) for number, label in enumerate(plan.labels)]
        refusal = say(
            behind,
            f", at least {needed} needed",
            *(say_when(count > 0, say("; ", count, f" answered {label}")) for count, label in unscored),
        )
        others = ", the others count as 0"
        is_told = used < plan.of
    if plan.rule.missing_is_zero:
        behind = say(behind, say_when(used < plan.of, others))
    reason = nw.when(ok).then(say_when(is_told, behind)).otherwise(refusal)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        return nw.when(plan.col("gate")).then(nw.lit(plan.score.gate.when.in_words())).otherwise(reason)
    return reason


def _bands(plan: _Plan, form: str) -> Stage:
    """Return a column for each band scheme: the first is `NAME_band`, a further one `NAME_band_SCHEME`."""
    top, bottom = plan.col("top"), plan.col("bottom")
    found: Stage = {}
    for ending, scheme in band_endings(plan.score).items():
        band: nw.Expr = nw.lit(None, dtype=nw.String)
        for code, low, high in _steps(scheme, form):  # from the lowest up: on an edge the higher band overwrites
            inside = plan.col("ok")
            if low is not None:
                inside &= top * low.denominator >= bottom * low.numerator
            if high is not None:
                inside &= top * high.denominator <= bottom * high.numerator
            band = nw.when(inside).then(nw.lit(code)).otherwise(band)
        found[f"{plan.score.code}{ending}"] = band
    return found


def _steps(scheme: BandScheme | CutOff | None, form: str) -> list[tuple[str, Number | None, Number | None]]:
    match scheme:
        case CutOff():
            return [("below", None, None), ("at_or_above", scheme.at_least, None)]
        case BandScheme():
            return [(band.code, band.low, band.high) for band in scheme.rising(form)]
        case None:
            return []
