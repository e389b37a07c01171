"""Correcting when a child was born or how many weeks early, and what follows: ages, and forms that nobody has begun.

A form that was begun stays as it was asked; the team is told which, for nobody can answer other questions afterwards.
What was kept before is kept on, sealed, with who corrected it and when; the audit trail learns no date.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.conduct.looking import BORN, WEEKS_EARLY
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.errors import AlongsideError
from alongside.core.engine.ages import FormDue, form_due_on
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
    """A part that was opened with another form than the one for the child's age. `right` empty = none is for that age."""

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
    others = (
        OtherForm(visit.code, sheet.instrument, sheet.form, right, is_begun=_is_begun(tx, sheet))
        for visit, sheet, right in _forms_by(services, tx, number, child, born, weeks)
        if right != sheet.form
    )
    return ChildKept(child, age_on(born, services.clock.today()).months, tuple(others))


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
        if any(visit.reference_date < born for visit, _ in _sheets_about(tx, number, child)):
            raise BornTooLateError("asked about before that birthday")
        history = [*json.loads(kept.get(CORRECTIONS, "[]")), _entry(correction, before, wanted, by, now)]
        facts = {**{field: wanted[field] for field in changed}, CORRECTIONS: json.dumps(history)}
        for field, value in facts.items():
            services.vault.put(sealed, family=person.family, subject=child, field=field, value=value, at=now)
        ages, forms = _follow(services, tx, number, child, born, weeks)
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


def _follow(services: Services, tx: Transaction, number: str, child: str, born: date, weeks: int) -> tuple[int, int]:
    """Write right ages and forms; return of how many parts the age changed, and of how many the form."""
    ages = forms = 0
    for visit, sheet, right in _forms_by(services, tx, number, child, born, weeks):
        months = age_on(born, visit.reference_date).months
        form = right if right and not _is_begun(tx, sheet) else sheet.form
        if (months, form) != (sheet.age_months, sheet.form):
            visits.correct_sheet(tx, sheet.id, form=form, age_months=months)
            ages += months != sheet.age_months
            forms += form != sheet.form
    return ages, forms


def _forms_by(
    services: Services, tx: Transaction, number: str, child: str, born: date, weeks: int
) -> Iterator[tuple[visits.Visit, visits.Sheet, str]]:
    """Yield each sheet about a child with the form that was for its age on the day of the visit; "" = none was."""
    versions = {version.code: version for version in services.study.versions}
    for visit, sheet in _sheets_about(tx, number, child):
        instrument = services.catalogue.instruments[sheet.instrument]
        due = (
            form_due_on(asked, instrument, born=born, on=visit.reference_date, weeks_early=weeks)
            for asked in versions[visit.study_version].visit(visit.code).asked
            if asked.instrument == sheet.instrument and asked.per == "child"
        )
        yield visit, sheet, next((one.form for one in due if isinstance(one, FormDue)), "")


def _sheets_about(tx: Transaction, number: str, child: str) -> Iterator[tuple[visits.Visit, visits.Sheet]]:
    for visit in visits.visits_of(tx, number):
        for sheet in visits.sheets_of(tx, visit.id):
            if sheet.about == child:
                yield visit, sheet


def _is_begun(tx: Transaction, sheet: visits.Sheet) -> bool:
    return sheet.state == "submitted" or bool(answers.current(tx, sheet.id))
