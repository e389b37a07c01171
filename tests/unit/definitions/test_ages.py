"""Exact ages: the written policy, what holds for every birth and every day, and published windows of ages."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alongside import AdjustAge, age_on
from alongside.core.definitions.ages import (
    EARLY_AT_MOST,
    Age,
    AgeBand,
    BirthInFutureError,
    adjusted_age_on,
    age_counted,
    completes_month,
)

BIRTHS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
DAYS_LIVED = st.integers(0, 30 * 366)
WEEKS = st.integers(0, EARLY_AT_MOST)
LEAP_DAY = date(2024, 2, 29)
VECTORS = Path(__file__).parents[2] / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What holds for every birth and every day


@given(born=BIRTHS, lived=DAYS_LIVED)
@example(born=LEAP_DAY, lived=365)
@example(born=LEAP_DAY, lived=366)
@example(born=date(2025, 1, 31), lived=28)
def test_an_age_grows_every_day_by_a_day_or_to_a_completed_month(born: date, lived: int) -> None:
    today = born + timedelta(days=lived)
    before, after = age_on(born, today), age_on(born, today + timedelta(days=1))
    assert before < after
    assert after in {Age(before.months, before.days + 1), Age(before.months + 1, 0)}


@given(born=BIRTHS, lived=DAYS_LIVED)
def test_months_and_days_lead_back_to_the_day(born: date, lived: int) -> None:
    today = born + timedelta(days=lived)
    age = age_on(born, today)
    assert completes_month(born, age.months) + timedelta(days=age.days) == today
    assert 0 <= age.days <= 30


@given(born=BIRTHS, months=st.integers(0, 360))
def test_a_month_is_complete_on_the_day_of_birth_or_on_the_first_of_the_next_month(born: date, months: int) -> None:
    completed = completes_month(born, months)
    assert completed.day == born.day or (completed.day == 1 and born.day > 28)
    assert age_on(born, completed) == Age(months, 0)
    assert months == 0 or age_on(born, completed - timedelta(days=1)).months == months - 1


@given(years=st.integers(0, 100))
def test_who_was_born_on_29_february_has_a_birthday_on_that_day_or_on_1_march(years: int) -> None:
    year = 2000 + years
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    birthday = date(year, 2, 29) if is_leap else date(year, 3, 1)
    born = date(2000, 2, 29)
    assert age_on(born, birthday) == Age(12 * years, 0)
    assert years == 0 or age_on(born, birthday - timedelta(days=1)).years == years - 1


@given(born=BIRTHS, lived=DAYS_LIVED, weeks=WEEKS)
def test_an_adjusted_age_is_never_above_the_age_from_birth_nor_below_nought(born: date, lived: int, weeks: int) -> None:
    today = born + timedelta(days=lived)
    adjusted = adjusted_age_on(born, today, weeks_early=weeks)
    assert Age(0, 0) <= adjusted <= age_on(born, today)
    assert adjusted == age_on(born, today) or weeks > 0
    assert adjusted_age_on(born, today, weeks_early=0) == age_on(born, today)


@given(born=BIRTHS, lived=DAYS_LIVED, weeks=WEEKS, until=st.integers(0, 72), least=st.integers(1, 6))
def test_the_age_that_is_counted_never_goes_back(born: date, lived: int, weeks: int, until: int, least: int) -> None:
    today = born + timedelta(days=lived)
    rule = AdjustAge(until_months=until, from_weeks=least)
    counted = age_counted(born, today, weeks_early=weeks, adjust=rule)
    later = age_counted(born, today + timedelta(days=1), weeks_early=weeks, adjust=rule)
    assert counted <= later
    assert counted <= age_on(born, today)
    is_adjusted = weeks >= least and age_on(born, today).months < until
    assert counted == (adjusted_age_on(born, today, weeks_early=weeks) if is_adjusted else age_on(born, today))
    assert age_counted(born, today, weeks_early=weeks, adjust=None) == age_on(born, today)


@given(born=BIRTHS, lived=st.integers(1, 5000))
def test_nobody_has_an_age_before_birth(born: date, lived: int) -> None:
    with pytest.raises(BirthInFutureError, match="after the reference date"):
        age_on(born, born - timedelta(days=lived))


def test_an_age_in_years_counts_completed_months() -> None:
    assert [Age(months, 30).years for months in (0, 11, 12, 215, 216)] == [0, 0, 1, 17, 18]


# Published windows: completed months and days at the day of completion, and the form for it

WINDOWS = {
    row["form_months"]: AgeBand(
        row["form_months"], int(row["first_completed_month"]), int(row["last_completed_month"]) + 1
    )
    for row in rows("swyc_age_windows.csv")
}
TYPED_AGAIN = {
    "2": (1, 4), "4": (4, 6), "6": (6, 9), "9": (9, 12), "12": (12, 15), "15": (15, 18),
    "18": (18, 23), "24": (23, 29), "30": (29, 35), "36": (35, 47), "48": (47, 59), "60": (59, 66),
}  # fmt: skip
"""The same windows, typed a second time: from, and up to but not including."""


def test_the_windows_are_those_that_were_typed_again_and_leave_no_month_out() -> None:
    assert {code: (band.from_months, band.to_months) for code, band in WINDOWS.items()} == TYPED_AGAIN
    for months in range(1, 66):
        assert sum(band.holds(Age(months, 0)) for band in WINDOWS.values()) == 1, months


@pytest.mark.parametrize(
    "row", rows("swyc_age_vectors.csv"), ids=lambda row: f"{row['date_of_birth']}_{row['date_completed']}"
)
def test_each_published_age_is_reproduced_with_its_form_and_checklist(row: dict[str, str]) -> None:
    age = age_on(date.fromisoformat(row["date_of_birth"]), date.fromisoformat(row["date_completed"]))
    assert (age.months, age.days) == (int(row["completed_months"]), int(row["days"]))
    fitting = [code for code, band in WINDOWS.items() if band.holds(age)]
    assert fitting == ([row["expected_form"]] if row["expected_form"] else [])
    checklist = {window["form_months"]: window["checklist"] for window in rows("swyc_age_windows.csv")}
    assert [checklist[code] for code in fitting] == ([row["expected_checklist"]] if fitting else [])


@pytest.mark.parametrize(
    ("born", "on", "ours", "other"),
    [
        # On 29 February: another custom counts the birthday on 28 February of a common year.
        (LEAP_DAY, date(2025, 2, 28), Age(11, 30), Age(12, 0)),
        # On the 31st: another custom counts the last day of a shorter month, 28 February and 30 April.
        (date(2025, 1, 31), date(2025, 2, 28), Age(0, 28), Age(1, 0)),
        (date(2024, 12, 31), date(2025, 4, 30), Age(3, 30), Age(4, 0)),
    ],
)
def test_at_the_end_of_a_month_the_policy_waits_a_day_longer_than_another_custom(
    born: date, on: date, ours: Age, other: Age
) -> None:
    assert age_on(born, on) == ours
    assert age_on(born, on + timedelta(days=1)) == other
