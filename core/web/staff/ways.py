"""Where a member of staff can go: one list, by duty, on every staff page."""

from dataclasses import dataclass

from flask import request, url_for

from alongside.core.conduct.people import STAFF, Acting
from alongside.core.definitions.roles import Duty

WAYS: tuple[tuple[Duty | None, str, str], ...] = (
    (Duty.SEE_FAMILIES, "staff.home", "staff.nav_families"),
    (Duty.SEE_FAMILIES, "messages.home", "staff_messages.nav"),
    (Duty.ANSWER_REQUESTS, "requests.home", "staff_requests.nav"),
    (Duty.TAKE_DATA, "data.home", "staff.nav_data"),
    (Duty.TAKE_DATA, "ages.board", "staff_ages.nav"),
    (Duty.SEE_RECORD, "record.home", "staff_record.nav"),
    (Duty.KEEP_STAFF, "people.people", "staff_people.nav"),
    (None, "account.account", "staff_account.nav"),
)
"""The duty (None = everybody), the endpoint, and the id of its words."""


@dataclass(frozen=True, slots=True)
class Way:
    """A place to go."""

    address: str
    words: str
    is_here: bool


def ways_of(person: Acting) -> tuple[Way, ...]:
    """Return where this person can go; nothing for a family."""
    if person.role != STAFF:
        return ()
    return tuple(
        Way(url_for(endpoint), words, request.endpoint == endpoint)
        for duty, endpoint, words in WAYS
        if duty is None or person.may(duty)
    )
