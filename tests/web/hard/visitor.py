"""A visitor who sends whatever they like: each answer of the server is held to the house style, and none may be its own fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import Client, TestResponse

from alongside.core.conduct import answering
from alongside.core.storage import answers
from alongside.core.storage.answers import StoredAnswer
from tests.support.deployment import Deployment
from tests.support.family import Entry, Person, agree, begin_questions, come_in, enter_family, staff
from tests.support.markup import Element, read_markup
from tests.support.page import Page, faults_of_headers, read_page

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
OURS = 500
REDIRECTS = frozenset({301, 302, 303, 308})
Fields = Mapping[str, str | list[str]]


@dataclass(slots=True)
class Visitor:
    """A browser that can also be made to misbehave. `number` is the study number of the family member behind it."""

    deployment: Deployment
    client: Client
    number: str = ""
    language: str = "en"
    page: Page | None = field(default=None)

    def ask(self, method: str, address: str, **more: Any) -> TestResponse:
        """Send any request; the answer has its headers and, if it is a page, keeps the house style."""
        response = self.client.open(address, method=method, **more)
        assert response.status_code < OURS, f"{method} {address[:200]}: {response.status_code}"
        faults = [fault for fault in faults_of_headers(response.headers) if not _is_type(address, fault)]
        assert not faults, f"{method} {address[:200]} ({response.status_code}): " + "; ".join(faults)
        if response.mimetype == "text/html" and response.status_code not in REDIRECTS and response.data:
            self.page = read_page(address, response.status_code, response.headers, response.get_data(as_text=True))
        return response

    def get(self, address: str) -> Page:
        """Open a page."""
        response = self.ask("GET", address)
        assert response.mimetype == "text/html", f"{address} is no page"
        assert self.page is not None
        return self.page

    def form(self, address: str) -> dict[str, str]:
        """Open a page and return the hidden fields of its own form."""
        page = self.get(address)
        return {control["name"]: control["value"] for control in page.main.all("input", type="hidden")}

    def send(self, address: str, fields: Fields, **hidden: str) -> TestResponse:
        """Open a page, fill in these fields, and send them."""
        return self.post(address, {**self.form(address), **hidden, **fields})

    def post(self, address: str, fields: Fields) -> TestResponse:
        """Send fields as they are."""
        return self.ask("POST", address, data=dict(fields))

    @property
    def words(self) -> str:
        """Every word of the page, and what stands in its fields."""
        assert self.page is not None
        return self.page.text.translate(ISOLATES)

    def said(self, text_id: str, count: int | None = None, **values: str | int) -> str:
        """Return the words of a text as this visitor should read them."""
        book = self.deployment.services.book
        return book.say(text_id, self.language, values, count=count, isolate=False).words

    def typed(self, name: str) -> list[str]:
        """Return what stands in the fields with this name on the page."""
        assert self.page is not None
        return [value_of(control) for control in self.page.main.all("input", "textarea", name=name)]

    def chosen(self, name: str) -> list[str]:
        """Return the options with this name that are chosen on the page."""
        assert self.page is not None
        return [one["value"] for one in self.page.main.all("input", name=name) if "checked" in one.attributes]

    def address_of(self, code: str) -> str:
        """Return the address of a question."""
        for part in self._visit().parts:
            if code in [item.code for item in part.items]:
                return f"/q/{part.page_of(code)}"
        raise AssertionError(f"no question {code}")

    def stored(self, code: str) -> list[StoredAnswer]:
        """Return everything ever stored under an item's code, oldest first."""
        with self.deployment.services.records.read() as tx:
            return [
                one for part in self._visit().parts for one in answers.history(tx, part.sheet.id) if one.item == code
            ]

    def values(self, code: str) -> list[str]:
        """Return the values ever stored for a question, oldest first; sealed ones are opened."""
        services = self.deployment.services
        return [answering.sealed_words(services, one) if one.sealed else one.value or "" for one in self.stored(code)]

    def answer(self, code: str, *given: str, **more: str) -> TestResponse:
        """Answer a question of one field properly."""
        response = self.send(self.address_of(code), {"answer": list(given), "action": "keep", **more})
        assert response.status_code == 303, self.words
        return response

    def answer_unseen(self, code: str, words: str) -> TestResponse:
        """Answer a question, whatever stands on its page: the look for raw words would take what was typed for ours."""
        address = self.address_of(code)
        root, _ = read_markup(self.client.get(address).get_data(as_text=True))
        hidden = {control["name"]: control["value"] for control in root.all("main")[0].all("input", type="hidden")}
        return self.client.post(address, data={**hidden, "answer": words, "action": "keep"})

    def _visit(self) -> answering.OpenVisit:
        services = self.deployment.services
        with services.records.read() as tx:
            visit = answering.find_visit(services, tx, self.number)
        assert visit is not None
        return visit


