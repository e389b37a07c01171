"""Where a family is, and what is due, late or stuck: each at the moment at which it begins and ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from alongside.core.conduct.workspace import (
    PLACES,
    Due,
    Facts,
    Matter,
    MatterKind,
    Stage,
    due_now,
    late_matters,
    stage_of,
    stuck_matters,
)
from alongside.core.definitions.study import StudyVersion, Visit
from alongside.core.messages.gate import Why
from alongside.core.storage.caseload import OpenTask, Person, VisitProgress, WaitingMessage
from alongside.core.storage.families import Preferences, State

AGREED = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
VERSION = StudyVersion(
    "1",
    date(2026, 1, 1),
    ("taking_part",),
    (
        Visit("start", "Start", after_months=0, open_days=60, asked=()),
        Visit("later", "Later", after_months=3, open_days=42, asked=()),
    ),
    (),
    (),
)
LAST_DAY = AGREED + timedelta(days=59)
LATER_OPENS, LATER_ENDS = date(2026, 6, 10), date(2026, 7, 21)


def person(state: State = "consented") -> Person:
    return Person("BR0001C", "BRF0001J", "bristol", state, NOON, Preferences("en", False, False, {}, NOON), 1, "parent")  # noqa: FBT003 - as the columns stand


def facts(state: State = "consented", *visits: VisitProgress, agreed_on: date | None = AGREED, **more: object) -> Facts:
    return replace(Facts(person(state), visits=visits, agreed_on=agreed_on), **more)  # type: ignore[arg-type]  # by name


def begun(code: str, sent: int, sheets: int = 2) -> VisitProgress:
    return VisitProgress("BR0001C", code, NOON, sheets, sent)


def message(state: str, why: str | None = None, reason: str = "where_you_are", **more: object) -> WaitingMessage:
    made = WaitingMessage("BR0001C", reason, "sms", state, why, None, None, NOON)
    return replace(made, **more)  # type: ignore[arg-type]  # by name


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def kinds(matters: tuple[Matter, ...]) -> list[MatterKind]:
    return [matter.kind for matter in matters]


# Stages


@pytest.mark.parametrize(
    ("known", "today", "stage"),
    [
        (facts("invited", agreed_on=None), AGREED, Stage.INVITED),
        (facts("invited", agreed_on=None, last_signed_in=NOON), AGREED, Stage.CHOOSING),
        (facts("invited", agreed_on=None, last_choice=NOON), AGREED, Stage.CHOOSING),
        (facts("consented", agreed_on=None), AGREED, Stage.CHOOSING),
        (facts(), AGREED, Stage.AGREED),
        (facts("consented", begun("start", 0)), AGREED, Stage.ANSWERING),
        (facts("consented", begun("start", 1)), LATER_ENDS, Stage.ANSWERING),
        (facts("consented", begun("start", 2)), AGREED, Stage.WAITING),
        (facts("consented", begun("start", 2)), LATER_OPENS - timedelta(days=1), Stage.WAITING),
        (facts("consented", begun("start", 2)), LATER_OPENS, Stage.ANSWERING),
        (facts("consented", begun("start", 2)), LATER_ENDS, Stage.ANSWERING),
        (facts("consented", begun("start", 2)), LATER_ENDS + timedelta(days=1), Stage.FINISHED),
        (facts("consented", begun("start", 2), begun("later", 2)), LATER_OPENS, Stage.FINISHED),
        (facts(), LAST_DAY + timedelta(days=1), Stage.AGREED),
        (facts(), LATER_ENDS + timedelta(days=1), Stage.FINISHED),
        (facts("declined", agreed_on=None), AGREED, Stage.DECLINED),
        (facts("withdrawn"), AGREED, Stage.STOPPED),
        (facts("ended"), AGREED, Stage.FINISHED),
    ],
)
def test_a_family_is_at_one_stage(known: Facts, today: date, stage: Stage) -> None:
    assert stage_of(known, VERSION, today) is stage


def test_a_visit_without_any_part_counts_as_done() -> None:
    assert stage_of(facts("consented", begun("start", 0, 0)), VERSION, AGREED) is Stage.WAITING


# Due


def test_a_visit_is_due_from_the_first_to_the_last_day_of_its_window() -> None:
    known = facts("consented", begun("start", 2))

    assert due_now(known, VERSION, LATER_OPENS - timedelta(days=1)) is None
    assert due_now(known, VERSION, LATER_OPENS) == Due("later", LATER_ENDS, 0, 0)
    assert due_now(known, VERSION, LATER_ENDS) == Due("later", LATER_ENDS, 0, 0)
    assert due_now(known, VERSION, LATER_ENDS + timedelta(days=1)) is None


def test_a_visit_that_was_begun_can_be_finished_after_its_window() -> None:
    due = due_now(facts("consented", begun("start", 1)), VERSION, LATER_ENDS)

    assert due == Due("start", LAST_DAY, 2, 1)


def test_nothing_is_due_before_consent() -> None:
    assert due_now(facts("invited", agreed_on=None), VERSION, AGREED) is None


# Late


@pytest.mark.parametrize(("days_left", "late"), [(7, False), (6, True), (0, True)])
def test_a_visit_is_late_in_the_last_week_of_its_window(days_left: int, *, late: bool) -> None:
    found = late_matters(facts(), VERSION, at(LAST_DAY - timedelta(days=days_left)))

    assert found == ((Matter(MatterKind.VISIT_CLOSING, LAST_DAY, days_left + 1, "start"),) if late else ())


def test_a_begun_visit_is_over_the_day_after_its_window() -> None:
    known = facts("consented", begun("start", 1))

    assert kinds(late_matters(known, VERSION, at(LAST_DAY))) == [MatterKind.VISIT_CLOSING]
    assert late_matters(known, VERSION, at(LAST_DAY + timedelta(days=1))) == (
        Matter(MatterKind.VISIT_OVER, LAST_DAY, 1, "start"),
    )


def test_a_visit_that_was_not_begun_is_missed_until_the_next_one_opens() -> None:
    known = facts()

    assert kinds(late_matters(known, VERSION, at(LAST_DAY + timedelta(days=1)))) == [MatterKind.VISIT_MISSED]
    assert kinds(late_matters(known, VERSION, at(LATER_OPENS - timedelta(days=1)))) == [MatterKind.VISIT_MISSED]
    assert late_matters(known, VERSION, at(LATER_OPENS)) == ()


def test_an_invitation_is_late_after_seven_days_and_not_before() -> None:
    known = facts("invited", agreed_on=None, messages=(message("sent", reason="invitation", sent_at=NOON),))

    assert late_matters(known, VERSION, NOON + timedelta(days=7, microseconds=-1)) == ()
    assert late_matters(known, VERSION, NOON + timedelta(days=7)) == (
        Matter(MatterKind.INVITATION_UNANSWERED, AGREED, 7),
    )


def test_an_invitation_that_never_went_out_is_not_late() -> None:
    known = facts("invited", agreed_on=None, messages=(message("queued", reason="invitation"),))

    assert late_matters(known, VERSION, NOON + timedelta(days=30)) == ()


# Stuck


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        (Why.SAFETY_NOT_KNOWN, MatterKind.SAFETY_UNKNOWN),
        (Why.CHANNEL_NOT_SAFE, MatterKind.NO_SAFE_WAY),
        (Why.NO_ADDRESS, MatterKind.NO_SAFE_WAY),
        (Why.CHECK_AGAIN, MatterKind.CHECK_NUMBER),
        (Why.WORDS_NOT_SOUND, MatterKind.MESSAGE_UNSOUND),
        ("answer_lost", MatterKind.MESSAGE_LOST),
    ],
)
def test_what_holds_a_message_says_what_is_stuck(why: str, kind: MatterKind) -> None:
    assert kinds(stuck_matters(facts(messages=(message("held", why),)), VERSION, NOON)) == [kind]


@pytest.mark.parametrize("why", [Why.STOPPED, Why.PAUSED, Why.ENOUGH_SENT, "outside_hours", None])
def test_what_needs_nobody_is_not_stuck(why: str | None) -> None:
    assert stuck_matters(facts(messages=(message("held", why),)), VERSION, NOON) == ()


def test_two_messages_held_for_one_reason_are_one_matter() -> None:
    held = message("held", Why.SAFETY_NOT_KNOWN)

    assert len(stuck_matters(facts(messages=(held, held)), VERSION, NOON)) == 1


def test_a_held_message_counts_until_its_time_is_over() -> None:
    known = facts(messages=(message("held", Why.SAFETY_NOT_KNOWN, expires_at=NOON + timedelta(hours=1)),))

    assert stuck_matters(known, VERSION, NOON + timedelta(minutes=59))
    assert not stuck_matters(known, VERSION, NOON + timedelta(hours=1))


def test_a_held_invitation_is_no_matter_once_they_came_in() -> None:
    held = (message("held", Why.CHANNEL_NOT_SAFE, reason="invitation"),)

    assert kinds(stuck_matters(facts("invited", agreed_on=None, messages=held), VERSION, NOON)) == [
        MatterKind.NO_SAFE_WAY
    ]
    came = facts("invited", agreed_on=None, messages=held, last_signed_in=NOON)
    assert stuck_matters(came, VERSION, NOON) == ()


def test_a_failed_message_is_mended_by_one_that_went_out_after_it() -> None:
    failed = facts(messages=(message("failed", "address_refused"),))

    assert kinds(stuck_matters(failed, VERSION, NOON)) == [MatterKind.MESSAGE_FAILED]
    assert kinds(stuck_matters(replace(failed, last_sent=NOON), VERSION, NOON)) == [MatterKind.MESSAGE_FAILED]
    mended = replace(failed, last_sent=NOON + timedelta(seconds=1))
    assert stuck_matters(mended, VERSION, NOON) == ()


def test_choices_that_were_begun_are_stuck_after_seven_days_without_a_sign() -> None:
    known = facts("invited", agreed_on=None, last_signed_in=NOON, last_choice=NOON + timedelta(days=1))

    assert stuck_matters(known, VERSION, NOON + timedelta(days=8, microseconds=-1)) == ()
    assert kinds(stuck_matters(known, VERSION, NOON + timedelta(days=8))) == [MatterKind.CHOOSING_STOPPED]


def test_who_agreed_to_an_older_version_has_to_choose_again() -> None:
    assert kinds(stuck_matters(facts("consented", agreed_on=None), VERSION, NOON)) == [MatterKind.AGREE_AGAIN]


def test_a_locked_code_is_stuck_until_they_come_in() -> None:
    locked = facts("invited", agreed_on=None, code_locked=NOON)

    assert kinds(stuck_matters(locked, VERSION, NOON)) == [MatterKind.CODE_LOCKED]
    assert kinds(stuck_matters(replace(locked, last_signed_in=NOON), VERSION, NOON)) == [MatterKind.CODE_LOCKED]
    assert stuck_matters(replace(locked, last_signed_in=NOON + timedelta(seconds=1)), VERSION, NOON) == ()


def test_guessing_locks_for_a_day() -> None:
    guessed = facts(guessed_at=NOON)

    assert kinds(stuck_matters(guessed, VERSION, NOON + timedelta(hours=24, microseconds=-1))) == [
        MatterKind.CODE_LOCKED
    ]
    assert stuck_matters(guessed, VERSION, NOON + timedelta(hours=24)) == ()


def test_a_task_that_nobody_is_there_to_do_is_stuck_whatever_became_of_the_family() -> None:
    task = OpenTask("BR0001C", 1, "kim", None, NOON)
    for known in (facts(tasks=(task,), unowned=(task,)), facts("withdrawn", tasks=(task,), unowned=(task,))):
        for moment in (NOON - timedelta(days=2), NOON + timedelta(days=2)):
            assert stuck_matters(known, VERSION, moment) == (Matter(MatterKind.TASK_UNOWNED, AGREED, 2),)
    assert stuck_matters(facts(tasks=(task,)), VERSION, NOON) == ()


@pytest.mark.parametrize("state", ["declined", "withdrawn", "ended"])
def test_who_said_no_stopped_or_finished_is_left_alone(state: State) -> None:
    known = facts(state, messages=(message("held", Why.SAFETY_NOT_KNOWN),), code_locked=NOON)

    assert stuck_matters(known, VERSION, NOON) == ()
    assert late_matters(known, VERSION, at(LAST_DAY)) == ()


def test_each_matter_has_a_place_on_the_familys_page() -> None:
    assert set(PLACES) == set(MatterKind)
    assert set(PLACES.values()) == {"contacts", "safety", "code", "messages", "tasks"}
