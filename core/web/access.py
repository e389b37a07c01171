"""Who may open which page: declared at each route, looked at before each request; a route without it stops the start."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for

from alongside.core.conduct.arriving import SignedIn, Waiting, who_is_there
from alongside.core.conduct.people import FAMILY, STAFF_ROLES, Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
_DECLARED = "alongside_access"


class AccessUndeclaredError(AlongsideError):
    """A route does not say who may open it."""


def access(*roles: str, saves_when_locked: bool = False) -> Callable[[View], View]:
    """Declare who may open a route: `PUBLIC` or roles.

    `saves_when_locked` lets a page that was open before the lock store what was typed in it; nothing is shown.
    """

    def declare(view: View) -> View:
        setattr(view, _DECLARED, (frozenset(roles), saves_when_locked))
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
        g.acting = None
        token = getattr(session, "token", "")
        is_new = getattr(session, "is_new", True)
        presence = None if is_new else who_is_there(services(), token)
        g.presence = presence
        if isinstance(presence, SignedIn):
            g.acting = presence.acting
        view = app.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        roles, saves_when_locked = getattr(view, _DECLARED)
        if PUBLIC in roles:
            return None
        if isinstance(presence, SignedIn):
            if presence.acting.role in roles:
                return None
            abort(403)
        return _wait(presence, saves=saves_when_locked, family=FAMILY in roles)


def _wait(presence: object, *, saves: bool, family: bool) -> Response | None:
    if not isinstance(presence, Waiting):
        abort(401)
    if presence.was_locked and saves and family and request.method == "POST":
        needs = services_needs(presence.subject)
        g.acting = Acting(presence.subject, FAMILY, needs)
        g.is_locked = True
        return None
    back = request.path if request.method == "GET" else ""
    return redirect(url_for("arriving.code", back=back) if back else url_for("arriving.code"), 303)  # type: ignore[return-value]  # Flask's redirect is typed with werkzeug's base


def services_needs(subject: str) -> Any:
    """Return the needs profile of a family member who is known but has not given a code yet."""
    from alongside.core.conduct.people import needs_from  # noqa: PLC0415
    from alongside.core.storage import families  # noqa: PLC0415

    with services().records.read() as tx:
        return needs_from(families.preferences(tx, subject))


ANYONE_SIGNED_IN = (FAMILY, *sorted(STAFF_ROLES))
