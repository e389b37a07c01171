"""What people told us, for those who answer: a list by what is due first, one request, and one that came another way."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import requests
from alongside.core.conduct.contact_log import KeptOtherwiseError, NotAColleagueError
from alongside.core.conduct.requests import Line, Words, line_for, lines_for
from alongside.core.conduct.telling import tell_us
from alongside.core.definitions.requests import CameBy, Outcome, ReplyBy, ToldBy
from alongside.core.definitions.roles import Duty
from alongside.core.languages.formats import format_date
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.storage.errors import FamilyErasedError
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.family.telling import ABOUT_TEAM, KINDS
from alongside.core.web.staff.contact_entry import NOTHING, read_people
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.request_entry import PARTS, read_acknowledgement, read_answer, read_entry

pages = Blueprint("requests", __name__, url_prefix="/staff/requests")
Answer = str | Response | tuple[str, int]
Options = tuple[tuple[str, str], ...]
REFERENCE = re.compile(r"[A-Z]\d[A-Z]-\d[A-Z]\d")
DONE = frozenset({"acknowledged", "answered", "handed_over", "changed"})
"""What was just done, in the address after it."""
ANSWERED_AT_MOST = 50
CAME = tuple(way.value for way in CameBy if way is not CameBy.PAGE)


@pages.get("")
@access(Duty.ANSWER_REQUESTS)
def home() -> str:
    """List what people told us, first what has least time left."""
    lines = lines_for(services(), acting().subject)
    entered = request.args.get("entered", "")
    return render_template(
        "staff_requests.html",
        waiting=[line for line in lines if line.urgency is not None],
        open_lines=[line for line in lines if line.urgency is None and line.request.answered_at is None],
        answered=[line for line in reversed(lines) if line.request.answered_at is not None][:ANSWERED_AT_MOST],
        entered=entered if REFERENCE.fullmatch(entered) else "",
        **request_words(),
    )


@pages.get("/new")
@access(Duty.ANSWER_REQUESTS)
def new() -> str:
    """Show the form for what came by telephone, by post, by e-mail or in person."""
    today = services().clock.today()
    return _new_page(dict(zip(PARTS, map(str, (today.day, today.month, today.year)), strict=True)), {})


@pages.post("/new")
@access(Duty.ANSWER_REQUESTS)
def add() -> Answer:
    """Keep what came; a second press keeps no second one."""
    key, sites = request_key(), acting().sites(Duty.ANSWER_REQUESTS)
    read = read_entry(services(), request.form, sites, by=acting().subject)
    if isinstance(read, dict):
        return _new_page(request.form, read, key), 422
    try:
        kept = tell_us(services(), *read, request_key=key)
    except FamilyErasedError:
        return _new_page(request.form, {"number": ("staff_requests.error_erased", {})}, key), 422
    except KeptOtherwiseError:
        return _new_page(request.form, {"words": ("staff_requests.error_kept", {})}), 422
    return redirect(url_for("requests.home", entered=kept.reference), 303)


@pages.get("/<reference>")
@access(Duty.ANSWER_REQUESTS)
def one(reference: str) -> str:
    """Show one request, without its words."""
    return _page(_line_here(reference))


@pages.post("/<reference>/read")
@access(Duty.ANSWER_REQUESTS)
def read(reference: str) -> Answer:
    """Show the words after the reason was put on record; the next page shows them no more."""
    line, reason = _line_here(reference), request.form.get("reason", "")
    if reason not in requests.REASONS:
        return _page(line, errors={"reason": ("staff_requests.error_reason", {})}), 422
    return _page(line, words=requests.read_words(services(), line.request, reason, by=acting().subject))


@pages.post("/<reference>/acknowledge")
@access(Duty.ANSWER_REQUESTS)
def acknowledge(reference: str) -> Answer:
    """Note how and when its writer was told that we have it; a second press changes nothing."""
    line = _line_here(reference)
    told = read_acknowledgement(request.form, line.request, services().clock.now())
    if isinstance(told, dict):
        return _page(line, typed=request.form, errors=told), 422
    try:
        is_kept = requests.acknowledge(services(), line.request, *told, by=acting().subject)
    except requests.NoSafeMessageError:
        return _page(line, typed=request.form, errors={"how": ("staff_requests.error_no_message", {})}), 422
    except requests.WantsAnswerError:
        return _page(line, typed=request.form, errors={"how": ("staff_requests.error_wants_answer", {})}), 422
    return _back(reference, "acknowledged" if is_kept else "changed")


@pages.post("/<reference>/answer")
@access(Duty.ANSWER_REQUESTS)
def answer(reference: str) -> Answer:
    """Note what came of it; a second press changes nothing."""
    line = _line_here(reference)
    read_here = read_answer(request.form)
    if isinstance(read_here, dict):
        return _page(line, typed=request.form, errors=read_here), 422
    if line.request.acknowledged_at is None:
        return _page(line, typed=request.form, errors={"how": ("staff_requests.error_not_acknowledged", {})}), 422
    is_kept = requests.answer(services(), line.request, *read_here, by=acting().subject)
    return _back(reference, "answered" if is_kept else "changed")


@pages.post("/<reference>/hand-over")
@access(Duty.ANSWER_REQUESTS)
def hand_over(reference: str) -> Answer:
    """Give it to somebody, and say who stands in."""
    line = _line_here(reference)
    people = read_people(request.form, requests.colleagues_for(services(), line.request))
    if isinstance(people, dict):
        return _page(line, typed=request.form, errors=people), 422
    owner, deputy = people
    try:
        is_kept = requests.hand_over(services(), line.request, owner=owner, deputy=deputy, by=acting().subject)
    except NotAColleagueError:
        return _page(line, typed=request.form, errors={"owner": ("staff_work.error_owner", {})}), 422
    return _back(reference, "handed_over" if is_kept else "changed")


def request_words() -> dict[str, object]:
    """Return how pages write a day, a site and what a request is about."""

    def day(at: date) -> str:
        return format_date(at, SOURCE_LANGUAGE)

    titles = {site.code: site.title for site in services().study.sites}
    return {"format_day": day, "titles": titles, "kind_words": _kind_words}


def _kind_words(line: Line) -> str:
    return f"staff_requests.kind_{ABOUT_TEAM if line.request.about_team else line.request.kind}"


def _line_here(reference: str) -> Line:
    """Return a request that this person may see; any other is not there."""
    line = line_for(services(), acting().subject, reference) if REFERENCE.fullmatch(reference) else None
    if line is None:
        abort(404)
    return line


def _page(
    line: Line, *, words: Words | None = None, typed: Mapping[str, str] | None = None, errors: Errors | None = None
) -> str:
    here, today = line.request, services().clock.today()
    ways = [way for way in ToldBy if way is not ToldBy.MESSAGE or requests.may_message(services(), here)]
    colleagues = tuple((one.code, one.name) for one in requests.colleagues_for(services(), here))
    done = request.args.get("done", "")
    return render_template(
        "staff_request.html",
        line=line,
        may_see=here.site in acting().sites(Duty.SEE_FAMILIES),
        words=words,
        typed=typed or dict(zip(PARTS, map(str, (today.day, today.month, today.year)), strict=True)),
        errors=errors or {},
        reasons=_said("reason", requests.REASONS),
        ways=_said("told", ways),
        outcomes=_said("outcome", Outcome),
        colleagues=colleagues,
        deputies=((NOTHING, g.words.plain("staff_work.task_no_deputy")), *colleagues),
        done=done if done in DONE else "",
        **request_words(),
    )


def _new_page(typed: Mapping[str, str], errors: Errors, key: str = "") -> str:
    sites = acting().sites(Duty.ANSWER_REQUESTS)
    return render_template(
        "staff_request_new.html",
        typed=typed,
        errors=errors,
        key=key or secrets.token_hex(16),
        kinds=_said("kind", KINDS),
        ways=_said("came", CAME),
        replies=_said("reply", ReplyBy),
        sites=tuple((site.code, site.title) for site in services().study.sites if site.code in sites),
    )


def _said(prefix: str, codes: Iterable[str]) -> Options:
    say: Callable[[str], str] = g.words.plain
    return tuple((str(code), say(f"staff_requests.{prefix}_{code}")) for code in codes)


def _back(reference: str, done: str) -> Response:
    return redirect(url_for("requests.one", reference=reference, done=done), 303)
