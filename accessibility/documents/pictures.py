"""Pictures inside a document: photographs as they are, SVG drawings as lines and areas.

Of SVG we draw what our own pictures and charts use: groups, paths, basic shapes and one-line texts, with colours,
opacity and transforms. Anything else is refused, so that no picture loses a part unseen.
"""

import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from alongside.accessibility.documents.blocks import DocumentError
from alongside.accessibility.documents.glyphs import FontBook
from alongside.accessibility.documents.shaping import break_lines
from alongside.accessibility.documents.styles import INK, Colour, TextStyle
from alongside.accessibility.documents.svg_paths import Step, read_path

SILENT = frozenset({"title", "desc", "metadata"})
INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "fill-rule",
    "fill-opacity", "stroke-opacity", "font-size", "font-weight", "text-anchor", "dominant-baseline", "direction",
)  # fmt: skip
ROUND = 0.5523  # how far the handles of a quarter circle reach
_SHORT_COLOUR = re.compile(r"#[0-9a-fA-F]{3}")
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_WEIGHT_OF_BOLD = 600


class PictureError(DocumentError):
    """A picture that we cannot draw whole."""


class Drawing(Protocol):
    """Something of a known size in points that draws itself with its bottom left corner at the origin."""

    @property
    def width(self) -> float: ...  # noqa: D102 - the protocol's docstring says it

    @property
    def height(self) -> float: ...  # noqa: D102 - likewise

    def draw(self, canvas: Any, fonts: FontBook) -> None: ...  # noqa: D102 - likewise


@dataclass(frozen=True, slots=True)
class Photograph:
    """A PNG or JPEG picture."""

    content: bytes
    width: float
    height: float

    def draw(self, canvas: Any, _fonts: FontBook) -> None:
        """Place the picture."""
        reader = ImageReader(io.BytesIO(self.content))
        canvas.drawImage(reader, 0, 0, self.width, self.height, mask="auto")


def _numbers(text: str) -> list[float]:
    return [float(part) for part in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text)]


def _length(text: str | None, otherwise: float = 0.0) -> float:
    found = _numbers(text or "")
    return found[0] if found else otherwise


def _colour(text: str) -> Colour | None:
    """Read a colour; None means that nothing is painted."""
    if text in {"none", "transparent"}:
        return None
    if text == "currentColor":
        return INK
    if _SHORT_COLOUR.fullmatch(text):
        # ReportLab would read #fff as #000fff.
        text = "#" + "".join(2 * digit for digit in text[1:])
    try:
        colour = colors.toColor(text)
    except ValueError as error:
        raise PictureError(f"A picture has the colour '{text}', which we cannot read; write it as #rrggbb.") from error
    return (colour.red, colour.green, colour.blue)


def _matrix(text: str) -> list[tuple[float, float, float, float, float, float]]:
    """Read a transform attribute as matrices, outermost first."""
    found = []
    for name, values in _TRANSFORM.findall(text):
        n = _numbers(values)
        if name == "matrix":
            found.append((n[0], n[1], n[2], n[3], n[4], n[5]))
        elif name == "translate":
            found.append((1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0))
        elif name == "scale":
            found.append((n[0], 0.0, 0.0, n[-1], 0.0, 0.0))
        elif name == "rotate":
            cosine, sine = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            x, y = (n[1], n[2]) if len(n) > 1 else (0.0, 0.0)
            found.append((cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y))
        else:
            raise PictureError(f"A picture uses the transform '{name}'; use translate, scale, rotate or matrix.")
    return found


def _ellipse(x: float, y: float, rx: float, ry: float) -> list[Step]:
    kx, ky = rx * ROUND, ry * ROUND
    return [
        ("M", (x + rx, y)),
        ("C", (x + rx, y + ky, x + kx, y + ry, x, y + ry)),
        ("C", (x - kx, y + ry, x - rx, y + ky, x - rx, y)),
        ("C", (x - rx, y - ky, x - kx, y - ry, x, y - ry)),
        ("C", (x + kx, y - ry, x + rx, y - ky, x + rx, y)),
        ("Z", ()),
    ]


