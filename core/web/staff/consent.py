"""Writing down what somebody says yes or no to, in their words and their language; and that it is open who decides."""

import secrets
from collections.abc import Mapping

from flask import abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import assisting, consenting, who_decides
from alongside.core.conduct.consenting import ConsentNotReadyError
from alongside.core.conduct.contact_log import colleagues_at
from alongside.core.conduct.people import needs_from
from alongside.core.conduct.recording import staff_names
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.roles import Duty
from alongside.core.engine.consent import required_refused
from alongside.core.storage import families
from alongside.core.storage.consents import NeedsHearingError
from alongside.core.web.access import access, acting, request_key, services
from alongside.core.web.staff.consent_entry import NOBODY, NOT_ANSWERED, WORDS, Around, read_said, told_as
from alongside.core.web.staff.entry import Errors
from alongside.core.web.staff.family import family_here
from alongside.core.web.words import PageWords

Answer = str | Response | tuple[str, int]
SECTION = "consent"
DONE: Mapping[assisting.Outcome, str] = {
    "signed": "consent",
    "refused": "consent_no",
    "already": "consent_already",
}
_NOT_TYPED = frozenset({"csrf_token", "action", "key", "shown"})


@access(Duty.TAKE_CONSENT)
def take(number: str, place: int) -> Answer:
    """Show the page on which a colleague writes down what this person says."""
    around, _ = _here(number, place)
    if around is None:
        return _back(number, "consent_already")
    chosen = {"language": around.needs.language, "words": WORDS[around.needs.easy_read]}
    return _page(number, place, around, chosen)


@access(Duty.TAKE_CONSENT)
def keep(number: str, place: int) -> Answer:
    """Show the words in another language or form, show all before it counts, or keep it."""
    around, key = _here(number, place)[0], request_key()
    if around is None:
        return _back(number, "consent_already")
    typed = {name: request.form.get(name, "") for name in request.form if name not in _NOT_TYPED}
    action = request.form.get("action", "")
    if action not in {"check", "record"}:
        return _page(number, place, around, typed, key=key)
    said = read_said(around, typed)
    if isinstance(said, dict):
        return _page(number, place, around, typed, errors=said, key=key), 422
    person = assisting.as_person(number, said.needs, said.mode)
    if request.form.get("shown") != consenting.content_hash(services(), person, around.module):
        return _page(
            number, place, around, typed, errors={"language": ("staff_write_down.error_words", {})}, key=key
        ), 409
    if action == "check":
        return _check(number, place, around, typed, said, key)
    try:
        outcome = assisting.write_down(services(), number, around.module, said, by=acting().subject, request_key=key)
    except (
        ConsentNotReadyError
    ):  # another version was released in the meantime, or this one is not whole in the language
        unready: Errors = {"language": ("staff_write_down.error_words", {})}
        return _page(number, place, around, typed, errors=unready, key=key), 409
    except NeedsHearingError:
        hearing: Errors = {"taken_in": ("staff_write_down.error_cannot_read", {})}
        return _page(number, place, around, typed, errors=hearing, key=key), 422
    return _back(number, DONE[outcome])


@access(Duty.CONTACT_FAMILIES)
def note_who_decides(number: str) -> Response:
    """Keep that it is open who decides for the children, or that it is settled."""
    family_here(number, Duty.CONTACT_FAMILIES)
    said = request.form.get("open", "")
    if said not in {"yes", "no"}:
        abort(400)
    who_decides.set_open(services(), number, is_open=said == "yes", by=acting().subject)
    return _back(number, "decides_open" if said == "yes" else "decides_settled")


def _here(number: str, place: int) -> tuple[Around | None, ConsentModule]:
    """Return what the page knows of a module; None in its place when the person has signed it already."""
    found = family_here(number, Duty.TAKE_CONSENT)
    rows = {at: (module, is_signed) for at, module, is_signed in assisting.modules_to_take(services(), number)}
    if place not in rows:
        abort(404)
    module, is_signed = rows[place]
    if is_signed:
        return None, module
    with services().records.read() as tx:
        needs = needs_from(families.preferences(tx, number))
    around = Around(
        module=module,
        needs=needs,
        languages=current_app.extensions["alongside_languages"].now(),
        colleagues=tuple(one.code for one in colleagues_at(services(), found.site)),
        names_of_team=frozenset(staff_names(services()).values()),
        me=acting().subject,
        declaration=g.words.plain("staff_write_down.declaration"),
    )
    return around, module


def _theirs(around: Around, typed: Mapping[str, str]) -> PageWords:
    """Return the words as this person is told them."""
    return PageWords(services(), current_app.extensions["alongside_sounds"], told_as(around, typed), g.words.phone)


def _page(
    number: str,
    place: int,
    around: Around,
    typed: Mapping[str, str],
    *,
    errors: Errors | None = None,
    key: str = "",
) -> str:
    person = assisting.as_person(number, told_as(around, typed), "")
    names = staff_names(services())
    return render_template(
        "staff_write_down.html",
        number=number,
        place=place,
        module=around.module,
        needs_of_them=around.needs,
        theirs=_theirs(around, typed),
        typed=typed,
        errors=errors or {},
        key=key or secrets.token_hex(16),
        shown=consenting.content_hash(services(), person, around.module),
        not_answered=NOT_ANSWERED,
        options={
            "mode": _said("mode", assisting.MODES),
            "taken_in": _said("taken_in", assisting.TAKEN_IN),
            "words": _said("words", WORDS),
            "language": tuple((one, g.words.language_name(one)) for one in around.languages),
            "answered_by": (
                (NOBODY, g.words.plain("staff_write_down.answered_by_nobody")),
                *((code, names.get(code, code)) for code in around.colleagues),
            ),
        },
    )


def _said(prefix: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, g.words.plain(f"staff_write_down.{prefix}_{code}")) for code in codes)


def _check(number: str, place: int, around: Around, typed: Mapping[str, str], said: assisting.Said, key: str) -> str:
    module = around.module
    refused = required_refused(module, said.answers)
    return render_template(
        "staff_write_down_check.html",
        number=number,
        place=place,
        module=module,
        theirs=_theirs(around, typed),
        typed=typed,
        said=said,
        answered_by=staff_names(services()).get(said.receiver.answered_by, ""),
        refused=refused,
        missed=[one for one in module.understanding if said.tries[one.code] not in {"", one.right}],
        key=key,
        shown=request.form.get("shown", ""),
    )


def _back(number: str, done: str) -> Response:
    return redirect(url_for("staff.family", number=number, done=done, _anchor=SECTION), 303)
