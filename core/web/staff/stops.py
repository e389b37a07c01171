"""What a family said that they want to stop: a colleague puts it on record, with the same effect as their own page."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import in_effect, stopping
from alongside.core.conduct.stopping import Said
from alongside.core.definitions.roles import Duty
from alongside.core.engine.consent import NO, WITHDRAWN, Whole
from alongside.core.storage import contacts
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.family import family_here, family_page
from alongside.core.web.staff.stop_entry import what_can_stop

SECTION = "stops"


@access(Duty.CONTACT_FAMILIES)
def note(number: str) -> Response | tuple[str, int]:
    """Stop what the family said, at once."""
    family_here(number, Duty.CONTACT_FAMILIES)
    key = request_key()
    what, how = request.form.get("stop_what", ""), request.form.get("stop_how", "")
    errors: Errors = {}
    if what not in dict(what_can_stop(number, in_effect.stops_of(services(), number))):
        errors["stop_what"] = ("staff_stops.error_what", {})
    if how not in contacts.WAYS:
        errors["stop_how"] = ("staff_stops.error_how", {})
    if errors:
        found = family_here(number, Duty.CONTACT_FAMILIES)
        return family_page(found, typed=request.form, errors=errors, form="stop"), 422
    _stop(number, what, Said(acting().subject, how), key)
    return redirect(url_for("staff.family", number=number, done="stopped", _anchor=SECTION), 303)


def _stop(number: str, what: str, said: Said, key: str) -> None:
    kind, _, rest = what.partition(":")
    if not rest:
        stopping.change_whole(services(), number, Whole(kind), WITHDRAWN, said, request_key=key)
        return
    place, _, code = rest.partition(":")
    module = next(one.module for one in in_effect.stops_of(services(), number).modules if one.place == int(place))
    if not code:
        stopping.take_back(services(), number, module, said, request_key=key)
        return
    line = next(one for one in in_effect.lines_of(services(), number, module) if one.statement.code == code)
    stopping.change_statement(services(), number, module, line.statement, NO, said, request_key=key)
