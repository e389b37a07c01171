"""Sheets to keep, as tests make and read them."""

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.sheets import Wish
from tests.support.deployment import Browser, Deployment, fill, path_of
from tests.support.family import Person, past_leaving
from tests.support.pdfs import paragraphs_of_pdf, plain

PHONE = "020 7946 0000"
LANGUAGES = {"English": "en", "Urdu": "ur"}


def wish_for(language: str, words: str) -> Wish:
    """Return the wish that a feature puts in words, such as "easy read large print"."""
    return Wish(LANGUAGES[language], "easy read" in words, "large print" in words, PHONE)


def said_by(content: bytes) -> list[str]:
    """Return the texts of a sheet in reading order."""
    return [one.text for one in read_structure(content).walk() if one.text]


def assert_reader_agrees(content: bytes) -> None:
    """Assert that Poppler reads each text of the structure as it is said to be."""
    told = [plain(one.text) for one in read_structure(content).walk() if one.text and one.role != "Lbl"]
    assert paragraphs_of_pdf(content) == told


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
