"""Easy read as a format: counted on every page of a family, and measured in a browser on a page of each kind."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from pytest_bdd import parsers, scenarios, step
from werkzeug.test import TestResponse

from alongside.core.web.access import FAMILY, PUBLIC
from tests.support.deployment import Browser, Deployment, temporary_deployment
from tests.support.easy import faults_of_easy_page
from tests.support.family import Entry, Person, agree, answer_all, begin_questions, come_in, enter_family, staff
from tests.support.page import Page
from tests.support.reading import words_of
from tests.support.walk import launch
from tests.web.hard.addresses import addresses

scenarios("easy_read.feature")

NO_PAGES = ("type", "sound", "demonstration")
PHONE, WIDE = 320, 1280
MEASURE = """() => [...document.querySelectorAll(".said")].filter((one) => one.checkVisibility()).map((one) => {
  const words = one.querySelector(":scope > :not(.pic, audio)");
  const [drawn, said] = [one.querySelector(".pic").getBoundingClientRect(), words.getBoundingClientRect()];
  return {
    words: words.innerText, above: drawn.bottom <= said.top + 1, left: drawn.right <= said.left + 1,
    right: drawn.left >= said.right - 1, size: parseFloat(getComputedStyle(words).fontSize),
  };
})"""


@dataclass(slots=True)
class Reader(Browser):
    """A browser that remembers every page that it was shown in easy read."""

    seen: dict[str, tuple[Page, str]] = field(default_factory=dict)

    def _look_at(self, address: str, response: TestResponse) -> TestResponse:
        looked_at = Browser._look_at(self, address, response)
        is_page = response.mimetype == "text/html" and response.status_code in {200, 409, 422}
        if is_page and "data-easy" in self.page.root.all("html")[0].attributes:
            self.seen[f"{address} {response.status_code} {len(self.seen)}"] = self.page, response.get_data(as_text=True)
        return looked_at

    def of_each_kind(self) -> dict[str, str]:
        """Return one page of each kind; that of leaving is bare, whoever leaves."""
        return {page.kind: html for page, html in self.seen.values() if page.kind != "leave"}


@pytest.fixture(scope="module")
def readers() -> Iterator[dict[str, Reader]]:
    """Readers of easy words by name: they have gone the whole way."""
    with temporary_deployment() as deployment:
        kim = staff(deployment, "Kim")
        yield {
            "Bea": _read(deployment, kim, Entry("Bea", "07700 900202", (("Ada", 9), ("Ben", 38)), easy_read=True)),
            "Noor": _read(
                deployment, kim, Entry("Noor", "07700 900203", (("Ali", 9),), language="Urdu", easy_read=True)
            ),
        }


def _read(deployment: Deployment, kim: Person, entry: Entry) -> Reader:
    entered = enter_family(kim, entry)
    deployment.send()
    browser = Reader(deployment.app, deployment.moment)
    person = Person(entry.name, deployment, browser, phone=entered.phone, number=entered.number)
    come_in(person)
    _look_everywhere(deployment, browser)
    agree(person)
    begin_questions(person)
    _look_everywhere(deployment, browser)
    answer_all(person)
    _look_everywhere(deployment, browser)
    return browser


def _look_everywhere(deployment: Deployment, browser: Reader) -> None:
    """Open every address that families may open; on one of them, open what there is to open."""
    for address in addresses(deployment.app, "GET"):
        view: Any = deployment.app.view_functions[address.endpoint]
        who, _ = view.alongside_access
        if who & {FAMILY, PUBLIC} and not address.endpoint.startswith(NO_PAGES):
            browser.fetch(address.path)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """The browser of this module."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        stack.callback(browser.close)
        yield browser


def measure(chromium: Chromium, html: str, width: int) -> list[dict[str, Any]]:
    """Return where each picture stands to its words, in a window of this width."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_content(html)
    found: list[dict[str, Any]] = page.evaluate(MEASURE)
    page.close()
    return found


@step(
    parsers.re(r"(?P<name>\w+), who reads easy words(?: in \w+)?, has .+"),
    target_fixture="reader",
)
def _(readers: dict[str, Reader], name: str) -> Reader:
    assert len(readers[name].of_each_kind()) >= 9
    return readers[name]


@step("no page of hers says more than five things at once")
def _(reader: Reader) -> None:
    faults = [fault for page, _ in reader.seen.values() for fault in faults_of_easy_page(page)]
    assert not faults, "\n".join(faults)


@step("every statement of hers has a picture")
def _(reader: Reader) -> None:
    said = [one for page, _ in reader.seen.values() for one in page.main.walk() if "said" in one["class"].split()]
    assert len(said) > 100
    assert all(one.all("svg") for one in said)


@step("on a phone each picture stands above its words")
def _(reader: Reader, chromium: Chromium) -> None:
    for kind, html in reader.of_each_kind().items():
        found = measure(chromium, html, PHONE)
        assert found, kind
        assert not [one for one in found if not one["above"]], kind


@step(parsers.parse("on a wide screen each picture stands at the {side} of its words"))
def _(reader: Reader, chromium: Chromium, side: str) -> None:
    for kind, html in reader.of_each_kind().items():
        assert not [one for one in measure(chromium, html, WIDE) if not one[side]], kind


@step("all words are 19 pixels high or more")
def _(reader: Reader, chromium: Chromium) -> None:
    sizes = [one["size"] for html in reader.of_each_kind().values() for one in measure(chromium, html, PHONE)]
    assert min(sizes) >= 19


@step(parsers.parse('somebody looks at the help page and follows "{words}"'), target_fixture="credits_page")
def _(readers: dict[str, Reader], words: str) -> Page:
    reader = readers["Bea"]
    stranger = Browser(reader.app, reader.moment)
    stranger.go("/help")
    return stranger.follow(words)


@step(parsers.parse('they are told "{words}"'))
def _(credits_page: Page, words: str) -> None:
    assert words in words_of(credits_page)
