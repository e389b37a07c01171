"""The addresses of the co-ordinator's workspace."""

from flask import Blueprint

from alongside.core.web.staff import adding, consent, contact, family, home, papers, sheets, stops, talks

staff_pages = Blueprint("staff", __name__, url_prefix="/staff")
_OF_FAMILY = "/family/<number>"
_OF_TASK = f"{_OF_FAMILY}/tasks/<int(max=2147483647):task>"
"""No task has a greater number; the limit keeps out those that no database can look up."""
_OF_TALK = f"{_OF_FAMILY}/talks/<int(max=2147483647):talk>"

staff_pages.get("/")(home.home)
staff_pages.post("/search")(home.search)
staff_pages.get("/new")(adding.new)
staff_pages.post("/new")(adding.add)
staff_pages.get(_OF_FAMILY)(family.family)
staff_pages.get(f"{_OF_FAMILY}/told")(family.told)
staff_pages.get(f"{_OF_FAMILY}/pages.pdf")(sheets.print_sheet)
staff_pages.post(f"{_OF_FAMILY}/identity")(family.show_identity)
staff_pages.post(f"{_OF_FAMILY}/safety")(family.keep_safety)
staff_pages.post(f"{_OF_FAMILY}/code")(family.give_code)
_CONSENT = f"{_OF_FAMILY}/consent"
for _rule, _given in ((_CONSENT, {"defaults": {"place": 1}}), (f"{_CONSENT}/<int(max=99):place>", {})):
    staff_pages.get(_rule, endpoint="take_consent", **_given)(consent.take)
    staff_pages.post(_rule, endpoint="keep_consent", **_given)(consent.keep)
staff_pages.post(f"{_OF_FAMILY}/who-decides")(consent.note_who_decides)
staff_pages.post(f"{_OF_FAMILY}/contacts")(contact.note_contact)
staff_pages.post(f"{_OF_FAMILY}/tasks")(contact.set_task)
staff_pages.post(f"{_OF_TASK}/done")(contact.finish_task)
staff_pages.post(f"{_OF_TASK}/owner")(contact.hand_over_task)
staff_pages.post(f"{_OF_FAMILY}/talks", endpoint="book_talk")(talks.book)
staff_pages.post(f"{_OF_TALK}/move", endpoint="move_talk")(talks.move)
staff_pages.post(f"{_OF_TALK}/cancel", endpoint="cancel_talk")(talks.cancel)
staff_pages.post(f"{_OF_TALK}/done", endpoint="end_talk")(talks.note_done)
staff_pages.post(f"{_OF_FAMILY}/paper")(papers.print_paper)
staff_pages.post(f"{_OF_FAMILY}/stop", endpoint="note_stop")(stops.note)
