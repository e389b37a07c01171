from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.walk import Demonstration, FamilyWalk, Variant, answer_kind, context_for, family_added, kind_of

TABS_AT_MOST = 80


@pytest.fixture(params=["ur", pytest.param("en", marks=pytest.mark.full)])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def walk(chromium: Browser, demonstration: Demonstration, language: str) -> Iterator[FamilyWalk]:
    way_in = family_added(chromium, demonstration, language)
    context = context_for(chromium, language, java_script_enabled=False)
    stops: list[str] = []
    variant = Variant(language, is_easy=language == "ur")
    yield FamilyWalk(context.new_page(), demonstration.url, way_in, variant, lambda _, stop: stops.append(stop))
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({selector})").count():
            return
    raise AssertionError(f"Tab never gets to {selector} on {page.url}")


def press_enter(page: Page, selector: str) -> None:
    """Get to a link or a button with Tab and press Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_whole_way_can_be_gone_without_javascript(walk: FamilyWalk) -> None:
    walk.whole()
    assert walk.page.locator(".hear").count() == 0, "a script ran"
    walk.stop()
    walk.leave()
    assert kind_of(walk.page) == "done"


def test_a_family_agrees_answers_and_sends_with_the_keyboard_alone(walk: FamilyWalk) -> None:
    page = walk.page
    page.goto(walk.way_in["link"])
    press_enter(page, "main form button")
    tab_to(page, "#code")
    page.keyboard.type(walk.way_in["code"])
    press_enter(page, "button[value=open]")
    press_enter(page, "form[action='/first/seen'] button")
    press_enter(page, "main form .acts button")
    press_enter(page, "main a.button")
    while kind_of(page) == "information":
        press_enter(page, "main .acts a.button")
    while kind_of(page) == "understanding":
        tab_to(page, "input[type=radio]")
        page.keyboard.press("Space")
        press_enter(page, "button[value=keep]")
        press_enter(page, "main .acts:last-of-type a.button:not(.second)")
    while kind_of(page) == "statement":
        tab_to(page, "input[type=radio]")
        page.keyboard.press("Space")
        assert page.locator("input[type=radio]:checked").get_attribute("value") == "yes"
        press_enter(page, "main .acts button")
    tab_to(page, "#method")
    page.keyboard.press("Space")
    tab_to(page, "#name")
    page.keyboard.type("Alex Example")
    press_enter(page, "main form .acts button")
    press_enter(page, "form[action='/start'] button")
    press_enter(page, "main a.button")
    while kind_of(page).startswith("question") or page.locator("button[value=go_on]").count():
        if not kind_of(page).startswith("question"):
            press_enter(page, "button[value=go_on]")
        elif answer_kind(page) == "one of several" and page.url.endswith("/2"):
            tab_to(page, "input[type=radio]")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            assert page.locator("input[type=radio]:checked").get_attribute("id") == "answer-2"
            assert page.url.endswith("/2"), "choosing sent the page"
            press_enter(page, "button[value=keep]")
        else:
            press_enter(
                page, "button[value=decline]" if page.locator("button[value=decline]").count() else "button[value=keep]"
            )
    assert kind_of(page) == "review"
    press_enter(page, "main form button")
    assert kind_of(page) == "done"
    walk.go("/path")
    press_enter(page, "main a[href='/stop']")
    press_enter(page, "button[value=stop_questions]")
    press_enter(page, "button[value=stop_all]")
    assert page.locator("main [role=status]").count() == 1


def test_what_is_chosen_for_looks_is_what_the_next_page_has(walk: FamilyWalk) -> None:
    walk.come_in()
    walk.go("/needs")
    page = walk.page
    page.check("input[name=size][value='200']")
    page.check("input[name=colours][value=dark]")
    with page.expect_navigation():
        page.click("main form .acts button")
    for address in ("/path", "/read/1", "/choose/1", "/needs", "/help"):
        walk.go(address)
        root = page.locator("html")
        assert (root.get_attribute("data-size"), root.get_attribute("data-colours")) == ("200", "dark")
