"""Words into glyphs and lines: HarfBuzz shapes each piece of one script and direction, lines are broken at spaces."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise

import uharfbuzz as hb

from alongside.accessibility.documents.clusters import clusters
from alongside.accessibility.documents.direction import (
    find_levels,
    keep_numbers_whole,
    order_on_line,
)
from alongside.accessibility.documents.turns import HYPHENS, mark_of, mark_turns
from alongside.accessibility.documents.typefaces import Typeface, choose_typefaces
from alongside.core.languages.direction import direction_of

# Lines may break after spaces, hyphens, dashes and slashes; not after a no-break space or before a figure.
_SPACE = " \u2002\u2003\u2009\u200b"
_WORD = re.compile(rf"(?:[^{_SPACE}/‐–—-]|[/‐–—-]+(?=\d))*(?:[{_SPACE}]+|[/‐–—-]+[{_SPACE}]*|$)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph with the source characters it stands for; measures in font units.

    Every glyph must stand for something: those that have no text of their own stand for a mark of their direction. A mark
    on a letter is silent, because programs that copy words lose their way when a letter stands higher than its line; its
    text goes with its letter. Where words run leftwards each character has a glyph to itself, if need be a blank one of
    no width: such programs turn glyphs around, but not the characters of one glyph.
    """

    number: int
    text: str
    advance: int
    right: int
    up: int
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one typeface, direction and span; `width` is for a nominal size of 1 point."""

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    width: float
    level: int
    span: int = 0


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
    leftwards = bool(level % 2)
    buffer = hb.Buffer()
    buffer.add_str(re.sub(r"\s", " ", text))
    # Indic letters change places with their vowel signs, so that a letter is known as a whole only.
    levels = hb.BufferClusterLevel
    buffer.cluster_level = levels.MONOTONE_CHARACTERS if leftwards else levels.MONOTONE_GRAPHEMES
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    buffer.language = language
    hb.shape(typeface.font, buffer)
    shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in shaped})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    widest: dict[int, int] = {}
    for place, (info, position) in enumerate(shaped):
        if info.cluster not in widest or position.x_advance > shaped[widest[info.cluster]][1].x_advance:
            widest[info.cluster] = place
    glyphs = []
    for place, (info, position) in enumerate(shaped):
        source = text[info.cluster : ends[info.cluster]] if widest[info.cluster] == place else ""
        is_mark = not position.x_advance and typeface.is_mark(info.codepoint)
        own = "" if is_mark else source[:1] if leftwards else source
        apart = source[len(own) :]
        for before, character in zip(range(len(apart), 0, -1), apart[::-1] if leftwards else apart, strict=True):
            glyphs.append(Glyph(typeface.blank, character, 0, -before, 0))  # a hair apart, so that none changes places
        offsets = (position.x_advance, position.x_offset, position.y_offset)
        glyphs.append(Glyph(info.codepoint, own or mark_of(level), *offsets, is_silent=is_mark))
    width = sum(glyph.advance for glyph in glyphs) * typeface.scale / typeface.units
    return Piece(typeface, tuple(glyphs), width, level)


@dataclass(frozen=True)
class _Paragraph:
    """A text without line feeds, with what is known about each character."""

    text: str
    levels: list[int]
    typefaces: list[Typeface]
    spans: list[int]
    languages: tuple[str, ...]

    @cached_property
    def turns(self) -> list[int]:
        """The places where the level, the typeface or the span changes."""
        kinds = list(zip(self.levels, self.typefaces, self.spans, strict=True))
        return [place for place in range(1, len(kinds)) if kinds[place] != kinds[place - 1]]

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Shape a stretch of characters, in logical order."""
        turns = self.turns[bisect_right(self.turns, start) : bisect_left(self.turns, end)]
        for first, last in pairwise([start, *turns, end]) if end > start else ():
            span = self.spans[first]
            piece = shape(self.text[first:last], self.typefaces[first], self.levels[first], self.languages[span])
            yield replace(piece, span=span) if span else piece

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
        """Find where a word that is longer than a whole line is parted, never within what is seen as one letter."""
        ends = accumulate(map(len, clusters(self.text[start:end])), initial=start)
        next(ends)
        cut = next(ends)
        for place in ends:
            if self.width(start, place) > room:
                break
            cut = place
        return cut


