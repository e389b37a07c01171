"""One family: where they are, what is due, who they are when there is a reason to look, and what they were told."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import time

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import assisting, looking, who_asks, who_decides
from alongside.core.conduct import families as ways_to_them
from alongside.core.conduct.appointments import talks_of
from alongside.core.conduct.contact_log import colleagues_at, log_of, tasks_of
from alongside.core.conduct.family_paper import papers_for
from alongside.core.conduct.in_effect import stops_of
from alongside.core.conduct.safe_contacts import note_phone_safety
from alongside.core.conduct.told import told_so_far
from alongside.core.conduct.versions import unwhole_languages
from alongside.core.conduct.workspace import FamilyAtWork, family_at_work
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.roles import Duty
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.engine.reading import Values
from alongside.core.languages.formats import format_time
from alongside.core.messages.phones import show_phone
from alongside.core.storage import appointments, contacts, tasks
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.contact_entry import ANOTHER_DAY, DUE, NOTHING
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.home import formats, visit_title
from alongside.core.web.staff.sheet_entry import sheet_options, usual_sheet
from alongside.core.web.staff.stop_entry import changed_lines, what_can_stop
from alongside.core.web.staff.talk_entry import MINUTES, USUAL_MINUTES, as_typed

Options = tuple[tuple[str, str], ...]
"""Values with their words."""
DONE = frozenset({"added", "contact", "task", "task_done", "handed_over", "safety"}) | {
    "talk_booked",
    "talk_moved",
    "talk_cancelled",
    "talk_done",
    "stopped",
    "consent",
    "consent_no",
    "consent_already",
    "decides_open",
    "decides_settled",
    "paper_gone",
    "paper_lacking",
}
"""What was just done, in the address after it; each has its words in its section."""


@access(Duty.SEE_FAMILIES)
def family(number: str) -> str:
    """Show one family."""
    return family_page(family_here(number, Duty.SEE_FAMILIES))


@access(Duty.SEE_IDENTITY)
def show_identity(number: str) -> str | tuple[str, int]:
    """Show who the family is, after the reason was put on record; the next page shows it no more."""
    found = family_here(number, Duty.SEE_IDENTITY)
    reason = request.form.get("reason", "")
    if reason not in looking.REASONS:
        return family_page(found, errors={"reason": ("staff_work.error_reason", {})}), 422
    identity = looking.look(services(), number, reason, acting().subject)
    return family_page(found, identity=identity, reason=reason)


@access(Duty.CONTACT_FAMILIES)
def keep_safety(number: str) -> Response:
    """Keep what the family said about being written to."""
    safe = request.form.get("safe", "")
    family_here(number, Duty.CONTACT_FAMILIES)
    if safe not in {"yes", "no"}:
        abort(400)
    note_phone_safety(services(), number, is_safe=safe == "yes", by=acting().subject)
    return redirect(url_for("staff.family", number=number, done="safety", _anchor="safety"), 303)


@access(Duty.CONTACT_FAMILIES)
def give_code(number: str) -> str:
    """Make a way in to read aloud, for a family without a safe phone."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    link, code = ways_to_them.make_spoken_way_in(services(), number, by=acting().subject)
    return family_page(found, way_in=(link, code))


@access(Duty.SEE_FAMILIES)
def told(number: str) -> str:
    """Show what the family has been told."""
    family_here(number, Duty.SEE_FAMILIES)
    return render_template("staff_told.html", number=number, told=told_so_far(services(), number), **formats())


def family_here(number: str, duty: Duty) -> FamilyAtWork:
    """Return a family of the sites at which this person has a duty; any other is not there."""
    found = family_at_work(services(), number, acting().sites(duty))
    if found is None:
        abort(404)
    return found


