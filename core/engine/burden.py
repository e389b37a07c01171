"""Burden: the honest minutes of each form, of each sitting and of a family over the whole study, and the order of a sitting.

A sitting is a visit as one adult answers it. What is asked about children is asked again for each child; what an adult
is asked about themselves comes once. Where two adults of a family answer, each has their own sittings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, Study, StudyVersion, Visit
from alongside.core.engine.age_board import Row, board_months

CHILDREN_SHOWN = (1, 2, 3)
"""The sizes of family for which the minutes are told."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The least and the most, over all ages that the study admits."""

    least: int
    most: int

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(self.least + other.least, self.most + other.most)

    def times(self, number: int) -> "Minutes":
        """Return the minutes for a number of children."""
        return Minutes(self.least * number, self.most * number)


@dataclass(frozen=True, slots=True)
class FormMinutes:
    """The honest time of one form."""

    instrument: str
    form: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A visit as one adult in one of these roles answers it: about themselves, and about each child."""

    visit: str
    respondents: tuple[str, ...]
    about_adult: int
    about_child: Minutes

    def with_children(self, number: int) -> Minutes:
        """Return the minutes of an adult who answers about this number of children."""
        return Minutes(self.about_adult, self.about_adult) + self.about_child.times(number)


@dataclass(frozen=True, slots=True)
class FamilyMinutes:
    """What one adult who answers everything gives over the whole study; the children grow from visit to visit."""

    children: int
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Burden:
    """What a study asks of families, in minutes."""

    version: str
    forms: tuple[FormMinutes, ...]
    sittings: tuple[Sitting, ...]
    families: tuple[FamilyMinutes, ...]


def burden_of(study: Study, version: StudyVersion, instruments: Mapping[str, Instrument]) -> Burden:
    """Return the minutes that a version of a study asks for."""
    board = _board(study, version, instruments)
    asked_at_all = dict.fromkeys(asked.instrument for visit in version.visits for asked in visit.asked)
    forms = tuple(
        FormMinutes(code, form.code, instruments[code].minutes_of(form.code))
        for code in asked_at_all
        if code in instruments
        for form in instruments[code].all_forms
    )
    sittings = tuple(sitting for visit in version.visits for sitting in _sittings(study, visit, instruments, board))
    return Burden(version.code, forms, sittings, tuple(_families(study, version, instruments, board)))


def order_warnings(
    study: Study, version: StudyVersion, instruments: Mapping[str, Instrument]
) -> Iterator[tuple[str, Fault]]:
    """Yield a visit's code and a warning where its primary outcome comes late, or it begins with a sensitive part.

    Counted for a family with one child, at each age that the study admits.
    """
    board = _board(study, version, instruments)
    for visit in version.visits:
        place = f"{study.code}.{version.code}.{visit.code}"
        for respondents in _respondents(visit, instruments):
            late: dict[str, list[int]] = {}
            sensitive: dict[str, list[int]] = {}
            for months in _ages(study):
                parts = _parts(visit, instruments, respondents, board.get((visit.code, months)))
                for found, codes in ((late, _late(parts)), (sensitive, _sensitive_first(parts))):
                    for code in codes:
                        found.setdefault(code, []).append(months)
            yield from ((visit.code, _late_warning(f"{place}.{code}", months)) for code, months in late.items())
            for code, months_first in sensitive.items():
                yield visit.code, _sensitive_warning(f"{place}.{code}", months_first)


_Board = Mapping[tuple[str, int], Row]
"""Rows of single months, by visit and age."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sitting, in the order in which it is asked."""

    asked: Asked
    instrument: Instrument
    minutes: int


def _board(study: Study, version: StudyVersion, instruments: Mapping[str, Instrument]) -> _Board:
    return {(row.visit, row.from_months): row for row in board_months(study, version, instruments)}


def _parts(
    visit: Visit, instruments: Mapping[str, Instrument], respondents: tuple[str, ...], row: Row | None
) -> list[_Part]:
    """Return what an adult in one of these roles is asked, for a family with one child of the row's age; None = grown up."""
    parts = []
    about_child = iter(row.places if row else ())
    for asked in visit.asked:
        instrument = instruments.get(asked.instrument)
        if instrument is None:
            continue
        if asked.per == "child":
            place = next(about_child, None)
            minutes = place.minutes if place else 0
        else:
            minutes = instrument.minutes_of(instrument.all_forms[0].code)
        if minutes and set(respondents) & set(instrument.respondents):
            parts.append(_Part(asked, instrument, minutes))
    return parts


