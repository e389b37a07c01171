"""Talks with families: they are booked, moved, cancelled and held; the family hears of each time, and once more before it.

A message about a talk is named by the talk and by how often it had moved. So it is decided again at sending: what was
said of an older time, of a talk that is off, or of one that is over, does not leave.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.contact_log import KeptOtherwiseError, NotAColleagueError, names_of, who_contacts
from alongside.core.conduct.people import Acting
from alongside.core.conduct.queueing import Queueing, queue_one
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import MessageReason
from alongside.core.storage import appointments, audit, families, outbox, tasks
from alongside.core.storage.appointments import Appointment
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import UnknownSubjectError

__all__ = [
    "Appointment",
    "Talk",
    "TalkChangedError",
    "TalkPastError",
    "When",
    "ask_for_another_time",
    "book",
    "cancel",
    "is_another_time_asked",
    "move",
    "named_in",
    "next_talk",
    "note_done",
    "talk_of",
    "talks_for",
    "talks_of",
]

REMINDED_FROM = time(9)
"""On the day before, by the clock of the study; the safe hours of the family are asked again when it leaves."""
BEFORE = "before"
TALK_MOVED, TALK_CANCELLED = "talk_moved", "talk_cancelled"
"""Why a message about a talk was cancelled; staff read `staff_messages.why_<code>`."""
TIME_TO_ANSWER = timedelta(days=1)


class TalkChangedError(AlongsideError):
    """A talk was moved or ended by somebody else since the page was made; nothing was written now."""


class TalkPastError(AlongsideError):
    """A talk was to be put at a time that has passed; nothing was written."""


class Named(NamedTuple):
    """The talk that a message is about, and how often it had moved when that message was queued."""

    talk: int
    moved: int


@dataclass(frozen=True, slots=True)
class When:
    """When and how a talk is held; `how` is a code of `appointments.WAYS`, `staff` the code of who holds it."""

    start: datetime
    minutes: int
    how: str
    staff: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with the name of who holds it."""

    appointment: Appointment
    name: str


def book(services: Services, number: str, when: When, *, by: str, request_key: str) -> None:
    """Book a talk with a family once, tell them, and remind them the day before.

    Raises:
        NotAColleagueError: who is to hold it does not contact families at this family's site.
        TalkPastError: the time has passed.
        KeptOtherwiseError: the same request booked another time before; nothing was written now.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.read() as sealed:
        before = appointments.appointment_of_request(tx, request_key)
        if before is None:
            _check(services, tx, number, when, now)
        new = appointments.NewAppointment(request_key, number, when.start, when.minutes, when.how, when.staff, by)
        talk_id = appointments.book(tx, new, now)
        if talk_id is None:
            if before is None or _when_of(before) != when:
                raise KeptOtherwiseError("a request came again with another time")
            return
        _tell(services, tx, sealed, number, Named(talk_id, 0), when.start, MessageReason.APPOINTMENT)
        audit.append(tx, audit.AuditEvent("talk_booked", by, number, _details(when)), now)


def move(services: Services, number: str, talk_id: int, when: When, *, seen: int, by: str) -> bool:
    """Give a talk another time, and tell the family; what had not left of the old one does not leave any more.

    `seen` is how often it had moved on the page. False when it is like this already, or there is no such talk.

    Raises:
        NotAColleagueError: who is to hold it does not contact families at this family's site.
        TalkPastError: the time has passed.
        TalkChangedError: somebody else moved or ended it since.
    """
    now = services.clock.now()
    with services.records.write() as tx, services.vault.read() as sealed:
        talk = talk_of(tx, number, talk_id)
        if talk is None or (talk.is_open and _when_of(talk) == when):
            return False
        _check(services, tx, number, when, now)
        is_moved = appointments.move(
            tx,
            talk_id,
            start=when.start,
            minutes=when.minutes,
            how=when.how,
            staff=when.staff,
            seen=seen,
            by=by,
            at=now,
        )
        if not is_moved:
            raise TalkChangedError("a talk was moved or ended by somebody else since")
        _take_back(tx, number, Named(talk_id, seen), TALK_MOVED, now)
        _tell(services, tx, sealed, number, Named(talk_id, seen + 1), when.start, MessageReason.APPOINTMENT_MOVED)
        _finish_tasks(tx, talk, by, now)
        audit.append(tx, audit.AuditEvent("talk_moved", by, number, _details(when)), now)
    return True


def cancel(services: Services, number: str, talk_id: int, *, by: str) -> bool:
    """Note that a talk will not be held, and take back what had not left; False when it was ended before."""
    now = services.clock.now()
    with services.records.write() as tx:
        talk = talk_of(tx, number, talk_id)
        if talk is None or not appointments.cancel(tx, talk_id, by=by, at=now):
            return False
        _take_back(tx, number, Named(talk_id, talk.moved), TALK_CANCELLED, now)
        _finish_tasks(tx, talk, by, now)
        audit.append(tx, audit.AuditEvent("talk_cancelled", by, number, _details(_when_of(talk))), now)
    return True


def note_done(services: Services, number: str, talk_id: int, *, by: str) -> bool:
    """Note that a talk was held; False when its time has not come, or it was ended before."""
    now = services.clock.now()
    with services.records.write() as tx:
        talk = talk_of(tx, number, talk_id)
        if talk is None or talk.start > now or not appointments.note_done(tx, talk_id, by=by, at=now):
            return False
        audit.append(tx, audit.AuditEvent("talk_done", by, number, _details(_when_of(talk))), now)
    return True


def talks_of(services: Services, number: str) -> tuple[Talk, ...]:
    """Return a family's talks that are neither cancelled nor done, first what is first."""
    with services.records.read() as tx:
        return _with_names(services, appointments.open_appointments_of(tx, number))


