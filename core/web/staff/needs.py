"""What staff write down when a family says what it needs, on the telephone or in a talk."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct.needs import helps_in, set_needs, words_about_needs
from alongside.core.conduct.workspace import FamilyAtWork
from alongside.core.definitions.needs import HELPS
from alongside.core.definitions.roles import Duty
from alongside.core.engine.reading import Refused, read_words
from alongside.core.storage.families import Preferences
from alongside.core.web.access import access, acting, services
from alongside.core.web.family.helps import IN_WORDS, LONGEST_WORDS
from alongside.core.web.staff.entry import FORMATS, Errors
from alongside.core.web.staff.family import family_here
from alongside.core.web.staff.home import formats

pages = Blueprint("needs", __name__, url_prefix="/staff/family/<number>/needs")
TICKS = ("listens", "cannot_read")


@pages.get("")
@access(Duty.CONTACT_FAMILIES)
def read(number: str) -> str:
    """Show what is kept, to be written over."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    needs = found.needs
    typed = {
        "language": needs.language,
        "format": "easy" if needs.easy_read else "standard",
        **needs.helps,
        **{f"{name}_words": said for name, said in words_about_needs(services(), number).items()},
    }
    ticked = {"listens": needs.listens, "cannot_read": not needs.reads}
    return _page(found, typed, frozenset(name for name, is_so in ticked.items() if is_so))


@pages.post("")
@access(Duty.CONTACT_FAMILIES)
def write(number: str) -> Response | tuple[str, int]:
    """Keep what the family said, or that nothing has changed."""
    found = family_here(number, Duty.CONTACT_FAMILIES)
    if request.form.get("action") == "unchanged":
        set_needs(services(), number, by=acting().subject)
        return redirect(url_for("needs.read", number=number, saved="yes"), 303)
    typed, ticked = request.form, frozenset(request.form.getlist("tick"))
    words: dict[str, str] = {}
    errors: Errors = {}
    if typed.get("language") not in _languages(found):
        errors["language"] = ("errors.language_offered", {})
    if typed.get("format") not in FORMATS:
        errors["format"] = ("errors.choose_listed", {})
    for name, answers in HELPS.items():
        if typed.get(name, "") not in {"", *answers}:
            errors[name] = ("errors.choose_listed", {})
        said = read_words(typed.get(f"{name}_words", ""), LONGEST_WORDS)
        if isinstance(said, Refused):
            errors[f"{name}_words"] = (said.text_id, dict(said.values))
        elif name in IN_WORDS:
            words[name] = said.value
    if errors:
        return _page(found, typed, ticked, errors), 422
    kept = words_about_needs(services(), number)
    changed = {name: said for name, said in words.items() if said != kept.get(name, "")}

    def as_said(before: Preferences) -> Preferences:
        needs = helps_in(before.needs, {name: typed[name] for name in HELPS if typed.get(name)})
        return replace(
            before,
            language=typed["language"],
            easy_read=typed["format"] == "easy",
            listens=bool(ticked & set(TICKS)),
            needs={**needs, "reads": "no" if "cannot_read" in ticked else "yes"},
        )

    set_needs(services(), number, as_said, by=acting().subject, words=changed)
    return redirect(url_for("needs.read", number=number, saved="yes"), 303)


def _languages(found: FamilyAtWork) -> tuple[str, ...]:
    offered: tuple[str, ...] = current_app.extensions["alongside_languages"].now()
    return offered if found.needs.language in offered else (*offered, found.needs.language)


def _page(found: FamilyAtWork, typed: Mapping[str, str], ticked: frozenset[str], errors: Errors | None = None) -> str:
    return render_template(
        "staff_needs.html",
        number=found.number,
        languages=_languages(found),
        helps=HELPS,
        in_words=IN_WORDS,
        typed=typed,
        ticked=ticked,
        errors=errors or {},
        review=found.needs.review_on,
        is_due=found.needs.is_due_again(services().clock.today()),
        saved=request.args.get("saved") == "yes",
        **formats(),
    )
