"""Something about a family's messages that only a person can mend: one call for help, not one for each message."""

from datetime import timedelta

from alongside.core.conduct.services import Services
from alongside.core.storage import access, audit
from alongside.core.storage.database import Transaction

ASK_AGAIN_AFTER = timedelta(days=28)
WORKER = "the outbox"


def ask_for_help(services: Services, tx: Transaction, participant: str, why: str) -> bool:
    """Ask the team to look at a family's messages; return False when the same was asked in the last four weeks.

    `why` is the reason that the message shows. Call it last in a transaction: it writes to the record.
    """
    now = services.clock.now()
    if access.count_guess(tx, f"help:{participant}:{why}", ASK_AGAIN_AFTER, now) > 1:
        return False
    audit.append(tx, audit.AuditEvent("help_needed", WORKER, participant, {"why": why}), now)
    return True
