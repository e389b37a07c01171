"""Finished files before two independent checkers of PDF/UA, in each language and print size."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest

from alongside.accessibility.documents import Document, Heading, Paragraph, render
from alongside.accessibility.documents.read_back import read_glyphs, read_structure

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Make = Callable[..., Document]
EACH = pytest.mark.parametrize("language", ["en-GB", "ur", "ar", "pl", "uk"])
SIZES = pytest.mark.parametrize("size", ["standard", "large"])


@EACH
@SIZES
def test_two_checkers_find_nothing_wrong(document: Make, language: str, size: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(render(document(language, large_print=size == "large"), created_at=NOON))
    report = page.validate_pdf(str(path), profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []
    assert report.is_compliant
    assert list(pdfua.validate(str(path)).findings) == []


@EACH
@SIZES
def test_every_text_stands_in_the_structure_exactly_and_in_order(document: Make, language: str, size: str) -> None:
    made = document(language, large_print=size == "large")
    texts = [element.text for element in read_structure(render(made, created_at=NOON)).walk() if element.text]
    sentence = made.blocks[1].text
    assert texts[:4] == [made.title, sentence, f"{sentence}\n{sentence}", sentence]
    assert texts[4:10] == ["•", sentence, "•", made.title, "•", f"{sentence} {sentence}"]
    assert texts[-2:] == [made.title, made.blocks[-1].text]
    assert texts.count("07700 900123") == 2


@EACH
def test_the_glyphs_of_each_element_say_its_text(document: Make, language: str) -> None:
    content = render(document(language), created_at=NOON)
    drawn: dict[tuple[int, int | None], Counter[str]] = {}
    for glyph in read_glyphs(content):
        drawn.setdefault((glyph.page, glyph.mark), Counter()).update(glyph.text)
    checked = 0
    for element in read_structure(content).walk():
        if element.text:
            letters: Counter[str] = sum((drawn[mark] for mark in element.marks), Counter())
            ignored = " \n\u200b"
            assert {c: n for c, n in letters.items() if c not in ignored} == {
                c: n for c, n in Counter(element.text).items() if c not in ignored
            }
            checked += 1
    assert checked > 50


@EACH
def test_a_telephone_number_reads_from_left_to_right(document: Make, language: str) -> None:
    content = render(document(language), created_at=NOON)
    paragraph = next(element for element in read_structure(content).walk() if element.role == "P")
    digits = [
        glyph for glyph in read_glyphs(content) if (glyph.page, glyph.mark) in paragraph.marks and glyph.text.isdigit()
    ]
    assert len({glyph.y for glyph in digits}) == 1
    assert "".join(glyph.text for glyph in sorted(digits, key=lambda glyph: glyph.x)) == "07700900123"


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_words_of_a_right_to_left_line_go_leftwards(document: Make, language: str) -> None:
    content = render(document(language), created_at=NOON)
    heading = next(element for element in read_structure(content).walk() if element.role == "H1")
    glyphs = [glyph for glyph in read_glyphs(content) if (glyph.page, glyph.mark) in heading.marks]
    from_the_right = sorted(glyphs, key=lambda glyph: -glyph.x)
    assert "".join(glyph.text for glyph in from_the_right).replace("\u200b", "") == heading.text


def test_a_block_that_goes_on_over_a_page_stays_one_element(document: Make) -> None:
    content = render(document("ur", large_print=True), created_at=NOON)
    last = list(read_structure(content).walk())[-1]
    assert last.role == "P"
    assert len({page_number for page_number, _ in last.marks}) > 1


def test_every_kind_of_block_gets_its_own_structure(document: Make) -> None:
    elements = list(read_structure(render(document("en-GB"), created_at=NOON)).walk())
    roles = Counter(element.role for element in elements)
    assert {"Document", "H1", "H2", "H3", "P", "Link", "Caption", "THead", "TBody"} <= set(roles)
    assert (roles["L"], roles["LI"], roles["Lbl"], roles["LBody"]) == (1, 3, 3, 3)
    assert (roles["Table"], roles["TR"], roles["TH"], roles["TD"]) == (2, 15, 5, 38)
    assert Counter(element.scope for element in elements if element.role == "TH") == {"Row": 2, "Column": 3}
    assert [element.alt for element in elements if element.role == "Figure"] == ["Your copy"] * 3
    assert [element.links for element in elements if element.role == "Link"] == [1]


def test_words_of_another_language_say_so(document: Make) -> None:
    elements = list(read_structure(render(document("pl"), created_at=NOON)).walk())
    assert [element.language for element in elements if element.language] == ["en-GB"]


def test_the_file_says_its_language_and_title_and_when_it_was_made_and_no_more(document: Make) -> None:
    content = render(document("ur"), created_at=NOON)
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


def test_page_furniture_is_decoration_and_counts_the_pages(document: Make) -> None:
    content = render(document("en-GB"), created_at=NOON)
    feet: dict[int, str] = {}
    for glyph in read_glyphs(content):
        if glyph.mark is None and glyph.y < 70:
            feet[glyph.page] = feet.get(glyph.page, "") + glyph.text
    assert len(feet) > 2
    assert list(feet.values()) == [f"Your copyPage {n} / {len(feet)}" for n in range(1, len(feet) + 1)]


@EACH
def test_equal_documents_give_equal_bytes(document: Make, language: str) -> None:
    made = document(language)
    london = NOON.astimezone(timezone(timedelta(hours=1)))
    assert render(made, created_at=NOON) == render(made, created_at=london)


def test_large_print_has_no_letter_below_eighteen_points() -> None:
    blocks = (Heading(1, "One"), Paragraph("Two"))
    content = render(Document("T", "en-GB", blocks, "Foot", large_print=True, page_words="{page}"), created_at=NOON)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = [
            float(item.operands[1]) for item in pikepdf.parse_content_stream(pdf.pages[0]) if str(item.operator) == "Tf"
        ]
    assert min(sizes) == 18


def test_a_long_document_in_two_scripts_stays_small(document: Make) -> None:
    assert len(render(document("ur"), created_at=NOON)) < 150_000
