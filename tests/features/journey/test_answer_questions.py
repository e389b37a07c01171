"""Answering, question by question."""

import json

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.storage import audit
from tests.support.deployment import Browser, Deployment, is_for_words
from tests.support.family import answer, give
from tests.support.markup import Element
from tests.support.page import Page
from tests.support.reading import People, Taken, given_on

scenarios("answer_questions.feature")


@pytest.fixture
def places() -> dict[str, Browser]:
    """One question, open in two places."""
    return {}


def rows_on(page: Page) -> list[Element]:
    return [one for one in page.main.all("div") if one["role"] == "group"]


@step(parsers.parse("Dan was asked about, in this order: {names}"))
def _(people: People, names: str) -> None:
    assert list(dict.fromkeys(about or "Dan" for about, _ in people["Dan"].asked)) == names.split(", ")


@step(parsers.parse('about {child:w}, Dan was asked "{words}"'))
def _(people: People, child: str, words: str) -> None:
    assert (child, words) in people["Dan"].asked


@step(parsers.parse('about {child:w}, Dan was not asked "{words}"'))
def _(people: People, child: str, words: str) -> None:
    assert (child, words) not in people["Dan"].asked


@step("Dan starts")
def _(people: People) -> None:
    people["Dan"].browser.go("/path")
    people["Dan"].browser.press("Start")


@step(parsers.parse('Dan wants to say more: "{words}"'))
def _(people: People, words: str) -> None:
    page = people["Dan"].page
    assert [one.text for one in page.main.all("summary")].count("I want to say more") == 1
    people["Dan"].browser.write(words, label="What else do you want to say? A person will read this, but not at once.")


@step(parsers.parse('what else Dan said is still "{words}"'))
def _(people: People, words: str) -> None:
    assert people["Dan"].page.main.all("textarea")[-1].text == words


@step("Dan adds another")
def _(people: People) -> None:
    people["Dan"].browser.press("Add another")


@step("Dan takes away the first")
def _(people: People) -> None:
    people["Dan"].browser.press("Take away Person 1")


@step(parsers.parse("Dan has told of {count:d} people: {told}"))
def _(people: People, count: int, told: str) -> None:
    rows = rows_on(people["Dan"].page)
    found = []
    for row in rows:
        (who,) = [
            label.text for label in row.all("label") if any("checked" in one.attributes for one in label.all("input"))
        ]
        (age,) = [one["value"] for one in row.all("input") if is_for_words(one)]
        found.append(f'"{who}" aged "{age}"')
    assert (len(rows), ", ".join(found)) == (count, told)


@step(parsers.parse('the answer to "{question}" is shown as "{words}"'))
def _(people: People, question: str, words: str) -> None:
    line = line_of(people["Dan"].page, question)
    assert f" {words} " in f" {line.text} "


@step(parsers.parse('Dan changes the answer to "{question}" to "{words}"'))
def _(people: People, question: str, words: str) -> None:
    person = people["Dan"]
    person.browser.go(line_of(person.page, question).all("a")[0]["href"])
    answer(person, words)


def line_of(page: Page, question: str) -> Element:
    (line,) = [line for line in page.main.all("li") if line.text.startswith(question)]
    return line


@step("Dan sends the part twice")
def _(people: People) -> None:
    button = people["Dan"].page.main.all("button")[-1]
    people["Dan"].browser.send(button)
    people["Dan"].browser.send(button)


@step("the part is on record as sent once")
def _(deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        events = [json.loads(line) for line in audit.dump(tx)]
        assert audit.verify(list(audit.dump(tx))) == []
    assert len([event for event in events if "part_sent" in event.values()]) == 1


@step("Dan looks at the first question")
def _(people: People) -> None:
    people["Dan"].browser.go("/q/1")


@step("Dan looks at the check page again")
def _(people: People) -> None:
    people["Dan"].browser.go("/check/1")


@step(parsers.parse('Dan answers "{words}", and the answer is sent twice'))
def _(people: People, words: str) -> None:
    page = people["Dan"].page
    give(page, words)
    (button,) = page.main.all("button", value="keep")
    people["Dan"].browser.send(button)
    people["Dan"].browser.send(button)


@step("that answer is stored once")
def _(deployment: Deployment) -> None:
    stored = deployment.stored()
    assert len([row for row in stored["records.answers"] if "birth_date" in row]) == 1
    assert len([row for row in stored["records.answers"] if "birth_date.age_months" in row]) == 1


@step("Dan has the same question open in two places")
def _(people: People, places: dict[str, Browser]) -> None:
    places["the one"] = people["Dan"].browser
    places["the other"] = people["Dan"].browser.open_another_page()


@step(parsers.parse('Dan answers "{words}" in {place}'))
def _(people: People, places: dict[str, Browser], words: str, place: str) -> None:
    people["Dan"].browser = places[place]
    answer(people["Dan"], words)


@step(parsers.parse('the answer chosen on the page is "{words}"'))
def _(people: People, words: str) -> None:
    assert given_on(people["Dan"].page) == words


@step("in Dan's row about himself, what was left open is coded -92 and what was not asked -96")
def _(people: People, taken: Taken) -> None:
    row = taken.about_parent(people["Dan"])
    assert row["birth_date_age_months"] == "431"
    assert {row["gender"], row["housing"], row["services_used_chose_hospital"]} == {"-92"}
    assert {row["gender_own_words_given"], row["condition_effect"], row["times_hospital"]} == {"-96"}
    assert "" not in row.values()
