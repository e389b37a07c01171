"""What a co-ordinator does to enter a family."""

import re

import pytest
from pytest_bdd import parsers, scenarios, step

from tests.support.deployment import Deployment, fill, path_of
from tests.support.family import ask_for_code, give_code
from tests.support.reading import People, words_of

scenarios("enter_a_family.feature")

SOUND = {
    "first_name": "Amy",
    "phone": "07700 900201",
    "child0_name": "Leo",
    "child0_day": "4",
    "child0_month": "6",
    "child0_year": "2025",
}
WRONG: dict[str, dict[str, str]] = {
    "the parent's name is missing": {"first_name": ""},
    "the phone has too few figures": {"phone": "07700 900"},
    "the phone is safe but missing": {"phone": ""},
    "nobody said if the phone is safe": {"safe": ""},
    "no child is named": {"child0_name": "", "child0_day": "", "child0_month": "", "child0_year": ""},
    "a child has no date of birth": {"child0_day": "", "child0_month": "", "child0_year": ""},
    "a child was born in 1926": {"child0_year": "1926"},
    "a child was born next year": {"child0_year": "2027"},
    "a child was born on 31 February": {"child0_day": "31", "child0_month": "2"},
}


@pytest.fixture
def spoken() -> dict[str, str]:
    """Link and code that were read aloud."""
    return {}


@pytest.fixture
def typed() -> dict[str, str]:
    """What the co-ordinator typed."""
    return {}


@step(parsers.parse("Kim sees {name:w}'s study number and the child's exact age, and no name"))
def _(people: People, name: str) -> None:
    words = words_of(people["Kim"].page)
    assert people[name].number in words
    assert "0 years and 9 months" in words
    assert not re.search(r"\b(Amy|Leo)\b", words)


@step("Kim sees that the invitation was sent")
def _(people: People) -> None:
    assert "Invitation: sent" in words_of(people["Kim"].browser.go(people["Kim"].page.address))


@step(parsers.parse("Kim reads a link and a code to {name:w}"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    browser = people["Kim"].browser
    browser.go(f"/staff/family/{people[name].number}")
    words = words_of(browser.press("Make a code"))
    spoken["link"] = re.findall(r"http://\S+", words)[0]
    (spoken["code"],) = re.findall(r"Code ([A-Z2-9]{8})\b", words)


@step(parsers.parse("{name:w} comes in with what was read to her"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    ask_for_code(people[name], spoken["link"])
    give_code(people[name], spoken["code"].lower())


@step(parsers.parse("{name:w} tries the same code in another browser"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    people[name].take_another_browser()
    ask_for_code(people[name], spoken["link"])
    give_code(people[name], spoken["code"])


@step(parsers.parse("{name:w} opens the link that was read to her"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    people[name].browser.go(path_of(spoken["link"]))


@step(parsers.parse("{name:w} types the code that was read to her"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    give_code(people[name], spoken["code"])


@step(parsers.parse("a code was texted to {name:w}"))
def _(people: People, name: str, spoken: dict[str, str]) -> None:
    assert people[name].newest_code() != spoken["code"]


@step(parsers.parse("Kim enters a family in which {what}"))
def _(people: People, what: str, typed: dict[str, str]) -> None:
    browser = people["Kim"].browser
    page = browser.go("/staff/new")
    typed.update(SOUND | WRONG[what])
    for name, words in typed.items():
        if name != "safe":
            fill(page.main.all("input", name=name)[0], words)
    for words in ("Parent", "Bromley", "English", "Plain words"):
        browser.choose(words)
    if "safe" not in typed:
        browser.choose("Yes, they said it is safe")
    typed.pop("safe", None)
    browser.press("Add this family")


@step("everything that Kim typed is still there")
def _(people: People, typed: dict[str, str]) -> None:
    main = people["Kim"].page.main
    assert {name: main.all("input", name=name)[0]["value"] for name in typed} == typed
    chosen = [
        label.text for label in main.all("label") if any("checked" in one.attributes for one in label.all("input"))
    ]
    assert {"Parent", "Bromley", "English", "Plain words"} <= set(chosen)


@step("no family was added")
def _(deployment: Deployment) -> None:
    made_with_it = [person for person in deployment.people.values() if person.role == "family"]
    assert len(deployment.stored()["records.families"]) == len(made_with_it)


@step("Kim looks at the list of families")
def _(people: People) -> None:
    people["Kim"].browser.go("/staff/")


@step(parsers.parse("Kim sees {name:w}'s study number"))
def _(people: People, name: str) -> None:
    assert people[name].number in words_of(people["Kim"].page)
