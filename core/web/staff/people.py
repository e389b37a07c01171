"""Where the accounts of staff are kept: a list, a page for each person, and every change of them."""

from collections.abc import Callable

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import staffing
from alongside.core.conduct.staff_seen import PersonSeen, people_seen, person_seen
from alongside.core.conduct.staffing import Keeper, NewStaff, NotKeptError, StaffError
from alongside.core.definitions.roles import ALL_SITES, Duty
from alongside.core.engine.reading import Refused, is_unreadable, read_date
from alongside.core.languages.formats import format_date
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.account import moment

pages = Blueprint("people", __name__, url_prefix="/staff")
Page = str | Response | tuple[str, int]
CHANGES: dict[str, Callable[..., str | None]] = {
    "lock": staffing.lock,
    "open": staffing.open_again,
    "reset": staffing.reset,
    "left": staffing.mark_as_left,
}
FIELDS = {
    "staff_people.error_name": "name",
    "staff_people.error_email": "email",
    "staff_people.error_email_taken": "email",
    "staff_people.error_code": "code",
    "staff_people.error_code_taken": "code",
    "staff_people.error_code_reserved": "code",
    "staff_people.error_role": "role",
    "staff_people.error_training_about": "about",
    "staff_people.error_training_day": "day",
}
"""By what is wrong, the field that shows it; the site for everything else."""
ALL = "all"
"""What a form sends for every site, because a choice with no value looks like none."""
LONGEST = 200


@pages.get("/people")
@access(Duty.KEEP_STAFF)
def people() -> str:
    """List the people whose accounts one may look at."""
    seen = people_seen(services(), acting().subject, acting().sites(Duty.KEEP_STAFF))
    return render_template("staff_people.html", people=seen)


@pages.get("/people/<code>")
@access(Duty.KEEP_STAFF)
def person(code: str) -> str:
    """Show one person: account, roles, training."""
    return render_template(
        "staff_person.html",
        person=_person_here(code),
        is_own=code == acting().subject,
        title_of=_title_of,
        moment=moment,
        day_of=lambda day: format_date(day, SOURCE_LANGUAGE),
        done=request.args.get("done") == "yes",
    )


@pages.get("/add-person")
@access(Duty.KEEP_STAFF)
def new() -> str:
    """Show the page that adds a person."""
    return _new_page({})


@pages.post("/add-person")
@access(Duty.KEEP_STAFF)
def add() -> Page:
    """Add a person, and show the link with which they set up their account, once."""
    form = request.form
    if any(map(is_unreadable, form.values())):
        return _new_page({"name": "errors.unreadable"}), 422
    if errors := _errors_of_choice():
        return _new_page(errors), 422
    wanted = NewStaff(
        form.get("code", "").strip(),
        form.get("name", "")[:LONGEST],
        form.get("email", "")[:LONGEST],
        ((form["role"], _site(form["site"])),),
    )
    try:
        link = staffing.add_staff(services(), wanted, by=_keeper())
    except StaffError as error:
        return _new_page(_at_field(error)), 422
    return render_template("staff_person_link.html", name=wanted.name, code=wanted.code, link=link)


def _new_page(errors: dict[str, str]) -> str:
    return render_template("staff_person_new.html", typed=request.form, errors=errors, **_choices())


@pages.get("/people/<code>/<any(lock, open, reset, left):change>")
@access(Duty.KEEP_STAFF)
def ask(code: str, change: str) -> str:
    """Say what a change does, before it is done."""
    found = _person_here(code)
    if not found.may_change:
        abort(403)
    return render_template("staff_person_sure.html", person=found, change=change, error="")


@pages.post("/people/<code>/<any(lock, open, reset, left):change>")
@access(Duty.KEEP_STAFF)
def make(code: str, change: str) -> Page:
    """Make the change; a new way in is shown once."""
    found = _person_here(code)
    try:
        link = CHANGES[change](services(), code, by=_keeper())
    except NotKeptError:
        abort(403)
    except StaffError as error:
        return render_template("staff_person_sure.html", person=found, change=change, error=error.for_people), 422
    if link is not None:
        return render_template("staff_person_link.html", name=found.name, code=code, link=link)
    return _done(code)


@pages.get("/people/<code>/role")
@access(Duty.KEEP_STAFF)
def role(code: str) -> str:
    """Ask which role to give, and where."""
    return _role_page(_person_to_give(code), {})


