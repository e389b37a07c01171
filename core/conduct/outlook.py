"""What goes out in the next days, and what was not sent and why: asked of the same rules that send, and changing nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from alongside.core.conduct.clock import Clock
from alongside.core.conduct.deciding import Leave as Leaving
from alongside.core.conduct.deciding import Looked, PutOff, decide_fate, look_at
from alongside.core.conduct.families import why_not_sent
from alongside.core.conduct.queueing import Queueing, installed, safe_contacts_of
from alongside.core.conduct.reminding import plan_reminders
from alongside.core.conduct.sending import ANSWER_LOST, WAITING_FOR_HOURS
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import RULES, ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.languages.tags import SOURCE_LANGUAGE
from alongside.core.messages.gate import choose_channel
from alongside.core.storage import addressees, message_lists
from alongside.core.storage.outbox import Message

A_WEEK = 7
FOUR_WEEKS = 28
PLANNED = "planned"
"""The state of a message that reminding will queue."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A message of the next days. `goes_at` is when the rules would let it go as things stand; None = not so, see `why`.

    `participant` is a study number, or the code of a member of staff, whose `site` is empty.
    """

    participant: str
    site: str
    reason: str
    channel: str
    state: str
    goes_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that was not sent: held, failed or cancelled; `why` is the code of the reason.

    `in_doubt` = it may have left all the same, and nobody but a person can find out; `reference` names it then.
    """

    reference: str
    participant: str
    site: str
    reason: str
    channel: str
    state: str
    since: datetime
    tried_again_at: datetime | None
    why: str
    in_doubt: bool


def going_out(services: Services, *, days: int = A_WEEK, sites: frozenset[str] | None = None) -> Iterator[Coming]:
    """Yield what would go out in the next days, or not; `sites` leaves out other sites, and messages to staff."""
    now = services.clock.now()
    until = now + timedelta(days=days)
    with services.records.read() as tx:
        for portion in message_lists.waiting(tx, services.study.code, until=until):
            yield from _foresee(services, portion, now, until, sites)
    for planned in plan_reminders(services, until=(services.clock.today() + timedelta(days=days))):
        if planned.found:
            yield from _foresee(services, _as_messages(services, planned.found), now, until, sites)


def not_sent(services: Services, *, days: int = FOUR_WEEKS, sites: frozenset[str] | None = None) -> Iterator[Unsent]:
    """Yield what is held, and what failed or was cancelled in the last days; `sites` as in `going_out`."""
    since = services.clock.now() - timedelta(days=days)
    with services.records.read() as tx:
        for portion in message_lists.unsent(tx, services.study.code, since=since):
            people = addressees.addressees(tx, {message.participant for message in portion})
            for message in portion:
                person = people.get(message.participant)
                site = person.site if person else ""
                if sites is None or site in sites:
                    yield Unsent(
                        message.reference,
                        message.participant,
                        site,
                        message.reason,
                        message.channel,
                        message.state,
                        message.changed_at,
                        message.held_until,
                        message.held_reason or "",
                        in_doubt=message.held_reason == ANSWER_LOST and message.maybe_sent,
                    )


def words_for(services: Services, why: str) -> str:
    """Return a reason in words for staff; the code itself where there are none, and nothing for no reason."""
    text_id = why_not_sent(services, why)
    return services.book.say(text_id, SOURCE_LANGUAGE).words if text_id else why


def _foresee(
    services: Services, messages: Iterable[Message], now: datetime, until: datetime, sites: frozenset[str] | None
) -> Iterator[Coming]:
    listed = sorted(messages, key=_looked_at)
    looked = look_at(services, listed)
    for message in listed:
        person = looked.people.get(message.participant)
        site = person.site if person else ""
        if sites is None or site in sites:
            yield _coming(services, message, looked, now, until, site)


def _looked_at(message: Message) -> datetime:
    return message.held_until or message.due_at


def _coming(services: Services, message: Message, looked: Looked, now: datetime, until: datetime, site: str) -> Coming:
    state = message.state if message.id > 0 else PLANNED
    at = max(now, _looked_at(message))
    goes_at, why = None, ""
    if message.maybe_sent:
        why = ANSWER_LOST
    else:
        goes_at, why = _when(services, message, looked, at)
        if goes_at is not None and goes_at >= until:
            goes_at, why = None, WAITING_FOR_HOURS
    return Coming(message.participant, site, message.reason, message.channel, state, goes_at, why)


def _when(services: Services, message: Message, looked: Looked, at: datetime) -> tuple[datetime | None, str]:
    """Return when a message may leave, looked at from a moment on; None with the reason when it may not."""
    fate = decide_fate(services.with_clock(Clock(source=_always(at))), message, looked)
    if isinstance(fate, Leaving):
        return at, ""
    if not isinstance(fate, PutOff):
        return None, fate.why
    if fate.reason != WAITING_FOR_HOURS or fate.until <= at:
        return None, fate.reason
    return _when(services, message, looked, fate.until)  # every rule once more, at the opening of the safe hours


def _as_messages(services: Services, planned: Iterable[Queueing]) -> list[Message]:
    """Return what reminding will queue as the messages that they will be; their numbers are below zero."""
    listed = list(planned)
    with services.vault.read() as sealed:
        safe = safe_contacts_of(services, sealed, {one.participant for one in listed})
    numbers = count(-1, -1)
    return [_as_message(services, one, safe[one.participant], next(numbers)) for one in listed]


def _as_message(services: Services, one: Queueing, safe: SafeContact | None, number: int) -> Message:
    now = services.clock.now()
    channel = choose_channel(one.reason, safe, installed(services)) or ChannelKind.SMS
    return Message(
        id=number,
        study=services.study.code,
        participant=one.participant,
        reason=one.reason.value,
        period=one.period,
        channel=channel.value,
        priority=RULES[one.reason].priority,
        due_at=one.due_at or now,
        expires_at=one.expires_at,
        values={"next_step": one.next_step.value} if one.next_step else {},
        reference="",
        state="queued",
        attempts=0,
        held_reason=None,
        held_until=None,
        claimed_by=None,
        claimed_until=None,
        maybe_sent=False,
        provider_reference=None,
        sent_at=None,
        queued_at=now,
        changed_at=now,
    )


def _always(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
