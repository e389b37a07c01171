"""Answering: a visit's parts and pages, one answer saved at a time, and a part sent when the person says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alongside.core.conduct.looking import BORN, WEEKS_EARLY
from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import Value
from alongside.core.definitions.study import Asked
from alongside.core.definitions.study import Visit as VisitPlan
from alongside.core.engine.ages import FormDue, form_due_on
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.journey import visit_due
from alongside.core.engine.reading import parse_value
from alongside.core.engine.routing import asked_items
from alongside.core.engine.wording import Wording, find_wording
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.storage import answers, families, visits
from alongside.core.storage.database import Transaction

COMMENT = "comment"
DERIVED_AGE = "age_months"
KEPT_IN_VAULT = "\N{LOCK}"
"""Stands for a sealed answer where only its presence matters (routing, review)."""


class NotYourPageError(AlongsideError):
    """The page is not one of this person's: another's address, or a question that is not asked."""

    for_people = "pages.error_not_found_text"


@dataclass(frozen=True, slots=True)
class WithCare:
    """Questions that are hard to answer: the id of what warns of them, their codes, and the id of why a section asks."""

    warning: str
    items: frozenset[str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet as a part of a visit. Its pages are numbered on from `first_page`; numbers never change within a visit.

    `wording` says where its words come from for the person who looks.
    """

    sheet: visits.Sheet
    instrument: Instrument
    number: int
    total: int
    first_page: int
    is_about_child: bool
    wording: Wording

    @property
    def items(self) -> tuple[Question, ...]:
        """Every question of the form, asked or not."""
        return self.instrument.items_of(self.sheet.form)

    def page_of(self, code: str) -> int:
        """Return the page number of a question."""
        return self.first_page + [item.code for item in self.items].index(code)

    def with_care(self, code: str) -> "WithCare | None":
        """Return the stretch of hard questions that a question belongs to; None when nothing warns of it."""
        section = self.instrument.section_of.get(code)
        owner = self.instrument.code
        if section is not None and section.sensitive_warning:
            inside = [one.code for one in self.items if self.instrument.section_of.get(one.code) == section]
            why = f"{owner}.{section.code}.why"
            return WithCare(f"{owner}.{section.code}.sensitive_warning", frozenset(inside), why)
        if self.instrument.sensitive_warning:
            return WithCare(f"{owner}.sensitive_warning", frozenset(one.code for one in self.items))
        return None

    @property
    def minutes(self) -> int:
        """The honest time that the form takes."""
        return self.instrument.minutes_of(self.sheet.form)

    @property
    def is_sent(self) -> bool:
        """Whether the part was sent."""
        return self.sheet.state == "submitted"

    @property
    def is_held(self) -> bool:
        """Whether the part waits because its holder allows no words that this person could be shown."""
        return self.wording.is_held and not self.is_sent


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit with its parts in order."""

    visit: visits.Visit
    parts: tuple[Part, ...]

    def part(self, number: int) -> Part:
        """Return a part by its number from 1.

        Raises:
            NotYourPageError: there is no such part.
        """
        if not 1 <= number <= len(self.parts):
            raise NotYourPageError("no part of this number")
        return self.parts[number - 1]

    def find_page(self, page: int) -> tuple[Part, Question]:
        """Return the part and the question of a page number.

        Raises:
            NotYourPageError: there is no such page.
        """
        for part in self.parts:
            if part.first_page <= page < part.first_page + len(part.items):
                return part, part.items[page - part.first_page]
        raise NotYourPageError("no page of this number")

    @property
    def next_part(self) -> Part | None:
        """The first part that was not sent and can be answered."""
        return next((part for part in self.parts if not part.is_sent and not part.is_held), None)

    @property
    def held_part(self) -> Part | None:
        """The first part that was not sent and waits for words."""
        return next((part for part in self.parts if part.is_held), None)

    def is_more_than(self, part: Part) -> bool:
        """Return whether another part can be answered now."""
        return any(one != part and not one.is_sent and not one.is_held for one in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether any part was not sent, held or not."""
        return not all(part.is_sent for part in self.parts)

    @property
    def minutes_left(self) -> int:
        """The minutes of the parts that were not sent and can be answered."""
        return sum(part.minutes for part in self.parts if not part.is_sent and not part.is_held)


