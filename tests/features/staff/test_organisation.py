"""Sign-in with an organisation, at a Canaille of its own: with our own browser, and where it matters with Chromium."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pydantic import SecretStr
from pytest_bdd import given, parsers, scenarios, step, then, when

from alongside.core.conduct import setting_up, staff_vault, staffing
from alongside.core.settings import OrganisationSettings
from alongside.core.storage import access, audit, staff
from tests.support.browser import chromium_path
from tests.support.deployment import Browser as OwnBrowser
from tests.support.deployment import Deployment
from tests.support.identity_provider import RunningProvider, identity_provider, sign_in_there
from tests.support.live import live
from tests.support.staffed import Colleague, hash_quickly, set_up

scenarios("organisation.feature")

PASSWORD = "otter kettle violet ladder"
BACK = "/staff/organisation/back"
AWAY = "http://127.0.0.1:9"


class Window(Protocol):
    """A browser at the sign-in page."""

    def set_out(self, address: str = "/staff/sign-in") -> None:
        """Press the organisation's button on the page to which this address leads."""

    def sign_in_there(self, name: str) -> None:
        """Sign in on the organisation's pages and come back."""

    def answer_for(self, name: str) -> str:
        """Sign in on the organisation's pages, and return where they lead without going there."""

    def go(self, address: str) -> None:
        """Open an address here."""

    def close(self) -> None:
        """Close the browser."""

    @property
    def here(self) -> str:
        """The address of the page."""

    @property
    def heading(self) -> str:
        """The heading of the page."""

    @property
    def words(self) -> str:
        """What can be read on the whole page."""


@dataclass
class Reader:
    """A browser of the test's own, which holds every page of ours to the house style."""

    deployment: Deployment
    browser: OwnBrowser = field(init=False)
    address: str = ""

    def __post_init__(self) -> None:
        self.browser = self.deployment.browser()

    def set_out(self, address: str = "/staff/sign-in") -> None:
        self.browser.go(address)
        (form,) = [form for form in self.browser.page.main.all("form") if form["action"] == "/staff/organisation"]
        self.browser.send(form.all("button")[0])
        links = [link["href"] for link in self.browser.page.main.all("a")]
        self.address = links[0]

    def answer_for(self, name: str) -> str:
        back = self.deployment.services.settings.base_url + BACK
        return f"{BACK}?{urlencode(sign_in_there(self.address, name, PASSWORD, back=back))}"

    def sign_in_there(self, name: str) -> None:
        self.go(self.answer_for(name))

    def go(self, address: str) -> None:
        self.browser.go(address)

    def close(self) -> None:
        """There is nothing to close."""

    @property
    def here(self) -> str:
        return self.browser.page.address

    @property
    def heading(self) -> str:
        return self.browser.page.heading

    @property
    def words(self) -> str:
        return self.browser.page.text


@dataclass
class RealWindow:
    """Chromium."""

    deployment: Deployment
    browser: Browser
    runs_scripts: bool
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context = self.browser.new_context(java_script_enabled=self.runs_scripts)
        self.page = self.context.new_page()

    def set_out(self, address: str = "/staff/sign-in") -> None:
        self.go(address)
        self.page.locator("form[action='/staff/organisation'] button").click()

    def sign_in_there(self, name: str) -> None:
        self.page.fill("input[name=login]", name)
        self.page.locator("button[name=answer]").click()
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        self.page.wait_for_url(self.deployment.services.settings.base_url + "/**")

    def answer_for(self, name: str) -> str:
        here = self.deployment.services.settings.base_url + BACK
        self.context.route(re.compile(re.escape(here)), lambda route: route.abort())
        with self.page.expect_request(lambda request: request.url.startswith(here)) as request:
            self.sign_in_there(name)
        return request.value.url

    def go(self, address: str) -> None:
        self.page.goto(self.deployment.services.settings.base_url + address)

    def close(self) -> None:
        self.context.close()

    @property
    def here(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def words(self) -> str:
        return self.page.locator("body").inner_text()


@dataclass
class Scene:
    """The deployment, the provider, and who has which browser; `name` is Kim's at the organisation."""

    deployment: Deployment
    provider: RunningProvider
    browser: Callable[[], Browser]
    name: str
    email: str
    windows: dict[str, Window] = field(default_factory=dict)
    link: str = ""
    is_real: bool = False
    runs_scripts: bool = True

    def opened(self) -> Window:
        return (
            RealWindow(self.deployment, self.browser(), self.runs_scripts) if self.is_real else Reader(self.deployment)
        )

    def window(self, who: str) -> Window:
        if who not in self.windows:
            self.windows[who] = self.opened()
        return self.windows[who]


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[[], Browser]]:
    """Give a Chromium to whoever asks for one; most scenarios do not."""
    with ExitStack() as stack:

        @cache
        def start() -> Browser:
            playwright = stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
            stack.callback(browser.close)
            return browser

        yield start


