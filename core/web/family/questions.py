"""The questions: one a page, each saved at once; the check page; and what happens after a part is sent."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.accessibility.components.fields import ANSWER, PageForm, fill, form_for, given_values, row_field
from alongside.core.conduct import answering, consenting, who_asks
from alongside.core.conduct.answering import NotYourPageError, OpenVisit, Part
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.saving import (
    REMARK,
    AlreadySent,
    AskAgain,
    Given,
    NotSaved,
    Overtaken,
    Saved,
    SaveResult,
    save_answer,
    save_remark,
    send_part,
    takes_remark,
)
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import LongText, ShortText, WholeNumber
from alongside.core.engine.reading import Refused
from alongside.core.storage.answers import StoredAnswer
from alongside.core.storage.database import Transaction
from alongside.core.web.access import access, acting, ask_code, is_locked, request_key, services
from alongside.core.web.family.shown import shown_answer

pages = Blueprint("questions", __name__)
ROWS_AT_FIRST = 1
_TYPED = (ShortText, LongText, WholeNumber)
WHOLE = re.compile(r"[0-9]{1,18}")
Filled = Mapping[str, tuple[str, ...]]
"""What was given in one row, by field."""


@pages.get("/questions")
@access(FAMILY)
def resume() -> Response:
    """Go on where this person stopped."""
    visit = open_visit()
    part = who_asks.next_to_answer(services(), visit) or visit.held_part
    if part is None:
        return redirect(url_for("path.path"), 303)
    with services().records.read() as tx:
        held = answering.read_part(tx, part)
    if not held.stored or part.is_held:
        return to_part(part)
    page = held.resume_page
    return redirect(way_to(part, page) if page else check_address(part), 303)


@pages.get("/part/<int:number>")
@access(FAMILY)
def part(number: int) -> str | Response:
    """Say what a part is about, why we ask, and how long it takes."""
    visit = open_visit()
    found = visit.part(number)
    if found.is_sent:
        return sent_page()
    if found.is_held:
        return _held(visit, found)
    return render_template(
        "part.html",
        part=found,
        child=answering.child_name(services(), found),
        start=way_to(found, found.first_page),
        is_asked_by_phone=who_asks.is_asked_by_phone(services(), found),
        others=visit.is_more_than(found),
    )


@pages.get("/q/<int:page>")
@access(FAMILY)
def question(page: int) -> str | Response:
    """Show one question."""
    with services().records.read() as tx:
        found, asked = _visit_in(tx).find_page(page)
        if found.is_sent:
            return sent_page()
        held = answering.read_part(tx, found)
    if found.is_held:
        return to_part(found)
    if asked not in held.asked:
        following = held.next_page(asked.code)
        target = way_to(found, following, asked.code) if following else check_address(found)
        return redirect(target, 303)
    form = _form_with_answers(asked, held)
    return _question_page(found, asked, held, form)


@pages.post("/q/<int:page>")
@access(FAMILY, saves_when_locked=True)
def keep_answer(page: int) -> str | Response | tuple[str, int]:
    """Store what was given, then show the next question."""
    with services().records.read() as tx:
        found, asked = _visit_in(tx).find_page(page)
        held = answering.read_part(tx, found)
    if found.is_sent:
        return ask_code(f"/q/{page}") if is_locked() else (sent_page(), 409)
    if asked not in held.asked or found.is_held:
        raise NotYourPageError("this question is not asked")
    rows = _row_count(asked) if isinstance(asked, Rows) else 0
    form = form_for(asked, rows)(request.form)
    if form.asked.data != _named(found, asked):  # by another form, this address asks something else
        return ask_code(f"/q/{page}") if is_locked() else _asked_anew(found, asked, held)
    action = request.form.get("action", "")
    if isinstance(asked, Rows) and action.startswith(("add", "remove")) and not is_locked():
        return _other_rows(found, asked, form, rows, action)
    filled = _filled_rows(asked, form, rows) if isinstance(asked, Rows) else {}
    given = Given(
        values=() if isinstance(asked, Rows) else _all_values(form, asked, ANSWER),
        key=request_key(),
        seen=int(form.seen.data) if WHOLE.fullmatch(form.seen.data or "") else None,
        comment=form.comment.data,
        declines=action == "decline",
        confirmed=form.confirmed.data or "",
        rows=tuple(filled.values()),
    )
    result = save_answer(services(), acting(), found, asked, given)
    if is_locked():
        return ask_code(f"/q/{page}")
    return _after(result, found, asked, form, filled)


def _after(
    result: SaveResult, found: Part, asked: Question, form: PageForm, filled: Mapping[int, Filled]
) -> Response | tuple[str, int]:
    """Go on from an answer that is stored, or show the question again and say why it is not."""
    with services().records.read() as tx:
        held = answering.read_part(tx, found)
    rows = _row_count(asked) if isinstance(asked, Rows) else 0
    match result:
        case AlreadySent():
            return sent_page(), 409
        case NotSaved():
            form.confirmed.data = ""
            result = replace(result, row=[*filled, 0][result.row])
            page_words = _question_page(
                found,
                asked,
                held,
                form,
                error=result.problem.text_id,
                error_values=_error_values(found, asked, result),
                error_field=_field_at_fault(asked, result),
                rows=rows,
            )
            return page_words, 422
        case AskAgain():
            form.confirmed.data = result.confirm
            return _question_page(found, asked, held, form, unusual=result.unusual, rows=rows), 422
        case Overtaken():
            form.seen.data = str(result.current.id)
            return _question_page(found, asked, held, form, overtaken=result.current, rows=rows), 409
        case Saved():
            following = held.next_page(asked.code)
            return redirect(way_to(found, following, asked.code) if following else check_address(found), 303)


def _error_values(found: Part, asked: Question, result: NotSaved) -> dict[str, str | int]:
    values: dict[str, str | int] = dict(result.problem.values)
    if isinstance(asked, Rows):
        values["row"] = g.words.plain(found.wording.row(asked), number=result.row + 1)
    return values


def _field_at_fault(asked: Question, result: NotSaved) -> str:
    if isinstance(asked, Rows) and result.field_code:
        return row_field(result.row, result.field_code)
    return result.field_code or ANSWER


def _row_count(asked: Rows) -> int:
    count = request.form.get("rows", "")
    return min(int(count), asked.at_most) if WHOLE.fullmatch(count) else 0


def _all_values(form: PageForm, item: Item, name: str) -> tuple[str, ...]:
    """Return everything that came under a name: two choices where one is allowed are not quietly one."""
    sent = request.form.getlist(name)
    return tuple(sent) if len(sent) > 1 else given_values(form, item, name)


def _filled_rows(asked: Rows, form: PageForm, rows: int) -> dict[int, Filled]:
    """Return what was given in each row in which there is anything, by the row's number on the page."""
    given = {
        row: {item.code: _all_values(form, item, row_field(row, item.code)) for item in asked.fields}
        for row in range(rows)
    }
    return {
        number: row
        for number, row in given.items()
        if any(any(part.strip() for part in values) for values in row.values())
    }


