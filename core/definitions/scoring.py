"""How a score is made: rules with permanent names, subscales of items, composites of subscales, bands. Exact numbers.

A rule's name is kept with every score, so its meaning never changes: another meaning is another name.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from alongside.core.definitions.conditions import Condition
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.items import Item
from alongside.core.definitions.responses import Ladder, ResponseScale, WholeNumber

Number = int | Fraction
"""An exact number."""
Range = tuple[Number, Number]
"""The lowest and the highest number possible."""


class PolicyUnknownError(AlongsideError):
    """A policy, or the option chosen for it, does not exist."""


class RoundingRule(StrEnum):
    """How a score is rounded."""

    NONE = "none"
    HALF_UP = "half_up"

    @property
    def words(self) -> str:
        """The rule in words, for a codebook."""
        return {"none": "Not rounded.", "half_up": "Rounded to a whole number; a half goes up."}[self.value]

    def round(self, number: Number) -> Number:
        """Return the number, rounded."""
        return number if self is RoundingRule.NONE else math.floor(number + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum."""

    name: ClassVar[str] = "sum"
    words: ClassVar[str] = "Sum of the answers."


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of what was answered."""

    name: ClassVar[str] = "mean"
    words: ClassVar[str] = "Mean of the answers given."


@dataclass(frozen=True, slots=True)
class ProRatedSum:
    """The mean of what was answered, times the number of items."""

    name: ClassVar[str] = "pro_rated_sum"
    words: ClassVar[str] = "Mean of the answers given, times the number of items."


Combine = Sum | Mean | ProRatedSum
"""How several numbers become one."""


@dataclass(frozen=True, slots=True)
class MissingRule:
    """How many items (or parts) may be missing. Nothing is ever made from nothing: at least one must be answered.

    `within_scored_parts`, of a composite over items: the answers of a part that has no score of its own do not count.
    """

    name: str
    words: str
    most_missing: int | None = None
    least_answered: int | None = None
    most_share: Fraction | None = None
    missing_is_zero: bool = False
    within_scored_parts: bool = False

    @classmethod
    def none_missing(cls) -> "MissingRule":
        """All must be answered."""
        return cls("none_missing", "Not computed when anything is missing.", most_missing=0)

    @classmethod
    def at_most(cls, n: int) -> "MissingRule":
        """Up to `n` may be missing."""
        return cls(f"at_most_{n}_missing", f"Not computed when more than {n} are missing.", most_missing=n)

    @classmethod
    def at_least_answered(cls, n: int) -> "MissingRule":
        """`n` or more must be answered."""
        return cls(f"at_least_{n}_answered", f"Not computed when fewer than {n} are answered.", least_answered=n)

    @classmethod
    def at_most_share(cls, share: Fraction) -> "MissingRule":
        """Up to this share, itself included, may be missing."""
        top, bottom = share.numerator, share.denominator
        words = f"Not computed when more than {top}/{bottom} of the items are missing."
        return cls(f"at_most_{top}_of_{bottom}_missing", words, most_share=share)

    @classmethod
    def zero_unless_all(cls) -> "MissingRule":
        """What is missing counts as 0, unless all is missing."""
        words = "What is missing counts as 0; not computed when all is missing."
        return cls("zero_unless_all_missing", words, least_answered=1, missing_is_zero=True)

    def of_scored_parts(self) -> "MissingRule":
        """Return the same rule, for which a part without a score of its own counts as not answered."""
        words = f"{self.words} Answers of a part that has no score do not count."
        name = f"{self.name}_of_scored_parts"
        return replace(self, name=name, words=words, within_scored_parts=True)

    def needed(self, of: int) -> int:
        """Return how many of `of` must be answered."""
        if self.least_answered is not None:
            return max(1, self.least_answered)
        missing = self.most_missing if self.most_share is None else math.floor(self.most_share * of)
        return max(1, of - (missing or 0))


@dataclass(frozen=True, slots=True)
class MissingPolicy:
    """Missing rules among which a study chooses, where published codes disagree."""

    name: str
    options: Mapping[str, MissingRule] = field(hash=False)
    default: str

    def choose(self, policies: Mapping[str, str]) -> tuple[str, MissingRule]:
        """Return the option chosen, or the default, and its rule.

        Raises:
            PolicyUnknownError: there is no such option.
        """
        option = policies.get(self.name, self.default)
        if option not in self.options:
            raise PolicyUnknownError(f"policy {self.name!r} has no option {option!r}: {', '.join(self.options)}")
        return option, self.options[option]


@dataclass(frozen=True, slots=True)
class ZeroToHundred:
    """Each item's lowest score becomes 0 and its highest 100."""

    name: ClassVar[str] = "zero_to_hundred"
    words: ClassVar[str] = "Each item is stretched to 0-100."


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What each level of each attribute is worth. Without `values` none is installed, and nothing is scored."""

    name: str
    version: str
    source: str
    values: Mapping[str, Mapping[int, Number]] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> str:
        """The value set in words, for a codebook."""
        return f"Each level is worth what {self.name} {self.version} says ({self.source})."


@dataclass(frozen=True, slots=True)
class Gate:
    """When the condition holds, the score is `value`, whatever else was answered."""

    when: Condition
    value: int


class Evidence(StrEnum):
    """How sure a number is: the grade goes with it into codebooks."""

    SOURCED = "sourced"
    COMPUTED = "computed"
    INFERRED = "inferred"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `low` to `high`, both included. `evidence` None = as the whole scheme."""

    code: str
    low: Number
    high: Number
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class BandReading:
    """The band in which a score lies, and by which scheme."""

    scheme: str
    version: str
    band: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class BandScheme:
    """Published bands, for each form, from least to most concern: numbers rise or fall along them.

    Where the bands of a score with fractions touch, the number on the edge is in the band with the higher numbers.
    """

    code: str
    version: str
    source: str
    evidence: Evidence
    bands_by_form: Mapping[str, tuple[Band, ...]] = field(hash=False)

    def rising(self, form: str) -> tuple[Band, ...]:
        """Return the bands of a form, lowest numbers first; none when the scheme has none for it."""
        return tuple(sorted(self.bands_by_form.get(form, ()), key=lambda band: band.low))

    def read(self, form: str, number: Number) -> BandReading | None:
        """Return the band of a score, or None when the scheme has none for this form."""
        for band in reversed(self.rising(form)):
            if band.low <= number <= band.high:
                return BandReading(self.code, self.version, band.code, band.evidence or self.evidence)
        return None


