"""Answers, scores and codebook as CSV: pseudonymous, every variable in every row, every absence with its reason.

Free text and anything else that is sealed never leaves here. `sites` keeps the families of these sites only; None keeps
all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from alongside.core.conduct import answering
from alongside.core.conduct.answering import DERIVED_AGE, Part
from alongside.core.conduct.services import Services
from alongside.core.conduct.understanding import Understood, understanding_of
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import (
    CalendarDate,
    Ladder,
    LongText,
    ResponseScale,
    SeveralOf,
    ShortText,
    WholeNumber,
)
from alongside.core.definitions.text import as_text
from alongside.core.engine.derived import AboutWhom
from alongside.core.engine.scoring import score_answers
from alongside.core.storage import audit, consents, families, visits

Sites = frozenset[str] | None
KEYS = (
    "study_number",
    "family",
    "site",
    "visit",
    "study_version",
    "reference_date",
    "participant_state",
    "about",
    "instrument",
    "instrument_version",
    "form",
    "age_months",
    "sheet_state",
    "submitted_at",
)
SCORE_COLUMNS = (
    *KEYS,
    "score",
    "value",
    "outcome",
    "reason",
    "answered",
    "of",
    "bands",
    "combine",
    "missing_rule",
    "rounding",
    "policies",
    "installed_files",
    "engine",
)
CONSENT_COLUMNS = (
    "study_number",
    "participant_state",
    "module",
    "module_version",
    "statement",
    "answer",
    "language",
    "format",
    "signed_at",
)
UNDERSTANDING_COLUMNS = tuple(field.name for field in fields(Understood))
CODEBOOK_COLUMNS = ("variable", "instrument", "form", "item", "kind", "question", "code", "label", "score_value")
_CHOICE = "chose_"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a text begins with that some spreadsheet takes for a formula; and our own mark, so that it can be taken away again."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
_APART = re.compile('[,;"\t\r\n]')
"""What parts cells in one spreadsheet or another."""
MARK_IN_CODEBOOK = (
    "(any variable)",
    "",
    "",
    "",
    "text",
    "",
    "'",
    "stands before a text that begins like a formula, so that no spreadsheet runs it; it is not part of the text",
    "",
)


@dataclass(frozen=True, slots=True)
class _SheetRow:
    """One sheet with its keys and its answers."""

    keys: Mapping[str, str]
    part: Part
    held: answering.PartAnswers


def answers_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield the answers, a row for each sheet; a variable is `<instrument>_<form>_<item>`.

    A row's own variables are never blank. Those of other instruments and forms are, because the row is not about them.
    """
    variables = list(_variables(services))
    yield _line((*KEYS, *(name for name, _, _ in variables)))
    for row in _sheets(services, sites):
        own = (row.part.instrument.code, row.part.sheet.form)
        cells = [_cell(row, code) if (instrument, form) == own else "" for _, (instrument, form), code in variables]
        yield _line((*row.keys.values(), *cells))


def scores_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield the scores, a row for each sheet and score, with outcome, reason and provenance."""
    yield _line(SCORE_COLUMNS)
    for row in _sheets(services, sites):
        if not row.part.is_sent:
            continue
        if row.part.sheet.instrument_version != row.part.instrument.version:
            why = f"answered in version {row.part.sheet.instrument_version}, installed is {row.part.instrument.version}"
            none = ("", "", "not_scorable", why, *([""] * (len(SCORE_COLUMNS) - len(KEYS) - 4)))
            yield _line((*row.keys.values(), *none))
            continue
        policies = services.study.policies.get(row.part.instrument.code, {})
        whom = AboutWhom(age_months=row.part.sheet.age_months)
        sheet = score_answers(row.part.instrument, row.held.sheet, policies=policies, whom=whom)
        applied = " ".join(f"{name}={option}" for name, option in sheet.policies.items())
        files = " ".join(f"{file.name}={file.sha256}" for file in sheet.data)
        for result in sheet.results:
            bands = " ".join(f"{band.scheme}={band.band}" for band in result.bands)
            yield _line(
                (
                    *row.keys.values(),
                    result.code,
                    "" if result.value is None else _decimal(result.value),
                    result.outcome,
                    result.reason,
                    str(result.answered),
                    str(result.of),
                    bands,
                    result.combine,
                    result.missing_rule,
                    result.rounding,
                    applied,
                    files,
                    sheet.engine_version,
                )
            )


def consents_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield what each participant agreed to: a row for each statement of their newest signed consent."""
    yield _line(CONSENT_COLUMNS)
    modules = {code for version in services.study.versions for code in version.consent_modules}
    people, _ = _people(services, sites)
    for person in people:
        with services.records.read() as tx:
            records = [consents.latest_consent(tx, person.number, module) for module in sorted(modules)]
        for record in filter(None, records):
            for statement in record.consent.statements:
                yield _line(
                    (
                        person.number,
                        person.state,
                        record.consent.module,
                        record.consent.module_version,
                        statement.statement,
                        statement.answer,
                        statement.language,
                        statement.format,
                        record.recorded_at.isoformat(),
                    )
                )


