"""The pages about passkeys, every state of them, and answers that no honest browser sends."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import pyotp
import pytest

from alongside.core.conduct import own_account, staff_vault, staffing
from alongside.core.conduct.passkey_sign_in import AT_MOST
from alongside.core.credentials import passkeys
from alongside.core.credentials.passwords import hash_password
from alongside.core.storage import audit, staff
from alongside.core.web.application import create_app
from tests.support.deployment import Browser, Deployment, open_deployment
from tests.support.family import staff as staff_of
from tests.support.passkey import Device

ORIGIN = "http://localhost:8000"
PASSWORD = "otter kettle violet ladder"
SECRET = pyotp.random_base32()
PASSKEYS = "/staff/account/passkeys"
SECOND = "/staff/second/passkey"
FIGURES = "The six figures that your app shows now"


@dataclass
class Person:
    """Somebody at a browser, with a device."""

    deployment: Deployment
    code: str
    browser: Browser
    device: Device

    def give_password(self) -> None:
        services = self.deployment.services
        with services.vault.read() as sealed:
            email = staff_vault.fields(services, sealed, self.code)["email"]
        self.browser.go("/staff/sign-in")
        self.browser.write(email, label="Your e-mail address")
        self.browser.write(PASSWORD, label="Your password")
        self.browser.press("Sign in")

    def sign_in(self) -> None:
        self.give_password()
        self.browser.write(self.figures, label="Your code")
        self.browser.press("Go on")

    @property
    def figures(self) -> str:
        """What the app shows, when it has gone on to figures that were not used."""
        self.deployment.pass_time(seconds=30)
        return pyotp.TOTP(SECRET).at(self.deployment.moment.now + timedelta(seconds=1))

    def ask_for_new(self, kind: str = "On this device") -> str:
        self.browser.go(PASSKEYS)
        self.browser.choose(kind)
        self.browser.write(self.figures, label=FIGURES)
        self.browser.press("Add a passkey")
        return self.options()

    def ask_for_known(self) -> str:
        self.browser.go(SECOND)
        self.browser.press("Go on")
        return self.options()

    def options(self) -> str:
        (form,) = self.browser.page.main.all("form")
        return form["data-options"]

    def send(self, answer: str, *, challenge: str = "") -> None:
        """Send the form as the page's script does."""
        (form,) = self.browser.page.main.all("form")
        form.all("input", name="answer")[0].attributes["value"] = answer
        if challenge:
            form.all("input", name="challenge")[0].attributes["value"] = challenge
        self.browser.send(form.all("button")[0])

    def add(self) -> None:
        self.send(self.device.make(self.ask_for_new()))

    @property
    def status(self) -> int:
        return self.browser.page.status

    @property
    def words(self) -> str:
        return self.browser.page.text


@cache
def hashed() -> str:
    """Return the hash of the password, which takes long to make."""
    return hash_password(PASSWORD)


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        settings = opened.services.settings.model_copy(update={"base_url": ORIGIN})
        services = replace(opened.services, settings=settings)
        now = services.clock.now()
        with services.vault.write() as sealed:
            for code in ("kim", "ravi"):
                staff_vault.put(services, sealed, code, {"password": hashed(), "totp": SECRET}, now)
        yield replace(opened, services=services, app=create_app(services))


def person(deployment: Deployment, code: str) -> Person:
    return Person(deployment, code, deployment.browser(), Device(ORIGIN))


@pytest.fixture
def kim(deployment: Deployment) -> Person:
    return person(deployment, "kim")


@pytest.fixture
def ravi(deployment: Deployment) -> Person:
    return person(deployment, "ravi")


def kept(deployment: Deployment, code: str) -> list[staff.Passkey]:
    with deployment.services.records.read() as tx:
        return staff.passkeys_of(tx, code)


def actions(deployment: Deployment) -> list[str]:
    with deployment.services.records.read() as tx:
        return [event.action for event in reversed(audit.events(tx, audit.Wanted(), limit=50))]


def test_a_passkey_is_added_used_and_removed(kim: Person, deployment: Deployment) -> None:
    kim.sign_in()
    kim.browser.go(PASSKEYS)
    assert "You have no passkey yet" in kim.words
    kim.add()
    assert "Your passkey was added" in kim.words
    assert "Not used yet" in kim.words
    kim.browser.press("Sign out")
    kim.give_password()
    kim.send(kim.device.use(kim.ask_for_known()))
    kim.browser.go(PASSKEYS)
    assert "Last used on 10 March 2026" in kim.words
    assert [passkey.sign_count for passkey in kept(deployment, "kim")] == [1]
    kim.browser.press("Remove")
    assert "The passkey was removed" in kim.words
    assert kept(deployment, "kim") == []
    ours = [action for action in actions(deployment) if action in {"signed_in", "passkey_added", "passkey_removed"}]
    assert ours == ["signed_in", "passkey_added", "signed_in", "passkey_removed"]


def test_the_place_of_a_new_passkey_has_to_be_chosen(kim: Person) -> None:
    kim.sign_in()
    kim.browser.go(PASSKEYS)
    kim.browser.press("Add a passkey")
    assert kim.status == 422
    assert "Choose where the passkey will be" in kim.words