@dataclass(frozen=True, slots=True)
class CutOff:
    """A number from which a score is `at_or_above`; lower ones are `below`. The same for every form."""

    code: str
    at_least: Number
    version: str
    source: str
    evidence: Evidence

    def read(self, form: str, number: Number) -> BandReading:  # noqa: ARG002 -- the same call as on a scheme
        """Return on which side the score lies."""
        side = "at_or_above" if number >= self.at_least else "below"
        return BandReading(self.code, self.version, side, self.evidence)


@dataclass(frozen=True, slots=True)
class Subscale:
    """A score made from items. `higher_is` says in words what a high score means.

    An item's number is first reversed (when in `reverse`), then recoded (`item_recode` before `recode`), then transformed.
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

    def faults(self, place: str, items: Mapping[str, Item], scores: list[str]) -> Iterator[Fault]:
        """Yield what is wrong with it."""
        from_items = [*_common_faults(self, place, scores), *_item_faults(self, place, items)]
        yield from from_items
        yield from _missing_faults(self, place, len(self.items))
        if not from_items:
            yield from _value_faults(self, place, items)


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

    def faults(self, place: str, items: Mapping[str, Item], scores: list[str]) -> Iterator[Fault]:  # noqa: ARG002
        """Yield what is wrong with it."""
        yield from _common_faults(self, place, scores)


Score = Subscale | Composite
"""A score of an instrument."""


def ends(numbers: Sequence[Number]) -> Range:
    """Return the least and the greatest of some numbers (a range is not walked through)."""
    return (numbers[0], numbers[-1]) if isinstance(numbers, range) else (min(numbers), max(numbers))


def possible_numbers(item: Item) -> Sequence[Number]:
    """Return every number that an answer to the item can have; none when its answers carry no numbers."""
    match item.response:
        case ResponseScale(choices=choices):
            return sorted({choice.value for choice in choices if choice.value is not None})
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return range(low, high + 1)
        case _:
            return ()


def rules_of(missing: MissingRule | MissingPolicy) -> tuple[MissingRule, ...]:
    """Return the rule, or every rule that a study may choose."""
    return tuple(missing.options.values()) if isinstance(missing, MissingPolicy) else (missing,)


def parts_of(score: Score) -> tuple[str, ...]:
    """Return the scores whose values are combined; none when it is made from items."""
    return score.of if isinstance(score, Composite) and not score.over_items else ()


def items_of(score: Score, scores: Mapping[str, Score]) -> tuple[tuple[Subscale, str], ...]:
    """Return the items whose answers are combined, each with the subscale that gives its worth; none for parts."""
    if isinstance(score, Subscale):
        return tuple((score, item) for item in score.items)
    parts = (scores[code] for code in (score.of if score.over_items else ()))
    return tuple((part, item) for part in parts if isinstance(part, Subscale) for item in part.items)


def score_range(score: Score, items: Mapping[str, Item], scores: Mapping[str, Score]) -> Range:
    """Return the lowest and highest value that a score can have under any of its rules."""
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
    if score.rounding is not RoundingRule.NONE:
        return True
    if not isinstance(score.combine, Sum):
        return False
    return all(is_whole(scores[code], items, scores) for code in parts_of(score)) and all(
        part.has_values and Fraction(part.item_value(items[code], number)).denominator == 1
        for part, code in items_of(score, scores)
        for number in possible_numbers(items[code])
    )


def faults_between(
    owner: str, scores: Sequence[Score], items: Mapping[str, Item], forms: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Yield what is wrong between the scores of an instrument and with its forms, each a sequence of item codes.

    To be asked only when no score has faults of its own.
    """
    by_code = {score.code: score for score in scores}
    for score in scores:
        place = f"{owner}.scores.{score.code}"
        if isinstance(score, Composite):
            yield from _composite_faults(score, place, items, by_code)
        elif not any(score.refers_to() <= set(form) for form in forms.values()):
            yield Fault("SCORE_NEVER_MADE", place, "No form has all its items.", "Add them to a form, or delete it.")
        for scheme in score.bands:
            for form in scheme.bands_by_form if isinstance(scheme, BandScheme) else ():
                if form not in forms:
                    cause = f"The scheme {scheme.code!r} has bands for a form {form!r} that there is not."
                    yield Fault("SCORE_BANDS_FORM_UNKNOWN", place, cause, f"Choose from {', '.join(forms)}.")