@pytest.fixture
def scene(deployment: Deployment, provider: RunningProvider, chromium: Callable[[], Browser]) -> Iterator[Scene]:
    services = deployment.services
    client = secrets.token_hex(8)
    name = f"kim-{client}"
    organisation = OrganisationSettings(
        name="The Trust",
        issuer=provider.issuer,
        client_id=client,
        client_secret=SecretStr("what only the server knows"),
    )
    with services.vault.write() as sealed:
        staff_vault.put(services, sealed, "kim", {"email": f"{name}@ward.example"}, services.clock.now())
    with live(deployment, organisation=organisation) as running:
        back = running.services.settings.base_url + BACK
        provider.add_client(client, "what only the server knows", back)
        opened = Scene(running, provider, chromium, name, f"{name}@ward.example")
        yield opened
        for window in opened.windows.values():
            window.close()


@given("the organisation vouches for the address of Kim")
def _(scene: Scene) -> None:
    scene.provider.add_person(scene.name, scene.email, PASSWORD)


@given("Kim's browser runs no scripts")
def _(scene: Scene) -> None:
    scene.is_real, scene.runs_scripts = True, False


@given("Kim's browser is Chromium")
def _(scene: Scene) -> None:
    scene.is_real = True


@given("the organisation is away")
def _(scene: Scene) -> None:
    chosen = scene.deployment.services.settings.organisation
    assert chosen is not None
    set_organisation(scene, chosen.model_copy(update={"issuer": AWAY}))


@given("this study has no organisation")
def _(scene: Scene) -> None:
    set_organisation(scene, None)


def set_organisation(scene: Scene, chosen: OrganisationSettings | None) -> None:
    services = scene.deployment.services
    settings = services.settings.model_copy(update={"organisation": chosen})
    scene.deployment.app.extensions["alongside"] = replace(services, settings=settings)


@step(parsers.parse("the account of Kim is {account}"))
def _(scene: Scene, account: str) -> None:
    services = scene.deployment.services
    now = services.clock.now()
    match account:
        case "unknown":
            with services.vault.write() as sealed:
                staff_vault.put(services, sealed, "kim", {"email": "another@ward.example"}, now)
        case "unvouched":
            scene.name = f"un{scene.name}"
            scene.provider.add_person(scene.name, f"{scene.name}@ward.example", PASSWORD, is_verified=False)
            with services.vault.write() as sealed:
                staff_vault.put(services, sealed, "kim", {"email": f"{scene.name}@ward.example"}, now)
        case "reset":
            scene.link = staffing.reset(services, "kim", by=staffing.COMMAND_LINE)
        case "never set up":
            with services.records.write() as tx:
                staff.set_account_state(tx, "kim", "invited", now)
                scene.link = setting_up.make_link(services, tx, "kim", now)
        case "linked in the vault only":
            with services.records.write() as tx:
                staff.set_account_state(tx, "kim", "invited", now)
        case "locked" | "left":
            with services.records.write() as tx:
                staff.set_account_state(tx, "kim", account, now)
        case _:
            raise AssertionError(account)


