"""The page that adds a family."""

import secrets

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.consenting import modules_for
from alongside.core.conduct.enrolment import AddedOtherwiseError, enrol_family
from alongside.core.conduct.versions import unwhole_languages
from alongside.core.definitions.needs import HELPS
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.entry import CHILDREN_AT_MOST, INTERVIEWED, Errors, read_entry
from alongside.core.web.staff.home import formats


@access(Duty.ADD_FAMILIES)
def new() -> str:
    """Show the page that adds a family."""
    return _entry_page({}, {}, 1)


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
    entry = read_entry(services(), typed, children, current_app.extensions["alongside_languages"].now(), sites)
    if isinstance(entry, dict):
        return _entry_page(typed, entry, children), 422
    try:
        number = enrol_family(services(), entry, by=acting().subject, request_key=key)
    except AddedOtherwiseError as error:
        return _entry_page(typed, {"first_name": ("staff.error_added", {"number": error.number})}, children), 422
    return redirect(url_for("staff.family", number=number, done="added"), 303)


def _entry_page(typed: dict[str, str], errors: Errors, children: int) -> str:
    with services().records.read() as tx:
        not_offered = unwhole_languages(services(), tx)
        interviewed = [role for role in INTERVIEWED if modules_for(services(), tx, role)]
    return render_template(
        "staff_new.html",
        typed=typed,
        errors=errors,
        children=children,
        most=CHILDREN_AT_MOST,
        sites=[site for site in services().study.sites if site.code in acting().sites(Duty.ADD_FAMILIES)],
        key=request.form.get("key") or secrets.token_hex(16),
        not_offered=not_offered,
        language_of=formats()["language_of"],
        languages=current_app.extensions["alongside_languages"].now(),
        interviewed=interviewed,
        helps=HELPS,
    )
