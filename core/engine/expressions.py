"""Score a whole data frame: the same rules as `scoring`, as narwhals expressions (polars, pandas, DuckDB, PyArrow, Spark).

A second evaluator, not a loop over the first. All arithmetic is on whole numbers, a numerator over a denominator, so that
rounding and bands are exact; only the last division gives a float, and it is the float nearest to the exact score.
"""

import functools
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from alongside.core.definitions.conditions import AllOf, AnyOf, Compares, Condition, Includes, Is, IsAnswered, Not
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import Ladder, ResponseScale, WholeNumber
from alongside.core.definitions.scoring import (
    BandScheme,
    CutOff,
    MissingRule,
    Number,
    ProRatedSum,
    RoundingRule,
    Score,
    Subscale,
    Sum,
    items_of,
    parts_of,
    possible_numbers,
    score_range,
)
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.scoring import NO_VALUE_SET, Outcome, choose_policies, rule_in_force, words_for

Stage = dict[str, nw.Expr]
"""Columns added together, by what they are called."""
NOTHING = -1e9
"""Stands for an empty cell in a column of numbers, so that no comparison ever meets a null."""
MISSING_NUMBERS = [NOTHING, *(float(reason) for reason in MissingReason)]
MISSING_TEXTS = ["", *(str(int(reason)) for reason in MissingReason)]
MINE = "__score_"
"""How the columns begin that are made on the way and dropped at the end."""
TEXTS = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
FALSE = nw.lit(value=False)
ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "at least": operator.ge,
    "at most": operator.le,
    "more than": operator.gt,
    "less than": operator.lt,
}


class FrameColumnsError(AlongsideError):
    """The frame lacks columns, has them in an unusable type, or already has columns that scoring would write."""


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
    the choices' scores; an empty cell or a missing code (-91 to -99) is no answer.

    Raises:
        FrameColumnsError: a column is lacking, of an unusable type, or in the way.
        AnswerOutOfRangeError: cells hold what no answer to the item can be; nothing is scored.
        PolicyUnknownError: a policy or its option does not exist.
    """
    chosen = choose_policies(instrument, policies or {})
    scores = {score.code: score for score in instrument.scores_of(form)}
    given: Any = frame  # the overloads of from_native leave out "one or the other kind of frame"
    table: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(given)
    columns = _read_columns(instrument, tuple(scores.values()), table.collect_schema(), prefix)
    table = table.with_columns(*(column.filled().alias(column.name) for column in columns.values()))
    _refuse_strange(instrument, table, columns)
    plans: dict[str, _Plan] = {}
    outputs: dict[str, nw.Expr] = {}
    for score in scores.values():
        plan = _plan(score, rule_in_force(score, chosen), scores, plans, columns)
        for stage in (_count(plan, plans, columns), _finish(plan)):
            table = table.with_columns(*(made.alias(plan.name(what)) for what, made in stage.items()))
        plans[score.code] = plan
        outputs |= _describe(plan, plans) | _bands(plan, form)
    table = table.with_columns(*(made.alias(f"{prefix}{name}") for name, made in outputs.items()))
    scored: IntoFrameT = table.drop([name for name in table.collect_schema() if name.startswith(MINE)]).to_native()
    return scored


@dataclass(frozen=True, slots=True)
class _Column:
    """One item's column, made free of nulls under a name of its own."""

    item: Item
    source: str
    is_text: bool

    @property
    def name(self) -> str:
        return f"{MINE}item_{self.item.code}"

    @property
    def cell(self) -> nw.Expr:
        return nw.col(self.name)

    @property
    def is_missing(self) -> nw.Expr:
        return self.cell.is_in(MISSING_TEXTS if self.is_text else MISSING_NUMBERS)

    def filled(self) -> nw.Expr:
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
            return (steps * (second - first) + first) * _as_number(self.is_scored())
        scored = self.cells() or {float(number): number for number in numbers}
        worths = {
            cell: int(subscale.item_value(self.item, number) * unit)
            for cell, number in scored.items()
            if number is not None
        }
        return _sum([_as_number(self.cell == cell) * worth for cell, worth in worths.items() if worth])


def _read_columns(
    instrument: Instrument, scores: tuple[Score, ...], schema: nw.Schema, prefix: str
) -> dict[str, _Column]:
    wanted = sorted({code for score in scores if isinstance(score, Subscale) for code in score.refers_to()})
    written = {f"{prefix}{score.code}{ending}" for score in scores for ending in _endings(score)}
    if lacking := [f"{prefix}{code}" for code in wanted if f"{prefix}{code}" not in schema]:
        raise FrameColumnsError(f"the frame has no column {', '.join(lacking)}")
    if taken := sorted(written.intersection(schema)):
        raise FrameColumnsError(f"the frame already has {', '.join(taken)}: drop them, or give a prefix")
    columns: dict[str, _Column] = {}
    for code in wanted:
        question, source = instrument.by_code[code], f"{prefix}{code}"
        if isinstance(question, Rows):
            question = Item(code, question.text, WholeNumber(code, 0, question.at_most))
        is_counted = isinstance(question.response, WholeNumber | Ladder)
        is_number = schema[source].is_numeric() or (is_counted and schema[source] == nw.Unknown)
        if not is_number and (is_counted or schema[source] not in TEXTS):
            wanted_kind = "numbers" if is_counted else "choice codes or numbers"
            raise FrameColumnsError(f"column {source} holds {schema[source]}: give {wanted_kind}")
        columns[code] = _Column(question, source, is_text=not is_number)
    return columns


