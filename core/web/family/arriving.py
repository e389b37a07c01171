"""The way in: link, code, language and looks, help."""

import re
from dataclasses import replace

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import arriving
from alongside.core.conduct.people import FAMILY, STAFF, Acting, needs_to_keep
from alongside.core.conduct.unsent import unsent_of
from alongside.core.definitions.needs import COLOURS, TEXT_SIZES, NeedsProfile
from alongside.core.definitions.roles import Duty
from alongside.core.storage import access as ways_in
from alongside.core.storage import families
from alongside.core.web.access import PUBLIC, access, acting, services
from alongside.core.web.sessions import take_token

pages = Blueprint("arriving", __name__)
FORMATS = frozenset({"standard", "easy"})
ASKED = ("listen", "reads")
LONGEST_CODE = 40
WORDS_OF_REFUSAL = {
    ways_in.CodeWrong: "errors.code_wrong",
    ways_in.CodeLocked: "errors.code_locked",
    ways_in.CodeExpired: "errors.code_expired",
    arriving.Mistyped: "errors.code_mistyped",
    arriving.GuessedAt: "errors.code_by_phone",
}
BACK = re.compile(r"/(q|check|part|done|read|choose|path|sign|needs|told|staff|data)(/[a-zA-Z0-9/-]*)?")


@pages.get("/")
@access(PUBLIC)
def home() -> str | Response:
    """Say how to come in, or lead on."""
    if g.acting is not None:
        has_unsent = g.acting.role == STAFF and bool(unsent_of(services(), g.acting.subject))
        return redirect(url_for("unsent.show" if has_unsent else home_of(g.acting)), 303)
    return render_template("home.html")


@pages.get("/s/<link>")
@access(PUBLIC)
def arrive(link: str) -> str:
    """Show how to get a code, in the person's language or the one chosen here. Looking writes nothing."""
    needs = arriving.needs_of(services(), _known(link).subject)
    chosen = request.args.get("language", "")
    if chosen in _languages():
        needs = replace(needs, language=chosen)
    current_app.extensions["alongside_words_for"](needs)
    return render_template("arrive.html", languages=_languages())


@pages.post("/s/<link>")
@access(PUBLIC)
def ask_for_code(link: str) -> Response:
    """Send a code to the person the link is for."""
    found = _known(link)
    take_token(arriving.begin_waiting(services(), found))
    has_one = request.form.get("action") == "have"
    if not has_one and not arriving.send_code(services(), found.subject):
        return redirect(url_for("arriving.code", full="yes"), 303)
    return redirect(url_for("arriving.code"), 303)


def _known(link: str) -> ways_in.Link:
    found = arriving.find_link(services(), link)
    if isinstance(found, ways_in.Expired):
        abort(410)
    if found is None:
        abort(404)
    return found


@pages.get("/code")
@access(PUBLIC)
def code() -> str | Response:
    """Ask for the code."""
    if not isinstance(g.presence, arriving.Waiting):
        return redirect(url_for("arriving.home"), 303)
    return _code_page(_why_no_code(g.presence.subject) if request.args.get("full") == "yes" else "")


@pages.post("/code")
@access(PUBLIC)
def give_code() -> str | Response | tuple[str, int]:
    """Take the code, or send another."""
    presence = g.presence
    if not isinstance(presence, arriving.Waiting):
        return redirect(url_for("arriving.home"), 303)
    back = back_wanted()
    if request.form.get("action") == "again":
        sent = arriving.send_code(services(), presence.subject)
        if not sent:
            return _code_page(_why_no_code(presence.subject)), 429
        return redirect(url_for("arriving.code", back=back or None), 303)
    typed = request.form.get("code", "")
    if not typed.strip():
        return _code_page("errors.code_needed"), 422
    result = arriving.try_code(services(), session.token, presence.subject, typed)  # type: ignore[attr-defined]  # our session
    if isinstance(result, str):
        take_token(result)
        return redirect(_next_page(presence, back), 303)
    left = {"count": result.tries_left} if isinstance(result, ways_in.CodeWrong) else {}
    return _code_page(WORDS_OF_REFUSAL[type(result)], **left), 422


def _why_no_code(subject: str) -> str:
    with services().records.read() as tx:
        is_guessed_at = arriving.is_guessed_at(tx, subject, services().clock.now())
    return "errors.code_by_phone" if is_guessed_at else "errors.code_too_many"


