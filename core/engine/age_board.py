"""The age board: for every month of age which forms are due at which visit, with gaps, overlaps and minutes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, Study, StudyVersion, forms_by_age, gaps_of, why_at

BOARD_MONTHS = 216
"""The board ends at the 18th birthday."""


class Standing(StrEnum):
    """How an instrument stands at an age."""

    DUE = "due"
    SETTLED = "settled"
    """Due: the instrument has more than one form for this age, and the study says in words why it asks this one."""
    NOT_ASKED = "not_asked"
    """A gap that is meant."""
    OVERLAP = "overlap"
    """A fault: more than one form is asked, or one of several is and the study does not say why."""
    GAP = "gap"
    """A fault: no form is asked and nobody says why."""
    OUTSIDE = "outside"
    """The study admits no child for whom this age counts."""

    @property
    def is_fault(self) -> bool:
        """Whether the study is refused because of it."""
        return self in {Standing.GAP, Standing.OVERLAP}


@dataclass(frozen=True, slots=True)
class Place:
    """One instrument at an age. `why` are the study's or the instrument's words for a gap or for a settled overlap."""

    instrument: str
    standing: Standing
    forms: tuple[str, ...] = ()
    why: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at a visit for children from `from_months` up to, not including, `to_months`, about one child.

    `minutes` is what is asked about that child; what the adult is asked about themselves comes to it once.
    """

    visit: str
    from_months: int
    to_months: int
    places: tuple[Place, ...]

    @property
    def minutes(self) -> int:
        """The honest time for what is due about one child."""
        return sum(place.minutes for place in self.places)

    @property
    def is_faulty(self) -> bool:
        """Whether a gap or an overlap stands here that nobody declared."""
        return any(place.standing.is_fault for place in self.places)


def board_months(study: Study, version: StudyVersion, instruments: Mapping[str, Instrument]) -> Iterator[Row]:
    """Yield one row for each visit and each month of age, from birth to the 18th birthday.

    An instrument that counts the adjusted age of a child who was born early is placed by that age.
    """
    for visit in version.visits:
        about_children = [asked for asked in visit.asked if asked.per == "child" and asked.instrument in instruments]
        finders = [_finder(study, asked, instruments[asked.instrument]) for asked in about_children]
        for months in range(BOARD_MONTHS):
            yield Row(visit.code, months, months + 1, tuple(find(months) for find in finders))


def age_board(study: Study, version: StudyVersion, instruments: Mapping[str, Instrument]) -> tuple[Row, ...]:
    """Return the board with months alike put together: one row for each stretch of ages at which nothing changes."""
    return tuple(_stretches(board_months(study, version, instruments)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Ages at which one instrument stands the same, whatever the others do."""

    from_months: int
    to_months: int
    place: Place


def stretches_of(rows: Sequence[Row], instrument: str) -> tuple[Stretch, ...]:
    """Return how one instrument stands over the rows of one visit."""
    placed = [(row, place) for row in rows for place in row.places if place.instrument == instrument]
    return tuple(
        Stretch(alike[0][0].from_months, alike[-1][0].to_months, place)
        for place, group in groupby(placed, key=lambda one: one[1])
        for alike in [list(group)]
    )


def place_at(study: Study, asked: Asked, instrument: Instrument, months: int) -> Place:
    """Return how an instrument that is asked about children stands at an age in completed months."""
    return _finder(study, asked, instrument)(months)


def _finder(study: Study, asked: Asked, instrument: Instrument) -> Callable[[int], Place]:
    first, end = study.ages_counted(asked, instrument)
    spans = forms_by_age(asked, instrument)
    gaps = gaps_of(asked, instrument)

    def find(months: int) -> Place:
        if not first <= months < end:
            return Place(instrument.code, Standing.OUTSIDE)
        forms = tuple(span.form for span in spans if span.from_months <= months < span.to_months)
        if not forms:
            why = why_at(months, gaps)
            return Place(instrument.code, Standing.NOT_ASKED if why else Standing.GAP, why=why)
        made_for = [form for form in instrument.all_forms if form.from_months <= months < form.to_months]
        standing, why = Standing.DUE, ""
        if len(made_for) > 1 or len(forms) > 1:
            why = why_at(months, asked.overlaps)
            standing = Standing.SETTLED if why and len(forms) == 1 else Standing.OVERLAP
        return Place(instrument.code, standing, forms, why, sum(instrument.minutes_of(form) for form in forms))

    return find


def _stretches(rows: Iterator[Row]) -> Iterator[Row]:
    for _, alike in groupby(rows, key=lambda row: (row.visit, row.places)):
        months = list(alike)
        yield replace(months[0], to_months=months[-1].to_months)
