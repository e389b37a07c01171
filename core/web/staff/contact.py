"""Writing the contact log and the tasks of a family."""

import secrets

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import contact_log
from alongside.core.definitions.roles import Duty
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.contact_entry import read_contact, read_people, read_task
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.family import family_here, family_page

Answer = Response | tuple[str, int]


@access(Duty.CONTACT_FAMILIES)
def note_contact(number: str) -> Answer:
    """Keep an entry of the contact log."""
    family_here(number, Duty.CONTACT_FAMILIES)
    key = request_key()
    entry = read_contact(_typed(), services().clock.now())
    if isinstance(entry, dict):
        return _once_more(number, "contact", entry)
    try:
        contact_log.note_contact(services(), number, entry, by=acting().subject, request_key=key)
    except contact_log.KeptOtherwiseError:
        return _once_more(number, "contact", {"note": ("staff_work.error_contact_kept", {})}, secrets.token_hex(16))
    return _back(number, "contact", "contacts")


@access(Duty.CONTACT_FAMILIES)
def set_task(number: str) -> Answer:
    """Keep a task."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    key = request_key()
    colleagues = contact_log.colleagues_at(services(), found.site)
    task = read_task(_typed(), colleagues, services().clock.now())
    if isinstance(task, dict):
        return _once_more(number, "task", task)
    try:
        contact_log.set_task(services(), number, task, by=acting().subject, request_key=key)
    except contact_log.KeptOtherwiseError:
        return _once_more(number, "task", {"task_note": ("staff_work.error_task_kept", {})}, secrets.token_hex(16))
    return _back(number, "task", "tasks")


@access(Duty.CONTACT_FAMILIES)
def finish_task(number: str, task: int) -> Response:
    """Note that a task is done; a second press changes nothing."""
    family_here(number, Duty.CONTACT_FAMILIES)
    contact_log.finish_task(services(), number, task, by=acting().subject)
    return _back(number, "task_done", "tasks")


@access(Duty.CONTACT_FAMILIES)
def hand_over_task(number: str, task: int) -> Answer:
    """Give a task to another colleague."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    people = read_people(_typed(), contact_log.colleagues_at(services(), found.site), f"_{task}")
    if isinstance(people, dict):
        return _once_more(number, f"task_{task}", people)
    owner, deputy = people
    contact_log.hand_over_task(services(), number, task, owner=owner, deputy=deputy, by=acting().subject)
    return _back(number, "handed_over", "tasks")


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in request.form}


def _once_more(number: str, form: str, errors: Errors, new_key: str = "") -> tuple[str, int]:
    """Show a form again as it was typed; with a new key, it is another request when it comes again."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    if form.startswith("task_") and not any(
        f"task_{one.task.id}" == form for one in contact_log.tasks_of(services(), number, with_notes=False)
    ):
        abort(404)
    return family_page(found, typed=_typed(), errors=errors, form=form, key=new_key), 422


def _back(number: str, done: str, section: str) -> Response:
    return redirect(url_for("staff.family", number=number, done=done, _anchor=section), 303)
