"""The picture of where somebody is in the study: stepping stones, what is behind, where they stand, what comes.

One colour, that of the words around it, so that it can be read on dark and on high contrast; shape says what colour
might. It runs the way the language runs. It holds no words and no count: the same in words stands beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import hypot
from typing import Literal

State = Literal["done", "now", "later"]
WIDTH = 320
AT_A_GLANCE = 3
"""So many stones has the picture of easy read: the one behind, where one is, and the next."""


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes of a picture: its height, the radius of a stone, how far stones sway, and how thick lines are."""

    height: int
    radius: int
    sway: int
    line: float


_ALL, _FEW = _Look(72, 11, 7, 2.5), _Look(112, 19, 10, 3.5)


def path_picture(
    states: Sequence[State], *, title: str, words: str, right_to_left: bool, is_easy: bool = False, ids: str = "way"
) -> str:
    """Return the picture as SVG for a page or a document; `words` say the same and become its description.

    `ids` begins the ids of title and description, so that two pictures can stand on one page.
    """
    shown, look = (_near_now(states), _FEW) if is_easy else (tuple(states), _ALL)
    drawn = "".join(_draw(shown, look, right_to_left=right_to_left))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {look.height}" role="img" '
        f'aria-labelledby="{ids}-title {ids}-words"><title id="{ids}-title">{escape(title)}</title>'
        f'<desc id="{ids}-words">{escape(words)}</desc>'
        f'<g fill="none" stroke="currentColor" stroke-width="{look.line:g}" stroke-linecap="round" stroke-linejoin="round">'
        f"{drawn}</g></svg>"
    )


def _near_now(states: Sequence[State]) -> tuple[State, ...]:
    now = states.index("now") if "now" in states else len(states) - 1
    first = max(0, min(now - 1, len(states) - AT_A_GLANCE))
    return tuple(states[first : first + AT_A_GLANCE])


def _draw(states: Sequence[State], look: _Look, *, right_to_left: bool) -> Iterator[str]:
    places = list(_places(len(states), look, right_to_left=right_to_left))
    stones = list(zip(states, places, strict=True))
    for (state, here), (after, there) in pairwise(stones):
        yield _stretch(here, there, _size(state, look), _size(after, look), is_behind=state == "done")
    for state, (x, y) in stones:
        yield from _stone(state, x, y, look)


def _places(count: int, look: _Look, *, right_to_left: bool) -> Iterator[tuple[float, float]]:
    """Yield the middle of each stone: evenly along the width, in turns a little up and a little down."""
    edge = look.radius * 1.6
    step = (WIDTH - 2 * edge) / max(1, count - 1)
    for place in range(count):
        x = edge + step * place if count > 1 else WIDTH / 2
        y = look.height - look.radius * 1.6 - look.sway + (look.sway if place % 2 else -look.sway)
        yield round(WIDTH - x if right_to_left else x, 1), round(y, 1)


def _size(state: State, look: _Look) -> float:
    return look.radius * (1.3 if state == "now" else 1)


def _stretch(
    here: tuple[float, float], there: tuple[float, float], before: float, after: float, *, is_behind: bool
) -> str:
    """Return the way between two stones, from edge to edge; what is still to come is dotted."""
    (x0, y0), (x1, y1) = here, there
    far = hypot(x1 - x0, y1 - y0)
    gap = 3.0
    first, last = (before + gap) / far, 1 - (after + gap) / far
    from_x, from_y = x0 + (x1 - x0) * first, y0 + (y1 - y0) * first
    to_x, to_y = x0 + (x1 - x0) * last, y0 + (y1 - y0) * last
    dots = "" if is_behind else ' stroke-dasharray="1 6"'
    return f'<path d="M{from_x:.1f} {from_y:.1f}L{to_x:.1f} {to_y:.1f}"{dots}/>'


def _stone(state: State, x: float, y: float, look: _Look) -> Iterator[str]:
    """Yield a stone: with a tick, filled and with a flag above it, or open."""
    r = _size(state, look)
    if state == "now":
        yield f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}"/>'
        yield f'<circle cx="{x:g}" cy="{y:g}" r="{r * 0.55:g}" fill="currentColor"/>'
        foot, tall = y - r * 1.35, r * 1.5
        # A drop that points at the stone: here.
        yield (
            f'<path d="M{x:g} {foot:.1f}C{x - r * 0.2:.1f} {foot - tall * 0.35:.1f} {x - r * 0.6:.1f} {foot - tall * 0.4:.1f} '
            f"{x - r * 0.6:.1f} {foot - tall * 0.65:.1f}C{x - r * 0.6:.1f} {foot - tall * 1.12:.1f} {x + r * 0.6:.1f} "
            f"{foot - tall * 1.12:.1f} {x + r * 0.6:.1f} {foot - tall * 0.65:.1f}C{x + r * 0.6:.1f} {foot - tall * 0.4:.1f} "
            f'{x + r * 0.2:.1f} {foot - tall * 0.35:.1f} {x:g} {foot:.1f}Z" fill="currentColor"/>'
        )
        return
    dots = ' stroke-dasharray="4 5"' if state == "later" else ""
    yield f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}"{dots}/>'
    if state == "done":
        yield f'<path d="M{x - r * 0.45:.1f} {y:g}L{x - r * 0.1:.1f} {y + r * 0.4:.1f}L{x + r * 0.5:.1f} {y - r * 0.4:.1f}"/>'
