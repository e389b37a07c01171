"""When reminders are due: once when a visit opens, twice at most while it is open, never after it was sent or a no."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alongside.core.conduct.reminding import Planned, planned_for
from alongside.core.conduct.standing import Stand
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.study import StudyVersion, Visit, VisitReminders

CONSENTED = date(2026, 1, 31)
STAND = Stand(CONSENTED, frozenset({"reminders"}))
VERSION = StudyVersion(
    code="1.0",
    in_force_from=date(2025, 1, 1),
    consent_modules=(),
    visits=(Visit("start", "Start", 0, 20, ()), Visit("month_3", "Month 3", 3, 42, ())),
    journey=(),
    reminders=(),
    visit_reminders=VisitReminders((14, 28), "reminders"),
)
OPENS = date(2026, 5, 1)
"""April has no 31st, so the third month is complete on the first of May."""


def due(day: date, stand: Stand = STAND, version: StudyVersion = VERSION, until: date | None = None) -> list[Planned]:
    return list(planned_for(stand, version, today=day, until=until or day))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, []),
        (0, ["month_3"]),
        (13, ["month_3"]),
        (14, ["month_3:1"]),
        (27, ["month_3:1"]),
        (28, ["month_3:2"]),
        (41, ["month_3:2"]),
        (42, []),
    ],
)
def test_only_the_newest_reminder_of_an_open_visit_is_due(days: int, expected: list[str]) -> None:
    assert [one.period for one in due(OPENS + timedelta(days=days))] == expected


def test_a_visit_that_opens_with_consent_is_not_announced_but_reminded_of_while_it_is_open() -> None:
    assert due(CONSENTED) == []
    (one,) = due(CONSENTED + timedelta(days=14))
    assert (one.reason, one.period) == (MessageReason.PART_OVERDUE, "start:1")
    assert due(CONSENTED + timedelta(days=28)) == []


@pytest.mark.parametrize(
    "stand",
    [
        replace(STAND, begun={"month_3": True}),
        replace(STAND, agreed_to=frozenset()),
        replace(STAND, consented_on=None),
    ],
)
def test_nobody_is_reminded_who_sent_it_or_said_no_or_left(stand: Stand) -> None:
    assert due(OPENS + timedelta(days=14), stand) == []


def test_who_has_begun_is_not_told_that_it_opened() -> None:
    assert due(OPENS, replace(STAND, begun={"month_3": False})) == []


def test_a_version_without_reminders_of_visits_has_none() -> None:
    assert due(OPENS, version=replace(VERSION, visit_reminders=None)) == []


def test_looking_ahead_lists_what_comes_on_later_days_too() -> None:
    ahead = due(OPENS - timedelta(days=1), until=OPENS + timedelta(days=60))
    assert [(one.period, one.due_on) for one in ahead] == [
        ("month_3", OPENS),
        ("month_3:1", OPENS + timedelta(days=14)),
        ("month_3:2", OPENS + timedelta(days=28)),
    ]
