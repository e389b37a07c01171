"""Study numbers catch the slips of hand and tongue."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.core.storage.errors import SitePrefixError
from alongside.core.storage.study_numbers import CHECK_LETTERS, child_number, is_study_number, study_number

PREFIXES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=5)
RUNNING = st.integers(1, 99_999)


def test_the_check_letter_is_worked_out_by_hand_for_one_number() -> None:
    # B = 11, R = 27: ((((11 * 36 + 27) * 36 + 0) * 36 + 0) * 36 + 1) * 36 + 2 = 710477606; mod 23 = 3, the letter D.
    assert 710_477_606 == (((((11 * 36 + 27) * 36 + 0) * 36 + 0) * 36 + 1) * 36 + 2)
    assert study_number("BR", 12) == "BR0012" + CHECK_LETTERS[710_477_606 % 23]


@given(PREFIXES, RUNNING)
def test_every_number_made_is_a_study_number(prefix: str, running: int) -> None:
    number = study_number(prefix, running)

    assert is_study_number(number)
    assert is_study_number(child_number(number, 3))
    assert number.startswith(f"{prefix}{running:04d}")


@given(PREFIXES, RUNNING, st.data())
def test_one_wrong_digit_is_always_found(prefix: str, running: int, data: st.DataObject) -> None:
    number = study_number(prefix, running)
    place = data.draw(st.integers(len(prefix), len(number) - 2))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != number[place])

    assert not is_study_number(number[:place] + digit + number[place + 1 :])


@given(PREFIXES, RUNNING, st.data())
def test_two_neighbours_swapped_are_always_found(prefix: str, running: int, data: st.DataObject) -> None:
    number = study_number(prefix, running)
    place = data.draw(st.integers(len(prefix), len(number) - 3))
    assume(number[place] != number[place + 1])

    assert not is_study_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@given(PREFIXES, RUNNING, st.sampled_from(CHECK_LETTERS))
def test_one_check_letter_fits_a_number(prefix: str, running: int, letter: str) -> None:
    number = study_number(prefix, running)

    assert is_study_number(number[:-1] + letter) == (letter == number[-1])


@pytest.mark.parametrize(
    "text", ["", "BR", "BR0012", "br0012d", "BR12D", "BR0012D-0", "BR0012D-", "BR0012D 1", "BR0012D\n"]
)
def test_other_text_is_no_study_number(text: str) -> None:
    assert not is_study_number(text)


@pytest.mark.parametrize("prefix", ["", "br", "B1", "ABCDEF", "Ł", "B "])
def test_a_prefix_must_be_capital_letters(prefix: str) -> None:
    with pytest.raises(SitePrefixError):
        study_number(prefix, 1)
