"""The way in by link and code."""

import json
import re

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.storage import audit
from tests.support.deployment import Deployment, path_of
from tests.support.family import Person, give_code
from tests.support.reading import People

scenarios("come_in.feature")


@pytest.fixture
def remembered() -> dict[str, str]:
    return {}


def codes_of(person: Person) -> list[str]:
    bodies = [posted.message.body for posted in person.deployment.messages(person.phone)]
    return [body for body in bodies if re.fullmatch(r"\d{6}", body)]


@step("Amy has been sent a code of six figures and no other word")
def _(people: People) -> None:
    assert len(codes_of(people["Amy"])) == 1


@step(parsers.parse("the link is opened {times:d} times, by nobody knows whom"), target_fixture="before")
def _(people: People, deployment: Deployment, times: int) -> object:
    before = deployment.stored()
    for _ in range(times):
        deployment.browser().go(path_of(people["Amy"].newest_link()))
    return before


@step("nothing at all was written down")
def _(before: object, deployment: Deployment) -> None:
    assert deployment.stored() == before


@step("Amy has been sent no code")
def _(people: People) -> None:
    assert codes_of(people["Amy"]) == []


@step(parsers.parse("Amy has been sent {count:d} codes"))
def _(people: People, count: int) -> None:
    assert len(codes_of(people["Amy"])) == count


@step(parsers.parse("Amy types a wrong code {times:d} times"))
def _(people: People, times: int) -> None:
    right = (codes_of(people["Amy"]) or ["123456"])[-1]
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(times):
        give_code(people["Amy"], wrong)


@step("Kim reads a code to Amy")
def _(people: People, remembered: dict[str, str]) -> None:
    kim = people["Kim"].browser
    kim.go(f"/staff/family/{people['Amy'].number}")
    page = kim.press("Make a code")
    (read_out,) = re.findall(r"Code ([A-Z0-9]{8})\b", page.text)
    remembered["read out"] = read_out


@step("Amy has a code already")
def _(people: People) -> None:
    people["Amy"].browser.press(value="have")


@step("Amy types the code that was read to her")
def _(people: People, remembered: dict[str, str]) -> None:
    give_code(people["Amy"], remembered["read out"])


@step("it is on record once that codes for Amy were guessed at")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        events = [json.loads(line) for line in audit.dump(tx)]
    (found,) = [event for event in events if event["action"] == "code_guessing"]
    assert (found["subject"], found["details"]) == (people["Amy"].number, {"tries": "20"})


@step("Amy remembers the code she used")
def _(people: People, remembered: dict[str, str]) -> None:
    remembered["code"] = people["Amy"].newest_code()


@step("Amy types the code she remembers")
def _(people: People, remembered: dict[str, str]) -> None:
    give_code(people["Amy"], remembered["code"])


@step("somebody tries a link of their own making")
def _(people: People, deployment: Deployment) -> None:
    people["somebody"] = Person("somebody", deployment, deployment.browser())
    people["somebody"].browser.go("/s/" + "a" * 32)


@step("Amy looks at the question again")
def _(people: People) -> None:
    people["Amy"].browser.go("/q/2")
