"""What goes out in the next days, and what was not sent and why: for the families of one's sites."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.outlook import Coming, Unsent, going_out, not_sent, words_for
from alongside.core.conduct.settling import settle_doubt
from alongside.core.definitions.roles import Duty
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.family import family_here

pages = Blueprint("messages", __name__, url_prefix="/staff")
DONE = {"settled": "staff_messages.settled", "settled_before": "staff_messages.settled_before"}
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
    in_doubt: str = ""
    """What names the message, if a person may say whether it left."""


@pages.get("/messages")
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
        doubtful=[_line(one, one.since, one.reference) for one in unsent if _may_settle(one)],
        done=DONE.get(request.args.get("done", ""), ""),
        has_more=max(len(coming), len(unsent)) > LINES_AT_MOST,
    )


@pages.post("/family/<number>/settle")
@access(Duty.CONTACT_FAMILIES)
def settle(number: str) -> Response:
    """Keep what a colleague found out about a message in doubt; a second press changes nothing."""
    family_here(number, Duty.CONTACT_FAMILIES)
    found_out, reference = request.form.get("left", ""), request.form.get("message", "")
    is_kept = found_out in {"yes", "no"} and settle_doubt(
        services(), reference, has_left=found_out == "yes", by=acting().subject, participant=number
    )
    return redirect(url_for("messages.home", done="settled" if is_kept else "settled_before"), 303)


def _may_settle(one: Unsent) -> bool:
    return one.in_doubt and one.site in acting().sites(Duty.CONTACT_FAMILIES)


def _goes_at(one: Coming) -> tuple[bool, float]:
    return one.goes_at is None, one.goes_at.timestamp() if one.goes_at else 0.0


def _line(one: Coming | Unsent, moment: datetime | None, in_doubt: str = "") -> Line:
    return Line(one.participant, one.reason, one.channel, _clock(moment), words_for(services(), one.why), in_doubt)


def _clock(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = uk_time(moment)
    return f"{format_date(local.date(), SOURCE_LANGUAGE, with_weekday=True)}, {format_time(local, SOURCE_LANGUAGE)}"
