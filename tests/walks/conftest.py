"""The served demonstration, a browser, and one walk of every kind: made once for all tests in this package and closed after them,
since another test on the same worker may start a browser of its own.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from alongside.core.web.type import NAME as LETTERS
from tests.support.walk import (
    Demonstration,
    FamilyWalk,
    Variant,
    context_for,
    family_added,
    launch,
    past_leaving,
    press,
    serve_demonstration,
)
from tests.walks.looks import Findings, Looker
from tests.walks.staff import StaffWalk

EN, EN_EASY = Variant("en", is_easy=False), Variant("en", is_easy=True)
UR, UR_EASY = Variant("ur", is_easy=False), Variant("ur", is_easy=True)
MONTHS = 3
FIGURES = pytest.StashKey[str]()


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration, served by the real command."""
    with serve_demonstration(tmp_path_factory.mktemp("walk") / "instance") as served:
        yield served


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all walks; each walk has a window of its own."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def findings(
    request: pytest.FixtureRequest, chromium: Browser, demonstration: Demonstration, *, is_full: bool
) -> Findings:
    """Everything that was found on every page, in both languages, standard and easy read."""
    found = Walks(chromium, demonstration, is_full=is_full).all_of_them()
    request.config.stash[FIGURES] = found.figures()
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say the figures of the walks."""
    if figures := config.stash.get(FIGURES, ""):
        terminalreporter.section("walks")
        terminalreporter.write_line(figures)


@dataclass(slots=True)
class Walks:
    """All walks of one test run, and what they found."""

    chromium: Browser
    demonstration: Demonstration
    is_full: bool
    findings: Findings = field(default_factory=Findings)

    def all_of_them(self) -> Findings:
        """Walk as four families, as the staff, and as two families after three months."""
        people = self.demonstration.people
        self.family(EN, people["amy"])
        self.family(EN_EASY, people["daniel"])
        self.family(UR, family_added(self.chromium, self.demonstration, "ur", has_talk=True))
        self.family(UR_EASY, people["sana"])
        self.staff()
        self.later(EN, "07700900201")
        self.later(UR, "07700900202")
        return self.findings

    def family(self, variant: Variant, way_in: dict[str, str]) -> None:
        """The whole way of one family."""
        with self._window(variant) as (page, looker):
            walk = FamilyWalk(page, self.demonstration.url, way_in, variant, looker)
            walk.whole()
            for address in ("/copy.pdf", "/sheet.pdf", "/think.pdf", "/privacy.pdf", "/path.pdf"):
                self._fetch(page, looker, address, "application/pdf")
            for language, address in list(self.findings.sounds)[-1:]:
                if language == variant.language:
                    self._fetch(page, looker, address, "audio/mpeg")
            self._fetch(page, looker, f"/type/{LETTERS}.woff2", "font/woff2")
            walk.say_how_to_reach()
            walk.tell_us()
            walk.stop()
            walk.leave()

    def staff(self) -> None:
        """The pages of the staff, and the post box."""
        url = self.demonstration.url
        with self._window(EN) as (page, looker):
            StaffWalk(page, self.demonstration, looker).as_co_ordinator()
            page.goto(url + "/staff/")
            family = (page.locator("main a[href^='/staff/family/']").first.get_attribute("href") or "").partition("#")[
                0
            ]
            self._fetch(page, looker, f"{family}/pages.pdf", "application/pdf")
        with self._window(EN) as (page, looker):
            link = StaffWalk(page, self.demonstration, looker).as_manager()
        with self._window(EN) as (page, looker):
            StaffWalk(page, self.demonstration, looker).as_newcomer(link)
        with self._window(EN) as (page, looker):
            StaffWalk(page, self.demonstration, looker).as_researcher()
        for variant in (EN, UR):
            with self._window(variant) as (page, looker):
                page.goto(url + "/post-box")
                looker(page, "post box")

    def later(self, variant: Variant, phone: str) -> None:
        """A family that agreed comes back after three months, when its page has locked."""
        with self._window(variant) as (page, looker):
            way_in = family_added(self.chromium, self.demonstration, variant.language, months=38, phone=phone)
            walk = FamilyWalk(page, self.demonstration.url, way_in, variant, lambda *_: None)
            page.goto(way_in["link"])
            press(page, "main form button")
            page.fill("#code", self._code_sent_to(phone))
            press(page, "button[value=open]")
            past_leaving(page)
            walk.set_needs()
            walk.agree()
            for _ in range(MONTHS):
                self._let_a_month_pass()
                walk.go("/path")
                looker(page, "code locked")
                press(page, "button[value=again]")
                page.fill("#code", self._code_sent_to(phone))
                press(page, "button[value=open]")
            looker(page, "path after three months")
            press(page, "form[action='/start'] button")
            walk.go("/part/2")
            looker(page, "part")
            press(page, "main a.button")
            if page.locator("button[value=go_on]").count():
                press(page, "button[value=go_on]")
            looker(page, "question in licensed words")

    def _let_a_month_pass(self) -> None:
        with closing(context_for(self.chromium, "en")) as context:
            page = context.new_page()
            page.goto(self.demonstration.url + "/post-box")
            press(page, "main form button")

    def _code_sent_to(self, phone: str) -> str:
        with closing(context_for(self.chromium, "en")) as context:
            page = context.new_page()
            page.goto(self.demonstration.url + "/post-box")
            number = "+44" + phone.removeprefix("0")
            texts = page.locator(f"li[data-to='{number}'] .given").all_inner_texts()
        return next(text.strip() for text in texts if text.strip().isdecimal())

    @contextmanager
    def _window(self, variant: Variant) -> Iterator[tuple[Page, Looker]]:
        """Open a window of its own whose every request is put on record."""
        with closing(context_for(self.chromium, variant.language, bypass_csp=True)) as context:
            page = context.new_page()
            is_whole = variant in {EN, UR_EASY}  # the two that are farthest apart; a full run does all with all four
            looker = Looker(
                self.findings,
                variant,
                self.is_full,
                self.demonstration.url,
                has_tabs=is_whole,
                has_wide_axe=is_whole,
                has_themes=is_whole,
            )
            looker.listen_to(page)
            yield page, looker

    def _fetch(self, page: Page, looker: Looker, address: str, kind: str) -> None:
        """Fetch what a page links to, with the window's cookie."""
        answer = page.context.request.get(self.demonstration.url + address)
        if answer.status != 200 or not answer.headers["content-type"].startswith(kind):
            self.findings.add("trace", address, [f"{answer.status} {answer.headers['content-type']}"])
        self.findings.requests.add((looker.variant.language, "GET", address.partition("?")[0]))
