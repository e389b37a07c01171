"""Reminders: the monthly "where you are", and that a visit has opened or is still open. Each is queued once for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from alongside.core.conduct.queueing import Queueing, queue_all
from alongside.core.conduct.requests import raise_alerts
from alongside.core.conduct.services import Services
from alongside.core.conduct.standing import Stand, closes_on, opens_on, stand_of, start_of
from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.study import Reminder, StudyVersion, Visit, VisitReminders
from alongside.core.engine.journey import periods_begun
from alongside.core.storage import addressees

PORTION = 250
"""So many people are looked at in one go: the memory that it takes does not grow with the study."""


@dataclass(frozen=True, slots=True)
class RemindingRound:
    """How many people were looked at, and how many messages were queued."""

    looked_at: int
    queued: int


class Planned(NamedTuple):
    """A reminder whose time has come by a day: from when, and until when it makes sense."""

    reason: MessageReason
    period: str
    due_on: date
    expires_at: datetime


def queue_reminders(services: Services) -> RemindingRound:
    """Queue the reminders whose time has come. Run it as often as you like, in many places: a key is used once for ever.

    What people told us and nobody acknowledged is told to staff first, whatever becomes of the rest.
    """
    looked_at, queued = 0, raise_alerts(services)
    for portion in plan_reminders(services, until=services.clock.today()):
        looked_at += portion.looked_at
        if portion.found:
            queued += queue_all(services, portion.found)
    return RemindingRound(looked_at, queued)


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the people, and what is to be queued for them."""

    looked_at: int
    found: tuple[Queueing, ...]


def plan_reminders(services: Services, *, until: date) -> Iterator[Portion]:
    """Yield, a portion of people at a time, what is due up to and including a day and was never queued."""
    after = ""
    while True:
        with services.records.read() as tx:
            numbers = addressees.numbers_in_state(tx, services.study.code, "consented", after=after, limit=PORTION)
            if not numbers:
                return
            stands = stand_of(services, tx, list(addressees.addressees(tx, numbers).values()))
            known = addressees.keys_used(tx, numbers, [reason.value for reason in _REASONS])
        version = services.study.version_on(services.clock.today())
        today = services.clock.today()
        found = [
            Queueing(
                participant=number,
                reason=one.reason,
                period=one.period,
                due_at=max(start_of(one.due_on), services.clock.now()) if one.due_on > today else None,
                expires_at=one.expires_at,
                next_step=stand.next_step(version, max(today, one.due_on))
                if one.reason is MessageReason.WHERE_YOU_ARE
                else None,
            )
            for number, stand in stands.items()
            for one in planned_for(stand, version, today=today, until=until)
            if (number, one.reason.value, one.period) not in known
        ]
        yield Portion(len(numbers), tuple(found))
        after = numbers[-1]


_REASONS = (MessageReason.WHERE_YOU_ARE, MessageReason.PART_DUE, MessageReason.PART_OVERDUE)


def planned_for(stand: Stand, version: StudyVersion, *, today: date, until: date) -> Iterator[Planned]:
    """Yield what a version of the study has to say to one person by a day: now, and on the days after today.

    Of several reminders of one visit, or periods, that are due today only the newest is yielded: who was not reminded in
    time is not reminded twice at once.
    """
    begun = stand.consented_on
    if begun is None:
        return
    for reminder in version.reminders:
        if stand.wants(reminder.statement):
            yield from _newest(_monthly(reminder, begun, until), today)
    if version.visit_reminders and stand.wants(version.visit_reminders.statement):
        for visit in version.visits:
            if visit.code not in stand.done:
                is_begun = visit.code in stand.begun
                yield from _newest(_of_visit(version.visit_reminders, visit, begun, until, is_begun=is_begun), today)


def _newest(planned: Iterator[Planned], today: date) -> Iterator[Planned]:
    """Leave out what another one has followed by today, and what is too late."""
    listed = list(planned)
    now = [one for one in listed if one.due_on <= today]
    yield from (one for one in now[-1:] if one.expires_at > start_of(today))
    yield from (one for one in listed if one.due_on > today)


def _monthly(reminder: Reminder, begun: date, until: date) -> Iterator[Planned]:
    for number in range(1, periods_begun(begun, reminder.every_months, reminder.until_months, until) + 1):
        yield Planned(
            MessageReason(reminder.reason),
            str(number),
            completes_month(begun, number * reminder.every_months),
            start_of(completes_month(begun, (number + 1) * reminder.every_months)),
        )


def _of_visit(planned: VisitReminders, visit: Visit, begun: date, until: date, *, is_begun: bool) -> Iterator[Planned]:
    opens, closes = opens_on(visit, begun), closes_on(visit, begun)
    ends = start_of(closes)
    if visit.after_months > 0 and not is_begun and opens <= until:
        yield Planned(MessageReason.PART_DUE, visit.code, opens, ends)
    for number, days in enumerate(planned.overdue_after_days, 1):
        day = opens + timedelta(days=days)
        if day <= until and day < closes:
            yield Planned(MessageReason.PART_OVERDUE, f"{visit.code}:{number}", day, ends)
