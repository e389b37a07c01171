"""The record: who did what, when; whether it is whole; and a copy to keep."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, abort, render_template, request

from alongside.core.conduct import recording
from alongside.core.definitions.roles import Duty
from alongside.core.engine.reading import is_unreadable
from alongside.core.languages.formats import format_date, format_time
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.web.access import access, acting, services
from alongside.core.web.files import download

pages = Blueprint("record", __name__, url_prefix="/staff/record")
LONGEST = 60
FIELDS = ("kind", "who", "about", "from", "to")


@pages.get("/")
@access(Duty.SEE_RECORD)
def home() -> str | tuple[str, int]:
    """Show the events that were asked for, newest first. Nothing is written by looking."""
    typed = {name: _typed(name) for name in FIELDS}
    errors: dict[str, str] = {}
    days = {name: _day(name, typed, errors) for name in ("from", "to")}
    if not errors and days["from"] and days["to"] and days["from"] > days["to"]:
        errors["to"] = "staff_record.error_order"
    asked = recording.Asked(typed["kind"], typed["who"], typed["about"].upper(), days["from"], days["to"])
    seen = None if errors else recording.read_record(services(), acting(), asked, _page_number())
    shown = render_template(
        "staff_record.html",
        typed=typed,
        errors=errors,
        record=seen,
        chain=recording.check_chain(services(), whole=request.args.get("check") == "whole"),
        kinds=recording.kinds_of_events(services()),
        colleagues=sorted(recording.staff_names(services()).items()),
        study=services().study.code,
        may_take=recording.may_take_record(services(), acting()),
        asked={name: value for name, value in typed.items() if value},
        day_of=lambda moment: format_date(moment, SOURCE_LANGUAGE),
        time_of=lambda moment: format_time(moment, SOURCE_LANGUAGE),
    )
    return (shown, 422) if errors else shown


@pages.post("/file")
@access(Duty.SEE_RECORD)
def take() -> Response:
    """Give the whole record as a file, after that was put on record."""
    if not recording.may_take_record(services(), acting()):
        abort(403)
    name = f"record-{services().clock.today().isoformat()}.jsonl"
    return download(recording.take_record(services(), acting().subject), "application/jsonl", name)


def _typed(name: str) -> str:
    value = request.args.get(name, "").strip()[:LONGEST]
    return "" if is_unreadable(value) else value


def _day(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> date | None:
    if not typed[name]:
        return None
    try:
        day = date.fromisoformat(typed[name])
    except ValueError:
        day = date.min
    if day.year < 2000:  # noqa: PLR2004 - there was no record then, and days before the year 1 cannot be compared
        errors[name] = "staff_record.error_day"
        return None
    return day if day < date.max else None


def _page_number() -> int:
    typed = request.args.get("page", "1")
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 8 else 1  # noqa: PLR2004 - figures of a page
