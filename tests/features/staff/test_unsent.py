"""What staff typed is not lost when they are signed out."""

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct import staff_vault
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.tidying import tidy
from alongside.core.conduct.unsent import PREFIX
from alongside.core.storage import access, families
from tests.support.deployment import Deployment
from tests.support.family import Person, staff
from tests.support.reading import People

scenarios("unsent.feature")

TYPED = ("Quentin-Zebedee", "07700 900444", "Wilhelmina")


@pytest.fixture
def before(deployment: Deployment) -> int:
    """How many families were in the study."""
    return families_of(deployment)


def families_of(deployment: Deployment) -> int:
    with deployment.services.records.read() as tx:
        return len(families.families_of(tx, study=deployment.services.study.code))


@step("Kim has typed a whole new family and was called away for 25 minutes")
def _(people: People, deployment: Deployment, before: int) -> None:
    people["Kim"] = staff(deployment, "Kim")
    browser = people["Kim"].browser
    browser.go("/staff/new")
    name, phone, child = TYPED
    browser.write(name, label="Parent's first name")
    browser.choose("Parent")
    browser.choose("Bromley")
    browser.write(phone, label="Mobile phone")
    browser.choose("Yes, they said it is safe")
    browser.choose("English")
    browser.choose("Plain words")
    for field, words in (("name", child), ("day", "4"), ("month", "6"), ("year", "2025")):
        browser.page.main.all(id=f"child0_{field}")[0].attributes["value"] = words
    deployment.pass_time(minutes=25)


@step("Kim presses the button that adds the family")
def _(people: People) -> None:
    people["Kim"].browser.press("Add this family")


@step("Kim is asked to sign in")
def _(people: People) -> None:
    assert people["Kim"].page.heading == "Sign in"


@step("Kim signs in again")
def _(people: People, deployment: Deployment) -> None:
    sign_in_here(people["Kim"], deployment)


@step("Ravi signs in at the same browser")
def _(people: People, deployment: Deployment) -> None:
    people["Ravi"] = Person("Ravi", deployment, people["Kim"].browser)
    sign_in_here(people["Ravi"], deployment)


def sign_in_here(person: Person, deployment: Deployment) -> None:
    """Sign in at the browser that the person has before them, and go where signing in leads."""
    services = deployment.services
    with services.records.write() as tx:
        token = access.start_session(tx, subject=person.name.lower(), role=STAFF, at=services.clock.now())
    person.browser.client.set_cookie("s", token)
    person.browser.go("/")


@step("nothing was added")
def _(deployment: Deployment, before: int) -> None:
    assert families_of(deployment) == before


@step("one family more is in the study")
def _(deployment: Deployment, before: int) -> None:
    assert families_of(deployment) == before + 1


@step("Kim goes to the first page")
def _(people: People) -> None:
    people["Kim"].browser.go("/")


@step("what Kim typed stands in clear in no database")
def _(deployment: Deployment) -> None:
    stored = str(deployment.stored())
    assert [words for words in TYPED if words in stored or words.replace(" ", "") in stored] == []


@step(parsers.re(r"(?P<hours>\d+) hours pass"), converters={"hours": int})
def _(deployment: Deployment, hours: int) -> None:
    deployment.pass_time(hours=hours)


@step("the system tidies up")
def _(deployment: Deployment) -> None:
    tidy(deployment.services)


@step("nothing that Kim typed is kept")
def _(deployment: Deployment) -> None:
    with deployment.services.vault.read() as sealed:
        kept = staff_vault.fields(deployment.services, sealed, "kim")
    assert not [field for field in kept if field.startswith(PREFIX)]


@step("the server fails as Kim sends it")
def _(people: People) -> None:
    browser = people["Kim"].browser
    form = browser.page.main.all("form")[0]
    fields = {control["name"]: control["value"] for control in form.all("input", type="hidden")}
    response = browser.client.post(form["action"], data=fields | {"key": "not one of ours"})
    assert response.status_code == 400


@step(parsers.parse('Kim sends a second page, with the words "{words}"'))
def _(people: People, words: str) -> None:
    person = people["Kim"]
    token = person.page.root.all("input", name="csrf_token")[0]["value"]
    fields = {"csrf_token": token, "way": "call", "note": words, "key": "0" * 32}
    response = person.browser.client.post("/staff/family/BR0001C/contacts", data=fields)
    assert response.headers["Location"].startswith("/staff/sign-in")