@pytest.mark.parametrize(("figures", "words"), [("", "Type your code."), ("123", "That code did not fit")])
def test_nobody_adds_a_passkey_at_a_page_that_somebody_left_open(kim: Person, figures: str, words: str) -> None:
    kim.sign_in()
    kim.browser.go(PASSKEYS)
    kim.browser.choose("On a phone or tablet")
    kim.browser.write(figures, label=FIGURES)
    kim.browser.press("Add a passkey")
    assert kim.status == 422
    assert words in kim.words
    (chosen,) = [one for one in kim.browser.page.main.all("input", name="kind") if "checked" in one.attributes]
    assert chosen["value"] == "phone"
    assert not kim.browser.page.main.all("form", id="asked")


def test_guesses_at_the_figures_are_counted(kim: Person) -> None:
    kim.sign_in()
    statuses = []
    for _ in range(6):
        kim.browser.go(PASSKEYS)
        kim.browser.choose("On a phone or tablet")
        kim.browser.write("123", label=FIGURES)
        kim.browser.press("Add a passkey")
        statuses.append(kim.status)
    assert statuses == [422] * 5 + [429]
    assert "too many tries" in kim.words


@pytest.mark.parametrize(("minutes", "is_asked"), [(9, True), (11, False)])
def test_who_has_no_app_adds_a_passkey_only_soon_after_coming_in(
    deployment: Deployment, *, minutes: int, is_asked: bool
) -> None:
    nina = Person(deployment, "nina", staff_of(deployment, "Nina").browser, Device(ORIGIN))
    deployment.pass_time(minutes=minutes)
    nina.browser.go(PASSKEYS)
    assert not nina.browser.page.main.all("input", name="code")
    nina.browser.choose("On this device")
    nina.browser.press("Add a passkey")
    assert bool(nina.browser.page.main.all("form", id="asked")) is is_asked
    if is_asked:
        nina.send(nina.device.make(nina.options()))
    else:
        assert nina.status == 422
        assert "sign in again" in nina.words
    assert len(kept(deployment, "nina")) == is_asked


