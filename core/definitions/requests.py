"""What people tell us or ask about their data, and how many days we have to say that we have it."""

from datetime import date, timedelta
from enum import StrEnum

ACKNOWLEDGED_WITHIN = 30
"""Days from the day on which a request came: the law asks for it of complaints about data, and we do it for all."""
ALERTED_FROM = 25
"""From this day on somebody is told each few days, and from the last one on every day."""
ALERT_DAYS = (ALERTED_FROM, 28, ACKNOWLEDGED_WITHIN)


class RequestKind(StrEnum):
    """What it is about. Families read `pages.tell_kind_<kind>`, staff `staff_requests.kind_<kind>`."""

    COMPLAINT = "complaint"
    SEE_DATA = "see_data"
    CORRECT_DATA = "correct_data"
    ERASE_DATA = "erase_data"
    RESTRICT_DATA = "restrict_data"
    OBJECT = "object"
    MOVE_DATA = "move_data"


class CameBy(StrEnum):
    """How it came to us."""

    PAGE = "page"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"
    IN_PERSON = "in_person"


class ReplyBy(StrEnum):
    """How its writer would like to be answered. `SAFE_WAY` is what a family has named before."""

    SAFE_WAY = "safe_way"
    LETTER = "letter"
    CALL = "call"
    EMAIL = "email"
    NONE = "none"


class ToldBy(StrEnum):
    """How somebody was told that we have it. `MESSAGE` is ours, sent in their safe way; `NO_WAY` = they left none."""

    MESSAGE = "message"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"
    IN_PERSON = "in_person"
    NO_WAY = "no_way"


class Outcome(StrEnum):
    """What came of it."""

    PUT_RIGHT = "put_right"
    PARTLY = "partly"
    EXPLAINED = "explained"
    PASSED_ON = "passed_on"
    TAKEN_BACK = "taken_back"


class Urgency(StrEnum):
    """How a request stands against its clock. Staff read `staff_requests.urgency_<urgency>`."""

    CALM = "calm"
    SOON = "soon"
    LAST_DAY = "last_day"
    OVER = "over"


def last_day_to_acknowledge(came_on: date) -> date:
    """Return the last day on which its writer can be told in time that we have it; `came_on` is a day in the UK."""
    return came_on + timedelta(days=ACKNOWLEDGED_WITHIN)


def urgency_on(day: date, last_day: date) -> Urgency:
    """Return how a request that nobody has acknowledged stands on a day."""
    left = (last_day - day).days
    if left < 0:
        return Urgency.OVER
    if left == 0:
        return Urgency.LAST_DAY
    return Urgency.SOON if left <= ACKNOWLEDGED_WITHIN - ALERTED_FROM else Urgency.CALM


def alert_on(day: date, last_day: date) -> int | None:
    """Return the day of the clock (25, 28, 30, and each one after) whose alert is due on a day; None before the first."""
    gone = ACKNOWLEDGED_WITHIN - (last_day - day).days
    if gone > ACKNOWLEDGED_WITHIN:
        return gone
    return max((one for one in ALERT_DAYS if one <= gone), default=None)