def understanding_csv(services: Services, sites: Sites = None) -> Iterator[str]:
    """Yield how well each question about what was told was understood, by version, form, language and mode of asking."""
    yield _line(UNDERSTANDING_COLUMNS)
    people, _ = _people(services, sites)
    for one in understanding_of(services, frozenset(person.number for person in people)):
        yield _line(str(getattr(one, column)) for column in UNDERSTANDING_COLUMNS)


def codebook_csv(services: Services, _sites: Sites = None) -> Iterator[str]:
    """Yield the codebook: every variable with its question in English, its codes and what they mean."""
    yield _line(CODEBOOK_COLUMNS)
    for name, (instrument_code, form), code in _variables(services):
        instrument = services.catalogue.instruments[instrument_code]
        found = _find(instrument, code)
        base = (
            name,
            instrument_code,
            form,
            code,
            _kind(found),
            as_text(found.text).standard if found.text else "(licensed wording)",
        )
        if isinstance(found, Item) and isinstance(found.response, SeveralOf):
            chosen = found.response.choice(code.partition(f".{_CHOICE}")[2])
            words = as_text(chosen.text).standard if chosen else ""
            yield _line((*base, "1", f"chose: {words}", "1"))
            yield _line((*base, "0", f"did not choose: {words}", "0"))
        elif isinstance(found, Item) and isinstance(found.response, ResponseScale):
            for choice in found.response.choices:
                value = "" if choice.value is None else _decimal(Fraction(choice.value))
                yield _line((*base, choice.code, as_text(choice.text).standard, value))
        elif isinstance(found, Item) and isinstance(found.response, WholeNumber | Ladder):
            yield _line((*base, f"{found.response.low} to {found.response.high}", "a whole number", ""))
        else:
            yield _line((*base, "", "", ""))
    for reason in MissingReason:
        yield _line(("(any variable)", "", "", "", "missing", "", str(int(reason)), reason.label, ""))
    yield _line(MARK_IN_CODEBOOK)


def note_export(services: Services, by: str, what: str, sites: Sites = None) -> None:
    """Put an export on record before it leaves."""
    of = {} if sites is None else {"sites": " ".join(sorted(sites))}
    with services.records.write() as tx:
        audit.append(
            tx, audit.AuditEvent("exported", by, services.study.code, {"what": what} | of), services.clock.now()
        )


def _people(services: Services, sites: Sites) -> tuple[list[families.Participant], dict[str, str]]:
    """Return the participants of these sites, and the site of each family."""
    with services.records.read() as tx:
        people = families.participants(tx, study=services.study.code)
        at = {family.number: family.site for family in families.families_of(tx, study=services.study.code)}
    return [person for person in people if sites is None or at[person.family] in sites], at


def _sheets(services: Services, sites: Sites) -> Iterator[_SheetRow]:
    people, at = _people(services, sites)
    for person in people:
        with services.records.read() as tx:
            rows = [
                (visit, part, answering.read_part(tx, part))
                for visit in visits.visits_of(tx, person.number)
                for part in answering.parts_of(services, tx, visit)
            ]
        for visit, part, held in rows:
            sheet = part.sheet
            yield _SheetRow(
                {
                    "study_number": person.number,
                    "family": person.family,
                    "site": at[person.family],
                    "visit": visit.code,
                    "study_version": visit.study_version,
                    "reference_date": visit.reference_date.isoformat(),
                    "participant_state": person.state,
                    "about": sheet.about,
                    "instrument": sheet.instrument,
                    "instrument_version": sheet.instrument_version,
                    "form": sheet.form,
                    "age_months": "" if sheet.age_months is None else str(sheet.age_months),
                    "sheet_state": sheet.state,
                    "submitted_at": sheet.submitted_at.isoformat() if sheet.submitted_at else "",
                },
                part,
                held,
            )


def _variables(services: Services) -> Iterator[tuple[str, tuple[str, str], str]]:
    """Yield name, (instrument, form) and stored item code of every variable of the study, in the study's order."""
    seen: dict[str, None] = {}
    for version in services.study.versions:
        for visit in version.visits:
            seen.update(dict.fromkeys(asked.instrument for asked in visit.asked))
    for code in seen:
        instrument = services.catalogue.instruments[code]
        for form in instrument.all_forms:
            for question in instrument.items_of(form.code):
                for stored in _stored_codes(question):
                    yield f"{code}_{form.code}_{stored.replace('.', '_')}", (code, form.code), stored


