"""Something that only a person can do for a family: one task for a colleague, not one for each time it comes up."""

from datetime import datetime, timedelta

from alongside.core.conduct.contact_log import who_contacts
from alongside.core.conduct.services import Services
from alongside.core.messages.gate import Why
from alongside.core.storage import audit, families, guesses, tasks
from alongside.core.storage.database import Transaction

NOBODY_CAN = timedelta(days=28)
"""Where no colleague can do it, the record says so once in this time."""
TIME_TO_MEND = timedelta(days=1)
WORKER = "the outbox"
NUMBER_CHANGED = "number_changed"
"""A new number was proved with a code: somebody checks that it is really the family who changed it."""
UNREAD_REPLY = "unread_reply"
"""Somebody replied something that we do not read: it may have meant stop."""
TALK_WANTED = "talk_wanted"
"""The family asked that somebody goes through the information with them."""
SAY_IT = "say_it"
"""The family wants to say their choices to one of us, instead of signing on the page."""
ASK_BY_PHONE = "ask_by_phone"
"""Begins the reason of a task to ask the questions of a part by telephone; the number of its sheet follows after a colon."""
TO_GO_THROUGH = frozenset({TALK_WANTED, SAY_IT})
ABOUT_SAFETY = frozenset(
    {
        Why.SAFETY_NOT_KNOWN.value,
        Why.CHANNEL_NOT_SAFE.value,
        Why.CHECK_AGAIN.value,
        Why.NO_ADDRESS.value,
        NUMBER_CHANGED,
        UNREAD_REPLY,
    }
)


def ask_for_help(services: Services, tx: Transaction, participant: str, why: str) -> bool:
    """Ask the team for something that only a person can do; return False while the same task is still open.

    `why` is a message's reason, `NUMBER_CHANGED`, `UNREAD_REPLY`, `TALK_WANTED`, `SAY_IT`, or begins with `ASK_BY_PHONE`. The task goes to whoever contacts families at the
    site and has the fewest open tasks; without such a colleague only the record says it. Call it last in a transaction:
    it writes to the record.
    """
    now = services.clock.now()
    asked = f"help:{participant}:{why}"
    if families.participant(tx, participant) is not None:
        families.lock_participant(tx, participant)  # of two workers with the same message, one asks
    if any(one.request_key.startswith(f"{asked}:") for one in tasks.open_tasks_of(tx, participant)):
        return False
    owner = _who_can(services, tx, participant, now)
    if owner is None and guesses.count_guess(tx, asked, NOBODY_CAN, now) > 1:
        return False
    if owner is not None:
        kind = _kind_of(why)
        key = f"{asked}:{now.isoformat()}"
        tasks.add_task(tx, tasks.NewTask(participant, kind, owner, None, now + TIME_TO_MEND, WORKER, key), now)
    audit.append(tx, audit.AuditEvent("help_needed", WORKER, participant, {"why": why, "owner": owner or ""}), now)
    return True


def is_asked_for(tx: Transaction, participant: str, why: str, now: datetime) -> bool:
    """Say whether the team was asked for this, and nobody has done it yet."""
    asked = f"help:{participant}:{why}"
    has_task = any(one.request_key.startswith(f"{asked}:") for one in tasks.open_tasks_of(tx, participant))
    return has_task or guesses.look(tx, asked, now) is not None


def _kind_of(why: str) -> str:
    if why.startswith(ASK_BY_PHONE):
        return ASK_BY_PHONE
    return "ask_safety" if why in ABOUT_SAFETY else "go_through" if why in TO_GO_THROUGH else "other"


def _who_can(services: Services, tx: Transaction, participant: str, now: datetime) -> str | None:
    person = families.participant(tx, participant)
    family = families.family(tx, person.family) if person else None
    if family is None:
        return None
    able = [code for code, sites in who_contacts(tx, services.study).items() if family.site in sites]
    always = now + NOBODY_CAN
    return min(able, key=lambda code: (len(tasks.open_tasks_for(tx, code, due_before=always)), code), default=None)
