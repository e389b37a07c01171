"""One statement at a time, the signature, and the copy. `place` is as in the pages of information."""

import re
import secrets
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import consenting, signing, understanding
from alongside.core.conduct.copies import facts_of, method_words, render_copy, utc_words
from alongside.core.conduct.people import FAMILY
from alongside.core.definitions.consent import ConsentModule
from alongside.core.engine.consent import NO, YES, required_refused, undecided
from alongside.core.engine.reading import Refused, Values, read_words
from alongside.core.engine.strokes import HEIGHT, WIDTH, read_strokes, strokes_path, strokes_text
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.storage import families
from alongside.core.storage.choices import Choice
from alongside.core.storage.consents import NeedsHearingError
from alongside.core.web.access import access, acting, ask_code, is_locked, request_key, services
from alongside.core.web.family.information import module_at, module_here
from alongside.core.web.files import pdf

pages = Blueprint("consent", __name__)
LONGEST_NAME = 200
WHOLE = re.compile(r"[0-9]{1,18}")


@pages.get("/choose/<int:number>", defaults={"place": 1})
@pages.get("/more/<int:place>/choose/<int:number>")
@access(FAMILY)
def choose(place: int, number: int) -> str | Response:
    """Show one statement; after signing, the copy."""
    return _copy_when_signed(place) or _statement_page(place, number)


@pages.post("/choose/<int:number>", defaults={"place": 1})
@pages.post("/more/<int:place>/choose/<int:number>")
@access(FAMILY, saves_when_locked=True)
def keep_choice(place: int, number: int) -> str | Response | tuple[str, int]:
    """Store the answer to one statement."""
    module = module_here(place)
    if not 1 <= number <= len(module.statements):
        abort(404)
    if signed := _copy_when_signed(place):
        return signed
    answers_given = request.form.getlist("answer")
    if len(answers_given) != 1 or answers_given[0] not in {YES, NO}:
        return (
            ask_code(request.path)
            if is_locked()
            else (_statement_page(place, number, error="errors.choose_yes_no"), 422)
        )
    (answer,) = answers_given
    statement = module.statements[number - 1]
    if request.form.get("shown") != consenting.shown_statement(services(), acting(), module, statement.code):
        return (
            ask_code(request.path)
            if is_locked()
            else (_statement_page(place, number, chosen=answer, changed=True), 409)
        )
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
        return (
            ask_code(request.path) if is_locked() else (_statement_page(place, number, overtaken, chosen=answer), 409)
        )
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
        state = consenting.standing(tx, acting().subject, module)
    if not undecided(module, answers):
        refuses = bool(required_refused(module, answers))
        if place == 1 and refuses and not state.declined:
            consenting.decline(services(), acting())
        if place == 1 and not refuses and state.declined:
            consenting.reconsider(services(), acting())
        return redirect(url_for("consent.sign", place=place), 303)
    following = next(
        index
        for index in (*range(number, len(module.statements)), *range(number))
        if module.statements[index] in undecided(module, answers)
    )
    return redirect(url_for("consent.choose", place=place, number=following + 1), 303)


def _copy_when_signed(place: int) -> Response | None:
    """What was signed is not changed by answering a statement again, for instance in a page that was left open."""
    module = module_here(place)
    with services().records.read() as tx:
        state = consenting.standing(tx, acting().subject, module)
    return redirect(url_for("consent.copy", place=place), 303) if state.in_force else None


def _statement_page(
    place: int,
    number: int,
    overtaken: Choice | None = None,
    *,
    chosen: str = "",
    error: str = "",
    changed: bool = False,
) -> str:
    module = module_here(place)
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
        next_page=url_for("consent.choose", place=place, number=number + 1)
        if number < len(module.statements)
        else url_for("consent.sign", place=place),
        number=number,
        total=len(module.statements),
        error=error,
        key=secrets.token_hex(16),
        previous=url_for("consent.choose", place=place, number=number - 1)
        if number > 1
        else url_for("information.read", place=place, number=len(module.information)),
        place=place,
    )


@pages.get("/sign", defaults={"place": 1})
@pages.get("/more/<int:place>/sign")
@access(FAMILY)
def sign(place: int) -> str | Response:
    """Show every choice, and where to sign."""
    return _sign_page(place)


