"""Finished files before two independent checkers of PDF/UA and a common reader, in each language and print size."""

import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest

from alongside.accessibility.documents import (
    BulletList,
    Document,
    Facts,
    Heading,
    Link,
    Paragraph,
    Span,
    Table,
    TickBox,
    render,
)
from alongside.accessibility.documents.read_back import read_glyphs, read_structure
from tests.support.pdfs import digits_ascend, faults_of_pdf, paragraphs_of_pdf, plain, words_of_lines

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LANGUAGES = ["en-GB", "pl", "ur", "ar", "bn", "pa", "ro", "so", "uk", "pt"]
Make = Callable[..., Document]
EACH = pytest.mark.parametrize("language", LANGUAGES)
SIZES = pytest.mark.parametrize("size", ["standard", "large"])
MARKS_OF_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f"))


def texts_of(document: Document) -> Iterator[str]:
    """Yield every text of a document as it was given, in reading order."""
    for block in document.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text) | Link(text=text):
                yield text
            case BulletList(items=items):
                for item in items:
                    yield from ("•", item)
            case Facts(rows=rows):
                for row in rows:
                    yield from row
            case TickBox(label=label, state=state, words=words, more=more):
                yield from [label, *([words] if state != "empty" else []), *([more] if more else [])]
            case Table(header=header, rows=rows, caption=caption):
                yield from (caption, *header, *(cell for row in rows for cell in row))


@EACH
@SIZES
def test_two_checkers_find_nothing_wrong(finished: Callable, language: str, size: str) -> None:
    assert faults_of_pdf(finished(language, size).content) == []


@EACH
@SIZES
def test_every_text_stands_in_the_structure_exactly_and_in_order(finished: Callable, language: str, size: str) -> None:
    made = finished(language, size)
    texts = [element.text for element in read_structure(made.content).walk() if element.text]
    assert texts == list(texts_of(made.document))
    assert len(texts) > 50


@EACH
@SIZES
def test_a_common_reader_takes_out_each_text_as_it_was_written(finished: Callable, language: str, size: str) -> None:
    made = finished(language, size)
    written = [plain(text) for text in texts_of(made.document) if text != "•"]
    assert paragraphs_of_pdf(made.content) == written


@EACH
@SIZES
def test_figures_stand_from_left_to_right(finished: Callable, language: str, size: str) -> None:
    content = finished(language, size).content
    date = "12.03.2026" if language in {"pl", "ro", "uk"} else "12/03/2026"
    for number in ("07700 900123", date, "14:30", "85"):
        assert digits_ascend(content, number), number


@EACH
def test_the_glyphs_of_each_element_say_its_text(finished: Callable, language: str) -> None:
    content = finished(language).content
    drawn: dict[tuple[int, int | None], Counter[str]] = {}
    for glyph in read_glyphs(content):
        drawn.setdefault((glyph.page, glyph.mark), Counter()).update(glyph.text)
    checked = 0
    for element in read_structure(content).walk():
        if element.text:
            letters: Counter[str] = sum((drawn[mark] for mark in element.marks), Counter())
            ignored = " \n\u200e\u200f"
            assert {c: n for c, n in letters.items() if c not in ignored} == {
                c: n for c, n in Counter(element.text).items() if c not in ignored
            }
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_words_of_a_right_to_left_line_go_leftwards(finished: Callable, language: str) -> None:
    content = finished(language).content
    heading = next(element for element in read_structure(content).walk() if element.role == "H1")
    glyphs = [glyph for glyph in read_glyphs(content) if (glyph.page, glyph.mark) in heading.marks]
    from_the_right = sorted(glyphs, key=lambda glyph: -glyph.x)
    assert "".join(glyph.text for glyph in from_the_right).translate(MARKS_OF_DIRECTION) == heading.text


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("ur", "آپ کسی بھی وقت رک", "(Alongside) یا"), ("ar", "يمكنك التوقف في أي", "(Alongside) أو اكتب إلى")],
)
def test_a_right_to_left_line_begins_at_the_right_for_a_common_reader(
    finished: Callable, language: str, first: str, last: str
) -> None:
    words = [plain(word) for word in words_of_lines(finished(language).content)[1]]
    from_the_right = [word[::-1] if unicodedata.bidirectional(word[0]) == "AL" else word for word in reversed(words)]
    assert from_the_right[: first.count(" ") + 1] == first.split()
    assert [word.strip("()") for word in from_the_right[-last.count(" ") - 1 :]] == last.replace("(", "").replace(
        ")", ""
    ).split()


