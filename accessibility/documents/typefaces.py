"""The typefaces in our PDFs: one for Latin and Cyrillic, one for each further script, each regular and bold."""

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import uharfbuzz as hb

from alongside.accessibility.documents.blocks import DocumentError
from alongside.accessibility.documents.clusters import clusters
from alongside.core.languages.tags import script_of

FONTS = "alongside.accessibility.fonts"
# The family that a script's own letters, and the signs before the first of them, are set in; sans for all others.
FAMILIES = {"Arab": "naskh", "Aran": "naskh", "Beng": "bengali", "Guru": "gurmukhi"}
# Naskh letters are drawn small for their size; this makes all scripts look equally large on one line.
SCALES = {"naskh": 1.2}
ZERO_WIDTH_SPACE = 0x200B


class MissingGlyphError(DocumentError):
    """No typeface of ours has a character of the text, so it would print as an empty box."""


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """One font file, ready for shaping; measures are in units of 1/`units` of the size."""

    name: str
    family: str
    bold: bool
    data: bytes
    face: hb.Face
    font: hb.Font
    units: int
    characters: frozenset[int]

    @property
    def scale(self) -> float:
        """How much larger than the nominal size this typeface is set."""
        return SCALES.get(self.family, 1.0)

    @property
    def blank(self) -> int:
        """The glyph that shows nothing and takes no room."""
        return int(self.font.get_nominal_glyph(ZERO_WIDTH_SPACE))

    def is_mark(self, glyph: int) -> bool:
        """Whether the glyph is put on a letter."""
        return bool(self.face.get_layout_glyph_class(glyph) == hb.OTLayoutGlyphClass.MARK)

    def covers(self, character: str) -> bool:
        """Whether the character can be drawn; invisible format characters and white space always can."""
        return ord(character) in self.characters or character.isspace() or unicodedata.category(character) == "Cf"

    def draws(self, text: str) -> bool:
        """Whether every character of a text can be drawn."""
        return self.covers(text) if len(text) == 1 else all(map(self.covers, text))


@cache
def load_typefaces() -> dict[tuple[str, bool], Typeface]:
    """Read the manifest and its fonts once."""
    folder = resources.files(FONTS)
    manifest = tomllib.loads(folder.joinpath("fonts.toml").read_text(encoding="utf-8"))
    loaded = {}
    for entry in manifest["font"]:
        data = folder.joinpath(entry["file"]).read_bytes()
        face = hb.Face(data)
        bold = entry["weight"] == "bold"
        name = entry["file"].removesuffix(".ttf")
        loaded[entry["family"], bold] = Typeface(
            name, entry["family"], bold, data, face, hb.Font(face), face.upem, frozenset(face.unicodes)
        )
    return loaded


def choose_typefaces(text: str, *, bold: bool, language: str) -> list[Typeface]:
    """Give each character its typeface; signs that several have stay with what stands before them.

    A letter and its marks are set in one typeface wherever one has them all. European figures come from one typeface in
    every language, so that a number looks the same wherever it stands.
    """
    faces = {family: typeface for (family, is_bold), typeface in load_typefaces().items() if is_bold == bold}
    sans = faces["sans"]
    current = main = faces[FAMILIES.get(script_of(language), "sans")]
    order = (main, *(typeface for typeface in faces.values() if typeface is not main))
    if text.isascii() and main is sans and sans.draws(text):
        return [sans] * len(text)
    chosen: list[Typeface] = []
    for cluster in clusters(text):
        if cluster[0].isascii() and cluster[0].isalnum():
            current = sans
        if not current.draws(cluster):
            whole = next((typeface for typeface in order if typeface.draws(cluster)), None)
            if whole is None:
                chosen += [_first_with(character, order) for character in cluster]
                current = chosen[-1]
                continue
            current = whole
        chosen += [current] * len(cluster)
    return chosen


def _first_with(character: str, typefaces: Iterable[Typeface]) -> Typeface:
    for typeface in typefaces:
        if typeface.draws(character):
            return typeface
    code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    raise MissingGlyphError(f"No font of ours has {code}; add one to accessibility/fonts.")
