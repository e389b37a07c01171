"""Sheets to keep, as tests make and read them."""

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.sheets import Wish
from tests.support.deployment import Browser, Deployment
from tests.support.family import Person, ask_for_code, give_code
from tests.support.pdfs import paragraphs_of_pdf, plain

PHONE = "020 7946 0000"
LANGUAGES = {"English": "en", "Urdu": "ur"}


def wish_for(language: str, words: str) -> Wish:
    """Return the wish that a feature puts in words, such as "easy read large print"."""
    return Wish(LANGUAGES[language], "easy read" in words, "large print" in words, PHONE)


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
    person = Person(name, deployment, deployment.browser())
    ask_for_code(person, made.link)
    give_code(person, made.code)
    return person
