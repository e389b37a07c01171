"""The sheets that staff print for a family: in any language, form and size."""

from flask import Response, abort, request

from alongside.core.conduct.sheets import FILE_NAME, SheetKind, Wish, render_kind
from alongside.core.conduct.where import render_where, steps_of
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, services
from alongside.core.web.files import pdf
from alongside.core.web.staff.family import family_here
from alongside.core.web.staff.sheet_entry import WHERE, modules_for_sheets, sheet_options, usual_sheet


@access(Duty.SEE_FAMILIES)
def print_sheet(number: str) -> Response:
    """Give one sheet; what is not said is as this family has it."""
    found = family_here(number, Duty.SEE_FAMILIES)
    options, usual = sheet_options(found), usual_sheet(found.needs)
    chosen = {name: request.args.get(name, usual[name]) for name in options}
    if any(value not in dict(options[name]) for name, value in chosen.items()):
        abort(404)
    phone = services().settings.site_phones.get(found.site, "")
    wish = Wish(chosen["language"], chosen["format"] == "easy", chosen["size"] == "large", phone)
    if chosen["sheet"] == WHERE:
        with services().records.read() as tx:
            steps = steps_of(services(), tx, number)
        return pdf(render_where(services(), steps, wish), FILE_NAME)
    kind, _, place = chosen["sheet"].partition("-")
    module = modules_for_sheets(number)[int(place or 1) - 1]
    return pdf(render_kind(services(), SheetKind(kind), module, wish), FILE_NAME)
