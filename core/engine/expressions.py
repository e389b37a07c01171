"""Score a whole data frame: the same rules as `scoring`, as narwhals expressions (polars, pandas, DuckDB, PyArrow, Spark).

A second evaluator, not a loop over the first. All arithmetic is on whole numbers, a numerator over a denominator, so that
rounding and bands are exact; only the last division gives a float, and it is the float nearest to the exact score.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from alongside.core.definitions.derived_scores import Derived
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.score_rules import ProRatedSum, RoundingRule, Sum
from alongside.core.definitions.scoring import Score, Subscale, parts_of
from alongside.core.engine.band_columns import BandChoice, bands_of
from alongside.core.engine.derived_expressions import derived_stages
from alongside.core.engine.expression_parts import (
    FALSE,
    Said,
    Stage,
    any_of,
    as_number,
    divide,
    product_of,
    say_one_of,
    sum_of,
    times,
)
from alongside.core.engine.frame_columns import (
    FORM,
    MINE,
    FrameColumn,
    FrameColumnsError,
    read_columns,
    refuse_strange,
    where,
)
from alongside.core.engine.reason_columns import reason_of
from alongside.core.engine.score_plans import ScorePlan, plan_score
from alongside.core.engine.scoring import Outcome, choose_policies, rule_in_force
from alongside.core.engine.whom_columns import refuse_strange_whom, whom_columns, whom_needed

OUTCOMES = (Outcome.NOT_SCORABLE.value, Outcome.VALUE.value, Outcome.PRO_RATED.value)
NOT_IN_FORM = "the form has no such score"
EVERY_SCHEME = BandChoice(every=True)

Outputs = dict[str, Said | nw.Expr]
"""Columns that are wanted, by what they are called."""
Table = nw.DataFrame[Any] | nw.LazyFrame[Any]


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
    the columns `age_months` (completed months) and `sex` ("female", "male"), without prefix, are read too. Spark should
    read its frame from a file or a table: it scores rows handed over from memory one by one while it plans.

    Raises:
        FrameColumnsError: a column is lacking, of an unusable type, or in the way.
        AnswerOutOfRangeError: cells hold what no answer to the item can be; nothing is scored.
        PolicyUnknownError: a policy or its option does not exist.
    """
    chosen = choose_policies(instrument, policies or {})
    scores = instrument.scores_of(form)
    given: Any = frame  # the overloads of from_native leave out "one or the other kind of frame"
    table: Table = nw.from_native(given)
    columns = read_columns(instrument, scores, table.collect_schema(), prefix)
    whom = whom_needed(scores)
    filled = {column.name: column.filled() for column in columns.values()}
    filled |= whom_columns({name: name for name in whom}, table.collect_schema())
    if filled:  # a key of items that is not installed needs no column
        table = table.with_columns(*(made.alias(name) for name, made in filled.items()))
    refuse_strange(instrument, table, columns)
    refuse_strange_whom(table, whom)
    table, outputs = score_columns({form: scores}, table, columns, chosen, EVERY_SCHEME)
    if taken := sorted({f"{prefix}{name}" for name in outputs}.intersection(table.collect_schema())):
        raise FrameColumnsError(f"the frame already has {', '.join(taken)}: drop them, or give a prefix")
    found = {name: made.spelt() if isinstance(made, Said) else made for name, made in outputs.items()}
    table = table.with_columns(*(made.alias(f"{prefix}{name}") for name, made in found.items()))
    scored: IntoFrameT = table.drop([name for name in table.collect_schema() if name.startswith(MINE)]).to_native()
    return scored


