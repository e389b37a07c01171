"""Whether a message is still due at the moment of sending: what it asks for may have been done in the meantime.

The page is the truth, and a message only points to it. Each reason that can be overtaken has its own rule here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.definitions.messages import MessageReason, NextStep


class NoLonger(StrEnum):
    """Why a message is not due any more and is cancelled; staff read `staff_messages.why_<value>`."""

    TAKES_PART = "takes_part"
    NOT_TAKING_PART = "not_taking_part"
    QUESTIONS_STOPPED = "questions_stopped"
    SAID_NO = "said_no"
    PART_SENT = "part_sent"
    VISIT_OVER = "visit_over"
    SAID_ALREADY = "said_already"
    TALK_MOVED = "talk_moved"
    TALK_CANCELLED = "talk_cancelled"
    TALK_OVER = "talk_over"
    AGREED_AGAIN = "agreed_again"


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a person stands now.

    `in_force` = their consent is in force. `questions_stopped` = it is, and they want no questions. `wants_reminders` = they did not say no to what this reminder rests on.
    `visit_is_sent` and `visit_is_open` speak of the visit that the message is about. `told_lately` = another message of
    the last days asked for the same. `talk_is_off`, `talk_has_moved` and `talk_has_begun` speak of the talk that the message
    is about: it was cancelled, has another time than the message was queued for, or nobody has to be told of it any more.
    `must_agree_again` = what they signed does not count since the release that the message is about.
    """

    in_force: bool
    wants_reminders: bool = True
    visit_is_sent: bool = False
    visit_is_open: bool = True
    next_step: NextStep = NextStep.WAIT
    told_lately: bool = False
    talk_is_off: bool = False
    talk_has_moved: bool = False
    talk_has_begun: bool = False
    questions_stopped: bool = False
    must_agree_again: bool = False


def why_not_due(reason: MessageReason, facts: Facts) -> NoLonger | None:
    """Return why a message is not due any more, or None: then it is, or nothing can overtake its reason."""
    rule = _RULES.get(reason)
    return rule(facts) if rule else None


def _invitation(facts: Facts) -> NoLonger | None:
    return NoLonger.TAKES_PART if facts.in_force else None


def _any_reminder(facts: Facts) -> NoLonger | None:
    if not facts.in_force:
        return NoLonger.NOT_TAKING_PART
    if facts.questions_stopped:
        return NoLonger.QUESTIONS_STOPPED
    return None if facts.wants_reminders else NoLonger.SAID_NO


def _part_due(facts: Facts) -> NoLonger | None:
    if facts.visit_is_sent:
        return NoLonger.PART_SENT
    return _any_reminder(facts) or (None if facts.visit_is_open else NoLonger.VISIT_OVER)


def _part_overdue(facts: Facts) -> NoLonger | None:
    return _part_due(facts) or (NoLonger.SAID_ALREADY if facts.told_lately else None)


def _where_you_are(facts: Facts) -> NoLonger | None:
    asks_the_same = facts.told_lately and facts.next_step is NextStep.ANSWER
    return _any_reminder(facts) or (NoLonger.SAID_ALREADY if asks_the_same else None)


def _talk(facts: Facts) -> NoLonger | None:
    if facts.talk_is_off:
        return NoLonger.TALK_CANCELLED
    if facts.talk_has_moved:
        return NoLonger.TALK_MOVED
    return NoLonger.TALK_OVER if facts.talk_has_begun else None


def _consent_again(facts: Facts) -> NoLonger | None:
    return None if facts.must_agree_again else NoLonger.AGREED_AGAIN


_RULES: dict[MessageReason, Callable[[Facts], NoLonger | None]] = {
    MessageReason.INVITATION: _invitation,
    MessageReason.PART_DUE: _part_due,
    MessageReason.PART_OVERDUE: _part_overdue,
    MessageReason.WHERE_YOU_ARE: _where_you_are,
    MessageReason.CONSENT_AGAIN: _consent_again,
    MessageReason.APPOINTMENT: _talk,
    MessageReason.APPOINTMENT_MOVED: _talk,
}
ABOUT_A_TALK = frozenset({MessageReason.APPOINTMENT, MessageReason.APPOINTMENT_MOVED})
OVERTAKEN_REASONS = frozenset(_RULES)
"""The reasons that what happens in the meantime can overtake."""
