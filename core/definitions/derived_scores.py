"""Scores that are made from other scores: read in a norm table, worked out with an equation, or a check of the answers."""

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.score_rules import MissingRule, RoundingRule


class Sex(StrEnum):
    """The sexes that published norm tables and equations know."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a score is made from other scores, by name and in words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class NormBand:
    """The norms for one sex (None = both) from `from_months` up to, and not including, `to_months` of age.

    `steps` are raw scores, rising, each with the norm score that holds from there up to the next.
    """

    sex: Sex | None
    from_months: int
    to_months: int
    steps: tuple[tuple[Number, int], ...]

    def holds(self, age_months: int, sex: Sex | None) -> bool:
        """Return whether the band is for a child of this age and sex."""
        return self.from_months <= age_months < self.to_months and self.sex in {None, sex}

    def read(self, raw: Number) -> int | None:
        """Return the norm score of a raw score; None when it lies below the table."""
        return next((norm for start, norm in reversed(self.steps) if start <= raw), None)


@dataclass(frozen=True, slots=True)
class NormScore:
    """A score read in a norm table by age and sex: the `norms` of an installed file; without it nothing is scored.

    The raw score is rounded to `decimals` places, a half up, before it is looked for. Norm scores lie between `lowest`
    and `highest`.
    """

    slot: ClassVar[str] = "norms"
    combine: ClassVar[Derivation] = Derivation("norm_table", "Read in the norm table for the child's age and sex.")
    missing: ClassVar[MissingRule] = MissingRule.none_missing()
    rounding: ClassVar[RoundingRule] = RoundingRule.NONE

    code: str
    raw: str
    _: KW_ONLY
    higher_is: str
    decimals: int = 0
    lowest: int = 0
    highest: int = 120
    bands: tuple[BandScheme | CutOff, ...] = ()
    norms: tuple[NormBand, ...] = ()

    @property
    def of(self) -> tuple[str, ...]:
        """The one score that it is made from."""
        return (self.raw,)

    @property
    def needs_age(self) -> bool:
        """Whether nothing can be scored without an age."""
        return bool(self.norms)

    @property
    def needs_sex(self) -> bool:
        """Whether nothing can be scored without a sex."""
        return any(band.sex for band in self.norms)

    def looked_for(self, raw: Number) -> Number:
        """Return the raw score as it is looked for in the table."""
        places = 10**self.decimals
        return Fraction(math.floor(raw * places + Fraction(1, 2)), places)

    def is_made_from(self, items: set[str], scores: Mapping[str, object]) -> bool:  # noqa: ARG002 -- as a subscale
        """Return whether these scores are all it needs."""
        return self.raw in scores


AGE_MONTHS, AGE_YEARS = "age_months", "age_years"
"""What an equation calls the age: completed months, or the same in years (a twelfth each)."""


@dataclass(frozen=True, slots=True)
class Term:
    """A coefficient times its factors, each a score, an age or a sex (1 for that sex, else 0), with its power."""

    coefficient: Number
    powers: tuple[tuple[str, int], ...] = ()

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors, each as often as its power says, in the order in which they are multiplied."""
        return tuple(name for name, power in self.powers for _ in range(power))


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum of terms over the scores `of`, age and sex: an installed file `equation_<code>`; without it no score.

    It is worked out in double precision, term by term in the order of the file. What comes out beyond `lowest` or
    `highest` is set to it, and the result says so.
    """

    combine: ClassVar[Derivation] = Derivation("equation", "Worked out with the equation of the installed file.")
    missing: ClassVar[MissingRule] = MissingRule.none_missing()
    rounding: ClassVar[RoundingRule] = RoundingRule.NONE
    bands: ClassVar[tuple[BandScheme | CutOff, ...]] = ()

    code: str
    of: tuple[str, ...]
    _: KW_ONLY
    higher_is: str
    terms: tuple[Term, ...] = ()
    lowest: Number = 0
    highest: Number = 1

    @property
    def slot(self) -> str:
        """What its file is called, without the ending."""
        return f"equation_{self.code}"

    @property
    def factors(self) -> frozenset[str]:
        """Everything that a term is multiplied by."""
        return frozenset(factor for term in self.terms for factor in term.factors)

    @property
    def needs_age(self) -> bool:
        """Whether nothing can be scored without an age."""
        return not self.factors.isdisjoint({AGE_MONTHS, AGE_YEARS})

    @property
    def needs_sex(self) -> bool:
        """Whether nothing can be scored without a sex."""
        return not self.factors.isdisjoint(set(Sex))

    def is_made_from(self, items: set[str], scores: Mapping[str, object]) -> bool:  # noqa: ARG002 -- as a subscale
        """Return whether these scores are all it needs."""
        return all(part in scores for part in self.of)


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether the answers can be read at all: 1 when each score named is at most its limit, else 0.

    Other scores stay as they are: answers that are not valid are marked, never dropped.
    """

    combine: ClassVar[Derivation] = Derivation("validity", "1 when each score named is at most its limit, else 0.")
    missing: ClassVar[MissingRule] = MissingRule.none_missing()
    rounding: ClassVar[RoundingRule] = RoundingRule.NONE
    bands: ClassVar[tuple[BandScheme | CutOff, ...]] = ()
    higher_is: ClassVar[str] = "answers that can be read"
    needs_age: ClassVar[bool] = False
    needs_sex: ClassVar[bool] = False

    code: str
    at_most: Mapping[str, int] = field(hash=False)

    @property
    def of(self) -> tuple[str, ...]:
        """The scores that are looked at."""
        return tuple(self.at_most)

    def is_made_from(self, items: set[str], scores: Mapping[str, object]) -> bool:  # noqa: ARG002 -- as a subscale
        """Return whether these scores are all it needs."""
        return all(part in scores for part in self.at_most)


Derived = NormScore | Equation | Validity
"""A score made from other scores by something else than adding them up."""