def _other_rows(found: Part, asked: Rows, form: PageForm, rows: int, action: str) -> str:
    """Show one row more or one fewer, with everything that was typed; nothing is stored yet."""
    typed = [{item.code: form[row_field(row, item.code)].data for item in asked.fields} for row in range(rows)]
    if action == "add" and rows < asked.at_most:
        typed.append({})
    index = action.removeprefix("remove-")
    if WHOLE.fullmatch(index) and int(index) < len(typed):
        del typed[int(index)]
    again = form_for(asked, len(typed))()
    for row, values in enumerate(typed):
        for code, value in values.items():
            again[row_field(row, code)].data = value
    again.seen.data, again.key.data = form.seen.data, form.key.data
    with services().records.read() as tx:
        held = answering.read_part(tx, found)
    return _question_page(found, asked, held, again, rows=len(typed))


def _form_with_answers(asked: Question, held: answering.PartAnswers) -> PageForm:
    latest = held.latest(asked.code)
    if isinstance(asked, Rows):
        stored = int(latest.value) if latest is not None and latest.value is not None else ROWS_AT_FIRST
        form = form_for(asked, stored)()
        for row in range(stored):
            for item in asked.fields:
                answer = held.latest(item.code, row)
                if answer is not None and answer.value is not None:
                    fill(form, item, answer.value, row_field(row, item.code))
        g.rows = stored
    else:
        form = form_for(asked)()
        if latest is not None and latest.reason is None:
            fill(form, asked, answering.sealed_words(services(), latest) if latest.sealed else latest.value or "")
    comment = held.latest(f"{asked.code}.{answering.COMMENT}")
    if comment is not None and comment.sealed:
        form.comment.data = answering.sealed_words(services(), comment)
    form.seen.data = str(latest.id) if latest is not None else ""
    return form


