"""Members of staff who set an account up and sign in, on pages or without them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher

from alongside.core.conduct import setting_up, signing_in, staffing
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.demonstration import demonstration_settings
from alongside.core.conduct.services import Services, open_services
from alongside.core.conduct.staffing import COMMAND_LINE, NewStaff
from alongside.core.plugin_host.host import load_catalogue
from tests.support.databases import Kind, fresh_url
from tests.support.deployment import PORT, Browser, Moment, path_of
from tests.support.page import Page

PASSWORD = "plover anvil tangent mauve"
ANOTHER = "kettle orbit walnut seventeen"
NOBODY = "no token of anybody at all"


@dataclass(slots=True)
class Colleague:
    """Somebody with an account, and what they keep in their head and on their phone."""

    code: str
    email: str
    moment: Moment
    link: str = ""
    password: str = PASSWORD
    secret: str = ""
    recovery_codes: list[str] = field(default_factory=list)

    @property
    def figures(self) -> str:
        """What the app shows now."""
        return self.figures_at(self.moment.now)

    def figures_at(self, moment: datetime) -> str:
        """Return what the app shows at a moment."""
        return pyotp.TOTP(self.secret).at(moment)


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passwords be hashed with the least work, for tests that are about everything else."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("alongside.core.credentials.passwords._HASHER", quick)
    monkeypatch.setattr("alongside.core.credentials.passwords._NOBODY", quick.hash("a password that nobody has"))


@contextmanager
def open_workers(kind: Kind, folder: Path, count: int = 1) -> Iterator[tuple[Moment, tuple[Services, ...]]]:
    """Give one deployment as several workers see it: each has connections of its own, and one clock goes for all."""
    with ExitStack() as stack:
        settings = demonstration_settings(
            folder,
            PORT,
            records_url=stack.enter_context(fresh_url(kind, "records", folder)),
            vault_url=stack.enter_context(fresh_url(kind, "vault", folder)),
        )
        moment = Moment()
        catalogue = replace(load_catalogue(settings), voices=())
        workers = []
        for _ in range(count):
            worker = open_services(settings, clock=Clock(None, moment), catalogue=catalogue)
            stack.callback(worker.close)
            workers.append(worker)
        yield moment, tuple(workers)


def invite(services: Services, moment: Moment, code: str, *roles: tuple[str, str]) -> Colleague:
    """Add somebody whose account is not set up yet."""
    email = f"{code}@example.org"
    link = staffing.add_staff(services, NewStaff(code, code.title(), email, roles), by=COMMAND_LINE)
    return Colleague(code, email, moment, link)


def join(services: Services, moment: Moment, code: str, *roles: tuple[str, str]) -> Colleague:
    """Add somebody who sets the account up."""
    colleague = invite(services, moment, code, *roles)
    set_up(services, colleague)
    return colleague


def set_up(services: Services, colleague: Colleague, password: str = PASSWORD) -> str:
    """Set an account up with its newest link, and return the token of the session that begins."""
    token = setting_up.begin(services, colleague.link.rpartition("/")[2], NOBODY)
    assert token is not None
    assert setting_up.choose_password(services, token, password) == ""
    secret = setting_up.secret_of(services, token)
    assert secret is not None
    colleague.password, colleague.secret = password, secret.typed.replace(" ", "")
    done = setting_up.confirm(services, token, colleague.figures)
    assert done is not None
    colleague.recovery_codes = list(done.recovery_codes)
    return done.token


def sign_in(services: Services, colleague: Colleague) -> str:
    """Sign in with password and app, and return the token."""
    waiting = signing_in.try_password(services, NOBODY, colleague.email, colleague.password)
    assert isinstance(waiting, str), waiting
    token = signing_in.try_second(services, waiting, colleague.figures)
    assert isinstance(token, str), token
    return token


def set_up_on_pages(browser: Browser, colleague: Colleague) -> Page:
    """Follow the link and set the account up, page by page, up to the recovery codes."""
    browser.go(path_of(colleague.link))
    browser.press("Begin")
    browser.write(colleague.password, label="Your new password")
    page = browser.press("Go on")
    colleague.secret = page.main.all("bdi")[0].text.replace(" ", "")
    browser.write(colleague.figures, label="The six figures that the app shows now")
    page = browser.press("Go on")
    colleague.recovery_codes = [code.text for code in page.main.all("bdi")]
    return page


def give_password(browser: Browser, email: str, password: str) -> Page:
    """Type an e-mail address and a password on the page for it."""
    browser.write(email, label="Your e-mail address")
    browser.write(password, label="Your password")
    return browser.press("Sign in")


def sign_in_on_pages(browser: Browser, colleague: Colleague, address: str = "/staff/sign-in") -> Page:
    """Sign in with password and app, on the way to an address."""
    browser.go(address)
    give_password(browser, colleague.email, colleague.password)
    browser.write(colleague.figures, label="Your code")
    return browser.press("Go on")
