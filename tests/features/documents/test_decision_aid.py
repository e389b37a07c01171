"""Is this for me? One page, few words, pictures, balanced; the same on the page before consent and on paper."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct import consenting
from alongside.core.conduct.sheets import SheetKind, SheetMissingError, Wish, render_kind
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.text import as_text
from alongside.core.languages.readability import count_words
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.family import Person
from tests.support.pdfs import faults_of_pdf, said_by
from tests.support.sheets import assert_reader_agrees, signed_in, wants, wish_for

scenarios("decision_aid.feature")
PAGES = {"one page": 1, "two pages at most": 2}


@pytest.fixture(scope="module")
def house() -> Iterator[Deployment]:
    """One deployment for all pages of this module."""
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture(scope="module")
def module(house: Deployment) -> ConsentModule:
    """What taking part rests on."""
    return consenting.module_of(house.services)


@step(parsers.parse("the page to decide with is made in {language}, {words}"), target_fixture="made")
def _(house: Deployment, module: ConsentModule, language: str, words: str) -> bytes:
    return render_kind(house.services, SheetKind.DECISION, module, wish_for(language, words))


@step(parsers.re("it has (?P<pages>one page|two pages at most)"))
def _(made: bytes, pages: str) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) <= PAGES[pages]


@step("it has a picture for each thing to know, and four empty boxes to think about")
def _(house: Deployment, module: ConsentModule, made: bytes) -> None:
    for part in module.decision_aid:
        assert as_text(part.paragraphs[0]).picture in house.services.pictures
    boxes = [one for one in read_structure(made).walk() if one.role == "Figure"]
    assert len(boxes) == 4
    assert len({one.alt for one in boxes}) == 1


@step("two checkers of PDF/UA find nothing wrong with it")
def _(made: bytes) -> None:
    assert faults_of_pdf(made) == []


@step("a common reader takes the same words out of it")
def _(made: bytes) -> None:
    assert_reader_agrees(made)


@step("what is good and what is hard have a heading each and about as many words")
def _(module: ConsentModule) -> None:
    good, hard = (
        [as_text(one) for one in part.paragraphs]
        for part in module.decision_aid
        if part.code in {"aid_good", "aid_hard"}
    )
    for form in ("standard", "easy"):
        counts = [count_words(getattr(text, form)) for text in (*good, *hard)]
        assert abs(counts[0] - counts[1]) <= 3


@step("it says that one can say no, and that one can stop")
def _(house: Deployment, module: ConsentModule) -> None:
    said = " ".join(said_by(render_kind(house.services, SheetKind.DECISION, module, Wish("en"))))
    assert "Can I say no? Can I stop?" in said
    assert "Your help stays the same." in said


@step(parsers.parse("somebody reads about taking part in {words} words"), target_fixture="reader")
def _(house: Deployment, words: str) -> Person:
    reader = signed_in(house, "Amy")
    wants(reader.browser, language="en", format=words)
    reader.browser.go("/read/1")
    return reader


@step(parsers.parse('they follow "{link}"'))
def _(reader: Person, link: str) -> None:
    reader.browser.follow(link)


@step("they see the same words as on paper")
def _(house: Deployment, module: ConsentModule, reader: Person) -> None:
    shown = " ".join(reader.page.main.text.split())
    phone = next(iter(house.services.settings.site_phones.values()))
    is_easy = "data-easy" in reader.page.root.all("html")[0].attributes
    on_paper = said_by(render_kind(house.services, SheetKind.DECISION, module, Wish("en", is_easy, phone=phone)))
    helps = " ".join(reader.page.text.split())  # whom to ring stands at the foot of every page
    assert [words for words in on_paper if words not in shown and words not in helps] == []


@step("no choice was stored for them")
def _(house: Deployment) -> None:
    assert house.stored()["records.choices"] == []


def test_a_consent_without_such_a_page_has_none(house: Deployment, module: ConsentModule) -> None:
    bare = replace(module, decision_aid=(), to_think_about=None)
    with pytest.raises(SheetMissingError, match="no page 'is this for me"):
        render_kind(house.services, SheetKind.DECISION, bare, Wish("en"))


def test_a_free_choice_without_such_a_page_has_no_link_to_it(house: Deployment) -> None:
    assert signed_in(house, "Amy").browser.fetch("/more/2/think").status_code == 404
