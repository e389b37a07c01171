"""Walks in a real browser: the demonstration served by the real command, and every stop of a family's way through it."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from alongside.core.definitions.ages import completes_month
from tests.support.browser import chromium_path

SECONDS_TO_START = 60
STEPS_AT_MOST = 120
WIDE, NARROW = 1280, 320
HEIGHT = 800
Look = Callable[[Page, str], None]
"""Called at each stop with the page and the name of the stop."""


class WalkError(AssertionError):
    """The walk could not go on: the page is not the one that a person would expect here."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A served demonstration: its address and the people of `demo.json` by first name, lower case."""

    url: str
    instance: Path
    people: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Variant:
    """How one walk's pages are: language, easy read with listening or not."""

    language: str
    is_easy: bool

    def __str__(self) -> str:
        return f"{self.language} {'easy read, listening' if self.is_easy else 'standard'}"


@contextmanager
def serve_demonstration(folder: Path) -> Iterator[Demonstration]:
    """Start `alongside demo` in a folder of its own and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("alongside")), "demo", "--port", str(port), "--instance", str(folder)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process, folder / "server.log")
            told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
            people = {person["who"].split(",")[0].lower(): person for person in told["people"]}
            yield Demonstration(url, folder, people)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url + "/help"):
                return
        except URLError:
            time.sleep(0.1)
    raise WalkError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def launch(playwright: Playwright, *, remembers_pages: bool = False) -> Browser:
    """Start Chromium; `remembers_pages` keeps the memory for Back that Playwright otherwise turns off."""
    return playwright.chromium.launch(
        executable_path=chromium_path(),
        args=["--no-sandbox", *(["--enable-features=BackForwardCache"] if remembers_pages else [])],
        ignore_default_args=["--disable-back-forward-cache"] if remembers_pages else None,
    )


def press(page: Page, selector: str) -> None:
    """Press a link or a button that leads to a page, and wait until that page is there."""
    with page.expect_navigation():
        page.click(selector)


def enter(page: Page, way_in: dict[str, str]) -> None:
    """Come in with a link and a code."""
    page.goto(way_in["link"])
    press(page, "main form button:not(.hear)")
    page.fill("#code", way_in["code"])
    press(page, "button[value=open]")
    past_leaving(page)


def past_leaving(page: Page) -> None:
    """Go on from the page that tells how to leave fast, which stands before a family's first use."""
    if page.locator("form[action='/first/seen']").count():
        press(page, "form[action='/first/seen'] button")


def unfold(page: Page) -> None:
    """Open everything on the page that opens when it is pressed, but the meanings of words."""
    folded = page.locator("main details:not(.means):not([open]) > summary:visible")
    while folded.count():
        folded.first.click()


def kind_of(page: Page) -> str:
    """Return what kind of page this is; a question's kind also tells what kind of answer it takes."""
    kind = page.locator("main").get_attribute("data-kind") or ""
    return f"{kind} {answer_kind(page)}" if kind == "question" else kind


def answer_kind(page: Page) -> str:
    """Return what kind of answer the question on the page takes."""
    for name, selector in (
        ("rows", "input[name=rows]"),
        ("ladder", ".steps input[type=radio]"),
        ("one of several", "main input[type=radio]"),
        ("several", "main input[type=checkbox]"),
        ("date", "input[name=answer_day]"),
        ("long text", "textarea[name=answer]"),
        ("number", "input[name=answer][inputmode=numeric]"),
        ("short text", "input[name=answer]"),
    ):
        if page.locator(selector).count():
            return name
    raise WalkError(f"a question without an answer: {page.url}")


def answer(page: Page, kind: str, *, text: str = "2") -> None:
    """Fill in the question on the page, with JavaScript or without."""
    match kind:
        case "rows":
            for field in page.locator(".row input[type=text]").all():
                field.fill("34")
            for group in page.locator(".row fieldset").all():
                group.locator("input[type=radio]").first.check()
        case "ladder" | "one of several":
            page.locator("main input[type=radio]").nth(1).check()
        case "several":
            page.locator("main input[type=checkbox]").nth(-2).check()
        case "date":
            for part, words in (("day", "3"), ("month", "4"), ("year", "1990")):
                page.fill(f"input[name=answer_{part}]", words)
        case "long text":
            page.fill("textarea[name=answer]", text)
        case _:
            page.fill("input[name=answer]", text)