@dataclass(frozen=True, slots=True)
class PartAnswers:
    """What has been answered in a part, and what is therefore asked."""

    part: Part
    stored: Mapping[tuple[str, int], answers.StoredAnswer]
    sheet: AnswerSheet
    asked: tuple[Question, ...]

    def latest(self, item: str, row: int = 0) -> answers.StoredAnswer | None:
        """Return the answer as it stands."""
        return self.stored.get((item, row))

    def is_answered(self, question: Question) -> bool:
        """Return whether there is an answer, or a reason why there is none."""
        return (question.code, 0) in self.stored

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The asked questions with neither an answer nor a reason."""
        return tuple(question for question in self.asked if not self.is_answered(question))

    def next_page(self, code: str) -> int | None:
        """Return the page of the question asked after this one, or None at the end of the part."""
        here = self.part.page_of(code)
        return next((page for question in self.asked if (page := self.part.page_of(question.code)) > here), None)

    def previous_page(self, code: str) -> int | None:
        """Return the page of the question asked before this one, or None at the start of the part."""
        here = self.part.page_of(code)
        before = [page for question in self.asked if (page := self.part.page_of(question.code)) < here]
        return before[-1] if before else None

    def why_here(self, code: str) -> str:
        """Return the id of why a section asks, where this is its first question; empty = no section begins here."""
        sections = self.part.instrument.section_of
        asked = [question.code for question in self.asked]
        section = sections.get(code)
        if section is None or code not in asked:
            return ""
        first = next(one for one in asked if sections.get(one) == section)
        return f"{self.part.instrument.code}.{section.code}.why" if first == code else ""

    @property
    def resume_page(self) -> int | None:
        """The page to go on at: the first question that is open, or None when all are answered."""
        return self.part.page_of(self.open_questions[0].code) if self.open_questions else None


def find_visit(
    services: Services, tx: Transaction, participant: str, *, language: str = SOURCE_LANGUAGE, last: bool = False
) -> OpenVisit | None:
    """Return the visit that this person is in, or with `last` (or none open) the one that was opened last.

    A visit in which something can be answered in this language goes before one whose parts are held.
    """
    opened = visits.visits_of(tx, participant)
    if not opened:
        return None
    found = [OpenVisit(visit, parts_of(services, tx, visit, language=language)) for visit in opened]
    if last:
        return found[-1]
    return next((visit for visit in found if visit.next_part), next((v for v in found if v.is_open), found[-1]))


def done_visits(tx: Transaction, participant: str) -> frozenset[str]:
    """Return the codes of the visits whose every part was sent."""
    return frozenset(
        visit.code
        for visit in visits.visits_of(tx, participant)
        if all(sheet.state == "submitted" for sheet in visits.sheets_of(tx, visit.id))
    )


def parts_of(
    services: Services, tx: Transaction, visit: visits.Visit, *, language: str = SOURCE_LANGUAGE
) -> tuple[Part, ...]:
    """Return the parts of a visit in order, with the words for a reader of this language."""
    sheets = visits.sheets_of(tx, visit.id)
    parts: list[Part] = []
    page = 1
    for number, sheet in enumerate(sheets, 1):
        instrument = services.catalogue.instruments[sheet.instrument]
        wording = find_wording(
            instrument,
            sheet.form,
            language,
            today=services.clock.today(),
            may_stand_in=services.settings.demonstration,
        )
        is_about_child = sheet.about != visit.participant
        part = Part(sheet, instrument, number, len(sheets), page, is_about_child=is_about_child, wording=wording)
        parts.append(part)
        page += len(part.items)
    return tuple(parts)


def due_visit(services: Services, tx: Transaction, participant: str, consented_on: date) -> VisitPlan | None:
    """Return the visit that this person could begin today."""
    version = services.study.version_on(services.clock.today())
    return visit_due(
        version,
        consented_on=consented_on,
        done_visits=done_visits(tx, participant),
        today=services.clock.today(),
    )


def planned_minutes(services: Services, participant: str, plan: VisitPlan) -> int:
    """Return the honest minutes of a visit that was not opened yet."""
    instruments = services.catalogue.instruments
    return sum(
        instruments[sheet.instrument].minutes_of(sheet.form) for sheet in planned_sheets(services, participant, plan)
    )


def planned_sheets(services: Services, participant: str, plan: VisitPlan) -> list[visits.NewSheet]:
    """Return the sheets of a visit that was not opened yet, with the forms of today's ages."""
    with services.vault.read() as sealed, services.records.read() as tx:
        return _new_sheets(services, sealed, tx, participant, plan)


