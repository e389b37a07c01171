"""How a score is made: subscales of items, composites of subscales, and the values that they can have."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from fractions import Fraction
from typing import ClassVar

from alongside.core.definitions.conditions import Condition
from alongside.core.definitions.derived_scores import Derived, Equation, NormScore, Validity
from alongside.core.definitions.exact_numbers import Number, Range, ends, possible_numbers
from alongside.core.definitions.items import Item
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.score_rules import (
    Combine,
    Mean,
    MissingPolicy,
    MissingRule,
    ProRatedSum,
    RoundingRule,
    Sum,
    rules_of,
)


@dataclass(frozen=True, slots=True)
class ZeroToHundred:
    """Each item's lowest score becomes 0 and its highest 100."""

    name: ClassVar[str] = "zero_to_hundred"
    words: ClassVar[str] = "Each item is stretched to 0-100."


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What each level of each attribute is worth. Without `values` none is installed, and nothing is scored.

    `slot` names the installed file that holds the values. `anchors` = what the lowest levels and the highest levels of
    all attributes add up to; with them, no value may fall as its level rises.
    """

    name: str
    version: str
    source: str
    values: Mapping[str, Mapping[int, Number]] = field(default_factory=dict, hash=False)
    slot: str = ""
    anchors: Range | None = None

    @property
    def words(self) -> str:
        """The value set in words, for a codebook."""
        return f"Each level is worth what {self.name} {self.version} says ({self.source})."


@dataclass(frozen=True, slots=True)
class Gate:
    """When the condition holds, the score is `value`, whatever else was answered."""

    when: Condition
    value: int


@dataclass(frozen=True, slots=True)
class Subscale:
    """A score made from items. `higher_is` says in words what a high score means.

    An item's number is first reversed (when in `reverse`), then recoded (`item_recode` before `recode`), then transformed.
    `slot` names the installed file that listed its items, if one did.
    """

    code: str
    items: tuple[str, ...]
    combine: Combine
    _: KW_ONLY
    missing: MissingRule | MissingPolicy
    higher_is: str
    reverse: tuple[str, ...] = ()
    recode: Mapping[int, int] = field(default_factory=dict, hash=False)
    item_recode: Mapping[str, Mapping[int, int]] = field(default_factory=dict, hash=False)
    transform: ZeroToHundred | ValueSet | None = None
    rounding: RoundingRule = RoundingRule.NONE
    gate: Gate | None = None
    bands: tuple[BandScheme | CutOff, ...] = ()
    slot: str = ""

    @property
    def has_values(self) -> bool:
        """Whether the value set, if it takes one, is installed."""
        return not isinstance(self.transform, ValueSet) or bool(self.transform.values)

    def refers_to(self) -> frozenset[str]:
        """Return the codes of all items that the score looks at."""
        return frozenset(self.items) | (self.gate.when.refers_to() if self.gate else frozenset())

    def recoding(self, item: str) -> Mapping[int, int]:
        """Return how the item's numbers are exchanged."""
        return self.item_recode.get(item, self.recode)

    def item_value(self, item: Item, number: Number) -> Number:
        """Return what an answer is worth in this subscale."""
        if item.code in self.reverse:
            low, high = ends(possible_numbers(item))
            number = low + high - number
        number = self._recoded(item, number)
        if isinstance(self.transform, ValueSet):
            return self.transform.values[item.code][int(number)]
        if isinstance(self.transform, ZeroToHundred):
            low, high = ends(possible_numbers(item))
            if self.recoding(item.code):
                low, high = ends([self._recoded(item, each) for each in possible_numbers(item)])
            return Fraction(100 * (number - low), high - low)
        return number

    def _recoded(self, item: Item, number: Number) -> Number:
        return self.recoding(item.code).get(int(number), number) if number == int(number) else number

    def is_straight(self, item: Item) -> bool:
        """Return whether the worth rises or falls evenly with the item's number."""
        return not self.recoding(item.code) and not isinstance(self.transform, ValueSet)

    def item_range(self, item: Item) -> Range:
        """Return the least and the most that an answer can be worth; 0 while no value set is installed."""
        if not self.has_values:
            return 0, 0
        numbers = possible_numbers(item)
        return ends(
            [self.item_value(item, number) for number in (ends(numbers) if self.is_straight(item) else numbers)]
        )

    def is_made_from(self, items: set[str], scores: Mapping[str, "Score"]) -> bool:  # noqa: ARG002 -- as a composite
        """Return whether these items are all it needs."""
        return self.refers_to() <= items


