"""Make the committed font subsets again. For developers; the product itself never runs this.

Take the originals from the Debian package `fonts-noto-core` (version 20201225-1), then name the folder they are in:

    apt-get download fonts-noto-core && dpkg-deb -x fonts-noto-core_*.deb noto

and those that a person may choose for pages from npm, each unpacked beside the others:

    npm pack @expo-google-fonts/atkinson-hyperlegible-next@0.4.1 @expo-google-fonts/lexend@0.4.1 @fontsource/opendyslexic@5.3.0
    for one in *.tgz; do mkdir ${one%.tgz}; tar -xf $one -C ${one%.tgz}; done
    python -m alongside.accessibility.fonts.make_subsets noto/usr/share/fonts/truetype/noto .

The same originals and the same fonttools give the same bytes. The manifest `fonts.toml` is written with them.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]  # a developer's tool without types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # likewise

HERE = Path(__file__).parent
SOURCE = "Debian package fonts-noto-core 20201225-1"

LATIN_AND_CYRILLIC = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x018F, 0x018F), (0x0192, 0x0192), (0x01A0, 0x01A1), (0x01AF, 0x01B0),
    (0x01CD, 0x01DC), (0x0218, 0x021B), (0x0259, 0x0259), (0x02BB, 0x02BC), (0x02C6, 0x02C7), (0x02D8, 0x02DD),
    (0x0300, 0x0304), (0x0306, 0x030C), (0x0323, 0x0323), (0x0326, 0x0328),
    (0x0400, 0x045F), (0x048A, 0x04FF),
    (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EF2, 0x1EF3),
)  # fmt: skip
PUNCTUATION = (
    (0x2002, 0x2003), (0x2009, 0x2009), (0x200B, 0x200F), (0x2010, 0x2015), (0x2018, 0x2022), (0x2026, 0x2026),
    (0x202A, 0x202F), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2066, 0x2069),
    (0x20A4, 0x20A4), (0x20AC, 0x20AC), (0x20BA, 0x20BA), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
    (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25CC, 0x25CC),
)  # fmt: skip
ARABIC = (
    (0x0020, 0x0022), (0x0027, 0x0029), (0x002A, 0x003A), (0x00A0, 0x00A0), (0x00AB, 0x00AB), (0x00BB, 0x00BB),
    (0x0600, 0x06FF), (0x0750, 0x077F), (0x200B, 0x200F), (0xFDF2, 0xFDF2), (0xFDFA, 0xFDFA),
)  # fmt: skip
DANDA = ((0x0020, 0x0020), (0x00A0, 0x00A0), (0x0964, 0x0965), (0x200B, 0x200D), (0x25CC, 0x25CC))
BENGALI = (*DANDA, (0x0980, 0x09FE))
GURMUKHI = (*DANDA, (0x0A01, 0x0A76))


@dataclass(frozen=True, slots=True)
class Subset:
    """One file to make: from which original, for which characters."""

    original: str
    family: str
    weight: str
    characters: tuple[tuple[int, int], ...]


SUBSETS = (
    Subset("NotoSans-Regular.ttf", "sans", "regular", LATIN_AND_CYRILLIC + PUNCTUATION),
    Subset("NotoSans-Bold.ttf", "sans", "bold", LATIN_AND_CYRILLIC + PUNCTUATION),
    Subset("NotoNaskhArabic-Regular.ttf", "naskh", "regular", ARABIC),
    Subset("NotoNaskhArabic-Bold.ttf", "naskh", "bold", ARABIC),
    Subset("NotoSansBengali-Regular.ttf", "bengali", "regular", BENGALI),
    Subset("NotoSansBengali-Bold.ttf", "bengali", "bold", BENGALI),
    Subset("NotoSansGurmukhi-Regular.ttf", "gurmukhi", "regular", GURMUKHI),
    Subset("NotoSansGurmukhi-Bold.ttf", "gurmukhi", "bold", GURMUKHI),
)


def make_subset(wanted: Subset, originals: Path, target: Path) -> None:
    """Write one subset without hinting and with all its shaping rules."""
    options = subset.Options(
        hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"], recalc_timestamp=False
    )
    font = subset.load_font(str(originals / wanted.original), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in wanted.characters for code in range(first, last + 1)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


PAGE_FONT = "NotoNaskhArabic-Regular.ttf"
"""The subset that pages fetch for devices that have no Urdu letters."""

PAGE_LATIN = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0218, 0x021B), (0x1E80, 0x1E85), (0x1EF2, 0x1EF3),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2039, 0x203A),
    (0x20AC, 0x20AC), (0x20BA, 0x20BA), (0x2122, 0x2122), (0x2212, 0x2212),
)  # fmt: skip
"""English, Polish, Romanian, Welsh, Turkish, Lithuanian and their neighbours."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A typeface that a person may choose for pages, in one weight. `renamed` is what a subset is called inside.

    Whoever made OpenDyslexic keeps that name for the whole of it, so that what is made from it must be called otherwise.
    """

    font: str
    weight: str
    original: str
    source: str
    renamed: str = ""


ATKINSON = "@expo-google-fonts/atkinson-hyperlegible-next 0.4.1"
LEXEND = "@expo-google-fonts/lexend 0.4.1"
OPENDYSLEXIC = "@fontsource/opendyslexic 5.3.0"
HEAVY = "Alongside Heavy Feet"
_AT = {
    ATKINSON: "expo-google-fonts-atkinson-hyperlegible-next-0.4.1/package",
    LEXEND: "expo-google-fonts-lexend-0.4.1/package",
    OPENDYSLEXIC: "fontsource-opendyslexic-5.3.0/package/files",
}
CHOICES = (
    Choice("atkinson", "regular", "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf", ATKINSON),
    Choice("atkinson", "bold", "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf", ATKINSON),
    Choice("lexend", "regular", "400Regular/Lexend_400Regular.ttf", LEXEND),
    Choice("lexend", "bold", "700Bold/Lexend_700Bold.ttf", LEXEND),
    Choice("opendyslexic", "regular", "opendyslexic-latin-400-normal.woff2", OPENDYSLEXIC, HEAVY),
    Choice("opendyslexic", "bold", "opendyslexic-latin-700-normal.woff2", OPENDYSLEXIC, HEAVY),
)


def make_choice(wanted: Choice, originals: Path, target: Path) -> None:
    """Write one typeface for pages, without hinting."""
    options = subset.Options(
        hinting=False,
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl"],
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
        recalc_timestamp=False,
        flavor="woff2",
    )
    font = subset.load_font(str(originals / _AT[wanted.source] / wanted.original), options)
    if wanted.renamed:
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = wanted.renamed.replace(" ", "" if record.nameID == POSTSCRIPT_NAME else " ")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in PAGE_LATIN for code in range(first, last + 1)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


POSTSCRIPT_NAME = 6
"""The id of the name that may hold no space."""


def main(folder: str, pages_folder: str) -> None:
    """Make every subset from the originals in these folders, and the manifest."""
    lines = ["# Written by make_subsets.py. Licence: OFL.txt beside this file.", f'source = "{SOURCE}"', ""]
    for wanted in SUBSETS:
        target = HERE / wanted.original
        make_subset(wanted, Path(folder), target)
        content = target.read_bytes()
        lines += [
            "[[font]]",
            f'file = "{target.name}"',
            f'family = "{wanted.family}"',
            f'weight = "{wanted.weight}"',
            f"bytes = {len(content)}",
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"',
            "",
        ]
        sys.stdout.write(f"{target.name}: {len(content):,} bytes\n")
    for choice in CHOICES:
        target = HERE / f"{choice.font}-{choice.weight}.woff2"
        make_choice(choice, Path(pages_folder), target)
        content = target.read_bytes()
        lines += [
            "[[page_font]]",
            f'file = "{target.name}"',
            f'font = "{choice.font}"',
            f'weight = "{choice.weight}"',
            f'source = "npm package {choice.source}"',
            f"bytes = {len(content)}",
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"',
            "",
        ]
        sys.stdout.write(f"{target.name}: {len(content):,} bytes\n")
    page_font = TTFont(HERE / PAGE_FONT)
    page_font.flavor = "woff2"
    page_font.save(HERE / PAGE_FONT.replace(".ttf", ".woff2"))
    (HERE / "fonts.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