@pages.post("/sign", defaults={"place": 1})
@pages.post("/more/<int:place>/sign")
@access(FAMILY)
def keep_signature(place: int) -> str | Response | tuple[str, int]:
    """Take the signature, or ask the team to write down what this person says."""
    module = module_here(place)
    signature = _read_signature(module)
    if isinstance(signature, Wrong):
        return _once_more(place, 422, wrong=signature)
    if signature.method == consenting.WITNESSED:
        understanding.ask_to_say_it(services(), acting())
        return redirect(url_for("consent.say_it", place=place), 303)
    if request.form.get("shown") != consenting.content_hash(services(), acting(), module):
        return _once_more(place, 409, changed=True)
    try:
        signing.sign(services(), acting(), module, signature, request_key())
    except consenting.ConsentNotReadyError:
        return _once_more(place, 409)
    except NeedsHearingError:
        return _once_more(place, 422, wrong=Wrong("method", "errors.sign_needs_somebody"))
    return redirect(url_for("path.path"), 303)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a signature: the field, and the id of the words with what fills them."""

    field: str
    text_id: str
    values: Values = dataclass_field(default_factory=dict)


def _read_signature(module: ConsentModule) -> signing.Signature | Wrong:
    methods = _methods(module)
    method = request.form.get("method", methods[0] if len(methods) == 1 else "")
    if method not in methods:
        return Wrong("method", "errors.sign_choose" if acting().needs.reads else "errors.sign_needs_somebody")
    wants_message = "no_message" not in request.form
    if method in {consenting.WITNESSED, consenting.AFFIRMED}:
        return signing.Signature(method, wants_message=wants_message)
    strokes = read_strokes(request.form.get("strokes", "")) if method == consenting.DRAWN else ()
    if isinstance(strokes, Refused):
        return Wrong("method", strokes.text_id)
    name = read_words(request.form.get("name", ""), LONGEST_NAME)
    if isinstance(name, Refused):
        return Wrong("name", name.text_id, name.values)
    if not name.value:
        return Wrong("name", "errors.name_needed" if method == consenting.TYPED else "errors.draw_name_needed")
    return signing.Signature(method, " ".join(name.value.split()), strokes_text(strokes), wants_message)


def _methods(module: ConsentModule) -> tuple[str, ...]:
    """Return the ways to sign that this person has; who cannot read says it to somebody, whatever else a module offers."""
    return signing.methods_of(module) if acting().needs.reads else (consenting.WITNESSED,)


@pages.get("/sign/talk", defaults={"place": 1})
@pages.get("/more/<int:place>/sign/talk")
@access(FAMILY)
def say_it(place: int) -> str | Response:
    """Say what happens next when somebody wants to say it to one of the team."""
    module = module_here(place)
    with services().records.read() as tx:
        is_asked = understanding.wants_to_say_it(services(), tx, acting().subject)
        state = consenting.standing(tx, acting().subject, module)
    if state.in_force or not is_asked:
        return redirect(url_for("consent.sign", place=place), 303)
    return render_template("say_it.html", place=place, may_sign_here=len(_methods(module)) > 1)


def _once_more(
    place: int, status: int, *, wrong: Wrong | None = None, changed: bool = False
) -> Response | tuple[str, int]:
    page = _sign_page(place, wrong, changed=changed)
    return (page, status) if isinstance(page, str) else page


def _sign_page(place: int, wrong: Wrong | None = None, *, changed: bool = False) -> str | Response:
    module = module_here(place)
    with services().records.read() as tx:
        answers = consenting.current_answers(tx, acting().subject, module)
        state = consenting.standing(tx, acting().subject, module)
        unasked = understanding.still_unasked(module, understanding.latest_tries(tx, acting().subject, module))
        is_asked = understanding.wants_to_say_it(services(), tx, acting().subject)
    if state.in_force:
        return redirect(url_for("path.path"), 303)
    waiting = undecided(module, answers)
    if waiting:
        return redirect(url_for("consent.choose", place=place, number=module.statements.index(waiting[0]) + 1), 303)
    if unasked and not required_refused(module, answers):
        number = module.understanding.index(unasked[0]) + 1
        return redirect(url_for("information.understand", place=place, number=number), 303)
    template = "declined.html" if required_refused(module, answers) else "sign.html"
    strokes = request.form.get("strokes", "")
    return render_template(
        template,
        module=module,
        answers=answers,
        wrong=wrong,
        typed=request.form.get("name", ""),
        method=request.form.get("method", ""),
        strokes=strokes if not isinstance(read_strokes(strokes), Refused) else "",
        no_message="no_message" in request.form,
        key=secrets.token_hex(16),
        shown=consenting.content_hash(services(), acting(), module),
        changed=changed,
        place=place,
        methods=_methods(module),
        is_asked=is_asked,
        box=(WIDTH, HEIGHT),
    )


@pages.get("/copy", defaults={"place": 1})
@pages.get("/more/<int:place>/copy")
@access(FAMILY)
def copy(place: int) -> str:
    """Show the copy of what was agreed."""
    kept = _kept(place)
    with services().records.read() as tx:
        state = consenting.standing(tx, acting().subject, module_here(place))
    at = signing.signed_at(kept)
    signed = uk_time(at)
    language = acting().needs.language
    return render_template(
        "copy.html",
        copy=kept,
        is_changed=any(one.changed_at for one in state.answers.values()),
        day=format_date(signed.date(), language),
        time=format_time(signed.time(), language),
        utc=utc_words(at),
        strokes=strokes_path(kept.strokes) if kept.strokes else "",
        box=(WIDTH, HEIGHT),
        how=method_words(kept, g.words.plain),
        facts=facts_of(kept, g.words.plain),
        place=place,
    )


@pages.get("/copy.pdf", defaults={"place": 1})
@pages.get("/more/<int:place>/copy.pdf")
@access(FAMILY)
def copy_document(place: int) -> Response:
    """Give the copy as a PDF, in large print where that was asked for."""
    large = request.args.get("large") == "yes" or acting().needs.large_print
    with services().records.read() as tx:
        person = families.participant(tx, acting().subject)
    if person is None:
        abort(404)
    document = render_copy(services(), acting(), _kept(place), large_print=large, phone=g.words.phone)
    return pdf(document, "copy.pdf")


def _kept(place: int) -> consenting.KeptCopy:
    kept = consenting.kept_copy(services(), acting().subject, module_at(place))
    if kept is None:
        abort(404)
    return kept
