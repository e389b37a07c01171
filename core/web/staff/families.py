"""The families: a list of them, adding one, and one family's state."""

import secrets

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import families as looking
from alongside.core.conduct.enrolment import enrol_family
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.entry import CHILDREN_AT_MOST, Errors, read_entry

staff_pages = Blueprint("staff", __name__, url_prefix="/staff")


@staff_pages.get("/")
@access(Duty.SEE_FAMILIES)
def home() -> str:
    """Show the families and where they are."""
    seen = looking.families_in_study(services(), acting().sites(Duty.SEE_FAMILIES))
    return render_template("staff_home.html", families=seen)


@staff_pages.get("/new")
@access(Duty.ADD_FAMILIES)
def new() -> str:
    """Show the page that adds a family."""
    return _entry_page({}, {}, 1)


@staff_pages.post("/new")
@access(Duty.ADD_FAMILIES)
def add() -> str | Response | tuple[str, int]:
    """Add a family, or say what is missing with everything kept as typed."""
    typed = {name: request.form.get(name, "") for name in request.form}
    count = request.form.get("children", "1")
    children = max(1, min(int(count), CHILDREN_AT_MOST)) if count.isdecimal() and len(count) < 3 else 1  # noqa: PLR2004 - two figures
    key = request_key()
    if request.form.get("action") == "more":
        return _entry_page(typed, {}, min(children + 1, CHILDREN_AT_MOST))
    sites = acting().sites(Duty.ADD_FAMILIES)
    entry = read_entry(services(), typed, children, current_app.extensions["alongside_languages"], sites)
    if isinstance(entry, dict):
        return _entry_page(typed, entry, children), 422
    number = enrol_family(services(), entry, by=acting().subject, request_key=key)
    return redirect(url_for("staff.family", number=number, added="yes"), 303)


def _entry_page(typed: dict[str, str], errors: Errors, children: int) -> str:
    return render_template(
        "staff_new.html",
        typed=typed,
        errors=errors,
        children=children,
        most=CHILDREN_AT_MOST,
        sites=[site for site in services().study.sites if site.code in acting().sites(Duty.ADD_FAMILIES)],
        key=request.form.get("key") or secrets.token_hex(16),
        languages=current_app.extensions["alongside_languages"],
    )


@staff_pages.get("/family/<number>")
@access(Duty.SEE_FAMILIES)
def family(number: str) -> str:
    """Show one family: state, children's ages, and every message with what became of it."""
    found = _family_here(number, Duty.SEE_FAMILIES)
    return render_template(
        "staff_family.html", family=found, added=request.args.get("added") == "yes", code="", link=""
    )


@staff_pages.post("/family/<number>/safety")
@access(Duty.CONTACT_FAMILIES)
def keep_safety(number: str) -> Response:
    """Keep what the family said about being written to."""
    safe = request.form.get("safe", "")
    _family_here(number, Duty.CONTACT_FAMILIES)
    if safe not in {"yes", "no"}:
        abort(400)
    looking.set_safety(services(), number, is_safe=safe == "yes", by=acting().subject)
    return redirect(url_for("staff.family", number=number), 303)


@staff_pages.post("/family/<number>/code")
@access(Duty.CONTACT_FAMILIES)
def give_code(number: str) -> str:
    """Make a way in to read aloud, for a family without a safe phone."""
    found = _family_here(number, Duty.CONTACT_FAMILIES)
    link, code = looking.make_spoken_way_in(services(), number, by=acting().subject)
    return render_template("staff_family.html", family=found, added=False, code=code, link=link)


def _family_here(number: str, duty: Duty) -> looking.FamilySeen:
    """Return a family of the sites at which this person has a duty; any other is not there."""
    found = looking.family_seen(services(), number, acting().sites(duty))
    if found is None:
        abort(404)
    return found
