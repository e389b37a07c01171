"""What staff do about what people told us: see it, say that we have it, hand it on, answer it, each in time.

The clock runs from the day on which it came. From day 25 whoever answers gets an e-mail, whether a page is opened or not.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.core.conduct.clock import STUDY_ZONE
from alongside.core.conduct.contact_log import Colleague, NotAColleagueError, names_of
from alongside.core.conduct.helping import WORKER
from alongside.core.conduct.queueing import Queueing, installed, queue_one, queue_to_staff, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.conduct.telling import NAME, REACH, REPLY, WORDS
from alongside.core.conduct.who_answers import answering_in
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.requests import (
    ACKNOWLEDGED_WITHIN,
    ALERTED_FROM,
    Outcome,
    ReplyBy,
    ToldBy,
    Urgency,
    alert_on,
    urgency_on,
)
from alongside.core.messages.gate import choose_channel
from alongside.core.storage import audit, families, requests
from alongside.core.storage.database import Transaction
from alongside.core.storage.requests import Request

REASONS = ("to_answer", "to_hand_on", "to_check")
"""Why somebody reads the words; staff read `staff_requests.reason_<code>`."""
ANSWER = "answer"
"""The field of the vault with what staff noted of their answer."""


class ReasonUnknownError(AlongsideError):
    """Words were to be shown without one of the reasons that there are."""


class NoSafeMessageError(AlongsideError):
    """A message of ours may not go to this person, so they have to be told in another way."""


class WantsAnswerError(AlongsideError):
    """The request was to be noted as of somebody who left no way to be reached, and they did leave one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A request as it stands today. `days_left` counts to the last day; `urgency` is None once it was acknowledged."""

    request: Request
    days_left: int
    urgency: Urgency | None
    owner: str
    deputy: str
    was_late: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody told us, as they wrote it, and how they want to be answered."""

    words: str
    reply: ReplyBy
    name: str
    reach: str
    answer: str


def lines_for(services: Services, code: str) -> tuple[Line, ...]:
    """Return what a member of staff may see: first what has least time, then what waits for an answer, then what is done."""
    with services.records.read() as tx:
        answering = answering_in(tx, services.study)
        kept = [one for one in requests.requests_in(tx, services.study.code) if code in answering.who(one)]
    return tuple(sorted(_lines(services, kept), key=_order))


def pressing_lines_for(services: Services, code: str) -> tuple[Line, ...]:
    """Return what a member of staff may see whose clock is in its last days, or over; first what has least time."""
    with services.records.read() as tx:
        answering = answering_in(tx, services.study)
        kept = [one for one in _pressing(services, tx) if code in answering.who(one)]
    return tuple(_lines(services, kept))


def line_for(services: Services, code: str, reference: str) -> Line | None:
    """Return one request, if this member of staff may see it."""
    with services.records.read() as tx:
        kept = requests.request_with(tx, reference)
        if kept is None or kept.study != services.study.code or code not in answering_in(tx, services.study).who(kept):
            return None
    return _lines(services, [kept])[0]


def every_open_line(services: Services) -> tuple[Line, ...]:
    """Return everything that was not answered, first what has least time."""
    with services.records.read() as tx:
        kept = [one for one in requests.requests_in(tx, services.study.code) if one.answered_at is None]
    return tuple(sorted(_lines(services, kept), key=_order))


def read_words(services: Services, request: Request, reason: str, *, by: str) -> Words:
    """Put on record that somebody reads the words, then return them.

    Raises:
        ReasonUnknownError: the reason is not one of `REASONS`; nothing was shown.
    """
    if reason not in REASONS:
        raise ReasonUnknownError("words were asked for without a reason from the list")
    with services.records.write() as tx:
        details = {"reference": request.reference, "reason": reason}
        audit.append(tx, audit.AuditEvent("request_read", by, request.subject, details), services.clock.now())
    return _words_of(services, request)


def may_message(services: Services, request: Request) -> bool:
    """Say whether a message of ours can tell its writer that we have it: they take part, and named a safe way."""
    if request.participant is None:
        return False
    with services.records.read() as tx, services.vault.read() as sealed:
        return _may_message(services, tx, sealed, request.participant)


def acknowledge(services: Services, request: Request, how: ToldBy, at: datetime, *, by: str) -> bool:
    """Note how and when its writer was told that we have it, and send our message if it is that; False if they were before.

    Raises:
        NoSafeMessageError: no message of ours may go to this person.
        WantsAnswerError: `how` says that they left no way to be reached, and they did.
    """
    if how is ToldBy.NO_WAY and _can_be_reached(services, request):
        raise WantsAnswerError("somebody who can be reached was not told that we have what they told us")
    now = services.clock.now()
    with services.records.write() as tx, services.vault.read() as sealed:
        if not requests.acknowledge(tx, request.id, how=how.value, at=at, by=by):
            return False
        if how is ToldBy.MESSAGE:
            if request.participant is None or not _may_message(services, tx, sealed, request.participant):
                raise NoSafeMessageError("a message of ours may not go to this person")
            period = f"request:{request.reference}"
            queue_one(services, tx, sealed, Queueing(request.participant, MessageReason.HEARD_YOU, period))
        details = {"reference": request.reference, "told": how.value}
        audit.append(tx, audit.AuditEvent("request_acknowledged", by, request.subject, details), now)
    return True


