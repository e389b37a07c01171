"""A message is asked at the moment of sending whether it is still due; each reason by its own rule."""

from dataclasses import replace

import pytest

from alongside.core.definitions.messages import MessageReason, NextStep
from alongside.core.messages.still_due import ABOUT_A_TALK, OVERTAKEN_REASONS, Facts, NoLonger, why_not_due

HERE = Facts(in_force=True)
REMINDERS = (MessageReason.PART_DUE, MessageReason.PART_OVERDUE, MessageReason.WHERE_YOU_ARE)


@pytest.mark.parametrize("reason", REMINDERS)
def test_a_reminder_is_due_while_nothing_has_overtaken_it(reason: MessageReason) -> None:
    assert why_not_due(reason, HERE) is None


@pytest.mark.parametrize("reason", REMINDERS)
def test_nobody_is_reminded_who_does_not_take_part_or_said_no(reason: MessageReason) -> None:
    assert why_not_due(reason, Facts(in_force=False)) is NoLonger.NOT_TAKING_PART
    assert why_not_due(reason, replace(HERE, wants_reminders=False)) is NoLonger.SAID_NO


@pytest.mark.parametrize("reason", [MessageReason.PART_DUE, MessageReason.PART_OVERDUE])
def test_nobody_is_reminded_of_a_part_that_was_sent_or_whose_time_is_over(reason: MessageReason) -> None:
    assert why_not_due(reason, replace(HERE, visit_is_sent=True)) is NoLonger.PART_SENT
    assert why_not_due(reason, replace(HERE, visit_is_open=False)) is NoLonger.VISIT_OVER


def test_the_same_is_not_asked_twice_within_days() -> None:
    told = replace(HERE, told_lately=True)
    assert why_not_due(MessageReason.PART_OVERDUE, told) is NoLonger.SAID_ALREADY
    assert why_not_due(MessageReason.PART_DUE, told) is None
    assert why_not_due(MessageReason.WHERE_YOU_ARE, told) is None
    assert why_not_due(MessageReason.WHERE_YOU_ARE, replace(told, next_step=NextStep.ANSWER)) is NoLonger.SAID_ALREADY


def test_nobody_is_invited_who_takes_part_already() -> None:
    assert why_not_due(MessageReason.INVITATION, HERE) is NoLonger.TAKES_PART
    assert why_not_due(MessageReason.INVITATION, Facts(in_force=False)) is None


@pytest.mark.parametrize("reason", sorted(ABOUT_A_TALK))
def test_nobody_is_told_of_a_talk_that_is_off_has_another_time_or_has_begun(reason: MessageReason) -> None:
    assert why_not_due(reason, HERE) is None
    assert why_not_due(reason, Facts(in_force=False)) is None
    assert why_not_due(reason, replace(HERE, talk_is_off=True, talk_has_moved=True)) is NoLonger.TALK_CANCELLED
    assert why_not_due(reason, replace(HERE, talk_has_moved=True)) is NoLonger.TALK_MOVED
    assert why_not_due(reason, replace(HERE, talk_has_begun=True)) is NoLonger.TALK_OVER


@pytest.mark.parametrize("reason", sorted(set(MessageReason) - OVERTAKEN_REASONS))
def test_nothing_overtakes_the_other_reasons(reason: MessageReason) -> None:
    assert why_not_due(reason, Facts(in_force=False, wants_reminders=False, visit_is_sent=True)) is None
