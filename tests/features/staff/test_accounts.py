"""One's own account, and the accounts that somebody keeps for all others."""

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct import staffing
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff
from alongside.core.storage import staff as accounts
from tests.features.staff.conftest import Colleagues, another_browser, give_password, type_code, wait_for_figures
from tests.support.deployment import Browser, BrowserError, Deployment
from tests.support.family import Person
from tests.support.reading import People
from tests.support.staffed import ANOTHER, Colleague, set_up_on_pages, sign_in_on_pages

pytestmark = pytest.mark.usefixtures("quick_hashes")
scenarios("accounts.feature")

IDA = {"Name": "Ida Moor", "E-mail address to sign in with": "ida@example.org", "Code": "ida"}
WRONG = {
    "without a name": {"Name": ""},
    "with the e-mail of Bo": {"E-mail address to sign in with": "BO@example.org"},
    "with an e-mail without @": {"E-mail address to sign in with": "ida.example.org"},
    "with the code of Bo": {"Code": "bo"},
    "with the code 7": {"Code": "7"},
    "with the code somebody": {"Code": "somebody"},
}


# One's own account


@step("Bo looks at the own account")
def _(people: People) -> None:
    people["Bo"].browser.go("/staff/account")


@step("Bo is signed in in a library as well", target_fixture="library")
def _(colleagues: Colleagues, deployment: Deployment) -> Browser:
    deployment.pass_time(minutes=2)
    browser = deployment.browser()
    sign_in_on_pages(browser, colleagues["Bo"])
    return browser


@step("Bo ends the session in the library")
def _(people: People) -> None:
    people["Bo"].browser.press("End this one")


@step("the library's browser shows nothing any more")
def _(library: Browser) -> None:
    assert library.go("/staff/account").heading == "Sign in"


@step("Bo can go on")
def _(people: People) -> None:
    assert people["Bo"].browser.go("/staff/account").heading == "Your account"


@step("Bo changes the password, and types the present one wrong")
def _(people: People) -> None:
    change_password(people["Bo"].browser, "not this one", ANOTHER)


@step("Bo changes the password")
def _(people: People, colleagues: Colleagues) -> None:
    change_password(people["Bo"].browser, colleagues["Bo"].password, ANOTHER)
    colleagues["Bo"].password = ANOTHER


def change_password(browser: Browser, present: str, new: str) -> None:
    browser.go("/staff/account")
    browser.follow("Change your password")
    browser.write(present, label="Your password now")
    browser.write(new, label="Your new password")
    browser.press("Change your password")


@step(parsers.parse('Bo asks for new recovery codes with "{figures}" from the app'))
def _(people: People, figures: str) -> None:
    ask_for_codes(people["Bo"].browser, figures)


@step("Bo asks for new recovery codes with the figures of the app")
def _(people: People, colleagues: Colleagues, deployment: Deployment) -> None:
    wait_for_figures(deployment)
    ask_for_codes(people["Bo"].browser, colleagues["Bo"].figures)


def ask_for_codes(browser: Browser, figures: str) -> None:
    browser.go("/staff/account")
    browser.follow("Make new recovery codes")
    browser.write(figures, label="Your code")
    browser.press("Make new codes")


@step(parsers.re(r"Bo signs in with (?P<which>an old|a new) recovery code"))
def _(people: People, colleagues: Colleagues, deployment: Deployment, which: str) -> None:
    bo = colleagues["Bo"]
    shown = [code.text for code in people["Bo"].page.main.all("bdi")]
    old, bo.recovery_codes = bo.recovery_codes, shown or bo.recovery_codes
    browser = another_browser(people, deployment, "Bo")
    browser.go("/staff/sign-in")
    give_password(browser, bo.email, bo.password)
    type_code(browser, old[0] if which == "an old" else bo.recovery_codes[0])


# Adding people


@step("Tess adds Ida as nurse of Glasgow")
def _(people: People) -> None:
    add_ida(people["Tess"].browser, IDA)


@step(parsers.parse("Tess adds Ida as nurse of Glasgow, but {what}"), target_fixture="typed")
def _(people: People, what: str) -> dict[str, str]:
    typed = IDA | WRONG[what]
    add_ida(people["Tess"].browser, typed)
    return typed


def add_ida(browser: Browser, typed: dict[str, str]) -> None:
    browser.go("/staff/people")
    browser.follow("Add a person")
    for label, words in typed.items():
        browser.write(words, label=label)
    browser.choose("Research nurse")
    browser.choose("Glasgow")
    browser.press("Add this person")


@step("everything else that Tess typed is still there")
def _(people: People, typed: dict[str, str]) -> None:
    main = people["Tess"].page.main
    kept = [main.all("input", name=name)[0]["value"] for name in ("name", "email", "code")]
    assert kept == list(typed.values())
    chosen = [one["value"] for one in main.all("input", type="radio") if "checked" in one.attributes]
    assert chosen == ["nurse", "glasgow"]


