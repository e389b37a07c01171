"""Saving: one answer at a time, stored once or not at all, and a part sent when the person says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from alongside.core.conduct import consenting
from alongside.core.conduct.answering import COMMENT, DERIVED_AGE, NotYourPageError, Part, read_part, sealed_words
from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import CalendarDate, LongText, ShortText, Value
from alongside.core.engine.reading import Accepted, Nothing, Refused, Unusual, read_answer, read_words, write_value
from alongside.core.storage import answers, audit, families, visits
from alongside.core.storage.database import Transaction

LONGEST_COMMENT = 4000
WHOLE_PART = "part"
REMARK = f"{WHOLE_PART}.{COMMENT}"
"""The code under which is kept what a person says about a whole part."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a page sent: strings as typed. `seen` is the answer that the page showed; `key` makes a repeat harmless.

    A comment that is empty takes an earlier one away; None leaves it as it is.
    """

    values: tuple[str, ...]
    key: str
    seen: int | None
    comment: str | None = None
    declines: bool = False
    confirmed: str = ""
    rows: tuple[Mapping[str, tuple[str, ...]], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is stored."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Nothing was stored: why, and at which row and field when the question repeats."""

    problem: Refused
    row: int = 0
    field_code: str = ""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Nothing was stored yet: the answer is unusual. `confirm` is sent back when it is right."""

    unusual: Unusual
    confirm: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was stored: another page gave another answer in the meantime."""

    current: answers.StoredAnswer


@dataclass(frozen=True, slots=True)
class AlreadySent:
    """Nothing was stored: the part was sent."""


SaveResult = Saved | NotSaved | AskAgain | Overtaken | AlreadySent

NEEDED = {
    "ResponseScale": "errors.choose_one",
    "SeveralOf": "errors.choose_some",
    "WholeNumber": "errors.number_needed",
    "Ladder": "errors.choose_one",
    "CalendarDate": "errors.date_needed",
    "ShortText": "errors.words_needed",
    "LongText": "errors.words_needed",
}


def save_answer(services: Services, acting: Acting, part: Part, question: Question, given: Given) -> SaveResult:
    """Store what was given to one question, or say why not. Nothing is acknowledged before it is stored."""
    comment = read_words(given.comment or "", LONGEST_COMMENT)
    if isinstance(comment, Refused):
        return NotSaved(comment, field_code=COMMENT)
    given = replace(given, comment=None if given.comment is None or not may_comment(question) else comment.value)
    if given.declines:
        if not question.may_decline:
            return NotSaved(Refused("errors.choose_listed"))
        return _store(services, acting, part, [_Row(question.code, 0, None, MissingReason.PREFERS_NOT_TO_SAY)], given)
    if isinstance(question, Rows):
        return _save_rows(services, acting, part, question, given)
    read = read_answer(question, given.values, today=services.clock.today())
    match read:
        case Nothing():
            return NotSaved(Refused(NEEDED[type(question.response).__name__]))
        case Refused():
            return NotSaved(read)
        case Unusual() if given.confirmed != write_value(read.value):
            return AskAgain(read, write_value(read.value))
        case Unusual() | Accepted():
            return _store(services, acting, part, _rows_of(question, read.value, services), given)


def may_comment(question: Question) -> bool:
    """Return whether a question offers room to say more."""
    return isinstance(question, Item) and question.may_comment


def takes_remark(part: Part) -> bool:
    """Return whether room to say more comes after a part: the holder lets none stand beside its items."""
    return "comment" not in part.instrument.licence.beside_items


