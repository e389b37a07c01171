"""What ReportLab places for pens: squares and lines to write in, and groups that stay together on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.accessibility.documents.flowables import LINE_WIDTH, SLACK, Drawn, Flow
from alongside.accessibility.documents.glyphs import colour_operator
from alongside.accessibility.documents.structure import Element
from alongside.accessibility.documents.styles import INK, QUIET


class Together(Flow):
    """Flowables under each other, parted between them only when a whole page (`room`) cannot hold them."""

    def __init__(self, drawn: Drawn, parts: Sequence[Flow], *, room: float, after: float) -> None:
        super().__init__(drawn, max(part.width for part in parts), 0, after)
        self.parts = tuple(parts)
        self.room = room

    def _tall(self, part: Flow) -> float:
        return float(part.spaceBefore + part.wrap(0, 0)[1] + part.spaceAfter)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, sum(map(self._tall, self.parts))

    def split(self, _width: float, height: float) -> list["Together"]:
        """Stay whole for the next page; what no page holds begins on one of its own and is parted where that ends."""
        if self.wrap(0, 0)[1] <= height + SLACK:
            return [self]
        if height < self.room - SLACK:
            return []
        count, used = 0, 0.0
        while used + self._tall(self.parts[count]) <= height + SLACK:
            used += self._tall(self.parts[count])
            count += 1
        if not count:
            first, *later = self.parts[0].split(self.width, height)
            return [first, Together(self.drawn, [*later, *self.parts[1:]], room=self.room, after=self.spaceAfter)]
        upper = Together(self.drawn, self.parts[:count], room=self.room, after=0)
        return [upper, Together(self.drawn, self.parts[count:], room=self.room, after=self.spaceAfter)]

    def draw(self) -> None:
        """Draw the parts from the top."""
        top = self.wrap(0, 0)[1]
        for part in self.parts:
            top -= part.spaceBefore + part.wrap(0, 0)[1]
            part.drawOn(self.canv, 0, top)
            top -= part.spaceAfter


@dataclass(frozen=True, slots=True)
class SquareRun:
    """Squares side by side that belong to one element; `left` in points from the text area's left edge."""

    left: float
    count: int
    element: Element


class Squares(Flow):
    """One row of empty squares to write in."""

    def __init__(
        self, drawn: Drawn, width: float, runs: Sequence[SquareRun], *, side: float, space: tuple[float, float]
    ) -> None:
        super().__init__(drawn, width, *space)
        self.runs = tuple(runs)
        self.side = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.side

    def draw(self) -> None:
        """Draw each run under its element."""
        side = self.side
        for run in self.runs:
            right = run.left + run.count * side
            run.element.boxes.append((self.page, self.on_page(run.left, 0, right, side)))
            self.literal(self.drawn.structure.mark(run.element, self.page), "q", colour_operator(INK, stroke=True))
            self.literal(f"{LINE_WIDTH * 1.25:.2f} w")
            for place in range(run.count):
                self.literal(f"{run.left + place * side:.2f} 0 {side:.2f} {side:.2f} re S")
            self.literal("Q", "EMC")


class WritingLines(Flow):
    """Lines to write words on."""

    def __init__(self, drawn: Drawn, width: float, count: int, element: Element, *, leading: float) -> None:
        super().__init__(drawn, width, 0, leading * 0.4)
        self.count = count
        self.element = element
        self.leading = leading

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.count * self.leading

    def draw(self) -> None:
        """Draw the lines from the top."""
        tall = self.count * self.leading
        self.element.boxes.append((self.page, self.on_page(0, 0, self.width, tall)))
        self.literal(self.drawn.structure.mark(self.element, self.page), "q", colour_operator(QUIET, stroke=True))
        self.literal(f"{LINE_WIDTH:.2f} w")
        for place in range(self.count):
            y = tall - (place + 1) * self.leading + LINE_WIDTH
            self.literal(f"0 {y:.2f} m {self.width:.2f} {y:.2f} l S")
        self.literal("Q", "EMC")
