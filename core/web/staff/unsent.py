"""A form that was typed when its writer's session ran out: they sign in, look, and send it or throw it away."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.people import STAFF
from alongside.core.conduct.unsent import forget_unsent, unsent_of
from alongside.core.web.access import access, acting, services
from alongside.core.web.late_forms import MARK

pages = Blueprint("unsent", __name__, url_prefix="/staff/unsent")


@pages.get("")
@access(STAFF)
def show() -> str | Response:
    """Say that a form waits."""
    waiting = unsent_of(services(), acting().subject)
    if waiting is None:
        return redirect(url_for("arriving.home"), 303)
    return render_template("staff_unsent.html", waiting=waiting, mark=MARK)


@pages.post("/forget")
@access(STAFF)
def forget() -> Response:
    """Throw the form away."""
    forget_unsent(services(), acting().subject)
    return redirect(url_for("arriving.home"), 303)
