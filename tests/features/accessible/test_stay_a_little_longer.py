"""The note before a page locks: the browser's clock and the server's are moved together."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_bdd import given, parsers, scenarios, then, when

from tests.support.deployment import Deployment, open_deployment
from tests.support.real_page import RealPage, answering, real_page
from tests.support.walk import kind_of, launch

scenarios("stay_a_little_longer.feature")
ALMOST_NOTED = 119
"""Seconds after the first look: the server does not note the second, and locks that much earlier."""


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder: Path = tmp_path_factory.mktemp("staying")
    with open_deployment(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = launch(driver)
        yield chromium
        chromium.close()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@given("Amy is at a question, in a browser", target_fixture="at")
def _(browser: Browser, deployment: Deployment, stack: ExitStack) -> RealPage:
    at = stack.enter_context(real_page(browser, answering(deployment)))
    deployment.pass_time(minutes=3)
    at.page.clock.install()
    at.go("/path")
    deployment.pass_time(seconds=ALMOST_NOTED)
    at.go("/q/1")
    return at


@given("Amy has typed half an answer")
def _(at: RealPage) -> None:
    at.page.fill("#answer", "14")
    at.page.fill("#answer-month", "3")


@when("Amy types the other half")
def _(at: RealPage) -> None:
    at.page.fill("#answer-year", "1990")


@when(parsers.re(r"(?P<minutes>\d+) minutes? pass(es)?"), converters={"minutes": int})
def let_pass(at: RealPage, minutes: int) -> None:
    at.deployment.pass_time(minutes=minutes)
    at.page.clock.fast_forward(minutes * 60_000)


@then("Amy is asked whether she is there")
def is_asked(at: RealPage) -> None:
    note = at.page.locator("#still")
    assert "Are you still there?" in note.inner_text()
    assert note.get_attribute("aria-live") == "polite"
    box = at.page.locator("#still button").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


@then("Amy is not asked whether she is there")
def _(at: RealPage) -> None:
    assert at.page.locator("#still").inner_text() == ""


@when("Amy says that she is there")
def _(at: RealPage) -> None:
    with at.page.expect_response("**/still-here") as answer:
        at.page.click("#still button", no_wait_after=True)
    assert answer.value.status == 204


@when(parsers.parse("Amy is asked and presses the button with Enter, {times:d} times"))
def _(at: RealPage, times: int) -> None:
    for _ in range(times):
        let_pass(at, 16)
        is_asked(at)
        at.page.locator("#still button").focus()
        with at.page.expect_response("**/still-here"):
            at.page.keyboard.press("Enter")


@then("what Amy typed is still there, and so is her place")
def _(at: RealPage) -> None:
    page = at.page
    assert (page.input_value("#answer"), page.input_value("#answer-month")) == ("14", "3")
    assert page.locator("#answer-month:focus").count() == 1
    assert urlsplit(page.url).path == "/q/1"


@then("the page is not locked")
def _(at: RealPage) -> None:
    other = at.context.new_page()
    other.goto(at.url + "/q/1")
    assert urlsplit(other.url).path == "/q/1"


@when("Amy goes on")
def _(at: RealPage) -> None:
    at.press("button[value=keep]")


@then("Amy is asked for a code")
def _(at: RealPage) -> None:
    assert kind_of(at.page) == "code"


@when("Amy gives the code")
def _(at: RealPage) -> None:
    at.press("button[value=again]")
    at.give_code(at.person.newest_code())


@then("Amy is at the same question, with the whole answer")
def _(at: RealPage) -> None:
    assert urlsplit(at.page.url).path == "/q/1"
    typed = [at.page.input_value(f"input[name=answer_{part}]") for part in ("day", "month", "year")]
    assert typed == ["14", "3", "1990"]


@when("Amy looks for help without scripts", target_fixture="at")
def _(at: RealPage, browser: Browser, stack: ExitStack) -> RealPage:
    plain = stack.enter_context(real_page(browser, at.person, java_script_enabled=False))
    plain.go("/help")
    return plain


@then("Amy reads that a page stays open for 20 minutes")
def _(at: RealPage) -> None:
    assert "A page stays open for 20 minutes when you do not use it." in at.page.locator("main").inner_text()
    assert not at.page.locator("#still button").is_visible()
