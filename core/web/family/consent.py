"""Information, one statement at a time, the signature, and the copy."""

import re
import secrets
from datetime import datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from alongside.core.conduct import consenting
from alongside.core.conduct.copies import render_copy
from alongside.core.conduct.people import FAMILY
from alongside.core.engine.consent import NO, YES, required_refused, undecided
from alongside.core.engine.reading import Refused, read_words
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.storage import families
from alongside.core.storage.choices import Choice
from alongside.core.web.access import access, acting, ask_code, is_locked, request_key, services

pages = Blueprint("consent", __name__)
LONGEST_NAME = 200
WHOLE = re.compile(r"[0-9]{1,18}")


@pages.get("/read/<int:number>")
@access(FAMILY)
def read(number: int) -> str:
    """Show one page of information."""
    module = consenting.module_of(services())
    if not 1 <= number <= len(module.information):
        abort(404)
    part = module.information[number - 1]
    return render_template(
        "information.html",
        module=module,
        part=part,
        number=number,
        total=len(module.information),
        next_page=url_for("consent.read", number=number + 1)
        if number < len(module.information)
        else url_for("consent.choose", number=1),
        previous=url_for("consent.read", number=number - 1) if number > 1 else url_for("path.path"),
    )


@pages.get("/choose/<int:number>")
@access(FAMILY)
def choose(number: int) -> str | Response:
    """Show one statement; after signing, the copy."""
    return _copy_when_signed() or _statement_page(number)


@pages.post("/choose/<int:number>")
@access(FAMILY, saves_when_locked=True)
def keep_choice(number: int) -> str | Response | tuple[str, int]:
    """Store the answer to one statement."""
    module = consenting.module_of(services())
    if not 1 <= number <= len(module.statements):
        abort(404)
    if signed := _copy_when_signed():
        return signed
    answers_given = request.form.getlist("answer")
    if len(answers_given) != 1 or answers_given[0] not in {YES, NO}:
        return ask_code(request.path) if is_locked() else (_statement_page(number, error="errors.choose_yes_no"), 422)
    (answer,) = answers_given
    statement = module.statements[number - 1]
    if request.form.get("shown") != consenting.shown_statement(services(), acting(), module, statement.code):
        return ask_code(request.path) if is_locked() else (_statement_page(number, chosen=answer, changed=True), 409)
    seen = request.form.get("seen", "")
    overtaken = consenting.choose(
        services(),
        acting(),
        module,
        statement.code,
        answer,
        request_key=request_key(),
        seen=int(seen) if WHOLE.fullmatch(seen) else None,
    )
    if overtaken is not None:
        return ask_code(request.path) if is_locked() else (_statement_page(number, overtaken, chosen=answer), 409)
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
        state = consenting.standing(tx, acting().subject, module)
    if not undecided(module, answers):
        refuses = bool(required_refused(module, answers))
        if refuses and not state.declined:
            consenting.decline(services(), acting())
        if not refuses and state.declined:
            consenting.reconsider(services(), acting())
        return redirect(url_for("consent.sign"), 303)
    following = next(
        index
        for index in (*range(number, len(module.statements)), *range(number))
        if module.statements[index] in undecided(module, answers)
    )
    return redirect(url_for("consent.choose", number=following + 1), 303)


def _copy_when_signed() -> Response | None:
    """What was signed is not changed by answering a statement again, for instance in a page that was left open."""
    module = consenting.module_of(services())
    with services().records.read() as tx:
        state = consenting.standing(tx, acting().subject, module)
    return redirect(url_for("consent.copy"), 303) if state.in_force else None


def _statement_page(
    number: int, overtaken: Choice | None = None, *, chosen: str = "", error: str = "", changed: bool = False
) -> str:
    module = consenting.module_of(services())
    if not 1 <= number <= len(module.statements):
        abort(404)
    with services().records.read() as tx:
        kept = consenting.shown_choice(tx, acting().subject, module, module.statements[number - 1].code)
    statement = module.statements[number - 1]
    return render_template(
        "statement.html",
        module=module,
        statement=statement,
        chosen=chosen or (kept.answer if kept else ""),
        seen=kept.id if kept else "",
        shown=consenting.shown_statement(services(), acting(), module, statement.code),
        changed=changed,
        overtaken=overtaken,
        next_page=url_for("consent.choose", number=number + 1)
        if number < len(module.statements)
        else url_for("consent.sign"),
        number=number,
        total=len(module.statements),
        error=error,
        key=secrets.token_hex(16),
        previous=url_for("consent.choose", number=number - 1)
        if number > 1
        else url_for("consent.read", number=len(module.information)),
    )


@pages.get("/sign")
@access(FAMILY)
def sign() -> str | Response:
    """Show every choice, and where to sign."""
    return _sign_page()


@pages.post("/sign")
@access(FAMILY)
def keep_signature() -> str | Response | tuple[str, int]:
    """Take the signature."""
    module = consenting.module_of(services())
    typed = request.form.get("name", "")
    name = read_words(typed, LONGEST_NAME)
    if isinstance(name, Refused) or not name.value:
        wrong = name if isinstance(name, Refused) else Refused("errors.name_needed")
        page = _sign_page(wrong, typed)
        return (page, 422) if isinstance(page, str) else page
    if request.form.get("shown") != consenting.content_hash(services(), acting(), module):
        page = _sign_page(typed=typed, changed=True)
        return (page, 409) if isinstance(page, str) else page
    try:
        consenting.sign(services(), acting(), module, " ".join(name.value.split()), request_key())
    except consenting.ConsentNotReadyError:
        page = _sign_page(typed=typed)
        return (page, 409) if isinstance(page, str) else page
    return redirect(url_for("path.path"), 303)


def _sign_page(wrong: Refused | None = None, typed: str = "", *, changed: bool = False) -> str | Response:
    module = consenting.module_of(services())
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
        state = consenting.standing(tx, acting().subject, module)
    if state.in_force:
        return redirect(url_for("path.path"), 303)
    waiting = undecided(module, answers)
    if waiting:
        return redirect(url_for("consent.choose", number=module.statements.index(waiting[0]) + 1), 303)
    template = "declined.html" if required_refused(module, answers) else "sign.html"
    return render_template(
        template,
        module=module,
        answers=answers,
        error=wrong.text_id if wrong else "",
        error_values=wrong.values if wrong else {},
        typed=typed,
        key=secrets.token_hex(16),
        shown=consenting.content_hash(services(), acting(), module),
        changed=changed,
    )


@pages.get("/copy")
@access(FAMILY)
def copy() -> str:
    """Show the copy of what was agreed."""
    kept = _kept()
    signed = uk_time(datetime.fromisoformat(kept.signed_at))
    language = acting().needs.language
    return render_template(
        "copy.html", copy=kept, day=format_date(signed.date(), language), time=format_time(signed.time(), language)
    )


@pages.get("/copy.pdf")
@access(FAMILY)
def copy_document() -> FlaskResponse:
    """Give the copy as a PDF, in large print where that was asked for."""
    large = request.args.get("large") == "yes" or acting().needs.large_print
    with services().records.read() as tx:
        person = families.participant(tx, acting().subject)
    if person is None:
        abort(404)
    document = render_copy(services(), acting(), _kept(), large_print=large, phone=g.words.phone)
    return FlaskResponse(
        document, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="copy.pdf"'}
    )


def _kept() -> consenting.KeptCopy:
    kept = consenting.kept_copy(services(), acting().subject, consenting.module_of(services()))
    if kept is None:
        abort(404)
    return kept
