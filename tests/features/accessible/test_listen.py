"""Listening, in a real browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright
from pytest_bdd import given, scenarios, then, when

from tests.support.browser import chromium_path
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Person
from tests.support.real_page import answering, real_page

scenarios("listen.feature")
HEARD = "[...document.querySelectorAll('audio')].flatMap((one, place) => one.paused ? [] : [place])"
WORDS = {"en": ("Listen", "Stop"), "ur": ("سنیں", "روکیں")}


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder: Path = tmp_path_factory.mktemp("listening")
    with open_deployment(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def chromium(driver: Playwright, policy: str) -> Browser:
    args = ["--no-sandbox", "--mute-audio", f"--autoplay-policy={policy}"]
    return driver.chromium.launch(executable_path=chromium_path(), args=args)


@pytest.fixture(scope="module")
def eager(driver: Playwright) -> Iterator[Browser]:
    """A browser that lets pages start sounds."""
    browser = chromium(driver, "no-user-gesture-required")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def shy(driver: Playwright) -> Iterator[Browser]:
    """A browser that starts no sound before somebody did something."""
    browser = chromium(driver, "document-user-activation-required")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def amy(deployment: Deployment) -> Person:
    return answering(deployment, listens=True)


@pytest.fixture(scope="module")
def amy_in_urdu(deployment: Deployment) -> Person:
    return answering(deployment, language="Urdu", easy_read=True, listens=True)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@given("Amy, who listens, is at a question", target_fixture="page")
def _(eager: Browser, amy: Person, stack: ExitStack) -> Page:
    return at_a_question(stack, eager, amy)


@given("Amy, who listens and reads Urdu, is at a question", target_fixture="page")
def _(eager: Browser, amy_in_urdu: Person, stack: ExitStack) -> Page:
    return at_a_question(stack, eager, amy_in_urdu)


@given("Amy, who listens, is at a question, without scripts", target_fixture="page")
def _(eager: Browser, amy: Person, stack: ExitStack) -> Page:
    return at_a_question(stack, eager, amy, scripts=False)


@given("Amy, to whom every page is read, is at a question", target_fixture="page")
def _(eager: Browser, amy: Person, stack: ExitStack) -> Page:
    return at_a_question(stack, eager, amy, aloud=True)


@given(
    "Amy, to whom every page is read, is at a question, in a browser that starts no sound by itself",
    target_fixture="page",
)
def _(shy: Browser, amy: Person, stack: ExitStack) -> Page:
    return at_a_question(stack, shy, amy, aloud=True)


def at_a_question(
    stack: ExitStack, browser: Browser, person: Person, *, aloud: bool = False, scripts: bool = True
) -> Page:
    at = stack.enter_context(real_page(browser, person, java_script_enabled=scripts))

    def wish(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<html ", "<html data-aloud ", 1))

    if aloud:
        at.page.route("**/q/*", wish)
        at.page.add_init_script(
            "window.order = []; addEventListener('play', (event) => window.order.push(event.target.src), true);"
        )
    at.go("/q/1")
    return at.page


@given("no sound can be had")
def _(page: Page) -> None:
    page.route("**/sound/**", lambda route: route.abort())


def words_of(page: Page) -> tuple[str, str]:
    return WORDS[page.locator("html").get_attribute("lang") or ""]


@then("each sound has one button that says what it reads")
def _(page: Page) -> None:
    listen, _ = words_of(page)
    players = page.locator("audio")
    assert players.count() > 3
    assert page.locator("audio + .hear").count() == players.count()
    for player in players.all():
        assert not player.is_visible()
    for label, button in zip(
        [player.get_attribute("aria-label") for player in players.all()], page.locator(".hear").all(), strict=True
    ):
        assert button.text_content() == listen
        assert button.get_attribute("aria-label") == label
        assert label
        assert label.startswith(listen)
        assert len(label) > len(listen) + 2


@then("each button can be pressed with a thumb")
def _(page: Page) -> None:
    for button in page.locator(".hear:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


@then("nothing plays")
def _(page: Page) -> None:
    page.wait_for_timeout(200)
    assert page.evaluate(HEARD) == []


@when("Amy presses Listen beside the question")
def _(page: Page) -> None:
    page.locator("main .hear").first.click()


@when("Amy presses it again")
def _(page: Page) -> None:
    page.locator("main .hear").first.click()


@then("the question is heard, and the button says Stop")
def _(page: Page) -> None:
    listen, stop = words_of(page)
    page.wait_for_function("() => document.querySelector('main audio').currentTime > 0")
    button = page.locator("main .hear").first
    assert button.inner_text() == stop
    assert button.get_attribute("aria-label") == (
        page.locator("main audio").first.get_attribute("aria-label") or ""
    ).replace(listen, stop)
    assert page.locator("main > p[role=status]").inner_text() != ""


@then("every button says Listen")
def _(page: Page) -> None:
    assert set(page.locator(".hear").all_text_contents()) == {words_of(page)[0]}
    assert page.locator("main > p[role=status]").inner_text() == ""


@when("Amy gets to the next Listen with Tab and presses Enter")
def _(page: Page) -> None:
    page.keyboard.press("Tab")
    while not page.locator(".hear:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@then("only the second sound is heard")
def _(page: Page) -> None:
    assert page.evaluate(HEARD) == [1]


@then("the players of the browser are there")
def _(page: Page) -> None:
    assert page.locator(".hear").count() == 0
    assert page.locator("main audio[controls]").first.is_visible()


@then("the texts of the page are heard in order, from the first")
def _(page: Page) -> None:
    page.wait_for_function("() => window.order.length > 2")
    sources = page.evaluate("[...document.querySelectorAll('main audio')].map((one) => one.src)")
    order = page.evaluate("window.order")
    assert order == sources[: len(order)]
    assert len(page.evaluate(HEARD)) <= 1


@then("the first Listen has the focus, and nothing plays")
def _(page: Page) -> None:
    page.wait_for_function("() => document.activeElement === document.querySelector('main .hear')")
    assert page.evaluate(HEARD) == []


@when("Amy presses Enter")
def _(page: Page) -> None:
    page.keyboard.press("Enter")


@then("the first sound is heard")
def _(page: Page) -> None:
    assert page.evaluate(HEARD) == [0]