def _respondents(visit: Visit, instruments: Mapping[str, Instrument]) -> list[tuple[str, ...]]:
    """Return the roles that answer at a visit; those that are asked exactly the same stand together."""
    by_role: dict[str, tuple[str, ...]] = {}
    for asked in visit.asked:
        if asked.instrument in instruments:
            for role in instruments[asked.instrument].respondents:
                by_role[role] = (*by_role.get(role, ()), asked.instrument)
    together: dict[tuple[str, ...], tuple[str, ...]] = {}
    for role, what in by_role.items():
        together[what] = (*together.get(what, ()), role)
    return list(together.values())


def _sittings(study: Study, visit: Visit, instruments: Mapping[str, Instrument], board: _Board) -> Iterator[Sitting]:
    for respondents in _respondents(visit, instruments):
        asked = [_parts(visit, instruments, respondents, board.get((visit.code, months))) for months in _ages(study)]
        about_child = [_about(parts, "child") for parts in asked]
        yield Sitting(visit.code, respondents, _about(asked[0], "participant"), _range(about_child))


def _families(
    study: Study, version: StudyVersion, instruments: Mapping[str, Instrument], board: _Board
) -> Iterator[FamilyMinutes]:
    everybody = tuple(role for instrument in instruments.values() for role in instrument.respondents)
    about_adult, about_child = 0, []
    for months in _ages(study):
        asked = [
            part
            for visit in version.visits
            for part in _parts(visit, instruments, everybody, board.get((visit.code, months + visit.after_months)))
        ]
        about_adult = _about(asked, "participant")
        about_child.append(_about(asked, "child"))
    for children in CHILDREN_SHOWN:
        yield FamilyMinutes(children, Minutes(about_adult, about_adult) + _range(about_child).times(children))


def _ages(study: Study) -> range:
    return range(study.children_from_months, max(study.children_to_months, study.children_from_months + 1))


def _about(parts: Sequence[_Part], per: str) -> int:
    return sum(part.minutes for part in parts if part.asked.per == per)


def _range(minutes: Sequence[int]) -> Minutes:
    return Minutes(min(minutes), max(minutes))


def _late(parts: Sequence[_Part]) -> Iterator[str]:
    whole, before = sum(part.minutes for part in parts), 0
    for part in parts:
        if part.asked.is_primary and 2 * before > whole:
            yield part.instrument.code
        before += part.minutes


def _sensitive_first(parts: Sequence[_Part]) -> Iterator[str]:
    """Yield the first part when it warns of what is hard to answer, another could come before it, and nobody said why."""
    warns = [_begins_hard(part.instrument) for part in parts]
    if warns and warns[0] and not all(warns) and not parts[0].asked.opens_because.strip():
        yield parts[0].instrument.code


def _begins_hard(instrument: Instrument) -> bool:
    first = instrument.section_of.get(instrument.items[0].code) if instrument.items else None
    return bool(instrument.sensitive_warning or (first is not None and first.sensitive_warning))


def _late_warning(place: str, months: Sequence[int]) -> Fault:
    return Fault(
        "PRIMARY_LATE",
        place,
        f"The primary outcome stands after the middle of the sitting, for children of {_in_words(months)}.",
        "Ask it earlier in the visit, so that who tires or is called away has answered it.",
        is_warning=True,
    )


def _sensitive_warning(place: str, months: Sequence[int]) -> Fault:
    return Fault(
        "SENSITIVE_FIRST",
        place,
        f"The sitting begins with a part that warns of hard questions, for children of {_in_words(months)}.",
        "Begin the visit with a part that has no such warning, or say why it is meant: opens_because='why'.",
        is_warning=True,
    )


def _in_words(months: Sequence[int]) -> str:
    """Return ages as stretches: "0 to 23 and 48 to 95 months"."""
    starts = [month for month in months if month - 1 not in months]
    ends = [month for month in months if month + 1 not in months]
    return f"{' and '.join(f'{start} to {end}' for start, end in zip(starts, ends, strict=True))} months"