def family_page(
    found: FamilyAtWork,
    *,
    identity: looking.Identity | None = None,
    reason: str = "",
    way_in: tuple[str, str] = ("", ""),
    typed: Mapping[str, str] | None = None,
    errors: Errors | None = None,
    form: str = "",
    key: str = "",
) -> str:
    """Return a family's page; `form` names the one whose `errors` and `typed` words are shown again.

    `key` is the request key of that form; without one it is that with which it came.
    """
    here = acting()
    may_contact = found.site in here.sites(Duty.CONTACT_FAMILIES)
    done = request.args.get("done", "")
    stops = stops_of(services(), found.number)
    with services().records.read() as tx:
        not_offered = tuple(one for one in unwhole_languages(services(), tx) if one.language == found.needs.language)
    return render_template(
        "staff_family.html",
        family=found,
        not_offered=not_offered,
        needs_due=found.needs.is_due_again(services().clock.today()),
        seen=ways_to_them.family_seen(services(), found.number),
        site=services().study.site(found.site).title,
        log=log_of(services(), found.number, with_notes=may_contact),
        tasks=tasks_of(services(), found.number, with_notes=may_contact),
        talks=talks_of(services(), found.number),
        wish=who_asks.who_asks(services(), found.number, with_words=may_contact),
        calls=who_asks.calls_wanted(services(), found.number),
        stops=stops,
        stops_changed=tuple(changed_lines(found.number, stops)),
        can_stop=tuple(what_can_stop(found.number, stops)) if may_contact else (),
        sheets=sheet_options(found),
        usual_sheet=usual_sheet(found.needs),
        as_typed=as_typed,
        usual_minutes=USUAL_MINUTES,
        options=_options(found.site) if may_contact else {"reason": _said("reason", looking.REASONS)},
        me=here.subject,
        may_contact=may_contact,
        modules=assisting.modules_to_take(services(), found.number),
        papers=papers_for(services(), found.number, found.needs) if may_contact else (),
        may_take=found.site in here.sites(Duty.TAKE_CONSENT),
        who_decides_open=who_decides.is_open(services(), found.number),
        may_look=found.site in here.sites(Duty.SEE_IDENTITY),
        identity=identity,
        phone=show_phone(identity.phone) if identity and identity.phone else "",
        safe_lines=tuple(_safe_lines(ways_to_them.safety_of(services(), found.number)))
        if may_contact or identity
        else (),
        reason=reason,
        link=way_in[0],
        code=way_in[1],
        typed=typed or {},
        errors=errors or {},
        form=form,
        done=done if done in DONE else "",
        key=key or request.form.get("key") or secrets.token_hex(16),
        other_key=secrets.token_hex(16),
        talk_key=secrets.token_hex(16),
        stop_key=secrets.token_hex(16),
        now=services().clock.now(),
        visit_title=visit_title,
        **formats(),
    )


def _options(site: str) -> dict[str, Options]:
    """Return the choices of each group of the page's forms, by the name of its field."""
    colleagues = tuple((one.code, one.name) for one in colleagues_at(services(), site))
    nobody = (NOTHING, g.words.plain("staff_work.task_no_deputy"))
    return {
        "reason": _said("reason", looking.REASONS),
        "way": _said("way", contacts.WAYS),
        "outcome": _said("outcome", contacts.OUTCOMES),
        "told": _said("told", (NOTHING, *contacts.TOLD)),
        "next_kind": _said("kind", (NOTHING, *tasks.KINDS)),
        "next_due": _said("due", DUE),
        "kind": _said("kind", tasks.KINDS),
        "due": _said("due", (*DUE, ANOTHER_DAY)),
        "owner": colleagues,
        "talk_minutes": tuple((one, g.words.plain("staff_talks.minutes_of", count=int(one))) for one in MINUTES),
        "talk_how": tuple((one, g.words.plain(f"staff_talks.how_{one}")) for one in appointments.WAYS),
        "deputy": (nobody, *colleagues),
    }


def _said(prefix: str, codes: Iterable[str]) -> Options:
    return tuple((code, g.words.plain(f"staff_work.{prefix}_{code}")) for code in codes)


def _safe_lines(safe: SafeContact | None) -> Iterator[tuple[str, Values]]:
    """Yield how a person may safely be reached, as ids of words with what fills them."""
    if safe is None or not safe.known:
        yield "staff_work.safe_not_asked", {}
        return
    said = {True: "yes", False: "no", None: "unknown"}[safe.phone_is_safe]
    yield f"staff_work.safe_phone_{said}", {}
    if safe.shared_phone:
        yield "staff_work.safe_shared", {}
    yield f"staff_work.safe_voicemail_{'yes' if safe.voicemail_ok else 'no'}", {}
    if not safe.may_use_name:
        yield "staff_work.safe_name_no", {}
    if safe.code_word:
        yield "staff_work.safe_code_word", {}
    if safe.stopped:
        yield "staff_work.safe_stopped", {}
    yield from _safe_hours(safe)
    checked_at = safe.checked_at(ChannelKind.SMS)
    if checked_at is None:
        yield "staff_work.safe_never_checked", {}
    else:
        yield "staff_work.safe_checked", {"day": formats()["format_day"](checked_at)}


def _safe_hours(safe: SafeContact) -> Iterator[tuple[str, Values]]:
    if not safe.windows:
        yield "staff_work.safe_hours_usual", {}
    elif safe.windows == AT_ANY_HOUR:
        yield "staff_work.safe_hours_any", {}
    else:
        for window in safe.windows:
            days = ", ".join(_WEEK[day] for day in sorted(window.days))
            yield "staff_work.safe_hours", {"days": days, "start": _clock(window.start), "end": _clock(window.end)}


_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _clock(moment: time) -> str:
    return format_time(moment, "en")
