"""Where you are: what is done, what is now, what comes next."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import answering, appointments, consenting
from alongside.core.conduct.composing import day_or_moment
from alongside.core.conduct.people import FAMILY
from alongside.core.engine.journey import where_am_i
from alongside.core.languages.formats import format_date
from alongside.core.web.access import access, acting, services

pages = Blueprint("path", __name__)


@pages.get("/path")
@access(FAMILY)
def path() -> str:
    """Show where this person is in the study and their one next step."""
    version = services().study.version_on(services().clock.today())
    with services().records.read() as tx:
        basis = consenting.basis_of(services(), tx, acting().subject)
        is_asked_questions = basis.code == consenting.module_of(services()).code
        state = consenting.standing(tx, acting().subject, basis)
        done = answering.done_visits(tx, acting().subject)
        visit = (
            answering.find_visit(services(), tx, acting().subject, language=acting().needs.language)
            if state.in_force and is_asked_questions
            else None
        )
        consented_on = state.consented_on if is_asked_questions else None
        plan = answering.due_visit(services(), tx, acting().subject, consented_on) if consented_on else None
        talk = appointments.next_talk(tx, acting().subject, services().clock.now())
        is_asked = talk is not None and appointments.is_another_time_asked(tx, talk)
        also = consenting.free_choices(services(), tx, acting().subject) if state.in_force else ()
    today = services().clock.today()
    steps = where_am_i(version, consented_on=consented_on, done_visits=done, today=today) if is_asked_questions else ()
    is_open = visit is not None and visit.is_open
    return render_template(
        "path.html",
        steps=steps,
        is_asked_questions=is_asked_questions,
        study=services().study,
        standing=state,
        visit=visit if is_open else None,
        plan=None if is_open else plan,
        minutes=answering.planned_minutes(services(), acting().subject, plan) if plan and not is_open else 0,
        talk=talk,
        talk_when=day_or_moment(talk.start.isoformat(), acting().needs.language) if talk else "",
        is_another_time_asked=is_asked,
        also=also,
        format_day=lambda day: format_date(day, acting().needs.language),
    )


@pages.post("/talk")
@access(FAMILY)
def ask_for_another_time() -> Response:
    """Tell the team that another time would be better; the talk stays until they have spoken."""
    appointments.ask_for_another_time(services(), acting())
    return redirect(url_for("path.path", _anchor="talk"), 303)


@pages.post("/start")
@access(FAMILY)
def start() -> Response:
    """Open the visit that is due, and go to its first part."""
    module = consenting.module_of(services())
    with services().records.read() as tx:
        state = consenting.standing(tx, acting().subject, module)
        visit = answering.find_visit(services(), tx, acting().subject, language=acting().needs.language)
        is_open = visit is not None and visit.is_open
        consented_on = state.consented_on
        plan = (
            answering.due_visit(services(), tx, acting().subject, consented_on)
            if consented_on and not is_open
            else None
        )
    if plan is None and not is_open:
        return redirect(url_for("path.path"), 303)
    if plan is not None:
        answering.start_visit(services(), acting(), plan)
    return redirect(url_for("questions.resume"), 303)