def keep(page: Page, action: str = "keep") -> None:
    """Press the button that keeps the answer."""
    press(page, f"button[value={action}]")


@dataclass(slots=True)
class FamilyWalk:
    """One family's way from the link in a text message to the pages after the last question."""

    page: Page
    url: str
    way_in: dict[str, str]
    variant: Variant
    look: Look
    stops_once: frozenset[str] = frozenset()

    def whole(self) -> None:
        """Go the whole way, looking at every stop."""
        self.come_in()
        self.set_needs()
        self.agree()
        self.choose_freely()
        self.go("/path")
        self.answer_parts()
        self.look_around()

    def go(self, address: str) -> None:
        """Open an address of the server."""
        self.page.goto(self.url + address)

    def come_in(self) -> None:
        """Link, code (left empty, wrong, right)."""
        page = self.page
        page.goto(self.way_in["link"])
        other = "ur" if self.variant.language == "en" else "en"
        self.look(page, "arrive")
        page.goto(f"{self.way_in['link']}?language={other}")
        self.look(page, f"arrive in {other}")
        page.goto(self.way_in["link"])
        press(page, "main form button:not(.hear)")
        self.look(page, "code")
        press(page, "button[value=open]")
        self.look(page, "code empty")
        page.fill("#code", "000000")
        press(page, "button[value=open]")
        self.look(page, "code wrong")
        page.fill("#code", self.way_in["code"])
        press(page, "button[value=open]")
        self.look(page, "how to leave")
        past_leaving(page)

    def set_needs(self) -> None:
        """Choose how pages are."""
        page = self.page
        if kind_of(page) != "choices":
            self.go("/needs")
        page.check(f"input[name=language][value={self.variant.language}]")
        page.check(f"input[name=format][value={'easy' if self.variant.is_easy else 'standard'}]")
        page.check(f"input[name=listen][value={'yes' if self.variant.is_easy else 'no'}]")
        press(page, "main form .acts button")
        self.go("/needs")
        page.locator("main details:not(.means)").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        self.look(page, "needs")
        self.say_what_helps()
        self.go("/path")
        self.look(page, "path before")

    def say_what_helps(self) -> None:
        """Say what helps beside the pages, with far too many words first."""
        page = self.page
        press(page, "main a[href='/needs/more']")
        self.look(page, "helps")
        self.go("/needs/more/3")
        self.look(page, "help with an interpreter")
        page.check("input[name=answer][value=spoken]")
        page.fill("#words", 500 * "x")
        press(page, "main form .acts button")
        self.look(page, "help with too many words")
        page.fill("#words", "2")
        press(page, "main form .acts button")
        self.look(page, "helps saved")

    def agree(self) -> None:
        """Read, say no once, change to yes, sign."""
        page = self.page
        press(page, "main a.button[href='/read/1']")
        press(page, "main form button:not(.hear)")
        self.look(page, "information, more")
        self.go("/sheet")
        self.look(page, "sheet")
        self.go("/read/1")
        press(page, "main a[href='/think']")
        self.look(page, "is this for me")
        self.go("/read/1")
        self.read_on()
        self.go("/choose/1")
        press(page, "main .acts button")
        self.look(page, "statement not chosen")
        is_first = True
        while kind_of(page) == "statement":
            self.look(page, "statement")
            if is_first:
                self._overtaken("statement", "input[value=yes]", "main .acts button")
            page.check(f"input[value={'no' if is_first else 'yes'}]")
            press(page, "main .acts button")
            is_first = False
        self.look(page, "decided no")
        self.go("/path")
        self.look(page, "path decided no")
        self.go("/choose/1")
        page.check("input[value=yes]")
        press(page, "main .acts button")
        self.look(page, "sign")
        self._ways_to_sign()
        press(page, "main form .acts button")
        self.look(page, "sign without a name")
        page.fill("#name", "Sam Example")
        press(page, "main form .acts button")
        self.look(page, "path after agreeing")

    def _ways_to_sign(self) -> None:
        """Choose no way, draw nothing, say it to one of the team, and come back to typing."""
        page = self.page
        press(page, "main form .acts button")
        self.look(page, "sign without a way")
        drawn = page.locator("input[name=method][value=drawn]")
        if drawn.is_visible():
            drawn.check()
            self.look(page, "sign, box to draw in")
            press(page, "main form .acts button")
            self.look(page, "sign without a drawing")
        page.check("input[name=method][value=witnessed]")
        press(page, "main form .acts button")
        self.look(page, "say it to one of us")
        press(page, "main a[href='/sign']")
        page.check("input[name=method][value=typed]")

    def read_on(self) -> None:
        """Read to the end; miss the first question about it, ask for somebody, choose again; leave out the others."""
        page = self.page
        while kind_of(page) == "information":
            self.look(page, "information")
            press(page, "main .acts a.button")
        if kind_of(page) != "understanding":
            return
        self.look(page, "understanding")
        press(page, "button[value=keep]")
        self.look(page, "understanding empty")
        for miss in ("not_sure", ""):
            page.check(f"main input[value={miss or 'two'}]")
            press(page, "button[value=keep]")
            self.look(page, "understanding, another way" if miss else "understanding right")
            if miss:
                press(page, "button[value=talk]")
                self.look(page, "understanding, somebody explains")
                press(page, "main a[href$='again=yes']")
        press(page, "main .acts a.button:not(.second)")
        while kind_of(page) == "understanding":
            press(page, "button[value=leave_out]")

    def choose_freely(self) -> None:
        """Choose what taking part does not rest on."""
        page = self.page
        self.go("/more/2/read/1")
        self.look(page, "free choice, information")
        self.go("/more/2/sheet")
        self.go("/more/2/choose/1")
        while kind_of(page) == "statement":
            page.check("input[value=yes]")
            press(page, "main .acts button")
        self.look(page, "free choice, check")
        press(page, "main form .acts button")
        self.look(page, "path after a free choice")
        self.go("/more/2/copy")
        self.look(page, "free choice, copy")

    def answer_parts(self) -> None:
        """Answer and send every part that is due."""
        page = self.page
        press(page, "form[action='/start'] button")
        for _ in range(STEPS_AT_MOST):
            kind = kind_of(page)
            if kind == "information" and page.locator("button[value=go_on]").count():
                self._before_hard_questions()
            elif kind == "information":
                self.look(page, "part")
                press(page, "main a.button")
            elif kind.startswith("question"):
                self._question(kind)
            elif kind == "review":
                self.look(page, "check")
                press(page, "main form button:not(.hear)")
                self.look(page, "done")
                if not page.locator("main a[href='/questions']").count():
                    return
                press(page, "main a[href='/questions']")
            else:
                raise WalkError(f"{page.url} is no question: {kind}")
        raise WalkError("the questions have no end")

    def _before_hard_questions(self) -> None:
        """Look at what can be done instead of answering, once, and go on."""
        page, address = self.page, self.page.url
        self.look(page, "before hard questions")
        if "leave out" not in self.stops_once:
            self.stops_once |= {"leave out"}
            press(page, "button[value=leave_out]")
            self.look(page, "leave questions out")
            page.goto(address)
            press(page, "button[value=by_phone]")
            self.look(page, "ask me by phone")
            page.check("#who")
            press(page, "main form .acts button")
            self.look(page, "part to be asked by phone")
            page.goto(address)
            self.look(page, "before hard questions, by phone")
            press(page, "button[value=no_call]")
        press(page, "button[value=go_on]")

    def _question(self, kind: str) -> None:
        page, address = self.page, self.page.url
        self.look(page, kind)
        if kind not in self.stops_once:
            self.stops_once |= {kind}
            self._mistakes(kind)
        takes = kind.removeprefix("question ")
        if takes == "number" and f"{kind} unusual" not in self.stops_once:
            answer(page, takes, text="15")
            keep(page)
            if page.url != address:
                return
            self.stops_once |= {f"{kind} unusual"}
            self.look(page, f"{kind} unusual")
        answer(page, takes)
        keep(page)
        if page.url == address:
            raise WalkError(f"{address} did not take the answer: {page.locator('main').inner_text()}")

    def _mistakes(self, kind: str) -> None:
        """Send nothing, nonsense, something unusual, and from a tab that another one has overtaken."""
        page, address = self.page, self.page.url
        keep(page)
        if page.locator("#error-summary").count():
            self.look(page, f"{kind} empty")
        page.goto(address)
        match kind.removeprefix("question "):
            case "number":
                answer(page, "number", text="lots")
                keep(page)
                self.look(page, f"{kind} wrong")
            case "date":
                for part, words in (("day", "31"), ("month", "2"), ("year", "1990")):
                    page.fill(f"input[name=answer_{part}]", words)
                keep(page)
                self.look(page, f"{kind} wrong")
            case "rows":
                keep(page, "add")
                self.look(page, f"{kind} more")
                page.locator(".row input[type=text]").first.fill("lots")
                keep(page)
                self.look(page, f"{kind} wrong")
            case "one of several":
                self._overtaken(kind, "main input[type=radio] >> nth=1", "button[value=keep]")
        page.goto(address)

    def _overtaken(self, kind: str, choice: str, button: str) -> None:
        """Answer in this tab, then otherwise in another one that was open before."""
        page, address = self.page, self.page.url
        other = page.context.new_page()
        other.goto(address)
        page.check(choice)
        press(page, button)
        other.locator("main input[type=radio]:not(:checked)").last.check()
        press(other, button)
        self.look(other, f"{kind} overtaken")
        other.close()
        page.goto(address)

    def say_how_to_reach(self) -> None:
        """Every page about being reached, with mistakes, and a new number that has to be proved."""
        page = self.page
        self.go("/who")
        self.look(page, "who asks")
        self.go("/contact")
        self.look(page, "contact")
        self.go("/contact/ways")
        self.look(page, "contact ways")
        for box in page.locator("input[name=way]").all():
            box.uncheck()
        press(page, "button[value=save]")
        self.look(page, "contact ways empty")
        for ask in ("hours", "voicemail", "shared", "name", "calendar"):
            self.go(f"/contact/{ask}")
            self.look(page, f"contact {ask}")
        self.go("/contact/days")
        self.look(page, "contact days")
        press(page, "main form .acts button")
        self.look(page, "contact days wrong")
        for field in ("email", "post", "word", "number"):
            self.go(f"/contact/{field}")
            self.look(page, f"contact {field}")
            page.fill("#typed", "")
            press(page, "button[value=save]")
            self.look(page, f"contact {field} wrong")
        page.fill("#typed", "07700 900999")
        press(page, "button[value=save]")
        if page.url.partition("?")[0].endswith("/contact/code"):
            self.look(page, "contact code")
            page.fill("#code", "000000")
            press(page, "button[value=open]")
            self.look(page, "contact code wrong")
        self.go("/contact?saved=yes")
        self.look(page, "contact saved")

    def tell_us(self) -> None:
        """Say what is wrong, with everything forgotten first; then see what was told."""
        page = self.page
        self.go("/tell")
        self.look(page, "tell")
        press(page, "main form .acts button")
        self.look(page, "tell empty")
        self.say_what_is_wrong()
        self.look(page, "tell done")
        self.go("/told")
        self.look(page, "told")

    def say_what_is_wrong(self) -> None:
        """Fill the form in and send it."""
        self.page.check("input[name=kind][value=complaint]")
        self.page.fill("#words", "2")
        self.page.locator("input[name=reply]").first.check()
        press(self.page, "main form .acts button")

    def look_around(self) -> None:
        """The pages beside the way, and what remains after it."""
        for name, address in (
            ("path after", "/path"),
            ("copy", "/copy"),
            ("help", "/help"),
            ("accessibility statement", "/statement"),
            ("code of no copy", "/copy/check/0000.0000.0000.0000"),
            ("file of a copy", "/copy/check"),
            ("privacy", "/privacy"),
            ("pictures", "/pictures"),
            ("sent", "/q/1"),
            ("error not found", "/nowhere"),
            ("error not yours", "/staff/"),
        ):
            self.go(address)
            self.look(self.page, name)
        self.check_a_file()
        self.go("/path")
        if self.page.locator("form[action='/talk']").count():  # not with who has no talk
            press(self.page, "form[action='/talk'] button")
            self.look(self.page, "path, another time asked")

    def check_a_file(self) -> None:
        """Ask about a file: none, one that is no copy, and one that is no copy of ours."""
        for name, content in (("none", None), ("no copy", b"words"), ("not ours", b"%PDF-1.7")):
            self.go("/copy/check")
            if content is not None:
                self.page.set_input_files(
                    "#file", {"name": "copy.pdf", "mimeType": "application/pdf", "buffer": content}
                )
            press(self.page, "main form .acts button")
            self.look(self.page, f"file of a copy, {name}")

    def stop(self) -> None:
        """Change a choice and change it back, stop one thing after the other, then stop taking part."""
        page = self.page
        self.go("/stop")
        self.look(page, "stop")
        unfold(page)
        press(page, "main a[href='/stop/1']")
        self.look(page, "stop, choices")
        free = page.locator("input[name=statement][value=quotes] ~ .acts button[value=no]")
        if free.count():
            press(page, "form:has(input[value=quotes]) button[value=no]")
            self.look(page, "stop, changed to no")
            press(page, "form:has(input[value=quotes]) button[value=yes]")
            self.look(page, "stop, changed to yes")
        self.go("/stop")
        if page.locator("button[value=stop_messages]").count():  # not where no safe way was ever named
            press(page, "button[value=stop_messages]")
            self.look(page, "stop, messages stopped")
        unfold(page)
        press(page, "button[value=stop_use]")
        self.look(page, "stop, answers not used")
        press(page, "button[value=stop_questions]")
        self.look(page, "stop, questions stopped")
        self.go("/path")
        self.look(page, "path, questions stopped")
        self.go("/stop")
        press(page, "button[value=stop_all]")
        self.look(page, "stop, everything stopped")
        self.go("/path")
        self.look(page, "path after stopping")

    def leave(self) -> None:
        """Leave at once, then try a page without a session."""
        self.go("/help")
        press(self.page, "button.exit")
        self.look(self.page, "leave")
        self.go("/path")
        self.look(self.page, "error signed out")
        self.go("/")
        self.look(self.page, "home")
        self.go("/tell")
        self.look(self.page, "tell, nobody known")
        self.say_what_is_wrong()
        self.look(self.page, "tell done, nobody known")


