"""A square code that a phone reads from the page, as a picture that the page's strict content policy allows."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET_ZONE = 4
"""Modules of white on each side, which ISO/IEC 18004 asks for."""


def qr_svg(words: str) -> str:
    """Return the SVG of a square code of these words, black on white whatever the page's colours are.

    The page gives it its name: the picture alone means nothing to somebody who does not see it.
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    size = code.getModuleCount()
    side = size + 2 * QUIET_ZONE
    dark = "".join(
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row in range(size)
        for column in range(size)
        if code.isDark(row, column)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
