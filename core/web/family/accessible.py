"""The accessibility statement: what works, what is still open, and how to get help another way."""

from flask import Blueprint, g, render_template

from alongside.core.conduct.accessible import WRITTEN_ON
from alongside.core.languages.formats import format_date
from alongside.core.web.access import PUBLIC, access

pages = Blueprint("accessible", __name__)


@pages.get("/statement")
@access(PUBLIC)
def statement() -> str:
    """Show the statement; the same page for everyone."""
    return render_template("statement_page.html", day=format_date(WRITTEN_ON, g.words.language))