def _composite_faults(
    score: Composite, place: str, items: Mapping[str, Item], scores: Mapping[str, Score]
) -> Iterator[Fault]:
    inner = [part for part in score.of if score.over_items and isinstance(scores[part], Composite)]
    for part in inner:
        yield Fault("SCORE_PART_COMPOSITE", place, f"{part!r} has no items of its own.", "Name its subscales instead.")
    if inner:
        return
    yield from _missing_faults(score, place, len(parts_of(score)) or len(items_of(score, scores)))
    span, whole = score_range(score, items, scores), is_whole(score, items, scores)
    yield from _band_faults(score.bands, place, span, is_whole=whole)


def _common_faults(score: Score, place: str, scores: list[str]) -> Iterator[Fault]:
    parts = score.items if isinstance(score, Subscale) else score.of
    if not parts:
        yield Fault("SCORE_EMPTY", place, "It is made from nothing.", "Name what it is made from.")
    for part in sorted({part for part in parts if parts.count(part) > 1}):
        yield Fault("SCORE_PART_REPEATED", place, f"{part!r} stands in it more than once.", "Name it once.")
    if not score.higher_is:
        yield Fault(
            "SCORE_DIRECTION_MISSING",
            place,
            "higher_is is empty.",
            "Say in words what a high score means, for example 'more sleep trouble'.",
        )
    if scores.count(score.code) > 1:
        yield Fault("SCORE_DUPLICATED", place, "Another score has the same code.", "Give each a code of its own.")
    if isinstance(score.missing, MissingPolicy) and score.missing.default not in score.missing.options:
        yield Fault(
            "SCORE_POLICY_UNKNOWN",
            place,
            f"The policy {score.missing.name!r} has no option {score.missing.default!r}, its default.",
            f"Choose from {', '.join(score.missing.options)}.",
        )
    if isinstance(score, Composite):
        before = scores[: scores.index(score.code)] if score.code in scores else scores
        for part in score.of:
            if part not in before:
                known = part in scores
                yield Fault(
                    "SCORE_PART_ORDER" if known else "SCORE_PART_UNKNOWN",
                    place,
                    f"{part!r} stands after it." if known else f"{part!r} is no score.",
                    "Correct the code, and list a composite after what it is made from.",
                )


def _item_faults(score: Subscale, place: str, items: Mapping[str, Item]) -> Iterator[Fault]:
    for code in sorted(score.refers_to()):
        if code not in items:
            yield Fault("SCORE_ITEM_UNKNOWN", place, f"There is no item {code!r}.", "Correct the code.")
        elif code in score.items and not possible_numbers(items[code]):
            yield Fault(
                "SCORE_ITEM_UNSCORED",
                place,
                f"The answers to {code!r} carry no scores.",
                "Give its choices values, or leave it out of the subscale.",
            )
    for where, codes in (("reverse", score.reverse), ("item_recode", tuple(score.item_recode))):
        for code in codes:
            if code not in score.items:
                yield Fault(
                    "SCORE_REVERSE_UNKNOWN" if where == "reverse" else "SCORE_ITEM_RECODE_UNKNOWN",
                    place,
                    f"{where} names {code!r}, which is not in the subscale.",
                    "Correct the code, or add the item.",
                )