def _refuse_strange(
    instrument: Instrument, table: nw.DataFrame[Any] | nw.LazyFrame[Any], columns: Mapping[str, _Column]
) -> None:
    checks = {code: column.is_strange() for code, column in columns.items()}
    sums = [_as_number(check).sum().alias(code) for code, check in checks.items() if check is not None]
    if not sums:
        return
    counts = table.lazy().select(*sums)
    strange = {code: values[0] for code, values in counts.collect().to_dict(as_series=False).items() if values[0]}
    if strange:
        found = ", ".join(f"{code} ({count} rows)" for code, count in sorted(strange.items()))
        raise AnswerOutOfRangeError(f"{instrument.code}: cells hold what no answer can be: {found}")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known about a score before any row is read.

    It combines `of` numbers, behind which stand `of_items` items. Its numerators are counted in `unit`ths; `bottom` is
    its denominator when that is the same in every row. `lacks_values` = no value set is installed.
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
    lacks_values: bool

    def name(self, what: str) -> str:
        return f"{MINE}{self.score.code}_{what}"

    def col(self, what: str) -> nw.Expr:
        return nw.col(self.name(what))


def _plan(
    score: Score,
    rule: MissingRule,
    scores: Mapping[str, Score],
    plans: Mapping[str, _Plan],
    columns: Mapping[str, _Column],
) -> _Plan:
    items, parts = items_of(score, scores), [plans[code] for code in parts_of(score)]
    lacks_values = not all(subscale.has_values for subscale, _ in items)
    of, is_even = len(parts) or len(items), all(part.bottom for part in parts)
    unit = math.lcm(*(part.bottom or 1 for part in parts))
    lowest = 0
    if not lacks_values:
        unit = math.lcm(unit, *(_unit(subscale, columns[code].item) for subscale, code in items))
        if score.rounding is not RoundingRule.NONE:
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
        bottom=1 if lacks_values or score.rounding is not RoundingRule.NONE else bottom,
        lowest=lowest,
        lacks_values=lacks_values,
    )


def _unit(subscale: Subscale, item: Item) -> int:
    numbers = possible_numbers(item)
    known = numbers[:2] if isinstance(numbers, range) and subscale.is_straight(item) else numbers
    return math.lcm(*(Fraction(subscale.item_value(item, number)).denominator for number in known))


def _unscored_labels(columns: Iterable[_Column]) -> tuple[str, ...]:
    labels = {words_for(str(cell)) for column in columns for cell, number in column.cells().items() if number is None}
    return tuple(sorted(labels | {MissingReason.NOT_SURE.label}))


def _count(plan: _Plan, plans: Mapping[str, _Plan], columns: Mapping[str, _Column]) -> Stage:
    """Return what is counted of a score's items or parts, its numerator and its denominator."""
    if plan.lacks_values:
        return {"answered": nw.lit(0), "used": nw.lit(0), "top": nw.lit(0), "bottom": nw.lit(1), "rated": FALSE}
    if parts := [plans[code] for code in parts_of(plan.score)]:
        return _count_parts(plan, parts)
    counting = [(subscale, columns[code], _counts_in(plan, plans, subscale)) for subscale, code in plan.items]
    answered = _sum([counts * _as_number(column.is_scored()) for _, column, counts in counting])
    stage = {
        "answered": answered,
        "used": answered,
        "top": _sum([counts * column.worth(subscale, plan.unit) for subscale, column, counts in counting]),
        "bottom": nw.lit(plan.unit),
        "rated": FALSE,
    }
    for number, label in enumerate(plan.labels):
        told = [counts * _as_number(column.is_unscored(label)) for _, column, counts in counting]
        stage[f"unscored_{number}"] = _sum(told)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        stage["gate"] = _where(plan.score.gate.when, columns)
    return stage


def _counts_in(plan: _Plan, plans: Mapping[str, _Plan], subscale: Subscale) -> nw.Expr | int:
    return _as_number(plans[subscale.code].col("ok")) if plan.rule.within_scored_parts else 1