@dataclass(frozen=True, slots=True)
class Composite:
    """A score made from scores that stand before it. `over_items` = from all items of those subscales at once."""

    code: str
    of: tuple[str, ...]
    combine: Combine
    _: KW_ONLY
    missing: MissingRule | MissingPolicy
    higher_is: str
    over_items: bool = False
    rounding: RoundingRule = RoundingRule.NONE
    bands: tuple[BandScheme | CutOff, ...] = ()

    def is_made_from(self, items: set[str], scores: Mapping[str, "Score"]) -> bool:  # noqa: ARG002 -- as a subscale
        """Return whether these scores are all it needs."""
        return all(part in scores for part in self.of)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A subscale whose items only the licence holder may list: they come from an installed file `keying`.

    `counts_answers`: the file names the answer of each item that scores 1 (all others score 0); otherwise the answers'
    own scores count. `how_many` items the file must list; None = any number. Without the file nothing is scored.
    """

    slot: ClassVar[str] = "keying"

    code: str
    combine: Combine
    _: KW_ONLY
    missing: MissingRule | MissingPolicy
    higher_is: str
    counts_answers: bool = False
    how_many: int | None = None
    rounding: RoundingRule = RoundingRule.NONE
    bands: tuple[BandScheme | CutOff, ...] = ()

    def with_key(self, key: Mapping[str, Mapping[int, int]]) -> Subscale:
        """Return the subscale of these items, each with how its numbers are exchanged (empty = they are not)."""
        return Subscale(
            self.code,
            tuple(key),
            self.combine,
            missing=self.missing,
            higher_is=self.higher_is,
            item_recode={item: recode for item, recode in key.items() if recode},
            rounding=self.rounding,
            bands=self.bands,
            slot=self.slot,
        )

    def is_made_from(self, items: set[str], scores: Mapping[str, "Score"]) -> bool:  # noqa: ARG002 -- as a composite
        """Return True: which items it needs is not known yet."""
        return True


Score = Subscale | Composite | Keyed | Derived
"""A score of an instrument."""


def parts_of(score: Score) -> tuple[str, ...]:
    """Return the scores that it is made from; none when it is made from items."""
    match score:
        case Subscale() | Keyed():
            return ()
        case Composite():
            return () if score.over_items else score.of
        case derived:
            return derived.of


def items_of(score: Score, scores: Mapping[str, Score]) -> tuple[tuple[Subscale, str], ...]:
    """Return the items whose answers are combined, each with the subscale that gives its worth; none for parts."""
    if isinstance(score, Subscale):
        return tuple((score, item) for item in score.items)
    parts = (scores[code] for code in (score.of if isinstance(score, Composite) and score.over_items else ()))
    return tuple((part, item) for part in parts if isinstance(part, Subscale) for item in part.items)


def is_waiting(score: Score, scores: Mapping[str, Score]) -> bool:
    """Return whether it, or what it adds up, waits for a file of its items' keys or values: its range is not known."""
    match score:
        case Keyed():
            return True
        case Subscale():
            return not score.has_values
        case Composite():
            return any(is_waiting(scores[part], scores) for part in score.of)
        case _:
            return False


def score_range(score: Score, items: Mapping[str, Item], scores: Mapping[str, Score]) -> Range:
    """Return the lowest and highest value that a score can have under any of its rules; 0 while it has no items."""
    match score:
        case Keyed():
            return 0, 0
        case Validity():
            return 0, 1
        case NormScore(lowest=lowest, highest=highest) | Equation(lowest=lowest, highest=highest):
            return lowest, highest
    ranges = [score_range(scores[code], items, scores) for code in parts_of(score)]
    ranges += [part.item_range(items[code]) for part, code in items_of(score, scores)]
    found: list[Number] = []
    for rule in rules_of(score.missing):
        found.append(_least(score.combine, rule, [low for low, _ in ranges]))
        found.append(-_least(score.combine, rule, [-high for _, high in ranges]))
    rounded = [score.rounding.round(number) for number in found]
    return ends([*rounded, score.gate.value] if isinstance(score, Subscale) and score.gate else rounded)


def _least(combine: Combine, rule: MissingRule, lows: list[Number]) -> Number:
    needed = min(rule.needed(len(lows)), len(lows))
    if rule.missing_is_zero or isinstance(combine, Sum):
        total = sum(min(low, 0) for low in lows) + sum(sorted(max(low, 0) for low in lows)[:needed])
        return Fraction(total, len(lows)) if isinstance(combine, Mean) else total
    mean = Fraction(sum(sorted(lows)[:needed]), needed)
    return mean * len(lows) if isinstance(combine, ProRatedSum) else mean


def is_whole(score: Score, items: Mapping[str, Item], scores: Mapping[str, Score]) -> bool:
    """Return whether every value of the score is a whole number."""
    if isinstance(score, Derived):
        return not isinstance(score, Equation)
    if score.rounding is not RoundingRule.NONE:
        return True
    if not isinstance(score.combine, Sum):
        return False
    return all(is_whole(scores[code], items, scores) for code in parts_of(score)) and all(
        part.has_values and Fraction(part.item_value(items[code], number)).denominator == 1
        for part, code in items_of(score, scores)
        for number in possible_numbers(items[code])
    )
