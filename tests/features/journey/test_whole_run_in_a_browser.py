"""One whole run in a real browser with JavaScript off, against the real server: from a co-ordinator to a researcher's file."""

import csv
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import soundfile
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from alongside.accessibility.documents.read_back import read_structure
from tests.support.browser import chromium_path
from tests.support.family import born
from tests.support.page import ARABIC_LETTER, faults_of_headers, read_page
from tests.support.served import Served, served_demonstration

PAGES_AT_MOST = 150
SECONDS_TO_SEND = 30
OWN_NAME = {"en": "English", "ur": "اردو"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with served_demonstration(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Window:
    """One person's browser; every page that it opens is held to the house style."""

    served: Served
    context: BrowserContext
    page: Page

    @classmethod
    def open(cls, chromium: Browser, served: Served) -> "Window":
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
        return cls(served, context, context.new_page())

    def go(self, address: str) -> None:
        with self.page.expect_navigation() as navigation:
            self.page.goto(address if address.startswith("http") else self.served.url + address)
        self._look_at(navigation.value)

    def press(self, selector: str) -> None:
        with self.page.expect_navigation() as navigation:
            self.page.locator(selector).first.click()
        self._look_at(navigation.value)

    def download(self, address: str) -> tuple[bytes, str]:
        """Send the form of the page that asks for a file."""
        token = self.page.locator(f"form[action='{address}'] input[name=csrf_token]").get_attribute("value")
        return self.fetch(address, {"csrf_token": token or ""})

    def fetch(self, address: str, form: dict[str, str | float | bool] | None = None) -> tuple[bytes, str]:
        method = "POST" if form else "GET"
        answer = self.context.request.fetch(self.served.url + address, method=method, form=form)
        assert answer.ok, f"{address}: {answer.status}"
        headers = {name.title(): value for name, value in answer.headers.items()}
        assert list(faults_of_headers({**headers, "X-Content-Type-Options": headers["X-Content-Type-Options"]})) == []
        return answer.body(), answer.headers["content-type"]

    @property
    def kind(self) -> str:
        return self.page.locator("main").get_attribute("data-kind") or ""

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.served.url)

    def has(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def _look_at(self, response: object) -> None:
        assert response is not None
        headers = {name.title(): value for name, value in response.headers.items()}  # type: ignore[attr-defined]
        faults = list(faults_of_headers(headers))
        assert not faults, f"{self.path}: {faults}"
        assert response.status == 200, f"{self.path}: {response.status}"  # type: ignore[attr-defined]
        read_page(self.path, 200, headers, response.text())  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Family:
    """The family of one run."""

    name: str
    phone: str
    language: str
    child: str
    is_easy: bool

    @property
    def number(self) -> str:
        return "+44" + self.phone.replace(" ", "").removeprefix("0")


ENGLISH = Family("Noor", "07700 900301", "en", "Robin", is_easy=False)
URDU = Family("Hina", "07700 900302", "ur", "Zara", is_easy=True)


@pytest.mark.parametrize("family", [ENGLISH, URDU], ids=["in English", "in Urdu with easy words and sound"])
def test_a_family_comes_all_the_way_from_a_text_to_the_researchers_file(
    family: Family, served: Served, chromium: Browser, tmp_path: Path
) -> None:
    kim = sign_in_staff(chromium, served, "Kim")
    study_number = enter(kim, family)
    post_box = Window.open(chromium, served)
    link = link_in(newest_text(post_box, family, count=1))

    parent = Window.open(chromium, served)
    come_in(parent, post_box, family, link)
    assert parent.kind == "choices"
    parent.press("main .acts button, main form button")
    assert_is_theirs(parent, family)
    agree(parent, family)
    check_copy(parent, family, study_number)
    begin(parent)
    answer_some(parent, family, pages=5)
    stopped_at = parent.path
    parent.go("/path")

    elsewhere = Window.open(chromium, served)
    come_in(elsewhere, post_box, family, link)
    elsewhere.go("/questions")
    assert elsewhere.path == stopped_at
    elsewhere.go("/q/1")
    assert elsewhere.page.locator("main input[type=text]").first.input_value() == "3"
    elsewhere.go("/questions")
    answer_everything(elsewhere, family)
    elsewhere.go("/path")
    assert elsewhere.page.locator("li[aria-current=step]").count() == 1

    if family.is_easy:
        check_sound(elsewhere, tmp_path)
    let_a_month_pass(post_box)
    reminder = newest_text(post_box, family, count=3)
    assert len(re.findall("http", reminder)) == 1
    back = Window.open(chromium, served)
    come_in(back, post_box, family, link_in(reminder))
    assert back.kind == "path"
    assert_is_theirs(back, family)

    check_files(sign_in_staff(chromium, served, "Ravi"), family, study_number)


def sign_in_staff(chromium: Browser, served: Served, name: str) -> Window:
    window, person = Window.open(chromium, served), served.people[name]
    window.go(person["link"])
    window.press("main button")
    window.page.fill("input[name=code]", person["code"])
    window.press("button[value=open]")
    assert window.kind == "staff"
    return window


def enter(kim: Window, family: Family) -> str:
    kim.go("/staff/new")
    page = kim.page
    page.get_by_label("Parent's first name").fill(family.name)
    page.get_by_label("Parent", exact=True).check()
    page.get_by_label("Bromley").check()
    page.get_by_label("Mobile phone").fill(family.phone)
    page.get_by_label("Yes, they said it is safe").check()
    page.get_by_label(OWN_NAME[family.language], exact=True).check()
    page.get_by_label("Easy words with pictures" if family.is_easy else "Plain words").check()
    if family.is_easy:
        page.get_by_label("Show listen buttons from the start").check()
    page.get_by_label("First name, or the name the parent uses").fill(family.child)
    day = born(datetime.now(UTC).date(), 9)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    kim.press("button[value=save]")
    found = re.search(r"\b[A-Z]{2}\d{4}[A-Z0-9]\b", page.locator("h1").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()


def texts_to(post_box: Window, family: Family) -> list[str]:
    """Return what was sent to the family's phone, oldest first, each with its language and direction looked at."""
    post_box.go("/post-box")
    found = []
    for line in reversed(post_box.page.locator(f'li[data-to="{family.number}"]').all()):
        body = line.locator("[lang]").last
        if not re.fullmatch(r"\d{6}", body.inner_text().strip()):
            expected = ("ur", "rtl") if family.language == "ur" else ("en", "ltr")
            assert (body.get_attribute("lang"), body.get_attribute("dir")) == expected
        found.append(body.inner_text().strip())
    return found


def newest_text(post_box: Window, family: Family, *, count: int) -> str:
    """Wait until so many texts (codes left out) have come, and return the newest."""
    end = time.monotonic() + SECONDS_TO_SEND
    while True:
        texts = [text for text in texts_to(post_box, family) if not re.fullmatch(r"\d{6}", text)]
        if len(texts) >= count:
            assert len(texts) == count
            return texts[-1]
        assert time.monotonic() < end, f"only {len(texts)} texts came"
        time.sleep(0.5)


def link_in(text: str) -> str:
    (link,) = re.findall(r"http://\S+", text)
    return link.strip("\u2066\u2067\u2068\u2069")


def come_in(window: Window, post_box: Window, family: Family, link: str) -> None:
    window.go(link)
    assert window.kind == "arrive"
    window.press("main button")
    codes = [text for text in texts_to(post_box, family) if re.fullmatch(r"\d{6}", text)]
    window.page.fill("input[name=code]", codes[-1])
    window.press("button[value=open]")
    if window.has("form[action='/first/seen']"):
        window.press("form[action='/first/seen'] button")


def assert_is_theirs(window: Window, family: Family) -> None:
    """Look whether the page is in the family's language, direction and form."""
    html = window.page.locator("html")
    assert html.get_attribute("lang") == family.language
    if family.language == "ur":
        assert html.get_attribute("dir") == "rtl"
        assert ARABIC_LETTER.search(window.page.locator("h1").inner_text())
    if family.is_easy:
        assert window.has("main svg")
        assert window.has("main audio[controls]")


def agree(parent: Window, family: Family) -> None:
    parent.press('main a[href="/read/1"]')
    read = 0
    while parent.kind == "information":
        read += 1
        assert_is_theirs(parent, family)
        parent.press("main .acts a")
    assert read == 10
    while parent.kind == "understanding":
        assert_is_theirs(parent, family)
        parent.press("button[value=leave_out]")
    for _ in range(6):
        assert parent.kind == "statement"
        assert not parent.has("main input:checked")
        assert_is_theirs(parent, family)
        parent.page.check("input[value=yes]")
        parent.press("main .acts button")
    parent.page.check("input[name=method][value=typed]")
    parent.page.fill("#name", f"{family.name} Example")
    parent.press("main .acts button")
    assert parent.kind == "path"


def check_copy(parent: Window, family: Family, study_number: str) -> None:
    parent.go("/copy")
    shown = parent.page.locator("main").inner_text()
    assert f"{family.name} Example" in shown
    for address in ("/copy.pdf", "/copy.pdf?large=yes"):
        content, media_type = parent.fetch(address)
        assert media_type == "application/pdf"
        with pikepdf.open(io.BytesIO(content)) as document:
            assert len(document.pages) >= 2
            assert str(document.Root.Lang).startswith(family.language)
            assert document.Root.MarkInfo.Marked
        words = " ".join(one.text for one in read_structure(content).walk() if one.text)
        assert f"{family.name} Example" in words
        assert study_number in words
        statements = [line.inner_text().strip() for line in parent.page.locator("main li .what").all()]
        assert len(statements) == 6
        assert [one for one in statements if one not in words] == []


def begin(parent: Window) -> None:
    parent.go("/path")
    parent.press('form[action="/start"] button')
    assert parent.kind == "information"


def answer_some(parent: Window, family: Family, pages: int = PAGES_AT_MOST) -> int:
    """Answer page after page until the part's answers are shown; return how many questions were answered."""
    answered = 0
    while answered < pages and parent.kind in {"information", "question"}:
        assert_is_theirs(parent, family)
        if parent.kind == "information":
            is_before_hard_ones = parent.page.locator("button[value=go_on]").count()
            parent.press("button[value=go_on]" if is_before_hard_ones else "main .acts a")
            continue
        before = parent.path
        give_anything(parent.page)
        parent.press("button[value=keep]")
        assert parent.path != before, parent.page.locator("main").inner_text()
        answered += 1
    return answered


def give_anything(page: Page) -> None:
    if page.locator("input[name=rows]").count():
        page.locator("[role=group] input[type=radio]").first.check()
        page.locator("[role=group] input[type=text]").first.fill("34")
    elif page.locator("main input[type=radio]").count():
        page.locator("main input[type=radio]").nth(1).check()
    elif page.locator("main input[type=checkbox]").count():
        page.locator("main input[type=checkbox]").first.check()
    elif page.locator("input[name=answer_day]").count():
        for part, figures in (("day", "3"), ("month", "4"), ("year", "1990")):
            page.fill(f"input[name=answer_{part}]", figures)
    else:
        page.fill("[name=answer]", "2")


def answer_everything(parent: Window, family: Family) -> None:
    sent = 0
    while True:
        answer_some(parent, family)
        assert parent.kind == "review"
        assert_is_theirs(parent, family)
        parent.press("main form button")
        assert parent.kind == "done"
        sent += 1
        if not parent.has('main a[href="/questions"]'):
            break
        parent.press('main a[href="/questions"]')
    assert sent == 2


def check_sound(parent: Window, folder: Path) -> None:
    """Fetch the sound of the page's heading, and look whether it can be heard."""
    address = parent.page.locator("main audio").first.get_attribute("src") or ""
    content, media_type = parent.fetch(address)
    assert media_type == "audio/mpeg"
    file = folder / "heading.mp3"
    file.write_bytes(content)
    samples, rate = soundfile.read(file)
    assert soundfile.info(file).format == "MP3"
    assert 0.3 < len(samples) / rate < 60
    assert abs(samples).max() > 0.05


def let_a_month_pass(post_box: Window) -> None:
    post_box.go("/post-box")
    post_box.press("main form button")
    assert post_box.kind == "staff"


def check_files(ravi: Window, family: Family, study_number: str) -> None:
    ravi.go("/data/")
    files = {}
    for name in ("answers", "scores", "codebook"):
        content, media_type = ravi.download(f"/data/{name}.csv")
        assert media_type.startswith("text/csv")
        files[name] = content.decode()
        assert not [
            word for word in (family.name, family.child, "900301", "900302", "1990-04-03") if word in files[name]
        ]
    rows = [row for row in csv.DictReader(io.StringIO(files["answers"])) if row["study_number"] == study_number]
    assert [(row["instrument"], row["sheet_state"]) for row in rows] == [
        ("about_you", "submitted"),
        ("growing_up", "submitted"),
    ]
    assert rows[1]["age_months"] == "9"
    assert rows[1]["growing_up_1_11m_play_together"] == "sometimes"
    scores = [row for row in csv.DictReader(io.StringIO(files["scores"])) if row["study_number"] == study_number]
    assert any(row["value"] for row in scores)
