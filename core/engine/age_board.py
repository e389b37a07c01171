"""The age board: for every month of age which forms are due at which visit, with gaps, overlaps and minutes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, Study, StudyVersion, forms_at, forms_by_age, gaps_of, why_at

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
    """One instrument at an age. `why` are the words for a gap or for a settled overlap.

    `forms` are those that are asked, or at an overlap that nobody settled those that could be.
    """

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


def _finder(study: Study, asked: Asked, instrument: Instrument) -> Callable[[int], Place]:
    first, end = study.ages_counted(asked, instrument)
    spans, own = forms_by_age(asked, instrument), instrument.all_forms
    gaps = gaps_of(asked, instrument)

    def find(months: int) -> Place:
        if not first <= months < end:
            return Place(instrument.code, Standing.OUTSIDE)
        forms = forms_at(months, spans)
        if not forms:
            why = why_at(months, gaps)
            return Place(instrument.code, Standing.NOT_ASKED if why else Standing.GAP, why=why)
        made_for = tuple(form.code for form in own if form.from_months <= months < form.to_months)
        minutes = sum(instrument.minutes_of(form) for form in forms)
        if len(made_for) < 2 and len(forms) == 1:  # noqa: PLR2004 - two are an overlap
            return Place(instrument.code, Standing.DUE, forms, minutes=minutes)
        why = why_at(months, asked.overlaps)
        if why and len(forms) == 1:
            return Place(instrument.code, Standing.SETTLED, forms, why, minutes)
        return Place(instrument.code, Standing.OVERLAP, tuple(dict.fromkeys((*forms, *made_for))), minutes=minutes)

    return find


def _stretches(rows: Iterator[Row]) -> Iterator[Row]:
    for _, alike in groupby(rows, key=lambda row: (row.visit, row.places)):
        months = list(alike)
        yield replace(months[0], to_months=months[-1].to_months)
