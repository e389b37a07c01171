"""`alongside ages`: an exact age and the forms due at it, or the age board of a study."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby

import click

from alongside.core.commands.deployment import Deployment, pass_deployment
from alongside.core.commands.fault_lists import as_json, count
from alongside.core.definitions.ages import EARLY_AT_MOST, Age, adjusted_age_on, age_counted, age_on
from alongside.core.definitions.study import Asked, Study, age_rule, forms_at, forms_by_age
from alongside.core.engine.age_board import Place, Row, Standing, age_board
from alongside.core.engine.ages import FormDue, find_form
from alongside.core.plugin_host.catalogue import Catalogue

EPILOG = (
    "\b\nExamples:\n  alongside ages --born 2024-02-29 --on 2026-02-28\n"
    "  alongside ages --born 2025-01-31 --on 2026-03-01 --early 8 --study partnership_for_change --json\n"
    "  alongside ages --study partnership_for_change --board"
)
ALL_IS_WELL = "Every age has one form of each instrument, or words that say why not."


class CalendarDay(click.ParamType[date]):
    """A day as year-month-day."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say that there is none such."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if (
            day is None or day.isoformat() != value
        ):  # no other ways of writing a day: a slip must not become another day
            self.fail(f"{value!r} is not a day of the calendar. Write year-month-day, like 2024-02-29.", param, ctx)
        return day


@click.command(epilog=EPILOG)
@click.option("--born", type=CalendarDay(), help="The date of birth.")
@click.option("--on", type=CalendarDay(), help="The day on which the age is wanted.")
@click.option(
    "--early",
    "weeks_early",
    type=click.IntRange(0, EARLY_AT_MOST),
    default=0,
    help="Completed weeks that the child came before the day it was due.",
)
@click.option("--study", "study_code", metavar="CODE", help="A study; without it, every instrument that is installed.")
@click.option("--board", is_flag=True, help="Print what a study asks at every age from birth to 18 years.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON.")
@pass_deployment
def ages(
    deployment: Deployment,
    born: date | None,
    on: date | None,
    weeks_early: int,
    study_code: str | None,
    *,
    board: bool,
    json_wanted: bool,
) -> None:
    """Print an exact age and the forms that are due, or the age board of a study.

    An age is completed months, and the days since the last of them. The board is of the study of this deployment
    unless another is named. Exit code 1 when the board holds a gap or an overlap that nobody declared.
    """
    if board:
        if born or on or weeks_early:
            raise click.UsageError("The board is for every age: leave out --born, --on and --early.")
        _show_board(find_study(deployment, study_code), deployment.catalogue, json_wanted=json_wanted)
        return
    if born is None or on is None:
        raise click.UsageError("Give both --born and --on, or ask for the --board of a study.")
    study = find_study(deployment, study_code) if study_code else None
    found = age_and_forms(deployment.catalogue, study, born=born, on=on, weeks_early=weeks_early)
    click.echo(as_json(_as_plain(found)) if json_wanted else "\n".join(_age_lines(found)))


