"""A document into the bytes of a tagged PDF: ReportLab lays out the pages, pikepdf adds what makes them accessible."""

import io
from datetime import UTC, datetime

import pikepdf
from pikepdf import Dictionary, String
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from alongside.accessibility.documents.blocks import Document, DocumentError, check_document, is_right_to_left
from alongside.accessibility.documents.compose import Composer
from alongside.accessibility.documents.flowables import Drawn
from alongside.accessibility.documents.glyphs import FontBook
from alongside.accessibility.documents.shaping import Line, break_lines
from alongside.accessibility.documents.structure import Structure, write_structure
from alongside.accessibility.documents.styles import (
    BOTTOM_MARGIN,
    SIDE_MARGIN,
    TOP_MARGIN,
    StyleSheet,
    make_style_sheet,
)

FOOTER_SHARE = 0.68  # of the width; the page count has the rest
FOOTER_GAP = 18.0
PRODUCER = "PDF"


class _PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages do not begin by choosing Helvetica: a font that is named must be embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class _Footer:
    """The words at the foot of each page; they are decoration to a screen reader."""

    def __init__(self, document: Document, sheet: StyleSheet, width: float) -> None:
        self.document = document
        self.style = sheet.footer()
        self.width = width
        self.right_to_left = is_right_to_left(document.language)
        self.lines = self._break(document.footer, width * FOOTER_SHARE) if document.footer else ()

    def _break(self, words: str, width: float) -> tuple[Line, ...]:
        return break_lines(
            words,
            bold=False,
            language=self.document.language,
            right_to_left=self.right_to_left,
            room=width / self.style.size,
        )

    def page_lines(self, page: int, pages: int) -> tuple[Line, ...]:
        """The page count in the document's language."""
        words = self.document.page_words.replace("{page}", str(page)).replace("{pages}", str(pages))
        return self._break(words, self.width * (1 - FOOTER_SHARE)) if words else ()

    @property
    def height(self) -> float:
        """The room it takes above the margin."""
        return max(len(self.lines), len(self.page_lines(88, 88))) * self.style.leading

    def operators(self, fonts: FontBook, page: int, pages: int) -> bytes:
        """Write the foot of one page."""
        written = ["q", "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"]
        for lines, at_start in ((self.lines, True), (self.page_lines(page, pages), False)):
            for place, line in enumerate(lines):
                wide = line.width * self.style.size
                at_left = at_start != self.right_to_left
                x = SIDE_MARGIN if at_left else SIDE_MARGIN + self.width - wide
                y = BOTTOM_MARGIN + self.height - (place + 1) * self.style.leading
                written.append(fonts.write_line(line, self.style, x, y))
        return "\n".join([*written, "EMC", "Q"]).encode("ascii")


def _lay_out(document: Document, drawn: Drawn, sheet: StyleSheet, footer: _Footer) -> bytes:
    """Let platypus fill the pages."""
    width, height = A4[0] - 2 * SIDE_MARGIN, A4[1] - TOP_MARGIN - BOTTOM_MARGIN - footer.height - FOOTER_GAP
    composer = Composer(drawn, document, sheet, width, height)
    story = [flowable for block in document.blocks for flowable in composer.compose(block)]
    frame = Frame(SIDE_MARGIN, A4[1] - TOP_MARGIN - height, width, height, 0, 0, 0, 0)
    target = io.BytesIO()
    template = BaseDocTemplate(
        target,
        pagesize=A4,
        pageTemplates=[PageTemplate(frames=[frame])],
        title=document.title,
        author=document.author or None,
        lang=document.language,
        displayDocTitle=True,
        direction="R2L" if is_right_to_left(document.language) else "L2R",
        invariant=True,
        pageCompression=0,
    )
    template.build(story or [Spacer(0, 1)], canvasmaker=_PlainCanvas)
    return target.getvalue()


def write_properties(pdf: pikepdf.Pdf, *, title: str, author: str, language: str, created_at: datetime) -> None:
    """Write title, language and times; nothing that tells who a document is about."""
    moment = created_at.astimezone(UTC)
    info = Dictionary(
        Title=String(title),
        Producer=String(PRODUCER),
        CreationDate=String(moment.strftime("D:%Y%m%d%H%M%SZ")),
        ModDate=String(moment.strftime("D:%Y%m%d%H%M%SZ")),
    )
    if author:
        info.Author = String(author)
    pdf.trailer.Info = pdf.make_indirect(info)
    pdf.Root.Lang = String(language)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {language}
        if author:
            metadata["dc:creator"] = [author]
        metadata["pdf:Producer"] = PRODUCER
        for key in ("xmp:CreateDate", "xmp:ModifyDate"):
            metadata[key] = moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
        metadata["{http://www.aiim.org/pdfua/ns/id/}part"] = "1"


def render(document: Document, *, created_at: datetime) -> bytes:
    """Return a tagged PDF (PDF/UA-1); equal documents and times give equal bytes.

    Raises DocumentError for a document that cannot be made accessible, MissingGlyphError for a script without a font.
    """
    if created_at.tzinfo is None:
        raise DocumentError("The time of making needs a time zone.")
    check_document(document)
    sheet = make_style_sheet(right_to_left=is_right_to_left(document.language), large_print=document.large_print)
    drawn = Drawn(Structure(), FontBook())
    footer = _Footer(document, sheet, A4[0] - 2 * SIDE_MARGIN)
    with pikepdf.open(io.BytesIO(_lay_out(document, drawn, sheet, footer))) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            page.contents_add(footer.operators(drawn.fonts, number, len(pdf.pages)))
        fonts = pdf.make_indirect(drawn.fonts.embed(pdf))
        for page in pdf.pages:
            page.obj.Resources.Font = fonts
        write_structure(pdf, drawn.structure)
        write_properties(
            pdf, title=document.title, author=document.author, language=document.language, created_at=created_at
        )
        target = io.BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()
