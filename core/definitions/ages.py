"""Exact calendar ages, the bands they fall in, and gaps that are meant.

Policy, written once: a month of age is complete on the day of the month on which the child was born. Where a month has
no such day (born on the 31st, or on 29 February), it is complete on the first day of the next month, as English and
Scottish law count birthdays. Age is counted in completed months and the days since the last of them.
"""

from dataclasses import dataclass
from datetime import date

from alongside.core.definitions.errors import AlongsideError

MONTHS_A_YEAR = 12


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