def _rectangle(x: float, y: float, w: float, h: float, r: float) -> list[Step]:
    if not r:
        return [("M", (x, y)), ("L", (x + w, y)), ("L", (x + w, y + h)), ("L", (x, y + h)), ("Z", ())]
    r = min(r, w / 2, h / 2)
    k = r * (1 - ROUND)
    return [
        ("M", (x + r, y)),
        ("L", (x + w - r, y)),
        ("C", (x + w - k, y, x + w, y + k, x + w, y + r)),
        ("L", (x + w, y + h - r)),
        ("C", (x + w, y + h - k, x + w - k, y + h, x + w - r, y + h)),
        ("L", (x + r, y + h)),
        ("C", (x + k, y + h, x, y + h - k, x, y + h - r)),
        ("L", (x, y + r)),
        ("C", (x, y + k, x + k, y, x + r, y)),
        ("Z", ()),
    ]


def _shape(tag: str, at: Mapping[str, str]) -> list[Step]:
    """Return the outline of a shape element."""

    def n(name: str) -> float:
        return _length(at.get(name))

    match tag:
        case "path":
            return read_path(at.get("d", ""))
        case "rect":
            return _rectangle(n("x"), n("y"), n("width"), n("height"), n("rx") or n("ry"))
        case "circle":
            return _ellipse(n("cx"), n("cy"), n("r"), n("r"))
        case "ellipse":
            return _ellipse(n("cx"), n("cy"), n("rx"), n("ry"))
        case "line":
            return [("M", (n("x1"), n("y1"))), ("L", (n("x2"), n("y2")))]
        case "polyline" | "polygon":
            values = _numbers(at.get("points", ""))
            points = list(zip(values[::2], values[1::2], strict=True))
            steps: list[Step] = [("L" if place else "M", point) for place, point in enumerate(points)]
            return [*steps, ("Z", ())] if tag == "polygon" else steps
        case _:
            raise PictureError(f"A picture holds <{tag}>, which we cannot draw; turn it into paths and basic shapes.")


@dataclass(frozen=True, slots=True)
class SvgDrawing:
    """An SVG drawing scaled to a width."""

    root: ET.Element
    box: tuple[float, float, float, float]
    width: float
    language: str

    @property
    def height(self) -> float:
        """The height that keeps the proportions."""
        return self.width * self.box[3] / self.box[2]

    def draw(self, canvas: Any, fonts: FontBook) -> None:
        """Draw with SVG's y axis, which points down."""
        factor = self.width / self.box[2]
        canvas.transform(factor, 0, 0, -factor, -self.box[0] * factor, self.height + self.box[1] * factor)
        self._draw_inside(self.root, {}, canvas, fonts)

    def _draw_inside(self, parent: ET.Element, look: Mapping[str, str], canvas: Any, fonts: FontBook) -> None:
        look = _look_of(parent, look)
        for element in parent:
            tag = str(element.tag).rpartition("}")[2]
            if tag in SILENT:
                continue
            canvas.saveState()
            for matrix in _matrix(element.get("transform", "")):
                canvas.transform(*matrix)
            if tag == "g":
                self._draw_inside(element, look, canvas, fonts)
            elif tag == "text":
                self._draw_text(element, _look_of(element, look), canvas, fonts)
            else:
                _paint(_shape(tag, element.attrib), _look_of(element, look), canvas)
            canvas.restoreState()

    def _draw_text(self, element: ET.Element, look: Mapping[str, str], canvas: Any, fonts: FontBook) -> None:
        if len(element):
            raise PictureError("A text in a picture holds other elements; write each stretch as a text of its own.")
        size = _length(look.get("font-size"), 16)
        weight = look.get("font-weight", "400")
        bold = weight == "bold" or _length(weight) >= _WEIGHT_OF_BOLD
        colour = _colour(look.get("fill", "#000000"))
        words = " ".join((element.text or "").split())
        if colour is None or not words:
            return
        right_to_left = look.get("direction") == "rtl"
        line = break_lines(words, bold=bold, language=self.language, right_to_left=right_to_left, room=math.inf)[0]
        wide = line.width * size
        before = {"middle": 0.5, "end": 1.0}.get(look.get("text-anchor", "start"), 0.0)
        before = 1 - before if right_to_left else before
        down = 0.35 * size if look.get("dominant-baseline") in {"middle", "central"} else 0
        canvas.transform(1, 0, 0, -1, _length(element.get("x")), _length(element.get("y")) + down)
        canvas.addLiteral(fonts.write_line(line, TextStyle(size, size, bold, colour), -wide * before, 0))


