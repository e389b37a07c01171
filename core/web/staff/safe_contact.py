"""What staff read before they ring, and write down during a talk: how a person may safely be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import safe_contacts
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.roles import Duty
from alongside.core.definitions.safe_contact import SafeContact, SafeWindow, needs_review
from alongside.core.engine.reading import Refused, Values
from alongside.core.languages.formats import format_date, format_time, uk_time
from alongside.core.messages.calls import advise_before_call, decide_call
from alongside.core.messages.gate import Hold, Wait
from alongside.core.web.access import access, acting, services
from alongside.core.web.family.contact_lines import hours_words, lines_of
from alongside.core.web.safe_contact_entry import (
    CALL,
    FACTS,
    FIELDS,
    HOURS,
    OWN,
    WAYS,
    WEEK,
    read_address,
    read_days,
    ways_chosen,
    with_ways,
)

pages = Blueprint("safe_contact", __name__, url_prefix="/staff/family/<number>/safe-contact")
KEEP = "keep"
CHANGED = "staff_safe_contact.error_changed"
LONGEST_TYPED = 400
Errors = dict[str, tuple[str, Values]]
"""By field: text id and placeholders."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said in the talk, read from the page."""

    ways: frozenset[str]
    first: str
    windows: tuple[SafeWindow, ...] | None
    facts: Mapping[str, str]
    ticked: frozenset[str]

    def change(self, safe: SafeContact) -> SafeContact:
        """Return the record as the person wants it now."""
        after = with_ways(safe, self.ways, self.first)
        return replace(
            after,
            windows=after.windows if self.windows is None else self.windows,
            voicemail_ok="voicemail" in self.ticked,
            shared_phone="shared" in self.ticked,
            may_use_name="name" in self.ticked,
            calendar_is_safe="calendar" in self.ticked,
            code_word=bool(self.facts[FACTS["word"]]) if FACTS["word"] in self.facts else after.code_word,
            stopped=after.stopped and "resume" not in self.ticked,
        )


@pages.get("")
@access(Duty.CONTACT_FAMILIES)
def read(number: str) -> str:
    """Show what to know before ringing, what to ask again, and what is kept."""
    _here(number)
    safe = safe_contacts.reach_of(services(), number).safe
    ticked = {
        "voicemail": safe.voicemail_ok,
        "shared": safe.shared_phone,
        "name": safe.may_use_name,
        "calendar": safe.calendar_is_safe,
    }
    return _page(number, ways=ways_chosen(safe), ticked=frozenset(name for name, is_so in ticked.items() if is_so))


@pages.post("")
@access(Duty.CONTACT_FAMILIES)
def write(number: str) -> Response | tuple[str, int]:
    """Keep what the person said, whole; or that they were asked and nothing has changed."""
    _here(number)
    if request.form.get("action") == "unchanged":
        safe_contacts.confirm_unchanged(services(), number, by=acting().subject)
        return redirect(url_for("safe_contact.read", number=number, saved="yes"), 303)
    reach = safe_contacts.reach_of(services(), number)
    said = _read(reach)
    if isinstance(said, dict):
        ways, ticked = frozenset(request.form.getlist("way")), frozenset(request.form.getlist("tick"))
        return _page(number, ways=ways, ticked=ticked, errors=said), 422
    confirmed = [kind for field, kind in FIELDS.items() if _is_confirmed(reach, said, field)]
    is_kept = safe_contacts.review_safe_contact(
        services(),
        number,
        by=acting().subject,
        change=said.change,
        facts=said.facts,
        confirmed=confirmed if "confirmed" in said.ticked else (),
        seen=request.form.get("seen", ""),
    )
    if not is_kept:
        changed: Errors = {"way": (CHANGED, {})}
        return _page(number, ways=said.ways, ticked=said.ticked, errors=changed), 422
    return redirect(url_for("safe_contact.read", number=number, saved="yes"), 303)


def _here(number: str) -> None:
    """A family of other sites is not there."""
    if not safe_contacts.is_here(services(), number, acting().sites(Duty.CONTACT_FAMILIES)):
        abort(404)


