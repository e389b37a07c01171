"""What helps a person beside the pages: big print on paper, an interpreter, a lift; one thing a page, each may be left out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.needs import set_needs, with_helps, words_about_needs
from alongside.core.conduct.people import FAMILY
from alongside.core.definitions.needs import HELPS
from alongside.core.engine.reading import Refused, read_words
from alongside.core.web.access import access, acting, services

pages = Blueprint("helps", __name__, url_prefix="/needs")
NAMES = tuple(HELPS)
IN_WORDS = frozenset({"interpreter", "transport", "childcare", "culture"})
"""What a person may say more about, in words of their own."""
LONGEST_WORDS = 400
ALL = "all"
"""In the address while the pages come one after the other."""


@pages.app_context_processor
def give_question() -> dict[str, object]:
    """Let "where you are" ask kindly once a year whether the needs still fit."""
    return {"asks_about_needs": lambda: acting().needs.is_due_again(services().clock.today())}


@pages.post("/fits")
@access(FAMILY)
def confirm() -> Response:
    """Note that the needs still fit."""
    set_needs(services(), acting().subject, by=acting().subject)
    return redirect(url_for("path.path"), 303)


@pages.get("/more")
@access(FAMILY)
def home() -> str:
    """List what was answered, and lead to each."""
    written = words_about_needs(services(), acting().subject)
    return render_template(
        "helps.html",
        names=NAMES,
        helps=acting().needs.helps,
        written=written.keys(),
        saved=request.args.get("saved") == "yes",
        chain=ALL,
    )


@pages.get("/more/<int:place>")
@access(FAMILY)
def one(place: int) -> str:
    """Ask about one thing."""
    return _page(_name_at(place))


@pages.post("/more/<int:place>")
@access(FAMILY)
def keep(place: int) -> Response | tuple[str, int]:
    """Keep the answer, and the words with it; nothing at all is fine too."""
    name = _name_at(place)
    answer = request.form.get("answer", "")
    words = read_words(request.form.get("words", ""), LONGEST_WORDS)
    if isinstance(words, Refused):
        return _page(name, words, at="words"), 422
    if answer not in {"", *HELPS[name]}:
        return _page(name, Refused("errors.choose_listed", {}), at="answer"), 422
    said = {name: words.value} if words.value and name in IN_WORDS else {}
    if answer == "no":
        said = {name: ""}  # what was written about a wish goes with the wish
    if answer or said:
        change = with_helps({name: answer} if answer else {})
        set_needs(services(), acting().subject, change, by=acting().subject, words=said)
    return redirect(_next(name), 303)


def _name_at(place: int) -> str:
    if not 1 <= place <= len(NAMES):
        abort(404)
    return NAMES[place - 1]


def _next(name: str) -> str:
    """Return the page that follows: the next one when they come one after the other, else the list."""
    place = NAMES.index(name) + 2
    if request.values.get("on") == ALL and place <= len(NAMES):
        return url_for("helps.one", place=place, on=ALL)
    return url_for("helps.home", saved="yes" if request.method == "POST" else None)


def _page(name: str, refused: Refused | None = None, at: str = "answer") -> str:
    return render_template(
        "help_one.html",
        name=name,
        answers=HELPS[name],
        chosen=request.form.get("answer") or acting().needs.helps.get(name, ""),
        in_words=name in IN_WORDS,
        has_words=name in words_about_needs(services(), acting().subject),
        typed=request.form.get("words", ""),
        error=refused.text_id if refused else "",
        values=refused.values if refused else {},
        at=at,
        chain=ALL if request.values.get("on") == ALL else "",
        later=_next(name),
    )