def _look_of(element: ET.Element, inherited: Mapping[str, str]) -> dict[str, str]:
    """Add an element's own presentation to what it inherits."""
    own = dict(inherited)
    own.update({name: element.attrib[name] for name in INHERITED if name in element.attrib})
    for rule in element.get("style", "").split(";"):
        name, _, value = rule.partition(":")
        if name.strip() in INHERITED:
            own[name.strip()] = value.strip()
    own["opacity"] = str(_length(inherited.get("opacity"), 1) * _length(element.get("opacity"), 1))
    return own


def _paint(steps: list[Step], look: Mapping[str, str], canvas: Any) -> None:
    """Fill and stroke an outline."""
    path = canvas.beginPath()
    actions = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for kind, numbers in steps:
        actions[kind](*numbers)
    fill = _colour(look.get("fill", "#000000"))
    stroke = _colour(look.get("stroke", "none"))
    opacity = _length(look.get("opacity"), 1)
    if fill is not None:
        canvas.setFillColorRGB(*fill, alpha=_alpha(opacity * _length(look.get("fill-opacity"), 1)))
    if stroke is not None:
        canvas.setStrokeColorRGB(*stroke, alpha=_alpha(opacity * _length(look.get("stroke-opacity"), 1)))
        canvas.setLineWidth(_length(look.get("stroke-width"), 1))
        canvas.setLineCap(_CAPS.get(look.get("stroke-linecap", "butt"), 0))
        canvas.setLineJoin(_JOINS.get(look.get("stroke-linejoin", "miter"), 0))
        canvas.setDash(_numbers(look.get("stroke-dasharray", "")) or [])
    if fill is not None or stroke is not None:
        even_odd = look.get("fill-rule") == "evenodd"
        canvas.drawPath(path, fill=int(fill is not None), stroke=int(stroke is not None), fillMode=0 if even_odd else 1)


def _alpha(opacity: float) -> float | None:
    """Say nothing about opacity where a colour is solid."""
    return None if opacity >= 1 else opacity


def read_picture(content: bytes, *, width: float, language: str) -> Drawing:
    """Read an SVG, PNG or JPEG picture; `width` in millimetres, raises PictureError for anything else."""
    if b"<svg" in content[:2000]:
        try:
            root = ET.fromstring(content)  # noqa: S314 - our own and plugins' pictures; expat limits entity growth
        except ET.ParseError as error:
            raise PictureError(f"A picture is not well-formed SVG: {error}.") from error
        box = _numbers(root.get("viewBox", "")) or [0, 0, _length(root.get("width")), _length(root.get("height"))]
        x, y, wide, tall = box
        if wide <= 0 or tall <= 0:
            raise PictureError("An SVG picture needs a viewBox, or a width and a height.")
        return SvgDrawing(root, (x, y, wide, tall), width * mm, language)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            wide_pixels, tall_pixels = picture.size
    except UnidentifiedImageError as error:
        raise PictureError("A picture is neither SVG nor PNG nor JPEG.") from error
    return Photograph(content, width * mm, width * mm * tall_pixels / wide_pixels)
