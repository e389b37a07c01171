"""Hard questions: the page before them, and everything that can be done there."""

from collections import Counter
from typing import Any

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.storage import answers, tasks, visits
from tests.support.deployment import Deployment
from tests.support.family import Person, answer_part, give_anything, keep, send_part
from tests.support.reading import People, words_of

scenarios("hard_questions.feature")

SESSIONS = ("records.sessions", "records.guesses")
"""Looking at a page is noted there, whatever is on it."""


@pytest.fixture
def noted() -> dict[str, Any]:
    """What was kept at some time."""
    return {}


def to_hard_questions(person: Person) -> None:
    while person.page.kind == "question":
        give_anything(person.page)
        keep(person)


@step(parsers.parse("{name:w} comes to the hard questions"))
def _(people: People, name: str) -> None:
    to_hard_questions(people[name])


@step(parsers.parse('{name:w} can press "{one}", "{two}", "{three}" and "{four}"'))
def _(people: People, name: str, one: str, two: str, three: str, four: str) -> None:
    assert [button.text for button in people[name].page.main.all("button")] == [one, two, three, four]


@step(parsers.parse("nothing is chosen on {name:w}'s page, and its address names no topic"))
def _(people: People, name: str) -> None:
    page = people[name].page
    assert not page.main.all("input", type="radio")
    assert page.address.strip("/").split("/")[0] == "before"
    assert page.address.strip("/").split("/")[1].isdecimal()


@step("what is kept is noted")
def _(deployment: Deployment, noted: dict[str, Any]) -> None:
    noted.update(deployment.stored())


@step("what is kept is as it was noted")
def _(deployment: Deployment, noted: dict[str, Any]) -> None:
    now = deployment.stored()
    assert {name for name in now if now[name] != noted[name]} <= set(SESSIONS)


@step(parsers.parse("{name:w} changes the first question that was left out"))
def _(people: People, name: str) -> None:
    page = people[name].page
    lines = [line for line in page.main.all("li") if "You would rather not say" in line.text]
    people[name].browser.go(lines[0].all("a")[0]["href"])


@step(parsers.parse('{name:w}\'s answers say "{words}"'))
def _(people: People, name: str, words: str) -> None:
    number = page_of_part(people[name])
    page = people[name].browser.go(f"/check/{number}")
    assert words in [given.text for given in page.main.all("p") if given["class"] == "given"]


def page_of_part(person: Person) -> int:
    person.browser.go("/questions")
    return next(
        int(word)
        for line in person.page.main.all("p")
        if line["class"] == "progress"
        for word in line.text.replace(".", "").split()
        if word.isdecimal()
    )


@step(parsers.parse("{name:w} goes on with the page before the next question"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/questions")


@step(parsers.parse('{name:w} presses "{words}" twice'))
def _(people: People, name: str, words: str) -> None:
    browser = people[name].browser
    (button,) = [one for one in browser.page.main.all("button") if one.text == words]
    browser.send(button)
    browser.send(button)


@step("each question that was left out is kept once")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        (visit,) = visits.visits_of(tx, people["Dan"].number)
        rows = [row for sheet in visits.sheets_of(tx, visit.id) for row in answers.history(tx, sheet.id)]
    left_out = Counter(row.item for row in rows if row.reason is not None)
    assert left_out == {"long_term_condition": 1, "would_help": 1}


@step(parsers.parse("{name:w} asks to be rung"))
def _(people: People, name: str) -> None:
    before = next(address for address in (people[name].page.address, "/before/8") if address.startswith("/before/"))
    people[name].browser.go(f"{before}/phone")
    people[name].browser.press("Please ring me")


@step(parsers.parse('{name:w} presses "{words}" before the questions'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.go("/before/8")
    people[name].browser.press(words)


@step(parsers.parse("the team has {count:d} task for {name:w}"))
@step(parsers.parse("the team has {count:d} tasks for {name:w}"))
def _(people: People, deployment: Deployment, count: int, name: str) -> None:
    with deployment.services.records.read() as tx:
        assert len(tasks.open_tasks_of(tx, people[name].number)) == count


@step(parsers.parse("{name:w} answers and sends the part himself"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/before/8")
    answer_part(people[name])
    send_part(people[name])


@step(parsers.parse("Kim looks at {name:w}'s page"))
def _(people: People, name: str) -> None:
    people["Kim"].browser.go(f"/staff/family/{people[name].number}")


@step(parsers.parse("{name:w} reads easy words"))
def _(people: People, name: str) -> None:
    look_otherwise(people[name], "Easy words with pictures")


@step(parsers.parse("{name:w} reads Urdu"))
def _(people: People, name: str) -> None:
    look_otherwise(people[name], "اردو", "Plain words")


def look_otherwise(person: Person, *words: str) -> None:
    before = person.page.address
    person.browser.go("/needs")
    for one in words:
        labels = [label for label in person.page.main.all("label") if one in label.text]
        control = labels[0].all("input")[0] if labels else person.page.main.all("input", value="standard")[0]
        for other in person.page.main.all("input", name=control["name"]):
            other.attributes.pop("checked", None)
        control.attributes["checked"] = ""
    person.browser.send(person.page.main.all("button")[-1])
    person.browser.go(before)
    assert words_of(person.page)
