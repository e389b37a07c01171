"""The safe-contact record: what it refuses, its hours by the UK clock, and its stored form."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import (
    UK_TIME,
    AskAgain,
    SafeContact,
    SafeContactError,
    SafeWindow,
    needs_review,
    work_contact,
)

EVERY_DAY = frozenset(range(7))
QUARTER = timedelta(minutes=15)

quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))
windows = st.builds(
    lambda days, times: SafeWindow(days, min(times), max(times)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sets(quarters, min_size=2, max_size=2),
)
moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001  # the strategy adds the time zone
    datetime(2027, 12, 31),  # noqa: DTZ001  # likewise
    timezones=st.just(UTC),
)
# The two nights of 2026 in which the clocks change, where the errors would hide.
change_moments = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from([datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)]),
    st.integers(0, 600),
)
contacts = st.builds(
    SafeContact,
    known=st.booleans(),
    channels=st.lists(st.sampled_from(ChannelKind), unique=True).map(tuple),
    phone_is_safe=st.none() | st.booleans(),
    email_is_safe=st.none() | st.booleans(),
    post_is_safe=st.none() | st.booleans(),
    windows=st.lists(windows, max_size=3).map(tuple),
    voicemail_ok=st.booleans(),
    shared_phone=st.booleans(),
    may_use_name=st.booleans(),
    code_word=st.booleans(),
    stopped=st.booleans(),
    calls_ok=st.booleans(),
    calendar_is_safe=st.booleans(),
    verified_at=st.none() | moments,
    verified=st.dictionaries(st.sampled_from(ChannelKind), moments),
    unverified=st.frozensets(st.sampled_from(ChannelKind)),
    reviewed_at=st.none() | moments,
)


def london(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=UK_TIME).replace(fold=fold)


@given(contacts)
def test_a_record_is_the_same_after_it_was_stored(contact: SafeContact) -> None:
    assert SafeContact.from_json(contact.to_json()) == contact


@given(contacts, st.data())
def test_a_stored_record_without_one_of_its_fields_is_refused(contact: SafeContact, data: st.DataObject) -> None:
    record = json.loads(contact.to_json())
    del record[data.draw(st.sampled_from(sorted(record)))]
    with pytest.raises(SafeContactError):
        SafeContact.from_json(json.dumps(record))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 4),
        ("known", 1),
        ("known", None),
        ("phone_is_safe", "yes"),
        ("channels", ["pigeon"]),
        ("channels", ["sms", "sms"]),
        ("windows", [{"days": [7], "start": "09:00", "end": "10:00"}]),
        ("windows", [{"days": [], "start": "09:00", "end": "10:00"}]),
        ("windows", [{"days": [0], "start": "10:00", "end": "09:00"}]),
        ("windows", [{"days": [0], "start": "10:00"}]),
        ("windows", "always"),
        ("verified_at", "2026-01-01T10:00:00"),
        ("verified_at", "lately"),
        ("verified_at", 7),
        ("reviewed_at", "2026-01-01T10:00:00"),
        ("verified", {"pigeon": "2026-01-01T10:00:00+00:00"}),
        ("verified", {"sms": "2026-01-01T10:00:00"}),
        ("verified", []),
        ("unverified", ["pigeon"]),
        ("unverified", None),
        ("calls_ok", None),
        ("may_be_rung", True),
    ],
)
def test_a_stored_record_that_says_something_odd_is_refused_and_not_repeated(name: str, value: object) -> None:
    record = json.loads(SafeContact().to_json()) | {name: value}
    with pytest.raises(SafeContactError) as caught:
        SafeContact.from_json(json.dumps(record))
    assert caught.value.for_people == "errors.safe_contact"
    assert "pigeon" not in str(caught.value)


@given(contacts, st.sampled_from([1, 2]), st.data())
def test_a_record_of_an_old_format_is_read_and_what_it_lacks_is_as_if_never_asked(
    contact: SafeContact, old: int, data: st.DataObject
) -> None:
    record = json.loads(contact.to_json()) | {"format": old}
    lacks = {"verified", *data.draw(st.sets(st.sampled_from(sorted(record.keys() - {"format"}))))}
    kept = {name: value for name, value in record.items() if name not in lacks}
    read = SafeContact.from_json(json.dumps(kept))
    assert read == replace(contact, **{name: getattr(SafeContact(), name) for name in lacks})


@pytest.mark.parametrize("stored", ["", "[]", "null", "7", "{", "{}"])
def test_what_is_no_record_at_all_is_refused(stored: str) -> None:
    with pytest.raises(SafeContactError):
        SafeContact.from_json(stored)


def test_a_person_who_was_not_asked_is_safe_nowhere() -> None:
    assert not any(SafeContact().is_safe(channel) for channel in ChannelKind)
    assert not any(SafeContact(phone_is_safe=True, email_is_safe=True).is_safe(channel) for channel in ChannelKind)


@pytest.mark.parametrize(
    ("said", "may"),
    [
        ({}, False),
        ({"known": True}, False),
        ({"calendar_is_safe": True}, False),
        ({"known": True, "calendar_is_safe": True}, True),
        ({"known": True, "calendar_is_safe": True, "shared_phone": True}, False),
    ],
)
def test_a_talk_stands_in_a_calendar_only_when_they_said_so_and_nobody_else_uses_the_phone(
    said: dict[str, bool], *, may: bool
) -> None:
    assert SafeContact(**said).may_have_calendar_entry is may  # type: ignore[arg-type]  # by name


def test_unknown_and_unsafe_are_both_not_safe() -> None:
    contact = SafeContact(known=True, phone_is_safe=None, email_is_safe=False, post_is_safe=True)
    assert [contact.is_safe(channel) for channel in ChannelKind] == [False, False, True]


@pytest.mark.parametrize(("hour", "minute", "is_open"), [(8, 59, False), (9, 0, True), (19, 59, True), (20, 0, False)])
@pytest.mark.parametrize("month", [1, 7])
def test_without_windows_the_hours_are_nine_to_eight_by_the_uk_clock_in_winter_and_summer(
    *, month: int, hour: int, minute: int, is_open: bool
) -> None:
    assert SafeContact().is_open(london(2026, month, 14, hour, minute)) is is_open


def test_a_weekday_is_the_uk_weekday_not_that_of_greenwich() -> None:
    just_after_midnight = SafeContact(windows=(SafeWindow(frozenset({0}), time(0), time(0, 30)),))
    sunday_evening_in_utc = datetime(2026, 7, 5, 23, 15, tzinfo=UTC)
    assert just_after_midnight.is_open(sunday_evening_in_utc)


def test_the_hour_that_is_skipped_in_spring_opens_its_window_at_the_change() -> None:
    contact = SafeContact(windows=(SafeWindow(EVERY_DAY, time(1, 15), time(3)),))
    assert contact.next_opening(london(2026, 3, 29, 0, 30)) == london(2026, 3, 29, 2, 0)


def test_a_window_wholly_in_the_skipped_hour_waits_for_the_next_day() -> None:
    contact = SafeContact(windows=(SafeWindow(EVERY_DAY, time(1, 15), time(1, 45)),))
    assert contact.next_opening(london(2026, 3, 29, 0, 30)) == london(2026, 3, 30, 1, 15)


def test_a_window_wholly_in_the_skipped_hour_of_the_only_day_waits_a_week() -> None:
    contact = SafeContact(windows=(SafeWindow(frozenset({6}), time(1, 15), time(1, 45)),))
    assert contact.next_opening(london(2026, 3, 29, 0, 30)) == london(2026, 4, 5, 1, 15)


def test_the_hour_that_comes_twice_in_autumn_opens_its_window_twice() -> None:
    contact = SafeContact(windows=(SafeWindow(EVERY_DAY, time(1, 15), time(1, 45)),))
    second = london(2026, 10, 25, 1, 15, fold=1)
    assert contact.next_opening(london(2026, 10, 25, 1, 50, fold=0)) == second.astimezone(UTC)
    assert not contact.is_open(london(2026, 10, 25, 1, 50, fold=0))


def test_a_window_that_ends_in_the_doubled_hour_opens_again_when_the_clock_goes_back() -> None:
    contact = SafeContact(windows=(SafeWindow(EVERY_DAY, time(0, 30), time(1, 30)),))
    assert contact.next_opening(london(2026, 10, 25, 1, 45, fold=0)) == datetime(2026, 10, 25, 1, tzinfo=UTC)


@settings(max_examples=150)
@given(st.lists(windows, max_size=2).map(tuple), moments | change_moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(chosen: tuple[SafeWindow, ...], now: datetime) -> None:
    contact = SafeContact(windows=chosen)
    opening = contact.next_opening(now)
    assert opening >= now
    assert contact.is_open(opening)
    # Windows begin on a quarter of an hour, and so does the clock change: nothing can open between two quarters.
    moment = now
    while moment < opening:
        assert not contact.is_open(moment)
        moment = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0) + QUARTER


def test_an_address_is_checked_again_after_six_months_and_at_once_when_it_never_was() -> None:
    now = london(2026, 7, 14, 12)
    assert SafeContact().needs_checking(now)
    assert not SafeContact(verified_at=now - timedelta(days=183)).needs_checking(now)
    assert SafeContact(verified_at=now - timedelta(days=184)).needs_checking(now)


def test_a_new_address_is_checked_before_it_is_used_and_the_others_stay_as_they_were() -> None:
    now = london(2026, 7, 14, 12)
    changed = SafeContact(verified_at=now).with_new_address(ChannelKind.EMAIL)
    assert changed.needs_checking(now, ChannelKind.EMAIL)
    assert not changed.needs_checking(now, ChannelKind.SMS)
    assert changed.needs_checking(now)
    proved = changed.reached({ChannelKind.EMAIL}, now)
    assert not proved.needs_checking(now)


def test_a_code_that_came_back_proves_the_number_and_no_other_address() -> None:
    now = london(2026, 7, 14, 12)
    both = SafeContact().with_new_address(ChannelKind.EMAIL).with_new_address(ChannelKind.SMS)
    proved = both.reached({ChannelKind.SMS}, now)
    assert not proved.needs_checking(now, ChannelKind.SMS)
    assert proved.needs_checking(now, ChannelKind.EMAIL)


def test_a_code_that_came_back_makes_no_old_or_unknown_address_young_again() -> None:
    now = london(2026, 7, 14, 12)
    old = SafeContact(verified_at=now - timedelta(days=200)).reached({ChannelKind.SMS}, now)
    assert [channel for channel in ChannelKind if old.needs_checking(now, channel)] == [
        ChannelKind.EMAIL,
        ChannelKind.LETTER,
    ]
    never = SafeContact().reached({ChannelKind.SMS}, now)
    assert never.needs_checking(now, ChannelKind.EMAIL)
    assert not never.needs_checking(now, ChannelKind.SMS)
    assert SafeContact.from_json(never.to_json()) == never


NOON = london(2026, 7, 14, 12)
SAFE = SafeContact(
    known=True, channels=(ChannelKind.SMS,), phone_is_safe=True, verified_at=NOON, reviewed_at=NOON - timedelta(days=28)
)


@pytest.mark.parametrize(
    ("safe", "asks"),
    [
        (None, [AskAgain.NOT_ASKED]),
        (SafeContact(), [AskAgain.NOT_ASKED]),
        (SAFE, []),
        (replace(SAFE, reviewed_at=None), [AskAgain.ASKED_LONG_AGO]),
        (replace(SAFE, reviewed_at=NOON - timedelta(days=29)), [AskAgain.ASKED_LONG_AGO]),
        (replace(SAFE, phone_is_safe=False), [AskAgain.NO_WAY]),
        (replace(SAFE, stopped=True), [AskAgain.STOPPED]),
        (replace(SAFE, verified_at=NOON - timedelta(days=200)), [AskAgain.NUMBER_OLD]),
        (SAFE.with_new_address(ChannelKind.SMS), [AskAgain.NUMBER_CHANGED]),
        (
            replace(SAFE, stopped=True, reviewed_at=None, unverified=frozenset({ChannelKind.SMS})),
            [AskAgain.STOPPED, AskAgain.NUMBER_CHANGED, AskAgain.ASKED_LONG_AGO],
        ),
    ],
)
def test_staff_are_told_what_to_ask_again(safe: SafeContact | None, asks: list[AskAgain]) -> None:
    assert list(needs_review(safe, NOON)) == asks


def test_a_colleague_is_written_to_by_email_in_working_hours() -> None:
    contact = work_contact(london(2026, 7, 1, 9))
    assert [kind for kind in ChannelKind if contact.is_safe(kind)] == [ChannelKind.EMAIL]
    assert contact.next_opening(london(2026, 7, 4, 12)) == london(2026, 7, 6, 8)
