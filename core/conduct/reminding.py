"""The monthly "where you are": queued once for each family and period, with one next step."""

from dataclasses import dataclass
from datetime import date, datetime, time

from alongside.core.conduct import answering, consenting
from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.sending import queue_message
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.messages import MessageReason, NextStep
from alongside.core.definitions.study import Reminder
from alongside.core.engine.journey import periods_begun
from alongside.core.storage import families, outbox
from alongside.core.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class RemindingRound:
    """How many people were looked at, and how many messages were queued."""

    looked_at: int
    queued: int


def queue_reminders(services: Services) -> RemindingRound:
    """Queue the reminders whose period has begun. Run it as often as you like: a period's key is used once for ever."""
    today = services.clock.today()
    version = services.study.version_on(today)
    module = consenting.module_of(services)
    with services.records.read() as tx:
        people = families.participants(tx, study=services.study.code)
    queued = sum(
        _queue(services, person.number, reminder, module)
        for person in people
        if person.state == "consented"
        for reminder in version.reminders
    )
    return RemindingRound(len(people), queued)


def _queue(services: Services, participant: str, reminder: Reminder, module: ConsentModule) -> bool:
    """Queue one person's reminder when its period has begun and it was not queued before: most looks write nothing."""
    today = services.clock.today()
    with services.records.read() as tx:
        standing = consenting.standing(tx, participant, module)
        begun = standing.consented_on
        if begun is None:
            return False
        if reminder.statement and reminder.statement not in standing.agreed_to:
            return False
        period = str(periods_begun(begun, reminder.every_months, reminder.until_months, today))
        known = {(message.reason, message.period) for message in outbox.messages_of(tx, participant)}
        if period == "0" or (reminder.reason, period) in known:
            return False
        step = _next_step(services, tx, participant, begun)
    with services.vault.read() as sealed, services.records.write() as tx:
        return queue_message(
            services,
            tx,
            sealed,
            participant,
            MessageReason(reminder.reason),
            period=period,
            expires_at=_start_of(completes_month(begun, (int(period) + 1) * reminder.every_months)),
            next_step=step,
        )


def _start_of(day: date) -> datetime:
    """Return the first moment of a day where the study takes place."""
    return datetime.combine(day, time.min, STUDY_ZONE)


def _next_step(services: Services, tx: Transaction, participant: str, consented_on: date) -> NextStep:
    visit = answering.find_visit(services, tx, participant)
    if visit is not None and visit.next_part is not None:
        return NextStep.ANSWER
    due = answering.due_visit(services, tx, participant, consented_on)
    return NextStep.ANSWER if due else NextStep.WAIT