def value_of(control: Element) -> str:
    """Return what stands in a field."""
    return "".join(map(str, control.children)) if control.tag == "textarea" else control["value"]


def _is_type(address: str, fault: str) -> bool:
    return address.startswith("/type/") and "immutable" in fault


_PHONES: Iterator[int] = iter(range(100, 999))


def invite(deployment: Deployment, language: str = "English", **more: Any) -> Person:
    """Enter a family and send it its invitation."""
    phone = f"07700 900{next(_PHONES)}"
    children = more.pop("children", (("Ada", 9), ("Ben", 38)))
    person = enter_family(staff(deployment, "Kim"), Entry("Sam", phone, children, language=language, **more))
    deployment.send()
    return person


STATEMENTS = 6
"""How many statements taking part has."""


def leave_out_questions(visitor: Visitor) -> None:
    """Leave out each question about what was told."""
    while "/understand/" in (address := visitor.ask("GET", "/sign").headers.get("Location", "")):
        assert visitor.send(address, {"action": "leave_out"}).status_code == 303


def say_yes_to_all(visitor: Visitor) -> None:
    """Say yes to every statement, and leave out the questions about what was told."""
    for number in range(1, STATEMENTS + 1):
        assert visitor.send(f"/choose/{number}", {"answer": "yes"}).status_code == 303
    leave_out_questions(visitor)


def arrive(deployment: Deployment, language: str = "English", **more: Any) -> Visitor:
    """Return a family member who came in and agreed to nothing yet."""
    person = invite(deployment, language, **more)
    come_in(person)
    return visitor_of(person, language)


def answering_family(deployment: Deployment, language: str = "English", **more: Any) -> Visitor:
    """Return a family member who has agreed and begun the questions."""
    person = invite(deployment, language, **more)
    come_in(person)
    agree(person)
    begin_questions(person)
    return visitor_of(person, language)


def visitor_of(person: Person, language: str = "English") -> Visitor:
    """Return the visitor behind a person's browser."""
    tag = {"English": "en", "Urdu": "ur"}[language]
    return Visitor(person.deployment, person.browser.client, person.number, tag)


def another_tab(visitor: Visitor) -> Visitor:
    """Return the same browser's second tab: it has the same cookie."""
    return Visitor(visitor.deployment, visitor.client, visitor.number, visitor.language)


def cookie_of(client: Client) -> str:
    """Return the value of the one cookie that a browser holds; empty when it holds none."""
    cookie = client.get_cookie("s")
    return cookie.value if cookie else ""


def client_with(deployment: Deployment, token: str) -> Client:
    """Return a browser that holds this cookie."""
    client = deployment.app.test_client()
    client.set_cookie("s", token)
    return client


def names_of_cookies(response: TestResponse) -> list[str]:
    """Return the names of the cookies that an answer sets."""
    return [re.split("=", cookie)[0] for cookie in response.headers.getlist("Set-Cookie")]
