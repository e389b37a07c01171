"""A square code that a phone reads from the page, as a picture that the page's strict content policy allows."""

import re

import segno

QUIET_ZONE = 4
"""Modules of white on each side, which ISO/IEC 18004 asks for."""


def qr_svg(words: str) -> str:
    """Return the SVG of a square code of these words, black on white whatever the page's colours are.

    The page gives it its name: the picture alone means nothing to somebody who does not see it.
    """
    modules = tuple(segno.make(words, error="m", micro=False).matrix_iter(border=QUIET_ZONE))
    side = len(modules)
    dark = "".join(
        f"M{run.start()} {row}.5h{len(run[0])}"
        for row, line in enumerate(modules)
        for run in re.finditer(rb"\x01+", bytes(line))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}" stroke="#000" fill="none"/></svg>'
    )