def score_columns(
    scores: Mapping[str, Sequence[Score]],
    table: Table,
    columns: Mapping[str, FrameColumn],
    chosen: Mapping[str, str],
    bands: BandChoice,
) -> tuple[Table, Outputs]:
    """Return the table with what is counted on the way, and the columns of scores, outcomes, reasons and bands.

    `columns` are filled already, as are those of `whom_columns`, and hold nothing strange. `scores` are those of each form:
    where there are several, the column `FORM` says which one a row is of, and a score that its form does not have is not
    scorable.
    """
    plans: dict[str, dict[str, ScorePlan]] = {}
    made: list[ScorePlan] = []
    for form, of_form in scores.items():
        plans[form] = {}
        by_code = {score.code: score for score in of_form}
        for score in of_form:
            plan = plan_score(score, rule_in_force(score, chosen), by_code, plans[form], columns, len(made))
            known = next((one for one in made if replace(plan, number=one.number) == one), None)
            if known is None:
                made.append(plan)
            plans[form][score.code] = known or plan
    for layer in _layers(made, columns):
        table = table.with_columns(*(each.alias(name) for name, each in layer.items()))
    outputs: Outputs = {}
    for code in dict.fromkeys(code for of_form in plans.values() for code in of_form):
        outputs |= _outputs({form: of_form[code] for form, of_form in plans.items() if code in of_form}, scores, bands)
    return table, outputs


def _layers(plans: Iterable[ScorePlan], columns: Mapping[str, FrameColumn]) -> list[Stage]:
    """Return what is counted for all scores, each layer from those before it; a score stands after its parts.

    As few layers as can be: Spark plans each of them anew (500 sheets of the ITSEA: 15 s in layers, 152 s score by score).
    """
    layers: list[Stage] = []
    after: dict[int, int] = {}
    for plan in plans:
        first = max((after[part.number] for part in plan.parts), default=0)
        stages = _stages(plan, columns)
        after[plan.number] = first + len(stages)
        layers.extend({} for _ in range(len(layers), after[plan.number]))
        for layer, stage in zip(layers[first:], stages, strict=False):
            layer |= {plan.name(what): each for what, each in stage.items()}
    return layers


def _outputs(plans: Mapping[str, ScorePlan], forms: Collection[str], bands: BandChoice) -> Outputs:
    """Return the columns of one score: `plans` = how each form makes it, of all the forms there are."""
    variants = {plan.number: plan for plan in plans.values()}
    found: list[tuple[nw.Expr | None, Outputs]] = []
    for number, plan in variants.items():
        having = [form for form in plans if plans[form].number == number]
        rows = None if len(having) == len(forms) else any_of([nw.col(FORM) == form for form in having])
        found.append((rows, {**_describe(plan), **bands_of(plan, having, bands)}))
    code = next(iter(variants.values())).score.code
    endings = dict.fromkeys(ending for _, outputs in found for ending in outputs)
    return {
        f"{code}{ending}": _by_form(ending, [(rows, outputs.get(ending)) for rows, outputs in found])
        for ending in endings
    }


def _by_form(ending: str, found: list[tuple[nw.Expr | None, Said | nw.Expr | None]]) -> Said | nw.Expr:
    """Return one column of a score from how each form makes it; where a form does not, it says so."""
    made = [(rows, one) for rows, one in found if one is not None]
    for rows, one in made:
        if rows is None:
            return one
    several = [(rows, one) for rows, one in made if rows is not None]
    if ending == "":
        column = nw.lit(None, dtype=nw.Float64)
    else:
        absent = {"_outcome": OUTCOMES, "_reason": (NOT_IN_FORM,)}.get(ending, (None,))
        otherwise = Said(nw.lit(0), absent, is_category=ending != "_reason")
        said = [(rows, one) for rows, one in several if isinstance(one, Said)]
        if len(said) == len(several):
            return say_one_of(said, otherwise)
        column = otherwise.spelt()
    for rows, one in several:
        column = nw.when(rows).then(one.spelt() if isinstance(one, Said) else one).otherwise(column)
    return column


def _describe(plan: ScorePlan) -> Outputs:
    """Return the columns of a score's value, outcome and reason."""
    ok, rated, top = plan.col("ok"), plan.col("rated"), plan.col("top")
    return {
        "": nw.when(ok).then(top.cast(nw.Float64) if plan.bottom == 1 else divide(top, plan.col("bottom"))),
        "_outcome": Said(as_number(ok) + as_number(rated), OUTCOMES, is_category=True),
        "_reason": reason_of(plan),
    }


