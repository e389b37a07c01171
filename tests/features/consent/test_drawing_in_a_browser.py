"""Drawing one's name in a real browser, with a mouse and with a finger; going past it with the keyboard; and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import chromium_path
from tests.support.served import Served, served_demonstration
from tests.support.walk import STEPS_AT_MOST, enter, kind_of, press

TABS_AT_MOST = 60


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_demonstration(tmp_path_factory.mktemp("drawing")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def at_the_signature(chromium: Browser, served: Served, *, touch: bool = False, scripts: bool = True) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 320, "height": 800}, has_touch=touch, java_script_enabled=scripts, locale="en-GB"
    )
    page = context.new_page()
    enter(page, served.people["Amy"])
    page.goto(served.url + "/read/1")
    for _ in range(STEPS_AT_MOST):
        match kind_of(page):
            case "information":
                press(page, "main .acts a.button >> nth=-1")
            case "understanding":
                press(page, "button[value=leave_out]")
            case "statement":
                page.check("input[name=answer][value=yes]")
                press(page, "main form .acts button")
            case _:
                break
    yield page
    context.close()


def strokes(page: Page) -> str:
    return page.locator("#strokes").input_value()


def draw_with_a_mouse(page: Page) -> None:
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + 18 * step, box["y"] + (20 if step % 2 else 80))
    page.mouse.up()


def draw_with_a_finger(page: Page) -> None:
    """Send what a touch screen sends: a finger that goes down, moves, and goes up."""
    box = page.locator("canvas").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    x, y = box["x"] + 20, box["y"] + 60
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 12):
        points = [{"x": x + 18 * step, "y": y + (20 if step % 2 else -30)}]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_name_is_drawn_with_a_mouse_cleared_and_drawn_again_and_is_kept_when_something_is_missing(
    chromium: Browser, served: Served
) -> None:
    with at_the_signature(chromium, served) as page:
        assert not page.locator("canvas").is_visible()
        page.check("input[value=drawn]")
        page.locator("#draw-clear").scroll_into_view_if_needed()
        draw_with_a_mouse(page)
        first = strokes(page)
        assert first.count(",") > 5
        page.click("#draw-clear")
        assert strokes(page) == ""
        draw_with_a_mouse(page)
        drawn = strokes(page)
        press(page, "main form > .acts button")
        assert page.locator("#name-error, #error").first.is_visible()
        assert strokes(page) == drawn
        assert page.locator("input[value=drawn]").is_checked()
        assert page.locator("canvas").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_finger_draws_without_moving_the_page(chromium: Browser, served: Served) -> None:
    with at_the_signature(chromium, served, touch=True) as page:
        page.check("input[value=drawn]")
        page.locator("#draw-clear").scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        draw_with_a_finger(page)
        assert strokes(page).count(" ") > 5
        assert page.evaluate("scrollY") == before


def test_the_keyboard_goes_past_the_box_to_the_name_and_the_button(chromium: Browser, served: Served) -> None:
    with at_the_signature(chromium, served) as page:
        page.check("input[value=drawn]")
        page.focus("input[value=drawn]")
        reached = []
        for _ in range(TABS_AT_MOST):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
            if reached[-1] == "Sign":
                break
        assert reached == ["draw-clear", "name", "no-message", "Sign"]


def test_without_scripts_drawing_is_not_listed_and_a_typed_name_signs(chromium: Browser, served: Served) -> None:
    with at_the_signature(chromium, served, scripts=False) as page:
        assert not page.locator("input[value=drawn]").is_visible()
        assert not page.locator("#draw").is_visible()
        assert page.locator("input[value=typed]").is_visible()
        assert page.locator("input[value=witnessed]").is_visible()
        page.check("input[value=typed]")
        page.fill("#name", "Amy Example")
        press(page, "main form > .acts button")
        page.goto(served.url + "/copy")
        assert "Typed name, on this page" in page.locator("main").inner_text()
