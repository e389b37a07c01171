"""Several documents in one file to print: each on its own sheet, and still tagged."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest

from alongside.accessibility.documents import Document, DocumentError, Heading, Link, Paragraph, join_documents, render
from alongside.accessibility.documents.read_back import read_glyphs, read_structure

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Make = Callable[..., Document]
SHORT = render(
    Document(
        "A letter", "en-GB", (Heading(1, "One page"), Paragraph("Words."), Link("a.example", "https://a.example/"))
    ),
    created_at=NOON,
)


def joined(*parts: bytes) -> bytes:
    return join_documents(parts, title="To print", language="en-GB", created_at=NOON)


def test_two_checkers_find_nothing_wrong(document: Make, tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(joined(render(document("ur"), created_at=NOON), SHORT, render(document("en-GB"), created_at=NOON)))
    assert [failure.rule_id for failure in page.validate_pdf(str(path), profile="ua1").failures] == []
    assert list(pdfua.validate(str(path)).findings) == []


def test_each_part_says_what_it_said_in_its_order_and_its_language(document: Make) -> None:
    parts = [render(document("ur"), created_at=NOON), SHORT]
    whole = read_structure(joined(*parts))
    assert [(kid.role, kid.language) for kid in whole.kids] == [("Part", "ur"), ("Part", "en-GB")]
    for kid, part in zip(whole.kids, parts, strict=True):
        alone = read_structure(part)
        assert [(one.role, one.text, one.alt, one.links) for one in kid.walk()][1:] == [
            (one.role, one.text, one.alt, one.links) for one in alone.walk()
        ][1:]


def test_every_glyph_still_belongs_to_the_element_that_says_it() -> None:
    content = joined(SHORT, SHORT)
    glyphs = read_glyphs(content)
    for element in read_structure(content).walk():
        if element.text:
            assert "".join(one.text for one in glyphs if (one.page, one.mark) in element.marks) == element.text


def test_each_part_begins_on_a_sheet_of_its_own() -> None:
    content = joined(SHORT, SHORT, SHORT)
    assert sorted({glyph.page for glyph in read_glyphs(content)}) == [0, 2, 4]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 6
        assert {tuple(map(float, one.mediabox)) for one in pdf.pages} == {tuple(map(float, pdf.pages[0].mediabox))}


def test_what_is_not_ours_is_refused() -> None:
    bare = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bare)
    for parts, why in (((), "nothing to print"), ((bare.getvalue(),), "no structure"), ((b"%PDF-",), "cannot|can be")):
        with pytest.raises(DocumentError, match=why):
            joined(*parts)
