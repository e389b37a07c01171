"""Exact calendar ages, the bands they fall in, gaps that are meant, and overlaps that are settled.

Policy, written once: a month of age is complete on the day of the month on which the child was born. Where a month has
no such day (born on the 31st, or on 29 February), it is complete on the first day of the next month, as English and
Scottish law count birthdays. Age is counted in completed months and the days since the last of them.

A child who was born early has a second age, counted from the day on which it was due (40 weeks): the adjusted age. It
never falls below nought. An instrument or a study says whether, and up to which age from birth, it chooses the form by
the adjusted age; without such a word the age from birth counts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.core.definitions.errors import AlongsideError

MONTHS_A_YEAR = 12
EARLY_AT_MOST = 18
"""Completed weeks before the day it was due on which a child is born at the earliest: 22 weeks of pregnancy."""


class BirthInFutureError(AlongsideError):
    """The date of birth is after the day on which the age is wanted."""

    for_people = "errors.date_in_future"


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """An age in completed months, and the days since the last of them."""

    months: int
    days: int

    @property
    def years(self) -> int:
        """Completed years."""
        return self.months // MONTHS_A_YEAR


def age_on(born: date, on: date) -> Age:
    """Return the exact age on a day.

    Raises:
        BirthInFutureError: `born` is after `on`.
    """
    if born > on:
        raise BirthInFutureError("a date of birth lies after the reference date")
    months = (on.year - born.year) * MONTHS_A_YEAR + on.month - born.month
    completed = completes_month(born, months)
    if completed > on:
        months -= 1
        completed = completes_month(born, months)
    return Age(months, (on - completed).days)


def completes_month(born: date, months: int) -> date:
    """Return the day on which a child completes this many months."""
    years, month_index = divmod(born.month - 1 + months, MONTHS_A_YEAR)
    year = born.year + years
    try:
        return date(year, month_index + 1, born.day)
    except ValueError:  # the month has no such day: the first of the next month (see the policy above)
        return date(year + (month_index + 1) // MONTHS_A_YEAR, (month_index + 1) % MONTHS_A_YEAR + 1, 1)


@dataclass(frozen=True, slots=True)
class AdjustAge:
    """That the form is chosen by the adjusted age, for a child who was born at least `from_weeks` completed weeks early.

    It is adjusted while the child is younger than `until_months` completed months, counted from birth; 0 = never.
    """

    until_months: int
    from_weeks: int = 1


def adjusted_age_on(born: date, on: date, *, weeks_early: int) -> Age:
    """Return the age counted from the day on which the child was due, and nought before that day.

    Raises:
        BirthInFutureError: `born` is after `on`.
    """
    age_from_birth = age_on(born, on)
    if weeks_early <= 0:
        return age_from_birth
    due = born + timedelta(weeks=weeks_early)
    return Age(0, 0) if due > on else age_on(due, on)


def age_counted(born: date, on: date, *, weeks_early: int, adjust: AdjustAge | None) -> Age:
    """Return the age that chooses a form: from birth, or adjusted where the rule says so.

    Raises:
        BirthInFutureError: `born` is after `on`.
    """
    age_from_birth = age_on(born, on)
    if adjust is None or weeks_early < adjust.from_weeks or age_from_birth.months >= adjust.until_months:
        return age_from_birth
    return adjusted_age_on(born, on, weeks_early=weeks_early)


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages from `from_months` up to, and not including, `to_months`, in completed months."""

    code: str
    from_months: int
    to_months: int

    def holds(self, age: Age) -> bool:
        """Return whether the age is in the band."""
        return self.from_months <= age.months < self.to_months


def age_bands(*, from_months: int, edges: tuple[int, ...]) -> tuple[AgeBand, ...]:
    """Return adjoining bands: `from_months=12, edges=(18, 24)` gives `12_17` and `18_23`."""
    starts = (from_months, *edges[:-1])
    return tuple(AgeBand(f"{low}_{high - 1}", low, high) for low, high in zip(starts, edges, strict=True))


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A gap that is meant: children of these ages are not asked, and why."""

    from_months: int
    to_months: int
    why: str


def not_asked(from_months: int, to_months: int, why: str) -> NotAsked:
    """Declare a gap."""
    return NotAsked(from_months, to_months, why)


@dataclass(frozen=True, slots=True)
class OverlapSettled:
    """Ages for which an instrument has more than one form: that the study chose one, and why."""

    from_months: int
    to_months: int
    why: str


def overlap_settled(from_months: int, to_months: int, why: str) -> OverlapSettled:
    """Say why the form that the study asks at these ages was chosen."""
    return OverlapSettled(from_months, to_months, why)