def start_visit(services: Services, acting: Acting, plan: VisitPlan) -> None:
    """Open a visit: from now on each child's form is fixed, whatever birthdays follow."""
    now, today = services.clock.now(), services.clock.today()
    with services.vault.read() as sealed, services.records.write() as tx:
        visits.open_visit(
            tx,
            participant=acting.subject,
            code=plan.code,
            study_version=services.study.version_on(today).code,
            reference_date=today,
            sheets=_new_sheets(services, sealed, tx, acting.subject, plan),
            at=now,
        )


def _new_sheets(
    services: Services, sealed: Transaction, tx: Transaction, participant: str, plan: VisitPlan
) -> list[visits.NewSheet]:
    new: list[visits.NewSheet] = []
    for asked in plan.asked:
        instrument = services.catalogue.instruments[asked.instrument]
        if asked.per == "child":
            for child in families.children_of(tx, participant):
                sheet = _child_sheet(services, sealed, child.number, asked, instrument, len(new))
                if sheet is not None:
                    new.append(sheet)
        else:
            form = instrument.all_forms[0].code
            new.append(visits.NewSheet(instrument.code, instrument.version, form, participant, None, len(new)))
    return new


def _child_sheet(
    services: Services, sealed: Transaction, child: str, asked: Asked, instrument: Instrument, position: int
) -> visits.NewSheet | None:
    born = services.vault.get(sealed, child, BORN)
    if born is None:
        return None
    weeks_early = int(services.vault.get(sealed, child, WEEKS_EARLY) or 0)
    birth, today = date.fromisoformat(born), services.clock.today()
    return sheet_due(child, asked, instrument, born=birth, weeks_early=weeks_early, on=today, position=position)


def sheet_due(
    child: str, asked: Asked, instrument: Instrument, *, born: date, weeks_early: int, on: date, position: int
) -> visits.NewSheet | None:
    """Return the sheet that a visit on a day asks about a child; None = it is not asked at that age."""
    form = form_due_on(asked, instrument, born=born, on=on, weeks_early=weeks_early)
    if not isinstance(form, FormDue):
        return None
    return visits.NewSheet(instrument.code, instrument.version, form.form, child, age_on(born, on).months, position)


def read_part(tx: Transaction, part: Part) -> PartAnswers:
    """Return the answers of a part as they stand."""
    stored = answers.current(tx, part.sheet.id)
    by_code = {item.code: item for item in part.items}
    held: dict[str, Value | MissingReason] = {}
    for (code, row), answer in stored.items():
        item = by_code.get(code)
        if row or item is None:
            continue
        if answer.reason is not None:
            held[code] = MissingReason(answer.reason)
        elif answer.sealed:
            held[code] = KEPT_IN_VAULT
        elif answer.value is not None:
            held[code] = int(answer.value) if isinstance(item, Rows) else parse_value(item, answer.value)
    everything = AnswerSheet(part.instrument, part.sheet.form, held)
    asked = asked_items(part.instrument, part.sheet.form, everything)
    reached = {question.code for question in asked}  # an answer left over from another route counts for nothing
    sheet = AnswerSheet(
        part.instrument, part.sheet.form, {code: value for code, value in held.items() if code in reached}
    )
    return PartAnswers(part, stored, sheet, asked)


def sealed_words(services: Services, answer: answers.StoredAnswer) -> str:
    """Return what a sealed answer says. For the person who gave it, before the part is sent, and for nobody else."""
    with services.vault.read() as sealed:
        return services.vault.get(sealed, f"answer:{answer.request_key}", "value") or ""


def child_name(services: Services, part: Part) -> str:
    """Return the name that the parent chose for the child a part is about; empty when it is about the parent."""
    if not part.is_about_child:
        return ""
    with services.vault.read() as sealed:
        return services.vault.get(sealed, part.sheet.about, "first_name") or ""