def _asked_anew(found: Part, asked: Question, held: answering.PartAnswers) -> tuple[str, int]:
    return _question_page(found, asked, held, _form_with_answers(asked, held), error="errors.asked_anew"), 409


def _named(found: Part, asked: Question) -> str:
    """Return what tells a page which question it asks: its address does not, when forms change."""
    return f"{found.sheet.id}.{asked.code}"


def _question_page(
    found: Part, asked: Question, held: answering.PartAnswers, form: PageForm, *, rows: int | None = None, **more: Any
) -> str:
    form.key.data = secrets.token_hex(16)
    form.asked.data = _named(found, asked)
    latest = held.latest(asked.code)
    previous = held.previous_page(asked.code) if asked in held.asked else None
    return render_template(
        "question.html",
        part=found,
        asked=asked,
        is_rows=isinstance(asked, Rows),
        wording=found.wording,
        form=form,
        rows=g.get("rows", 0) if rows is None else rows,
        row_field=row_field,
        kind=type(asked.response).__name__ if isinstance(asked, Item) else "Rows",
        kind_of=lambda item: type(item.response).__name__,
        number=1 + (list(held.asked).index(asked) if asked in held.asked else 0),
        total=len(held.asked),
        declined=latest is not None and latest.reason == MissingReason.PREFERS_NOT_TO_SAY,
        previous=url_for("questions.question", page=previous)
        if previous
        else url_for("questions.part", number=found.number),
        child=answering.child_name(services(), found),
        why="" if (care := found.with_care(asked.code)) and care.why else held.why_here(asked.code),
        next_page=held.next_page(asked.code) if asked in held.asked else None,
        kept=_kept_words(found, asked, more.get("overtaken"), held),
        **{
            "error": "",
            "error_values": {},
            "error_field": ANSWER,
            "unusual": None,
            "overtaken": None,
            **more,
        },
    )


def _kept_words(found: Part, asked: Question, kept: StoredAnswer | None, held: answering.PartAnswers) -> str:
    if kept is None:
        return ""
    comment = held.latest(f"{asked.code}.{answering.COMMENT}")
    said = answering.sealed_words(services(), comment) if comment is not None and comment.sealed else ""
    return "\n".join(filter(None, (shown_answer(services(), g.words, found, asked, kept, held), said)))


@pages.get("/check/<int:number>")
@access(FAMILY)
def check(number: int) -> str | Response:
    """Show every answer of a part, each with a way to change it."""
    found = open_visit().part(number)
    if found.is_sent:
        return sent_page()
    if found.is_held:
        return to_part(found)
    return _check_page(found)


def _check_page(found: Part, refused: Refused | None = None) -> str:
    with services().records.read() as tx:
        held = answering.read_part(tx, found)
    remark = held.latest(REMARK)
    lines = [
        (
            asked,
            shown_answer(services(), g.words, found, asked, held.latest(asked.code), held),
            found.page_of(asked.code),
        )
        for asked in held.asked
    ]
    return render_template(
        "check.html",
        part=found,
        lines=lines,
        open_count=len(held.open_questions),
        previous=url_for("questions.question", page=found.page_of(held.asked[-1].code)),
        child=answering.child_name(services(), found),
        takes_remark=takes_remark(found),
        remark=request.form.get(answering.COMMENT)
        or (answering.sealed_words(services(), remark) if remark is not None and remark.sealed else ""),
        key=secrets.token_hex(16),
        refused=refused,
    )


