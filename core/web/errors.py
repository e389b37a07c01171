"""What people see when something is not as it should be: plain, in their language, never blaming, nothing lost."""

import logging

from flask import Flask, current_app, g, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from alongside.core.conduct.answering import NotYourPageError

LOG = logging.getLogger(__name__)
WORDS_OF_STATUS = {
    400: "pages.error_form",
    401: "pages.error_private",
    403: "pages.error_private",
    404: "pages.error_not_found",
    405: "pages.error_not_found",
    410: "pages.error_expired",
    413: "pages.error_too_big",
}
Page = tuple[str, int]


def error_pages(app: Flask) -> None:
    """Give the application one page for every kind of error."""
    app.register_error_handler(CSRFError, lambda _: _page(400))
    app.register_error_handler(NotYourPageError, lambda _: _page(404))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_ours)


def _of_http(error: HTTPException) -> Page:
    return _page(error.code or 500)


def _of_ours(error: Exception) -> Page:
    LOG.error("a page failed", exc_info=error)
    return _page(500)


def _page(status: int) -> Page:
    if "words" not in g:  # the person, or their language, could not be found out
        current_app.extensions["alongside_default_words"]()
    return render_template("error.html", words=WORDS_OF_STATUS.get(status, "pages.error_ours")), status
