"""Booklets and cards: what stands on them, what never does, and what may not be printed."""

import io
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import ReadElement, read_glyphs, read_structure
from alongside.accessibility.pictures.qr import qr_svg
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.paper import PaperSource, WantedPaper, print_booklet, print_cards
from alongside.core.conduct.paper_questions import PaperError
from alongside.core.conduct.services import read_words
from alongside.core.definitions.items import plain_items
from alongside.core.definitions.responses import ResponseScale, SeveralOf
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.plugins.instruments.sdq import SDQ
from tests.support.pdfs import faults_of_pdf, paragraphs_of_pdf, plain
from tests.support.text_packs import NOTICE, invent_pack

scenarios("paper.feature")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@cache
def shelf(packs: Path | None = None) -> tuple[PaperSource, Catalogue]:
    settings = Settings(packs=packs) if packs else Settings()
    catalogue = load_catalogue(settings, today=Clock().today())
    return PaperSource(settings, catalogue.studies["partnership_for_change"], read_words(catalogue)), catalogue


@dataclass(slots=True)
class Printed:
    """What was printed last, or why it was not."""

    packs: Path | None = None
    wanted: WantedPaper | None = None
    content: bytes = b""
    refused: str = ""
    elements: list[ReadElement] = field(default_factory=list)

    def make(self, instrument: str, form: str, *, cards: bool = False, **choices: object) -> None:
        source, catalogue = shelf(self.packs)
        self.wanted = replace(WantedPaper(catalogue.instruments[instrument], form, "en"), **choices)  # type: ignore[arg-type]  # names of its fields
        self.content, self.refused, self.elements = b"", "", []
        try:
            self.content = (print_cards if cards else print_booklet)(
                source, self.wanted, at=NOON, today=date(2026, 3, 2)
            )
        except PaperError as error:
            self.refused = str(error)
            return
        self.elements = list(read_structure(self.content).walk())

    @property
    def texts(self) -> list[str]:
        return [element.text for element in self.elements if element.text]

    def say(self, text_id: str) -> str:
        assert self.wanted
        return shelf(self.packs)[0].book.say(text_id, self.wanted.language, easy=self.wanted.easy_read).words


@pytest.fixture
def printed() -> Printed:
    return Printed()


@step(parsers.re(r'the holder of the "sdq" allows (?P<modes>[\w ]+)'))
def _(printed: Printed, modes: str, tmp_path: Path) -> None:
    pack = invent_pack(SDQ)
    pack.licence["modes"] = modes.split(" and ")
    pack.write(tmp_path / "packs" / "sdq-pack")
    printed.packs = tmp_path / "packs"


@step(parsers.parse('somebody prints "{form}" of "{instrument}" in "{language}" and in {size} print'))
def _(printed: Printed, form: str, instrument: str, language: str, size: str) -> None:
    printed.make(instrument, form, language=language, large_print=size == "large")


@step(parsers.re(r'somebody prints "(?P<form>\w+)" of "(?P<instrument>\w+)"(?P<easy> in easy read)?'))
def _(printed: Printed, form: str, instrument: str, easy: str | None) -> None:
    printed.make(instrument, form, easy_read=bool(easy))


@step(parsers.parse('somebody prints "{form}" of "{instrument}" for the number "{number}"'))
def _(printed: Printed, form: str, instrument: str, number: str) -> None:
    printed.make(instrument, form, study_number=number)


@step(parsers.parse('somebody prints the cards for "{form}" of "{instrument}" in "{language}"'))
def _(printed: Printed, form: str, instrument: str, language: str) -> None:
    printed.make(instrument, form, cards=True, language=language)


@step("two checkers of accessible documents find nothing")
def _(printed: Printed) -> None:
    assert faults_of_pdf(printed.content) == []


@step("every question stands in it once, in its order, and whole on its page")
def _(printed: Printed) -> None:
    assert printed.wanted
    instrument = printed.wanted.instrument
    questions = [
        printed.say(f"{instrument.code}.{item.code}.text") for item in instrument.items_of(printed.wanted.form)
    ]
    said = [text for text in paragraphs_of_pdf(printed.content) if text in {plain(one) for one in questions}]
    assert said == [plain(one) for one in questions]
    for number, words in enumerate(questions, 1):
        assert printed.texts[printed.texts.index(words) - 1] == str(number)
    for group in (element for element in printed.elements if element.role == "L"):
        assert len({page for element in group.walk() for page, _ in element.marks}) == 1


@step("every option has an empty box, and its code")
def _(printed: Printed) -> None:
    assert printed.wanted
    items = list(plain_items(printed.wanted.instrument.items_of(printed.wanted.form)))
    box = printed.say("paper.box")
    found = [
        (one.kids[0].kids[0].alt, *(part.text for part in one.kids[1].kids))
        for one in printed.elements
        if one.role == "LI" and one.kids[1].kids
    ]
    for item in items:
        if isinstance(item.response, ResponseScale):
            for choice in item.response.choices:
                words = printed.say(f"{printed.wanted.instrument.code}.{item.response.code}.{choice.code}")
                assert (box, words, choice.code) in found
        elif isinstance(item.response, SeveralOf):
            assert (box, item.response.none.code) in {(one[0], one[2]) for one in found}
    assert {item.code for item in items} <= {re.sub(r"_\d$", "", text) for text in printed.texts}


