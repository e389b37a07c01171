"""The co-ordinator's view: each family's stage, what is due, late or stuck, and what they need.

Everything is decided from what storage knows at this moment; nothing of it is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from alongside.core.conduct import consenting
from alongside.core.conduct.clock import A_DAY
from alongside.core.conduct.contact_log import who_contacts
from alongside.core.conduct.holding import held_forms, held_since
from alongside.core.conduct.people import needs_from
from alongside.core.conduct.services import Services
from alongside.core.definitions.ages import completes_month
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.study import StudyVersion, Visit
from alongside.core.engine.consent import Agreed, Change, agreed_now
from alongside.core.languages.formats import uk_time
from alongside.core.messages.gate import Why
from alongside.core.storage import caseload, consents
from alongside.core.storage.caseload import OpenTask, Person, VisitProgress, WaitingMessage
from alongside.core.storage.database import Transaction

Row = TypeVar("Row", VisitProgress, WaitingMessage, OpenTask)
PATIENCE = timedelta(days=7)
"""How long an invitation, or a choice that was begun, is left alone before somebody should ring."""
NEARLY_OVER = 7
"""Days before the end of a visit's window from which a visit that was not sent is late."""


class Stage(StrEnum):
    """Where a family is, in the order in which they get there."""

    INVITED = "invited"
    CHOOSING = "choosing"
    AGREED = "agreed"
    ANSWERING = "answering"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"
    TALKS = "talks"
    FINISHED = "finished"
    DECLINED = "declined"
    STOPPED = "stopped"


LEFT_ALONE = frozenset({Stage.FINISHED, Stage.NOT_ASKED, Stage.TALKS, Stage.DECLINED, Stage.STOPPED})
"""Nothing is due or late any more, and nothing but a task can be stuck."""


class MatterKind(StrEnum):
    """Something that is late or stuck. Staff read `staff_work.matter_<kind>` and `staff_work.next_<kind>`."""

    VISIT_CLOSING = "visit_closing"
    VISIT_OVER = "visit_over"
    VISIT_MISSED = "visit_missed"
    INVITATION_UNANSWERED = "invitation_unanswered"
    SAFETY_UNKNOWN = "safety_unknown"
    NO_SAFE_WAY = "no_safe_way"
    CHECK_NUMBER = "check_number"
    MESSAGE_FAILED = "message_failed"
    MESSAGE_LOST = "message_lost"
    MESSAGE_UNSOUND = "message_unsound"
    CHOOSING_STOPPED = "choosing_stopped"
    AGREE_AGAIN = "agree_again"
    CODE_LOCKED = "code_locked"
    TASK_UNOWNED = "task_unowned"
    WORDS_MISSING = "words_missing"


PLACES: Mapping[MatterKind, str] = {
    MatterKind.VISIT_CLOSING: "contacts",
    MatterKind.VISIT_OVER: "contacts",
    MatterKind.VISIT_MISSED: "contacts",
    MatterKind.INVITATION_UNANSWERED: "contacts",
    MatterKind.SAFETY_UNKNOWN: "safety",
    MatterKind.NO_SAFE_WAY: "code",
    MatterKind.CHECK_NUMBER: "safety",
    MatterKind.MESSAGE_FAILED: "messages",
    MatterKind.MESSAGE_LOST: "messages",
    MatterKind.MESSAGE_UNSOUND: "messages",
    MatterKind.CHOOSING_STOPPED: "contacts",
    MatterKind.AGREE_AGAIN: "contacts",
    MatterKind.CODE_LOCKED: "code",
    MatterKind.TASK_UNOWNED: "tasks",
    MatterKind.WORDS_MISSING: "contacts",
}
"""The section of the family's page where something can be done about it."""
_HELD: Mapping[str, MatterKind] = {
    Why.SAFETY_NOT_KNOWN.value: MatterKind.SAFETY_UNKNOWN,
    Why.CHANNEL_NOT_SAFE.value: MatterKind.NO_SAFE_WAY,
    Why.CHANNEL_NOT_CHOSEN.value: MatterKind.NO_SAFE_WAY,
    Why.CHANNEL_NOT_FOR_THIS.value: MatterKind.NO_SAFE_WAY,
    Why.NO_CHANNEL.value: MatterKind.NO_SAFE_WAY,
    Why.NO_ADDRESS.value: MatterKind.NO_SAFE_WAY,
    Why.CHECK_AGAIN.value: MatterKind.CHECK_NUMBER,
    Why.WORDS_NOT_SOUND.value: MatterKind.MESSAGE_UNSOUND,
    Why.STATE_NOT_KNOWN.value: MatterKind.MESSAGE_UNSOUND,
    "answer_lost": MatterKind.MESSAGE_LOST,
}
"""What holds a message and needs a person. Hours, a pause, a limit or somebody's own wish need nobody."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something late or stuck: since when or until when (`day`), how many days that is, and about which visit."""

    kind: MatterKind
    day: date
    days: int
    visit: str = ""

    @property
    def place(self) -> str:
        """The section of the family's page where something can be done about it."""
        return PLACES[self.kind]


