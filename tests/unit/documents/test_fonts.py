"""The committed fonts are what the manifest says, small, licensed and able to write our languages."""

import hashlib
import tomllib
from importlib import resources
from itertools import product

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # without types

from alongside.accessibility.documents.typefaces import FONTS, choose_typefaces
from alongside.core.definitions.needs import FONTS as CHOICES

FOLDER = resources.files(FONTS)
MANIFEST = tomllib.loads(FOLDER.joinpath("fonts.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", MANIFEST["font"], ids=lambda entry: entry["file"])
def test_a_font_is_the_file_of_the_manifest_and_small(entry: dict[str, str | int]) -> None:
    content = FOLDER.joinpath(str(entry["file"])).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])
    assert len(content) < 200_000


def test_every_font_in_the_folder_is_in_the_manifest_and_the_licence_lies_beside_them() -> None:
    files = {item.name for item in FOLDER.iterdir() if item.name.endswith(".ttf")}
    assert files == {entry["file"] for entry in MANIFEST["font"]}
    assert "SIL OPEN FONT LICENSE" in FOLDER.joinpath("OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "letters",
    [
        "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ „”",
        "ăâîșț ĂÂÎȘȚ",
        "âêîôûŵŷ ÂÊÎÔÛŴŶ áàäéèëíìïóòöúùüẃẁẅýỳÿ",
        "çğıöşü ÇĞİÖŞÜ ₺",
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ №",
        "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے ۂۃؤئآ ۰۱۲۳۴۵۶۷۸۹ ، ؛ ؟ ۔",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء ٠١٢٣٤٥٦٧٨٩ ًٌٍَُِّْ",
        "ټډړږښګڼېۍ ێۆڵڕە",
        "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্ ০১২৩৪৫৬৭৮৯ । ॥ ৳",
        "ਅਆਇਈਉਊਏਐਓਔਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜਸਹਸ਼ਖ਼ਗ਼ਜ਼ਫ਼ਲ਼ਾਿੀੁੂੇੈੋੌ੍ੰੱਂਃ ੦੧੨੩੪੫੬੭੮੯ । ॥ ੴ",
        "£€ % & @ – — … • ‘’ “”",
    ],
    ids=[
        "Polish",
        "Romanian",
        "Welsh",
        "Turkish",
        "Ukrainian",
        "Urdu",
        "Arabic",
        "Pashto and Sorani",
        "Bengali",
        "Punjabi",
        "signs",
    ],
)
def test_the_fonts_have_the_letters_of_our_languages(letters: str, *, bold: bool) -> None:
    assert len(choose_typefaces(letters, bold=bold, language="en")) == len(letters)


PAGE_FONTS = MANIFEST["page_font"]


@pytest.mark.parametrize("entry", PAGE_FONTS, ids=lambda entry: entry["file"])
def test_a_letter_form_for_pages_is_the_file_of_the_manifest_and_small(entry: dict[str, str | int]) -> None:
    content = FOLDER.joinpath(str(entry["file"])).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])
    assert content[:4] == b"wOF2"
    assert len(content) < 25_000


def test_the_letter_forms_for_pages_are_those_to_choose_from_in_two_weights() -> None:
    assert {(entry["font"], entry["weight"]) for entry in PAGE_FONTS} == set(product(CHOICES[1:], ("regular", "bold")))
    files = {item.name for item in FOLDER.iterdir() if item.name.endswith(".woff2")}
    assert files == {"NotoNaskhArabic-Regular.woff2", *(entry["file"] for entry in PAGE_FONTS)}


@pytest.mark.parametrize("entry", PAGE_FONTS, ids=lambda entry: entry["file"])
def test_a_letter_form_for_pages_has_the_letters_of_our_latin_languages(entry: dict[str, str | int]) -> None:
    letters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻăâîșțĂÂÎȘȚâêîôûŵŷÂÊÎÔÛŴŶçğıöşüÇĞİÖŞÜčėįšųūžČĖĮŠŲŪŽ£€%&@–—…•‘’“”"
    with FOLDER.joinpath(str(entry["file"])).open("rb") as file:
        font = TTFont(file)
    assert {ord(letter) for letter in letters} <= font.getBestCmap().keys()


def test_what_is_made_from_opendyslexic_does_not_bear_its_reserved_name_and_everybody_is_named() -> None:
    licence = FOLDER.joinpath("OFL.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name OpenDyslexic" in licence
    for name in ("Atkinson Hyperlegible Next Project", "Lexend Project", "Abbie Gonzalez", "Google LLC"):
        assert name in licence
    for entry in PAGE_FONTS:
        with FOLDER.joinpath(entry["file"]).open("rb") as file:
            names = {str(record) for record in TTFont(file)["name"].names if record.nameID in {1, 3, 4, 6, 16}}
        assert not any("OpenDyslexic" in name for name in names)
