"""Marks of direction for programs that copy words out of a file: they see only where letters stand.

Such a program walks along a line from the side where it begins, and goes on in one direction until a letter of the
other one comes. It does not know to which words a bracket, a full stop or a hyphen between them belongs. Where it would
guess wrongly, a mark says it; on paper and on the screen nothing changes.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_SIDES = {"L": 0, "EN": 0, "AN": 0, "R": 1, "AL": 1}
_OF_FIGURES = {"ES", "ET", "CS"}  # signs between figures, with which some programs begin to walk rightwards
HYPHENS = {"-", "‐"}  # at the end of a line these are taken for what a printer added, and dropped


def mark_of(level: int) -> str:
    """Return the mark for the direction of an embedding level."""
    return RIGHT_TO_LEFT_MARK if level % 2 else LEFT_TO_RIGHT_MARK


def mark_turns(texts: Sequence[str], levels: Sequence[int], *, right_to_left: bool) -> dict[int, str]:
    """Return the texts that need marks, by their place on a line, given all from left to right with their levels."""
    found: dict[int, str] = {}
    for place, marks in _walk(texts, levels, base=int(right_to_left)):
        found[place] = texts[place] + marks[::-1] if right_to_left else marks + texts[place]
    last = len(texts) - 1
    if texts and texts[last] in HYPHENS:
        found[last] = found.get(last, texts[last]) + mark_of(levels[last])
    return found


@lru_cache(maxsize=2048)
def _kind_of(text: str) -> tuple[int | None, bool]:
    """Return the side that a text goes to of itself (1 = leftwards), and whether it is a sign between figures."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    side = next((_SIDES[kind] for kind in kinds if kind in _SIDES), None)
    return side, side is None and not _OF_FIGURES.isdisjoint(kinds)


def _walk(texts: Sequence[str], levels: Sequence[int], *, base: int) -> Iterator[tuple[int, str]]:
    """Yield (place, marks) where the walk needs telling; the marks stand in the order of the walk."""
    going, is_parted = base, False
    for place in reversed(range(len(texts))) if base else range(len(texts)):
        wanted = levels[place] % 2
        if not texts[place].strip():
            is_parted = is_parted or wanted != going
            continue
        side, is_of_figures = _kind_of(texts[place])
        marks = ""
        if wanted == going and is_parted:
            marks += mark_of(1 - wanted)
        if (marks or wanted != going) and side != wanted:
            marks += mark_of(wanted)
        if marks:
            yield place, marks
        going, is_parted = wanted, False
        if base and wanted and is_of_figures:
            going, is_parted = 0, True
