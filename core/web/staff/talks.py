"""Booking, moving and ending the talks with a family."""

import secrets

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import appointments
from alongside.core.conduct.contact_log import KeptOtherwiseError, colleagues_at
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.family import family_here, family_page
from alongside.core.web.staff.talk_entry import FIELDS, read_talk

Answer = Response | tuple[str, int]
SECTION = "talks"


@access(Duty.CONTACT_FAMILIES)
def book(number: str) -> Answer:
    """Book a talk; a second press books no second one."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    key = request_key()
    when = read_talk(request.form, colleagues_at(services(), found.site), services().clock.now())
    if isinstance(when, dict):
        return _once_more(number, "talk", when)
    try:
        appointments.book(services(), number, when, by=acting().subject, request_key=key)
    except appointments.TalkPastError:
        return _once_more(number, "talk", {"talk_day": ("staff_talks.error_past", {})})
    except KeptOtherwiseError:
        kept: Errors = {"talk_day": ("staff_talks.error_kept", {})}
        return _once_more(number, "talk", kept, secrets.token_hex(16))
    return _back(number, "talk_booked")


@access(Duty.CONTACT_FAMILIES)
def move(number: str, talk: int) -> Answer:
    """Give a talk another time."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    kept, suffix = _talk_of(number, talk), f"_{talk}"
    if not kept.is_open:
        return _book_instead(number, suffix)
    when = read_talk(request.form, colleagues_at(services(), found.site), services().clock.now(), suffix)
    if isinstance(when, dict):
        return _once_more(number, f"talk{suffix}", when)
    seen = request.form.get("seen", "")
    try:
        appointments.move(
            services(),
            number,
            talk,
            when,
            seen=int(seen) if seen.isdecimal() and len(seen) < 6 else kept.moved,  # noqa: PLR2004 - five figures
            by=acting().subject,
        )
    except appointments.TalkPastError:
        return _once_more(number, f"talk{suffix}", {f"talk_day{suffix}": ("staff_talks.error_past", {})})
    except appointments.TalkChangedError:
        return _once_more(number, f"talk{suffix}", {f"talk_day{suffix}": ("staff_talks.error_changed", {})})
    return _back(number, "talk_moved")


@access(Duty.CONTACT_FAMILIES)
def cancel(number: str, talk: int) -> Response:
    """Cancel a talk; a second press changes nothing."""
    family_here(number, Duty.CONTACT_FAMILIES)
    _talk_of(number, talk)
    appointments.cancel(services(), number, talk, by=acting().subject)
    return _back(number, "talk_cancelled")


@access(Duty.CONTACT_FAMILIES)
def note_done(number: str, talk: int) -> Response:
    """Note that a talk took place; a second press changes nothing."""
    family_here(number, Duty.CONTACT_FAMILIES)
    _talk_of(number, talk)
    appointments.note_done(services(), number, talk, by=acting().subject)
    return _back(number, "talk_done")


def _talk_of(number: str, talk: int) -> appointments.Appointment:
    """Return a talk of this family, whatever became of it; another family's is not there."""
    with services().records.read() as tx:
        found = appointments.talk_of(tx, number, talk)
    if found is None:
        abort(404)
    return found


def _book_instead(number: str, suffix: str) -> tuple[str, int]:
    """Show what was typed for a talk that was ended meanwhile in the form that books one."""
    typed = {f"talk_{field}": request.form.get(f"talk_{field}{suffix}", "") for field in FIELDS}
    errors: Errors = {"talk_day": ("staff_talks.error_ended", {})}
    return family_page(family_here(number, Duty.CONTACT_FAMILIES), typed=typed, errors=errors, form="talk"), 422


def _once_more(number: str, form: str, errors: Errors, new_key: str = "") -> tuple[str, int]:
    """Show a form again as it was typed; with a new key, it is another request when it comes again."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    typed = {name: request.form.get(name, "") for name in request.form}
    return family_page(found, typed=typed, errors=errors, form=form, key=new_key), 422


def _back(number: str, done: str) -> Response:
    return redirect(url_for("staff.family", number=number, done=done, _anchor=SECTION), 303)