def _code_page(error: str = "", **values: int) -> str:
    return render_template(
        "code.html",
        error=error,
        values=values,
        locked=g.presence.was_locked,
        back=back_wanted(),
        typed=request.form.get("code", "")[:LONGEST_CODE],
    )


def back_wanted() -> str:
    """Return the page of ours that this request wants to be led back to; empty = none."""
    wanted = request.values.get("back", "")
    return wanted if BACK.fullmatch(wanted) else ""


def _next_page(presence: arriving.Waiting, back: str) -> str:
    with services().records.read() as tx:
        if families.participant(tx, presence.subject) is None:
            return back or url_for("arriving.home")
        is_first = "text_size" not in families.preferences(tx, presence.subject).needs
        knows_how_to_leave = families.is_leaving_shown(tx, presence.subject)
    following = back or url_for("arriving.needs" if is_first else "path.path")
    return following if knows_how_to_leave else url_for("leaving.first", back=following)


def home_of(person: Acting) -> str:
    """Return the endpoint where somebody's own work begins."""
    if person.role != STAFF:
        return "path.path"
    first = (
        (Duty.SEE_FAMILIES, "staff.home"),
        (Duty.TAKE_DATA, "data.home"),
        (Duty.KEEP_STAFF, "people.people"),
        (Duty.ANSWER_REQUESTS, "requests.home"),
    )
    return next((endpoint for duty, endpoint in first if person.may(duty)), "account.account")


@pages.get("/needs")
@access(FAMILY)
def needs() -> str:
    """Ask how pages should be for this person."""
    return _needs_page(acting().needs)


@pages.post("/needs")
@access(FAMILY)
def keep_needs() -> str | Response | tuple[str, int]:
    """Keep how pages should be."""
    wanted = _wanted_needs(acting().needs)
    if wanted is None:
        return _needs_page(acting().needs, error="errors.language_offered"), 422
    now = services().clock.now()
    with services().records.write() as tx:
        families.set_preferences(
            tx,
            acting().subject,
            language=wanted.language,
            easy_read=wanted.easy_read,
            listens=wanted.listens,
            needs=needs_to_keep(wanted),
            at=now,
        )
    return redirect(back_wanted() or url_for("path.path"), 303)


def _wanted_needs(now: NeedsProfile) -> NeedsProfile | None:
    form = request.form
    language = form.get("language", now.language)
    size, colours = form.get("size", str(now.text_size)), form.get("colours", now.colours)
    sizes = {str(known) for known in TEXT_SIZES}
    if language not in _languages_for(now) or size not in sizes or colours not in COLOURS:
        return None
    if form.get("format", "easy") not in FORMATS or not {form.get(name, "yes") for name in ASKED} <= {"yes", "no"}:
        return None
    reads = form.get("reads") == "yes" if "reads" in form else now.reads
    return replace(
        now,
        language=language,
        easy_read=form.get("format") == "easy" if "format" in form else now.easy_read,
        # Who cannot read hears the words, whatever else was chosen.
        listens=not reads or (form.get("listen") == "yes" if "listen" in form else now.listens),
        reads=reads,
        text_size=int(size),
        colours=colours,
        large_print=int(size) > TEXT_SIZES[0],
    )


def _needs_page(chosen: NeedsProfile, error: str = "") -> str:
    sounds = current_app.extensions["alongside_sounds"]
    return render_template(
        "needs.html",
        chosen=chosen,
        languages=(languages := _languages_for(chosen)),
        speaks={language: sounds.can_speak(language) for language in languages},
        sizes=TEXT_SIZES,
        colours=COLOURS,
        error=error,
        back=back_wanted(),
    )


def _languages() -> tuple[str, ...]:
    offered: tuple[str, ...] = current_app.extensions["alongside_languages"].now()
    return offered


def _languages_for(person: NeedsProfile) -> tuple[str, ...]:
    """Return the languages to choose from; one's own stays, also while new words are not there yet in it."""
    offered = _languages()
    return offered if person.language in offered else (*offered, person.language)


@pages.get("/help")
@access(PUBLIC)
def help_() -> str:
    """Show whom to talk to; the same page for everyone."""
    return render_template("help.html", minutes=services().settings.idle_minutes)
