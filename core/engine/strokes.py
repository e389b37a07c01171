"""A drawn signature: the lines of a finger, a mouse or a pen as points in a box of 1000 by 400.

In a form they are text: lines parted by `;`, the points of a line by spaces, each point `x,y`.
"""

import math
import re
from itertools import pairwise

from alongside.core.engine.reading import Refused

WIDTH, HEIGHT = 1000, 400
LONGEST = 60_000
"""Characters. The page draws at most 4,000 points, which are at most 36,000 characters."""
LEAST_INK = 120.0
"""How long the lines are together, at least: an eighth of the box. A dot or a slip of the hand is no signature."""
Point = tuple[int, int]
Strokes = tuple[tuple[Point, ...], ...]
_POINT = r"[0-9]{1,4},[0-9]{1,3}"
_LINE = rf"{_POINT}(?: {_POINT})*"
_WHOLE = re.compile(rf"{_LINE}(?:;{_LINE})*")


def read_strokes(typed: str) -> Strokes | Refused:
    """Return the lines that were drawn, or why they are no signature."""
    if not typed:
        return Refused("errors.draw_needed")
    if len(typed) > LONGEST or not _WHOLE.fullmatch(typed):
        return Refused("errors.draw_unreadable")
    strokes = tuple(tuple(_point(point) for point in line.split(" ")) for line in typed.split(";"))
    if any(x > WIDTH or y > HEIGHT for line in strokes for x, y in line):
        return Refused("errors.draw_unreadable")
    ink = sum(math.dist(one, other) for line in strokes for one, other in pairwise(line))
    return strokes if ink >= LEAST_INK else Refused("errors.draw_needed")


def _point(text: str) -> Point:
    x, _, y = text.partition(",")
    return int(x), int(y)


def strokes_text(strokes: Strokes) -> str:
    """Return the lines as text, one way to write each."""
    return ";".join(" ".join(f"{x},{y}" for x, y in line) for line in strokes)


def strokes_path(text: str) -> str:
    """Return lines that were read before as the data of an SVG path; a line of one point is a dot."""
    return " ".join(
        f"M{points[0]} " + " ".join(f"L{point}" for point in (points[1:] or points))
        for points in (line.split(" ") for line in text.split(";"))
    )


def strokes_picture(text: str) -> bytes:
    """Return lines that were read before as an SVG picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{strokes_path(text)}" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    ).encode()
