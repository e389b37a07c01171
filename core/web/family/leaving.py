"""The way out, fast: what the button does, told before its first use; the page that says nothing; and more time for who stays."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import arriving
from alongside.core.conduct.people import FAMILY
from alongside.core.storage import families
from alongside.core.web.access import PUBLIC, access, acting, services
from alongside.core.web.family.arriving import back_wanted

pages = Blueprint("leaving", __name__)


@pages.get("/first")
@access(PUBLIC)
def first() -> str:
    """Tell how to leave a page fast, and what that does and does not; the same words for everyone."""
    return render_template("first.html", back=back_wanted())


@pages.post("/first/seen")
@access(FAMILY)
def go_on() -> Response:
    """Note that this person was told, and go on."""
    with services().records.write() as tx:
        families.note_leaving_shown(tx, acting().subject, services().clock.now())
    return redirect(back_wanted() or url_for("path.path"), 303)


@pages.post("/still-here")
@access(PUBLIC)
def stay() -> Response:
    """Keep the page open: being asked for anything does that. The browser stays where it is, with every word typed."""
    return Response(status=204)


@pages.get("/leave")
@access(PUBLIC)
def left() -> Response:
    """Show a page that says nothing, and lead on from it, so that Back does not even find it."""
    elsewhere = services().settings.exit_url
    response = Response(render_template("leave.html", elsewhere=elsewhere, is_closed=False), mimetype="text/html")
    if elsewhere:
        response.headers["Refresh"] = f"0; url={elsewhere}"
    return response


@pages.post("/leave")
@access(PUBLIC)
def leave() -> Response:
    """End the session at once and go to a page that says nothing."""
    token: Any = getattr(session, "token", "")
    arriving.leave(services(), token)
    response = redirect(url_for("leaving.left"), 303)
    session.is_new = False  # type: ignore[attr-defined]  # our own session class: the next page gets a new token
    current_app.session_interface.forget(response)  # type: ignore[attr-defined]  # our own class
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
