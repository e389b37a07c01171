"""How we may reach a person: one thing a page, two taps from "where you are" to a change."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import safe_contacts, stopping
from alongside.core.conduct.people import FAMILY
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.engine.reading import Refused
from alongside.core.storage import access as ways_in
from alongside.core.web.access import access, acting, services
from alongside.core.web.family.arriving import LONGEST_CODE, WORDS_OF_REFUSAL
from alongside.core.web.family.contact_lines import YES_OR_NO, lines_of, number_waits
from alongside.core.web.safe_contact_entry import (
    CALL,
    FACTS,
    HOURS,
    OWN,
    WAYS,
    WEEK,
    hours_chosen,
    is_reachable,
    read_address,
    read_days,
    show_clock,
    ways_chosen,
    with_ways,
)

pages = Blueprint("contact", __name__, url_prefix="/contact")
ALL, WAYS_ONLY = "all", "ways"
"""Which pages come one after the other: all when nobody has said anything yet, or what a new way needs."""
LONGEST_TYPED = 400
ENOUGH_TO_CHOOSE = 2


@pages.app_context_processor
def give_question() -> dict[str, object]:
    """Let "where you are" ask kindly while nobody knows how this person may be reached."""
    return {"asks_how_to_reach": lambda: not _reach().safe.known}


@pages.get("")
@access(FAMILY)
def home() -> str:
    """Show everything that is kept about reaching this person."""
    reach = _reach()
    return render_template(
        "contact.html",
        safe=reach.safe,
        lines=lines_of(g.words, reach, services().clock.now()),
        waits=number_waits(reach, services().clock.now()),
        saved=request.args.get("saved") == "yes",
        chain=ALL,
    )


@pages.post("")
@access(FAMILY)
def stop() -> Response:
    """Stop every message now, or let messages go out again; nothing else changes."""
    action = request.form.get("action", "")
    if action not in {"stop_messages", "start_messages"}:
        abort(400)
    stopping.set_messages(services(), acting(), stopped=action == "stop_messages")
    return redirect(url_for("contact.home"), 303)


@pages.get("/ways")
@access(FAMILY)
def ways() -> str:
    """Ask which ways are safe."""
    reach = _reach()
    return _ways_page(reach, ways_chosen(reach.safe))


@pages.post("/ways")
@access(FAMILY)
def keep_ways() -> Response | tuple[str, int]:
    """Keep which ways are safe."""
    reach = _reach()
    is_none = request.form.get("action") == "none"
    chosen = frozenset() if is_none else frozenset(request.form.getlist("way"))
    if not is_none and (not chosen or not chosen <= _ways_here(reach)):
        return _ways_page(reach, chosen, "errors.contact_way_needed"), 422
    _keep("ways", lambda safe: with_ways(safe, chosen))
    return _after("ways", chain=_chain() or WAYS_ONLY)


@pages.get("/<any(first, voicemail, shared, name, calendar, hours):ask>")
@access(FAMILY)
def choose(ask: str) -> str | Response:
    """Ask one thing that has a few answers."""
    if ask == "first" and len(_reach().safe.channels) < ENOUGH_TO_CHOOSE:
        return redirect(url_for("contact.home"), 303)
    return _choose_page(ask)


@pages.post("/<any(first, voicemail, shared, name, calendar, hours):ask>")
@access(FAMILY)
def keep_choice(ask: str) -> Response | tuple[str, int]:
    """Keep which answer was chosen."""
    answer = request.form.get("answer", "")
    if answer not in _choices(ask, _reach().safe):
        return _choose_page(ask, "errors.contact_choose"), 422
    if answer == OWN:
        return redirect(url_for("contact.days", on=_chain() or None), 303)
    _keep(ask, _change(ask, answer))
    return _after(ask)


@pages.get("/days")
@access(FAMILY)
def days() -> str:
    """Ask for days and times."""
    windows = _reach().safe.windows
    shown = windows[0] if len(windows) == 1 and hours_chosen(_reach().safe) == OWN else None
    typed = {"start": show_clock(shown.start), "end": show_clock(shown.end)} if shown else {}
    return _days_page(frozenset(map(str, shown.days)) if shown else frozenset(), typed, {})


@pages.post("/days")
@access(FAMILY)
def keep_days() -> Response | tuple[str, int]:
    """Keep days and times."""
    chosen = request.form.getlist("days")
    typed = {name: request.form.get(name, "")[:LONGEST_CODE] for name in ("start", "end")}
    windows = read_days(chosen, typed["start"], typed["end"])
    if isinstance(windows, dict):
        return _days_page(frozenset(chosen), typed, windows), 422
    _keep("hours", lambda safe: replace(safe, windows=windows))
    return _after("hours")


@pages.get("/<any(number, email, post, word):field>")
@access(FAMILY)
def write(field: str) -> str:
    """Ask for an address, or for the word that is said first."""
    return _field_page(field)


@pages.post("/<any(number, email, post, word):field>")
@access(FAMILY)
def keep_words(field: str) -> Response | tuple[str, int]:
    """Keep an address or the word, sealed; a number is sent a code."""
    if field == "word" and request.form.get("action") == "none":
        _keep(field, lambda safe: replace(safe, code_word=False), {FACTS[field]: ""})
        return _after(field)
    read = read_address(field, request.form.get("typed", ""))
    if isinstance(read, Refused):
        return _field_page(field, read), 422
    change = (lambda safe: replace(safe, code_word=True)) if field == "word" else replace
    _keep(field, change, {FACTS[field]: read})
    if field == "number":
        return _send_code()
    return _after(field)


@pages.get("/code")
@access(FAMILY)
def code() -> str | Response:
    """Ask for the code that was sent to the number, or offer to send one."""
    reach = _reach()
    if not number_waits(reach, services().clock.now()):
        return redirect(url_for("contact.home"), 303)
    return _code_page("errors.code_too_many" if request.args.get("full") == "yes" else "")


@pages.post("/code")
@access(FAMILY)
def prove() -> Response | tuple[str, int]:
    """Take the code: the number is this person's. Or send another."""
    if not number_waits(_reach(), services().clock.now()):
        return redirect(url_for("contact.home"), 303)
    if request.form.get("action") == "again":
        return _send_code()
    typed = request.form.get("code", "")
    if not typed.strip():
        return _code_page("errors.code_needed"), 422
    result = safe_contacts.prove_number(services(), acting().subject, typed)
    if isinstance(result, ways_in.CodeAccepted):
        return _after("code")
    left = {"count": result.tries_left} if isinstance(result, ways_in.CodeWrong) else {}
    return _code_page(WORDS_OF_REFUSAL[type(result)], **left), 422


