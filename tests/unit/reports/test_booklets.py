"""Every form that has its words here, in each language and print: a booklet and cards that anybody can read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.paper import PaperSource, WantedPaper, print_booklet, print_cards
from alongside.core.conduct.paper_questions import PaperError
from alongside.core.conduct.services import read_words
from alongside.core.definitions.instrument import Instrument
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from tests.support.pdfs import digits_ascend, faults_of_pdf, paragraphs_of_pdf, plain
from tests.support.text_packs import invent_pack

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LANGUAGES = ("en", "ur")


@cache
def shelf() -> tuple[PaperSource, Catalogue]:
    settings = Settings()
    catalogue = load_catalogue(settings, today=Clock().today())
    return PaperSource(settings, catalogue.studies["partnership_for_change"], read_words(catalogue)), catalogue


def forms() -> Iterator[tuple[Instrument, str]]:
    for instrument in shelf()[1].instruments.values():
        if instrument.licence.wording_may_ship:
            yield from ((instrument, form.code) for form in instrument.all_forms)


def test_there_are_forms_to_print() -> None:
    assert {(instrument.code, form) for instrument, form in forms()} >= {("about_you", "all"), ("growing_up", "1_11m")}


@pytest.mark.full
@pytest.mark.parametrize("easy", [False, True], ids=["standard words", "easy words"])
@pytest.mark.parametrize("large", [False, True], ids=["standard print", "large print"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("instrument", "form"), [pytest.param(*one, id=f"{one[0].code}-{one[1]}") for one in forms()])
def test_every_form_in_every_language_and_print(
    instrument: Instrument, form: str, language: str, *, large: bool, easy: bool
) -> None:
    source, _ = shelf()
    wanted = WantedPaper(instrument, form, language, large_print=large, easy_read=easy)
    content = print_booklet(source, wanted, at=NOON, today=NOON.date())
    assert faults_of_pdf(content) == []
    questions = [
        plain(source.book.say(f"{instrument.code}.{item.code}.text", language, easy=easy).words)
        for item in instrument.items_of(form)
    ]
    assert [text for text in paragraphs_of_pdf(content) if text in questions] == questions
    assert faults_of_pdf(print_cards(source, wanted, at=NOON, today=NOON.date())) == []


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", [one.code for one in shelf()[1].instruments.values() if not one.licence.wording_may_ship]
)
def test_every_restricted_instrument_with_its_pack(code: str, language: str, tmp_path: Path) -> None:
    instrument = shelf()[1].instruments[code]
    invent_pack(instrument, language).write(tmp_path / "pack")
    settings = Settings(packs=tmp_path)
    catalogue = load_catalogue(settings, today=Clock().today())
    source = PaperSource(settings, catalogue.studies["partnership_for_change"], read_words(catalogue))
    for form in instrument.all_forms:
        wanted = WantedPaper(catalogue.instruments[code], form.code, language)
        if instrument.respondents == ("child",):
            with pytest.raises(PaperError, match="answered by a child"):
                print_booklet(source, wanted, at=NOON, today=NOON.date())
            continue
        content = print_booklet(source, wanted, at=NOON, today=NOON.date())
        assert faults_of_pdf(content) == []
        owner = f"{code}.{form.code}"
        questions = [source.book.say(f"{owner}.{item}.text", language).words for item in form.items]
        said = [element.text for element in read_structure(content).walk()]
        assert [text for text in said if text in questions] == questions


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "phone"), [("BR0002D", "020 7946 0123"), ("GL0001G", "0141 496 0123"), ("", "")], ids=["a", "b", "none"]
)
def test_the_number_to_ring_is_that_of_the_site_and_reads_from_left_to_right(
    language: str, number: str, phone: str
) -> None:
    source, catalogue = shelf()
    phones = {"bromley": "020 7946 0123", "glasgow": "0141 496 0123"}
    source = replace(source, settings=source.settings.model_copy(update={"site_phones": phones}))
    wanted = WantedPaper(catalogue.instruments["about_you"], "all", language, study_number=number)
    content = print_booklet(source, wanted, at=NOON, today=NOON.date())
    said = "".join(element.text for element in read_structure(content).walk())
    assert [one for one in phones.values() if one in said] == ([phone] if phone else [])
    assert all(digits_ascend(content, one) for one in [phone] if one)