def talks_for(services: Services, code: str, *, start: datetime, end: datetime) -> tuple[Talk, ...]:
    """Return the talks that a member of staff holds in a time, first what is first."""
    with services.records.read() as tx:
        return _with_names(services, appointments.open_appointments_for(tx, code, start=start, end=end))


def talk_of(tx: Transaction, number: str, talk_id: int) -> Appointment | None:
    """Return a talk of this family, whatever became of it."""
    talk = appointments.appointment(tx, talk_id)
    return talk if talk is not None and talk.participant == number else None


def next_talk(tx: Transaction, number: str, now: datetime) -> Appointment | None:
    """Return a family's next talk: it is theirs to see until it is over."""
    listed = appointments.open_appointments_of(tx, number)
    return next((one for one in listed if one.start + timedelta(minutes=one.minutes) > now), None)


def ask_for_another_time(services: Services, acting: Acting) -> bool:
    """Let a family ask for another time of its next talk: who holds it gets a task. False when there is none, or it was asked.

    The talk stays as it is until somebody of the team has spoken with them.
    """
    now = services.clock.now()
    with services.records.write() as tx:
        families.lock_participant(tx, acting.subject)  # of two taps at once, one asks
        talk = next_talk(tx, acting.subject, now)
        if talk is None or _tasks_about(tx, talk):
            return False
        due, key = min(now + TIME_TO_ANSWER, max(talk.start, now)), f"{_asked(talk)}{now.isoformat()}"
        task = tasks.NewTask(acting.subject, "move_talk", talk.staff, None, due, acting.subject, key)
        tasks.add_task(tx, task, now)
        audit.append(tx, audit.AuditEvent("talk_time_asked", acting.subject, acting.subject, {}), now)
    return True


def is_another_time_asked(tx: Transaction, talk: Appointment) -> bool:
    """Return whether the family has asked for another time, and nobody has done anything about it yet."""
    return bool(_tasks_about(tx, talk))


def named_in(period: str) -> Named | None:
    """Return which talk a message's period names; None when it names none."""
    talk, _, moved = period.removesuffix(f":{BEFORE}").partition(":")
    return Named(int(talk), int(moved)) if talk.isdecimal() and moved.isdecimal() else None


def _tell(
    services: Services,
    tx: Transaction,
    sealed: Transaction,
    number: str,
    named: Named,
    start: datetime,
    reason: MessageReason,
) -> None:
    """Queue what tells of a time now, and what tells of it once more on the day before, if that day is still to come.

    From then on the second one says it: who could not be reached before is not told twice at once.
    """
    period = f"{named.talk}:{named.moved}"
    day_before = (start.astimezone(STUDY_ZONE) - timedelta(days=1)).date()
    reminded_at = datetime.combine(day_before, REMINDED_FROM, STUDY_ZONE)
    is_reminded = day_before > services.clock.today()
    now = Queueing(number, reason, period, expires_at=reminded_at if is_reminded else start, when=start)
    queue_one(services, tx, sealed, now)
    if is_reminded:
        before = Queueing(
            number, MessageReason.APPOINTMENT, f"{period}:{BEFORE}", due_at=reminded_at, expires_at=start, when=start
        )
        queue_one(services, tx, sealed, before)


def _take_back(tx: Transaction, number: str, named: Named, why: str, now: datetime) -> None:
    period = f"{named.talk}:{named.moved}"
    for reason in (MessageReason.APPOINTMENT, MessageReason.APPOINTMENT_MOVED):
        for one in (period, f"{period}:{BEFORE}"):
            outbox.cancel_for(tx, number, reason.value, period=one, why=why, at=now)


def _check(services: Services, tx: Transaction, number: str, when: When, now: datetime) -> None:
    person = families.participant(tx, number)
    family = families.family(tx, person.family) if person else None
    if family is None:
        raise UnknownSubjectError("a talk was booked for a study number that names nobody")
    if family.site not in who_contacts(tx, services.study).get(when.staff, frozenset()):
        raise NotAColleagueError("a talk was given to somebody who does not contact families at its site")
    if when.start <= now:
        raise TalkPastError("a talk was to be put at a time that has passed")


def _when_of(talk: Appointment) -> When:
    return When(talk.start, talk.minutes, talk.how, talk.staff)


def _asked(talk: Appointment) -> str:
    return f"talk:{talk.id}:"


def _tasks_about(tx: Transaction, talk: Appointment) -> list[tasks.Task]:
    return [one for one in tasks.open_tasks_of(tx, talk.participant) if one.request_key.startswith(_asked(talk))]


def _finish_tasks(tx: Transaction, talk: Appointment, by: str, now: datetime) -> None:
    """Note as done what the family asked for: with a new time, or with no talk, nobody has to ring about it."""
    for task in _tasks_about(tx, talk):
        tasks.finish(tx, task.id, by=by, at=now)
        audit.append(tx, audit.AuditEvent("task_done", by, talk.participant, {"kind": task.kind}), now)


def _details(when: When) -> dict[str, str]:
    return {"how": when.how, "start": when.start.astimezone(STUDY_ZONE).strftime("%Y-%m-%d %H:%M"), "owner": when.staff}


def _with_names(services: Services, listed: list[Appointment]) -> tuple[Talk, ...]:
    names = names_of(services, frozenset(one.staff for one in listed))
    return tuple(Talk(one, names[one.staff]) for one in listed)