def answer(services: Services, request: Request, outcome: Outcome, note: str, *, by: str) -> bool:
    """Note what came of an acknowledged request; False if it was noted before, or nobody said yet that we have it."""
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        if not requests.answer(tx, request.id, outcome=outcome.value, at=now, by=by):
            return False
        if note:
            subject = requests.words_subject(request.request_key)
            family = _family_of(tx, request)
            services.vault.put(sealed, family=family, subject=subject, field=ANSWER, value=note, at=now)
        details = {"reference": request.reference, "outcome": outcome.value}
        audit.append(tx, audit.AuditEvent("request_answered", by, request.subject, details), now)
    return True


def colleagues_for(services: Services, request: Request) -> tuple[Colleague, ...]:
    """Return who may answer a request, by name."""
    with services.records.read() as tx:
        able = answering_in(tx, services.study).who(request)
    names = names_of(services, able)
    return tuple(
        sorted((Colleague(code, names[code]) for code in able), key=lambda one: (one.name.casefold(), one.code))
    )


def hand_over(services: Services, request: Request, *, owner: str, deputy: str | None, by: str) -> bool:
    """Give a request an owner, and somebody who stands in; False when it was answered.

    Raises:
        NotAColleagueError: one of them may not answer this request.
    """
    now = services.clock.now()
    with services.records.write() as tx:
        able = answering_in(tx, services.study).who(request)
        if owner not in able or (deputy is not None and deputy not in able):
            raise NotAColleagueError("a request was given to somebody who may not answer it")
        if not requests.hand_over(tx, request.id, owner=owner, deputy=deputy):
            return False
        _remind(services, tx, request.reference, request.site, request.acknowledge_by, {owner, deputy} - {by, None})
        details = {"reference": request.reference, "owner": owner, "deputy": deputy or ""}
        audit.append(tx, audit.AuditEvent("request_handed_over", by, request.subject, details), now)
    return True


def raise_alerts(services: Services) -> int:
    """E-mail whoever answers about what was not acknowledged in 25 days or more; return how many were queued.

    Run it as often as you like: each alert is queued once. The owner and the deputy get it; everybody who may answer does
    when neither is there any more, and from the last day on.
    """
    now, today = services.clock.now(), services.clock.today()
    queued = 0
    with services.records.read() as tx:
        waiting = _pressing(services, tx)
    for request in waiting:
        day = alert_on(today, request.acknowledge_by)
        if day is None:
            continue
        with services.records.write() as tx:
            period = f"request:{request.reference}:{day}"
            told = [
                code
                for code in sorted(_whom_to_alert(services, tx, request, today))
                if queue_to_staff(services, tx, code, MessageReason.TASK_URGENT, period=period, site=request.site)
            ]
            if told:
                details = {"reference": request.reference, "day": str(day)}
                audit.append(tx, audit.AuditEvent("request_pressing", WORKER, request.subject, details), now)
        queued += len(told)
    return queued


def _pressing(services: Services, tx: Transaction) -> list[Request]:
    due_by = services.clock.today() + timedelta(days=ACKNOWLEDGED_WITHIN - ALERTED_FROM)
    return requests.waiting_requests(tx, services.study.code, due_by=due_by)


def _whom_to_alert(services: Services, tx: Transaction, request: Request, today: date) -> frozenset[str]:
    able = answering_in(tx, services.study).who(request)
    own = able & {code for code in (request.owner, request.deputy) if code}
    return own if own and today < request.acknowledge_by else able


def _remind(
    services: Services, tx: Transaction, reference: str, site: str, due_on: date, codes: set[str | None]
) -> None:
    for code in codes:
        if code is not None:
            queue_to_staff(
                services,
                tx,
                code,
                MessageReason.TASK_DUE,
                period=f"request:{reference}:given",
                site=site,
                due_on=due_on,
            )


def _may_message(services: Services, tx: Transaction, sealed: Transaction, participant: str) -> bool:
    person = families.participant(tx, participant)
    safe = safe_contact_of(services, sealed, participant)
    if person is None or person.state == "withdrawn" or safe is None or not safe.known or safe.stopped:
        return False
    return choose_channel(MessageReason.HEARD_YOU, safe, installed(services)) is not None


def _can_be_reached(services: Services, request: Request) -> bool:
    """Say whether its writer wants an answer and left a way for it; a family has always one."""
    words = _words_of(services, request)
    if words.reply is ReplyBy.NONE:
        return False
    return request.participant is not None or bool(words.reach)


def _words_of(services: Services, request: Request) -> Words:
    with services.vault.read() as sealed:
        kept = services.vault.fields(sealed, requests.words_subject(request.request_key))
    return Words(
        words=kept.get(WORDS, ""),
        reply=ReplyBy(kept.get(REPLY, ReplyBy.NONE)),
        name=kept.get(NAME, ""),
        reach=kept.get(REACH, ""),
        answer=kept.get(ANSWER, ""),
    )


def _family_of(tx: Transaction, request: Request) -> str:
    """Return whose key seals the words of a request."""
    person = families.participant(tx, request.participant) if request.participant else None
    return person.family if person else requests.words_subject(request.request_key)


def _lines(services: Services, kept: list[Request]) -> list[Line]:
    today = services.clock.today()
    names = names_of(services, frozenset(code for one in kept for code in (one.owner, one.deputy) if code))
    return [
        Line(
            one,
            (one.acknowledge_by - today).days,
            urgency_on(today, one.acknowledge_by) if one.acknowledged_at is None else None,
            names.get(one.owner or "", ""),
            names.get(one.deputy or "", ""),
            _is_late(one),
        )
        for one in kept
    ]


def _order(line: Line) -> tuple[bool, bool]:
    return line.urgency is None, line.request.answered_at is not None


def _is_late(one: Request) -> bool:
    return one.acknowledged_at is not None and one.acknowledged_at.astimezone(STUDY_ZONE).date() > one.acknowledge_by