@step(parsers.re("Kim (?:signs in|has signed in) with the organisation"))
def sign_in(scene: Scene) -> None:
    window = scene.window("Kim")
    window.set_out()
    window.sign_in_there(scene.name)


@step("Kim leaves and signs in with the organisation")
def _(scene: Scene) -> None:
    scene.windows.pop("Kim").close()
    sign_in(scene)


@when("Kim wants to see the own account and signs in with the organisation")
def _(scene: Scene) -> None:
    window = scene.window("Kim")
    window.set_out("/staff/account")
    window.sign_in_there(scene.name)


@when(parsers.parse('the address of Kim at the organisation becomes "{email}"'))
def _(scene: Scene, email: str) -> None:
    scene.provider.change_person(scene.name, email)


@when("the organisation gives the address of Kim to a newcomer")
def _(scene: Scene) -> None:
    scene.provider.change_person(scene.name, f"old-{scene.email}")
    scene.provider.add_person(f"new-{scene.name}", scene.email, PASSWORD)


@when("the newcomer signs in with the organisation")
def _(scene: Scene) -> None:
    window = scene.window("the newcomer")
    window.set_out()
    window.sign_in_there(f"new-{scene.name}")


@when("somebody else opens the address with which the organisation sends Kim back")
def _(scene: Scene) -> None:
    window = scene.window("Kim")
    window.set_out()
    scene.window("somebody else").go(window.answer_for(scene.name))


@when("Kim goes back to the address with which the organisation sent Kim")
def _(scene: Scene) -> None:
    window = scene.window("Kim")
    window.set_out()
    answer = window.answer_for(scene.name)
    window.go(answer)
    window.go(answer)


@when("Kim takes more than ten minutes to sign in with the organisation")
def _(scene: Scene) -> None:
    window = scene.window("Kim")
    window.set_out()
    scene.deployment.pass_time(minutes=11)
    window.sign_in_there(scene.name)


@when("Kim wants to sign in with the organisation")
def _(scene: Scene) -> None:
    scene.window("Kim").set_out()


@when("Kim opens the address to which an organisation would send back")
def _(scene: Scene) -> None:
    scene.window("Kim").go(f"{BACK}?state=x&code=y")


@then("Kim is signed in")
def _(scene: Scene) -> None:
    window = scene.window("Kim")
    assert "Sign out" in window.words
    window.go("/staff/account")
    assert scene.email in window.words


@then("the link with which Kim could have set up a password works no more")
def _(scene: Scene) -> None:
    token = scene.link.rpartition("/")[2]
    assert setting_up.find_link(scene.deployment.services, token) is None


@then("the link with which Kim can set up the account still works")
def _(scene: Scene) -> None:
    token = scene.link.rpartition("/")[2]
    assert isinstance(setting_up.find_link(scene.deployment.services, token), access.Link)


@when("Kim has set the account up")
def _(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)
    set_up(scene.deployment.services, Colleague("kim", scene.email, scene.deployment.moment, scene.link))


@then("Kim sees the own account")
def _(scene: Scene) -> None:
    assert scene.window("Kim").here == "/staff/account"


@then(parsers.parse("{who} reads that nobody was signed in"))
def _(scene: Scene, who: str) -> None:
    window = scene.window(who)
    assert window.heading == "You could not be signed in"
    assert not [told for told in (scene.email, scene.name, "locked", "unknown") if told in window.words]


def events(scene: Scene) -> list[tuple[str, str]]:
    with scene.deployment.services.records.read() as tx:
        found = audit.events(tx, audit.Wanted(who="kim"), limit=20)
    return [(event.action, event.details.get("by", "")) for event in reversed(found)]


@then(parsers.parse('the record says that Kim did "{first}" and then "{second}" by "{way}"'))
def _(scene: Scene, first: str, second: str, way: str) -> None:
    assert events(scene)[-2:] == [(first, ""), (second, way)]


@then(parsers.parse('the record says once that Kim did "{action}"'))
def _(scene: Scene, action: str) -> None:
    assert [done for done, _ in events(scene)].count(action) == 1
