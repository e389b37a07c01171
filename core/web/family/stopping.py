"""Changing your mind, in at most three taps from "where you are": something whole on one page, each choice on the next."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import consenting, in_effect, stopping
from alongside.core.conduct.people import FAMILY
from alongside.core.definitions.consent import ConsentModule
from alongside.core.engine.consent import NO, WANTED, WITHDRAWN, YES, Whole
from alongside.core.languages.formats import format_date, uk_time
from alongside.core.storage import families
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.family.information import module_here

pages = Blueprint("stopping", __name__)
BUTTONS: Mapping[str, tuple[Whole, str]] = {
    "stop_messages": (Whole.MESSAGES, WITHDRAWN),
    "start_messages": (Whole.MESSAGES, WANTED),
    "stop_questions": (Whole.QUESTIONNAIRES, WITHDRAWN),
    "start_questions": (Whole.QUESTIONNAIRES, WANTED),
    "stop_records": (Whole.LINKAGE, WITHDRAWN),
    "stop_use": (Whole.HELD_DATA, WITHDRAWN),
    "start_use": (Whole.HELD_DATA, WANTED),
    "stop_all": (Whole.EVERYTHING, WITHDRAWN),
}
"""What each button of the page does. Its place in this list stands in the address afterwards, which names no topic."""
DONE = tuple(BUTTONS)
TAKE_BACK = "take_back"
SAID = {YES: "1", NO: "2", TAKE_BACK: "3"}
"""What was done on the page of one module, as it stands in the address afterwards."""


@pages.get("/stop")
@access(FAMILY)
def choose() -> str:
    """Show what can be stopped, what each means, and what is stopped already."""
    stops = in_effect.stops_of(services(), acting().subject)
    done = request.args.get("done", "")
    button = DONE[int(done) - 1] if done in map(str, range(1, len(DONE) + 1)) else ""
    until = stops.not_used_until
    return render_template(
        "stop.html",
        stops=stops,
        standing=stops.basis,
        done=button if button and _is_done(stops, *BUTTONS[button]) else "",
        not_used_day=format_date(uk_time(until).date(), acting().needs.language) if until else "",
        key=secrets.token_hex(16),
    )


@pages.post("/stop")
@access(FAMILY)
def keep() -> Response:
    """Stop what was chosen, or begin it again, at once."""
    button = request.form.get("action", "")
    if button not in BUTTONS:
        abort(400)
    whole, value = BUTTONS[button]
    stopping.change_whole(
        services(),
        acting().subject,
        whole,
        value,
        stopping.own_word(acting()),
        request_key=f"{request_key()}:{whole}:{value}",
    )
    return _back_to("stopping.choose", done=str(DONE.index(button) + 1))


@pages.get("/stop/<int:place>")
@access(FAMILY)
def choices(place: int) -> str:
    """Show each statement of a module that was signed, with the answer in effect."""
    return _module_page(place)


@pages.post("/stop/<int:place>")
@access(FAMILY)
def keep_choice(place: int) -> Response | tuple[str, int]:
    """Give one statement another answer, or take back the whole module, at once."""
    module, action = module_here(place), request.form.get("action", "")
    said, number, key = stopping.own_word(acting()), acting().subject, request_key()
    lines = {line.statement.code: line for line in in_effect.lines_of(services(), number, module)}
    if action == TAKE_BACK and lines:
        stopping.take_back(services(), number, module, said, request_key=f"{key}:{TAKE_BACK}")
        return _after(place, TAKE_BACK)
    line = lines.get(request.form.get("statement", ""))
    if line is None or action not in {YES, NO}:
        abort(400)
    is_shown = request.form.get("shown") == _shown(module, line)
    if action == YES and line.may_say_yes and not is_shown:  # a yes is to words; a no is a no to any
        return _module_page(place, changed=True), 409
    if action == YES and not line.may_say_yes:
        return _after(place, "")
    stopping.change_statement(
        services(),
        number,
        module,
        line.statement,
        action,
        said,
        request_key=f"{key}:{line.statement.code}:{action}",
        shown=_vouched(module, line) if is_shown else {},
    )
    return _after(place, action)


def _after(place: int, done: str) -> Response:
    """Lead to the page with what was done; who has left by it, to what that means."""
    with services().records.read() as tx:
        person = families.participant(tx, acting().subject)
    if person is not None and person.state == "withdrawn":
        return _back_to("stopping.choose", done=str(DONE.index("stop_all") + 1))
    return _back_to("stopping.choices", place=place, done=SAID.get(done))


def _back_to(endpoint: str, done: str | None, place: int | None = None) -> Response:
    return redirect(url_for(endpoint, _anchor="done", done=done, place=place), 303)


def _module_page(place: int, *, changed: bool = False) -> str:
    module = module_here(place)
    lines = in_effect.lines_of(services(), acting().subject, module)
    if not lines:
        abort(404)
    done = next((action for action, code in SAID.items() if code == request.args.get("done")), "")
    copy = consenting.kept_copy(services(), acting().subject, module) if any(line.kept for line in lines) else None
    return render_template(
        "stop_module.html",
        module=module,
        place=place,
        lines=[(line, _shown(module, line), secrets.token_hex(16)) for line in lines],
        kept_language=copy.language if copy else "",
        is_on=any(line.answer == YES for line in lines),
        done="" if changed else done,
        changed=changed,
        key=secrets.token_hex(16),
    )


def _shown(module: ConsentModule, line: in_effect.Line) -> str:
    """Return the seal of the words that a line shows."""
    return "" if line.kept else consenting.shown_statement(services(), acting(), module, line.statement.code)


def _vouched(module: ConsentModule, line: in_effect.Line) -> dict[str, str]:
    """Return what the ledger keeps about the words that were read."""
    needs = acting().needs
    seen = {"words": _shown(module, line), "version": module.version}
    return seen | {"language": needs.language, "format": needs.format}


def _is_done(stops: in_effect.Stops, whole: Whole, value: str) -> bool:
    """Say whether something is as a button made it: nothing is said to be done that is not so."""
    is_stopped = {
        Whole.MESSAGES: stops.messages_stopped,
        Whole.QUESTIONNAIRES: stops.basis.questions_stopped,
        Whole.LINKAGE: not stops.links_on,
        Whole.HELD_DATA: stops.not_used_until is not None,
        Whole.EVERYTHING: stops.basis.declined,
    }
    return is_stopped[whole] == (value == WITHDRAWN)