def _missing_faults(score: Score, place: str, of: int) -> Iterator[Fault]:
    for rule in rules_of(score.missing):
        least = rule.least_answered if rule.least_answered is not None else 1
        if (rule.most_missing or 0) >= of > 0 or (rule.most_share or 0) >= 1 or not 1 <= least <= max(of, 1):
            yield Fault(
                "SCORE_MISSING_IMPOSSIBLE",
                place,
                f"The missing rule {rule.name!r} makes no sense with {of}: all could be missing, or none could be enough.",
                "Allow fewer to be missing than there are, and ask for no more than there are.",
            )
        if isinstance(score.combine, Sum) and rule.needed(of) < of and not rule.missing_is_zero:
            yield Fault(
                "SCORE_SUM_SILENT",
                place,
                f"A sum under {rule.name!r} would quietly count what is missing as 0.",
                "Use ProRatedSum() or Mean(), or say so with MissingRule.zero_unless_all().",
            )
        if rule.within_scored_parts and not (isinstance(score, Composite) and score.over_items):
            yield Fault(
                "SCORE_PARTS_MISSING",
                place,
                f"The missing rule {rule.name!r} speaks of parts, but only a composite over items has them.",
                "Leave out of_scored_parts().",
            )


def _value_faults(score: Subscale, place: str, items: Mapping[str, Item]) -> Iterator[Fault]:
    for codes, recoding in (
        (score.items, score.recode),
        *(((code,), score.item_recode[code]) for code in score.item_recode),
    ):
        known = {number for code in codes for number in possible_numbers(items[code])}
        if strange := sorted(set(recoding) - known):
            cause = f"It recodes {strange}, which no answer to {', '.join(codes)} has."
            yield Fault("SCORE_RECODE_UNKNOWN", place, cause, "Correct the number on the left.")
    for code in score.items:
        numbers = possible_numbers(items[code])
        if isinstance(score.transform, ZeroToHundred) and len(numbers) < 2:  # noqa: PLR2004 -- two ends
            yield Fault("SCORE_RANGE_EMPTY", place, f"{code!r} has one score only.", "Nothing can be stretched.")
            return
        if isinstance(score.transform, ValueSet) and score.has_values:
            values = score.transform.values.get(code, {})
            if any(number not in values for number in numbers):
                cause = f"The value set lacks {code!r}, or a level of it."
                yield Fault("SCORE_VALUES_MISSING", place, cause, "Type in a value for every level.")
                return
    if score.has_values:
        span, whole = score_range(score, items, {}), is_whole(score, items, {})
        yield from _band_faults(score.bands, place, span, is_whole=whole)


def _band_faults(schemes: Sequence[BandScheme | CutOff], place: str, span: Range, *, is_whole: bool) -> Iterator[Fault]:
    for scheme in schemes:
        at = f"{place}.bands.{scheme.code}"
        if isinstance(scheme, BandScheme):
            for form in scheme.bands_by_form:
                yield from _end_faults(scheme, form, at, span)
                yield from _edge_faults(scheme, form, at, 1 if is_whole else 0)
        elif not span[0] <= scheme.at_least <= span[1]:
            cause = f"The cut-off {scheme.at_least} is not among the scores {span[0]} to {span[1]}."
            yield Fault("SCORE_BANDS_OUTSIDE", at, cause, "Correct the number.")


def _end_faults(scheme: BandScheme, form: str, at: str, span: Range) -> Iterator[Fault]:
    bands = scheme.rising(form)
    if not bands or (bands[0].low, bands[-1].high) != span:
        cause = f"The bands of form {form!r} do not run from {span[0]} to {span[1]}, the scores that there can be."
        yield Fault("SCORE_BANDS_OUTSIDE", at, cause, "Begin at the lowest score and end at the highest.")
    for band in bands:
        if band.low > band.high:
            cause = f"The band {band.code!r} begins at {band.low}, above its end {band.high}."
            yield Fault("SCORE_BANDS_REVERSED", at, cause, "Exchange low and high.")
    if scheme.bands_by_form[form] not in (bands, bands[::-1]):
        cause = f"The bands of form {form!r} neither rise nor fall from one to the next."
        yield Fault("SCORE_BANDS_UNORDERED", at, cause, "List them from least to most concern.")


def _edge_faults(scheme: BandScheme, form: str, at: str, step: int) -> Iterator[Fault]:
    for left, right in pairwise(scheme.rising(form)):
        repair = f"Begin {right.code!r} at {left.high + step}."
        if right.low > left.high + step:
            cause = f"No band holds the scores between {left.high} and {right.low} (form {form!r})."
            yield Fault("SCORE_BANDS_GAP", at, cause, repair)
        if right.low < left.high + step:
            cause = f"{left.code!r} and {right.code!r} share scores (form {form!r})."
            yield Fault("SCORE_BANDS_OVERLAP", at, cause, repair)
