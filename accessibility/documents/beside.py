"""A picture at the side of words: decoration, since the words say the same."""

from collections.abc import Sequence

from alongside.accessibility.documents.flowables import ARTIFACT, Column, Drawn, Row
from alongside.accessibility.documents.pictures import Drawing


class PicturedRow(Row):
    """A row of columns with a picture where reading begins; it stays whole, and shorter words stand at its middle."""

    def __init__(
        self,
        drawn: Drawn,
        width: float,
        columns: Sequence[Column],
        *,
        drawing: Drawing | None,
        at_right: bool,
        space: tuple[float, float],
        bookmark: tuple[str, int] | None = None,
    ) -> None:
        super().__init__(drawn, width, columns, space=space, bookmark=bookmark)
        self.drawing = drawing
        self.at_right = at_right

    @property
    def tall(self) -> float:
        """The height of the words or of the picture, whichever is more."""
        words = max(column.height for column in self.columns)
        return max(words, self.drawing.height) if self.drawing else words

    def split(self, width: float, height: float) -> list[Row]:
        """Keep words and picture on one page."""
        return [] if self.drawing else super().split(width, height)

    def draw(self) -> None:
        """Draw the picture, then the words."""
        if self.drawing:
            self.literal(ARTIFACT)
            self.canv.saveState()
            self.canv.translate(
                self.width - self.drawing.width if self.at_right else 0, (self.tall - self.drawing.height) / 2
            )
            self.drawing.draw(self.canv, self.drawn.fonts)
            self.canv.restoreState()
            self.literal("EMC")
        super().draw()

    def _draw_column(self, column: Column, top: float) -> None:
        spare = self.tall - column.height if self.drawing else 0
        super()._draw_column(column, top - spare / 2)
