"""Tell us what is wrong, or ask what we keep: for anybody, with a link or without one.

What came is told on the answer to the form itself, and no address names it: who opens this browser later finds nothing.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from flask import Blueprint, g, render_template, request

from alongside.core.conduct.arriving import SignedIn, Waiting
from alongside.core.conduct.contact_log import KeptOtherwiseError
from alongside.core.conduct.people import FAMILY
from alongside.core.conduct.telling import Arrival, Told, TooManyError, tell_us, told_by
from alongside.core.definitions.requests import ReplyBy, RequestKind
from alongside.core.engine.reading import Refused, Values, read_words
from alongside.core.languages.formats import format_date
from alongside.core.storage.requests import Request
from alongside.core.web.access import PUBLIC, access, acting, request_key, services

pages = Blueprint("telling", __name__)
Errors = dict[str, tuple[str, Values]]
ABOUT_TEAM = "about_team"
"""Stands among the kinds: a complaint about somebody of the team, which goes to whoever leads it."""
KINDS = (RequestKind.COMPLAINT.value, ABOUT_TEAM, *(kind.value for kind in RequestKind if kind != "complaint"))
LONGEST_WORDS = 5000
LONGEST_LINE = 300


@pages.get("/tell")
@access(PUBLIC)
def tell() -> str:
    """Ask what it is about, for words, and how to answer."""
    return _page({}, {}, secrets.token_hex(16))


@pages.post("/tell")
@access(PUBLIC)
def send() -> str | tuple[str, int]:
    """Keep what was told, once, and say what happens next."""
    key, typed = request_key(), request.form
    read = _read(typed)
    if isinstance(read, dict):
        return _page(typed, read, key), 422
    participant = _participant()
    arrival = Arrival(participant=participant, noted_by=participant or "")
    try:
        kept = tell_us(services(), read, arrival, request_key=key)
    except KeptOtherwiseError:
        return _page(typed, {"words": ("errors.tell_kept", {})}, secrets.token_hex(16)), 422
    except TooManyError:
        return _page(typed, {"words": ("errors.tell_too_many", {})}, key), 429
    return _done(kept, read)


@pages.get("/told")
@access(FAMILY)
def told() -> str:
    """List what this family told us: reference, kind and days, never the words."""
    return render_template("told.html", told=told_by(services(), acting().subject), day_of=_day, kind_of=_kind_of)


def _participant() -> str | None:
    """Return the family that is signed in, also in a page that locked while they wrote; a link alone is nobody."""
    presence = g.presence
    if isinstance(presence, SignedIn) and presence.acting.role == FAMILY:
        return presence.acting.subject
    return presence.subject if isinstance(presence, Waiting) and presence.was_locked else None


def _ways() -> tuple[ReplyBy, ...]:
    """Return how somebody can be answered: who is known has a safe way, and who is not may write an e-mail address."""
    only = ReplyBy.EMAIL if _participant() else ReplyBy.SAFE_WAY
    return tuple(way for way in ReplyBy if way is not only)


def _read(typed: Mapping[str, str]) -> Told | Errors:
    errors: Errors = {}
    kind, reply = typed.get("kind", ""), typed.get("reply", "")
    if kind not in KINDS:
        errors["kind"] = ("errors.tell_kind", {})
    words = _words(typed, "words", LONGEST_WORDS, errors)
    if not words and "words" not in errors:
        errors["words"] = ("errors.tell_words", {})
    if reply not in _ways():
        errors["reply"] = ("errors.tell_reply", {})
    name, reach = (_words(typed, field, LONGEST_LINE, errors) for field in ("name", "reach"))
    if errors:
        return errors
    is_about_team = kind == ABOUT_TEAM
    return Told(
        kind=RequestKind.COMPLAINT if is_about_team else RequestKind(kind),
        words=words,
        reply=ReplyBy(reply),
        about_team=is_about_team,
        name=name,
        reach=reach,
    )


def _words(typed: Mapping[str, str], field: str, longest: int, errors: Errors) -> str:
    read = read_words(typed.get(field, ""), longest)
    if isinstance(read, Refused):
        errors[field] = (read.text_id, read.values)
        return ""
    return read.value


def _page(typed: Mapping[str, str], errors: Errors, key: str) -> str:
    return render_template(
        "tell.html", kinds=KINDS, ways=_ways(), is_known=_participant() is not None, typed=typed, errors=errors, key=key
    )


def _done(kept: Request, told: Told) -> str:
    if told.reply is ReplyBy.NONE:
        following = "pages.tell_done_no_answer"
    elif kept.participant is None and not told.reach:
        following = "pages.tell_done_no_way"
    else:
        following = "pages.tell_done_next"
    return render_template(
        "tell_done.html",
        reference=kept.reference,
        following=following,
        day=_day(kept.acknowledge_by),
        independent=services().settings.independent_contact,
    )


def _kind_of(one: Request) -> str:
    return f"pages.tell_kind_{ABOUT_TEAM if one.about_team else one.kind}"


def _day(day: date | datetime) -> str:
    return format_date(day, g.words.language)
