"""The way in: link, code, language and looks, help."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from alongside.core.conduct import arriving
from alongside.core.conduct.needs import as_chosen, in_language, set_needs
from alongside.core.conduct.people import FAMILY, STAFF, Acting
from alongside.core.conduct.unsent import unsent_of
from alongside.core.definitions.needs import COLOURS, FONTS, SPACINGS, TEXT_SIZES, YES_OR_NO, NeedsProfile
from alongside.core.definitions.roles import Duty
from alongside.core.languages.tags import script_of
from alongside.core.storage import access as ways_in
from alongside.core.storage import families
from alongside.core.web.access import PUBLIC, access, acting, services
from alongside.core.web.sessions import take_token

pages = Blueprint("arriving", __name__)
FORMATS = frozenset({"standard", "easy"})
LISTENING = ("no", "yes", "aloud")
CHOICES = 9
"""How many choices the page about language and looks has."""
LONGEST_CODE = 40
WORDS_OF_REFUSAL = {
    ways_in.CodeWrong: "errors.code_wrong",
    ways_in.CodeLocked: "errors.code_locked",
    ways_in.CodeExpired: "errors.code_expired",
    arriving.Mistyped: "errors.code_mistyped",
    arriving.GuessedAt: "errors.code_by_phone",
}
BACK = re.compile(r"/(q|check|part|done|read|choose|path|sign|needs|told|staff|data)(/[a-zA-Z0-9/-]*)?")


@pages.app_context_processor
def give_languages() -> dict[str, object]:
    """Let every page be read in another language before anybody is known; later the choice is with the person."""
    return {"other_languages": _other_languages}


def _other_languages() -> list[tuple[str, str]]:
    """Return each other language with the address of this very page in it."""
    kept = {"back": back} if (back := back_wanted()) else {}
    return [
        (language, "?" + urlencode({"language": language, **kept}))
        for language in g.get("languages", ())  # none is known on a page that says the database is away
        if language != g.words.language
    ]


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
    current_app.extensions["alongside_words_for"](replace(needs, language=_chosen_language() or needs.language))
    return render_template("arrive.html")


@pages.post("/s/<link>")
@access(PUBLIC)
def ask_for_code(link: str) -> Response:
    """Send a code to the person the link is for."""
    found = _known(link)
    take_token(arriving.begin_waiting(services(), found))
    has_one = request.form.get("action") == "have"
    if not has_one and not arriving.send_code(services(), found.subject):
        return redirect(url_for("arriving.code", full="yes", language=_chosen_language() or None), 303)
    return redirect(url_for("arriving.code", language=_chosen_language() or None), 303)


def _chosen_language() -> str:
    """Return the language that was chosen before anybody came in; a right code makes it the person's."""
    chosen = request.args.get("language", "")
    return chosen if chosen in _languages() else ""


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
        return redirect(url_for("arriving.code", back=back or None, language=_chosen_language() or None), 303)
    typed = request.form.get("code", "")
    if not typed.strip():
        return _code_page("errors.code_needed"), 422
    result = arriving.try_code(services(), session.token, presence.subject, typed)  # type: ignore[attr-defined]  # our session
    if isinstance(result, str):
        take_token(result)
        if (language := _chosen_language()) not in {"", presence.needs.language}:
            set_needs(services(), presence.subject, in_language(language), by=presence.subject)
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
        language=_chosen_language() or None,
        back=back_wanted(),
        typed=request.form.get("code", "")[:LONGEST_CODE],
    )


def back_wanted() -> str:
    """Return the page of ours that this request wants to be led back to; empty = none."""
    try:
        wanted = request.values.get("back", "")
    except RequestEntityTooLarge:  # the page that says so is being made
        return ""
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
    set_needs(services(), acting().subject, as_chosen(wanted), by=acting().subject)
    return redirect(back_wanted() or url_for("path.path"), 303)


def _wanted_needs(now: NeedsProfile) -> NeedsProfile | None:
    """Return what was chosen; None when something is none of the choices. What the form leaves out stays."""
    form = request.form
    listens = ("aloud" if now.reads_aloud else "yes") if now.listens else "no"
    chosen = {
        name: form.get(name, kept)
        for name, kept, allowed in (
            ("language", now.language, _languages_for(now)),
            ("format", "easy" if now.easy_read else "standard", FORMATS),
            ("reads", "yes" if now.reads else "no", YES_OR_NO),
            ("listen", listens, LISTENING),
            ("size", str(now.text_size), [str(known) for known in TEXT_SIZES]),
            ("colours", now.colours, COLOURS),
            ("spacing", now.spacing, SPACINGS),
            ("font", now.font, FONTS),
            ("calm", "yes" if now.calm else "no", YES_OR_NO),
        )
        if form.get(name, kept) in allowed
    }
    if len(chosen) < CHOICES:
        return None
    reads = chosen["reads"] == "yes"
    return replace(
        now,
        language=chosen["language"],
        easy_read=chosen["format"] == "easy",
        # Who cannot read hears the words, whatever else was chosen.
        listens=not reads or chosen["listen"] != "no",
        reads_aloud=chosen["listen"] == "aloud",
        reads=reads,
        text_size=int(chosen["size"]),
        colours=chosen["colours"],
        spacing=chosen["spacing"],
        font=chosen["font"],
        calm=chosen["calm"] == "yes",
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
        spacings=SPACINGS,
        # Chosen letters are Latin ones: whoever reads others has nothing to choose.
        fonts=FONTS if script_of(chosen.language) == "Latn" else (),
        has_more=chosen.calm or chosen.spacing != SPACINGS[0] or chosen.font != FONTS[0],
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
