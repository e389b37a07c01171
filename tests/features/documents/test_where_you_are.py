"""Where somebody is: one picture, the same in words beside it, on the page and on paper."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import ReadElement, read_structure
from alongside.core.conduct.services import Services
from alongside.core.conduct.sheets import Words
from alongside.core.conduct.where import in_words, picture_of, render_where
from alongside.core.engine.journey import StepSeen, where_am_i
from tests.support.deployment import Deployment
from tests.support.family import Person, agree, staff
from tests.support.pdfs import faults_of_pdf
from tests.support.sheets import assert_reader_agrees, wish_for

scenarios("where_you_are.feature")
SVG = "{http://www.w3.org/2000/svg}"
STATES = {"done": "Done", "now": "Now", "later": "Later"}


@pytest.fixture
def steps(deployment: Deployment) -> tuple[StepSeen, ...]:
    """The steps of somebody who has answered for the first time, two months after they agreed."""
    version = deployment.services.study.version_on(date(2026, 3, 10))
    return where_am_i(version, consented_on=date(2026, 1, 10), done_visits={"baseline"}, today=date(2026, 3, 10))


@step(parsers.parse("the sheet of where somebody is is made in {language}, {words}"), target_fixture="made")
def _(deployment: Deployment, steps: tuple[StepSeen, ...], language: str, words: str) -> tuple[bytes, Words]:
    wish = wish_for(language, words)
    return render_where(deployment.services, steps, wish), Words(deployment.services, wish)


@step("the picture's words are the words below it")
def _(made: tuple[bytes, Words], steps: tuple[StepSeen, ...]) -> None:
    content, words = made
    elements = list(read_structure(content).walk())
    (picture,) = (one for one in elements if one.role == "Figure")
    following: ReadElement = elements[elements.index(picture) + 1]
    assert picture.alt == following.text == in_words(words, steps)


@step("every step is on it, with whether it is done, now or later")
def _(made: tuple[bytes, Words], steps: tuple[StepSeen, ...]) -> None:
    content, words = made
    said = [one.text for one in read_structure(content).walk() if one.text]
    for seen in steps:
        title = words.plain(f"{words.services.study.code}.{seen.step.code}.step")
        assert f"{words.plain(f'pages.path_{seen.state.value}')}: {title}" in said


@step("two checkers of PDF/UA find nothing wrong with it")
def _(made: tuple[bytes, Words]) -> None:
    assert faults_of_pdf(made[0]) == []


@step("a common reader takes the same words out of it")
def _(made: tuple[bytes, Words]) -> None:
    assert_reader_agrees(made[0])


@step("Amy has come in", target_fixture="amy")
def _(deployment: Deployment) -> Person:
    amy = staff(deployment, "Amy")
    amy.browser.go("/path")
    return amy


@step("Amy agrees to take part")
def _(amy: Person) -> None:
    agree(amy)
    amy.browser.go("/path")


def picture_on_page(person: Person) -> ET.Element:
    html = person.browser.fetch("/path").get_data(as_text=True)
    (drawn,) = re.findall(r'<svg[^>]*role="img".*?</svg>', html)
    return ET.fromstring(drawn)


@step(parsers.parse('Amy\'s picture says "{words}"'))
def _(amy: Person, words: str) -> None:
    picture = picture_on_page(amy)
    assert [picture.findtext(f"{SVG}title"), picture.findtext(f"{SVG}desc")] == ["Where you are", words]


@step("the words of the picture can be seen below it")
def _(amy: Person) -> None:
    (caption,) = (one for one in amy.page.main.all("figcaption"))
    assert " ".join(caption.text.split()) == picture_on_page(amy).findtext(f"{SVG}desc")


@step(parsers.parse("the picture has {done:d} stones with a tick, 1 to stand on and {later:d} to come"))
def _(amy: Person, done: int, later: int) -> None:
    stones = picture_on_page(amy).findall(f".//{SVG}circle")
    dotted = [one for one in stones if one.get("stroke-dasharray")]
    filled = [one for one in stones if one.get("fill") == "currentColor"]
    assert (len(dotted), len(filled), len(stones) - len(dotted) - 2 * len(filled)) == (later, 1, done)


@step("Amy can take it with her on paper")
def _(amy: Person) -> None:
    amy.browser.go("/path")
    (link,) = (one["href"] for one in amy.page.main.all("a") if one.text == "On paper (PDF)")
    answer = amy.browser.fetch(link)
    assert answer.headers["Content-Disposition"] == 'inline; filename="pages.pdf"'
    said = " ".join(one.text for one in read_structure(answer.data).walk() if one.text)
    assert "Now: Your first questions" in said
    assert "Amy" not in said
    assert amy.number not in said or not amy.number


def first_stone(services: Services, steps: tuple[StepSeen, ...], language: str) -> float:
    drawn = ET.fromstring(picture_of(Words(services, wish_for(language, "standard")), steps))
    return float(drawn.findall(f".//{SVG}circle")[0].attrib["cx"])


@step("the first stone is at the left in English and at the right in Urdu")
def _(deployment: Deployment, steps: tuple[StepSeen, ...]) -> None:
    left, right = (first_stone(deployment.services, steps, language) for language in ("English", "Urdu"))
    assert left < 160 < right
    assert left == pytest.approx(320 - right)


@step(parsers.parse("the picture of easy read has {count:d} stones, and bigger ones"))
def _(deployment: Deployment, steps: tuple[StepSeen, ...], count: int) -> None:
    drawn = {
        words: ET.fromstring(picture_of(Words(deployment.services, wish_for("English", words)), steps))
        for words in ("standard", "easy read")
    }
    sizes = {
        words: [float(one.attrib["r"]) for one in picture.findall(f".//{SVG}circle") if not one.get("fill")]
        for words, picture in drawn.items()
    }
    assert len(sizes["easy read"]) == count
    assert min(sizes["easy read"]) > max(sizes["standard"])


def test_who_has_not_come_in_gets_no_sheet(deployment: Deployment) -> None:
    assert deployment.browser().fetch("/path.pdf").status_code == 401


def test_who_declined_has_no_way_to_look_at(deployment: Deployment) -> None:
    amy = staff(deployment, "Amy")
    agree(amy, refusing=["I want to take part"])
    assert amy.browser.fetch("/path.pdf").status_code == 404
    assert "<figure" not in amy.browser.fetch("/path").get_data(as_text=True)
