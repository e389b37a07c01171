"""The monthly "where you are": queued once for each family and period, with one next step."""

from dataclasses import dataclass

from alongside.core.conduct import answering, consenting
from alongside.core.conduct.sending import queue_message
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import MessageReason, NextStep
from alongside.core.engine.journey import periods_begun
from alongside.core.languages.formats import uk_time
from alongside.core.storage import families
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
    queued = 0
    for person in people:
        if person.state != "consented":
            continue
        with services.vault.read() as sealed, services.records.write() as tx:
            standing = consenting.standing(tx, person.number, module)
            if not standing.in_force or standing.consented_at is None:
                continue
            for reminder in version.reminders:
                period = periods_begun(
                    uk_time(standing.consented_at).date(), reminder.every_months, reminder.until_months, today
                )
                if period:
                    step = _next_step(services, tx, person.number, standing)
                    queued += queue_message(
                        services,
                        tx,
                        sealed,
                        person.number,
                        MessageReason(reminder.reason),
                        period=f"{version.code}:{period}",
                        next_step=step,
                    )
    return RemindingRound(len(people), queued)


def _next_step(services: Services, tx: Transaction, participant: str, standing: consenting.Standing) -> NextStep:
    visit = answering.find_visit(services, tx, participant)
    if visit is not None and visit.next_part is not None:
        return NextStep.ANSWER
    if standing.consented_at is None:
        return NextStep.READ
    due = answering.due_visit(services, tx, participant, uk_time(standing.consented_at).date())
    return NextStep.ANSWER if due else NextStep.WAIT
