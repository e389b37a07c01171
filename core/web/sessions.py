"""One cookie that holds nothing but a random token; whatever it stands for is kept on the server.

The form token that Flask-WTF checks is derived from the cookie's token, so looking at a page writes nothing anywhere.
"""

import hashlib
import hmac
import re
import secrets
from typing import Any

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin

TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")


class OneCookie(dict[str, Any], SessionMixin):
    """The cookie's token and the form token made from it."""

    def __init__(self, token: str, form_token: str, *, is_new: bool) -> None:
        super().__init__(csrf_token=form_token)
        self.token = token
        self.is_new = is_new


class OneCookieInterface(SessionInterface):
    """Reads and writes the one cookie."""

    def __init__(self, secret: bytes, *, over_https: bool) -> None:
        self._secret = secret
        self._over_https = over_https
        self._name = "__Host-s" if over_https else "s"

    def open_session(self, app: Flask, request: Request) -> OneCookie:  # noqa: ARG002 - Flask fixes the arguments
        """Return the session of the request's cookie, or of a new token."""
        token = request.cookies.get(self._name, "")
        is_new = not TOKEN.fullmatch(token)
        if is_new:
            token = secrets.token_urlsafe(24)
        return OneCookie(token, self._form_token(token), is_new=is_new)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002 - likewise
        """Send the cookie when its token is new."""
        if isinstance(session, OneCookie) and session.is_new:
            response.set_cookie(
                self._name, session.token, secure=self._over_https, httponly=True, samesite="Lax", path="/"
            )

    def forget(self, response: Response) -> None:
        """Let the browser delete the cookie; it ignores this for a `__Host-` cookie that is not marked secure."""
        response.delete_cookie(self._name, secure=self._over_https, httponly=True, samesite="Lax", path="/")

    def _form_token(self, token: str) -> str:
        return hmac.new(self._secret, b"form" + token.encode(), hashlib.sha256).hexdigest()


def take_token(token: str) -> None:
    """Let this browser hold another token from now on, for instance that of the session that has just begun."""
    session.token = token  # type: ignore[attr-defined]  # our own session class
    session.is_new = True  # type: ignore[attr-defined]  # likewise
