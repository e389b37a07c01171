"""Mixed scripts on a line and lines in a paragraph: golden examples, and promises that hold for every text."""

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accessibility.documents.clusters import clusters
from alongside.accessibility.documents.direction import find_levels, order_on_line
from alongside.accessibility.documents.shaping import break_lines, shape
from alongside.accessibility.documents.typefaces import MissingGlyphError, choose_typefaces, load_typefaces

MIRROR = str.maketrans("()[]", ")(][")


def display(text: str, *, right_to_left: bool) -> str:
    """Write a text as the eye sees it, from left to right."""
    levels = find_levels(text, right_to_left=right_to_left)
    places = order_on_line(levels)
    return "".join(text[place].translate(MIRROR) if levels[place] % 2 else text[place] for place in places)


@pytest.mark.parametrize(
    ("text", "seen_from_the_left"),
    [
        ("فون 07700 900123 کریں", "ںیرک 07700 900123 نوف"),
        ("فون +44 7700 900123 کریں", "ںیرک +44 7700 900123 نوف"),
        ("فون (0131) 496 0000 کریں", "ںیرک (0131) 496 0000 نوف"),
        ("تاریخ 12/03/2026 کو 14:30 بجے", "ےجب 14:30 وک 12/03/2026 خیرات"),
        ("یہ Alongside (the study) ہے", "ےہ Alongside (the study) ہی"),
        ("یہ (Alongside) ہے", "ےہ (Alongside) ہی"),
        ("لکھیں help@alongside.example پر", "رپ help@alongside.example ںیھکل"),
        ("پڑھیں https://alongside.example/ur/ پر", "رپ https://alongside.example/ur/ ںیھڑپ"),
        ("رقم ٠١٢ ٣٤٥ هنا", "انه ٠١٢ ٣٤٥ مقر"),
    ],
)
def test_numbers_addresses_and_brackets_keep_their_order_among_arabic_words(text: str, seen_from_the_left: str) -> None:
    assert display(text, right_to_left=True) == seen_from_the_left


def test_isolates_hold_together_what_they_hold() -> None:
    seen = display("نام \u2068Sam 2!\u2069 ہے", right_to_left=True)
    assert "".join(character for character in seen if character not in "\u2068\u2069") == "ےہ Sam 2! مان"
    assert find_levels("a \u2067b!\u2069 c", right_to_left=False)[4] == 1


def test_arabic_words_among_english_ones_go_leftwards_among_themselves() -> None:
    assert display("Say آپ کی نقل now", right_to_left=False) == "Say لقن یک پآ now"


@given(st.text(alphabet="abc אבג ابپ,.!", max_size=30), st.booleans())
def test_words_are_ordered_as_python_bidi_orders_them(text: str, right_to_left: bool) -> None:  # noqa: FBT001 - drawn
    text = text.strip()
    expected = bidi.get_display(text, base_dir="R" if right_to_left else "L")
    assert display(text, right_to_left=right_to_left) == expected


WRITTEN = st.text(alphabet="abcż ії،۔ پتکی07/-()\u00a0\u200c\u2066\u2069\u202b\t\n", max_size=80)


@given(WRITTEN, st.booleans(), st.floats(4, 30))
def test_joined_lines_are_the_text_and_none_is_too_wide(text: str, right_to_left: bool, room: float) -> None:  # noqa: FBT001 - drawn
    lines = break_lines(text, bold=False, language="ur", right_to_left=right_to_left, room=room)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= room + 1e-6 for line in lines)


def test_a_telephone_number_is_not_parted_at_the_end_of_a_line() -> None:
    lines = break_lines("Ring us on 07700 900123", bold=False, language="en", right_to_left=False, room=9)
    assert [line.text for line in lines] == ["Ring us on ", "07700 900123"]


def test_a_word_longer_than_a_line_is_parted_and_nothing_is_lost() -> None:
    lines = break_lines("x" * 64, bold=False, language="en", right_to_left=False, room=10)
    assert len(lines) > 2
    assert "".join(line.text for line in lines) == "x" * 64


def test_arabic_letters_are_joined_by_shaping() -> None:
    typeface = load_typefaces()["naskh", False]
    alone = [shape(letter, typeface, 1, "ur").glyphs[0].number for letter in "کی"]
    together = [glyph.number for glyph in shape("کی", typeface, 1, "ur").glyphs]
    assert together[::-1] != alone