@pages.post("/check/<int:number>")
@access(FAMILY)
def send(number: int) -> Response | tuple[str, int]:
    """Keep what was said about a part, and send it when that was pressed."""
    found = open_visit().part(number)
    if found.is_held:
        return to_part(found)
    if takes_remark(found) and not found.is_sent:
        words = request.form.get(answering.COMMENT, "")
        kept = save_remark(services(), acting(), found, words, request_key())
        if isinstance(kept, NotSaved):
            return _check_page(found, kept.problem), 422
        if request.form.get("action") == "keep":
            return redirect(check_address(found), 303)
    if send_part(services(), acting(), found):
        who_asks.take_back_call(services(), acting(), found)
    return redirect(url_for("questions.done", number=number), 303)


@pages.get("/done/<int:number>")
@access(FAMILY)
def done(number: int) -> str | Response:
    """Say thank you and what happens next."""
    visit = open_visit(last=True)
    found = visit.part(number)
    if not found.is_sent:
        return redirect(check_address(found), 303)
    return render_template("done.html", part=found, visit=visit)


def check_address(found: Part) -> str:
    """Return the address of the page with every answer of a part."""
    return url_for("questions.check", number=found.number)


def way_to(found: Part, page: int, coming_from: str = "") -> str:
    """Return the address of a question; where hard ones begin, that of the page before them."""
    care = found.with_care(found.items[page - found.first_page].code)
    is_ahead = care is not None and coming_from not in care.items
    return url_for("with_care.before" if is_ahead else "questions.question", page=page)


def to_part(found: Part) -> Response:
    """Lead to the page that says what a part is about."""
    return redirect(url_for("questions.part", number=found.number), 303)


def _held(visit: OpenVisit, found: Part) -> str:
    """Say that a part waits, in which other languages it could be read, and what can be done meanwhile."""
    offered: tuple[str, ...] = current_app.extensions["alongside_languages"].now()
    others = [language for language in found.wording.languages if language in offered]
    return render_template(
        "held.html", part=found, visit=visit, others=others, child=answering.child_name(services(), found)
    )


def sent_page() -> str:
    """Say that a part was sent, and nothing of what is in it."""
    return render_template("sent.html")


def open_visit(*, last: bool = False) -> OpenVisit:
    """Return the visit that this person is in; without one, nothing is there."""
    with services().records.read() as tx:
        return _visit_in(tx, last=last)


def _visit_in(tx: Transaction, *, last: bool = False) -> OpenVisit:
    """Return the visit this person is in; without consent in force, or with our questions stopped, there is none."""
    module = consenting.module_of(services(), tx)
    state = consenting.standing(tx, acting().subject, module)
    language = acting().needs.language
    visit = answering.find_visit(services(), tx, acting().subject, language=language, last=last) if state.asks else None
    if visit is None:
        if consenting.is_asked_again(tx, acting().subject, module):
            abort(_agree_first(tx))
        abort(404)
    return visit


def _agree_first(tx: Transaction) -> Response:
    """Lead to what has changed in what was agreed to; what was sent from a page that was open is shown, and not stored."""
    if request.method == "GET":
        return redirect(url_for("path.path"), 303)
    if is_locked():
        return ask_code("/path")
    return make_response(render_template("agree_first.html", typed=_typed_words(tx)), 409)


def _typed_words(tx: Transaction) -> list[str]:
    """Return the words and numbers that were typed in the page of a question; what was chosen is soon chosen again."""
    page, comment = (request.view_args or {}).get("page"), request.form.get(answering.COMMENT, "")
    visit = answering.find_visit(services(), tx, acting().subject, language=acting().needs.language)
    if page is None or visit is None:
        return [comment] if comment.strip() else []
    _, asked = visit.find_page(page)
    fields = {
        row_field(row, item.code): item
        for row in range(_row_count(asked) if isinstance(asked, Rows) else 0)
        for item in (asked.fields if isinstance(asked, Rows) else ())
    } or ({ANSWER: asked} if isinstance(asked, Item) else {})
    typed = [request.form.get(name, "") for name, item in fields.items() if isinstance(item.response, _TYPED)]
    return [words for words in (*typed, comment) if words.strip()]