def save_remark(services: Services, acting: Acting, part: Part, words: str, key: str) -> SaveResult:
    """Store what a person wants to say about a whole part. Nothing written takes an earlier remark away."""
    read = read_words(words, LONGEST_COMMENT)
    if isinstance(read, Refused):
        return NotSaved(read, field_code=COMMENT)
    try:
        with services.records.write() as tx:
            _hold_to_consent(services, tx, acting)
            stored = answers.current(tx, part.sheet.id)
            before = stored.get((REMARK, 0))
            if before is None or not before.sealed or sealed_words(services, before) != read.value:
                rows = _comment_rows(WHOLE_PART, read.value, stored)
                given = Given((), key, before.id if before else None)
                _seal(
                    services, tx, acting, _append_rows(services, tx, acting, part, rows, given, stored) if rows else {}
                )
    except _NothingStoredError as why:
        return why.result
    return Saved()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row to store."""

    item: str
    row: int
    value: str | None
    reason: MissingReason | None = None
    sealed: str = ""


def _rows_of(item: Item, value: Value, services: Services) -> list[_Row]:
    written = write_value(value)
    if not (item.identifying or isinstance(item.response, ShortText | LongText)):  # typed words can name anybody
        return [_Row(item.code, 0, written)]
    rows = [_Row(item.code, 0, None, sealed=written)]
    if isinstance(item.response, CalendarDate) and isinstance(value, date):
        months = age_on(value, services.clock.today()).months
        rows.append(_Row(f"{item.code}.{DERIVED_AGE}", 0, str(months)))
    return rows


def _save_rows(services: Services, acting: Acting, part: Part, question: Rows, given: Given) -> SaveResult:
    rows = [_Row(question.code, 0, str(len(given.rows)))]
    for number, one in enumerate(given.rows):
        for item in question.fields:
            read = read_answer(item, one.get(item.code, ()), today=services.clock.today())
            if isinstance(read, Nothing):
                return NotSaved(Refused("errors.rows_incomplete"), number, item.code)
            if isinstance(read, Refused):
                return NotSaved(read, number, item.code)
            rows.append(_Row(item.code, number, write_value(read.value)))
    return _store(services, acting, part, rows, given)


class _NothingStoredError(AlongsideError):
    """Undoes what the transaction wrote; `result` says why."""

    def __init__(self, result: Overtaken | AlreadySent) -> None:
        super().__init__("an answer was not stored")
        self.result = result


def _hold_to_consent(services: Services, tx: Transaction, acting: Acting) -> None:
    """Let nothing in under a consent that ended, or that a release overtook, since the page was asked for.

    What is read from here on stays true until the transaction ends: a stop waits for it.
    """
    families.lock_participant(tx, acting.subject)
    if not consenting.standing(tx, acting.subject, consenting.module_of(services, tx)).asks:
        raise NotYourPageError("no consent counts any more")


def _store(services: Services, acting: Acting, part: Part, rows: list[_Row], given: Given) -> SaveResult:
    """Write every row, all or nothing. Sealed words are committed to the vault before the records, never without them."""
    try:
        with services.records.write() as tx:
            _hold_to_consent(services, tx, acting)
            if given.comment is not None or len(rows) > 1:
                stored = answers.current(tx, part.sheet.id)
                rows = [*rows, *_comment_rows(rows[0].item, given.comment, stored)]
            else:
                stored = {}
            new = _append_rows(services, tx, acting, part, rows, given, stored)
            _seal(services, tx, acting, new)
    except _NothingStoredError as why:
        return why.result
    return Saved()


def _comment_rows(item: str, comment: str | None, stored: Mapping[tuple[str, int], answers.StoredAnswer]) -> list[_Row]:
    code = f"{item}.{COMMENT}"
    before = stored.get((code, 0))
    if comment:
        return [_Row(code, 0, None, sealed=comment)]
    if comment is not None and before is not None and before.sealed:
        return [_Row(code, 0, None, MissingReason.SKIPPED)]
    return []


def _append_rows(
    services: Services,
    tx: Transaction,
    acting: Acting,
    part: Part,
    rows: list[_Row],
    given: Given,
    stored: Mapping[tuple[str, int], answers.StoredAnswer],
) -> dict[str, str]:
    """Write rows into the records; return the words to seal, by request key.

    Raises:
        _NothingStoredError: another page gave another answer, or the part was sent.
    """
    first = stored.get((rows[0].item, rows[0].row))
    if len(rows) > 1 and first is not None and first.id != given.seen and first.request_key != given.key:
        sheet = visits.sheet(tx, part.sheet.id)
        is_sent = sheet is not None and sheet.submitted_at is not None
        # Several rows: an equal first row does not make the others equal.
        raise _NothingStoredError(AlreadySent() if is_sent else Overtaken(first))
    to_seal: dict[str, str] = {}
    for number, row in enumerate(rows):
        key = f"{given.key}:{number}" if number else given.key
        held = stored.get((row.item, row.row))
        seen = given.seen if number == 0 else held.id if held else None
        match answers.append(tx, _new_answer(acting, part, row, key, seen), services.clock.now()):
            case answers.Stale(current=current):
                raise _NothingStoredError(Overtaken(current))
            case answers.Closed():
                raise _NothingStoredError(AlreadySent())
            case answers.Repeated(answer=earlier) if not _says_the_same(services, earlier, row):
                current = answers.current(tx, part.sheet.id)[rows[0].item, rows[0].row]
                raise _NothingStoredError(Overtaken(current))
            case answers.Stored() if row.sealed:
                to_seal[key] = row.sealed
            case _:
                pass
    return to_seal


def _says_the_same(services: Services, earlier: answers.StoredAnswer, row: _Row) -> bool:
    if earlier.sealed or row.sealed:
        return earlier.sealed and sealed_words(services, earlier) == row.sealed
    return (earlier.value, earlier.reason) == (row.value, None if row.reason is None else int(row.reason))


def _seal(services: Services, tx: Transaction, acting: Acting, words: Mapping[str, str]) -> None:
    if not words:
        return
    person = families.participant(tx, acting.subject)
    if person is None:
        raise NotYourPageError("nobody with this study number")
    with services.vault.write() as sealed:
        for key, value in words.items():
            services.vault.put(
                sealed,
                family=person.family,
                subject=f"answer:{key}",
                field="value",
                value=value,
                at=services.clock.now(),
            )


def _new_answer(acting: Acting, part: Part, row: _Row, key: str, seen: int | None) -> answers.NewAnswer:
    return answers.NewAnswer(
        sheet=part.sheet.id,
        item=row.item,
        row=row.row,
        value=row.value,
        reason=None if row.reason is None else int(row.reason),
        sealed=bool(row.sealed),
        mode=acting.mode,
        language=acting.needs.language,
        format=acting.needs.format,
        given_by=acting.subject,
        request_key=key,
        seen=seen,
    )


def send_part(services: Services, acting: Acting, part: Part) -> bool:
    """Send a part; return False when it was sent before. Questions left open are stored as skipped."""
    now = services.clock.now()
    with services.records.write() as tx:
        _hold_to_consent(services, tx, acting)
        for question in read_part(tx, part).open_questions:
            row = _Row(question.code, 0, None, MissingReason.SKIPPED)
            answers.append(tx, _new_answer(acting, part, row, f"skipped:{part.sheet.id}:{question.code}", None), now)
        is_first = visits.submit_sheet(tx, part.sheet.id, now)
        if is_first:
            # Which licensed words were answered: a newer pack must not pass for the one that the person read.
            words = {"words": part.wording.fingerprint} if part.wording.fingerprint else {}
            detail = {"sheet": str(part.sheet.id)} | words
            audit.append(tx, audit.AuditEvent("part_sent", acting.subject, acting.subject, detail), now)
    return is_first


def leave_out(services: Services, acting: Acting, part: Part, codes: frozenset[str], request_key: str) -> bool:
    """Note of these questions, where nothing was answered yet, that the person would rather not say.

    Each can still be answered until the part is sent. False when it was sent before; then nothing is written.
    """
    now = services.clock.now()
    with services.records.write() as tx:
        _hold_to_consent(services, tx, acting)
        while left := [one for one in read_part(tx, part).open_questions if one.code in codes]:
            # An answer that is not given can lead to a question that was not asked before.
            for question in left:
                reason = MissingReason.PREFERS_NOT_TO_SAY if question.may_decline else MissingReason.SKIPPED
                row = _Row(question.code, 0, None, reason)
                new = _new_answer(acting, part, row, f"{request_key}:{question.code}", None)
                if isinstance(answers.append(tx, new, now), answers.Closed):
                    return False
    return True
