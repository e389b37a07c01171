"""What people are told, a page at a time and as one sheet, and the kind questions that show whether we explained it well.

Taking part is at `/read/1` and the like. What else a person can choose is at `/more/<place>/read/1`: `place` counts the
modules that they may sign, from 1.
"""

import secrets

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import consenting, understanding
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.sheets import has_decision_aid
from alongside.core.conduct.versions import is_whole
from alongside.core.definitions.consent import ConsentModule, InformationPart, UnderstandingQuestion
from alongside.core.engine.consent import undecided
from alongside.core.web.access import access, acting, ask_code, is_locked, request_key, services

pages = Blueprint("information", __name__)


def module_here(place: int) -> ConsentModule:
    """Return the module at a place, as it is shown now; where it is not whole in this person's language, a page says so."""
    module = module_at(place)
    if not is_whole(services(), module, acting().needs.language):
        offered = current_app.extensions["alongside_languages"].now()
        abort(make_response(render_template("not_ready.html", languages=offered)))
    return module


def module_at(place: int) -> ConsentModule:
    """Return the module at a place; a free choice is there once taking part was agreed to, and what was signed stays."""
    with services().records.read() as tx:
        modules = consenting.modules_of(services(), tx, acting().subject)
        if not 1 <= place <= len(modules):
            abort(404)
        module = modules[place - 1]
        is_open = (
            place == 1
            or consenting.standing(tx, acting().subject, modules[0]).in_force
            or consenting.standing(tx, acting().subject, module).consented_at is not None
        )
    if not is_open:
        abort(404)
    return module


def _part(module: ConsentModule, number: int) -> InformationPart:
    if not 1 <= number <= len(module.information):
        abort(404)
    return module.information[number - 1]


@pages.get("/read/<int:number>", defaults={"place": 1})
@pages.get("/more/<int:place>/read/<int:number>")
@access(FAMILY)
def read(place: int, number: int) -> str:
    """Show one page of information; who opened more about it sees that too."""
    module = module_here(place)
    part = _part(module, number)
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
        tries = understanding.latest_tries(tx, acting().subject, module)
    if number < len(module.information):
        next_page = url_for("information.read", place=place, number=number + 1)
    elif understanding.still_unasked(module, tries) and undecided(module, answers):
        next_page = url_for("information.understand", place=place, number=1)
    else:
        next_page = url_for("consent.choose", place=place, number=1)
    return render_template(
        "information.html",
        module=module,
        part=part,
        number=number,
        total=len(module.information),
        place=place,
        is_more_open=request.args.get("open") == "yes",
        next_page=next_page,
        previous=url_for("information.read", place=place, number=number - 1) if number > 1 else url_for("path.path"),
    )


@pages.post("/read/<int:number>", defaults={"place": 1})
@pages.post("/more/<int:place>/read/<int:number>")
@access(FAMILY)
def read_more(place: int, number: int) -> Response:
    """Tell more about a page, and note that it was asked for."""
    module = module_here(place)
    part = _part(module, number)
    if not part.more:
        abort(404)
    understanding.note_more_read(services(), acting(), module, part.code)
    return redirect(url_for("information.read", place=place, number=number, open="yes", _anchor="more"), 303)


@pages.get("/sheet", defaults={"place": 1})
@pages.get("/more/<int:place>/sheet")
@access(FAMILY)
def sheet(place: int) -> str:
    """Show everything that is told on one page, each paragraph with its number, and the privacy notice."""
    return render_template("sheet.html", module=module_here(place), place=place)


@pages.get("/think", defaults={"place": 1})
@pages.get("/more/<int:place>/think")
@access(FAMILY)
def think(place: int) -> str:
    """Show "is this for me?": what helps to decide, on one page."""
    module = module_here(place)
    if not has_decision_aid(module):
        abort(404)
    return render_template("think.html", module=module, place=place)


@pages.get("/understand/<int:number>", defaults={"place": 1})
@pages.get("/more/<int:place>/understand/<int:number>")
@access(FAMILY)
def understand(place: int, number: int) -> str:
    """Ask one question about what was told; after an answer say what is right, or the same in another way."""
    return _question_page(place, number)


@pages.post("/understand/<int:number>", defaults={"place": 1})
@pages.post("/more/<int:place>/understand/<int:number>")
@access(FAMILY, saves_when_locked=True)
def keep_understanding(place: int, number: int) -> str | Response | tuple[str, int]:
    """Store the answer, or that the question was left out; or ask the team to explain."""
    module = module_here(place)
    question = _question(module, number)
    action = request.form.get("action", "")
    if action == "talk":
        understanding.ask_to_talk(services(), acting())
        return redirect(url_for("information.understand", place=place, number=number, talk="yes"), 303)
    chosen = request.form.getlist("answer")
    choice = understanding.LEFT_OUT if action == "leave_out" else chosen[0] if len(chosen) == 1 else None
    known = {one.code for one in question.choices} | {understanding.LEFT_OUT}
    if choice not in known or (choice == understanding.LEFT_OUT and action != "leave_out"):
        return (
            ask_code(request.path)
            if is_locked()
            else (_question_page(place, number, error="errors.choose_listed"), 422)
        )
    understanding.answer_question(services(), acting(), module, question, choice, request_key=request_key())
    if choice == understanding.LEFT_OUT:
        return redirect(_after(module, place, number), 303)
    return redirect(url_for("information.understand", place=place, number=number), 303)


def _question(module: ConsentModule, number: int) -> UnderstandingQuestion:
    if not 1 <= number <= len(module.understanding):
        abort(404)
    return module.understanding[number - 1]


def _after(module: ConsentModule, place: int, number: int) -> str:
    """Return what follows a question: the next one, the choices, or the signature where all is chosen already."""
    if number < len(module.understanding):
        return url_for("information.understand", place=place, number=number + 1)
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
    if undecided(module, answers):
        return url_for("consent.choose", place=place, number=1)
    return url_for("consent.sign", place=place)


def _question_page(place: int, number: int, *, error: str = "") -> str:
    module = module_here(place)
    question = _question(module, number)
    with services().records.read() as tx:
        kept = understanding.latest_tries(tx, acting().subject, module).get(question.code)
    is_asked_again = bool(error) or request.args.get("again") == "yes"
    is_answered = kept is not None and kept.choice != understanding.LEFT_OUT and not is_asked_again
    parts = [part.code for part in module.information]
    return render_template(
        "understand.html",
        module=module,
        question=question,
        number=number,
        total=len(module.understanding),
        place=place,
        said=kept.choice if kept is not None and is_answered else "",
        is_right=is_answered and kept is not None and kept.understood,
        has_asked_to_talk=request.args.get("talk") == "yes",
        part_page=parts.index(question.part) + 1,
        error=error,
        key=secrets.token_hex(16),
        next_page=_after(module, place, number),
        previous=url_for("information.understand", place=place, number=number - 1)
        if number > 1
        else url_for("information.read", place=place, number=len(parts)),
    )
