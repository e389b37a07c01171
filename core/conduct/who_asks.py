"""Who asks you, and when: the family chooses, the team sees it, and "ask me by phone instead" makes a task for them.

Choices are in the records; what somebody writes in their own words can name a person, and is sealed in the vault.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.core.conduct.answering import NotYourPageError, OpenVisit, Part
from alongside.core.conduct.helping import ASK_BY_PHONE, ask_for_help, is_asked_for
from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.storage import asking_wishes, audit, families, tasks, visits
from alongside.core.storage.asking_wishes import AskingWish, Who
from alongside.core.storage.database import Transaction

TIMES = ("morning", "midday", "afternoon", "evening")
"""Times of the day at which it is good to be rung; none = any safe time."""
WORDS = "who_asks"
"""The field of the vault in which somebody's own words about this are."""


@dataclass(frozen=True, slots=True)
class WhoAsks:
    """Who should ask, and when; `words` are the person's own."""

    who: Who | None = None
    same_language: bool = False
    same_community: bool = False
    times: Sequence[str] = ()
    words: str = ""

    @property
    def is_said(self) -> bool:
        """Whether anything was chosen or written."""
        return bool(self.who or self.same_language or self.same_community or self.times or self.words)


@dataclass(frozen=True, slots=True)
class Call:
    """A part that somebody wants to be asked by telephone: the task of the team, and what the part is called among staff."""

    task: int
    title: str


def who_asks(services: Services, number: str, *, with_words: bool = True) -> WhoAsks:
    """Return what a participant chose; their own words only with `with_words`."""
    with services.records.read() as tx:
        kept = asking_wishes.wish_of(tx, number) or AskingWish()
    words = ""
    if with_words:
        with services.vault.read() as sealed:
            words = services.vault.get(sealed, number, WORDS) or ""
    return WhoAsks(kept.who, kept.same_language, kept.same_community, tuple(kept.times.split()), words)


def keep_who_asks(services: Services, acting: Acting, wish: WhoAsks) -> None:
    """Keep who should ask, and when. New words take the place of those that are there; none leave them."""
    with services.records.write() as tx:
        _keep(services, tx, acting, wish)


def ask_by_phone(services: Services, acting: Acting, part: Part, wish: WhoAsks) -> bool:
    """Ask the team to ask a part by telephone; False when they were asked before. Who should ask is kept each time.

    The part stays open: the person can still answer it themselves.
    """
    with services.records.write() as tx:
        _keep(services, tx, acting, wish)
        return ask_for_help(services, tx, acting.subject, _why(part))


def is_asked_by_phone(services: Services, part: Part) -> bool:
    """Return whether the team was asked to ask this part by telephone, and has not done it."""
    with services.records.read() as tx:
        return is_asked_for(tx, part.sheet.participant, _why(part), services.clock.now())


def next_to_answer(services: Services, visit: OpenVisit) -> Part | None:
    """Return the part to go on with: one that is to be asked by telephone comes after all others."""
    left = [part for part in visit.parts if not part.is_sent and not part.is_held]
    if len(left) < 2:  # noqa: PLR2004 - the one that is left
        return next(iter(left), None)
    return next((part for part in left if not is_asked_by_phone(services, part)), left[0])


def take_back_call(services: Services, acting: Acting, part: Part) -> bool:
    """Note that nobody needs to ring about a part any more; False when nobody was asked to."""
    now = services.clock.now()
    with services.records.write() as tx:
        open_tasks = [one for one in tasks.open_tasks_of(tx, acting.subject) if _sheet_of(one) == part.sheet.id]
        for task in open_tasks:
            tasks.finish(tx, task.id, by=acting.subject, at=now)
            audit.append(tx, audit.AuditEvent("task_done", acting.subject, acting.subject, {"kind": task.kind}), now)
    return bool(open_tasks)


def calls_wanted(services: Services, number: str) -> tuple[Call, ...]:
    """Return the parts that a participant wants to be asked by telephone."""
    with services.records.read() as tx:
        found = [(task, _sheet_of(task)) for task in tasks.open_tasks_of(tx, number)]
        sheets = [(task, visits.sheet(tx, sheet)) for task, sheet in found if sheet is not None]
    instruments = services.catalogue.instruments
    return tuple(Call(task.id, instruments[sheet.instrument].title) for task, sheet in sheets if sheet is not None)


def _keep(services: Services, tx: Transaction, acting: Acting, wish: WhoAsks) -> None:
    now = services.clock.now()
    person = families.participant(tx, acting.subject)
    if person is None:
        raise NotYourPageError("nobody with this study number")
    families.lock_participant(tx, acting.subject)
    times = " ".join(one for one in TIMES if one in wish.times)
    kept = AskingWish(wish.who, wish.same_language, wish.same_community, times)
    asking_wishes.keep(tx, acting.subject, kept, now)
    if not wish.words:
        return
    with services.vault.write() as sealed:
        services.vault.put(sealed, family=person.family, subject=acting.subject, field=WORDS, value=wish.words, at=now)


def _why(part: Part) -> str:
    return f"{ASK_BY_PHONE}:{part.sheet.id}"


def _sheet_of(task: tasks.Task) -> int | None:
    """Return the number of the sheet that a task is to ask by telephone; None for any other task."""
    _, _, reason = task.request_key.partition(f":{ASK_BY_PHONE}:")
    number = reason.partition(":")[0]
    return int(number) if number.isdecimal() else None
