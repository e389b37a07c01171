import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from alongside.core.languages.direction import direction_of, english_language_name, language_name
from alongside.core.languages.tags import UnknownLanguageError, language_tag, locale_of, script_of


@pytest.mark.parametrize(
    "tag", ["ur", "ar", "fa", "ps", "ckb", "pa_Arab", "pa-Arab", "pa-PK", "pnb", "phr", "prs", "he"]
)
def test_a_language_written_from_the_right_runs_from_the_right(tag: str) -> None:
    assert direction_of(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "pa", "pl", "ti", "bn", "syl", "rom", "so", "ku", "en_GB", "uk"])
def test_a_language_written_from_the_left_runs_from_the_left(tag: str) -> None:
    assert direction_of(tag) == "ltr"


def test_the_direction_of_every_cldr_locale_is_that_of_cldr() -> None:
    identifiers = [each for each in locale_identifiers() if "_Mong" not in each]  # runs from top to bottom
    assert len(identifiers) > 900
    assert not [each for each in identifiers if direction_of(each) != Locale.parse(each).text_direction]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ur", "اردو"),
        ("pa", "ਪੰਜਾਬੀ"),
        ("pa_Arab", "پنجابی"),
        ("pl", "Polski"),
        ("ro", "Română"),
        ("uk", "Українська"),
        ("bn", "বাংলা"),
        ("ti", "ትግርኛ"),
        ("so", "Soomaali"),
        ("cy", "Cymraeg"),
        ("en", "English"),
        ("prs", "دری"),
        ("ka", "ქართული"),
    ],
)
def test_a_language_is_called_what_its_speakers_call_it(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_staff_read_the_name_in_english() -> None:
    assert english_language_name("ur") == "Urdu"
    assert english_language_name("phr") == "Pahari"


@pytest.mark.parametrize(
    ("code", "tag"), [("pa_arab", "pa-Arab"), ("EN-gb", "en-GB"), (" ur ", "ur"), ("zh-hant-tw", "zh-Hant-TW")]
)
def test_a_tag_has_one_spelling(code: str, tag: str) -> None:
    assert language_tag(code) == tag


@pytest.mark.parametrize("tag", ["", "zz", "x" * 400, "ur" + "-x" * 40, "../etc", "١٢", "1"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguageError):
        locale_of(tag)
    with pytest.raises(UnknownLanguageError):
        script_of(tag)
