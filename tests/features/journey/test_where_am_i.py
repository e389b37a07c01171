"""The page that says where somebody is."""

import re

from pytest_bdd import parsers, scenarios, step

from tests.support.markup import Element
from tests.support.page import Page
from tests.support.reading import People, words_of

scenarios("where_am_i.feature")


def steps_of(page: Page) -> list[Element]:
    steps = page.main.all("ol")[0].all("li")
    assert len(steps) == 7
    return steps


def heading_of(step_seen: Element) -> str:
    return next(one for one in step_seen.walk() if re.fullmatch("h[2-4]", one.tag)).text


def named(words: str) -> list[str]:
    return re.findall(r'"([^"]+)"', words)


@step(parsers.parse('now is "{words}"'))
def _(people: People, words: str) -> None:
    (now,) = [one for one in steps_of(people["Amy"].page) if one["aria-current"] == "step"]
    assert heading_of(now) == words
    assert "Now" in now.text


@step("nothing is done")
def _(people: People) -> None:
    assert not [one for one in steps_of(people["Amy"].page) if re.search(r"\bDone\b", one.text)]


@step(parsers.parse("done are: {words}"))
def _(people: People, words: str) -> None:
    done = [heading_of(one) for one in steps_of(people["Amy"].page) if re.search(r"\bDone\b", one.text)]
    assert done == named(words)


@step(parsers.parse('the next step is "{words}"'))
def _(people: People, words: str) -> None:
    assert words in words_of(people["Amy"].page)


@step(parsers.parse('it is said from which day: "{day}"'))
def _(people: People, day: str) -> None:
    (now,) = [one for one in steps_of(people["Amy"].page) if one["aria-current"] == "step"]
    assert day in now.text