def _is_confirmed(reach: safe_contacts.Reach, said: Said, field: str) -> bool:
    return bool(said.facts.get(FACTS[field])) or reach.has_address(FIELDS[field])


def _read(reach: safe_contacts.Reach) -> Said | Errors:
    """Return what was said, or everything that is wrong with it, by field."""
    form, errors = request.form, Errors()
    ways, first, ticked = frozenset(form.getlist("way")), form.get("first", ""), frozenset(form.getlist("tick"))
    if not ways <= {*(kind.value for kind in reach.ways), CALL}:
        errors["way"] = ("errors.choose_listed", {})
    if first and first not in ways:
        first = ""
    windows = _read_hours(errors)
    facts: dict[str, str] = {}
    for field, fact in FACTS.items():
        typed = form.get(field, "")
        if not typed.strip():
            continue
        read = read_address(field, typed)
        if isinstance(read, Refused):
            errors[field] = (read.text_id, dict(read.values))
        else:
            facts[fact] = read
    if "word_remove" in ticked:
        facts[FACTS["word"]] = ""
    wanted = {"number": bool(ways & {ChannelKind.SMS.value, CALL}), "email": "email" in ways, "post": "letter" in ways}
    for field, is_wanted in wanted.items():
        has_some = reach.has_address(FIELDS[field]) or (field == "number" and bool(reach.pending_ending))
        if is_wanted and not has_some and not form.get(field, "").strip():
            errors[field] = ("staff_safe_contact.error_new_needs", {})
    return errors or Said(ways, first, windows, facts, ticked)


def _read_hours(errors: Errors) -> tuple[SafeWindow, ...] | None:
    """Return the hours, or None to keep those that are."""
    chosen = request.form.get("hours", "")
    if chosen == KEEP:
        return None
    if chosen in HOURS:
        return HOURS[chosen]
    if chosen != OWN:
        errors["hours"] = ("errors.contact_choose", {})
        return None
    read = read_days(request.form.getlist("days"), request.form.get("start", ""), request.form.get("end", ""))
    if isinstance(read, dict):
        errors.update({field: (text_id, {}) for field, text_id in read.items()})
        return None
    return read


def _page(number: str, *, ways: frozenset[str], ticked: frozenset[str], errors: Errors | None = None) -> str:
    now = services().clock.now()
    reach = safe_contacts.reach_of(services(), number)
    safe = reach.safe
    call = decide_call(safe, now)
    here = {*(kind.value for kind in reach.ways), CALL}
    is_sent = request.method == "POST"
    return render_template(
        "staff_safe_contact.html",
        number=number,
        safe=safe,
        reach={field: reach.has_address(kind) for field, kind in FIELDS.items()},
        is_pending=bool(reach.pending_ending),
        seen=reach.version,
        newest=lines_of(g.words, reach, now) if errors and errors.get("way") == (CHANGED, {}) else [],
        asks=needs_review(safe, now),
        advice=advise_before_call(safe),
        call_until=_moment(call.until) if isinstance(call, Wait) else "",
        call_why=call.why.text_id if isinstance(call, Hold) else "",
        last_asked=_moment(safe.reviewed_at) if safe.reviewed_at else "",
        saved=request.args.get("saved") == "yes",
        ways=[way for way in WAYS if way in here],
        kinds=[kind.value for kind in reach.ways],
        chosen=ways,
        ticked=ticked,
        first=request.form.get("first", "") if is_sent else (safe.channels[0].value if safe.channels else ""),
        hours=list(HOURS),
        hours_now="; ".join(hours_words(g.words, safe)) if safe.known else "",
        hours_chosen=request.form.get("hours", "") if is_sent else (KEEP if safe.known else ""),
        days=sorted(WEEK),
        days_chosen=frozenset(request.form.getlist("days")),
        typed={name: request.form.get(name, "")[:LONGEST_TYPED] for name in (*FACTS, "start", "end")},
        errors=errors or {},
    )


def _moment(moment: datetime) -> str:
    local = uk_time(moment)
    return f"{format_date(local.date(), 'en', with_weekday=True)}, {format_time(local, 'en')}"
