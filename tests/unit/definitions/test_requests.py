"""The clock of what people tell us: 30 days as days are counted in the UK, and what is said of them on each day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.definitions.requests import Urgency, alert_on, last_day_to_acknowledge, urgency_on

UK = ZoneInfo("Europe/London")
CAME = date(2026, 3, 10)
LAST = date(2026, 4, 9)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


@given(moments)
@example(datetime(2026, 3, 28, 23, 59, tzinfo=UTC))  # the night in which clocks go forward
@example(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC))
@example(datetime(2026, 10, 24, 23, 30, tzinfo=UTC))  # it is the 25th in the UK, the day on which they go back
@example(datetime(2028, 1, 30, 12, 0, tzinfo=UTC))  # over a 29th of February
def test_the_last_day_is_the_30th_day_in_the_uk_after_the_day_on_which_it_came(came: datetime) -> None:
    here = came.astimezone(UK).date()

    last = last_day_to_acknowledge(came.astimezone(STUDY_ZONE).date())

    assert last.toordinal() - here.toordinal() == 30
    midnight_after = datetime(last.year, last.month, last.day, tzinfo=UK) + timedelta(
        days=1
    )  # by the clock on the wall
    assert timedelta(days=29, hours=23) <= midnight_after.astimezone(UTC) - came <= timedelta(days=31, hours=1)


@given(st.integers(0, 60))
def test_each_day_is_calm_soon_the_last_or_over_and_never_calmer_than_the_day_before(days: int) -> None:
    order = [Urgency.CALM, Urgency.SOON, Urgency.LAST_DAY, Urgency.OVER]
    today, tomorrow = (urgency_on(CAME + timedelta(days=days + more), LAST) for more in (0, 1))
    assert order.index(today) <= order.index(tomorrow)


@pytest.mark.parametrize(
    ("days", "urgency", "alert"),
    [
        (0, Urgency.CALM, None),
        (24, Urgency.CALM, None),
        (25, Urgency.SOON, 25),
        (27, Urgency.SOON, 25),
        (28, Urgency.SOON, 28),
        (29, Urgency.SOON, 28),
        (30, Urgency.LAST_DAY, 30),
        (31, Urgency.OVER, 31),
        (47, Urgency.OVER, 47),
    ],
)
def test_what_a_day_means(days: int, urgency: Urgency, alert: int | None) -> None:
    day = CAME + timedelta(days=days)
    assert (urgency_on(day, LAST), alert_on(day, LAST)) == (urgency, alert)
