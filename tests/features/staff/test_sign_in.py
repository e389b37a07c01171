"""Signing in and setting up, page by page."""

import re
from dataclasses import dataclass

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct import staffing
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff
from tests.features.staff.conftest import Colleagues, another_browser, give_password, type_code, wait_for_figures
from tests.support.deployment import Browser, Deployment, path_of
from tests.support.reading import People

pytestmark = pytest.mark.usefixtures("quick_hashes")
scenarios("sign_in.feature")

NEVER_HERE = "never-here@example.org"
CHANGING = re.compile(r'name="csrf_token" value="[^"]+"|nonce="[\w-]+"')
"""The form token and the nonce, which differ from page to page for everybody."""


DIFFERENT = frozenset({"Set-Cookie", "Content-Security-Policy", "Content-Length"})
"""Headers with a token, a nonce, or a length that goes with the address that was typed."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


@step("the page says nothing of Bo")
def _(people: People) -> None:
    page = people["Bo"].page
    shown = [page.text, *(str(element.attributes) for element in page.root.walk() if element.tag != "style")]
    assert not any(re.search(r"\bBo\b|bo@|Bromley|ordinator", words) for words in shown)


@step(parsers.parse("Bo's link is opened {times:d} times, by nobody knows whom"), target_fixture="stored_before")
def _(colleagues: Colleagues, deployment: Deployment, times: int) -> object:
    stored = deployment.stored()
    for _ in range(times):
        deployment.browser().go(path_of(colleagues["Bo"].link))
    return stored


@step("nothing at all was written down")
def _(stored_before: object, deployment: Deployment) -> None:
    assert deployment.stored() == stored_before


@step("Bo opens the set-up link in another browser")
def _(people: People, colleagues: Colleagues, deployment: Deployment) -> None:
    another_browser(people, deployment, "Bo").go(path_of(colleagues["Bo"].link))


@step("Bo begins, and chooses a password")
def _(people: People, colleagues: Colleagues) -> None:
    choose_password(people["Bo"].browser, colleagues["Bo"].password)
    colleagues["Bo"].secret = people["Bo"].page.main.all("bdi")[0].text.replace(" ", "")


@step(parsers.parse('Bo begins, and chooses the password "{password}"'))
def _(people: People, password: str) -> None:
    choose_password(people["Bo"].browser, password)
    assert people["Bo"].page.status == 422


def choose_password(browser: Browser, password: str) -> None:
    browser.press("Begin")
    browser.write(password, label="Your new password")
    browser.press("Go on")


@step("Bo connects the app")
def _(people: People, colleagues: Colleagues) -> None:
    assert people["Bo"].page.main.all("svg")
    connect(people["Bo"].browser, colleagues["Bo"].figures)


@step(parsers.parse('Bo types "{figures}" from the app'))
def _(people: People, figures: str) -> None:
    connect(people["Bo"].browser, figures)


def connect(browser: Browser, figures: str) -> None:
    browser.write(figures, label="The six figures that the app shows now")
    browser.press("Go on")


@step("Bo goes to another browser, and wants to add a family")
def _(people: People, deployment: Deployment) -> None:
    another_browser(people, deployment, "Bo").go("/staff/new")


@step("Bo wants to add a family")
def _(people: People) -> None:
    people["Bo"].browser.go("/staff/new")


@step("Bo signs in from a page that asks to lead elsewhere")
def _(people: People, colleagues: Colleagues, deployment: Deployment) -> None:
    wait_for_figures(deployment)
    browser = another_browser(people, deployment, "Bo")
    browser.go("/staff/sign-in?back=//evil.example/staff/")
    for back in browser.page.main.all("input", name="back"):
        back.attributes["value"] = "https://evil.example/staff/"
    give_password(browser, colleagues["Bo"].email, colleagues["Bo"].password)
    for back in browser.page.main.all("input", name="back"):
        back.attributes["value"] = "/staff/../../evil.example"
    type_code(browser, colleagues["Bo"].figures)


@step("the browser held something else at each step")
def _(held: list[str]) -> None:
    assert len(set(held)) == 3


@step("what it held before opens nothing")
def _(held: list[str], deployment: Deployment) -> None:
    for old in held[:-1]:
        thief = deployment.browser()
        thief.client.set_cookie("s", old)
        assert thief.go("/staff/new").heading == "Sign in"
        assert thief.go("/staff/second").heading == "Sign in"


@step("Bo signs in with a recovery code")
@step("Bo signs in with the same recovery code")
def _(people: People, colleagues: Colleagues, deployment: Deployment) -> None:
    browser = another_browser(people, deployment, "Bo")
    browser.go("/staff/sign-in")
    give_password(browser, colleagues["Bo"].email, colleagues["Bo"].password)
    type_code(browser, colleagues["Bo"].recovery_codes[0].lower())


@step("Bo types the figures that were used")
def _(people: People, colleagues: Colleagues) -> None:
    type_code(people["Bo"].browser, colleagues["Bo"].figures)


@step("nothing else")
def _() -> None:
    """Nothing happened."""


@step("Bo's account is locked")
def _(deployment: Deployment) -> None:
    staffing.lock(deployment.services, "bo", by=COMMAND_LINE)


@step("Bo has left")
def _(deployment: Deployment) -> None:
    staffing.mark_as_left(deployment.services, "bo", by=COMMAND_LINE)


@step("Ida was added")
def _(deployment: Deployment) -> None:
    new = NewStaff("ida", "Ida", "ida@example.org", (("nurse", "glasgow"),))
    staffing.add_staff(deployment.services, new, by=COMMAND_LINE)


@step(
    parsers.re(r"somebody tries to sign in (?P<times>\d+) times as (?P<name>Bo|Ida)(?P<wrong> with a wrong password)?"),
    target_fixture="answers",
)
def _(colleagues: Colleagues, deployment: Deployment, times: str, name: str, wrong: str | None) -> list[Answer]:
    password = "not this one" if wrong else colleagues["Bo"].password
    return [answer_to(deployment, email, password, int(times)) for email in (f"{name.lower()}@example.org", NEVER_HERE)]


def answer_to(deployment: Deployment, email: str, password: str, times: int) -> Answer:
    """Return what somebody is answered in the end, without what differs between any two pages, and without the address."""
    browser = deployment.browser()
    browser.go("/staff/sign-in")
    for _ in range(times):
        token = browser.page.main.all("input", name="csrf_token")[0]["value"]
        given = {"csrf_token": token, "back": "", "email": email, "password": password}
        response = browser.client.post("/staff/sign-in", data=given)
    headers = {name: value for name, value in response.headers if name not in DIFFERENT}
    body = CHANGING.sub("", response.get_data(as_text=True)).replace(email, "")
    return Answer(response.status_code, headers, body)


@step("the answer is, letter by letter, the one for somebody who was never here")
def _(answers: list[Answer]) -> None:
    theirs, nobodys = answers
    assert theirs == nobodys
    assert theirs.status in {422, 429}


@step(parsers.parse("somebody guesses Bo's password {times:d} times, from many browsers"))
def _(colleagues: Colleagues, deployment: Deployment, times: int) -> None:
    words = set()
    for number in range(times):
        browser = deployment.browser()
        browser.go("/staff/sign-in")
        page = give_password(browser, colleagues["Bo"].email, f"guess {number}")
        words.add(page.main.all("p", class_="error")[0].text)
    assert len(words) <= 2


@step("Tess gives Bo a new way in")
def _(people: People, colleagues: Colleagues) -> None:
    browser = people["Tess"].browser
    browser.follow("Give a new way in")
    page = browser.press("Give a new way in")
    colleagues["Bo"].link = page.main.all("bdi")[0].text
