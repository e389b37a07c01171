"""Text operators for shaped lines, and the embedded fonts they name.

ReportLab codes shaped glyphs as private-use characters, so its own fonts read back as nonsense. Here each pair of glyph
and source text gets its own code, and the font's ToUnicode map gives back exactly what was written.
"""

import hashlib
import struct
from dataclasses import dataclass, field

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from alongside.accessibility.documents.shaping import Glyph, Line, Piece
from alongside.accessibility.documents.styles import Colour, TextStyle
from alongside.accessibility.documents.typefaces import Typeface

UNNEEDED_TABLES = ("GSUB", "GPOS", "GDEF", "OS/2", "cmap", "name", "post")  # a reader of PDF draws outlines only
SILENCE = "/Span <</ActualText ()>> BDC"  # what is drawn within stands for no text
ROWS_IN_A_BLOCK = 100  # the most that a ToUnicode block may hold


def colour_operator(colour: Colour, *, stroke: bool = False) -> str:
    """Set the colour for filling or for lines."""
    return " ".join(f"{part:g}" for part in colour) + (" RG" if stroke else " rg")


def utf16_hex(text: str) -> str:
    """Write a text as the digits of a hexadecimal PDF string."""
    return text.encode("utf-16-be").hex().upper()


@dataclass(slots=True)
class _UsedFont:
    name: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)


class FontBook:
    """The fonts and glyphs that one document uses, in order of first use."""

    def __init__(self) -> None:
        self._used: dict[Typeface, _UsedFont] = {}

    def _font(self, typeface: Typeface) -> _UsedFont:
        return self._used.setdefault(typeface, _UsedFont(f"/T{len(self._used) + 1}"))

    def _show(self, piece: Piece, size: float) -> list[str]:
        """Write a piece: glyph codes, with the shifts that shaping asks for."""
        typeface = piece.typeface
        font = self._font(typeface)
        thousandth = 1000 / typeface.units
        operators, run, drift, rise = [f"{font.name} {size:g} Tf"], "", 0.0, 0

        def finish() -> None:
            nonlocal run
            if run:
                operators.append(f"[{run}] TJ")
                run = ""

        silent = False
        for glyph in piece.glyphs:
            if glyph.is_silent != silent:
                finish()
                silent = glyph.is_silent
                operators.append(SILENCE if silent else "EMC")
            if glyph.up != rise:
                finish()
                rise = glyph.up
                operators.append(f"{rise * size / typeface.units:g} Ts")
            shift = glyph.right - drift
            if shift:
                run += f"{-shift * thousandth:g}"
            run += f"<{self._code(font, glyph):04X}>"
            drift = glyph.right + typeface.font.get_glyph_h_advance(glyph.number) - glyph.advance
        if drift:
            run += f"{drift * thousandth:g}"
        finish()
        if silent:
            operators.append("EMC")
        if rise:
            operators.append("0 Ts")
        return operators

    @staticmethod
    def _code(font: _UsedFont, glyph: Glyph) -> int:
        return font.codes.setdefault((glyph.number, glyph.text), len(font.codes) + 1)

    def write_line(self, line: Line, style: TextStyle, x: float, y: float) -> str:
        """Return the operators that set a line with its left end at (x, y)."""
        if not line.pieces:
            return ""
        operators = [
            "BT",
            colour_operator(style.colour),
            f"1 0 0 1 {x:.2f} {y:.2f} Tm",
        ]
        for piece in line.pieces:
            operators += self._show(piece, style.size * piece.typeface.scale)
        return "\n".join([*operators, "ET"])

    def embed(self, pdf: pikepdf.Pdf) -> Dictionary:
        """Write the fonts into the file, cut down to the glyphs used, and return the resource dictionary."""
        fonts = Dictionary()
        for typeface, used in self._used.items():
            fonts[used.name] = _embed_font(pdf, typeface, used.codes)
        return fonts


def _cut_down(typeface: Typeface, glyphs: set[int]) -> bytes:
    """Keep the outlines of these glyphs only, under their old numbers."""
    wanted = hb.SubsetInput()
    flags = hb.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
    wanted.glyph_set.update({0} | glyphs)
    wanted.drop_table_tag_set.update({int.from_bytes(tag.encode("ascii")) for tag in UNNEEDED_TABLES})
    return bytes(hb.subset(typeface.face, wanted).blob.data)


def _to_unicode(codes: dict[tuple[int, str], int]) -> bytes:
    rows = [f"<{code:04X}> <{utf16_hex(text)}>" for (_, text), code in codes.items()]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(rows), ROWS_IN_A_BLOCK):
        block = rows[start : start + ROWS_IN_A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _embed_font(pdf: pikepdf.Pdf, typeface: Typeface, codes: dict[tuple[int, str], int]) -> pikepdf.Object:
    program = _cut_down(typeface, {number for number, _ in codes})
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program + _to_unicode(codes)).digest()[:6])
    name = Name(f"/{tag}+{typeface.name}")
    thousandth = 1000 / typeface.units
    box = struct.unpack(">4h", typeface.face.reference_table("head").data[36:44])
    extents = typeface.font.get_font_extents("ltr")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array(round(side * thousandth) for side in box),
        ItalicAngle=0,
        Ascent=round(extents.ascender * thousandth),
        Descent=round(extents.descender * thousandth),
        CapHeight=714,
        StemV=140 if typeface.bold else 88,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    places = b"\0\0" + b"".join(struct.pack(">H", number) for number, _ in codes)
    widths = [round(typeface.font.get_glyph_h_advance(number) * thousandth, 3) for number, _ in codes]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([1, Array(widths)]),
        CIDToGIDMap=pdf.make_stream(places),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(codes)),
        )
    )
