"""The co-ordinator's first page: find a family, what is for today, what is late or stuck, and all families by stage."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel import Locale
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alongside.core.conduct import looking
from alongside.core.conduct.appointments import Talk, talks_for
from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.contact_log import OpenTask, tasks_for
from alongside.core.conduct.requests import pressing_lines_for
from alongside.core.conduct.workspace import FamilyAtWork, Matter, Stage, families_at_work, family_at_work
from alongside.core.definitions.roles import Duty
from alongside.core.definitions.study import Site
from alongside.core.languages.direction import language_name
from alongside.core.languages.formats import format_date, format_time
from alongside.core.web.access import access, acting, services
from alongside.core.web.staff.requests import request_words

A_PAGE = 50
LINES_AT_FIRST = 10
LONGEST_SEARCH = 200
_LIKE_A_NUMBER = re.compile(r"[A-Z]{1,4}\d{4,}[A-Z]")


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of one family."""

    family: FamilyAtWork
    matter: Matter


@dataclass(frozen=True, slots=True)
class Shown:
    """The families of one page of the list, under the filter of its address."""

    families: tuple[FamilyAtWork, ...]
    stage: Stage | None
    site: str
    page: int
    pages: int


@access(Duty.SEE_FAMILIES)
def home() -> str:
    """Show what needs doing, and the families."""
    here = acting().sites(Duty.SEE_FAMILIES)
    everybody = families_at_work(services(), here)
    sites = [site for site in services().study.sites if site.code in here]
    shown = _choose(everybody, sites)
    at_site = [family for family in everybody if shown.site in {"", family.site}]
    return render_template(
        "staff_home.html",
        shown=shown,
        everybody=everybody,
        today=_tasks_today({family.number for family in everybody}),
        talks=_talks_soon({family.number for family in everybody}),
        pressing=pressing_lines_for(services(), acting().subject) if acting().may(Duty.ANSWER_REQUESTS) else (),
        now=services().clock.now(),
        late=sorted(_lines(everybody, "late"), key=lambda line: line.matter.day),
        stuck=sorted(_lines(everybody, "stuck"), key=lambda line: line.matter.day),
        all_lines=request.args.get("all", ""),
        counts=Counter(family.stage for family in at_site),
        stages=Stage,
        sites=sites,
        visit_title=visit_title,
        may_find=acting().may(Duty.SEE_IDENTITY),
        may_add=acting().may(Duty.ADD_FAMILIES),
        me=acting().subject,
        at_first=LINES_AT_FIRST,
        **request_words() | formats(),
    )


@access(Duty.SEE_FAMILIES)
def search() -> str | Response | tuple[str, int]:
    """Find a family: a study number leads to it, a name or a phone number to who has it."""
    typed = request.form.get("words", "").strip()[:LONGEST_SEARCH]
    number = re.sub(r"[\s-]", "", typed).upper()
    is_number = _LIKE_A_NUMBER.fullmatch(number) is not None
    if is_number and family_at_work(services(), number, acting().sites(Duty.SEE_FAMILIES)):
        return redirect(url_for("staff.family", number=number), 303)
    sites = acting().sites(Duty.SEE_IDENTITY)
    if not typed or is_number or not sites:
        return _found(typed, None, "staff_work.error_find_number" if typed else "staff_work.error_find"), 422
    numbers = looking.search(services(), typed, sites, by=acting().subject)
    everybody = {family.number: family for family in families_at_work(services(), sites)}
    return _found(typed, tuple(everybody[found] for found in numbers if found in everybody), "")


def visit_title(code: str) -> str:
    """Return the id of a visit's title."""
    return f"{services().study.code}.{code}.title"


def formats() -> dict[str, Callable[..., str]]:
    """Return how a page writes a day, a moment and a language."""

    def moment(at: datetime) -> str:
        return f"{format_date(at, 'en', with_weekday=True)}, {format_time(at, 'en')}"

    def day(at: date) -> str:
        return format_date(at, "en")

    def language(tag: str) -> str:
        own, english = language_name(tag), Locale.parse(tag, sep="-").get_language_name("en") or tag
        return english if own == english else f"{english} ({own})"

    return {"format_day": day, "format_moment": moment, "language_of": language}


def _found(typed: str, found: tuple[FamilyAtWork, ...] | None, error: str) -> str:
    return render_template(
        "staff_search.html",
        typed=typed,
        found=found,
        error=error,
        may_find=acting().may(Duty.SEE_IDENTITY),
        titles={site.code: site.title for site in services().study.sites},
        visit_title=visit_title,
        **formats(),
    )


def _lines(everybody: Sequence[FamilyAtWork], which: str) -> list[Line]:
    return [Line(family, matter) for family in everybody for matter in getattr(family, which)]


def _tasks_today(numbers: set[str]) -> tuple[OpenTask, ...]:
    """Return the tasks of this person, and those they stand in for, that are due before the day ends."""
    tomorrow = services().clock.today() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time.min, STUDY_ZONE)
    found = tasks_for(services(), acting().subject, before=midnight)
    return tuple(one for one in found if one.task.participant in numbers)


def _talks_soon(numbers: set[str]) -> tuple[Talk, ...]:
    """Return the talks that this person holds today and tomorrow."""
    today = services().clock.today()
    start, end = (datetime.combine(today + timedelta(days=days), time.min, STUDY_ZONE) for days in (0, 2))
    found = talks_for(services(), acting().subject, start=start, end=end)
    return tuple(one for one in found if one.appointment.participant in numbers)


def _choose(everybody: Sequence[FamilyAtWork], sites: Sequence[Site]) -> Shown:
    stage = next((stage for stage in Stage if stage == request.args.get("stage")), None)
    site = next((site.code for site in sites if site.code == request.args.get("site")), "")
    chosen = [one for one in everybody if stage in {None, one.stage} and site in {"", one.site}]
    asked = request.args.get("page", "1")
    pages = max(1, -(-len(chosen) // A_PAGE))
    page = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - five figures
    return Shown(tuple(chosen[(page - 1) * A_PAGE : page * A_PAGE]), stage, site, page, pages)