def find_study(deployment: Deployment, code: str | None) -> Study:
    """Return the study with this code, or without one that of the deployment, even if it was refused for its faults.

    Raises:
        UsageError: it is not installed.
    """
    wanted, catalogue = code or deployment.settings.study, deployment.catalogue
    refused = (study for refusal in catalogue.refused for study in refusal.studies)
    studies = {study.code: study for study in (*refused, *catalogue.studies.values())}
    if wanted not in studies:
        known = ", ".join(sorted(studies)) or "none"
        raise click.UsageError(f"The study {wanted!r} is not installed. Installed: {known}.")
    return studies[wanted]


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of one instrument. `counted` is the age that it goes by; two forms = a study has to settle it."""

    visit: str | None
    instrument: str
    counted: Age
    forms: tuple[str, ...]
    minutes: int
    why_not: str


@dataclass(frozen=True, slots=True)
class AgeAndForms:
    """An exact age, the adjusted one, and what is due."""

    age: Age
    weeks_early: int
    adjusted: Age
    study: str | None
    due: tuple[Due, ...]


def age_and_forms(catalogue: Catalogue, study: Study | None, *, born: date, on: date, weeks_early: int) -> AgeAndForms:
    """Return the exact age, the adjusted one, and what is due of each instrument about a child.

    Raises:
        BirthInFutureError: `born` is after `on`.
    """
    due = []
    for visit, asked in _asked_about_children(catalogue, study, on):
        instrument = catalogue.instruments[asked.instrument]
        counted = age_counted(born, on, weeks_early=weeks_early, adjust=age_rule(asked, instrument))
        forms = forms_at(counted.months, forms_by_age(asked, instrument))
        found = find_form(asked, instrument, counted)
        minutes = max((instrument.minutes_of(form) for form in forms), default=0)
        why_not = "" if isinstance(found, FormDue) else found.why
        due.append(Due(visit, instrument.code, counted, forms, minutes, why_not))
    return AgeAndForms(
        age_on(born, on),
        weeks_early,
        adjusted_age_on(born, on, weeks_early=weeks_early),
        study.code if study else None,
        tuple(due),
    )


def _asked_about_children(catalogue: Catalogue, study: Study | None, on: date) -> Iterator[tuple[str | None, Asked]]:
    if study is None:
        for instrument in catalogue.instruments.values():
            if instrument.about == "child":
                yield None, Asked(instrument.code, per="child")
        return
    for visit in study.version_on(on).visits:
        yield from ((visit.code, asked) for asked in visit.asked if asked.per == "child")


def _as_plain(found: AgeAndForms) -> dict[str, object]:
    return {
        **asdict(found.age),
        "weeks_early": found.weeks_early,
        "adjusted": asdict(found.adjusted),
        "study": found.study,
        "due": [asdict(due) for due in found.due],
    }


def _age_lines(found: AgeAndForms) -> Iterator[str]:
    yield f"{_age_in_words(found.age)}."
    if found.weeks_early:
        yield f"Adjusted for {count(found.weeks_early, 'week')} early: {_age_in_words(found.adjusted)}."
    for visit, due in groupby(found.due, key=lambda one: one.visit):
        yield f"Forms due at the visit {visit}:" if visit else "Forms due, of all instruments about a child:"
        yield from (f"    {one.instrument}: {_due_in_words(one, found.age)}" for one in due)


def _age_in_words(age: Age) -> str:
    return f"{count(age.months, 'month')} and {count(age.days, 'day')}"


def _due_in_words(due: Due, age: Age) -> str:
    by = "" if due.counted == age else ", by the adjusted age"
    if not due.forms:
        return f"not asked{by}: {due.why_not}"
    settle = ": the study has to settle which" if len(due.forms) > 1 else ""
    return f"{' or '.join(due.forms)}, {count(due.minutes, 'minute')}{by}{settle}"


def _show_board(study: Study, catalogue: Catalogue, *, json_wanted: bool) -> None:
    boards = {version.code: age_board(study, version, catalogue.instruments) for version in study.versions}
    faulty = sum(row.is_faulty for rows in boards.values() for row in rows)
    if json_wanted:
        click.echo(
            as_json(
                {
                    "ok": not faulty,
                    "study": study.code,
                    "versions": [
                        {"version": version, "rows": [{**asdict(row), "minutes": row.minutes} for row in rows]}
                        for version, rows in boards.items()
                    ],
                }
            )
        )
    else:
        for version, rows in boards.items():
            click.echo("\n".join(_board_lines(study, version, rows)))
        click.echo(f"{count(faulty, 'row')} with a gap or an overlap that nobody declared." if faulty else ALL_IS_WELL)
    if faulty:
        raise click.exceptions.Exit(1)


def _board_lines(study: Study, version: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"{study.code} {version}: children of {_span(study.children_from_months, study.children_to_months)}"
    for visit, of_visit in groupby(rows, key=lambda row: row.visit):
        yield ""
        yield f"{visit}: months of age, minutes about one child, what is asked"
        for row in of_visit:
            first, *more = [_place_in_words(place) for place in row.places] or ["nothing about children"]
            yield f"  {_span(row.from_months, row.to_months):>8}  {row.minutes:>3}  {first}"
            yield from (f"{'':15}  {words}" for words in more)
    yield ""


def _span(from_months: int, to_months: int) -> str:
    return f"{from_months}" if to_months - from_months == 1 else f"{from_months}-{to_months - 1}"


def _place_in_words(place: Place) -> str:
    forms = " and ".join(place.forms)
    said = {
        Standing.DUE: f"{forms}",
        Standing.SETTLED: f"{forms} (settled: {place.why})",
        Standing.NOT_ASKED: f"not asked: {place.why}",
        Standing.OVERLAP: f"OVERLAP that nobody settled: {forms}",
        Standing.GAP: "GAP that nobody declared",
        Standing.OUTSIDE: "no child of this age is in the study",
    }
    return f"{place.instrument}: {said[place.standing]}"