@step("Ida sets the account up with the link that Tess read")
def _(people: People, deployment: Deployment) -> None:
    link = people["Tess"].page.main.all("bdi")[0].text
    people["Ida"] = Person("Ida", deployment, deployment.browser())
    set_up_on_pages(people["Ida"].browser, Colleague("ida", "ida@example.org", deployment.moment, link))


# Changing accounts


@step(parsers.parse('Tess decides about Bo: "{words}"'))
def _(people: People, words: str) -> None:
    browser = people["Tess"].browser
    browser.go("/staff/people")
    browser.follow("Bo")
    browser.follow(words)
    browser.press(words)


@step("Bo is out")
def _(people: People) -> None:
    assert people["Bo"].browser.go("/staff/").heading == "Sign in"


@step(parsers.parse('Tess gives Bo the role "{role}" at "{site}"'))
def _(people: People, role: str, site: str) -> None:
    browser = people["Tess"].browser
    browser.go("/staff/people/bo")
    browser.follow("Give a role")
    browser.choose(role)
    browser.choose(site)
    browser.press("Give this role")


@step(parsers.parse('Tess ends the role "{words}"'))
def _(people: People, words: str) -> None:
    people["Tess"].browser.press(words)


@step("Bo may see the data")
def _(people: People) -> None:
    assert people["Bo"].browser.go("/data/").heading == "Data"


@step("Bo may not see families")
def _(people: People) -> None:
    assert people["Bo"].browser.go("/staff/").heading == "This page is not for you"


@step(parsers.parse('Tess notes that Bo did "{about}" on {day:d} {month} 2026'))
def _(people: People, about: str, day: int, month: str) -> None:
    browser = people["Tess"].browser
    browser.go("/staff/people/bo")
    browser.follow("Note a training")
    browser.choose(about)
    for label, figures in (("Day", str(day)), ("Month", {"March": "3", "April": "4"}[month]), ("Year", "2026")):
        browser.write(figures, label=label)
    browser.press("Note this training")


# Limits


@step("nothing on the page locks, ends, gives or notes anything")
def _(people: People) -> None:
    page = people["Tess"].page
    links = [link["href"] for link in page.main.all("a")]
    forms = [form["action"] for form in page.main.all("form")]
    assert (links, forms) == (["/staff/people"], [])


@step("what was sent by hand is refused")
def _(people: People, deployment: Deployment) -> None:
    browser = people["Tess"].browser
    with deployment.services.records.read() as tx:
        (held,) = accounts.grants_of(tx, "tess")
    for path, given in (
        ("lock", {}),
        ("reset", {}),
        ("left", {}),
        ("role", {"role": "researcher", "site": "all"}),
        ("role/end", {"grant": str(held.id)}),
        ("training", {"about": "good_clinical_practice", "day": "9", "month": "3", "year": "2026"}),
        ("blind", {"blind": "yes"}),
    ):
        assert send(browser, f"/staff/people/tess/{path}", given) == 403


def send(browser: Browser, address: str, given: dict[str, str]) -> int:
    """Send a form that no page offers, and return the status."""
    token = browser.go("/staff/account").root.all("input", name="csrf_token")[0]["value"]
    return browser.client.post(address, data={"csrf_token": token, **given}).status_code


@step("Gwen keeps the staff accounts of Glasgow")
def _(people: People, deployment: Deployment) -> None:
    new = NewStaff("gwen", "Gwen", "gwen@example.org", (("trial_manager", "glasgow"),))
    link = staffing.add_staff(deployment.services, new, by=COMMAND_LINE)
    people["Gwen"] = Person("Gwen", deployment, deployment.browser())
    set_up_on_pages(people["Gwen"].browser, Colleague("gwen", new.email, deployment.moment, link))


@step(parsers.parse("{who:w} looks at the list of people"))
def _(people: People, who: str) -> None:
    people[who].browser.go("/staff/people")


@step("Bo's page is not there for Gwen")
def _(people: People) -> None:
    browser = people["Gwen"].browser
    assert browser.go("/staff/people/bo").status == 404
    assert send(browser, "/staff/people/bo/lock", {}) == 404


@step("Gwen can give roles at Glasgow only")
def _(people: People) -> None:
    browser = people["Gwen"].browser
    browser.go("/staff/people/nina")
    browser.follow("Give a role")
    browser.choose("Researcher")
    with pytest.raises(BrowserError):
        browser.choose("Bromley")
    assert send(browser, "/staff/people/nina/role", {"role": "researcher", "site": "bromley"}) == 422
    assert send(browser, "/staff/people/nina/role", {"role": "researcher", "site": "all"}) == 422
    assert send(browser, "/staff/people/nina/role", {"role": "researcher", "site": "glasgow"}) == 303
