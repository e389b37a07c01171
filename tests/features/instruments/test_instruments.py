"""Instruments without words: how they are scored, what a page shows, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside import Asked, Evidence, FormAges, Instrument, Study
from alongside.core.conduct.readiness import unsafe_settings
from alongside.plugins.instruments.ghq12 import GHQ12
from alongside.plugins.instruments.pedsql import PEDSQL
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE
from alongside.testing import ScoreResult, ScoreSheet, score
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Entry, Person, agree, come_in, enter_family, go_to_question, staff
from tests.support.page import Page
from tests.support.reading import People, Taken

scenarios("instruments.feature")

ASKED = (
    Asked("ghq12", per="participant"),
    Asked(
        "pedsql",
        per="child",
        ages=(
            FormAges("infant_1_12m", 1, 13),
            FormAges("infant_13_24m", 13, 24),
            FormAges("toddler_2_4", 24, 60),
            FormAges("young_child_5_7", 60, 96),
        ),
        gaps=PEDSQL.gaps,
    ),
)

Filled = tuple[Instrument, str, dict[str, str]]


def study_that_asks(*asked: Asked) -> Study:
    """Return the demonstration study with these alone at its first visit."""
    version = PARTNERSHIP_FOR_CHANGE.versions[0]
    first, *others = version.visits
    changed = replace(version, visits=(replace(first, asked=asked), *others))
    return replace(PARTNERSHIP_FOR_CHANGE, versions=(changed,))


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose study asks the GHQ-12 and the PedsQL first."""
    with open_deployment(tmp_path, study_that_asks(*ASKED)) as opened:
        yield opened


# Scoring


@step("a PedsQL about a child of 3 in which every answer is the best, but these", target_fixture="filled")
def _(datatable: list[list[str]]) -> Filled:
    answers = dict.fromkeys(PEDSQL.form("toddler_2_4").items, "0") | dict(datatable[1:])
    return PEDSQL, "toddler_2_4", {item: answer for item, answer in answers.items() if answer}


@step(parsers.parse("a GHQ-12 in which every answer is {code:d}"), target_fixture="filled")
def _(code: int) -> Filled:
    return GHQ12, "all", {item.code: f"{code}" for item in GHQ12.items}


@step("the statistician scores it", target_fixture="scored")
def _(filled: Filled) -> ScoreSheet:
    instrument, form, answers = filled
    return score(instrument, answers, form=form)


@step(parsers.parse('the statistician scores it with "{policy:w}" as "{option:w}"'), target_fixture="scored")
def _(filled: Filled, policy: str, option: str) -> ScoreSheet:
    instrument, form, answers = filled
    return score(instrument, answers, form=form, policies={policy: option})


@step(parsers.re(r'"(?P<code>\w+)" is (?P<value>[\d/]+), made from (?P<answered>\d+) of (?P<of>\d+)'))
def _(scored: ScoreSheet, code: str, value: str, answered: str, of: str) -> None:
    result: ScoreResult = scored.result(code)
    assert (result.value, result.answered, result.of) == (Fraction(value), int(answered), int(of))


@step(parsers.parse('"{code:w}" has no score: "{reason}"'))
def _(scored: ScoreSheet, code: str, reason: str) -> None:
    assert (scored.result(code).value, scored.result(code).reason) == (None, reason)


@step(parsers.parse('"{policy:w}" is kept as "{option:w}"'))
def _(scored: ScoreSheet, policy: str, option: str) -> None:
    assert scored.policies == {policy: option}


@step(parsers.re(r'"(?P<code>\w+)" is (?P<side>below|at_or_above) a cut-off that is not confirmed'))
def _(scored: ScoreSheet, code: str, side: str) -> None:
    (reading,) = scored.result(code).bands
    assert (reading.band, reading.evidence) == (side, Evidence.UNCONFIRMED)


# What a page shows


