"""What the pages of sign-in and accounts do with what no page of ours sends, and with what only some deployments have."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from alongside.core.conduct import staffing
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff
from alongside.core.settings import OrganisationSettings
from alongside.core.storage import staff as accounts
from alongside.core.web.application import create_app
from tests.support.deployment import Browser, Deployment, open_deployment
from tests.support.family import staff
from tests.support.staffed import Colleague, give_password, hash_quickly, set_up_on_pages

ROLES = (("co_ordinator", "bromley"),)


@pytest.fixture
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    """A deployment to which passkeys and an organisation belong."""
    hash_quickly(monkeypatch)
    with open_deployment(tmp_path) as opened:
        organisation = OrganisationSettings(
            name="Invented Trust",
            issuer="https://login.example.org",
            client_id="alongside",
            client_secret=SecretStr("invented"),
        )
        changed = {"base_url": "http://localhost:8000", "organisation": organisation}
        services = replace(opened.services, settings=opened.services.settings.model_copy(update=changed))
        yield replace(opened, services=services, app=create_app(services))


@pytest.fixture
def bo(deployment: Deployment) -> Colleague:
    link = staffing.add_staff(deployment.services, NewStaff("bo", "Bo", "bo@example.org", ROLES), by=COMMAND_LINE)
    return Colleague("bo", "bo@example.org", deployment.moment, link)


def send(browser: Browser, address: str, **given: str) -> tuple[int, str]:
    """Send a form, from a page that is open, and return status and where it leads."""
    token = browser.go("/help").root.all("input", name="csrf_token")[0]["value"]
    response = browser.client.post(address, data={"csrf_token": token, **given})
    return response.status_code, response.headers.get("Location", "")


def test_the_page_offers_the_organisation_and_the_next_one_the_passkey(deployment: Deployment, bo: Colleague) -> None:
    set_up_on_pages(deployment.browser(), bo)
    browser = deployment.browser()
    page = browser.go("/staff/sign-in?back=/staff/new")
    (form,) = page.main.all("form", action="/staff/organisation")
    assert [button.text for button in form.all("button")] == ["Sign in with Invented Trust"]
    page = give_password(browser, bo.email, bo.password)
    assert [link["href"] for link in page.main.all("a")] == ["/staff/second/passkey?back=/staff/new"]


def test_the_own_account_lists_passkeys_by_where_they_are(deployment: Deployment, bo: Colleague) -> None:
    browser = deployment.browser()
    set_up_on_pages(browser, bo)
    assert "You have no passkey yet." in browser.go("/staff/account").text
    with deployment.services.records.write() as tx:
        for number, kind in enumerate(("this_device", "phone", "security_key")):
            accounts.add_passkey(tx, accounts.Passkey(f"c{number}", "bo", "p", 0, kind, deployment.moment.now, None))
    text = browser.go("/staff/account").text
    assert "On this device, added 10 March 2026" in text
    assert "On a security key, added 10 March 2026" in text


def test_nothing_typed_is_not_a_try(deployment: Deployment) -> None:
    browser = deployment.browser()
    browser.go("/staff/sign-in")
    for email, password in (("", ""), (" ", "plover"), *[("bo@example.org", "")] * 6):
        page = give_password(browser, email, password)
        assert (page.status, "Type your e-mail address and your password." in page.text) == (422, True)
        assert page.main.all("input", id="email")[0]["value"] == email


def test_too_many_tries_have_a_status_of_their_own(deployment: Deployment) -> None:
    browser = deployment.browser()
    browser.go("/staff/sign-in")
    statuses = [give_password(browser, "nobody@example.org", "plover").status for _ in range(7)]
    assert statuses == [422] * 5 + [429] * 2


def test_no_code_is_not_a_try_either(deployment: Deployment, bo: Colleague) -> None:
    set_up_on_pages(deployment.browser(), bo)
    browser = deployment.browser()
    browser.go("/staff/sign-in")
    give_password(browser, bo.email, bo.password)
    for _ in range(6):
        page = browser.press("Go on")
        assert (page.status, "Type your code." in page.text) == (422, True)


def test_a_second_way_without_a_password_leads_to_the_first(deployment: Deployment) -> None:
    browser = deployment.browser()
    assert send(browser, "/staff/second", code="123456") == (303, "/staff/sign-in?over=yes")
    assert "Too much time has passed." in browser.go("/staff/sign-in?over=yes").text
    assert browser.go("/staff/second").heading == "Sign in"


def test_the_steps_of_a_set_up_are_nothing_without_the_link(deployment: Deployment) -> None:
    browser = deployment.browser()
    for address in ("/staff/setting-up/password", "/staff/setting-up/phone"):
        page = browser.go(address)
        assert (page.status, page.heading) == (410, "Open your link once more")
        assert send(browser, address, password="plover anvil tangent mauve", code="123456")[0] == 410
    assert browser.go(f"/staff/set-up/{'x' * 32}").status == 404
    assert send(browser, f"/staff/set-up/{'x' * 32}")[0] == 410


def test_a_link_of_a_family_sets_no_account_up(deployment: Deployment) -> None:
    token = deployment.people["Amy"].link.rpartition("/")[2]
    assert deployment.browser().go(f"/staff/set-up/{token}").status == 404


def test_a_link_that_sets_an_account_up_is_no_link_of_a_family(deployment: Deployment, bo: Colleague) -> None:
    assert deployment.browser().go(f"/s/{bo.link.rpartition('/')[2]}").status == 404


def test_who_is_signed_in_is_not_asked_again(deployment: Deployment, bo: Colleague) -> None:
    browser = deployment.browser()
    set_up_on_pages(browser, bo)
    assert browser.go("/staff/sign-in?back=/staff/account").heading == "Your account"
    assert browser.go("/staff/sign-in").heading == "Families"


def test_somebody_without_a_role_lands_on_their_own_account(deployment: Deployment) -> None:
    link = staffing.add_staff(deployment.services, NewStaff("ida", "Ida", "ida@example.org", ()), by=COMMAND_LINE)
    browser = deployment.browser()
    set_up_on_pages(browser, Colleague("ida", "ida@example.org", deployment.moment, link))
    page = browser.follow("I have kept them")
    assert (page.address, page.heading) == ("/staff/account", "Your account")
    assert "You have no role yet." in page.text


def test_a_session_that_is_not_there_cannot_be_ended(deployment: Deployment) -> None:
    browser = staff(deployment, "Kim").browser
    for name in ("", "x", "\x00", "0" * 64, "'; DROP TABLE sessions; --"):
        assert send(browser, "/staff/account/sessions/end", session=name)[0] == 404, name


def test_a_role_that_is_not_held_cannot_be_ended(deployment: Deployment) -> None:
    browser = staff(deployment, "Tess").browser
    for grant in ("", "x", "0", "9" * 30, "-1", "\u0663"):
        assert send(browser, "/staff/people/kim/role/end", grant=grant)[0] == 404, grant


def test_what_did_not_arrive_as_it_was_typed_adds_nobody(deployment: Deployment) -> None:
    browser = staff(deployment, "Tess").browser
    given = {"name": "Ida", "email": "ida@example.org", "code": "ida", "role": "nurse", "site": "all"}
    for field in given:
        assert send(browser, "/staff/add-person", **{**given, field: "a\x00b"})[0] == 422, field
    with deployment.services.records.read() as tx:
        assert accounts.account(tx, "ida") is None


def test_the_demonstration_s_own_people_have_no_password_to_change(deployment: Deployment) -> None:
    browser = staff(deployment, "Kim").browser
    assert "so you have no password" in browser.go("/staff/account").text
    assert send(browser, "/staff/account/password", present="x", password="plover anvil tangent mauve")[0] == 422
    assert send(browser, "/staff/account/recovery-codes", code="123456")[0] == 422
