"""Forms that were typed when their writer's session ran out: they sign in, look, and send or throw away each."""

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.people import STAFF
from alongside.core.conduct.unsent import forget_unsent, unsent_of
from alongside.core.web.access import access, acting, services
from alongside.core.web.late_forms import MARK, NAME, NOTHING_TYPED

CHOICE = re.compile(r"[a-z_]+")
"""The codes of choices; words that look like one stand in the form all the same."""
NUMBER = re.compile(r"/family/([A-Z0-9]+)")
pages = Blueprint("unsent", __name__, url_prefix="/staff/unsent")


@pages.get("")
@access(STAFF)
def show() -> str | Response:
    """Show the forms that wait, with the words in them."""
    waiting = unsent_of(services(), acting().subject)
    if not waiting:
        return redirect(url_for("arriving.home"), 303)
    return render_template("staff_unsent.html", waiting=waiting, mark=MARK, is_words=_is_words, about=_about)


@pages.post("/forget")
@access(STAFF)
def forget() -> Response:
    """Throw a form away."""
    name = request.form.get("name", "")
    if not NAME.fullmatch(name):
        abort(400)
    forget_unsent(services(), acting().subject, name)
    return redirect(url_for("arriving.home"), 303)


def _is_words(name: str, value: str) -> bool:
    """Say whether a field holds something that was typed, and not a choice or the form's own marks."""
    return bool(value.strip()) and name not in NOTHING_TYPED and not CHOICE.fullmatch(value)


def _about(path: str) -> str:
    """Return the study number in an address, or nothing."""
    found = NUMBER.search(path)
    return found.group(1) if found else ""