def _stages(plan: ScorePlan, columns: Mapping[str, FrameColumn]) -> list[Stage]:
    """Return the columns made on the way to a score, those together that need no other of them."""
    if isinstance(plan.score, Derived) and not plan.lacks:
        return derived_stages(plan)
    return [_count(plan, columns), _finish(plan)]


def _count(plan: ScorePlan, columns: Mapping[str, FrameColumn]) -> Stage:
    """Return what is counted of a score's items or parts, its numerator and its denominator."""
    if plan.lacks:
        return {"answered": nw.lit(0), "used": nw.lit(0), "top": nw.lit(0), "bottom": nw.lit(1), "rated": FALSE}
    if parts_of(plan.score):
        return _count_parts(plan, plan.parts)
    counting = [(subscale, columns[code], _counts_in(plan, subscale)) for subscale, code in plan.items]
    answered = sum_of([_counted(as_number(column.is_scored()), ok) for _, column, ok in counting])
    stage = {
        "answered": answered,
        "used": answered,
        "top": sum_of([_counted(column.worth(subscale, plan.unit), ok) for subscale, column, ok in counting]),
        "bottom": nw.lit(plan.unit),
        "rated": FALSE,
    }
    for number, label in enumerate(plan.labels):
        told = [_counted(as_number(column.is_unscored(label)), ok) for _, column, ok in counting]
        stage[f"unscored_{number}"] = sum_of(told)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        stage["gate"] = where(plan.score.gate.when, columns)
    return stage


def _counts_in(plan: ScorePlan, subscale: Subscale) -> nw.Expr | None:
    """Return where the answers of a subscale count; None = everywhere."""
    return plan.part(subscale.code).col("ok") if plan.rule.within_scored_parts else None


def _counted(number: nw.Expr, ok: nw.Expr | None) -> nw.Expr:
    """Return the number where it counts, and 0 elsewhere."""
    return number if ok is None else number * as_number(ok)


def _count_parts(plan: ScorePlan, parts: Sequence[ScorePlan]) -> Stage:
    uneven = [part for part in parts if part.bottom is None]
    tops: list[nw.Expr] = []
    for part in parts:
        others = [other.col("bottom") for other in uneven if other is not part]
        widen = plan.unit // (part.bottom or 1)
        tops.append(product_of([times(part.col("top"), widen) * as_number(part.col("ok")), *others]))
    return {
        "answered": sum_of([part.col("answered") for part in parts]),
        "used": sum_of([as_number(part.col("ok")) for part in parts]),
        "top": sum_of(tops),
        "bottom": product_of([part.col("bottom") for part in uneven]) * plan.unit if uneven else nw.lit(plan.unit),
        "rated": any_of([part.col("rated") for part in parts]),
    }


def _finish(plan: ScorePlan) -> Stage:
    """Return the score's exact numerator and denominator, whether it has a value, and whether that is pro-rated."""
    score, used, top, bottom = plan.score, plan.col("used"), plan.col("top"), plan.col("bottom")
    if not isinstance(score.combine, Sum):
        counted = nw.when(used == 0).then(nw.lit(1)).otherwise(used)
        bottom *= plan.of if plan.rule.missing_is_zero else counted
        top = times(top, plan.of if isinstance(score.combine, ProRatedSum) else 1)
    if score.rounding is RoundingRule.HALF_UP:
        # Shifted so that nothing divided is negative: engines differ in how they divide negative whole numbers.
        shifted = top - plan.lowest * bottom if plan.lowest else top
        whole = (2 * shifted + bottom) // (2 * bottom)
        top, bottom = whole + plan.lowest if plan.lowest else whole, nw.lit(1)
    ok = FALSE if plan.lacks else used >= plan.rule.needed(plan.of)
    rated = plan.col("rated") if plan.rule.missing_is_zero else plan.col("rated") | (used < plan.of)
    stage = {"ok": ok, "rated": ok & rated, "top": top, "bottom": bottom}
    if isinstance(score, Subscale) and score.gate and not plan.lacks:
        gate = plan.col("gate")
        stage["top"] = nw.when(gate).then(score.gate.value * bottom).otherwise(top)
        stage |= {"ok": ok | gate, "rated": ok & rated & ~gate}
    return stage
