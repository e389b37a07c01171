"""Booklets and cards for a family, taken from its page to be printed."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.family_paper import MODES, print_for
from alongside.core.conduct.paper_questions import PaperError
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, acting, services
from alongside.core.web.files import download
from alongside.core.web.staff.family import family_here


@access(Duty.CONTACT_FAMILIES)
def print_paper(number: str) -> Response:
    """Give a booklet or cards under a name that tells nothing."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    kind = request.form.get("kind", "")
    if kind not in MODES:
        abort(400)
    try:
        pages = print_for(
            services(),
            number,
            found.needs,
            kind,
            instrument=request.form.get("instrument", ""),
            about=request.form.get("about", ""),
            by=acting().subject,
        )
    except PaperError:
        return redirect(url_for("staff.family", number=number, done="paper_lacking", _anchor="paper"), 303)
    if pages is None:
        return redirect(url_for("staff.family", number=number, done="paper_gone", _anchor="paper"), 303)
    return download(pages, "application/pdf", f"{kind}.pdf")
