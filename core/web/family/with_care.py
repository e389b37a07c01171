"""Before hard questions: whether this is a private place, and what else can be done. Who asks, when it is by telephone.

No address says what the questions are about, and no choice is made for anybody.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import answering, who_asks
from alongside.core.conduct.answering import NotYourPageError, Part, WithCare
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.saving import leave_out
from alongside.core.conduct.who_asks import TIMES, WhoAsks
from alongside.core.engine.reading import Refused, read_words
from alongside.core.storage.asking_wishes import WHO, Who
from alongside.core.web.access import PUBLIC, access, acting, request_key, services
from alongside.core.web.family.questions import check_address, open_visit, sent_page, to_part, way_to

pages = Blueprint("with_care", __name__)
LONGEST_WORDS = 500
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Hard:
    """A part, the code of the question that comes next, and the hard questions that it belongs to."""

    part: Part
    code: str
    care: WithCare


@pages.get("/before/<int:page>")
@access(FAMILY)
def before(page: int) -> Answer:
    """Warn of what comes, and ask whether this is a private place."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    part, code, care = found.part, found.code, found.care
    with services().records.read() as tx:
        held = answering.read_part(tx, part)
    previous = held.previous_page(code) if code in {one.code for one in held.asked} else None
    return render_template(
        "before.html",
        part=part,
        page=page,
        care=care,
        child=answering.child_name(services(), part),
        previous=url_for("questions.question", page=previous)
        if previous
        else url_for("questions.part", number=part.number),
        is_asked_by_phone=who_asks.is_asked_by_phone(services(), part),
        key=secrets.token_hex(16),
    )


@pages.post("/before/<int:page>")
@access(FAMILY)
def choose(page: int) -> Answer:
    """Do what was pressed. Nothing is written but that nobody needs to ring any more."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    request_key()
    action = request.form.get("action", "")
    ways = {
        "go_on": url_for("questions.question", page=page),
        "later": url_for("path.path"),
        "leave_out": url_for("with_care.sure", page=page),
        "by_phone": url_for("with_care.by_phone", page=page),
        "no_call": _address(page),
    }
    if action not in ways:
        abort(400)
    if action == "no_call":
        who_asks.take_back_call(services(), acting(), found.part)
    return redirect(ways[action], 303)


@pages.get("/before/<int:page>/sure")
@access(FAMILY)
def sure(page: int) -> Answer:
    """Ask once more before questions are left out."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    return render_template("before_sure.html", part=found.part, page=page, key=secrets.token_hex(16))


@pages.post("/before/<int:page>/sure")
@access(FAMILY)
def keep_left_out(page: int) -> Answer:
    """Note that the person would rather not say, and go on after these questions."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    part, care = found.part, found.care
    if not leave_out(services(), acting(), part, care.items, request_key()):
        return sent_page(), 409
    with services().records.read() as tx:
        held = answering.read_part(tx, part)
    last = max(part.page_of(code) for code in care.items)
    following = next((number for one in held.asked if (number := part.page_of(one.code)) > last), None)
    return redirect(way_to(part, following) if following else check_address(part), 303)


@pages.get("/before/<int:page>/phone")
@access(FAMILY)
def by_phone(page: int) -> Answer:
    """Ask who should ring, and when."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    return _wish_page(
        _as_typed(who_asks.who_asks(services(), acting().subject, with_words=False)), back=_address(page), is_call=True
    )


@pages.post("/before/<int:page>/phone")
@access(FAMILY)
def keep_by_phone(page: int) -> Answer:
    """Ask the team to ask these questions by telephone, once."""
    found = _hard(page)
    if not isinstance(found, Hard):
        return found
    request_key()
    wish = _read_wish()
    if isinstance(wish, Refused):
        return _wish_page(_typed(), back=_address(page), is_call=True, error=wish), 422
    who_asks.ask_by_phone(services(), acting(), found.part, wish)
    return to_part(found.part)


@pages.get("/who")
@access(FAMILY)
def who() -> str:
    """Ask who should ask, whenever one of us does."""
    wish = who_asks.who_asks(services(), acting().subject, with_words=False)
    return _wish_page(_as_typed(wish), back=url_for("contact.home"), saved=request.args.get("saved") == "yes")


@pages.post("/who")
@access(FAMILY)
def keep_who() -> Answer:
    """Keep who should ask."""
    request_key()
    wish = _read_wish()
    if isinstance(wish, Refused):
        return _wish_page(_typed(), back=url_for("contact.home"), error=wish), 422
    who_asks.keep_who_asks(services(), acting(), wish)
    return redirect(url_for("with_care.who", saved="yes"), 303)


def _hard(page: int) -> Hard | Response | tuple[str, int]:
    """Return the hard questions that a page number stands in; where there are none, lead on."""
    part, asked = open_visit().find_page(page)
    if part.is_sent:
        return sent_page(), 409 if request.method == "POST" else 200
    if part.is_held:
        return to_part(part)
    care = part.with_care(asked.code)
    if care is None:
        if request.method == "POST":
            raise NotYourPageError("these questions are not hard")
        return redirect(url_for("questions.question", page=page), 303)
    return Hard(part, asked.code, care)


def _address(page: int) -> str:
    return url_for("with_care.before", page=page)


def _typed() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in ("who", "same", "times", "words")}


def _as_typed(wish: WhoAsks) -> dict[str, list[str]]:
    """Return what was chosen, as a form gives it; words that were written are not shown to whoever holds the phone."""
    same = (("language", wish.same_language), ("community", wish.same_community))
    return {
        "who": [wish.who] if wish.who else [],
        "same": [name for name, is_wanted in same if is_wanted],
        "times": list(wish.times),
    }


def _read_wish() -> WhoAsks | Refused:
    typed = _typed()
    words = read_words(request.form.get("words", ""), LONGEST_WORDS)
    if isinstance(words, Refused):
        return words
    return WhoAsks(
        next((one for one in get_args(Who) if one in typed["who"]), None),
        same_language="language" in typed["same"],
        same_community="community" in typed["same"],
        times=tuple(one for one in TIMES if one in typed["times"]),
        words=words.value,
    )


def _wish_page(
    typed: Mapping[str, list[str]],
    *,
    back: str,
    is_call: bool = False,
    saved: bool = False,
    error: Refused | None = None,
) -> str:
    return render_template(
        "who_asks.html",
        typed=typed,
        has_words=bool(who_asks.who_asks(services(), acting().subject).words),
        who_codes=WHO,
        time_codes=TIMES,
        back=back,
        is_call=is_call,
        saved=saved,
        refused=error,
        key=secrets.token_hex(16),
    )


@pages.get("/pictures")
@access(PUBLIC)
def pictures() -> str:
    """Name who made the pictures, and under which licence."""
    book = services().pictures
    return render_template(
        "pictures.html",
        credits=book.credits(),
        sources=lambda keys: sorted({book.picture(key).source.partition(":")[0] for key in keys}),
    )
