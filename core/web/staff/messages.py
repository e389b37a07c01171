"""What goes out in the next days, and what was not sent and why: for the families of one's sites."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask import Blueprint, render_template

from alongside.core.conduct.outlook import Coming, Unsent, going_out, not_sent, words_for
from alongside.core.definitions.roles import Duty
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import access, acting, services

pages = Blueprint("messages", __name__, url_prefix="/staff/messages")
LINES_AT_MOST = 200
"""A page of more lines is read by nobody: `alongside messages` lists them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it stands in a table."""

    number: str
    reason: str
    channel: str
    when: str
    why: str


@pages.get("")
@access(Duty.SEE_FAMILIES)
def home() -> str:
    """Show the week ahead, soonest first, and what was not sent, newest first."""
    sites = acting().sites(Duty.SEE_FAMILIES)
    coming = sorted(going_out(services(), sites=sites), key=_goes_at)
    unsent = sorted(not_sent(services(), sites=sites), key=lambda one: one.since, reverse=True)
    return render_template(
        "staff_messages.html",
        coming=[_line(one, one.goes_at) for one in islice(coming, LINES_AT_MOST)],
        unsent=[_line(one, one.since) for one in islice(unsent, LINES_AT_MOST)],
        has_more=max(len(coming), len(unsent)) > LINES_AT_MOST,
    )


def _goes_at(one: Coming) -> tuple[bool, float]:
    return one.goes_at is None, one.goes_at.timestamp() if one.goes_at else 0.0


def _line(one: Coming | Unsent, moment: datetime | None) -> Line:
    return Line(one.participant, one.reason, one.channel, _clock(moment), words_for(services(), one.why))


def _clock(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = uk_time(moment)
    return f"{format_date(local.date(), SOURCE_LANGUAGE, with_weekday=True)}, {format_time(local, SOURCE_LANGUAGE)}"