@step("every page says which page of how many it is")
def _(printed: Printed) -> None:
    feet: dict[int, str] = {}
    for glyph in read_glyphs(printed.content):
        if glyph.mark is None:
            feet[glyph.page] = feet.get(glyph.page, "") + glyph.text
    for page, words in feet.items():
        assert {str(page + 1), str(len(feet))} <= set(re.findall(r"\d+", words))


@step("it asks nobody for a name")
def _(printed: Printed) -> None:
    words = printed.say("paper.no_names")
    assert words in printed.texts
    for text in printed.texts:
        assert text == words or not re.search(r"\b(your|first|last) name\b|signature|\bنام:", text, re.IGNORECASE)


@step("the number stands on every page")
def _(printed: Printed) -> None:
    lines: dict[int, str] = {}
    for glyph in read_glyphs(printed.content):
        if glyph.mark is None:
            lines[glyph.page] = lines.get(glyph.page, "") + glyph.text
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert set(lines) == set(range(len(pdf.pages)))
    assert all("Study number: BR0002D-1" in line for line in lines.values())


@step(parsers.parse('the square holds "{code}", and words say so'))
def _(printed: Printed, code: str) -> None:
    assert printed.texts[printed.texts.index(printed.say("paper.square_code")) + 1] == code
    (square,) = [one for one in printed.elements if one.alt == printed.say("paper.square_code_alt")]
    assert square.marks
    assert len(re.findall(r"M\d", qr_svg(code))) == squares_drawn(printed.content, square.marks[0])


def squares_drawn(content: bytes, mark: tuple[int, int]) -> int:
    """Count the squares of a drawing: the paths of its last shape begin one each."""
    inside, moves = False, 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for instruction in pikepdf.parse_content_stream(pdf.pages[mark[0]]):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "BDC":
                    inside = len(operands) > 1 and "/MCID" in operands[1] and int(operands[1].MCID) == mark[1]
                case "EMC":
                    inside = False
                case "m":
                    moves += inside
    return moves - 1  # the white ground


@step("the file tells nothing of anybody")
def _(printed: Printed) -> None:
    properties = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", printed.content, re.DOTALL)
    assert properties
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Booklet"
        assert set(pdf.docinfo) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
    assert not any(word in properties[0] for word in (b"BR0002D", b"growing", b"child"))


@step(parsers.parse("there are {count:d} empty boxes for the study number"))
def _(printed: Printed, count: int) -> None:
    words = printed.elements.index(next(one for one in printed.elements if one.text == "Study number"))
    assert printed.elements[words + 1].alt == f"{count} empty boxes"


@step("there is no square")
def _(printed: Printed) -> None:
    assert not [one for one in printed.elements if "square" in one.alt or "square" in one.text.lower()]


@step(parsers.parse('the booklet says "{words}"'))
def _(printed: Printed, words: str) -> None:
    assert words in printed.texts


@step("each set of options stands on one card, once, in large print")
def _(printed: Printed) -> None:
    assert printed.wanted
    instrument = printed.wanted.instrument
    cards = [element for element in printed.elements if element.role == "L"]
    sets = []
    for item in plain_items(instrument.items_of(printed.wanted.form)):
        if isinstance(item.response, ResponseScale | SeveralOf):
            more = (item.response.none,) if isinstance(item.response, SeveralOf) else ()
            choices = (*item.response.choices, *more)
            sets.append([printed.say(f"{instrument.code}.{item.response.code}.{one.code}") for one in choices])
    shown = [[one.kids[1].text for one in card.kids] for card in cards]
    numbers = [[one.kids[0].text for one in card.kids] for card in cards]
    for options in sets:
        assert shown.count(options) == 1
        assert numbers[shown.index(options)] == [str(place) for place in range(1, len(options) + 1)]
    pages = [{page for element in card.walk() for page, _ in element.marks} for card in cards]
    assert pages == [{place} for place in range(1, len(cards) + 1)]
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert len(pdf.pages) == len(cards) + 1
        sizes = [
            float(one.operands[1])
            for page in pdf.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "Tf"
        ]
    assert min(sizes) >= 18


@step("each card says for which questions it is")
def _(printed: Printed) -> None:
    source, _ = shelf()
    assert printed.wanted
    begin = source.book.unfilled("paper.card_for", printed.wanted.language).words.partition("{")[0]
    begin_one = source.book.unfilled("paper.card_for_one", printed.wanted.language).words.partition("{")[0]
    cards = sum(element.role == "H2" for element in printed.elements) - 1
    assert sum(text.startswith((begin, begin_one)) and text[-1] != ":" for text in printed.texts) >= cards


@step(parsers.parse('nothing is printed, because of "{words}"'))
def _(printed: Printed, words: str) -> None:
    assert printed.content == b""
    assert words in printed.refused


@step("the foot of every page has the holder's line")
def _(printed: Printed) -> None:
    feet: dict[int, str] = {}
    for glyph in read_glyphs(printed.content):
        if glyph.mark is None:
            feet[glyph.page] = feet.get(glyph.page, "") + glyph.text
    assert all(plain(NOTICE) in plain(words) for words in feet.values())