def add_family(
    page: Page, url: str, language: str, *, name: str, months: int, phone: str = "", has_talk: bool = False
) -> dict[str, str]:
    """Add a family on the co-ordinator's pages and return the way in that she reads aloud."""
    page.goto(url + "/staff/new")
    page.fill("#first_name", name)
    page.check("input[name=role][value=parent]")
    page.locator("input[name=site]").first.check()
    page.fill("#phone", phone)
    page.check(f"input[name=safe][value={'yes' if phone else 'unknown'}]")
    page.check(f"input[name=language][value={language}]")
    page.check("input[name=format][value=standard]")
    page.fill("#child0_name", "Robin")
    born = completes_month(datetime.now(UTC).date(), -months) - timedelta(days=5)
    for part in ("day", "month", "year"):
        page.fill(f"#child0_{part}", str(getattr(born, part)))
    press(page, "button[value=save]")
    if has_talk:
        book_talk(page)
    press(page, "form[action$='/code'] button")
    code = re.search(r"\b[A-Z0-9]{8}\b", page.locator(".note strong").inner_text())
    if code is None:
        raise WalkError(f"no code was given: {page.locator('main').inner_text()}")
    return {"link": page.locator(".note bdi").inner_text(), "code": code.group()}


def book_talk(page: Page) -> None:
    """Book a talk by phone in a week, on a family's page."""
    page.locator("section[aria-labelledby=talks] > details").evaluate("(one) => { one.open = true; }")
    day = datetime.now(UTC).date() + timedelta(days=7)
    for part in ("day", "month", "year"):
        page.fill(f"#talk_{part}", str(getattr(day, part)))
    page.fill("#talk_time", "2:30pm")
    page.check("input[name=talk_how][value=by_phone]")
    press(page, "form[action$='/talks'] button")


def context_for(browser: Browser, language: str, **given: Any) -> BrowserContext:
    """Return a browser of somebody whose device speaks this language, as wide as a small telephone."""
    return browser.new_context(
        viewport={"width": NARROW, "height": HEIGHT}, locale={"en": "en-GB", "ur": "ur-PK"}[language], **given
    )


def family_added(
    browser: Browser,
    demonstration: Demonstration,
    language: str,
    *,
    months: int = 20,
    phone: str = "",
    has_talk: bool = False,
) -> dict[str, str]:
    """Have the co-ordinator come in, add a family and read its way in aloud."""
    with closing(context_for(browser, "en")) as context:
        page = context.new_page()
        enter(page, demonstration.people["kim"])
        return add_family(page, demonstration.url, language, name="Alex", months=months, phone=phone, has_talk=has_talk)
