"""The first study's schedule: at every age, on the board, for a child born early, and as a family meets it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.commands.ages import AgeAndForms, age_and_forms
from alongside.core.definitions.ages import completes_month
from alongside.core.engine.age_board import age_board
from alongside.core.engine.burden import burden_of
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.plugins.studies.infant_parent_support import INFANT_PARENT_SUPPORT as STUDY
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE
from tests.support.deployment import Deployment, open_deployment
from tests.support.reading import People

scenarios("trial_schedule.feature")

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
VISITS = ["baseline", "month_3", "month_6"]


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    """Run the study in a demonstration: nothing else may show stand-in words."""
    with open_deployment(tmp_path, replace(STUDY, code=PARTNERSHIP_FOR_CHANGE.code)) as opened:
        yield opened


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Settings())


def born(on: date, months: int, days: int = 0) -> date:
    """Return a date of birth of this exact age on a day; `days` are 0 or the last of a month of 31 days."""
    if not days:
        return completes_month(on.replace(day=min(on.day, 28)), -months)
    return completes_month(date(on.year, on.month, 2), -(months + 1))


def about(catalogue: Catalogue, on: date, birth: date, weeks_early: int = 0) -> AgeAndForms:
    return age_and_forms(catalogue, STUDY, born=birth, on=on, weeks_early=weeks_early)


def forms(found: AgeAndForms, visit: str) -> dict[str, tuple[str, ...]]:
    return {one.instrument: one.forms for one in found.due if one.visit == visit and one.forms}


@step("about a child of these completed months each visit asks", target_fixture="typed")
def _(catalogue: Catalogue, datatable: list[list[str]]) -> dict[int, dict[str, tuple[str, ...]]]:
    (_, _, *instruments), *rows = datatable
    typed: dict[int, dict[str, tuple[str, ...]]] = {}
    for first, last, *codes in rows:
        expected = {name: (code,) for name, code in zip(instruments, codes, strict=True) if code}
        typed.update(dict.fromkeys(range(int(first), int(last) + 1), expected))
    assert list(typed) == list(range(216))
    for months, expected in typed.items():
        found = about(catalogue, BEFORE, born(BEFORE, months))
        assert found.age.months == months
        assert [forms(found, visit) for visit in VISITS] == [expected] * 3, months
    return typed


@step("from 1 April 2026 the B-CAPI besides, about every child")
def _(catalogue: Catalogue, typed: dict[int, dict[str, tuple[str, ...]]]) -> None:
    for months, expected in typed.items():
        found = about(catalogue, AFTER, born(AFTER, months))
        assert [forms(found, visit) for visit in VISITS] == [expected | {"bcapi": ("all",)}] * 3, months


@step(
    parsers.parse("Ravi asks for the forms of a child of {months:d} months and {days:d} days"), target_fixture="found"
)
def _(catalogue: Catalogue, months: int, days: int) -> AgeAndForms:
    on = AFTER if days else BEFORE.replace(day=15)
    found = about(catalogue, on, born(on, months, days))
    assert (found.age.months, found.age.days) == (months, days)
    return found


@step(parsers.re(r'of the SDQ it is "(?P<sdq>.*)", and of the PedsQL "(?P<pedsql>.*)"'))
def _(found: AgeAndForms, sdq: str, pedsql: str) -> None:
    for visit in VISITS:
        due = forms(found, visit)
        assert (due.get("sdq", ("",)), due["pedsql"]) == ((sdq,), (pedsql,))


@step(parsers.parse('the board says of it "{why}"'))
def _(catalogue: Catalogue, found: AgeAndForms, why: str) -> None:
    for version in STUDY.versions:
        rows = age_board(STUDY, version, catalogue.instruments)
        assert not [row for row in rows if row.is_faulty]
        at_this_age = [row for row in rows if row.from_months <= found.age.months < row.to_months]
        assert len(at_this_age) == len(VISITS)
        assert all(any(place.why.startswith(why) for place in row.places) for row in at_this_age)


@step(
    parsers.parse(
        'a child of {months:d} months, born {weeks:d} weeks early, is asked "{expected}" of BPSC, PPSC and SDQ'
    )
)
def _(catalogue: Catalogue, months: int, weeks: int, expected: str) -> None:
    found = about(catalogue, AFTER, born(AFTER, months), weeks)
    for visit in VISITS:
        due = forms(found, visit)
        asked = [f"{name} {form}" for name in ("bpsc", "ppsc", "sdq") for form in due.get(name, ())]
        assert asked == [expected]


@step("the study runs with invented families")
def _(deployment: Deployment) -> None:
    assert deployment.services.study.versions == STUDY.versions


@step(parsers.parse('the parts of {name:w}\'s "{visit}" are "{codes}"'))
def _(deployment: Deployment, people: People, name: str, visit: str, codes: str) -> None:
    statement = """
        SELECT sheets.instrument FROM sheets JOIN visits ON visits.id = sheets.visit
        WHERE visits.participant = ? AND visits.code = ? ORDER BY sheets.position
    """
    with deployment.services.records.read() as tx:
        kept = tx.connection.exec_driver_sql(statement, (people[name].number, visit)).scalars().all()
    assert ", ".join(kept) == codes


@step(parsers.parse('a sitting with 1, 2 and 3 children is "{minutes}" minutes in version "{version}"'))
def _(catalogue: Catalogue, minutes: str, version: str) -> None:
    sittings = burden_of(STUDY, STUDY.version(version), catalogue.instruments).sittings
    assert [one.visit for one in sittings] == VISITS
    for sitting in sittings:
        told = [sitting.with_children(number) for number in (1, 2, 3)]
        assert ", ".join(f"{one.least} to {one.most}" for one in told) == minutes
