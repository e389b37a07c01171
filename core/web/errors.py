"""What people see when something is not as it should be: plain, in their language, never blaming, nothing lost."""

import logging

from flask import Flask, Response, current_app, g, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from alongside.core.conduct.answering import NotYourPageError
from alongside.core.storage.errors import DatabaseUnavailableError, RequestKeyReusedError

LOG = logging.getLogger(__name__)
WORDS_OF_STATUS = {
    400: "pages.error_form",
    403: "pages.error_private",
    404: "pages.error_not_found",
    405: "pages.error_not_found",
    409: "pages.error_form",
    410: "pages.error_expired",
    413: "pages.error_too_big",
}
SERVER_ERRORS = 500
NOT_KNOWN = 401
SECONDS_TO_WAIT = 60
"""What the page of an error says, too: wait a minute."""
Page = tuple[str, int]


def error_pages(app: Flask) -> None:
    """Give the application one page for every kind of error."""
    app.register_error_handler(CSRFError, lambda _: _page(400))
    app.register_error_handler(NotYourPageError, lambda _: _page(404))
    app.register_error_handler(RequestKeyReusedError, lambda _: _page(400))
    app.register_error_handler(DatabaseUnavailableError, _of_storage)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_ours)


def _of_http(error: HTTPException) -> Response:
    page, status = _page(error.code or 500)
    response = make_response(page, status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _of_storage(error: DatabaseUnavailableError) -> Response:
    LOG.error("the database is away", exc_info=error)
    page, status = _page(503)
    response = make_response(page, status)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def _of_ours(error: Exception) -> Page:
    LOG.error("a page failed", exc_info=error)
    return _page(500)


def _page(status: int) -> Page:
    if "words" not in g:  # the person, or their language, could not be found out
        current_app.extensions["alongside_default_words"]()
    words = WORDS_OF_STATUS.get(status, "pages.error_form" if status < SERVER_ERRORS else "pages.error_ours")
    if status == NOT_KNOWN:  # also who goes back after leaving: the page says nothing of what it was
        return render_template("leave.html", elsewhere="", is_closed=True), status
    return render_template("error.html", words=words), status