def _reach() -> safe_contacts.Reach:
    return safe_contacts.reach_of(services(), acting().subject)


def _keep(what: str, change: Callable[[SafeContact], SafeContact], facts: Mapping[str, str] | None = None) -> None:
    safe_contacts.keep_answer(services(), acting().subject, by=acting().subject, what=what, change=change, facts=facts)


def _send_code(chain: str | None = None) -> Response:
    sent = safe_contacts.send_number_code(services(), acting().subject)
    return redirect(
        url_for("contact.code", on=(_chain() if chain is None else chain) or None, full=None if sent else "yes"), 303
    )


def _chain() -> str:
    wanted = request.values.get("on", "")
    return wanted if wanted in {ALL, WAYS_ONLY} else ""


def _after(done: str, chain: str | None = None) -> Response:
    following = _next_ask(done, _chain() if chain is None else chain)
    if following == "code":
        return _send_code(chain)
    return redirect(_address_after(following, chain), 303)


def _next_ask(done: str, chain: str) -> str:
    """Return what is asked after `done`: only what a chosen way lacks, and the first time also what keeps it safe."""
    reach = _reach()
    use = is_reachable(reach.safe)
    is_first_time = chain == ALL
    asks = {
        "ways": False,
        "number": use["number"] and not (reach.phone_ending or reach.pending_ending),
        "code": ChannelKind.SMS in reach.safe.channels and number_waits(reach, services().clock.now()),
        "email": use["email"] and not reach.email_ending,
        "post": use["post"] and not reach.has_post_address,
        "first": len(reach.safe.channels) >= ENOUGH_TO_CHOOSE,
        "shared": is_first_time and use["number"],
        "hours": is_first_time and bool(ways_chosen(reach.safe)),
    }
    names = list(asks)
    later = names[names.index(done) + 1 :] if chain and done in names else []
    return next((name for name in later if asks[name]), "")


