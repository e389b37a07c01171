"""Where you are: what is done, what is now, what comes next."""

from flask import Blueprint, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from alongside.core.conduct import answering, appointments, consenting
from alongside.core.conduct.composing import day_or_moment
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.sheets import Wish, Words
from alongside.core.conduct.versions import is_whole
from alongside.core.conduct.where import now_and_next, picture_of, steps_by
from alongside.core.languages.formats import format_date
from alongside.core.web.access import access, acting, services

pages = Blueprint("path", __name__)


@pages.get("/path")
@access(FAMILY)
def path() -> str:
    """Show where this person is in the study and their one next step."""
    with services().records.read() as tx:
        modules = consenting.modules_of(services(), tx, acting().subject)
        asking = consenting.module_of(services(), tx)
        basis = modules[0] if modules else asking
        is_asked_questions = basis.code == asking.code
        state = consenting.standing(tx, acting().subject, basis)
        is_asked_again = not state.in_force and consenting.is_asked_again(tx, acting().subject, basis)
        visit = (
            answering.find_visit(services(), tx, acting().subject, language=acting().needs.language)
            if state.asks and is_asked_questions
            else None
        )
        consented_on = state.consented_on if is_asked_questions else None
        plan = answering.due_visit(services(), tx, acting().subject, consented_on) if consented_on else None
        talk = appointments.next_talk(tx, acting().subject, services().clock.now())
        is_asked = talk is not None and appointments.is_another_time_asked(tx, talk)
        also = consenting.free_choices(tx, acting().subject, modules) if state.in_force else ()
        steps = (
            steps_by(services(), tx, acting().subject, state, is_asked_again=is_asked_again)
            if is_asked_questions
            else ()
        )
    needs = acting().needs
    words = Words(services(), Wish(needs.language, needs.easy_read))
    is_open = visit is not None and visit.is_open
    return render_template(
        "path.html",
        steps=steps,
        near=now_and_next(steps),
        picture=Markup(picture_of(words, steps)) if steps else "",  # noqa: S704 - our own drawing; its words are escaped
        is_asked_questions=is_asked_questions,
        study=services().study,
        standing=state,
        asked_again=basis.owner if is_asked_again else "",
        is_whole=is_whole(services(), basis, acting().needs.language),
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
    with services().records.read() as tx:
        state = consenting.standing(tx, acting().subject, consenting.module_of(services(), tx))
        visit = answering.find_visit(services(), tx, acting().subject, language=acting().needs.language)
        is_open = visit is not None and visit.is_open and state.asks
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
