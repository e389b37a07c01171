"""How a document looks: sizes, leading, colours and margins, for standard and large print. Measures in points."""

from dataclasses import dataclass

from reportlab.lib.units import mm

Colour = tuple[float, float, float]

INK: Colour = (0.11, 0.14, 0.17)
HEADING: Colour = (0.06, 0.27, 0.33)
QUIET: Colour = (0.29, 0.33, 0.37)
LINE: Colour = (0.72, 0.77, 0.78)
TINT: Colour = (0.93, 0.96, 0.96)

SIDE_MARGIN = 22 * mm
TOP_MARGIN = 20 * mm
BOTTOM_MARGIN = 16 * mm
ADDRESS_TOP, ADDRESS_BOTTOM = 50 * mm, 92 * mm  # from the top of the page: where a DL window shows


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size and leading of a text and the room around it."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = INK
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles of one document; everything follows from the size of a paragraph."""

    body: float
    spread: float  # leading as a multiple of the size
    large: bool

    def text(self, *, bold: bool = False) -> TextStyle:
        """The style of a paragraph."""
        return TextStyle(self.body, self.body * self.spread, bold, after=self.body * 0.75)

    def heading(self, level: int) -> TextStyle:
        """The style of a heading; large print grows headings less, so that words are not torn apart."""
        growth = {1: 1.55, 2: 1.25}.get(level, 1.08) if self.large else {1: 1.9, 2: 1.4}.get(level, 1.12)
        size = self.body * growth
        before = 0 if level == 1 else self.body * (1.5 if level == 2 else 1.1)  # noqa: PLR2004 - heading levels
        after = self.body * (1.0 if level == 1 else 0.5)
        return TextStyle(size, size * (self.spread - 0.15), bold=True, colour=HEADING, before=before, after=after)

    def footer(self) -> TextStyle:
        """The style of the words at the foot of each page."""
        size = self.body if self.large else 10
        return TextStyle(size, size * self.spread, colour=QUIET)


def make_style_sheet(*, right_to_left: bool, large_print: bool) -> StyleSheet:
    """Choose the sizes: 12 or 18 points; Arabic letters are scaled up by their typeface and get wider leading."""
    return StyleSheet(18.0 if large_print else 12.0, 2.0 if right_to_left else 1.5, large_print)