@pages.post("/people/<code>/role")
@access(Duty.KEEP_STAFF)
def give_role(code: str) -> Page:
    """Give a role."""
    found = _person_to_give(code)
    if errors := _errors_of_choice():
        return _role_page(found, errors), 422
    try:
        staffing.give_role(services(), code, request.form["role"], _site(request.form["site"]), by=_keeper())
    except StaffError as error:
        return _role_page(found, _at_field(error)), 422
    return _done(code)


def _person_to_give(code: str) -> PersonSeen:
    found = _person_here(code)
    if not found.may_be_given_roles:
        abort(403)
    return found


def _role_page(found: PersonSeen, errors: dict[str, str]) -> str:
    return render_template("staff_person_role.html", person=found, typed=request.form, errors=errors, **_choices())


@pages.post("/people/<code>/role/end")
@access(Duty.KEEP_STAFF)
def end_role(code: str) -> Response:
    """End one role."""
    _person_here(code)
    grant = request.form.get("grant", "")
    try:
        ended = grant.isdecimal() and staffing.end_role(services(), code, int(grant[:18]), by=_keeper())
    except NotKeptError:
        abort(403)
    if not ended:
        abort(404)
    return _done(code)


@pages.get("/people/<code>/training")
@access(Duty.KEEP_STAFF)
def training(code: str) -> str:
    """Ask what a training was about, and when it was."""
    return _training_page(_person_to_note(code), {})


@pages.post("/people/<code>/training")
@access(Duty.KEEP_STAFF)
def note_training(code: str) -> Page:
    """Note a training."""
    found = _person_to_note(code)
    day = read_date(tuple(request.form.get(part, "").strip() for part in ("day", "month", "year")))
    if isinstance(day, Refused):
        return _training_page(found, {"day": day.text_id}), 422
    try:
        staffing.note_training(services(), code, request.form.get("about", ""), day, by=_keeper())
    except NotKeptError:
        abort(403)
    except StaffError as error:
        return _training_page(found, _at_field(error)), 422
    return _done(code)


def _training_page(found: PersonSeen, errors: dict[str, str]) -> str:
    about = [(code, _title_of(code)) for code in staffing.trainings(services())]
    return render_template("staff_person_training.html", person=found, typed=request.form, errors=errors, about=about)


@pages.post("/people/<code>/blind")
@access(Duty.KEEP_STAFF)
def note_blind(code: str) -> Response:
    """Note whether somebody assesses blind."""
    _person_to_note(code)
    blind = request.form.get("blind", "")
    if blind not in {"yes", "no"}:
        abort(400)
    staffing.note_blind(services(), code, is_blind=blind == "yes", by=_keeper())
    return _done(code)


def _person_here(code: str) -> PersonSeen:
    """Return somebody whose account one may look at; anybody else is not there."""
    found = person_seen(services(), code, acting().subject, acting().sites(Duty.KEEP_STAFF))
    if found is None:
        abort(404)
    return found


def _person_to_note(code: str) -> PersonSeen:
    found = _person_here(code)
    if not found.may_change:
        abort(403)
    return found


def _keeper() -> Keeper:
    return Keeper(acting().subject)


def _errors_of_choice() -> dict[str, str]:
    """Return what is wrong with the role and the place that were chosen."""
    role, site = request.form.get("role", ""), request.form.get("site", "")
    errors = {}
    if services().study.role(role) is None:
        errors["role"] = "staff_people.error_role"
    if site not in {ALL, *(known.code for known in services().study.sites)}:
        errors["site"] = "staff_people.error_site"
    return errors


def _site(typed: str) -> str:
    return ALL_SITES if typed == ALL else typed


def _done(code: str) -> Response:
    return redirect(url_for("people.person", code=code, done="yes"), 303)


def _at_field(error: StaffError) -> dict[str, str]:
    return {FIELDS.get(error.for_people, "site"): error.for_people}


def _choices() -> dict[str, object]:
    """Return the roles that can be given, and the sites at which whoever asks may give them."""
    study, mine = services().study, acting().sites(Duty.KEEP_STAFF)
    sites = [(site.code, site.title) for site in study.sites if site.code in mine]
    return {"roles": study.roles, "sites": sites, "has_all": len(sites) == len(study.sites), "all": ALL}


def _title_of(about: str) -> str:
    """Return what a training is about, as people call it."""
    if about == staffing.GOOD_CLINICAL_PRACTICE:
        words: str = g.words.plain("staff_people.training_good_clinical_practice")
        return words
    instrument = services().catalogue.instruments.get(about)
    return instrument.title if instrument is not None else about
