"""What a score is read as: published bands and cut-offs, with how sure their numbers are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alongside.core.definitions.exact_numbers import Number


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