def _make_line(paragraph: _Paragraph, words: list[tuple[int, int, int]], ending: str, *, right_to_left: bool) -> Line:
    pieces: list[Piece] = []
    for number, (start, shown, end) in enumerate(words):
        pieces += paragraph.pieces(start, shown)
        if number < len(words) - 1 and end > shown:
            pieces += paragraph.pieces(shown, end)
    order = order_on_line([piece.level for piece in pieces])
    source = paragraph.text[words[0][0] : words[-1][2]] if words else ""
    placed = [pieces[place] for place in order]
    turns = right_to_left or any(piece.level for piece in placed)
    if turns or (placed and placed[-1].glyphs[-1].text in HYPHENS):
        placed = list(_with_marks(placed, right_to_left=right_to_left))
    return Line(source + ending, tuple(placed))


def _with_marks(pieces: list[Piece], *, right_to_left: bool) -> Iterator[Piece]:
    """Yield the pieces of a line, with marks in their texts where the line turns."""
    texts = [glyph.text for piece in pieces for glyph in piece.glyphs]
    levels = [piece.level for piece in pieces for _ in piece.glyphs]
    marked = mark_turns(texts, levels, right_to_left=right_to_left)
    start = 0
    for piece in pieces:
        places = range(start, start + len(piece.glyphs))
        start = places.stop
        if marked.keys().isdisjoint(places):
            yield piece
            continue
        glyphs = (
            replace(glyph, text=marked.get(place, glyph.text))
            for place, glyph in zip(places, piece.glyphs, strict=True)
        )
        yield replace(piece, glyphs=tuple(glyphs))


def break_lines(
    text: str,
    *,
    bold: bool,
    language: str,
    right_to_left: bool,
    room: float,
    spans: Sequence[tuple[int, str]] = (),
) -> tuple[Line, ...]:
    """Break a text into lines no wider than `room` (for a nominal size of 1 point); joined, they are the text again.

    `spans` part the text by language: the length and the language of each, which sum up to the whole.
    """
    lines = []
    start = 0
    spans = spans or ((len(text), language),)
    numbers = [number for number, (length, _) in enumerate(spans) for _ in range(length)]
    languages = tuple(name for _, name in spans)
    parts = text.split("\n")
    for number, part in enumerate(parts):
        owners = numbers[start : start + len(part)]
        start += len(part) + 1
        levels = _find_levels(part, owners, languages, language, right_to_left=right_to_left)
        typefaces = choose_typefaces(part, bold=bold, language=language)
        paragraph = _Paragraph(part, levels, typefaces, owners, languages)
        current: list[tuple[int, int, int]] = []
        used = 0.0
        for word in paragraph.words(room):
            first, shown, end = word
            width = paragraph.width(first, shown)
            if current and used + width > room:
                lines.append(_make_line(paragraph, current, "", right_to_left=right_to_left))
                current, used = [], 0.0
            current.append(word)
            used += width + paragraph.width(shown, end)
        ending = "\n" if number < len(parts) - 1 else ""
        lines.append(_make_line(paragraph, current, ending, right_to_left=right_to_left))
    return tuple(lines)


def _find_levels(
    text: str, owners: list[int], languages: tuple[str, ...], language: str, *, right_to_left: bool
) -> list[int]:
    """Find the levels as if each span of another language stood between isolates."""
    if all(name == language for name in languages):
        return find_levels(text, right_to_left=right_to_left)
    isolated, places = "", list[int]()
    for owner, group in groupby(range(len(text)), key=owners.__getitem__):
        stretch = list(group)
        other = languages[owner] != language
        opened = ("\u2067" if direction_of(languages[owner]) == "rtl" else "\u2066") if other else ""
        places += range(len(isolated) + len(opened), len(isolated) + len(opened) + len(stretch))
        isolated += opened + text[stretch[0] : stretch[-1] + 1] + ("\u2069" if other else "")
    levels = find_levels(isolated, right_to_left=right_to_left)
    return [levels[place] for place in places]
