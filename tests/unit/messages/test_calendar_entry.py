"""The entry for a calendar: right for any calendar, and silent about everything but the time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.messages.calendar_entry import Appointment, CalendarEntryError, calendar_entry

MADE = datetime(2026, 3, 10, 9, tzinfo=UTC)
IN_SUMMER = datetime(2026, 7, 2, 14, 30, tzinfo=timezone(timedelta(hours=1)))


def entry(title: str = "Our talk", text: str = "Ring 020 7946 0000.", **given_: object) -> bytes:
    appointment = Appointment(**({"key": "k1", "start": IN_SUMMER, "minutes": 45, "made_at": MADE} | given_))  # type: ignore[arg-type]  # tests give each field by name
    return calendar_entry(appointment, title=title, text=text).content


def unfolded(content: bytes) -> dict[str, str]:
    """Read an entry as RFC 5545 says: lines that begin with a space go on, and escapes are undone."""
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    fields = dict(line.split(":", 1) for line in lines if line)
    undone = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    for name, value in fields.items():
        read, at = "", 0
        while at < len(value):
            sign = undone.get(value[at : at + 2])
            read, at = (read + sign, at + 2) if sign else (read + value[at], at + 1)
        fields[name] = read
    return fields


def test_times_are_in_utc_and_calendars_are_told_the_uk_clock() -> None:
    fields = unfolded(entry())
    assert fields["DTSTART"] == "20260702T133000Z"
    assert fields["DTEND"] == "20260702T141500Z"
    assert fields["DTSTAMP"] == "20260310T090000Z"
    assert fields["X-WR-TIMEZONE"] == "Europe/London"


def test_there_is_no_place_no_person_and_no_alarm_in_it() -> None:
    content = entry().decode()
    for name in ("LOCATION", "ORGANIZER", "ATTENDEE", "VALARM", "URL"):
        assert name not in content
    assert "CLASS:PRIVATE" in content


def test_a_talk_that_moved_takes_the_place_of_the_one_before() -> None:
    before, after = (unfolded(entry(moved=moved, start=IN_SUMMER + timedelta(days=moved))) for moved in (0, 1))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert unfolded(entry(key="k2"))["UID"] != before["UID"]
    assert "k1" not in before["UID"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n"), max_size=200))
def test_any_words_come_back_as_they_were_and_no_line_is_too_long(words: str) -> None:
    content = entry(title=words)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    assert unfolded(content)["SUMMARY;LANGUAGE=en"] == "\n".join(words.splitlines())


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"start": datetime(2026, 3, 1)}, {"made_at": datetime(2026, 3, 1)}])  # noqa: DTZ001 - a time without a zone is what is refused
def test_what_no_calendar_could_show_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CalendarEntryError):
        entry(**wrong)
