"""Where members of staff keep their own account: roles, sessions, password, recovery codes, passkeys."""

import re
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import own_account, passkey_sign_in
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.signing_in import TooMany, Wrong
from alongside.core.languages.formats import format_date, format_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.set_up import ERRORS
from alongside.core.web.staff.signing_in import token_here

pages = Blueprint("account", __name__, url_prefix="/staff/account")
Page = str | Response | tuple[str, int]
WAYS = frozenset(
    {
        "password_and_code",
        "password_and_recovery",
        "password_and_passkey",
        "passkey",
        "organisation",
        "set_up",
    }
)
DONE = {"password": "staff_account.password_done", "session": "staff_account.session_ended"}
NAME = re.compile("[0-9a-f]{64}")
"""The name of a session in lists."""


@pages.get("")
@access(STAFF)
def account() -> str:
    """Show somebody their own account."""
    has_passkeys = passkey_sign_in.place(services()) is not None
    return render_template(
        "staff_account.html",
        own=own_account.own_account(services(), acting().subject, token_here()),
        way_of=lambda way: f"staff_account.way_{way if way in WAYS else 'other'}",
        moment=moment,
        done=DONE.get(request.args.get("done", ""), ""),
        has_passkeys=has_passkeys,
        passkeys=url_for("passkeys.keep") if has_passkeys else "",
    )


def moment(at: datetime) -> dict[str, str]:
    """Return a day and a time of day as words of a page name them."""
    return {"day": format_date(at, SOURCE_LANGUAGE), "time": format_time(at, SOURCE_LANGUAGE)}


@pages.post("/sessions/end")
@access(STAFF)
def end_session() -> Response:
    """End one session of one's own."""
    name = request.form.get("session", "")
    if not NAME.fullmatch(name) or not own_account.end_session(services(), acting().subject, name):
        abort(404)
    return redirect(url_for("account.account", done="session"), 303)


@pages.post("/sessions/end-others")
@access(STAFF)
def end_others() -> Response:
    """End every session of one's own but this one."""
    own_account.end_other_sessions(services(), acting().subject, token_here())
    return redirect(url_for("account.account", done="session"), 303)


@pages.get("/password")
@access(STAFF)
def password() -> str:
    """Ask for the present password and a new one."""
    return _password_page({})


@pages.post("/password")
@access(STAFF)
def change_password() -> Page:
    """Change the password."""
    present, new = request.form.get("present", ""), request.form.get("password", "")
    result = own_account.change_password(services(), acting().subject, token_here(), present, new)
    match result:
        case "":
            return redirect(url_for("account.account", done="password"), 303)
        case TooMany():
            return _password_page({"present": "staff_sign_in.error_too_many"}), 429
        case Wrong():
            return _password_page({"present": "staff_account.error_present"}), 422
        case _:
            return _password_page({"password": ERRORS[result]}), 422


def _password_page(errors: dict[str, str]) -> str:
    email = own_account.email_of(services(), acting().subject)
    return render_template("staff_account_password.html", errors=errors, email=email)


@pages.get("/recovery-codes")
@access(STAFF)
def recovery_codes() -> str:
    """Ask for a one-time code before new recovery codes are made."""
    return _codes_page({})


@pages.post("/recovery-codes")
@access(STAFF)
def make_recovery_codes() -> Page:
    """Make new recovery codes and show them once."""
    typed = request.form.get("code", "")
    if not typed.strip():
        return _codes_page({"code": "staff_sign_in.error_code_needed"}), 422
    result = own_account.make_recovery_codes(services(), acting().subject, token_here(), typed)
    match result:
        case TooMany():
            return _codes_page({"code": "staff_sign_in.error_too_many"}), 429
        case Wrong():
            return _codes_page({"code": "staff_sign_in.error_code_wrong"}), 422
        case _:
            return render_template("staff_set_up_codes.html", codes=result, is_new=False)


def _codes_page(errors: dict[str, str]) -> str:
    return render_template("staff_account_codes.html", errors=errors)
