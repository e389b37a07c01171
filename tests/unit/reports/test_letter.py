"""A letter: an address for the window, and the words on the next page."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest

from alongside.accessibility.documents import DocumentError
from alongside.accessibility.documents.read_back import read_glyphs, read_structure
from alongside.core.conduct.letters import letter_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import ChannelKind, MessageReason, NextStep, OutgoingMessage
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.messages.neutral import find_forbidden
from alongside.core.messages.templates import Envelope, all_templates, compose, find_template
from alongside.core.reports.letter import Letter, LetterWords, render_letter
from tests.support.deployment import temporary_deployment

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINK = "https://forms.example.org/s/xveUf9EA8BLWfKLOedGZA7aLW8uxLunh"
WORDS = LetterWords("Letter", "Point your phone at this.", "A square code", "Or type:", "Page {page} of {pages}")
LETTER = Letter(
    address=("Sam Example", "1 Any Road", "Anytown", "G12 8QQ"),
    heading="Your next part is ready",
    body=f"Hello,\n\nYou can stop and come back:\n{LINK}\n\nRing us on 020 7946 0123.",
    language="en",
    words=WORDS,
)
URDU = replace(
    LETTER,
    language="ur",
    heading="آپ کا اگلا حصہ تیار ہے",
    body=f"سلام،\n\nآپ رک کر واپس آ سکتے ہیں:\n{LINK}\n\n020\u00a07946\u00a00123 پر فون کریں۔",
)
LETTERS = [template.reason for template in all_templates() if template.channel is ChannelKind.LETTER]


def texts(content: bytes) -> list[str]:
    return [element.text for element in read_structure(content).walk() if element.text]


@pytest.mark.parametrize("letter", [LETTER, URDU], ids=["English", "Urdu"])
@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_letter_passes_two_checkers(letter: Letter, size: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_letter(letter, large_print=size == "large", created_at=NOON))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    assert list(pdfua.validate(str(path)).findings) == []


@pytest.mark.parametrize("letter", [LETTER, URDU], ids=["English", "Urdu"])
@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_first_page_shows_nothing_but_the_address_and_that_in_the_window(letter: Letter, size: str) -> None:
    content = render_letter(letter, large_print=size == "large", created_at=NOON)
    millimetre = 72 / 25.4
    shown = [glyph for glyph in read_glyphs(content) if glyph.page == 0 and glyph.mark is not None]
    assert "".join(glyph.text for glyph in shown).replace(" ", "") == "".join(letter.address).replace(" ", "")
    assert all(50 <= 297 - glyph.y / millimetre <= 92 for glyph in shown)
    assert min(glyph.x for glyph in shown) / millimetre == pytest.approx(22)
    assert len({glyph.page for glyph in read_glyphs(content)}) == 2


def test_words_and_ways_in_come_in_the_order_of_the_message() -> None:
    content = render_letter(LETTER, large_print=False, created_at=NOON)
    assert texts(content) == [
        "Sam Example\n1 Any Road\nAnytown\nG12 8QQ",
        "Your next part is ready",
        "Hello,",
        "You can stop and come back:",
        "Point your phone at this.",
        "Or type:",
        LINK.removeprefix("https://"),
        "Ring us on 020 7946 0123.",
    ]
    elements = list(read_structure(content).walk())
    assert [element.alt for element in elements if element.role == "Figure"] == ["A square code"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        links = [str(note.A.URI) for note in pdf.pages[1].Annots]
    assert set(links) == {LINK}


def test_a_letter_without_a_link_has_no_square() -> None:
    letter = replace(LETTER, body="Hello,\n\nWe have stopped.")
    elements = list(read_structure(render_letter(letter, large_print=False, created_at=NOON)).walk())
    assert [element.role for element in elements if element.role in {"Figure", "Link"}] == []


def test_the_file_tells_nothing_about_anybody() -> None:
    content = render_letter(LETTER, large_print=False, created_at=NOON)
    properties = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", content, re.DOTALL)
    assert properties
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Letter"
        assert set(pdf.docinfo) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
    assert not any(word in properties[0] for word in (b"Sam", b"Any Road", b"next part"))


@pytest.mark.parametrize("lines", [0, 8])
def test_an_address_that_does_not_show_in_the_window_is_refused(lines: int) -> None:
    with pytest.raises(DocumentError, match="1 to 7 lines"):
        render_letter(replace(LETTER, address=lines * ("a line",)), large_print=False, created_at=NOON)


def test_a_name_in_a_script_without_a_typeface_is_refused_and_not_misspelt() -> None:
    with pytest.raises(DocumentError, match="No font of ours has"):
        render_letter(replace(LETTER, address=("અમર", "1 Any Road")), large_print=False, created_at=NOON)


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with temporary_deployment() as deployment:
        yield deployment.services


def written(services: Services, reason: MessageReason, needs: NeedsProfile) -> OutgoingMessage:
    def say(text_id: str, values: object) -> str:
        assert isinstance(values, dict)
        return services.book.say(text_id, needs.language, values, easy=needs.easy_read).words

    given = {
        "link": LINK,
        "phone": "020 7946 0123",
        "contact": say("messages.contact_team", {}),
        "next_step": say(NextStep.ANSWER.text_id, {}),
        "when": "30 September, 12:30",
    }
    values = {name: given[name] for name in find_template(reason, ChannelKind.LETTER).values}
    direction = "rtl" if needs.language == "ur" else "ltr"
    to = "Sam Example\n1 Any Road\n\n Anytown \nG12 8QQ\n"
    envelope = Envelope("key", to, "Forms", needs.language, direction, called="Sam")
    return compose(reason, ChannelKind.LETTER, say, values, envelope)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("reason", LETTERS, ids=str)
def test_every_letter_can_be_printed_in_every_language_and_says_what_the_message_says(
    services: Services, reason: MessageReason, language: str
) -> None:
    message = written(services, reason, NeedsProfile(language=language))
    pages = letter_of(services, message, NeedsProfile(language=language))
    said = texts(pages.content)
    assert (pages.filename, pages.media_type) == ("letter.pdf", "application/pdf")
    assert said[0] == "Sam Example\n1 Any Road\nAnytown\nG12 8QQ"
    assert said[1] == message.subject
    told = "\n".join(said).replace(LINK.removeprefix("https://"), LINK)
    bare = re.sub("[\u200e\u200f\u2066-\u2069]", "", message.body)
    assert all(line in told for line in bare.splitlines())
    assert not re.search("[\u2066-\u2069]", told)


def test_large_print_is_large_from_the_first_word_to_the_page_count(services: Services) -> None:
    needs = NeedsProfile(helps={"large_print": "yes"})
    content = letter_of(services, written(services, MessageReason.PART_DUE, needs), needs).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = {
            float(item.operands[1]) for item in pikepdf.parse_content_stream(pdf.pages[1]) if str(item.operator) == "Tf"
        }
    assert min(sizes) == 18


def test_the_words_beside_the_message_are_in_its_language(services: Services) -> None:
    needs = NeedsProfile(language="ur")
    said = texts(letter_of(services, written(services, MessageReason.PART_DUE, needs), needs).content)
    assert "یا یہ پتہ لکھیں:" in said
    assert not [
        words
        for words in said[1:]
        if re.search(r"[A-Za-z]{3}", words) and not {"Sam", "example"} & set(re.findall(r"\w+", words))
    ]


def test_what_stands_beside_the_message_gives_nothing_away_in_any_language(services: Services) -> None:
    ids = ("title", "square_code", "square_code_alt", "type_address")
    said = [services.book.say(f"letters.{name}", language, {}).words for name in ids for language in ("en", "ur")]
    assert [find_forbidden(words) for words in said] == 8 * [()]
