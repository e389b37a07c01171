"""Correcting when a child was born, or how many weeks early."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.correcting import (
    REASONS,
    BornTooLateError,
    ChildUnknownError,
    Correction,
    NothingDiffersError,
    children_kept,
    correct_child,
)
from alongside.core.definitions.ages import age_on
from alongside.core.definitions.roles import Duty
from alongside.core.engine.reading import Refused, read_date
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.entry import Errors, read_weeks_early
from alongside.core.web.staff.family import family_here
from alongside.core.web.staff.home import formats, visit_title

pages = Blueprint("children", __name__, url_prefix="/staff/family/<number>/children")
PARTS = ("day", "month", "year")
GROWN_UP = 18 * 12
"""Completed months from which nobody is a child."""


@pages.get("")
@access(Duty.CONTACT_FAMILIES)
def read(number: str) -> str:
    """Show each child with what can be corrected, and the parts that were asked in another form."""
    family_here(number, Duty.CONTACT_FAMILIES)
    return _page(number, {}, {}, "")


@pages.post("/<child>")
@access(Duty.CONTACT_FAMILIES)
def correct(number: str, child: str) -> Response | tuple[str, int]:
    """Keep what is right."""
    family_here(number, Duty.CONTACT_FAMILIES)
    typed = {name: request.form.get(name, "") for name in (*PARTS, "early", "reason")}
    read = _read(typed, services().clock.today())
    if isinstance(read, dict):
        return _page(number, typed, read, child), 422
    try:
        correct_child(services(), number, child, read, by=acting().subject)
    except ChildUnknownError:
        abort(404)
    except NothingDiffersError:
        return _page(number, typed, {"day": ("staff_children.error_same", {})}, child), 422
    except BornTooLateError:
        return _page(number, typed, {"day": ("staff_children.error_too_late", {})}, child), 422
    return redirect(url_for("children.read", number=number, done="yes"), 303)


def _read(typed: Mapping[str, str], today: date) -> Correction | Errors:
    """Return what is right, or everything that is wrong with it, by field."""
    errors: Errors = {}
    parts = tuple(typed[part].strip() for part in PARTS)
    born = read_date(parts) if any(parts) else None
    if isinstance(born, Refused):
        errors["day"] = (born.text_id, {})
    elif born is not None and born > today:
        errors["day"] = ("errors.date_in_future", {})
    elif born is not None and age_on(born, today).months >= GROWN_UP:
        errors["day"] = ("staff_children.error_grown_up", {})
    early = read_weeks_early(typed["early"], "early", errors) if typed["early"].strip() else None
    if not errors and born is None and early is None:
        errors["day"] = ("staff_children.error_nothing", {})
    if typed["reason"] not in REASONS:
        errors["reason"] = ("staff_children.error_reason", {})
    return errors if errors or isinstance(born, Refused) else Correction(born, early, typed["reason"])


def _page(number: str, typed: Mapping[str, str], errors: Errors, child: str) -> str:
    children = children_kept(services(), number)
    if child and child not in {one.number for one in children}:
        abort(404)
    return render_template(
        "staff_children.html",
        number=number,
        children=children,
        child=child,
        typed=typed,
        errors={f"{field}_{child}": words for field, words in errors.items()},
        reasons=REASONS,
        instruments={code: one.title for code, one in services().catalogue.instruments.items()},
        done=request.args.get("done") == "yes",
        visit_title=visit_title,
        **formats(),
    )
