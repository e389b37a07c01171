"""Changing your mind, in two taps from "where you are"."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import consenting, stopping
from alongside.core.conduct.people import FAMILY
from alongside.core.web.access import access, acting, services

pages = Blueprint("stopping", __name__)
KEY_LENGTH = 32


@pages.get("/stop")
@access(FAMILY)
def choose() -> str:
    """Show what can be stopped, and what each means."""
    with services().records.read() as tx:
        standing = consenting.standing(tx, acting().subject, consenting.module_of(services(), tx))
    return render_template(
        "stop.html",
        standing=standing,
        contact=stopping.contact_of(services(), acting()),
        key=secrets.token_hex(KEY_LENGTH // 2),
    )


@pages.post("/stop")
@access(FAMILY)
def keep() -> Response:
    """Stop what was chosen, at once."""
    action, key = request.form.get("action", ""), request.form.get("key", "")
    if action in {"stop_messages", "start_messages"}:
        stopping.set_messages(services(), acting(), stopped=action == "stop_messages")
        return redirect(url_for("stopping.choose"), 303)
    if action != "stop_all" or len(key) != KEY_LENGTH or not key.isalnum():
        abort(400)
    stopping.stop_taking_part(services(), acting(), key)
    return redirect(url_for("path.path"), 303)
