"""Make one person's derived scores: norms by age and sex, equations, and whether the answers can be read."""

import functools
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from alongside.core.definitions.derived_scores import (
    AGE_MONTHS,
    AGE_YEARS,
    Derived,
    Equation,
    NormScore,
    Sex,
    Term,
    Validity,
)
from alongside.core.definitions.exact_numbers import Number

YEARS_A_MONTH = 1 / 12
"""To be multiplied by: some engines divide by a fixed number that way, so that a division would differ in the last place."""

NO_AGE = "no age given"
NO_SEX = "no sex given"
NO_NORMS_FOR_CHILD = "no norms for this age and sex"
BELOW_NORMS = "the raw score lies below the norms"
NOT_VALID = "not valid"
SET_TO_LOWEST = "set to the lowest score that there can be"
SET_TO_HIGHEST = "set to the highest score that there can be"


@dataclass(frozen=True, slots=True)
class AboutWhom:
    """Whom a sheet describes: the age in completed months on the reference day, and the sex; None = not known."""

    age_months: int | None = None
    sex: Sex | None = None


def derive(score: Derived, parts: Mapping[str, Number | None], whom: AboutWhom) -> tuple[Number | None, str]:
    """Return the score, and what is to be said of it: why there is none, or what is special. Its file is installed."""
    if isinstance(score, Validity):
        return _check(score, parts)
    if any(number is None for number in parts.values()):
        return None, parts_lacking(parts)
    if score.needs_age and whom.age_months is None:
        return None, NO_AGE
    if score.needs_sex and whom.sex is None:
        return None, NO_SEX
    known = {code: number for code, number in parts.items() if number is not None}
    return _look_up(score, known, whom) if isinstance(score, NormScore) else _work_out(score, known, whom)


def parts_lacking(parts: Mapping[str, Number | None]) -> str:
    """Return the parts without a score, in the words used of a composite."""
    without = "".join(f"; {code} has none" for code, number in parts.items() if number is None)
    there = sum(number is not None for number in parts.values())
    return f"{there} of {len(parts)} parts have a score, at least {len(parts)} needed{without}"


def _check(score: Validity, parts: Mapping[str, Number | None]) -> tuple[Number | None, str]:
    over = [f"; {code} is more than {limit}" for code, limit in score.at_most.items() if (parts[code] or 0) > limit]
    if over:
        return 0, NOT_VALID + "".join(over)
    return (None, parts_lacking(parts)) if None in parts.values() else (1, "")


def _look_up(score: NormScore, parts: Mapping[str, Number], whom: AboutWhom) -> tuple[Number | None, str]:
    band = next((band for band in score.norms if band.holds(whom.age_months or 0, whom.sex)), None)
    if band is None:
        return None, NO_NORMS_FOR_CHILD
    norm = band.read(score.looked_for(parts[score.raw]))
    return norm, BELOW_NORMS if norm is None else ""


def _work_out(score: Equation, parts: Mapping[str, Number], whom: AboutWhom) -> tuple[Number, str]:
    months = whom.age_months or 0
    factors = {code: float(number) for code, number in parts.items()}
    factors |= {sex.value: float(whom.sex is sex) for sex in Sex}
    factors |= {AGE_MONTHS: float(months), AGE_YEARS: months * YEARS_A_MONTH}
    found = functools.reduce(operator.add, (_term(term, factors) for term in score.terms))
    if found < float(score.lowest):
        return score.lowest, SET_TO_LOWEST
    if found > float(score.highest):
        return score.highest, SET_TO_HIGHEST
    return Fraction(found), ""


def _term(term: Term, factors: Mapping[str, float]) -> float:
    return functools.reduce(operator.mul, (factors[name] for name in term.factors), float(term.coefficient))
