import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.languages.formats import (
    format_date,
    format_duration,
    format_number,
    format_time,
    latin_digits,
    uk_time,
    whole_minutes,
)

LANGUAGES = (
    "en",
    "ur",
    "pa-Arab",
    "pa",
    "pl",
    "ro",
    "uk",
    "bn",
    "ti",
    "so",
    "ckb",
    "fa",
    "ps",
    "ar",
    "cy",
    "pnb",
    "syl",
)
DAY = dt.date(2026, 3, 25)


def test_a_day_is_told_in_words() -> None:
    assert format_date(DAY, "en") == "25 March 2026"
    assert format_date(DAY, "en", with_weekday=True) == "Wednesday, 25 March 2026"
    assert format_date(DAY, "ur") == "25 مارچ، 2026"
    assert format_date(DAY, "pl") == "25 marca 2026"


def test_a_moment_is_told_on_the_clocks_of_the_uk() -> None:
    summer = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert format_date(summer, "en") == "2 July 2026"
    assert format_time(summer, "en") == "12:30am"
    assert uk_time(dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)).hour == 12


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        uk_time(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the fault that is tested


def test_a_time_is_told_as_people_say_it() -> None:
    assert format_time(dt.time(14, 30), "en") == "2:30pm"
    assert format_time(dt.time(14, 30), "pl") == "14:30"


def test_numbers_have_the_separators_of_the_language() -> None:
    assert format_number(12345.5, "en") == "12,345.5"
    assert format_number(12345.5, "pl") == "12\u00a0345,5"


@pytest.mark.parametrize(
    ("minutes", "language", "words"),
    [
        (5, "en", "5 minutes"),
        (1, "en", "1 minute"),
        (0, "en", "0 minutes"),
        (90, "en", "1 hour 30 minutes"),
        (2 * 24 * 60, "en", "2 days"),
        (5, "ur", "5 منٹ"),
        (22, "pl", "22 minuty"),
        (5, "bn", "5 মিনিট"),
    ],
)
def test_a_length_of_time_is_told_in_the_words_of_the_language(minutes: int, language: str, words: str) -> None:
    assert format_duration(dt.timedelta(minutes=minutes), language) == words


def test_minutes_are_rounded_up_so_that_nobody_is_promised_too_little_time() -> None:
    assert [whole_minutes(seconds) for seconds in (0, 1, 60, 61, 299)] == [1, 1, 1, 2, 5]


def test_a_code_typed_in_other_digits_is_understood() -> None:
    assert latin_digits("۱۲۳ ٤٥٦ १२") == "123 456 12"
    assert latin_digits("A½²-7") == "A½²-7"


def has_latin_digits_only(words: str) -> bool:
    return latin_digits(words) == words


@given(
    language=st.sampled_from(LANGUAGES),
    day=st.dates(),
    clock=st.times(),
    number=st.one_of(st.integers(), st.floats(), st.decimals(allow_nan=False)),
    length=st.timedeltas(),
)
def test_every_value_can_be_told_in_every_language_with_the_digits_of_a_keypad(
    language: str, day: dt.date, clock: dt.time, number: float, length: dt.timedelta
) -> None:
    told = (
        format_date(day, language),
        format_date(day, language, with_weekday=True),
        format_time(clock, language),
        format_number(number, language),
        format_duration(length, language),
    )
    assert all(told)
    assert all(map(has_latin_digits_only, told))