def _count_parts(plan: _Plan, parts: Sequence[_Plan]) -> Stage:
    uneven = [part for part in parts if part.bottom is None]
    tops: list[nw.Expr] = []
    for part in parts:
        others = [other.col("bottom") for other in uneven if other is not part]
        widen = plan.unit // (part.bottom or 1)
        tops.append(_product([part.col("top") * widen * _as_number(part.col("ok")), *others]))
    return {
        "answered": _sum([part.col("answered") for part in parts]),
        "used": _sum([_as_number(part.col("ok")) for part in parts]),
        "top": _sum(tops),
        "bottom": _product([part.col("bottom") for part in uneven]) * plan.unit if uneven else nw.lit(plan.unit),
        "rated": _any([part.col("rated") for part in parts]),
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
    ok = FALSE if plan.lacks_values else used >= plan.rule.needed(plan.of)
    rated = plan.col("rated") if plan.rule.missing_is_zero else plan.col("rated") | (used < plan.of)
    stage = {"ok": ok, "rated": ok & rated, "top": top, "bottom": bottom}
    if isinstance(score, Subscale) and score.gate and not plan.lacks_values:
        gate = plan.col("gate")
        stage["top"] = nw.when(gate).then(score.gate.value * bottom).otherwise(top)
        stage |= {"ok": ok | gate, "rated": ok & rated & ~gate}
    return stage


def _describe(plan: _Plan, plans: Mapping[str, _Plan]) -> Stage:
    """Return the columns of a score's value, outcome and reason."""
    code, ok, rated = plan.score.code, plan.col("ok"), plan.col("rated")
    value = nw.when(ok).then(plan.col("top") / plan.col("bottom"))
    outcome = nw.when(rated).then(nw.lit(Outcome.PRO_RATED.value)).otherwise(nw.lit(Outcome.VALUE.value))
    refused = nw.lit(Outcome.NOT_SCORABLE.value)
    return {
        code: value,
        f"{code}_outcome": nw.when(ok).then(outcome).otherwise(refused),
        f"{code}_reason": _reason(plan, plans),
    }


def _reason(plan: _Plan, plans: Mapping[str, _Plan]) -> nw.Expr:
    if plan.lacks_values:
        return nw.lit(NO_VALUE_SET)
    ok, used, needed = plan.col("ok"), plan.col("used"), plan.rule.needed(plan.of)
    behind = _say(plan.col("answered"), f" of {plan.of_items} answered")
    if parts := [plans[code] for code in parts_of(plan.score)]:
        refusal = _say(
            used,
            f" of {plan.of} parts have a score, at least {needed} needed",
            *(_say_when(~part.col("ok"), f"; {part.score.code} has none") for part in parts),
        )
        others = ", parts without a score count as 0"
        is_told = plan.col("rated") | (used < plan.of)
    else:
        unscored = [(plan.col(f"unscored_{number}"), label) for number, label in enumerate(plan.labels)]
        refusal = _say(
            behind,
            f", at least {needed} needed",
            *(_say_when(count > 0, _say("; ", count, f" answered {label}")) for count, label in unscored),
        )
        others = ", the others count as 0"
        is_told = used < plan.of
    if plan.rule.missing_is_zero:
        behind = _say(behind, _say_when(used < plan.of, others))
    reason = nw.when(ok).then(_say_when(is_told, behind)).otherwise(refusal)
    if isinstance(plan.score, Subscale) and plan.score.gate:
        return nw.when(plan.col("gate")).then(nw.lit(plan.score.gate.when.in_words())).otherwise(reason)
    return reason


def _bands(plan: _Plan, form: str) -> Stage:
    """Return a column for each band scheme: the first is `NAME_band`, a further one `NAME_band_SCHEME`."""
    top, bottom = plan.col("top"), plan.col("bottom")
    found: Stage = {}
    for ending, scheme in _band_endings(plan.score).items():
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


def _band_endings(score: Score) -> dict[str, BandScheme | CutOff | None]:
    endings: dict[str, BandScheme | CutOff | None] = {"_band": None}
    for place, scheme in enumerate(score.bands):
        endings["_band" if place == 0 else f"_band_{scheme.code}"] = scheme
    return endings


def _where(condition: Condition, columns: Mapping[str, _Column]) -> nw.Expr:
    """Return where a condition holds."""
    match condition:
        case AllOf(parts=parts):
            found = ~_any([~_where(part, columns) for part in parts])
        case AnyOf(parts=parts):
            found = _any([_where(part, columns) for part in parts])
        case Not(part=part):
            found = ~_where(part, columns)
        case IsAnswered(item=item):
            found = ~columns[item].is_missing
        case Includes(item=item, choice=choice):
            found = _say(" ", columns[item].cell, " ").str.contains(f" {choice} ", literal=True)
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
    return ("", "_outcome", "_reason", *_band_endings(score))


def _as_number(truth: nw.Expr) -> nw.Expr:
    return truth.cast(nw.Int64)


def _sum(expressions: Sequence[nw.Expr]) -> nw.Expr:
    return functools.reduce(operator.add, expressions) if expressions else nw.lit(0)


def _product(expressions: Sequence[nw.Expr]) -> nw.Expr:
    return functools.reduce(operator.mul, expressions)


def _any(truths: Sequence[nw.Expr]) -> nw.Expr:
    return functools.reduce(operator.or_, truths)


def _say(*parts: nw.Expr | str) -> nw.Expr:
    return nw.concat_str([nw.lit(part) if isinstance(part, str) else part.cast(nw.String) for part in parts])


def _say_when(truth: nw.Expr, words: nw.Expr | str) -> nw.Expr:
    return nw.when(truth).then(nw.lit(words) if isinstance(words, str) else words).otherwise(nw.lit(""))
