"""A deployment for tests: the demonstration in a folder of its own, with a clock that tests move, and browsers to visit it."""

import atexit
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from werkzeug.test import Client, TestResponse

from alongside.core.conduct.clock import Clock
from alongside.core.conduct.demonstration import DemonstrationPerson, demonstration_settings, prepare_demonstration
from alongside.core.conduct.reminding import RemindingRound, queue_reminders
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services, open_services, read_words
from alongside.core.definitions.consent import ConsentModule, in_order
from alongside.core.definitions.messages import PostedMessage, ReadableChannel
from alongside.core.definitions.study import Study
from alongside.core.languages.textbook import TextBook
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.core.web.application import create_app
from tests.support.databases import Kind, fresh_url
from tests.support.markup import Element
from tests.support.page import Page, faults_of_headers, read_page

BEGIN = datetime(2026, 3, 10, 10, tzinfo=UTC)
"""A Tuesday morning, inside safe hours; before clocks go forward in the month that follows."""
A_LOOK = timedelta(seconds=1)
"""The least that passes between two requests of one person."""
PORT = 8000
REDIRECTS_AT_MOST = 10


@dataclass(slots=True)
class Moment:
    """The time that a deployment's clock tells."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Deployment:
    """One open deployment, its application, and the people who were made with it."""

    services: Services
    app: Flask
    moment: Moment
    people: Mapping[str, DemonstrationPerson]

    def browser(self) -> "Browser":
        """Open a browser that nobody has used."""
        return Browser(self.app, self.moment)

    def pass_time(self, **length: float) -> None:
        """Let time pass: `minutes=20`, `days=31`."""
        self.moment.now += timedelta(**length)

    def send(self) -> SendingRound:
        """Send what is due."""
        return send_due(self.services, worker="test")

    def remind(self) -> tuple[RemindingRound, SendingRound]:
        """Do what `alongside remind` does."""
        return queue_reminders(self.services), self.send()

    def stored(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table of both databases."""
        rows: dict[str, list[tuple[Any, ...]]] = {}
        for database in (self.services.records, self.services.vault.database):
            with database.read() as tx:
                run = tx.connection.exec_driver_sql
                for (name,) in run("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all():
                    rows[f"{database.which}.{name}"] = [tuple(row) for row in run(f'SELECT * FROM "{name}"')]
        return rows

    def messages(self, to: str = "") -> list[PostedMessage]:
        """Return what lies in the post box, oldest first; `to` keeps one number's only."""
        (box, *_) = [one for one in self.services.catalogue.channels if isinstance(one, ReadableChannel)]
        return [posted for posted in reversed(box.read_all()) if to in {"", posted.message.to}]


@contextmanager
def open_deployment(
    folder: Path,
    study: Study | None = None,
    *,
    also: Sequence[ConsentModule] = (),
    newer: Sequence[ConsentModule] = (),
    kind: Kind = "sqlite",
) -> Iterator[Deployment]:
    """Give a deployment with empty databases in which Kim co-ordinates, Ravi researches and three families were invited.

    `study` takes the place of the installed one that has its code. `also` are free choices that the study offers as well.
    `newer` are consents, or versions of them, that stand beside the installed ones.
    """
    kinds = _Kinds(study, tuple(also), tuple(newer)).known()
    with ExitStack() as stack:
        if kind == "sqlite":
            shutil.copytree(_made_once(kinds), folder, dirs_exist_ok=True)
            urls = _urls_in(folder)
        else:
            urls = {
                f"{which}_url": stack.enter_context(fresh_url(kind, which, folder)) for which in ("records", "vault")
            }
        settings = demonstration_settings(folder, PORT, **urls, **_site_phones())
        moment = Moment()
        catalogue = replace(kinds.change(load_catalogue(settings, today=moment.now.date())), voices=_voices())
        book = None if catalogue.licensed_texts() else _words_of(kinds)
        services = open_services(settings, clock=Clock(folder / "clock", moment), catalogue=catalogue, book=book)
        stack.callback(services.vault.database.dispose)
        stack.callback(services.records.dispose)
        people = {person.who.split(",")[0]: person for person in prepare_demonstration(services)}
        app = create_app(services)
        app.jinja_env.bytecode_cache = _compiled_templates()
        yield Deployment(services, app, moment, people)


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """In what deployments differ from the one that is installed: what `open_deployment` was given."""

    study: Study | None
    also: tuple[ConsentModule, ...]
    newer: tuple[ConsentModule, ...]

    def change(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with these in it."""
        study = self.study
        if self.also:
            study = _offering(study or catalogue.studies[Settings().study], self.also)
            catalogue = replace(
                catalogue,
                consent_modules=dict(catalogue.consent_modules) | {module.code: module for module in self.also},
                consent_versions=dict(catalogue.consent_versions) | {module.code: (module,) for module in self.also},
            )
        if study:
            catalogue = replace(catalogue, studies=dict(catalogue.studies) | {study.code: study})
        for module in self.newer:
            versions = in_order([*catalogue.consent_versions.get(module.code, ()), module])
            catalogue = replace(
                catalogue,
                consent_modules=dict(catalogue.consent_modules) | {module.code: versions[0]},
                consent_versions=dict(catalogue.consent_versions) | {module.code: versions},
            )
        return catalogue

    def known(self) -> "_Kinds":
        """Return the first of those that are alike, for which things are made once."""
        for one in _kinds:
            if (one.study, one.also, one.newer) == (self.study, self.also, self.newer):
                return one
        _kinds.append(self)
        return self


_kinds: list[_Kinds] = []


def _offering(study: Study, also: Sequence[ConsentModule]) -> Study:
    codes = tuple(module.code for module in also)
    return replace(
        study,
        versions=tuple(
            replace(version, consent_modules=(*version.consent_modules, *codes)) for version in study.versions
        ),
    )


def _urls_in(folder: Path) -> dict[str, str]:
    return {f"{which}_url": f"sqlite:///{folder / which}.db" for which in ("records", "vault")}


@cache
def _made_once(kinds: _Kinds) -> Path:
    """Make the invented people once for all deployments of a test run that are alike: a third of their time."""
    made = TemporaryDirectory(prefix="deployment")
    atexit.register(made.cleanup)
    folder = Path(made.name)
    settings = demonstration_settings(folder, PORT, **_urls_in(folder))
    catalogue = kinds.change(load_catalogue(settings, today=BEGIN.date()))
    clock = Clock(folder / "clock", Moment())
    services = open_services(settings, clock=clock, catalogue=catalogue, book=_words_of(kinds))
    prepare_demonstration(services)
    services.records.dispose()
    services.vault.database.dispose()
    return folder


@cache
def _site_phones() -> dict[str, Any]:
    """Ask for the sites once for all deployments of a test run."""
    with TemporaryDirectory() as folder:
        return {"site_phones": dict(demonstration_settings(Path(folder), PORT).site_phones)}


@cache
def _words_of(kinds: _Kinds) -> TextBook:
    """Read the words of what is installed once for all deployments of a test run that are alike."""
    return read_words(kinds.change(load_catalogue(Settings())))


@cache
def _compiled_templates() -> BytecodeCache:
    """Keep what templates compile to for all deployments of a test run: that took a fifth of the time of features."""
    folder = TemporaryDirectory(prefix="templates")
    atexit.register(folder.cleanup)
    return FileSystemBytecodeCache(folder.name)


@cache
def _voices() -> tuple[Any, ...]:
    """Start the speaking process once for all deployments of a test run."""
    voices = load_catalogue(Settings()).voices
    for voice in voices:
        if close := getattr(voice, "close", None):
            atexit.register(close)
    return voices


class BrowserError(AssertionError):
    """A person could not have done this on the page that they see."""


@dataclass(slots=True)
class Browser:
    """A browser without JavaScript: pages, links, forms and one cookie. Every answer is held to the house style."""

    app: Flask
    moment: Moment
    client: Client = field(init=False)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def open_another_page(self) -> "Browser":
        """Open the same page beside this one, in the same browser."""
        other = Browser(self.app, self.moment)
        other.client = self.client
        other.go(self.page.address)
        return other

    def fetch(self, address: str, *, accept_language: str = "") -> TestResponse:
        """Get an address as it is, without following on."""
        headers = {"Accept-Language": accept_language} if accept_language else {}
        return self._look_at(address, self.client.get(address, headers=headers))

    def go(self, address: str, *, accept_language: str = "") -> Page:
        """Open an address and follow where it leads."""
        return self._arrive(address, self.fetch(address, accept_language=accept_language))

    def follow(self, words: str) -> Page:
        """Follow the link with these words."""
        links = [link for link in self.page.root.all("a") if words in {link.text, link["aria-label"]}]
        if not links:
            raise BrowserError(f"no link says {words!r} on {self.page.address}: {self._links()}")
        return self.go(urljoin(self.page.address, links[0]["href"]))

    def press(self, words: str = "", *, value: str = "") -> Page:
        """Press the button with these words (or this value) and send its form, as filled in."""
        buttons = [
            button
            for button in self.page.root.all("button")
            if (words and button.text == words) or (value and button["value"] == value)
        ]
        if not buttons:
            names = [button.text for button in self.page.root.all("button")]
            raise BrowserError(f"no button says {words or value!r} on {self.page.address}: {names}")
        return self.send(buttons[0])

    def send(self, button: Element) -> Page:
        """Press this very button."""
        form = button.inside("form")
        if form is None:
            raise BrowserError(f"the button {button.text!r} belongs to no form")
        address = form["action"] or list(form.above())[-1]["address"]
        return self._arrive(address, self._look_at(address, self.client.post(address, data=_filled_in(form, button))))

    def take_by(self, button: Element) -> TestResponse:
        """Press this very button, which gives a file, and return the file, or the page that says why not."""
        form = button.inside("form")
        assert form is not None
        address = form["action"]
        response = self._look_at(address, self.client.post(address, data=_filled_in(form, button)))
        if response.status_code in {301, 302, 303, 308}:
            self._arrive(address, response)
        return response

    def take(self, address: str) -> TestResponse:
        """Press the button of the page that gives a file, and return the file."""
        forms = [form for form in self.page.root.all("form") if form["action"] == address]
        if not forms:
            raise BrowserError(f"no form of {self.page.address} leads to {address}")
        return self._look_at(address, self.client.post(address, data=_filled_in(forms[0], forms[0].all("button")[0])))

    def choose(self, words: str, *, under: str = "") -> None:
        """Choose or tick the option with these words; `under` names the question when several are on the page."""
        found = [
            label.all("input")[0]
            for label in self.page.main.all("label")
            if label.text == words and label.all("input") and under in _heading_of(label)
        ]
        if not found:
            options = [label.text for label in self.page.main.all("label")]
            raise BrowserError(f"no option says {words!r} on {self.page.address}: {options}")
        choose(self.page, found[0])

    def write(self, words: str, *, label: str = "") -> None:
        """Write into the field with this label; without one, into the page's first field for words."""
        fields = [field for field in self.page.main.all("input", "textarea") if is_for_words(field)]
        if label:
            ids = [one["for"] for one in self.page.main.all("label") if one.text == label]
            fields = [field for field in fields if field["id"] in ids]
        if not fields:
            raise BrowserError(f"nothing to write {words!r} into on {self.page.address}")
        fill(fields[0], words)

    def _look_at(self, address: str, response: TestResponse) -> TestResponse:
        self.moment.now += A_LOOK
        faults = list(faults_of_headers(response.headers))
        assert not faults, f"{address} ({response.status_code}): " + "; ".join(faults)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            self.page = read_page(address, response.status_code, response.headers, response.get_data(as_text=True))
        return response

    def _arrive(self, address: str, response: TestResponse) -> Page:
        for _ in range(REDIRECTS_AT_MOST):
            if response.status_code not in {301, 302, 303, 308}:
                break
            address = response.headers["Location"]
            response = self.fetch(address)
        assert response.mimetype == "text/html", f"{address} is no page but {response.mimetype}"
        return self.page

    def _links(self) -> list[str]:
        return [link.text for link in self.page.root.all("a")]


def path_of(address: str) -> str:
    """Return the part of an address that comes after the server's name."""
    return urlsplit(address).path


def is_for_words(control: Element) -> bool:
    """Return whether a field takes words or figures."""
    return control.tag == "textarea" or control["type"] in {"text", "tel", "email", "password", "search"}


def fill(control: Element, words: str) -> None:
    """Write into a field, over what stood there."""
    if control.tag == "textarea":
        control.children[:] = [words]
    else:
        control.attributes["value"] = words


def choose(page: Page, option: Element) -> None:
    """Choose an option; of several radio buttons with one name only this one stays chosen."""
    if option["type"] == "radio":
        for other in page.main.all("input", type="radio", name=option["name"]):
            other.attributes.pop("checked", None)
    option.attributes["checked"] = ""


def _heading_of(label: Element) -> str:
    group = label.inside("fieldset")
    return group.all("legend")[0].text if group is not None else ""


def _filled_in(form: Element, button: Element) -> dict[str, list[str]]:
    """Return what a browser sends: no unchecked box, no other button."""
    sent: dict[str, list[str]] = {}
    for control in form.all("input", "textarea"):
        if control["type"] in {"radio", "checkbox"} and "checked" not in control.attributes:
            continue
        words = "".join(map(str, control.children)) if control.tag == "textarea" else control["value"]
        sent.setdefault(control["name"], []).append(words)
    if button["name"]:
        sent.setdefault(button["name"], []).append(button["value"])
    return sent


@contextmanager
def temporary_deployment() -> Iterator[Deployment]:
    """Give a deployment in a folder that is deleted afterwards."""
    with TemporaryDirectory(prefix="alongside_") as folder, open_deployment(Path(folder)) as deployment:
        yield deployment
