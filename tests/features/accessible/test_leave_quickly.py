"""Leaving fast, in a browser that keeps pages in memory for Back, as people's browsers do."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Response
from playwright.sync_api import Browser, sync_playwright
from pytest_bdd import given, parsers, scenarios, then, when

from alongside.core.messages.neutral import find_forbidden
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Person
from tests.support.real_page import RealPage, answering, invited, real_page
from tests.support.walk import kind_of, launch
from tests.walks.looks import STORAGE

scenarios("leave_quickly.feature")
BACK = 3
EMPTY = "This page is closed"
WEATHER = "Sunny, then a few showers"


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder: Path = tmp_path_factory.mktemp("leaving")
    with open_deployment(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = launch(driver, remembers_pages=True)
        yield chromium
        chromium.close()


@dataclass(slots=True)
class Scene:
    """What a scenario is about; the window opens when it is needed, with what was said about it before."""

    browser: Browser
    person: Person
    stack: ExitStack
    settings: dict[str, Any] = field(default_factory=dict)
    referrers: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    opened: RealPage | None = None

    @property
    def at(self) -> RealPage:
        if self.opened is None:
            self.opened = self.stack.enter_context(real_page(self.browser, self.person, **self.settings))
            for number in (1, 2, 4):
                self.opened.go(f"/q/{number}")
            self.opened.page.evaluate("window.isTheSame = true")
        return self.opened

    def words(self) -> str:
        return self.at.page.locator("body").inner_text()


@pytest.fixture
def scene(browser: Browser, deployment: Deployment) -> Iterator[Scene]:
    with ExitStack() as stack:
        yield Scene(browser, answering(deployment, "14 3 1990", "Woman"), stack)


def assert_says_nothing(scene: Scene) -> None:
    page = scene.at.page
    assert kind_of(page) == "leave", f"{page.url}: {scene.words()}"
    assert page.locator("h1").inner_text() == EMPTY
    assert page.title() == EMPTY
    assert find_forbidden(scene.words()) == ()


@given("Amy is at the third question, in a browser that keeps pages for Back")
def _(scene: Scene) -> None:
    assert scene.person.page.address == "/q/4"


@given("nothing comes back from the network")
def _(scene: Scene) -> None:
    scene.at.page.route("**/leave", lambda _: None)


@given("there is no connection")
def _(scene: Scene) -> None:
    assert scene.at.page
    scene.at.context.set_offline(True)


@given("Amy's browser runs no scripts")
def _(scene: Scene) -> None:
    scene.settings["java_script_enabled"] = False


@given("leaving ends on the weather")
def _(scene: Scene) -> None:
    class Weather(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/weather":
                scene.referrers.append(self.headers.get("Referer", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Weather</title><main data-kind=leave><h1>{WEATHER}".encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    scene.stack.callback(server.server_close)
    scene.stack.callback(thread.join)
    scene.stack.callback(server.shutdown)
    scene.settings["exit_url"] = f"http://127.0.0.1:{server.server_port}/weather"


@given(parsers.parse("the server leaves out {part}"))
def _(scene: Scene, part: str) -> None:
    header = {"that nothing is stored": "Cache-Control", "taking the cookie away": "Set-Cookie"}[part]

    def leave_out(response: Response) -> Response:
        response.headers.pop(header, None)
        return response

    # First in the list is last in line: after everything that the application adds.
    scene.at.deployment.app.after_request_funcs.setdefault(None, []).insert(0, leave_out)
    scene.at.go("/q/2")
    scene.at.go("/q/4")


@when("Amy leaves with the button")
def _(scene: Scene) -> None:
    page = scene.at.page
    watch(scene)
    page.click("button.exit", no_wait_after=True)


@when("Amy leaves with the first Tab of the page and Enter")
def _(scene: Scene) -> None:
    page = scene.at.page
    watch(scene)
    page.keyboard.press("Tab")
    assert page.locator(".exit:focus").count() == 1
    page.keyboard.press("Enter")


@when("Amy leaves by pressing Shift three times")
def _(scene: Scene) -> None:
    watch(scene)
    for _ in range(3):
        scene.at.page.keyboard.press("Shift")


def watch(scene: Scene) -> None:
    """Have the page tell what there is to see right after it was asked to go, before anything else can happen."""
    scene.at.page.on("console", lambda said: scene.told.append(said.text))
    if scene.settings.get("java_script_enabled", True):
        scene.at.page.evaluate(
            """() => document.addEventListener("submit", () => {
                 queueMicrotask(() => console.log(JSON.stringify([document.body.innerText.trim(), document.title])));
               })"""
        )


@then("there was nothing to see in the same moment, and no title of ours")
def _(scene: Scene) -> None:
    if not scene.told:
        scene.at.page.wait_for_event("console")
    assert scene.told == [json.dumps(["", EMPTY], separators=(",", ":"))]


@then("nothing of the questions is to be seen")
def _(scene: Scene) -> None:
    scene.at.page.wait_for_timeout(300)
    shown = scene.words()
    assert "question" not in shown.lower()
    assert scene.at.page.locator("main").count() == 0


@when(parsers.parse('Amy types "{words}" with Shift'))
def _(scene: Scene, words: str) -> None:
    keyboard = scene.at.page.keyboard
    for letter in words:
        keyboard.down("Shift")
        keyboard.press(letter)
        keyboard.up("Shift")


@then("Amy is still at the third question")
@then("Amy is at the third question")
def _(scene: Scene) -> None:
    assert urlsplit(scene.at.page.url).path == "/q/4"
    assert kind_of(scene.at.page).startswith("question")


@then("an empty page of ours is there")
def _(scene: Scene) -> None:
    scene.at.page.wait_for_url("**/leave")
    assert_says_nothing(scene)


@then("the weather is there, and was not told from where")
def _(scene: Scene) -> None:
    scene.at.page.wait_for_url("**/weather")
    assert scene.at.page.locator("h1").inner_text() == WEATHER
    assert scene.referrers == [""]


@then("three times Back, and a reload each time, shows nothing")
def _(scene: Scene) -> None:
    page = scene.at.page
    for _ in range(BACK):
        page.go_back(wait_until="load")
        assert_says_nothing(scene)
        page.reload()
        assert_says_nothing(scene)


@then("no address of the history shows anything in a new tab")
def _(scene: Scene) -> None:
    again = scene.at.context.new_page()
    for entry in history(scene):
        if entry["url"].startswith("http"):
            again.goto(entry["url"])
            assert kind_of(again) == "leave"


@then("no title and no address of the history gives anything away")
def _(scene: Scene) -> None:
    entries = [entry for entry in history(scene) if entry["url"].startswith("http")]
    assert len(entries) > BACK
    for entry in entries:
        assert find_forbidden(entry["title"]) == ()
        assert find_forbidden(urlsplit(entry["url"]).path.replace("/", " ")) == ()


def history(scene: Scene) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = scene.at.context.new_cdp_session(scene.at.page).send("Page.getNavigationHistory")[
        "entries"
    ]
    return entries


@then("the browser keeps nothing of ours")
def _(scene: Scene) -> None:
    kept = scene.at.page.evaluate(STORAGE)
    assert set(kept.values()) == {0}, kept


@when("Amy opens her link again and types the code")
def _(scene: Scene) -> None:
    scene.at.page.wait_for_url("**/leave")
    scene.at.give_code(scene.at.ask_for_code())


@when("Amy goes on with the questions")
def _(scene: Scene) -> None:
    scene.at.go("/questions")


@then("the first answer is as it was")
def _(scene: Scene) -> None:
    scene.at.go("/q/1")
    assert scene.at.page.input_value("input[name=answer_year]") == "1990"


@when("Amy follows a link to somewhere else")
def _(scene: Scene) -> None:
    page = scene.at.page
    page.route("http://elsewhere.example/", lambda route: route.fulfill(body="<h1>Elsewhere</h1>"))
    page.goto("http://elsewhere.example/")


@when("Amy goes back")
def _(scene: Scene) -> None:
    scene.at.page.wait_for_timeout(300)
    scene.at.page.go_back(wait_until="commit")
    scene.at.page.wait_for_timeout(300)


@then("the page is the very same as before")
def _(scene: Scene) -> None:
    assert scene.at.page.evaluate("window.isTheSame")


@given("Bea was sent a link")
def _(scene: Scene) -> None:
    scene.person = invited(scene.person.deployment)
    scene.opened = scene.stack.enter_context(real_page(scene.browser, scene.person))


@when("Bea comes in")
@when("Bea comes in again")
def _(scene: Scene) -> None:
    scene.at.context.clear_cookies()
    scene.person.deployment.pass_time(minutes=1)
    scene.at.give_code(scene.at.ask_for_code())


@then("Bea is told how to leave, and that the browser's list of pages stays")
def _(scene: Scene) -> None:
    assert "list of the pages you saw. We cannot clear that list" in scene.words()


@when("Bea goes on")
def _(scene: Scene) -> None:
    scene.at.press("form[action='/first/seen'] button")


@then("Bea is asked how pages should look")
def _(scene: Scene) -> None:
    assert kind_of(scene.at.page) == "choices"


@then("Bea is not told how to leave")
def _(scene: Scene) -> None:
    assert urlsplit(scene.at.page.url).path == "/needs"


@when("Bea looks for help")
def _(scene: Scene) -> None:
    scene.at.press("aside.help a")


@then("Bea can be told how to leave once more")
def _(scene: Scene) -> None:
    scene.at.press("main a[href='/first']")
    assert "Press it, and the page hides at once" in scene.words()
