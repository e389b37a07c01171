"""Mixed scripts on a line and lines in a paragraph: golden examples, and promises that hold for every text."""

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accessibility.documents.direction import find_levels, order_on_line
from alongside.accessibility.documents.shaping import break_lines, shape
from alongside.accessibility.documents.typefaces import MissingGlyphError, load_typefaces

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
    with pytest.raises(MissingGlyphError, match=r"U\+0995 BENGALI LETTER KA"):
        break_lines("ক", bold=False, language="bn", right_to_left=False, room=9)
