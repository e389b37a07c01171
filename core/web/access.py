"""Who may open which page: declared at each route, looked at before each request; a route without it stops the start."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for

from alongside.core.conduct.arriving import SignedIn, Waiting, who_is_there
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.roles import Duty
from alongside.core.web.late_forms import keep_what_was_typed, settle, waits

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
_DECLARED = "alongside_access"
KEY = re.compile(r"[0-9a-f]{32}")


class AccessUndeclaredError(AlongsideError):
    """A route does not say who may open it."""


def access(*who: str | Duty, saves_when_locked: bool = False) -> Callable[[View], View]:
    """Declare who may open a route: `PUBLIC`, a kind of person (`FAMILY`, `STAFF`), or members of staff with any of these duties.

    At which sites a duty holds is looked at where the object is: a view passes `acting().sites(duty)` on.

    `saves_when_locked` lets a page that was open before the lock store what was typed in it; nothing is shown.
    """

    def declare(view: View) -> View:
        setattr(view, _DECLARED, (frozenset(who), saves_when_locked))
        return view

    return declare


def services() -> Services:
    """Return the services of the application that handles this request."""
    found: Services = current_app.extensions["alongside"]
    return found


def acting() -> Acting:
    """Return who acts; only for routes that are not public."""
    person: Acting = g.acting
    return person


def is_locked() -> bool:
    """Return whether the page was open before its session locked: what it sends may be stored, and nothing shown."""
    return bool(g.get("is_locked"))


def ask_code(back: str) -> Response:
    """Lead to the page that asks for the code, and from there to `back`."""
    return redirect(url_for("arriving.code", back=back), 303)  # type: ignore[return-value]  # typed with werkzeug's base


def request_key() -> str:
    """Return the key that makes a repeat of this form harmless; a form without one is not ours."""
    key = request.form.get("key", "")
    if not KEY.fullmatch(key):
        abort(400)
    return key


def guard(app: Flask) -> None:
    """Look at every request's right to its page.

    Raises:
        AccessUndeclaredError: a route says nothing about access.
    """
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, _DECLARED):
            raise AccessUndeclaredError(f"the route {endpoint!r} does not say who may open it")

    @app.before_request
    def look() -> Response | None:
        view = app.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        who, saves_when_locked = getattr(view, _DECLARED)
        presence = g.presence
        if PUBLIC in who:
            return None
        if isinstance(presence, SignedIn):
            _admit(presence.acting, who)
            return None
        if presence is None and FAMILY not in who:
            return _ask_to_sign_in(who)
        return _wait(presence, saves=saves_when_locked and FAMILY in who)

    @app.after_request
    def settle_form(response: Response) -> Response:
        return settle(services(), response)


def _admit(person: Acting, who: frozenset[str | Duty]) -> None:
    if person.role not in who and not any(isinstance(one, Duty) and person.may(one) for one in who):
        abort(403)


def _ask_to_sign_in(who: frozenset[str | Duty]) -> Response:
    """Lead staff to where they sign in, and from there back to the page that they wanted to see."""
    if request.method == "POST" and any(isinstance(one, Duty) for one in who):
        keep_what_was_typed(services())
    # Who has typed something is led to it first.
    back = request.path if request.method == "GET" and not waits(services()) else None
    return redirect(url_for("signing_in.sign_in", back=back), 303)  # type: ignore[return-value]  # typed with werkzeug's base


def recognise(app: Flask) -> None:
    """Find out who makes each request, before anything else looks at it."""

    @app.before_request
    def find_person() -> None:
        is_new = getattr(session, "is_new", True)
        presence = None if is_new else who_is_there(services(), getattr(session, "token", ""))
        g.presence = presence
        g.acting = presence.acting if isinstance(presence, SignedIn) else None


def _wait(presence: object, *, saves: bool) -> Response | None:
    if not isinstance(presence, Waiting):
        abort(401)
    if presence.was_locked and saves and request.method == "POST":
        g.acting = Acting(presence.subject, FAMILY, presence.needs)
        g.is_locked = True
        return None
    can_go_back = current_app.create_url_adapter(request).test(request.path, "GET")  # type: ignore[union-attr]  # in a request
    back = request.path if can_go_back else None
    return redirect(url_for("arriving.code", back=back), 303)  # type: ignore[return-value]  # typed with werkzeug's base
