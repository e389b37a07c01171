"""Telephone numbers as they are typed. All are from the ranges that are kept free for tests and films."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.messages.phones import PhoneNumberError, normalise_phone, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        "07700900123",
        "07700 900123",
        "07700 900 123",
        " 0 7 7 0 0 9 0 0 1 2 3 ",
        "(07700) 900-123",
        "07700.900.123",
        "+447700900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "07700\u00a0900123",
        "۰۷۷۰۰ ۹۰۰۱۲۳",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "07700\n900123",
    ],
)
def test_a_number_is_understood_however_it_is_spaced(typed: str) -> None:
    assert normalise_phone(typed) == "+447700900123"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "12345",
        "077009001",
        "07700900",
        "0770090012",
        "07700 900123456",
        "0770O 900123",
        "0800 FLOWERS",
        "999",
        "07700 900123 x5",
        "++",
        "none",
    ],
)
def test_what_cannot_be_a_number_is_refused_with_words_for_people_and_not_repeated(typed: str) -> None:
    with pytest.raises(PhoneNumberError) as caught:
        normalise_phone(typed)
    assert caught.value.for_people == "errors.phone_number"
    assert not typed.strip() or typed.strip() not in str(caught.value)


@given(st.integers(0, 999), st.lists(st.sampled_from(["", " ", "-", " - ", "\t"]), min_size=10, max_size=10))
def test_spacing_never_matters(last: int, gaps: list[str]) -> None:
    digits = f"07700900{last:03}"
    spaced = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    assert normalise_phone(spaced) == f"+447700900{last:03}"


def test_a_number_is_shown_as_people_write_it() -> None:
    assert show_phone("+447700900123") == "07700 900123"
    assert show_phone("+442079460000") == "020 7946 0000"
    assert show_phone("+353850000000") == "+353 85 000 0000"
