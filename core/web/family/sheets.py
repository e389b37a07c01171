"""The notice of privacy as a page for everyone, and the sheets that a person can take with them as PDF."""

from flask import Blueprint, Response, abort, g, render_template, request

from alongside.core.conduct import consenting
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.sheets import (
    FILE_NAME,
    WHERE,
    SheetKind,
    SheetMissingError,
    Wish,
    render_kind,
    whom_to_ask,
)
from alongside.core.conduct.where import render_where, steps_of
from alongside.core.definitions.consent import ConsentModule
from alongside.core.web.access import PUBLIC, access, acting, services
from alongside.core.web.family.information import module_here
from alongside.core.web.files import pdf

pages = Blueprint("sheets", __name__)


@pages.get("/privacy")
@access(PUBLIC)
def privacy() -> str:
    """Show what happens with people's details; the same page for everyone, before they come in too."""
    return render_template(
        "privacy.html", module=_notice(), where=WHERE, whom=whom_to_ask(services()), is_family=_is_family()
    )


@pages.get("/privacy.pdf")
@access(FAMILY)
def privacy_pages() -> Response:
    """Give the notice of privacy as a PDF."""
    return _sheet(SheetKind.PRIVACY, _notice())


@pages.get("/sheet.pdf", defaults={"place": 1})
@pages.get("/more/<int:place>/sheet.pdf")
@access(FAMILY)
def information(place: int) -> Response:
    """Give everything that is told as a PDF."""
    return _sheet(SheetKind.INFORMATION, module_here(place))


@pages.get("/think.pdf", defaults={"place": 1})
@pages.get("/more/<int:place>/think.pdf")
@access(FAMILY)
def decision(place: int) -> Response:
    """Give "is this for me?" as a PDF."""
    return _sheet(SheetKind.DECISION, module_here(place))


@pages.get("/path.pdf")
@access(FAMILY)
def way() -> Response:
    """Give where this person is as a PDF."""
    with services().records.read() as tx:
        steps = steps_of(services(), tx, acting().subject)
    if not steps:
        abort(404)
    return pdf(render_where(services(), steps, _wish()), FILE_NAME)


def _notice() -> ConsentModule:
    """Return the module with the notice for this person: that which their taking part rests on, else that of parents."""
    with services().records.read() as tx:
        for_parents = consenting.module_of(services(), tx)
        own = consenting.basis_of(services(), tx, acting().subject) if _is_family() else for_parents
    return own if own.privacy else for_parents


def _is_family() -> bool:
    return g.acting is not None and g.acting.role == FAMILY


def _wish() -> Wish:
    needs = acting().needs
    large = request.args.get("large") == "yes" or needs.large_print
    return Wish(needs.language, needs.easy_read, large, g.words.phone)


def _sheet(kind: SheetKind, module: ConsentModule) -> Response:
    try:
        return pdf(render_kind(services(), kind, module, _wish()), FILE_NAME)
    except SheetMissingError:
        abort(404)
