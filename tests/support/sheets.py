"""Sheets to keep, as tests make and read them."""

import re

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.sheets import Wish
from tests.support.deployment import Browser, Deployment, fill, path_of
from tests.support.family import Person, past_leaving
from tests.support.pdfs import paragraphs_of_pdf, plain

PHONE = "020 7946 0000"
_MOVED = re.compile("[\u0600-\u06ff](?:[:\u060c][0-9]|\u064b)")
LANGUAGES = {"English": "en", "Urdu": "ur"}


def wish_for(language: str, words: str) -> Wish:
    """Return the wish that a feature puts in words, such as "easy read large print"."""
    return Wish(LANGUAGES[language], "easy read" in words, "large print" in words, PHONE)


def said_by(content: bytes) -> list[str]:
    """Return the texts of a sheet in reading order."""
    return [one.text for one in read_structure(content).walk() if one.text]


def assert_reader_agrees(content: bytes) -> None:
    """Assert that Poppler reads each text of the structure as it is said to be.

    Poppler puts a colon or comma that stands before a number in text from right to left behind the number, and a mark
    above a letter (U+064B) at the edge of its line; such texts have to have the same letters.
    """
    told = [plain(one.text) for one in read_structure(content).walk() if one.text and one.role != "Lbl"]
    read = paragraphs_of_pdf(content)
    assert len(read) == len(told)
    for seen, said in zip(read, told, strict=True):
        assert seen == said or (_MOVED.search(said) and sorted(seen) == sorted(said)), said


def wants(browser: Browser, **choices: str) -> None:
    """Choose how pages are, on the page for it."""
    browser.go("/needs")
    token = browser.page.root.all("input", name="csrf_token")[0]["value"]
    browser.client.post("/needs", data={"csrf_token": token, **choices})


def signed_in(deployment: Deployment, name: str) -> Person:
    """Return one of the invited parents, who has come in, whatever language they read."""
    made = deployment.people[name]
    person = Person(name, deployment, deployment.browser(), link=made.link)
    page = person.browser.go(path_of(made.link))
    page = person.browser.send(page.main.all("button")[0])
    fill(page.main.all("input", name="code")[0], made.code)
    past_leaving(person.browser.press(value="open"), person)
    return person
