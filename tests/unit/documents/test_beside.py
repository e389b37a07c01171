"""Words with a picture at their side: the picture is decoration, the words are read once, and both stay on one page."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest

from alongside.accessibility.documents import Document, DocumentError, Heading, Said, render
from alongside.accessibility.documents.read_back import read_glyphs, read_structure
from alongside.accessibility.pictures.pictures import open_picture_book
from tests.support.pdfs import faults_of_pdf, paragraphs_of_pdf, plain

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLOCK = open_picture_book().picture("clock").markup.encode()
WORDS = "It takes half an hour. You can take breaks."
SAID = Said(WORDS, CLOCK)


def made(*blocks: Said, language: str = "en", large_print: bool = False) -> bytes:
    document = Document("Pages", language, (Heading(1, "Pages"), *blocks), large_print=large_print)
    return render(document, created_at=NOON)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize(
    ("language", "heading", "words"), [("en", "How long?", WORDS), ("ur", "وقت کتنا؟", "آدھا گھنٹہ لگ سکتا ہے۔")]
)
def test_it_passes_two_checkers_and_a_reader_takes_its_words(
    language: str, heading: str, words: str, *, large_print: bool
) -> None:
    said = Said(words, CLOCK)
    blocks = (said, replace(said, heading=heading), replace(said, number="1.2"))
    content = made(*blocks, language=language, large_print=large_print)
    assert faults_of_pdf(content) == []
    assert paragraphs_of_pdf(content)[1:] == [plain(one) for one in (words, heading, words, "1.2", words)]


def test_the_picture_is_passed_over() -> None:
    roles = [one.role for one in read_structure(made(replace(SAID, heading="How long?"))).walk()]
    assert roles == ["Document", "H1", "H2", "P"]


def test_words_begin_after_the_picture_on_either_side() -> None:
    def starts(said: Said, language: str) -> list[float]:
        return [glyph.x for glyph in read_glyphs(made(said, language=language)) if glyph.mark == 1]

    assert min(starts(SAID, "en")) > min(starts(Said(WORDS), "en")) + 40
    assert max(starts(replace(SAID, text="آدھا گھنٹہ"), "ur")) < max(starts(Said("آدھا گھنٹہ"), "ur")) - 40


def test_a_number_alone_stands_before_the_words_on_the_same_line() -> None:
    glyphs = read_glyphs(made(Said(WORDS, number="1.2")))
    number, words = ([glyph for glyph in glyphs if glyph.mark == mark] for mark in (1, 2))
    assert {glyph.y for glyph in number} == {words[0].y}
    assert max(glyph.x for glyph in number) < min(glyph.x for glyph in words)


def test_words_and_picture_stay_on_one_page() -> None:
    with pikepdf.open(io.BytesIO(made(*[replace(SAID, text=" ".join([WORDS] * 4))] * 20))) as pdf:
        assert len(pdf.pages) > 1
    content = made(*[replace(SAID, text=" ".join([WORDS] * 4))] * 20)
    paragraphs = [one for one in read_structure(content).walk() if one.role == "P"]
    assert all(len({page for page, _ in one.marks}) == 1 for one in paragraphs)


def test_a_heading_beside_a_picture_keeps_the_order_of_headings() -> None:
    with pytest.raises(DocumentError, match="heading level 3 after 1"):
        made(replace(SAID, heading="How long?", level=3))


def test_a_picture_beside_no_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="at the side of no words"):
        made(Said(" ", CLOCK))