@dataclass(frozen=True, slots=True)
class Due:
    """A visit that can be answered now; `until` is the last day of its window. `sent` of `parts` were sent (0 of 0 = not begun)."""

    visit: str
    until: date
    parts: int
    sent: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known about one participant and matters here. `agreed_on` is set while consent is in force.

    `questions_stopped` = they take part and want no questions. `is_asked_questions` is False for who is asked for a talk.
    `unowned` are those of the open `tasks` that nobody is there to do; `held_since` is when questions began to be held.
    """

    person: Person
    visits: tuple[VisitProgress, ...] = ()
    messages: tuple[WaitingMessage, ...] = ()
    last_sent: datetime | None = None
    last_choice: datetime | None = None
    last_signed_in: datetime | None = None
    last_contact: datetime | None = None
    code_locked: datetime | None = None
    guessed_at: datetime | None = None
    agreed_on: date | None = None
    questions_stopped: bool = False
    is_asked_questions: bool = True
    tasks: tuple[OpenTask, ...] = ()
    unowned: tuple[OpenTask, ...] = ()
    held_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FamilyAtWork:
    """A family as staff see it, under its study number. `unowned` are the ids of tasks that nobody is there to do."""

    number: str
    site: str
    stage: Stage
    needs: NeedsProfile
    children: int
    due: Due | None
    late: tuple[Matter, ...]
    stuck: tuple[Matter, ...]
    last_contact: datetime | None
    tasks: int
    unowned: frozenset[int]


def families_at_work(services: Services, sites: frozenset[str]) -> tuple[FamilyAtWork, ...]:
    """Return every family of these sites, by study number, in a fixed number of queries."""
    with services.records.read() as tx:
        facts = _read_facts(services, tx, consents.consents_in_study(tx, services.study.code))
    return tuple(_judge(services, one) for one in facts if one.person.site in sites)


def family_at_work(services: Services, number: str, sites: frozenset[str]) -> FamilyAtWork | None:
    """Return one family of these sites; None when it is not there."""
    with services.records.read() as tx:
        facts = _read_facts(services, tx, consents.consents_of(tx, number), only=number) if number else []
    return next((_judge(services, one) for one in facts if one.person.site in sites), None)


def stage_of(facts: Facts, version: StudyVersion, today: date) -> Stage:
    """Return where a family is."""
    match facts.person.state:
        case "declined":
            return Stage.DECLINED
        case "withdrawn":
            return Stage.STOPPED
        case "ended":
            return Stage.FINISHED
    if facts.agreed_on is None:
        has_come = facts.last_signed_in or facts.last_choice or facts.person.state == "consented"
        return Stage.CHOOSING if has_come else Stage.INVITED
    if facts.questions_stopped or not facts.is_asked_questions:
        return Stage.NOT_ASKED if facts.is_asked_questions else Stage.TALKS
    if due_now(facts, version, today) is not None:
        return Stage.ANSWERING if facts.visits else Stage.AGREED
    if _is_over(facts, version, facts.agreed_on, today):
        return Stage.FINISHED
    return Stage.WAITING if facts.visits else Stage.AGREED


def due_now(facts: Facts, version: StudyVersion, today: date) -> Due | None:
    """Return the visit that can be answered now: one that was begun and not sent, or the first whose window is open."""
    if facts.agreed_on is None or not facts.is_asked_questions:
        return None
    begun = {visit.code: visit for visit in facts.visits}
    for plan in version.visits:
        opens, closes = window_of(plan, facts.agreed_on)
        seen = begun.get(plan.code)
        if seen is not None and seen.sent < seen.sheets:
            return Due(plan.code, closes, seen.sheets, seen.sent)
        if seen is None and opens <= today <= closes:
            return Due(plan.code, closes, 0, 0)
    return None


def window_of(plan: Visit, agreed_on: date) -> tuple[date, date]:
    """Return the first and the last day on which a visit can be begun."""
    opens = completes_month(agreed_on, plan.after_months)
    return opens, opens + timedelta(days=plan.open_days - 1)


def late_matters(facts: Facts, version: StudyVersion, now: datetime) -> tuple[Matter, ...]:
    """Return what is late, the longest wait first."""
    today = uk_time(now).date()
    stage = stage_of(facts, version, today)
    if stage is Stage.INVITED:
        return _unanswered(facts, now)
    if facts.agreed_on is None or stage in LEFT_ALONE:
        return ()
    due = due_now(facts, version, today)
    found = []
    if due is not None and due.until < today:
        found.append(Matter(MatterKind.VISIT_OVER, due.until, (today - due.until).days, due.visit))
    elif due is not None and (due.until - today).days < NEARLY_OVER:
        found.append(Matter(MatterKind.VISIT_CLOSING, due.until, (due.until - today).days + 1, due.visit))
    missed = _missed(facts, version, facts.agreed_on, today)
    if missed is not None:
        found.append(missed)
    return tuple(found)


def stuck_matters(facts: Facts, version: StudyVersion, now: datetime) -> tuple[Matter, ...]:
    """Return what does not go on by itself, each kind once."""
    today = uk_time(now).date()
    stage = stage_of(facts, version, today)
    found: dict[MatterKind, Matter] = {}
    if facts.unowned:
        found[MatterKind.TASK_UNOWNED] = _since(MatterKind.TASK_UNOWNED, facts.unowned[0].due_at, today)
    if stage in LEFT_ALONE:
        return tuple(found.values())
    if facts.held_since is not None and facts.agreed_on is not None:
        found[MatterKind.WORDS_MISSING] = _since(MatterKind.WORDS_MISSING, facts.held_since, today)
    for message in facts.messages:
        kind = _matter_of(message, facts, now)
        if kind is not None and not (stage is not Stage.INVITED and message.reason == MessageReason.INVITATION):
            found.setdefault(kind, _since(kind, message.changed_at, today))
    locked = _locked_at(facts, now)
    if locked is not None:
        found[MatterKind.CODE_LOCKED] = _since(MatterKind.CODE_LOCKED, locked, today)
    if stage is Stage.CHOOSING:
        alive = max(moment for moment in (facts.last_choice, facts.last_signed_in, facts.person.joined_at) if moment)
        if facts.person.state == "consented":
            found[MatterKind.AGREE_AGAIN] = _since(MatterKind.AGREE_AGAIN, alive, today)
        elif now - alive >= PATIENCE:
            found[MatterKind.CHOOSING_STOPPED] = _since(MatterKind.CHOOSING_STOPPED, alive, today)
    return tuple(found.values())


def _locked_at(facts: Facts, now: datetime) -> datetime | None:
    """Return since when texted codes do not let this person in; None when they do, or they came in since."""
    is_refused = facts.guessed_at is not None and now - facts.guessed_at < A_DAY
    locked = max(
        (moment for moment in (facts.code_locked, facts.guessed_at if is_refused else None) if moment), default=None
    )
    return None if locked is None or (facts.last_signed_in and facts.last_signed_in > locked) else locked


def _matter_of(message: WaitingMessage, facts: Facts, now: datetime) -> MatterKind | None:
    if message.state == "failed":
        is_mended = facts.last_sent is not None and facts.last_sent > message.changed_at
        return None if is_mended else MatterKind.MESSAGE_FAILED
    if message.state != "held" or (message.expires_at is not None and message.expires_at <= now):
        return None
    return _HELD.get(message.held_reason or "")


def _since(kind: MatterKind, moment: datetime, today: date) -> Matter:
    day = uk_time(moment).date()
    return Matter(kind, day, abs(today - day).days)


def _unanswered(facts: Facts, now: datetime) -> tuple[Matter, ...]:
    sent = [one.sent_at for one in facts.messages if one.reason == MessageReason.INVITATION and one.sent_at]
    if not sent or now - max(sent) < PATIENCE:
        return ()
    return (_since(MatterKind.INVITATION_UNANSWERED, max(sent), uk_time(now).date()),)


def _missed(facts: Facts, version: StudyVersion, agreed_on: date, today: date) -> Matter | None:
    """Return the visit that was never begun and whose window was the last to end; older ones are history."""
    begun = {visit.code for visit in facts.visits}
    opened = [plan for plan in version.visits if window_of(plan, agreed_on)[0] <= today]
    if not opened or opened[-1].code in begun:
        return None
    closes = window_of(opened[-1], agreed_on)[1]
    if closes >= today:
        return None
    return Matter(MatterKind.VISIT_MISSED, closes, (today - closes).days, opened[-1].code)


def _is_over(facts: Facts, version: StudyVersion, agreed_on: date, today: date) -> bool:
    """Say whether nothing more will be asked: every visit was sent, or its window has ended."""
    begun = {visit.code for visit in facts.visits}
    return all(plan.code in begun or window_of(plan, agreed_on)[1] < today for plan in version.visits)


def _judge(services: Services, facts: Facts) -> FamilyAtWork:
    now, today = services.clock.now(), services.clock.today()
    version = services.study.version_on(today)
    stage = stage_of(facts, version, today)
    return FamilyAtWork(
        number=facts.person.number,
        site=facts.person.site,
        stage=stage,
        needs=needs_from(facts.person.preferences),
        children=facts.person.children,
        due=None if stage in LEFT_ALONE else due_now(facts, version, today),
        late=late_matters(facts, version, now),
        stuck=stuck_matters(facts, version, now),
        last_contact=facts.last_contact,
        tasks=len(facts.tasks),
        unowned=frozenset(task.id for task in facts.unowned),
    )


def _read_facts(
    services: Services, tx: Transaction, signed: Sequence[consents.ConsentRecord], *, only: str = ""
) -> list[Facts]:
    study = services.study.code
    asking, basis = consenting.bases_of(services, tx)
    everybody = caseload.people(tx, study, only=only)
    rests_on = {one.number: basis.get(one.role, asking) for one in everybody}
    begun = _by_participant(caseload.visits_begun(tx, study, only=only))
    waiting = _by_participant(caseload.waiting_messages(tx, study, only=only))
    sent = caseload.last_sent(tx, study, only=only)
    chosen = caseload.last_choice(tx, study, only=only)
    came = caseload.last_signed_in(tx, study, only=only)
    talked = caseload.last_contact(tx, study, only=only)
    locked = caseload.locked_codes(tx, study, only=only)
    guessed = caseload.last_guessed_at(tx, study, only=only)
    tasks = _by_participant(caseload.open_tasks(tx, study, only=only))
    contacting = who_contacts(tx, services.study)
    unshown = held_since(tx, study, held_forms(services), only=only)
    newest = {
        record.consent.participant: record
        for record in signed
        if record.consent.module == rests_on[record.consent.participant].code
    }
    changed = caseload.changes(tx, study, only=only)
    agreed = {number: _agreed(record, rests_on[number], changed.get(number, ())) for number, record in newest.items()}
    return [
        Facts(
            person,
            visits=tuple(begun[person.number]),
            messages=tuple(waiting[person.number]),
            last_sent=sent.get(person.number),
            last_choice=chosen.get(person.number),
            last_signed_in=came.get(person.number),
            last_contact=talked.get(person.number),
            code_locked=locked.get(person.number),
            guessed_at=guessed.get(person.number),
            agreed_on=uk_time(newest[person.number].began_at).date()
            if person.number in agreed and agreed[person.number].in_force
            else None,
            questions_stopped=person.number in agreed and agreed[person.number].questions_stopped,
            is_asked_questions=rests_on[person.number].code == asking.code,
            tasks=tuple(tasks[person.number]),
            unowned=tuple(task for task in tasks[person.number] if not _has_somebody(task, person.site, contacting)),
            held_since=unshown.get(person.number),
        )
        for person in everybody
    ]


def _has_somebody(task: OpenTask, site: str, contacting: Mapping[str, frozenset[str]]) -> bool:
    """Say whether the owner or the deputy of a task is there to do it."""
    return any(site in contacting.get(code, frozenset()) for code in (task.owner, task.deputy) if code)


def _agreed(record: consents.ConsentRecord, module: ConsentModule, changes: Iterable[Change]) -> Agreed:
    signed = consenting.signed_answers(record.consent)
    return agreed_now(module, record.consent.module_version, signed, changes, place=record.id)


def _by_participant(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.participant].append(row)
    return found