@step("Amy, who looks after Leo (9 months), is asked the GHQ-12 and the PedsQL")
def _(people: People, deployment: Deployment) -> None:
    people["Kim"] = staff(deployment, "Kim")
    people["Amy"] = enter_family(people["Kim"], Entry("Amy", "07700 900201", (("Leo", 9),)))
    deployment.send()
    come_in(people["Amy"])
    agree(people["Amy"])


@pytest.fixture
def amy(people: People) -> Person:
    """Amy, as whom the first visit is answered."""
    return people["Amy"]


@step("Amy starts, and Nina the nurse looks on")
def _(amy: Person) -> None:
    amy.browser.go("/path")
    amy.browser.press("Start")


@step(parsers.parse('they are told "{words}"'))
def _(amy: Person, words: str) -> None:
    assert words in amy.page.text


@step("they look at the page before the questions")
def _(amy: Person) -> None:
    amy.browser.follow("Start")


@step("they go on to the first question", target_fixture="shown")
def _(amy: Person) -> Page:
    return go_to_question(amy)


@step(parsers.parse('they see "{words}"'))
def _(shown: Page, words: str) -> None:
    assert shown.heading == words


@step('the answers are called "Answer 1", "Answer 2", "Answer 3" and "Answer 4"')
def _(shown: Page) -> None:
    assert [label.text for label in shown.main.all("label")] == [f"Answer {number}" for number in range(1, 5)]


@step("nothing else stands beside the question")
def _(shown: Page) -> None:
    assert not shown.main.all("textarea", "summary")


@step("the study is made ready for real families", target_fixture="refused")
def _(deployment: Deployment) -> dict[str, str]:
    faults = unsafe_settings(deployment.services.settings, deployment.services.catalogue)
    return {fault.place: fault.cause for fault in faults if fault.code == "WORDING_SKELETON"}


@step(parsers.parse('it is refused, because the words of "{codes}" are missing'))
def _(refused: dict[str, str], codes: str) -> None:
    for code in codes.split(", "):
        assert refused[code] == f"The instrument {code!r} has stand-in words only."


# What reaches the file


def rows_of(taken: Taken, file: str, number: str, instrument: str) -> list[dict[str, str]]:
    rows = [row for row in taken.rows(file) if row["study_number"] == number]
    return [row for row in rows if row["instrument"] == instrument]


@step(parsers.parse('the file has {count:d} answers about Leo on the form "{form:w}"'))
def _(amy: Person, taken: Taken, count: int, form: str) -> None:
    (row,) = rows_of(taken, "answers", amy.number, "pedsql")
    assert row["form"] == form
    given = {name: value for name, value in row.items() if name.startswith(f"pedsql_{form}_i")}
    assert len(given) == count
    assert set(given.values()) == {"1"}


@step(parsers.parse('the file has {count:d} scores about Leo on the form "{form:w}", all of {value:d}'))
def _(amy: Person, taken: Taken, count: int, form: str, value: int) -> None:
    rows = rows_of(taken, "scores", amy.number, "pedsql")
    made = [(row["form"], row["value"]) for row in rows if row["outcome"] != "not_scorable"]
    assert made == [(form, f"{value}")] * count


@step(parsers.parse('the score "{code:w}" about Leo has no value: "{reason}"'))
def _(amy: Person, taken: Taken, code: str, reason: str) -> None:
    (row,) = [one for one in rows_of(taken, "scores", amy.number, "pedsql") if one["score"] == code]
    assert (row["value"], row["outcome"], row["reason"]) == ("", "not_scorable", reason)


@step(parsers.parse("the file has {count:d} scores about Amy"))
def _(amy: Person, taken: Taken, count: int) -> None:
    rows = rows_of(taken, "scores", amy.number, "ghq12")
    assert {row["score"]: row["value"] for row in rows} == {"likert": "12", "ghq": "0", "cghq": "6"}
    assert len(rows) == count
