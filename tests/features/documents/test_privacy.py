"""The notice of privacy: the same on the page and on paper, in each language, form and size, and nobody invented."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct import consenting
from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.conduct.services import Services
from alongside.core.conduct.sheets import SheetKind, Wish, render_kind
from alongside.core.web.application import create_app
from tests.support.deployment import Browser, Deployment, temporary_deployment
from tests.support.family import Person
from tests.support.page import Page
from tests.support.pdfs import faults_of_pdf, plain, said_by
from tests.support.sheets import assert_reader_agrees, signed_in, wants, wish_for

scenarios("privacy.feature")
EVERYTHING = (
    "One organisation runs the study",
    "We keep your name",
    "are in another place, with a number",
    "How long we keep your details",
    "You can ask to see what we keep about you",
    "0303 123 1113",
)


@pytest.fixture(scope="module")
def house() -> Iterator[Deployment]:
    """One deployment for all notices of this module."""
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture(scope="module")
def reader(house: Deployment) -> Person:
    """Somebody who reads the pages in every language and form."""
    return signed_in(house, "Amy")


@pytest.fixture(scope="module")
def notices(house: Deployment) -> dict[Wish, bytes]:
    """Notices that were made already."""
    return {}


@step(parsers.parse("the notice is made in {language}, {words}"), target_fixture="wish")
def _(house: Deployment, notices: dict[Wish, bytes], language: str, words: str) -> Wish:
    phone = next(iter(house.services.settings.site_phones.values()))
    wish = replace(wish_for(language, words), phone=phone)
    if wish not in notices:
        notices[wish] = made(house.services, wish)
    return wish


def made(services: Services, wish: Wish) -> bytes:
    return render_kind(services, SheetKind.PRIVACY, consenting.module_of(services), wish)


@step("it says each text of the page in the page's order")
def _(reader: Person, notices: dict[Wish, bytes], wish: Wish) -> None:
    wants(reader.browser, language=wish.language, format="easy" if wish.easy_read else "standard")
    page = reader.browser.go("/privacy")
    told = [" ".join(one.text.split()) for one in page.main.walk() if one.tag in {"h1", "h2", "p", "dt", "dd"}]
    links = {one.text for one in page.main.all("a")}
    explained = {part.text for one in page.main.all("details") if "means" in one["class"] for part in one.all("p")}
    on_paper = iter(map(plain, said_by(notices[wish])))
    missing = [words for words in told if words not in links | explained and plain(words) not in on_paper]
    assert missing == []
    assert len(told) > 40


@step("two checkers of PDF/UA find nothing wrong with it")
def _(notices: dict[Wish, bytes], wish: Wish) -> None:
    assert faults_of_pdf(notices[wish]) == []


@step("a common reader takes the same words out of it")
def _(notices: dict[Wish, bytes], wish: Wish) -> None:
    assert_reader_agrees(notices[wish])


@step("somebody whom nobody knows asks for help", target_fixture="stranger")
def _(house: Deployment) -> Browser:
    stranger = house.browser()
    stranger.go("/help")
    return stranger


@step("the notice can be reached from there", target_fixture="notice")
def _(stranger: Browser) -> Page:
    return stranger.follow("How we look after your details")


@step("it tells who keeps what, where, how long, and what can be asked for")
def _(notice: Page) -> None:
    assert [words for words in EVERYTHING if words not in notice.main.text] == []
    assert not [one for one in notice.main.all("a") if one["href"].endswith(".pdf")]  # paper is for who has come in


@step("it is offered in Urdu")
def _(stranger: Browser) -> None:
    assert stranger.follow("اردو").language == "ur"
    assert stranger.page.address.startswith("/privacy?")


@step("the study names no controller", target_fixture="named")
def _(house: Deployment) -> Deployment:
    assert house.services.settings.data_controller == ""
    return house


@step(parsers.parse('the study names the controller "{who}"'), target_fixture="named")
def _(house: Deployment, who: str) -> Deployment:
    settings = house.services.settings.model_copy(update={"data_controller": who})
    services = replace(house.services, settings=settings)
    return replace(house, services=services, app=create_app(services))


@step("the notice says to ask the team, on the page and on paper")
def _(named: Deployment) -> None:
    assert who_it_names(named) == ["Please ask us. We will tell you."] * 2


@step(parsers.parse('the notice names "{who}", on the page and on paper'))
def _(named: Deployment, who: str) -> None:
    assert who_it_names(named) == [who] * 2


def who_it_names(deployment: Deployment) -> list[str]:
    page = deployment.browser().go("/privacy")
    (row,) = (one for one in page.main.all("div") if one.all("dt") and "keep your details safe" in one.text)
    said = said_by(made(deployment.services, Wish("en")))
    return [row.all("dd")[0].text, said[said.index("Who has to keep your details safe") + 1]]


@step("the check before going live tells that nobody is named")
def _(house: Deployment) -> None:
    live = house.services.settings.model_copy(update={"demonstration": False})
    faults = [one for one in unsafe_settings(live, house.services.catalogue) if one.code == "PRIVACY_CONTACT_MISSING"]
    assert [one.place for one in faults] == ["settings.data_controller", "settings.data_protection_officer"]
    assert all(one.is_warning for one in faults)
