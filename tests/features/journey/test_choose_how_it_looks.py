"""Choices about language and looks."""

from pytest_bdd import parsers, scenarios, step

from tests.support.deployment import Deployment
from tests.support.family import Person
from tests.support.page import ARABIC_LETTER
from tests.support.reading import People

scenarios("choose_how_it_looks.feature")
MP3_BEGINS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


@step(parsers.parse("Amy's pages have words of {percent} % in {colours} colours"))
def _(people: People, percent: str, colours: str) -> None:
    for address in ("/path", "/read/1", "/help"):
        root = people["Amy"].browser.go(address).root.all("html")[0]
        assert (root["data-size"], root["data-colours"]) == (percent, colours)


@step("the texts on Amy's page have sounds")
def _(people: People) -> None:
    main = people["Amy"].page.main
    assert len(main.all("audio")) > len(main.all("li"))
    assert all(sound["controls"] == "" and sound["preload"] == "none" for sound in main.all("audio"))


@step("each sound of Amy's page plays")
def _(people: People) -> None:
    sounds = people["Amy"].page.main.all("audio")
    for sound in sounds:
        response = people["Amy"].browser.fetch(sound["src"])
        assert (response.status_code, response.mimetype) == (200, "audio/mpeg")
        assert response.data.startswith(MP3_BEGINS)
        assert len(response.data) > 2_000


@step("Amy's page is in Urdu, from right to left")
def _(people: People) -> None:
    page = people["Amy"].page
    assert (page.language, page.root.all("html")[0]["dir"]) == ("ur", "rtl")
    assert ARABIC_LETTER.search(page.heading)


@step("Amy asks for help")
def _(people: People) -> None:
    people["Amy"].browser.go("/help")


@step("somebody whose browser prefers Urdu looks in")
def _(people: People, deployment: Deployment) -> None:
    people["somebody"] = Person("somebody", deployment, deployment.browser())
    people["somebody"].browser.go("/", accept_language="ur-PK,ur;q=0.9,en;q=0.3")


@step("they are greeted in Urdu")
def _(people: People) -> None:
    assert people["somebody"].page.language == "ur"