def _address_after(ask: str, chain: str | None = None) -> str:
    return _address(ask, _chain() if chain is None else chain) if ask else url_for("contact.home", saved="yes")


def _later(ask: str) -> str:
    """Return where "ask me later" leads while pages come one after the other."""
    return _address_after(_next_ask(ask, _chain())) if _chain() else ""


def _address(ask: str, chain: str = "") -> str:
    on = chain or None
    if ask in {"ways", "code", "days"}:
        return url_for(f"contact.{ask}", on=on)
    return url_for("contact.write", field=ask, on=on) if ask in FACTS else url_for("contact.choose", ask=ask, on=on)


def _ways_here(reach: safe_contacts.Reach) -> frozenset[str]:
    return frozenset(kind.value for kind in reach.ways) | {CALL}


def _choices(ask: str, safe: SafeContact) -> dict[str, str]:
    """Return the answers of a question with their words."""
    if ask == "first":
        return {kind.value: f"pages.contact_way_{kind.value}" for kind in ChannelKind if kind in safe.channels}
    if ask == "hours":
        return {name: f"pages.contact_hours_{name}" for name in (*HOURS, OWN)}
    return {"yes": "pages.yes", "no": "pages.no"}


def _change(ask: str, answer: str) -> Callable[[SafeContact], SafeContact]:
    if ask == "first":
        return lambda safe: with_ways(safe, ways_chosen(safe), answer)
    if ask == "hours":
        return lambda safe: replace(safe, windows=HOURS[answer])
    is_yes = answer == "yes"
    if ask == "voicemail":
        return lambda safe: replace(safe, voicemail_ok=is_yes)
    if ask == "shared":
        return lambda safe: replace(safe, shared_phone=is_yes)
    if ask == "calendar":
        return lambda safe: replace(safe, calendar_is_safe=is_yes)
    return lambda safe: replace(safe, may_use_name=is_yes)


def _chosen(ask: str, safe: SafeContact) -> str:
    """Return the answer that is kept; nothing is chosen for somebody who was not asked."""
    if ask == "first":
        return safe.channels[0].value if safe.channels else ""
    if safe.reviewed_at is None or _chain() == ALL:
        return ""
    if ask == "hours":
        return hours_chosen(safe)
    return "yes" if getattr(safe, YES_OR_NO[ask]) else "no"


def _ways_page(reach: safe_contacts.Reach, chosen: frozenset[str], error: str = "") -> str:
    here = _ways_here(reach)
    return render_template(
        "contact_ways.html",
        ways=[way for way in WAYS if way in here],
        chosen=chosen,
        error=error,
        chain=_chain(),
    )


def _choose_page(ask: str, error: str = "") -> str:
    safe = _reach().safe
    return render_template(
        "contact_choose.html",
        ask=ask,
        choices=_choices(ask, safe),
        chosen=request.form.get("answer") or _chosen(ask, safe),
        error=error,
        chain=_chain(),
        later=_later(ask),
    )


def _days_page(chosen: frozenset[str], typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "contact_days.html", days=sorted(WEEK), chosen=chosen, typed=typed, errors=errors, chain=_chain()
    )


def _field_page(field: str, refused: Refused | None = None) -> str:
    return render_template(
        "contact_field.html",
        field=field,
        typed=request.form.get("typed", "")[:LONGEST_TYPED],
        error=refused.text_id if refused else "",
        values=refused.values if refused else {},
        has_word=_reach().safe.code_word,
        chain=_chain(),
        later=_later(field),
    )


def _code_page(error: str = "", **values: int) -> str:
    reach = _reach()
    return render_template(
        "contact_code.html",
        ending=reach.pending_ending or reach.phone_ending,
        error=error,
        values=values,
        typed=request.form.get("code", "")[:LONGEST_CODE],
        chain=_chain(),
        later=_later("code"),
    )
