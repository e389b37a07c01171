"""Where members of staff sign in."""

from flask import Blueprint, render_template

from alongside.core.web.access import PUBLIC, access

pages = Blueprint("signing_in", __name__, url_prefix="/staff")


@pages.get("/sign-in")
@access(PUBLIC)
def sign_in() -> str:
    """Ask who is there."""
    return render_template("staff_sign_in.html")