def test_each_glyph_knows_the_letters_it_stands_for() -> None:
    glyphs = shape("سلام", load_typefaces()["naskh", False], 1, "ar").glyphs
    assert "".join(glyph.text for glyph in reversed(glyphs)) == "سلام"


def test_a_letter_without_a_font_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+0A95 GUJARATI LETTER KA"):
        break_lines("ક", bold=False, language="gu", right_to_left=False, room=9)


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("কৌশল", ["কৌ", "শ", "ল"]),
        ("স্বাস্থ্য", ["স্বা", "স্থ্য"]),
        ("কর্ম", ["ক", "র্ম"]),
        ("র\u200d্যাব", ["র\u200d্যা", "ব"]),
        ("সময়", ["স", "ম", "য়"]),
        ("ਪੜ੍ਹੋ", ["ਪ", "ੜ੍ਹੋ"]),
        ("ਜ਼ਿੰਦਗੀ", ["ਜ਼ਿੰ", "ਦ", "ਗੀ"]),
        ("تقریباً", ["ت", "ق", "ر", "ی", "ب", "اً"]),
        ("e\u0301a", ["e\u0301", "a"]),
        (" \u0301", [" ", "\u0301"]),
    ],
)
def test_a_letter_keeps_its_marks_and_joined_consonants_stay_together(word: str, letters: list[str]) -> None:
    assert list(clusters(word)) == letters


@pytest.mark.parametrize(("language", "word"), [("bn", "স্বাস্থ্যকৌশল"), ("pa", "ਜ਼ਿੰਦਗੀਪੜ੍ਹੋ")])
def test_a_line_that_is_too_narrow_for_a_word_parts_it_between_letters(language: str, word: str) -> None:
    for room in (0.1, 1, 2, 3):
        lines = [x.text for x in break_lines(word, bold=True, language=language, right_to_left=False, room=room)]
        assert "".join(lines) == word
        assert [letter for line in lines for letter in clusters(line)] == list(clusters(word))


DOTTED_CIRCLE = "\u25cc"


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", "কর্ম ক্ষমা স্বাস্থ্য জ্ঞান কৌশল কোনো কেনো কি প্রায় সাক্ষাৎ র\u200d্যাব চাঁদ দুঃখ বাংলা ২৩।"),
        ("pa", "ਪ੍ਰਸ਼ਨ ਪੜ੍ਹੋ ਸ੍ਵੈ ਬੱਚਾ ਜ਼ਿੰਦਗੀ ਤੁਹਾਡੀ ਨੂੰ ਆਉਂਦੇ ਸਮੇਂ ੴ ੨੩।"),
        ("ur", "تقریباً لہٰذا فوراً آپ کی نقل ہے۔"),
    ],
)
def test_no_mark_stands_without_its_letter(language: str, words: str, *, bold: bool) -> None:
    right_to_left = language == "ur"
    (line,) = break_lines(words, bold=bold, language=language, right_to_left=right_to_left, room=1000)
    for piece in line.pieces:
        circle = piece.typeface.font.get_nominal_glyph(ord(DOTTED_CIRCLE))
        assert circle not in {glyph.number for glyph in piece.glyphs}
        assert 0 not in {glyph.number for glyph in piece.glyphs}


def test_an_indic_vowel_sign_goes_before_its_letter_and_a_conjunct_is_one_sign() -> None:
    typeface = load_typefaces()["bengali", False]
    alone = [shape(letter, typeface, 0, "bn").glyphs[0].number for letter in "কল"]
    together = [glyph.number for glyph in shape("কি", typeface, 0, "bn").glyphs]
    assert together.index(alone[0]) == 1
    assert len(shape("ক্ষ", typeface, 0, "bn").glyphs) == 1
    assert "".join(glyph.text for glyph in shape("কি", typeface, 0, "bn").glyphs).strip("\u200e") == "কি"


def test_a_letter_and_its_accent_come_from_one_typeface_and_a_danda_from_that_before_it() -> None:
    for text, language in (("কি।", "bn"), ("ਕਿ।", "pa"), ("ب\u0650", "en"), ("e\u0301", "bn")):
        assert len({typeface.family for typeface in choose_typefaces(text, bold=False, language=language)}) == 1
    families = [typeface.family for typeface in choose_typefaces("ক 12%", bold=False, language="bn")]
    assert families == ["bengali", "bengali", "sans", "sans", "sans"]


def test_marks_of_two_scripts_on_one_letter_are_drawn_nevertheless() -> None:
    families = [typeface.family for typeface in choose_typefaces("e\u09be", bold=False, language="en")]
    assert families == ["sans", "bengali"]
