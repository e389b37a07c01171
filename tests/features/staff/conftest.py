"""What features about accounts share: colleagues who set an account up and sign in, and Tess, who keeps staff."""

import pytest
from pytest_bdd import parsers, step

from alongside.core.conduct import staffing
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff
from tests.support.deployment import Browser, Deployment, path_of
from tests.support.family import Person, staff
from tests.support.reading import People
from tests.support.staffed import Colleague, give_password, hash_quickly, set_up_on_pages

Colleagues = dict[str, Colleague]
SITES = {"Bromley": "bromley", "Glasgow": "glasgow", "every site": ""}
ROLES = {"co-ordinator": "co_ordinator", "nurse": "nurse", "researcher": "researcher"}


@pytest.fixture
def colleagues() -> Colleagues:
    """Who has, or will have, an account of their own making, by name."""
    return {}


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little work: features type many."""
    hash_quickly(monkeypatch)


def wait_for_figures(deployment: Deployment) -> None:
    """Let the app show figures that were not used."""
    deployment.pass_time(seconds=31)


def another_browser(people: People, deployment: Deployment, name: str) -> Browser:
    """Go on where nobody is signed in."""
    people[name].browser = deployment.browser()
    return people[name].browser


@step("Tess keeps the staff accounts")
def _(people: People, deployment: Deployment) -> None:
    people["Tess"] = staff(deployment, "Tess")


@step(parsers.parse("{name:w} was added as {role} of {site}"))
def _(people: People, colleagues: Colleagues, deployment: Deployment, name: str, role: str, site: str) -> None:
    code = name.lower()
    new = NewStaff(code, name, f"{code}@example.org", ((ROLES[role], SITES[site]),))
    link = staffing.add_staff(deployment.services, new, by=COMMAND_LINE)
    colleagues[name] = Colleague(code, new.email, deployment.moment, link)
    people[name] = Person(name, deployment, deployment.browser(), link=link)


@step(parsers.parse("{name:w} has set the account up"))
@step(parsers.parse("{name:w} sets the account up"))
@step(parsers.parse("{name:w} sets the account up anew"))
def _(people: People, colleagues: Colleagues, name: str) -> None:
    set_up_on_pages(people[name].browser, colleagues[name])


@step(parsers.parse("{name:w} opens the set-up link"))
def _(people: People, colleagues: Colleagues, name: str) -> None:
    people[name].browser.go(path_of(colleagues[name].link))


@step(parsers.parse("{name:w} types e-mail address and password"))
def _(people: People, colleagues: Colleagues, name: str) -> None:
    give_password(people[name].browser, colleagues[name].email, colleagues[name].password)


@step(parsers.parse("{name:w} types e-mail address and password in another browser"))
def _(people: People, colleagues: Colleagues, deployment: Deployment, name: str) -> None:
    another_browser(people, deployment, name).go("/staff/sign-in")
    give_password(people[name].browser, colleagues[name].email, colleagues[name].password)


@step(parsers.parse("{name:w} types the figures of the app"))
def _(people: People, colleagues: Colleagues, deployment: Deployment, name: str) -> None:
    wait_for_figures(deployment)
    type_code(people[name].browser, colleagues[name].figures)


@step(parsers.parse("{name:w} signs in in another browser"), target_fixture="held")
def _(people: People, colleagues: Colleagues, deployment: Deployment, name: str) -> list[str]:
    """Sign in, and keep what the browser held at each step."""
    wait_for_figures(deployment)
    browser = another_browser(people, deployment, name)
    browser.go("/staff/sign-in")
    held = [held_by(browser)]
    give_password(browser, colleagues[name].email, colleagues[name].password)
    held.append(held_by(browser))
    type_code(browser, colleagues[name].figures)
    return [*held, held_by(browser)]


@step(parsers.parse("{name:w} cannot sign in"))
def _(colleagues: Colleagues, deployment: Deployment, name: str) -> None:
    browser = deployment.browser()
    browser.go("/staff/sign-in")
    page = give_password(browser, colleagues[name].email, colleagues[name].password)
    assert (page.status, page.heading) == (422, "Sign in")
    assert "That did not fit." in page.text


@step(parsers.parse("{name:w} goes on"))
def _(people: People, name: str) -> None:
    people[name].browser.follow("I have kept them")


@step(parsers.parse("{name:w} has ten recovery codes"))
def _(people: People, name: str) -> None:
    codes = [code.text for code in people[name].page.main.all("bdi")]
    assert len(set(codes)) == 10


@step(parsers.parse("{who:w} looks at {name:w}"))
def _(people: People, who: str, name: str) -> None:
    code = who.lower() if name == "herself" else name.lower()
    people[who].browser.go(f"/staff/people/{code}")


def type_code(browser: Browser, code: str) -> None:
    """Type the second way and go on."""
    browser.write(code, label="Your code")
    browser.press("Go on")


def held_by(browser: Browser) -> str:
    """Return what the browser's one cookie holds."""
    cookie = browser.client.get_cookie("s")
    assert cookie is not None
    return cookie.value
