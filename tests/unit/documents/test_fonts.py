"""The committed fonts are what the manifest says, small, licensed and able to write our languages."""

import hashlib
import tomllib
from importlib import resources

import pytest

from alongside.accessibility.documents.typefaces import FONTS, choose_typefaces

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
        "£€ % & @ – — … • ‘’ “”",
    ],
    ids=["Polish", "Romanian", "Welsh", "Turkish", "Ukrainian", "Urdu", "Arabic", "Pashto and Sorani", "signs"],
)
def test_the_fonts_have_the_letters_of_our_languages(letters: str, *, bold: bool) -> None:
    assert len(choose_typefaces(letters, bold=bold, right_to_left=False)) == len(letters)
