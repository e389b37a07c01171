"""What ReportLab places on pages: rows of text columns, tables with a repeated header, pictures and rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportlab.platypus import Flowable

from alongside.accessibility.documents.blocks import TickState
from alongside.accessibility.documents.glyphs import FontBook, colour_operator
from alongside.accessibility.documents.pictures import Drawing
from alongside.accessibility.documents.shaping import Line
from alongside.accessibility.documents.structure import Element, Structure
from alongside.accessibility.documents.styles import INK, LINE, TINT, TextStyle

ARTIFACT = "/Artifact BMC"
CELL_PADDING = 6.0
FEWEST_LINES = 2  # no part of a text stands alone at the foot or the head of a page
LINE_WIDTH = 0.8
SLACK = 0.01  # points; sums of widths are not exact


@dataclass(slots=True)
class Drawn:
    """What flowables share while one document is drawn."""

    structure: Structure
    fonts: FontBook


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its style and the structure element it belongs to."""

    line: Line
    style: TextStyle
    element: Element

    def parts(self) -> Iterator[tuple[Element, Line]]:
        """Yield the pieces of the line from left to right, each with the element that says it."""
        for span, pieces in groupby(self.line.pieces, key=lambda piece: piece.span):
            yield self.element.saying[span], Line("", tuple(pieces))


@dataclass(frozen=True, slots=True)
class Column:
    """Lines under each other in a box of the page; `left` and `width` in points from the text area's left edge."""

    left: float
    width: float
    right_to_left: bool
    lines: tuple[PlacedLine, ...]

    @property
    def height(self) -> float:
        """The sum of the leadings."""
        return sum(placed.style.leading for placed in self.lines)


@dataclass(frozen=True, slots=True)
class Box:
    """A square to tick, or ticked; with an element it is read out, without it is decoration beside words."""

    left: float
    size: float
    drop: float
    state: TickState
    element: Element | None


