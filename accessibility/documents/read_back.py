"""What others find in our PDFs: the structure that a screen reader walks and the glyphs that the eye sees.

It reads the finished file only, so that a check cannot share a mistake with the code that drew it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

_ROW = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class ReadElement:
    """One structure element with its marks, as (page from 0, marked content id)."""

    role: str
    text: str
    alt: str
    language: str
    scope: str
    marks: tuple[tuple[int, int], ...]
    links: int
    kids: tuple["ReadElement", ...]

    def walk(self) -> Iterator["ReadElement"]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(frozen=True, slots=True)
class SeenGlyph:
    """One glyph on a page (from 0): where it starts, in points, and what it stands for. `mark` is None for decoration."""

    page: int
    x: float
    y: float
    text: str
    mark: int | None


def read_structure(content: bytes) -> ReadElement:
    """Return the document element of a tagged PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return _read_element(pdf.Root.StructTreeRoot.K, pages)


def _read_element(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> ReadElement:
    kids = element.get("/K", Array())
    marks, elements, links = [], [], 0
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary):
            marks.append((pages[element.Pg.objgen], int(kid)))
        elif kid.get("/Type") == Name.MCR:
            marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == Name.OBJR:
            links += 1
        else:
            elements.append(_read_element(kid, pages))
    return ReadElement(
        str(element.S).removeprefix("/"),
        str(element.get("/ActualText", "")),
        str(element.get("/Alt", "")),
        str(element.get("/Lang", "")),
        str(element.get("/A", Dictionary()).get("/Scope", "")).removeprefix("/"),
        tuple(marks),
        links,
        tuple(elements),
    )


@dataclass(slots=True)
class _Font:
    """Widths and texts of a font's codes."""

    widths: dict[int, float]
    texts: dict[int, str]


def _read_font(font: pikepdf.Object) -> _Font:
    first, widths = font.DescendantFonts[0].W
    rows = _ROW.findall(font.ToUnicode.read_bytes().decode("ascii"))
    return _Font(
        {int(first) + place: float(width) for place, width in enumerate(widths)},
        {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in rows},
    )


def read_glyphs(content: bytes) -> list[SeenGlyph]:
    """Return every glyph of every page in the order of drawing."""
    seen = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            fonts = {
                str(name): _read_font(font) for name, font in page.obj.Resources.get("/Font", Dictionary()).items()
            }
            seen += _PageReader(number, fonts).read(page)
    return seen


class _PageReader:
    """Follows the operators of one page."""

    def __init__(self, page: int, fonts: dict[str, _Font]) -> None:
        self.page = page
        self.fonts = fonts
        self.matrix = pikepdf.Matrix()
        self.saved: list[pikepdf.Matrix] = []
        self.marks: list[int | None] = []
        self.text = pikepdf.Matrix()
        self.font = ""
        self.size = 0.0
        self.seen: list[SeenGlyph] = []

    def read(self, page: pikepdf.Page) -> list[SeenGlyph]:
        """Read the page's content stream to its end."""
        for instruction in pikepdf.parse_content_stream(page):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "q":
                    self.saved.append(self.matrix)
                case "Q":
                    self.matrix = self.saved.pop()
                case "cm":
                    self.matrix = pikepdf.Matrix(*(float(x) for x in operands)) @ self.matrix
                case "Tm":
                    self.text = pikepdf.Matrix(*(float(x) for x in operands))
                case "Tf":
                    self.font, self.size = str(operands[0]), float(operands[1])
                case "TJ":
                    self._show(operands[0])
                case "BMC" | "BDC" | "EMC" as operator:
                    self._mark(operator, operands)
        return self.seen

    def _mark(self, operator: str, operands: list[pikepdf.Object]) -> None:
        if operator == "EMC":
            self.marks.pop()
        else:
            properties = operands[1] if operator == "BDC" else Dictionary()
            self.marks.append(int(properties.MCID) if "/MCID" in properties else None)

    def _show(self, parts: pikepdf.Object) -> None:
        font = self.fonts[self.font]
        for part in parts:
            if not isinstance(part, pikepdf.String):
                self._move(-float(part) / 1000 * self.size)
                continue
            code = int.from_bytes(bytes(part))
            place = self.text @ self.matrix
            mark = next((mark for mark in reversed(self.marks) if mark is not None), None)
            self.seen.append(SeenGlyph(self.page, float(place.e), float(place.f), font.texts[code], mark))
            self._move(font.widths[code] / 1000 * self.size)

    def _move(self, right: float) -> None:
        self.text = pikepdf.Matrix(1, 0, 0, 1, right, 0) @ self.text
