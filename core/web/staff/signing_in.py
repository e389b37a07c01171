"""Where members of staff sign in: e-mail address and password, then a second way."""

import re

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import passkey_sign_in, signing_in
from alongside.core.conduct.signing_in import NotAdmittedError, NotWaiting, TooMany, Wrong
from alongside.core.web.access import PUBLIC, access, services
from alongside.core.web.sessions import take_token

pages = Blueprint("signing_in", __name__, url_prefix="/staff")
BACK = re.compile(r"/(staff|data)(/[a-zA-Z0-9/_-]*)?")
LONGEST = 200
Page = str | Response | tuple[str, int]


@pages.get("/sign-in")
@access(PUBLIC)
def sign_in() -> str | Response:
    """Ask for e-mail address and password; who is signed in is led on."""
    if g.acting is not None:
        return redirect(_back() or url_for("arriving.home"), 303)
    is_over = request.args.get("over") == "yes"
    return _sign_in_page({"email": "staff_sign_in.error_second_over"} if is_over else {})


@pages.post("/sign-in")
@access(PUBLIC)
def give_password() -> Page:
    """Take e-mail address and password. Whoever gets it wrong is told the same, whether there is such an account or not."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    if not email.strip() or not password:
        return _sign_in_page({"email": "staff_sign_in.error_needed"}), 422
    result = signing_in.try_password(services(), token_here(), email, password)
    match result:
        case str():
            take_token(result)
            return redirect(url_for("signing_in.second", back=_back() or None), 303)
        case TooMany():
            return _sign_in_page({"email": "staff_sign_in.error_too_many"}), 429
        case Wrong():
            return _sign_in_page({"email": "staff_sign_in.error_wrong"}), 422


@pages.get("/second")
@access(PUBLIC)
def second() -> str | Response:
    """Ask for the second way."""
    if signing_in.waiting_for_second(services(), token_here()) is None:
        return redirect(url_for("signing_in.sign_in", back=_back() or None), 303)
    return _second_page({})


@pages.post("/second")
@access(PUBLIC)
def give_second() -> Page:
    """Take a one-time code or a recovery code."""
    typed = request.form.get("code", "")
    is_waiting = signing_in.waiting_for_second(services(), token_here()) is not None
    if is_waiting and not typed.strip():
        return _second_page({"code": "staff_sign_in.error_code_needed"}), 422
    try:
        result = signing_in.try_second(services(), token_here(), typed[:LONGEST])
    except NotAdmittedError:
        result = NotWaiting()
    match result:
        case str():
            take_token(result)
            return redirect(_back() or url_for("arriving.home"), 303)
        case TooMany():
            return _second_page({"code": "staff_sign_in.error_too_many"}), 429
        case Wrong():
            return _second_page({"code": "staff_sign_in.error_code_wrong"}), 422
        case NotWaiting():
            return redirect(url_for("signing_in.sign_in", back=_back() or None, over="yes"), 303)


def token_here() -> str:
    """Return the token that this browser holds."""
    token: str = session.token  # type: ignore[attr-defined]  # our own session class
    return token


def _back() -> str:
    wanted = request.values.get("back", "")
    return wanted if BACK.fullmatch(wanted) else ""


def _sign_in_page(errors: dict[str, str]) -> str:
    chosen = services().settings.organisation
    return render_template(
        "staff_sign_in.html",
        errors=errors,
        email=request.form.get("email", "")[:LONGEST],
        back=_back(),
        organisation=chosen.name if chosen is not None else "",
    )


def _second_page(errors: dict[str, str]) -> str:
    has_passkeys = passkey_sign_in.place(services()) is not None
    return render_template(
        "staff_sign_in_second.html",
        errors=errors,
        back=_back(),
        passkey=url_for("passkeys.second", back=_back() or None) if has_passkeys else "",
    )