@pytest.mark.parametrize("end", ["lock", "reset", "end_others"])
def test_a_passkey_whose_owner_is_put_out_while_it_is_looked_at_is_not_added(
    kim: Person, deployment: Deployment, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    kim.sign_in()
    answer = kim.device.make(kim.ask_for_new())
    meanwhile(monkeypatch, passkeys, "look_at_new", lambda: put_out(deployment, end))
    kim.send(answer)
    assert kept(deployment, "kim") == []
    assert "passkey_added" not in actions(deployment)


@pytest.mark.parametrize("end", ["reopened", "end_others"])
def test_a_first_step_that_is_ended_while_the_passkey_is_looked_at_lets_nobody_in(
    kim: Person, deployment: Deployment, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    kim.sign_in()
    kim.add()
    kim.browser.press("Sign out")
    kim.give_password()
    answer = kim.device.use(kim.ask_for_known())
    meanwhile(monkeypatch, passkeys, "look_at_known", lambda: put_out(deployment, end))
    kim.send(answer)
    assert kim.browser.page.heading == "Sign in"
    assert kim.browser.go("/staff/account").heading == "Sign in"


def put_out(deployment: Deployment, end: str) -> None:
    services = deployment.services
    match end:
        case "lock":
            staffing.lock(services, "kim", by=staffing.COMMAND_LINE)
        case "reset":
            staffing.reset(services, "kim", by=staffing.COMMAND_LINE)
        case "reopened":
            staffing.lock(services, "kim", by=staffing.COMMAND_LINE)
            staffing.open_again(services, "kim", by=staffing.COMMAND_LINE)
        case _:
            own_account.end_other_sessions(services, "kim", "a browser somewhere else")


def meanwhile(monkeypatch: pytest.MonkeyPatch, place: ModuleType, name: str, happens: Callable[[], None]) -> None:
    """Let something happen while an answer is looked at, which is then done as ever."""
    look = getattr(place, name)

    def happen_and_look(*given: object, **named: object) -> object:
        happens()
        return look(*given, **named)

    monkeypatch.setattr(place, name, happen_and_look)


@pytest.mark.parametrize("answer", ["", "{}", "null", "x" * 30_000, '{"id": 7}'])
def test_what_is_no_passkey_is_not_added(kim: Person, deployment: Deployment, answer: str) -> None:
    kim.sign_in()
    kim.ask_for_new()
    kim.send(answer)
    assert kim.status == 422
    assert "No passkey was added" in kim.words
    assert kept(deployment, "kim") == []


def test_an_answer_is_taken_once_within_its_time_and_by_who_was_asked(
    kim: Person, ravi: Person, deployment: Deployment
) -> None:
    kim.sign_in()
    ravi.sign_in()
    asked = kim.ask_for_new()
    answer, challenge = kim.device.make(asked), json.loads(asked)["challenge"]
    ravi.ask_for_new()
    ravi.send(answer, challenge=challenge)
    assert ravi.status == 422
    deployment.pass_time(minutes=11)
    kim.send(answer)
    assert kim.status == 422
    asked = kim.ask_for_new()
    answer, challenge = kim.device.make(asked), json.loads(asked)["challenge"]
    kim.send("{}")
    kim.ask_for_new()
    kim.send(answer, challenge=challenge)
    assert kim.status == 422
    assert kept(deployment, "kim") == kept(deployment, "ravi") == []


def test_one_passkey_is_not_added_twice_even_by_another_person(
    kim: Person, ravi: Person, deployment: Deployment
) -> None:
    kim.sign_in()
    kim.add()
    ravi.sign_in()
    ravi.device.credential = kim.device.credential
    ravi.add()
    assert ravi.status == 422
    assert [passkey.staff for passkey in kept(deployment, "kim")] == ["kim"]


def test_nobody_has_more_passkeys_than_anybody_needs(kim: Person, deployment: Deployment) -> None:
    kim.sign_in()
    for _ in range(AT_MOST):
        kim.device = Device(ORIGIN)
        kim.add()
    kim.browser.go(PASSKEYS)
    kim.browser.choose("On a security key")
    kim.browser.write(kim.figures, label=FIGURES)
    kim.browser.press("Add a passkey")
    assert kim.status == 422
    assert len(kept(deployment, "kim")) == AT_MOST


def test_nobody_removes_the_passkey_of_another(kim: Person, ravi: Person, deployment: Deployment) -> None:
    for one in (kim, ravi):
        one.sign_in()
        one.add()
    (button,) = [button for button in ravi.browser.page.main.all("button") if button.text == "Remove"]
    form = button.inside("form")
    assert form is not None
    form.all("input", name="passkey")[0].attributes["value"] = kept(deployment, "kim")[0].credential
    ravi.browser.send(button)
    assert ravi.status == 404
    assert len(kept(deployment, "kim")) == 1


def test_a_passkey_alone_opens_nothing(kim: Person) -> None:
    kim.browser.go(SECOND)
    assert kim.browser.page.heading == "Sign in"


def test_without_a_passkey_the_page_says_what_works_instead(kim: Person) -> None:
    kim.give_password()
    kim.browser.go(SECOND)
    kim.browser.press("Go on")
    assert kim.status == 422
    assert "Your account has no passkey yet" in kim.words


def test_a_wrong_answer_lets_nobody_in(kim: Person, ravi: Person) -> None:
    for one in (kim, ravi):
        one.sign_in()
        one.add()
        one.browser.press("Sign out")
        one.give_password()
    for answer in ("", "{}", ravi.device.use(kim.ask_for_known())):
        kim.ask_for_known()
        kim.send(answer)
        assert kim.status == 422
        assert "That passkey did not fit" in kim.words
    kim.send(kim.device.use(kim.ask_for_known()))
    assert kim.status == 200


def test_a_passkey_that_was_copied_lets_nobody_in(kim: Person) -> None:
    kim.sign_in()
    kim.add()
    copied = replace(kim.device)
    kim.browser.press("Sign out")
    kim.give_password()
    kim.send(kim.device.use(kim.ask_for_known()))
    kim.browser.press("Sign out")
    kim.give_password()
    kim.send(copied.use(kim.ask_for_known()))
    assert kim.status == 422


def test_after_ten_minutes_the_password_is_asked_for_again(kim: Person, deployment: Deployment) -> None:
    kim.sign_in()
    kim.add()
    kim.browser.press("Sign out")
    kim.give_password()
    answer = kim.device.use(kim.ask_for_known())
    deployment.pass_time(minutes=11)
    kim.send(answer)
    assert kim.browser.page.heading == "Sign in"


def test_a_locked_account_is_not_opened_by_a_passkey(kim: Person, deployment: Deployment) -> None:
    kim.sign_in()
    kim.add()
    kim.browser.press("Sign out")
    kim.give_password()
    answer = kim.device.use(kim.ask_for_known())
    with deployment.services.records.write() as tx:
        staff.set_account_state(tx, "kim", "locked", deployment.services.clock.now())
    kim.send(answer)
    assert kim.browser.page.heading == "Sign in"


def test_where_browsers_make_no_passkeys_the_pages_say_what_works_instead(deployment: Deployment) -> None:
    settings = deployment.services.settings.model_copy(update={"base_url": "http://127.0.0.1:8000"})
    services = replace(deployment.services, settings=settings)
    kim = person(replace(deployment, services=services, app=create_app(services)), "kim")
    kim.give_password()
    kim.browser.go(SECOND)
    assert "Passkeys do not work at this address" in kim.words
    assert not kim.browser.page.main.all("button")
    kim.sign_in()
    kim.browser.go(PASSKEYS)
    assert "Passkeys do not work at this address" in kim.words
    token = kim.browser.page.root.all("input", name="csrf_token")[0]["value"]
    for address, status in ((f"{PASSKEYS}/new", 403), (f"{PASSKEYS}/add", 422)):
        assert kim.browser.client.post(address, data={"kind": "phone", "csrf_token": token}).status_code == status
