"""Tidying that runs with the reminders: what has ended is forgotten, and what the vault holds alone is counted."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.core.conduct.arriving import LONG_KEEP, PENDING
from alongside.core.conduct.services import Services
from alongside.core.conduct.signing_in import SECOND
from alongside.core.conduct.unsent import forget_old_forms
from alongside.core.storage import access
from alongside.core.storage.orphans import find_orphans

STILL_BEING_WRITTEN = timedelta(hours=1)
WAITS = timedelta(days=1)
"""Who has not given a code, or the second way, after so long begins again; each press of a link makes such a session."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many subjects of the vault have no record: the second of two commits failed, and a person has to look."""

    orphans: int


def tidy(services: Services) -> Tidied:
    """Forget ended sessions, codes and counters, and count what the vault holds without a record."""
    now = services.clock.now()
    with services.records.write() as tx:
        access.forget_ended(tx, now, absolute=LONG_KEEP, waiting={PENDING: WAITS, SECOND: WAITS})
    forget_old_forms(services)
    with services.vault.read() as sealed, services.records.read() as tx:
        return Tidied(len(find_orphans(sealed, tx, before=now - STILL_BEING_WRITTEN)))
