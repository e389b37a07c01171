"""Where many people stand at once, as far as reminders care: consent, visits, and what is asked of them next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.consenting import module_of
from alongside.core.conduct.holding import held_forms
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.messages import NextStep
from alongside.core.definitions.study import StudyVersion, Visit
from alongside.core.engine.consent import agreed_now
from alongside.core.engine.journey import visit_due
from alongside.core.languages.formats import uk_time
from alongside.core.storage import addressees
from alongside.core.storage.addressees import Addressee
from alongside.core.storage.database import Transaction

OUT = frozenset({"declined", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person stands. `consented_on` is None while no consent is in force, or while they want no questions.

    `begun` holds the visits that were begun, and whether every part was sent that can be answered.
    """

    consented_on: date | None = None
    agreed_to: frozenset[str] = frozenset()
    begun: Mapping[str, bool] = field(default_factory=dict)
    questions_stopped: bool = False

    def wants(self, statement: str) -> bool:
        """Return whether this person said yes to what a reminder rests on; "" = it rests on taking part alone."""
        return not statement or statement in self.agreed_to

    @property
    def done(self) -> frozenset[str]:
        """The visits of which nothing is left to answer."""
        return frozenset(code for code, is_sent in self.begun.items() if is_sent)

    def next_step(self, version: StudyVersion, today: date) -> NextStep:
        """Return what is asked of this person next."""
        if self.consented_on is None:
            return NextStep.WAIT
        due = visit_due(version, consented_on=self.consented_on, done_visits=self.done, today=today)
        return NextStep.ANSWER if due or not all(self.begun.values()) else NextStep.WAIT


def stand_of(services: Services, tx: Transaction, people: Collection[Addressee]) -> dict[str, Stand]:
    """Return where each of these people stands, by number."""
    module = module_of(services, tx)
    numbers = [person.number for person in people]
    signed = addressees.signed_by(tx, numbers, module.code)
    changed = addressees.changed_by(tx, numbers)
    begun = addressees.visits_begun(tx, numbers)
    _leave_out_held(services, tx, begun)
    stands = {}
    for person in people:
        record = signed.get(person.number)
        if record is None:
            stands[person.number] = Stand(begun=begun.get(person.number, {}))
            continue
        changes = changed.get(person.number, ())
        agreed = agreed_now(module, record.module_version, record.answers, changes, place=record.place)
        in_force = agreed.in_force and person.state not in OUT
        stands[person.number] = Stand(
            consented_on=uk_time(record.began_at).date() if in_force and not agreed.questions_stopped else None,
            agreed_to=agreed.agreed_to,
            begun=begun.get(person.number, {}),
            questions_stopped=in_force and agreed.questions_stopped,
        )
    return stands


def _leave_out_held(services: Services, tx: Transaction, begun: dict[str, dict[str, bool]]) -> None:
    """Count a visit as sent when all that is left of it waits for words: nobody is reminded of what they cannot answer."""
    held = held_forms(services)
    waiting = {number for number, visits in begun.items() if not all(visits.values())}
    if not held or not waiting:
        return
    for number, left in addressees.sheets_open(tx, waiting).items():
        can_answer = {visit for visit, *shown in left if tuple(shown) not in held}
        begun[number] |= {visit: True for visit, *_ in left if visit not in can_answer}


def opens_on(visit: Visit, consented_on: date) -> date:
    """Return the day on which a visit opens for a person."""
    return completes_month(consented_on, visit.after_months)


def closes_on(visit: Visit, consented_on: date) -> date:
    """Return the first day on which a visit cannot be begun any more."""
    return opens_on(visit, consented_on) + timedelta(days=visit.open_days)


def start_of(day: date) -> datetime:
    """Return the first moment of a day where the study takes place."""
    return datetime.combine(day, time.min, STUDY_ZONE)
