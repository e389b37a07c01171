"""Blocks into flowables: lines are broken for the width of the page and each block gets its structure elements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer
from reportlab.platypus import PageBreak as NewPage

from alongside.accessibility.documents import blocks as b
from alongside.accessibility.documents.beside import PicturedRow
from alongside.accessibility.documents.flowables import (
    CELL_PADDING,
    Box,
    Column,
    Drawn,
    PictureBox,
    PlacedLine,
    Row,
    RowLook,
    RuleLine,
    TableRows,
)
from alongside.accessibility.documents.pictures import read_picture
from alongside.accessibility.documents.shaping import break_lines
from alongside.accessibility.documents.structure import Element
from alongside.accessibility.documents.styles import (
    ADDRESS_BOTTOM,
    ADDRESS_TOP,
    QUIET,
    TOP_MARGIN,
    StyleSheet,
    TextStyle,
)

LINES_AFTER_HEADING = 3  # a heading never stands at the foot of a page with less than this below it
WHOLE_SHARE = 0.5  # a statement with its answer, or a row of a table, is not parted below this share of a page
BULLET = "•"
LABEL_SHARE = 0.4  # of the width of facts
SMALLEST_HEADING = 3  # the look of a heading that shares a picture with its words, whatever its level
NUMBER_WIDTH = 2.8  # of the size of the text: room for a number before a paragraph
SIZE_OF_WIDTHS = 12  # pictures at the side of words grow with the words; widths are given for this size


class Composer:
    """Turns one document's blocks into flowables for a text area of a given size in points."""

    def __init__(self, drawn: Drawn, document: b.Document, sheet: StyleSheet, width: float, height: float) -> None:
        self.drawn = drawn
        self.root = drawn.structure.root
        self.language = document.language
        self.sheet = sheet
        self.width = width
        self.height = height
        self.whole = height * WHOLE_SHARE
        self.right_to_left = b.is_right_to_left(document.language)

    def compose(self, block: b.Block) -> list[Flowable]:
        """Return the flowables of one block."""
        return self.makers()[type(block)](block)

    def makers(self) -> dict[type, Callable[[Any], list[Flowable]]]:
        """Return what turns each kind of block into flowables."""
        return {
            b.Heading: self._heading,
            b.Paragraph: self._paragraph,
            b.Said: self._said,
            b.BulletList: self._list,
            b.Facts: self._facts,
            b.Table: self._table,
            b.Picture: self._picture,
            b.TickBox: self._tick_box,
            b.Link: self._link,
            b.Address: self._address,
            b.Rule: self._rule,
            b.PageBreak: lambda _: [NewPage()],
        }

    def _element(self, role: str, text: str | None = None, language: str = "", scope: str = "") -> Element:
        """Make an element; it says its language only where that is not the document's."""
        other = language if language and language != self.language else ""
        return Element(role, text=text, language=other, scope=scope)

    def _column(self, parts: Sequence[tuple[Element, TextStyle]], language: str, left: float, width: float) -> Column:
        """Break the texts of elements into lines under each other."""
        language = language or self.language
        right_to_left = b.is_right_to_left(language)
        lines = [
            PlacedLine(line, style, element)
            for element, style in parts
            for line in break_lines(
                "".join(part.text or "" for part in element.saying),
                bold=style.bold,
                language=language,
                right_to_left=right_to_left,
                room=width / style.size,
                spans=[(len(part.text or ""), part.language or language) for part in element.saying],
            )
        ]
        if self.right_to_left:
            left = self.width - left - width
        return Column(left, width, right_to_left, tuple(lines))

    def _paragraph(self, block: b.Paragraph) -> list[Flowable]:
        style = self.sheet.text(bold=block.emphasis)
        words, parts = (block.text, ()) if isinstance(block.text, str) else (None, block.text)
        element = self.root.add(self._element("P", words, block.language))
        for part in parts:
            other = part.language if isinstance(part, b.Span) else ""
            language = "" if other == (block.language or self.language) else other
            element.add(Element("Span", text=b.words_of(part), language=language))
        column = self._column([(element, style)], block.language, 0, self.width)
        return [Row(self.drawn, self.width, [column], space=(style.before, style.after))]

    def _said(self, block: b.Said) -> list[Flowable]:
        style = self.sheet.text()
        columns, parts, indent, drawing = [], [], 0.0, None
        if block.picture:
            width = block.width * style.size / SIZE_OF_WIDTHS
            drawing = read_picture(block.picture, width=width, language=block.language or self.language)
            indent = drawing.width + style.size
        if block.number:
            number = (self.root.add(self._element("P", block.number, block.language)), replace(style, colour=QUIET))
            if drawing is None:
                indent = style.size * NUMBER_WIDTH
                columns.append(self._column([number], block.language, 0, indent))
            else:
                parts.append(number)
        if block.heading:
            heading = self.root.add(self._element(f"H{block.level}", block.heading, block.language))
            parts.append((heading, self.sheet.heading(SMALLEST_HEADING)))
        parts.append((self.root.add(self._element("P", block.text, block.language)), style))
        columns.append(self._column(parts, block.language, indent, self.width - indent))
        row = PicturedRow(
            self.drawn,
            self.width,
            columns,
            drawing=drawing,
            at_right=self.right_to_left,
            space=(0, style.after),
            bookmark=(block.heading, block.level - 1) if block.heading else None,
        )
        return [CondPageBreak(min(row.tall + style.after, self.height)), row] if block.heading else [row]

    def _rule(self, _block: b.Rule) -> list[Flowable]:
        after = self.sheet.body
        return [RuleLine(self.drawn, self.width, before=after * 0.25, after=after)]

    def _heading(self, block: b.Heading) -> list[Flowable]:
        style = self.sheet.heading(block.level)
        element = self.root.add(self._element(f"H{block.level}", block.text, block.language))
        column = self._column([(element, style)], block.language, 0, self.width)
        row = Row(
            self.drawn,
            self.width,
            [column],
            space=(style.before, style.after),
            bookmark=(block.text, block.level - 1),
        )
        following = LINES_AFTER_HEADING * self.sheet.text().leading
        return [CondPageBreak(min(style.before + row.tall + style.after + following, self.height)), row]

    def _list(self, block: b.BulletList) -> list[Flowable]:
        style = self.sheet.text()
        indent = style.size * 1.3
        whole = self.root.add(self._element("L", language=block.language))
        rows: list[Flowable] = []
        for place, words in enumerate(block.items):
            item = whole.add(Element("LI"))
            label, body = item.add(Element("Lbl", text=BULLET)), item.add(Element("LBody", text=words))
            columns = [
                self._column([(label, style)], block.language, style.size * 0.3, indent),
                self._column([(body, style)], block.language, style.size * 0.3 + indent, self.width - indent * 1.3),
            ]
            is_last = place == len(block.items) - 1
            after = style.after if is_last else style.size * 0.35
            rows.append(Row(self.drawn, self.width, columns, space=(0, after)))
        return rows

    def _cells(
        self,
        cells: Sequence[tuple[Element, TextStyle]],
        language: str,
        widths: Sequence[float],
        *,
        look: RowLook,
        inset: float = CELL_PADDING,
    ) -> Row:
        columns, left = [], 0.0
        for (element, style), width in zip(cells, widths, strict=True):
            inner = width - 2 * CELL_PADDING
            columns.append(self._column([(element, style)], language, left + inset, inner))
            left += width
        return Row(self.drawn, self.width, columns, look=look)

    def _facts(self, block: b.Facts) -> list[Flowable]:
        style = self.sheet.text()
        quiet = replace(self.sheet.text(bold=True), colour=QUIET)
        whole = self.root.add(self._element("Table", language=block.language))
        widths = (self.width * LABEL_SHARE, self.width * (1 - LABEL_SHARE))
        look = RowLook(CELL_PADDING, ruled=True, whole_below=self.whole)
        rows: list[Row] = []
        for label, value in block.rows:
            line = whole.add(Element("TR"))
            head, cell = line.add(Element("TH", text=label, scope="Row")), line.add(Element("TD", text=value))
            rows.append(self._cells([(head, quiet), (cell, style)], block.language, widths, look=look, inset=0))
        rows[-1].spaceAfter = style.after * 1.6
        return list(rows)

    def _table(self, block: b.Table) -> list[Flowable]:
        style, bold = self.sheet.text(), self.sheet.text(bold=True)
        whole = self.root.add(self._element("Table", language=block.language))
        flowables: list[Flowable] = []
        if block.caption:
            caption = whole.add(Element("Caption", text=block.caption))
            column = self._column([(caption, bold)], block.language, 0, self.width)
            row = Row(self.drawn, self.width, [column], space=(0, style.size * 0.4))
            flowables += [CondPageBreak(min(row.tall + LINES_AFTER_HEADING * style.leading, self.height)), row]
        widths = self._column_widths(block)
        look = RowLook(CELL_PADDING, ruled=True, whole_below=self.whole)
        line = whole.add(Element("THead")).add(Element("TR"))
        heads = [(line.add(Element("TH", text=words, scope="Column")), bold) for words in block.header]
        header = self._cells(heads, block.language, widths, look=replace(look, tinted=True))
        body = whole.add(Element("TBody"))
        rows = []
        for cells in block.rows:
            line = body.add(Element("TR"))
            made = [(line.add(Element("TD", text=words)), style) for words in cells]
            rows.append(self._cells(made, block.language, widths, look=look))
        flowables.append(TableRows(self.drawn, header, rows, after=style.after * 1.6))
        return flowables

    def _column_widths(self, block: b.Table) -> list[float]:
        """Share the width by the longest cell of each column, none below a fair minimum."""
        count = len(block.header)
        least = min(self.width / count, self.sheet.body * 5)
        longest = [float(max(len(words) for words in column)) for column in zip(block.header, *block.rows, strict=True)]
        shares = [min(length, 40.0) + 4 for length in longest]
        spare = self.width - least * count
        return [least + spare * share / sum(shares) for share in shares]

    def _picture(self, block: b.Picture) -> list[Flowable]:
        element = self.root.add(self._element("Figure", language=block.language))
        element.alt = block.alt
        language = block.language or self.language
        drawing = read_picture(block.content, width=block.width, language=language)
        room = (self.width, self.height, self.right_to_left)
        return [PictureBox(self.drawn, drawing, element, room, after=self.sheet.body)]

    def _tick_box(self, block: b.TickBox) -> list[Flowable]:
        style, bold = self.sheet.text(), self.sheet.text(bold=True)
        whole = self.root.add(self._element("Div", language=block.language))
        side = style.size * 1.25
        indent = side + style.size * 0.75
        box_element = None
        parts = []
        if block.state == "empty":
            box_element = whole.add(Element("Figure", alt=block.words))
        parts.append((whole.add(Element("P", text=block.label)), style))
        if block.state != "empty":
            parts.append((whole.add(Element("P", text=block.words)), bold))
        if block.more:
            parts.append((whole.add(Element("P", text=block.more)), style))
        column = self._column(parts, block.language, indent, self.width - indent)
        left = self.width - side if self.right_to_left else 0.0
        box = Box(left, side, (style.leading - side) / 2, block.state, box_element)
        return [
            Row(
                self.drawn,
                self.width,
                [column],
                space=(0, style.after * 1.3),
                look=RowLook(whole_below=self.whole),
                boxes=[box],
            )
        ]

    def _link(self, block: b.Link) -> list[Flowable]:
        style = self.sheet.text()
        paragraph = self.root.add(self._element("P", language=block.language))
        link = paragraph.add(Element("Link", text=block.text, url=block.url))
        column = self._column([(link, style)], block.language, 0, self.width)
        return [Row(self.drawn, self.width, [column], space=(0, style.after))]

    def _address(self, block: b.Address) -> list[Flowable]:
        """Place an address at the left in every language: the envelope's window is there."""
        style = TextStyle(12, 15)
        element = self.root.add(Element("P", text="\n".join(block.lines)))
        lines = break_lines(
            element.text or "", bold=False, language=self.language, right_to_left=False, room=self.width / style.size
        )
        column = Column(0, self.width, right_to_left=False, lines=tuple(PlacedLine(x, style, element) for x in lines))
        row = Row(self.drawn, self.width, [column])
        below = max(0.0, ADDRESS_BOTTOM - ADDRESS_TOP - row.tall)
        return [Spacer(0, ADDRESS_TOP - TOP_MARGIN), row, Spacer(0, below)]
