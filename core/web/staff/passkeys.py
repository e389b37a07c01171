"""Passkeys: a member of staff adds and removes their own, and uses one as the second step."""

import logging

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import own_account, passkey_sign_in
from alongside.core.conduct.own_account import TooLongAgo
from alongside.core.conduct.passkey_sign_in import KINDS, NotAdmittedError, PasskeyRefusedError
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.signing_in import TooMany, Wrong
from alongside.core.languages.formats import format_date
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import PUBLIC, access, acting, services
from alongside.core.web.sessions import take_token
from alongside.core.web.staff.signing_in import BACK, token_here

LOG = logging.getLogger(__name__)
pages = Blueprint("passkeys", __name__, url_prefix="/staff")
DONE = {"added": "staff_passkeys.added", "removed": "staff_passkeys.removed"}
Page = str | Response | tuple[str, int]


@pages.get("/account/passkeys")
@access(STAFF)
def keep() -> str:
    """Show somebody their own passkeys."""
    return _keep_page(done=DONE.get(request.args.get("done", ""), ""))


@pages.post("/account/passkeys/new")
@access(STAFF)
def ask_for_new() -> Page:
    """Ask the browser to make a passkey, once its owner has shown again who they are."""
    kind, typed = request.form.get("kind", ""), request.form.get("code", "")
    if passkey_sign_in.place(services()) is None:
        return _keep_page(), 403  # browsers make none for this address; the page says so
    if kind not in KINDS:
        return _keep_page(errors={"kind": "staff_passkeys.error_kind"}), 422
    if not typed.strip() and own_account.has_app(services(), acting().subject):
        return _keep_page(errors={"code": "staff_sign_in.error_code_needed"}), 422
    try:
        asked = passkey_sign_in.ask_for_new(services(), acting().subject, token=token_here(), typed=typed)
    except PasskeyRefusedError as error:
        return _not_added(error)
    match asked:
        case TooMany():
            return _keep_page(errors={"code": "staff_sign_in.error_too_many"}), 429
        case Wrong():
            return _keep_page(errors={"code": "staff_sign_in.error_code_wrong"}), 422
        case TooLongAgo():
            return _keep_page(refused="staff_passkeys.too_long_ago"), 422
    return render_template(
        "staff_passkey_ask.html",
        asked=asked,
        way="create",
        words="new",
        action=url_for("passkeys.add"),
        more={"kind": kind},
        otherwise=url_for("passkeys.keep"),
    )


@pages.post("/account/passkeys/add")
@access(STAFF)
def add() -> Page:
    """Keep the passkey that the browser made."""
    try:
        passkey_sign_in.add(
            services(),
            acting().subject,
            token=token_here(),
            challenge=request.form.get("challenge", ""),
            answer=request.form.get("answer", ""),
            kind=request.form.get("kind", ""),
        )
    except PasskeyRefusedError as error:
        return _not_added(error)
    return redirect(url_for("passkeys.keep", done="added"), 303)


@pages.post("/account/passkeys/remove")
@access(STAFF)
def remove() -> Response:
    """Remove a passkey of one's own."""
    if not passkey_sign_in.remove(services(), acting().subject, request.form.get("passkey", "")):
        abort(404)
    return redirect(url_for("passkeys.keep", done="removed"), 303)


@pages.get("/second/passkey")
@access(PUBLIC)
def second() -> Page:
    """Say what a passkey does, to somebody whose password was right."""
    if passkey_sign_in.waiting(services(), token_here()) is None:
        return _begin_again()
    return _second_page()


@pages.post("/second/passkey")
@access(PUBLIC)
def ask_for_known() -> Page:
    """Ask the browser to prove that it holds a passkey."""
    try:
        asked = passkey_sign_in.ask_for_known(services(), token=token_here())
    except PasskeyRefusedError:
        return _second_page("staff_passkeys.not_used"), 422
    except NotAdmittedError:
        return _begin_again()
    if asked is None:
        return _second_page("staff_passkeys.none_here"), 422
    return render_template(
        "staff_passkey_ask.html",
        asked=asked,
        way="get",
        words="use",
        action=url_for("passkeys.sign_in"),
        more={"back": _back()},
        otherwise=url_for("signing_in.second", back=_back() or None),
    )


@pages.post("/second/passkey/use")
@access(PUBLIC)
def sign_in() -> Page:
    """Let in whose browser proved that it holds their passkey."""
    try:
        token = passkey_sign_in.sign_in(
            services(),
            token=token_here(),
            challenge=request.form.get("challenge", ""),
            answer=request.form.get("answer", ""),
        )
    except PasskeyRefusedError as error:
        LOG.warning("%s", error)
        return _second_page("staff_passkeys.not_used"), 422
    except NotAdmittedError:
        return _begin_again()
    take_token(token)
    return redirect(_back() or url_for("arriving.home"), 303)


def _keep_page(*, done: str = "", errors: dict[str, str] | None = None, refused: str = "") -> str:
    return render_template(
        "staff_passkeys.html",
        passkeys=passkey_sign_in.held(services(), acting().subject),
        kinds=KINDS,
        day=lambda at: format_date(at, SOURCE_LANGUAGE),
        is_possible=passkey_sign_in.place(services()) is not None,
        has_app=own_account.has_app(services(), acting().subject),
        chosen=request.form.get("kind", ""),
        done=done,
        errors=errors or {},
        refused=refused,
    )


def _not_added(error: PasskeyRefusedError) -> tuple[str, int]:
    LOG.warning("%s", error)
    return _keep_page(refused="staff_passkeys.not_added"), 422


def _second_page(refused: str = "") -> str:
    is_possible = passkey_sign_in.place(services()) is not None
    return render_template("staff_passkey_second.html", back=_back(), is_possible=is_possible, refused=refused)


def _begin_again() -> Response:
    return redirect(url_for("signing_in.sign_in", back=_back() or None, over="yes"), 303)


def _back() -> str:
    wanted = request.values.get("back", "")
    return wanted if BACK.fullmatch(wanted) else ""
