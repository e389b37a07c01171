"""The typefaces in our PDFs: one for Latin and Cyrillic, one for Arabic letters, each regular and bold."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

import uharfbuzz as hb

from alongside.accessibility.documents.blocks import DocumentError

FONTS = "alongside.accessibility.fonts"
# Naskh letters are drawn small for their size; this makes both scripts look equally large on one line.
SCALES = {"sans": 1.0, "naskh": 1.2}


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
        return SCALES[self.family]

    def covers(self, character: str) -> bool:
        """Whether the character can be drawn; invisible format characters always can."""
        return ord(character) in self.characters or unicodedata.category(character) == "Cf"


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


def choose_typefaces(text: str, *, bold: bool, right_to_left: bool) -> list[Typeface]:
    """Give each character its typeface; signs that both have stay with what stands before them.

    European figures come from one typeface in every language, so that a number looks the same wherever it stands.
    """
    typefaces = load_typefaces()
    sans, naskh = typefaces["sans", bold], typefaces["naskh", bold]
    current = naskh if right_to_left else sans
    chosen = []
    for character in text:
        shown = " " if character.isspace() else character
        if character.isascii() and character.isalnum():
            current = sans
        elif not current.covers(shown):
            current = sans if current is naskh else naskh
            if not current.covers(shown):
                code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
                raise MissingGlyphError(f"No font of ours has {code}; add one to accessibility/fonts.")
        chosen.append(current)
    return chosen
