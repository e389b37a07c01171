from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.support.walk import (
    Demonstration,
    FamilyWalk,
    Variant,
    context_for,
    family_added,
    keep,
    kind_of,
    launch,
    press,
)

BACK = 3
NEUTRAL = frozenset({"leave", "error", "arrive"})
"""Kinds of pages that say nothing of a study to whoever sits down at the device."""


@pytest.fixture(scope="module")
def remembering(playwright: Playwright) -> Iterator[Browser]:
    """A browser that keeps pages for Back, as people's browsers do."""
    browser = launch(playwright, remembers_pages=True)
    yield browser
    browser.close()


@pytest.fixture(params=["en", pytest.param("ur", marks=pytest.mark.full)])
def at_a_question(request: pytest.FixtureRequest, remembering: Browser, demonstration: Demonstration) -> Iterator[Page]:
    """A window at the third question, with the pages before it in its history."""
    language = str(request.param)
    way_in = family_added(remembering, demonstration, language)
    context = context_for(remembering, language)
    page = context.new_page()
    walk = FamilyWalk(page, demonstration.url, way_in, Variant(language, is_easy=False), lambda *_: None)
    walk.come_in()
    walk.set_needs()
    walk.agree()
    press(page, "form[action='/start'] button")
    press(page, "main a.button")
    for _ in range(2):
        keep(page, "decline")
    assert kind_of(page).startswith("question")
    yield page
    context.close()


def words_of(page: Page) -> str:
    return page.locator("main").inner_text()


def test_this_browser_does_bring_pages_back_from_memory(remembering: Browser) -> None:
    page = remembering.new_context().new_page()
    page.route("**/*", lambda route: route.fulfill(body="<h1>kept</h1>", content_type="text/html"))
    page.goto("http://one.example/")
    page.evaluate("window.isTheSame = true")
    page.goto("http://two.example/")
    page.go_back(wait_until="commit")
    page.wait_for_function("window.isTheSame === true")


def test_after_leaving_neither_back_nor_reload_nor_a_new_tab_shows_anything(at_a_question: Page) -> None:
    page = at_a_question
    address, question = page.url, words_of(page)
    press(page, "button.exit")
    page.wait_for_load_state()
    assert kind_of(page) == "leave"
    for _ in range(BACK):
        page.go_back(wait_until="load")
        assert kind_of(page) in NEUTRAL, f"{page.url}: {words_of(page)}"
        assert question not in words_of(page)
    page.reload()
    assert kind_of(page) in NEUTRAL
    again = page.context.new_page()
    again.goto(address)
    assert kind_of(again) in NEUTRAL
    assert len(page.context.cookies()) <= 1
