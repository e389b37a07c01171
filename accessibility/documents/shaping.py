"""Words into glyphs and lines: HarfBuzz shapes each piece of one script and direction, lines are broken at spaces."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from alongside.accessibility.documents.direction import find_levels, keep_numbers_whole, order_on_line
from alongside.accessibility.documents.typefaces import Typeface, choose_typefaces

# Lines may break after spaces, hyphens, dashes and slashes; not after a no-break space or before a figure.
_SPACE = " \u2002\u2003\u2009\u200b"
_WORD = re.compile(rf"(?:[^{_SPACE}/‐–—-]|[/‐–—-]+(?=\d))*(?:[{_SPACE}]+|[/‐–—-]+[{_SPACE}]*|$)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph with the source characters it stands for; measures in font units."""

    number: int
    text: str
    advance: int
    right: int
    up: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one typeface and direction; `width` is for a nominal size of 1 point."""

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    width: float
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the source characters it covers, with the space that ends it, and its pieces from left to right."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def width(self) -> float:
        """The width for a nominal size of 1 point."""
        return sum(piece.width for piece in self.pieces)


@lru_cache(maxsize=8192)
def shape(text: str, typeface: Typeface, level: int, language: str) -> Piece:
    """Shape text of one typeface and direction; glyphs come from left to right."""
    buffer = hb.Buffer()
    buffer.add_str(re.sub(r"\s", " ", text))
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.language = language
    hb.shape(typeface.font, buffer)
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    spoken: set[int] = set()
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        source = "" if info.cluster in spoken else text[info.cluster : ends[info.cluster]]
        spoken.add(info.cluster)
        glyphs.append(Glyph(info.codepoint, source, position.x_advance, position.x_offset, position.y_offset))
    width = sum(glyph.advance for glyph in glyphs) * typeface.scale / typeface.units
    return Piece(typeface, tuple(glyphs), width, level)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A text without line feeds, with what is known about each character."""

    text: str
    levels: list[int]
    typefaces: list[Typeface]
    language: str

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Shape a stretch of characters, in logical order."""
        first = start
        for place in range(start + 1, end + 1):
            if place == end or (self.levels[place], self.typefaces[place]) != (
                self.levels[first],
                self.typefaces[first],
            ):
                yield shape(self.text[first:place], self.typefaces[first], self.levels[first], self.language)
                first = place

    def width(self, start: int, end: int) -> float:
        """The width of a stretch for a nominal size of 1 point."""
        return sum(piece.width for piece in self.pieces(start, end))

    def words(self, room: float) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, end with spaces) of each stretch that may stand alone on a line."""
        for found in _WORD.finditer(keep_numbers_whole(self.text)):
            start, end = found.span()
            shown = start + len(found[0].rstrip())
            while self.width(start, shown) > room:
                cut = self._cut(start, shown, room)
                yield start, cut, cut
                start = cut
            if end > start:
                yield start, shown, end

    def _cut(self, start: int, end: int, room: float) -> int:
        """Find where a word that is longer than a whole line is parted, never before a mark on a letter."""
        cut = start + 1
        for place in range(start + 1, end):
            if self.width(start, place) > room:
                break
            if not unicodedata.combining(self.text[place]):
                cut = place
        return cut


def _make_line(paragraph: _Paragraph, words: list[tuple[int, int, int]], ending: str) -> Line:
    pieces: list[Piece] = []
    for number, (start, shown, end) in enumerate(words):
        pieces += paragraph.pieces(start, shown)
        if number < len(words) - 1 and end > shown:
            pieces += paragraph.pieces(shown, end)
    order = order_on_line([piece.level for piece in pieces])
    source = paragraph.text[words[0][0] : words[-1][2]] if words else ""
    return Line(source + ending, tuple(pieces[place] for place in order))


def break_lines(text: str, *, bold: bool, language: str, right_to_left: bool, room: float) -> tuple[Line, ...]:
    """Break a text into lines no wider than `room` (for a nominal size of 1 point); joined, they are the text again."""
    lines = []
    parts = text.split("\n")
    for number, part in enumerate(parts):
        levels = find_levels(part, right_to_left=right_to_left)
        typefaces = choose_typefaces(part, bold=bold, right_to_left=right_to_left)
        paragraph = _Paragraph(part, levels, typefaces, language)
        current: list[tuple[int, int, int]] = []
        used = 0.0
        for word in paragraph.words(room):
            start, shown, end = word
            width = paragraph.width(start, shown)
            if current and used + width > room:
                lines.append(_make_line(paragraph, current, ""))
                current, used = [], 0.0
            current.append(word)
            used += width + paragraph.width(shown, end)
        lines.append(_make_line(paragraph, current, "\n" if number < len(parts) - 1 else ""))
    return tuple(lines)