def test_words_of_another_language_within_a_paragraph_are_read_in_it_and_keep_together() -> None:
    parts = ["یہ نقل ", Span("Alongside (the study), York!", "en"), " سے ہے۔ ", Span("Dzień dobry.", "pl"), " شکریہ۔"]
    whole = "".join(part if isinstance(part, str) else part.text for part in parts)
    content = render(Document("نقل", "ur", (Heading(1, "نقل"), Paragraph(parts))), created_at=NOON)
    assert faults_of_pdf(content) == []
    paragraph = next(element for element in read_structure(content).walk() if element.role == "P")
    assert paragraph.text == "", "a text of the whole would hide its pieces and their languages"
    assert "".join(kid.text for kid in paragraph.kids) == whole
    assert [(kid.role, kid.language) for kid in paragraph.kids] == [("Span", x) for x in ("", "en", "", "pl", "")]
    assert paragraphs_of_pdf(content) == ["نقل", plain(whole)]
    assert "Alongside (the study), York!" in " ".join(words_of_lines(content)[1])


def test_a_block_that_goes_on_over_a_page_stays_one_element(finished: Callable) -> None:
    content = finished("ur", "large").content
    last = list(read_structure(content).walk())[-1]
    assert last.role == "P"
    assert len({page_number for page_number, _ in last.marks}) > 1


def test_every_kind_of_block_gets_its_own_structure(finished: Callable) -> None:
    elements = list(read_structure(finished("en-GB").content).walk())
    roles = Counter(element.role for element in elements)
    assert {"Document", "H1", "H2", "H3", "P", "Link", "Caption", "THead", "TBody"} <= set(roles)
    assert (roles["L"], roles["LI"], roles["Lbl"], roles["LBody"]) == (1, 3, 3, 3)
    assert (roles["Table"], roles["TR"], roles["TH"], roles["TD"]) == (2, 12, 5, 29)
    assert Counter(element.scope for element in elements if element.role == "TH") == {"Row": 2, "Column": 3}
    assert [element.alt for element in elements if element.role == "Figure"] == ["Your copy"] * 3
    assert [element.links for element in elements if element.role == "Link"] == [1]


def test_words_of_another_language_say_so(finished: Callable) -> None:
    elements = list(read_structure(finished("pl").content).walk())
    assert [element.language for element in elements if element.language] == ["en-GB"]


def test_the_file_says_its_language_and_title_and_when_it_was_made_and_no_more(finished: Callable) -> None:
    content = finished("ur").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "ur"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert pdf.Root.MarkInfo.Marked
        assert set(pdf.docinfo) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260302120000Z"
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == ["آپ کی نقل"]
            assert len(outline.root[0].children) == 1
        assert all(str(p.obj.Tabs) == "/S" for p in pdf.pages)
        assert [int(p.obj.StructParents) for p in pdf.pages] == list(range(len(pdf.pages)))
        assert [float(side) for side in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)


def test_page_furniture_is_decoration_and_counts_the_pages(finished: Callable) -> None:
    content = finished("en-GB").content
    feet: dict[int, str] = {}
    for glyph in read_glyphs(content):
        if glyph.mark is None and glyph.y < 70:
            feet[glyph.page] = feet.get(glyph.page, "") + glyph.text
    assert len(feet) > 2
    assert list(feet.values()) == [f"Your copyPage {n} / {len(feet)}" for n in range(1, len(feet) + 1)]


@EACH
def test_equal_documents_give_equal_bytes(finished: Callable, document: Make, language: str) -> None:
    london = NOON.astimezone(timezone(timedelta(hours=1)))
    assert finished(language).content == render(document(language), created_at=london)


def test_large_print_has_no_letter_below_eighteen_points() -> None:
    blocks = (Heading(1, "One"), Paragraph("Two"))
    content = render(Document("T", "en-GB", blocks, "Foot", large_print=True, page_words="{page}"), created_at=NOON)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = [
            float(item.operands[1]) for item in pikepdf.parse_content_stream(pdf.pages[0]) if str(item.operator) == "Tf"
        ]
    assert min(sizes) == 18


@EACH
def test_a_long_document_in_two_scripts_stays_small(finished: Callable, language: str) -> None:
    assert len(finished(language).content) < 100_000