class Flow(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Space before and after, as platypus asks for them."""

    def __init__(self, drawn: Drawn, width: float, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.drawn = drawn
        self.width = width
        self.spaceBefore = before
        self.spaceAfter = after

    def literal(self, *operators: str) -> None:
        """Write operators into the page as they are."""
        for operator in operators:
            if operator:
                self.canv.addLiteral(operator)

    @property
    def page(self) -> int:
        """The page that is drawn, from 0."""
        return int(self.canv.getPageNumber()) - 1

    def on_page(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Turn a box of this flowable into one of the page."""
        (x0, y0), (x1, y1) = self.canv.absolutePosition(left, bottom), self.canv.absolutePosition(right, top)
        return (x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class RowLook:
    """Room within a row, its decoration, and the height below which it is never parted."""

    padding: float = 0
    ruled: bool = False
    tinted: bool = False
    whole_below: float = 0


PLAIN = RowLook()


class Row(Flow):
    """Columns side by side: a paragraph is one column, a list item two, a row of a table as many as it has cells."""

    def __init__(
        self,
        drawn: Drawn,
        width: float,
        columns: Sequence[Column],
        *,
        space: tuple[float, float] = (0, 0),
        look: RowLook = PLAIN,
        boxes: Sequence[Box] = (),
        bookmark: tuple[str, int] | None = None,
    ) -> None:
        super().__init__(drawn, width, *space)
        self.columns = tuple(columns)
        self.look = look
        self.boxes = tuple(boxes)
        self.bookmark = bookmark
        self.is_repeat = False

    @property
    def tall(self) -> float:
        """The height of the row."""
        return max(column.height for column in self.columns) + 2 * self.look.padding

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes: lines were broken for the width of the page beforehand."""
        return self.width, self.tall

    def split(self, _width: float, height: float) -> list["Row"]:
        """Part the row where the page ends, unless it is short enough to stay whole; both parts keep their elements."""
        if height >= self.tall - SLACK:
            return [self]
        if self.tall <= self.look.whole_below:
            return []
        room = height - 2 * self.look.padding
        first, rest = [], []
        for column in self.columns:
            count, used = 0, 0.0
            while count < len(column.lines) and used + column.lines[count].style.leading <= room + SLACK:
                used += column.lines[count].style.leading
                count += 1
            left = len(column.lines) - count
            if 0 < left < FEWEST_LINES:
                count -= FEWEST_LINES - left
            if left and count < FEWEST_LINES:
                return []
            first.append(replace(column, lines=column.lines[:count]))
            rest.append(replace(column, lines=column.lines[count:]))
        upper = replace(self.look, ruled=False, whole_below=0)
        lower = replace(self.look, whole_below=0)
        return [
            Row(
                self.drawn,
                self.width,
                first,
                space=(self.spaceBefore, 0),
                look=upper,
                boxes=self.boxes,
                bookmark=self.bookmark,
            ),
            Row(self.drawn, self.width, rest, space=(0, self.spaceAfter), look=lower),
        ]

    def repeated(self) -> "Row":
        """The same row for the next page, as decoration: a screen reader has read it already."""
        copy = Row(self.drawn, self.width, self.columns, look=self.look)
        copy.is_repeat = True
        return copy

    def draw(self) -> None:
        """Write decoration first, then each column's lines under their elements."""
        tall = self.tall
        if self.look.tinted:
            self.literal(ARTIFACT, colour_operator(TINT), f"0 0 {self.width:.2f} {tall:.2f} re f", "EMC")
        if self.look.ruled:
            line = f"{LINE_WIDTH} w 0 0 m {self.width:.2f} 0 l S"
            self.literal(ARTIFACT, colour_operator(LINE, stroke=True), line, "EMC")
        if self.bookmark:
            text, level = self.bookmark
            key = f"heading-{self.page}-{self.drawn.structure.marks_on_page.get(self.page, 0)}"
            self.canv.bookmarkHorizontal(key, 0, tall)
            self.canv.addOutlineEntry(text, key, level)
        for box in self.boxes:
            self._draw_box(box, tall)
        for column in self.columns:
            self._draw_column(column, tall - self.look.padding)

    def _draw_box(self, box: Box, tall: float) -> None:
        """Draw a square; a tick means yes, a bar means no (a cross is a "yes" on a ballot paper)."""
        bottom = tall - self.look.padding - box.drop - box.size
        side = box.size
        if box.element is not None:
            box.element.boxes.append((self.page, self.on_page(box.left, bottom, box.left + side, bottom + side)))
            self.literal(self.drawn.structure.mark(box.element, self.page))
        else:
            self.literal(ARTIFACT)
        x, y = box.left, bottom
        self.literal(
            "q",
            colour_operator(INK, stroke=True),
            f"{side / 14:.2f} w {x:.2f} {y:.2f} {side:.2f} {side:.2f} re S",
            f"{side / 7:.2f} w 1 J 1 j",
        )
        if box.state == "yes":
            points = ((0.22, 0.52), (0.43, 0.28), (0.8, 0.76))
            (ax, ay), (bx, by), (cx, cy) = ((x + px * side, y + py * side) for px, py in points)
            self.literal(f"{ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l {cx:.2f} {cy:.2f} l S")
        elif box.state == "no":
            self.literal(f"{x + side * 0.25:.2f} {y + side / 2:.2f} m {x + side * 0.75:.2f} {y + side / 2:.2f} l S")
        self.literal("Q", "EMC")

    def _draw_column(self, column: Column, top: float) -> None:
        current: Element | None = None
        for placed in column.lines:
            top -= placed.style.leading
            if not placed.line.pieces:
                continue
            x = column.left + (column.width - placed.line.width * placed.style.size if column.right_to_left else 0)
            for element, part in placed.parts():
                if element is not current:
                    if current is not None:
                        self.literal("EMC")
                    current = element
                    self.literal(ARTIFACT if self.is_repeat else self.drawn.structure.mark(current, self.page))
                self._draw_line(element, part, placed.style, x, top)
                x += part.width * placed.style.size
        if current is not None:
            self.literal("EMC")

    def _draw_line(self, element: Element, line: Line, style: TextStyle, x: float, bottom: float) -> None:
        wide = line.width * style.size
        baseline = bottom + style.leading / 2 - style.size * 0.34
        self.literal(self.drawn.fonts.write_line(line, style, x, baseline))
        if element.url:
            under = baseline - style.size * 0.16
            underline = f"{LINE_WIDTH} w {x:.2f} {under:.2f} m {x + wide:.2f} {under:.2f} l S"
            self.literal(colour_operator(style.colour, stroke=True), underline)
            box = self.on_page(x, bottom, x + wide, bottom + style.leading)
            element.boxes.append((self.page, box))


class TableRows(Flow):
    """A header and rows; on each further page the header is drawn again as decoration."""

    def __init__(self, drawn: Drawn, header: Row, rows: Sequence[Row], *, after: float) -> None:
        super().__init__(drawn, header.width, 0, after)
        self.header = header
        self.rows = tuple(rows)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, sum(row.tall for row in (self.header, *self.rows))

    def split(self, width: float, height: float) -> list["TableRows"]:
        """Part the table between rows, or within a row that has no page to itself."""
        room = height - self.header.tall
        first: list[Row] = []
        rest = list(self.rows)
        while rest and rest[0].tall <= room + SLACK:
            room -= rest[0].tall
            first.append(rest.pop(0))
        if rest:
            parts = rest[0].split(width, room)
            if parts:
                first.append(parts[0])
                rest[:1] = parts[1:]
        if not first:
            return []
        parts_of_table = [TableRows(self.drawn, self.header, first, after=0 if rest else self.spaceAfter)]
        if rest:
            parts_of_table.append(TableRows(self.drawn, self.header.repeated(), rest, after=self.spaceAfter))
        return parts_of_table

    def draw(self) -> None:
        """Draw the rows from the top."""
        top = self.wrap(0, 0)[1]
        for row in (self.header, *self.rows):
            top -= row.tall
            row.drawOn(self.canv, 0, top)


class PictureBox(Flow):
    """A picture with its words; shrunk when it is wider or taller than the page."""

    def __init__(
        self, drawn: Drawn, drawing: Drawing, element: Element, room: tuple[float, float, bool], after: float
    ) -> None:
        width, height, self.at_right = room
        super().__init__(drawn, width, 0, after)
        self.drawing = drawing
        self.element = element
        self.factor = min(1.0, width / drawing.width, (height - after) / drawing.height)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.drawing.height * self.factor

    def draw(self) -> None:
        """Draw the picture at the side where reading begins."""
        wide, tall = self.drawing.width * self.factor, self.drawing.height * self.factor
        left = self.width - wide if self.at_right else 0
        self.element.boxes.append((self.page, self.on_page(left, 0, left + wide, tall)))
        self.literal(self.drawn.structure.mark(self.element, self.page))
        self.canv.saveState()
        self.canv.translate(left, 0)
        self.canv.scale(self.factor, self.factor)
        self.drawing.draw(self.canv, self.drawn.fonts)
        self.canv.restoreState()
        self.literal("EMC")


class RuleLine(Flow):
    """A thin line across the page, for the eye only."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, LINE_WIDTH

    def draw(self) -> None:
        """Draw the line."""
        line = f"{LINE_WIDTH} w 0 0 m {self.width:.2f} 0 l S"
        self.literal(ARTIFACT, colour_operator(LINE, stroke=True), line, "EMC")
