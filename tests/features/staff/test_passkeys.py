"""Passkeys in a real Chromium, with an authenticator of its own making."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect, sync_playwright
from pytest_bdd import given, parsers, scenarios, step, then

from alongside.core.conduct import staff_vault
from alongside.core.credentials.passwords import hash_password
from alongside.core.storage import audit
from tests.support.browser import chromium_path
from tests.support.deployment import Deployment
from tests.support.live import live

scenarios("passkeys.feature")

PASSWORD = "otter kettle violet ladder"
SECRET = pyotp.random_base32()
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Window:
    """Kim's browser."""

    deployment: Deployment
    browser: Browser
    email: str
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    device: CDPSession = field(init=False)
    key: str = ""

    def open(self, *, runs_scripts: bool = True) -> None:
        self.context = self.browser.new_context(java_script_enabled=runs_scripts)
        self.page = self.context.new_page()

    def go(self, address: str) -> None:
        self.page.goto(self.deployment.services.settings.base_url + address)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def code_of_the_app(self) -> str:
        """The figures of the app, of a time step that was not used yet."""
        self.deployment.moment.now += timedelta(seconds=30)
        return pyotp.TOTP(SECRET).at(self.deployment.moment.now)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(deployment: Deployment, chromium: Browser) -> Iterator[Window]:
    services = deployment.services
    with services.vault.write() as sealed:
        kept = {"password": hash_password(PASSWORD), "totp": SECRET}
        staff_vault.put(services, sealed, "kim", kept, services.clock.now())
        email = staff_vault.fields(services, sealed, "kim")["email"]
    with live(deployment) as running:
        opened = Window(running, chromium, email)
        opened.open()
        yield opened
        opened.context.close()


@given("Kim has an account with a password and an app for codes")
def _(window: Window) -> None:
    assert window.email


@given("Kim's computer can keep passkeys")
def _(window: Window) -> None:
    window.device = window.context.new_cdp_session(window.page)
    window.device.send("WebAuthn.enable")
    window.key = window.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


@given("Kim's browser runs no scripts")
def _(window: Window) -> None:
    window.context.close()
    window.open(runs_scripts=False)


@step("Kim's computer has lost its passkeys")
def _(window: Window) -> None:
    window.device.send("WebAuthn.clearCredentials", {"authenticatorId": window.key})


@step("Kim gives the password")
def give_password(window: Window) -> None:
    window.go("/staff/sign-in")
    window.page.fill("#email", window.email)
    window.page.fill("#password", PASSWORD)
    window.press("Sign in")


@step("Kim signs out and gives the password")
def _(window: Window) -> None:
    window.press("Sign out")
    give_password(window)


@step("Kim signs in with the password and the figures of the app")
def _(window: Window) -> None:
    give_password(window)
    give_code(window)


@step("Kim adds a passkey on this device")
def _(window: Window) -> None:
    window.go("/staff/account/passkeys")
    window.page.get_by_label("On this device", exact=True).check()
    window.page.get_by_label("The six figures that your app shows now").fill(window.code_of_the_app())
    window.press("Add a passkey")
    window.press("Make the passkey")
    window.page.get_by_text("Your passkey was added").or_(window.page.get_by_text("No passkey was made")).wait_for()


@step("Kim removes the passkey")
def _(window: Window) -> None:
    window.page.get_by_role("button", name="Remove: On this device").click()


@step("Kim asks to use a passkey")
def ask_for_passkey(window: Window) -> None:
    window.page.get_by_role("link", name="Use a passkey").click()
    window.press("Go on")


@step("Kim opens the passkey")
def _(window: Window) -> None:
    ask_for_passkey(window)
    window.press("Open the passkey")


@step("Kim opens it nevertheless")
def _(window: Window) -> None:
    window.press("Open the passkey")


@step("Kim uses a code instead")
def _(window: Window) -> None:
    window.page.get_by_role("link", name="Use a code instead").click()
    give_code(window)


def give_code(window: Window) -> None:
    window.page.fill("#code", window.code_of_the_app())
    window.press("Go on")


@step(parsers.parse('Kim reads "{words}"'))
def _(window: Window, words: str) -> None:
    # What only a browser without scripts shows is not found by its words, but is there to be read.
    expect(window.page.locator("main")).to_contain_text(words, use_inner_text=True)


@then("Kim is signed in")
def _(window: Window) -> None:
    window.page.get_by_role("button", name="Sign out").wait_for()
    window.go("/staff/account")
    assert window.page.get_by_role("heading", level=1).inner_text() == "Your account"


@then(parsers.re(r'the record says that Kim did "(?P<first>\w+)"(?: and then "(?P<then>\w+)" by "(?P<way>\w+)")?'))
def _(window: Window, first: str, then: str | None, way: str | None) -> None:
    with window.deployment.services.records.read() as tx:
        events = audit.events(tx, audit.Wanted(who="kim"), limit=10)
    known = [(event.action, event.details) for event in reversed(events)]
    (kind,) = [details["kind"] for action, details in known if action == first]
    assert kind == "this_device"
    if then:
        assert [action for action, _ in known].index(first) < len(known) - 1
        assert (known[-1][0], known[-1][1]["by"]) == (then, way)