def _stored_codes(question: Question) -> Iterable[str]:
    """Return the codes under which a question's answers leave: sealed ones only as what was derived from them."""
    if isinstance(question, Rows):
        rows = (f"{field.code}.{row}" for row in range(question.at_most) for field in question.fields)
        return (question.code, *rows)
    if isinstance(question.response, SeveralOf):
        choices = (*question.response.choices, question.response.none)
        return tuple(f"{question.code}.{_CHOICE}{choice.code}" for choice in choices)
    if question.identifying and isinstance(question.response, CalendarDate):
        return (f"{question.code}.{DERIVED_AGE}",)
    if question.identifying or isinstance(question.response, ShortText | LongText):
        return (f"{question.code}.given",)
    return (question.code,)


def _find(instrument: Instrument, stored: str) -> Question:
    base = stored.partition(".")[0]
    for question in instrument.items:
        if question.code == base:
            return question
        if isinstance(question, Rows):
            for field in question.fields:
                if field.code == base:
                    return field
    raise KeyError(stored)


def _cell(row: _SheetRow, stored: str) -> str:
    code, _, suffix = stored.partition(".")
    question = _find(row.part.instrument, stored)
    held = row.held
    if suffix.isdecimal():
        answer = held.latest(code, int(suffix))
        count = held.latest(_owner_of_field(row.part.instrument, code).code)
        inside = count is not None and count.value is not None and int(suffix) < int(count.value)
        return (
            answer.value or ""
            if answer is not None and inside
            else _absent(row, _owner_of_field(row.part.instrument, code))
        )
    answer = held.latest(stored if suffix == DERIVED_AGE else code)
    asked = question in held.asked
    if answer is None or not asked:
        reason = held.latest(code)
        if asked and reason is not None and reason.reason is not None:
            return str(reason.reason)
        return _absent(row, question)
    if answer.reason is not None:
        return str(answer.reason)
    if suffix == "given":
        return "1"
    if suffix.startswith(_CHOICE):  # an option that was not ticked is a no that the person gave: an explicit zero
        return str(int(suffix.removeprefix(_CHOICE) in (answer.value or "").split()))
    return answer.value or ""


def _absent(row: _SheetRow, question: Question) -> str:
    """Return the reason code of an answer that is not there: never blank, never zero."""
    if question not in row.held.asked:
        return str(int(MissingReason.ROUTED_ROUND))
    if isinstance(question, Rows) and row.held.is_answered(question):
        counted = row.held.latest(question.code)
        return (
            str(int(MissingReason.DOES_NOT_APPLY)) if counted is None or counted.reason is None else str(counted.reason)
        )
    return str(int(MissingReason.SKIPPED if row.part.is_sent else MissingReason.NOT_REACHED))


def _owner_of_field(instrument: Instrument, field_code: str) -> Rows:
    for question in instrument.items:
        if isinstance(question, Rows) and any(field.code == field_code for field in question.fields):
            return question
    raise KeyError(field_code)


def _kind(question: Question) -> str:
    return "rows" if isinstance(question, Rows) else type(question.response).__name__


def _decimal(value: int | Fraction) -> str:
    """Return a number in full: whole numbers without a point, others to twelve figures."""
    return str(value) if Fraction(value).denominator == 1 else f"{float(value):.12g}"


def _line(cells: Iterable[str]) -> str:
    return ",".join(_quoted(_safe(cell)) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    """Quote a cell that any spreadsheet would cut in two: some part cells with semicolons or tabs."""
    return '"{}"'.format(cell.replace('"', '""')) if _APART.search(cell) else cell


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running a text. A number is as it is; a text without its first ' is as it was."""
    is_risky = cell.startswith(_RISKY) or cell.lstrip().startswith(_RISKY)
    return f"'{cell}" if is_risky and not _NUMBER.fullmatch(cell) else cell


def count_parts(services: Services, sites: Sites = None) -> tuple[int, int]:
    """Return how many parts were sent, of how many that were opened."""
    states = [row.part.is_sent for row in _sheets(services, sites)]
    return sum(states), len(states)


FILES: Mapping[str, Callable[[Services, Sites], Iterator[str]]] = {
    "answers": answers_csv,
    "scores": scores_csv,
    "consents": consents_csv,
    "understanding": understanding_csv,
    "codebook": codebook_csv,
}
"""The files of an export, by name: the same on the page and on the command line."""
