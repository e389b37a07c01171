"""Something about a family's messages that only a person can mend: one task for a colleague, not one for each message."""

from datetime import datetime, timedelta

from alongside.core.conduct.people import duties_of, grants_held
from alongside.core.conduct.services import Services
from alongside.core.definitions.roles import Duty
from alongside.core.messages.gate import Why
from alongside.core.storage import access, audit, families, staff, tasks
from alongside.core.storage.database import Transaction

ASK_AGAIN_AFTER = timedelta(days=28)
TIME_TO_MEND = timedelta(days=1)
WORKER = "the outbox"
ABOUT_SAFETY = frozenset({Why.SAFETY_NOT_KNOWN, Why.CHANNEL_NOT_SAFE, Why.CHECK_AGAIN, Why.NO_ADDRESS})


def ask_for_help(services: Services, tx: Transaction, participant: str, why: str) -> bool:
    """Ask the team to look at a family's messages; return False when the same was asked in the last four weeks.

    `why` is the reason that the message shows. The task goes to whoever contacts families at the site and has the fewest
    open tasks; without such a colleague only the record says it. Call it last in a transaction: it writes to the record.
    """
    now = services.clock.now()
    if access.count_guess(tx, f"help:{participant}:{why}", ASK_AGAIN_AFTER, now) > 1:
        return False
    owner = _who_can(services, tx, participant, now)
    if owner is not None:
        kind = "ask_safety" if why in ABOUT_SAFETY else "other"
        key = f"help:{participant}:{why}:{now.isoformat()}"
        tasks.add_task(tx, tasks.NewTask(participant, kind, owner, None, now + TIME_TO_MEND, WORKER, key), now)
    audit.append(tx, audit.AuditEvent("help_needed", WORKER, participant, {"why": why, "owner": owner or ""}), now)
    return True


def _who_can(services: Services, tx: Transaction, participant: str, now: datetime) -> str | None:
    person = families.participant(tx, participant)
    family = families.family(tx, person.family) if person else None
    if family is None:
        return None
    able = [
        account.code
        for account in staff.accounts(tx)
        if account.state == "active"
        and family.site
        in dict(duties_of(services.study, grants_held(tx, services.study, account.code))).get(
            Duty.CONTACT_FAMILIES, frozenset()
        )
    ]
    always = now + ASK_AGAIN_AFTER
    return min(able, key=lambda code: (len(tasks.open_tasks_for(tx, code, due_before=always)), code), default=None)
