"""What is known about a score before any row is read: what it is made from, and in which whole numbers it is counted."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import narwhals as nw

from alongside.core.definitions.derived_scores import Derived, NormScore
from alongside.core.definitions.exact_numbers import possible_numbers
from alongside.core.definitions.items import Item
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.score_rules import MissingRule, RoundingRule, Sum
from alongside.core.definitions.scoring import Composite, Score, Subscale, items_of, parts_of, score_range
from alongside.core.engine.frame_columns import MINE, FrameColumn
from alongside.core.engine.lacking import what_is_lacking


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """What is known about a score before any row is read.

    `number` tells it from others, also of the same name in another form. It combines `of` numbers, behind which stand
    `of_items` items, from `parts`. Its numerators are counted in `unit`ths; `bottom` is its denominator when that is the
    same in every row. Nothing that is rounded on the way lies below `lowest`. `lacks` says which file is not installed.
    """

    number: int
    score: Score
    parts: "tuple[ScorePlan, ...]"
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
        """Return what a column of this score is called on the way."""
        return f"{MINE}{self.number}_{what}"

    def col(self, what: str) -> nw.Expr:
        """Return a column of this score."""
        return nw.col(self.name(what))

    def part(self, code: str) -> "ScorePlan":
        """Return the plan of a score that it is made from."""
        return next(part for part in self.parts if part.score.code == code)


def plan_score(
    score: Score,
    rule: MissingRule,
    scores: Mapping[str, Score],
    plans: Mapping[str, ScorePlan],
    columns: Mapping[str, FrameColumn],
    number: int,
) -> ScorePlan:
    """Return the plan of a score: `scores` are those of its form, `plans` of those that stand before it."""
    items, parts = items_of(score, scores), [plans[code] for code in parts_of(score)]
    lacks = what_is_lacking(score, scores)
    of, is_even = len(parts) or len(items), all(part.bottom for part in parts)
    unit = math.lcm(*(part.bottom or 1 for part in parts))
    if not lacks:
        unit = math.lcm(unit, *(_unit(subscale, columns[code].item) for subscale, code in items))
    bottom = unit if is_even and isinstance(score.combine, Sum) else None
    if is_even and rule.missing_is_zero:
        bottom = unit if isinstance(score.combine, Sum) else unit * of
    return ScorePlan(
        number=number,
        score=score,
        parts=tuple(plans[code] for code in score.of) if isinstance(score, Composite | Derived) else (),
        rule=rule,
        items=items,
        labels=_unscored_labels(columns[code] for _, code in items),
        of=of,
        of_items=sum(part.of_items for part in parts) or len(items),
        unit=unit,
        bottom=1 if lacks or isinstance(score, Derived) or score.rounding is not RoundingRule.NONE else bottom,
        lowest=0 if lacks else _lowest(score, scores, columns),
        lacks=lacks,
    )


def _lowest(score: Score, scores: Mapping[str, Score], columns: Mapping[str, FrameColumn]) -> int:
    rounded: Score | None = None
    if isinstance(score, NormScore):
        rounded = scores[score.raw]
    elif isinstance(score, Subscale | Composite) and score.rounding is not RoundingRule.NONE:
        rounded = replace(score, rounding=RoundingRule.NONE)
    if rounded is None:
        return 0
    return math.floor(min(score_range(rounded, {code: column.item for code, column in columns.items()}, scores)))


def _unit(subscale: Subscale, item: Item) -> int:
    numbers = possible_numbers(item)
    known = numbers[:2] if isinstance(numbers, range) and subscale.is_straight(item) else numbers
    return math.lcm(*(Fraction(subscale.item_value(item, number)).denominator for number in known))


def _unscored_labels(columns: Iterable[FrameColumn]) -> tuple[str, ...]:
    labels = {label for column in columns for label in column.unscored}
    return tuple(sorted(labels | {MissingReason.NOT_SURE.label}))
