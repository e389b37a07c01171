"""Where members of staff set up an account: link, password, an app for one-time codes, recovery codes."""

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from alongside.accessibility.pictures.qr import qr_svg
from alongside.core.conduct import setting_up
from alongside.core.conduct.signing_in import NotAdmittedError
from alongside.core.storage.access import Expired, Link
from alongside.core.web.access import PUBLIC, access, services
from alongside.core.web.sessions import take_token
from alongside.core.web.staff.signing_in import token_here

pages = Blueprint("set_up", __name__, url_prefix="/staff")
LONGEST_CODE = 40
Page = str | Response | tuple[str, int]
ERRORS = {
    "too_short": "staff_sign_in.error_too_short",
    "too_long": "staff_sign_in.error_too_long",
    "guessable": "staff_sign_in.error_guessable",
}
"""What is said of a password that will not do."""


@pages.get("/set-up/<link>")
@access(PUBLIC)
def arrive(link: str) -> Page:
    """Say what comes, to whoever has the link, and nothing of whom it is for. Looking changes nothing."""
    match setting_up.find_link(services(), link):
        case Link():
            return render_template("staff_set_up.html", state="set_up")
        case Expired():
            return _over(410)
        case None:
            return _over(404)


@pages.post("/set-up/<link>")
@access(PUBLIC)
def begin(link: str) -> Page:
    """Begin to set up in this browser."""
    token = setting_up.begin(services(), link, token_here())
    if token is None:
        return _over(410)
    take_token(token)
    return redirect(url_for("set_up.password"), 303)


def _over(status: int) -> Page:
    return render_template("staff_set_up.html", state="set_up_over"), status


def _again() -> Page:
    return render_template("staff_set_up.html", state="set_up_again"), 410


@pages.get("/setting-up/password")
@access(PUBLIC)
def password() -> Page:
    """Ask for a password."""
    return _password_page({})


@pages.post("/setting-up/password")
@access(PUBLIC)
def choose_password() -> Page:
    """Keep the password aside, or say why it will not do."""
    try:
        weakness = setting_up.choose_password(services(), token_here(), request.form.get("password", ""))
    except NotAdmittedError:
        return _again()
    if weakness:
        return _password_page({"password": ERRORS[weakness]})
    return redirect(url_for("set_up.phone"), 303)


def _password_page(errors: dict[str, str]) -> Page:
    email = setting_up.email_of(services(), token_here())
    if email is None:
        return _again()
    page = render_template("staff_set_up_password.html", errors=errors, email=email)
    return (page, 422) if errors else page


@pages.get("/setting-up/phone")
@access(PUBLIC)
def phone() -> Page:
    """Show what the app has to be told, and ask for its first code."""
    return _phone_page({})


@pages.post("/setting-up/phone")
@access(PUBLIC)
def confirm() -> Page:
    """Take the first one-time code: from here on there is an account, and its recovery codes are shown once."""
    typed = request.form.get("code", "")
    if not typed.strip():
        return _phone_page({"code": "staff_sign_in.error_code_needed"})
    try:
        done = setting_up.confirm(services(), token_here(), typed)
    except NotAdmittedError:
        return _again()
    if done is None:
        return _phone_page({"code": "staff_sign_in.error_phone_code"})
    take_token(done.token)
    return render_template("staff_set_up_codes.html", codes=done.recovery_codes, is_new=True)


def _phone_page(errors: dict[str, str]) -> Page:
    secret = setting_up.secret_of(services(), token_here())
    if secret is None:
        return _again()
    page = render_template(
        "staff_set_up_phone.html",
        errors=errors,
        secret=secret,
        picture=Markup(qr_svg(secret.address)),  # noqa: S704 - made of squares by our own module
        typed=request.form.get("code", "")[:LONGEST_CODE],
    )
    return (page, 422) if errors else page
