"""Correcting when a child was born or how many weeks early, and what follows: ages, and forms that nobody has begun.

A form that was begun stays as it was asked; the team is told which, for nobody can answer other questions afterwards.
What was kept before is kept on, sealed, with who corrected it and when; the audit trail learns no date.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.conduct.answering import sheet_due
from alongside.core.conduct.looking import BORN, WEEKS_EARLY
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.errors import AlongsideError
from alongside.core.storage import answers, audit, families, visits
from alongside.core.storage.database import Transaction

CORRECTIONS = "corrections"
"""The vault's field of a child: every correction, oldest first, as JSON."""
REASONS = ("typed_wrong", "told_wrong")
"""Why something is corrected; staff read `staff_children.reason_<code>`."""


class ChildUnknownError(AlongsideError):
    """This person has no such child, or nothing is kept of it any more."""


class NothingDiffersError(AlongsideError):
    """What was typed is what is kept."""


class BornTooLateError(AlongsideError):
    """By this birthday the child was not born yet when somebody was asked about it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right instead: None = it stays as it is. `weeks_early` 0 = not early. `reason` is one of `REASONS`."""

    born: date | None
    weeks_early: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A part that has another form than the one for the child's age then.

    `asked` empty = nothing was asked; `right` empty = nothing is asked at that age.
    """

    visit: str
    instrument: str
    asked: str
    right: str
    is_begun: bool


@dataclass(frozen=True, slots=True)
class ChildKept:
    """A child of a family whose birthday is kept: its number, its age today, and what was asked in another form."""

    number: str
    months: int
    other_forms: tuple[OtherForm, ...]


@dataclass(frozen=True, slots=True)
class _Due:
    """What a visit has asked about a child (`sheet`), and what it asks by the child's age then (`right`); never neither."""

    visit: visits.Visit
    instrument: str
    sheet: visits.Sheet | None
    right: visits.NewSheet | None
    months: int

    @property
    def form(self) -> str:
        """The right form; empty = none."""
        return self.right.form if self.right else ""


def children_kept(services: Services, number: str) -> tuple[ChildKept, ...]:
    """Return the children of a person whose birthday is kept."""
    with services.vault.read() as sealed, services.records.read() as tx:
        numbers = [child.number for child in families.children_of(tx, number)]
        facts = services.vault.fields_of(sealed, numbers, (BORN, WEEKS_EARLY))
        return tuple(
            _child_kept(services, tx, number, child, facts[child]) for child in numbers if BORN in facts[child]
        )


def _child_kept(services: Services, tx: Transaction, number: str, child: str, facts: Mapping[str, str]) -> ChildKept:
    born, weeks = date.fromisoformat(facts[BORN]), int(facts.get(WEEKS_EARLY, "0"))
    others = tuple(
        OtherForm(
            one.visit.code,
            one.instrument,
            one.sheet.form if one.sheet else "",
            one.form,
            is_begun=one.sheet is not None and _is_begun(tx, one.sheet),
        )
        for one in _due_by(services, tx, number, child, born, weeks)
        if one.sheet is None or one.sheet.form != one.form
    )
    return ChildKept(child, age_on(born, services.clock.today()).months, others)


def correct_child(services: Services, number: str, child: str, correction: Correction, *, by: str) -> None:
    """Keep what is right about a child. Ages at visits follow; so do forms of parts that nobody has begun.

    Raises:
        ChildUnknownError: this person has no such child, or nothing is kept of it any more.
        NothingDiffersError: what was typed is what is kept.
        BornTooLateError: somebody was asked about the child before that birthday.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        families.lock_participant(tx, number)
        person = families.participant(tx, number)
        if person is None or child not in {one.number for one in families.children_of(tx, number)}:
            raise ChildUnknownError("no such child")
        kept = services.vault.fields(sealed, child)
        if BORN not in kept:
            raise ChildUnknownError("nothing is kept of this child")
        before = {BORN: kept[BORN], WEEKS_EARLY: kept.get(WEEKS_EARLY, "0")}
        given = {BORN: correction.born and correction.born.isoformat(), WEEKS_EARLY: correction.weeks_early}
        wanted = {field: before[field] if value is None else str(value) for field, value in given.items()}
        changed = [field for field in wanted if wanted[field] != before[field]]
        if not changed:
            raise NothingDiffersError("nothing differs")
        born, weeks = date.fromisoformat(wanted[BORN]), int(wanted[WEEKS_EARLY])
        if _is_asked_before(tx, number, child, born):
            raise BornTooLateError("asked about before that birthday")
        history = [*json.loads(kept.get(CORRECTIONS, "[]")), _entry(correction, before, wanted, by, now)]
        facts = {**{field: wanted[field] for field in changed}, CORRECTIONS: json.dumps(history)}
        for field, value in facts.items():
            services.vault.put(sealed, family=person.family, subject=child, field=field, value=value, at=now)
        ages, forms = _follow(tx, _due_by(services, tx, number, child, born, weeks))
        told = {
            "child": child,
            "corrected": "both" if len(changed) == len(wanted) else changed[0],
            "reason": correction.reason,
            "ages": str(ages),
            "forms": str(forms),
        }
        audit.append(tx, audit.AuditEvent("child_corrected", by, number, told), now)


def _entry(
    correction: Correction, before: Mapping[str, str], after: Mapping[str, str], by: str, at: datetime
) -> dict[str, object]:
    return {"at": at.isoformat(), "by": by, "reason": correction.reason, "before": before, "after": after}


def _follow(tx: Transaction, due: Iterable[_Due]) -> tuple[int, int]:
    """Write right ages and forms, and ask what is asked at this age as long as the visit goes on.

    Return of how many parts the age changed, and how many have another form or are new.
    """
    ages = forms = 0
    for one in due:
        sheet = one.sheet
        if sheet is None:
            forms += one.right is not None and visits.ask_also(tx, one.visit.id, one.right)
            continue
        form = one.form if one.form and not _is_begun(tx, sheet) else sheet.form
        if (one.months, form) != (sheet.age_months, sheet.form):
            visits.correct_sheet(tx, sheet.id, form=form, age_months=one.months)
            ages += one.months != sheet.age_months
            forms += form != sheet.form
    return ages, forms


def _due_by(services: Services, tx: Transaction, number: str, child: str, born: date, weeks: int) -> Iterator[_Due]:
    """Yield what each visit asks about a child, or has asked, by this birthday."""
    versions = {version.code: version for version in services.study.versions}
    for visit in visits.visits_of(tx, number):
        if visit.reference_date < born:
            continue
        sheets = {sheet.instrument: sheet for sheet in visits.sheets_of(tx, visit.id) if sheet.about == child}
        months = age_on(born, visit.reference_date).months
        for asked in versions[visit.study_version].visit(visit.code).asked:
            if asked.per == "child":
                instrument, on = services.catalogue.instruments[asked.instrument], visit.reference_date
                right = sheet_due(child, asked, instrument, born=born, weeks_early=weeks, on=on, position=0)
                sheet = sheets.get(asked.instrument)
                if sheet or right:
                    yield _Due(visit, asked.instrument, sheet, right, months)


def _is_asked_before(tx: Transaction, number: str, child: str, born: date) -> bool:
    return any(
        visit.reference_date < born and any(sheet.about == child for sheet in visits.sheets_of(tx, visit.id))
        for visit in visits.visits_of(tx, number)
    )


def _is_begun(tx: Transaction, sheet: visits.Sheet) -> bool:
    return sheet.state == "submitted" or bool(answers.current(tx, sheet.id))
