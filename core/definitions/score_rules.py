"""The rules by which numbers become a score: how they are combined, how many may be missing, how it is rounded.

A rule's name is kept with every score, so its meaning never changes: another meaning is another name.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.exact_numbers import Number


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


def rules_of(missing: MissingRule | MissingPolicy) -> tuple[MissingRule, ...]:
    """Return the rule, or every rule that a study may choose."""
    return tuple(missing.options.values()) if isinstance(missing, MissingPolicy) else (missing,)
