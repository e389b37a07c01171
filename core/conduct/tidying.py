"""Tidying that runs with the reminders: what has ended is forgotten, and what the vault holds alone is counted."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.core.conduct.arriving import LONG_KEEP
from alongside.core.conduct.services import Services
from alongside.core.storage import access
from alongside.core.storage.orphans import find_orphans

STILL_BEING_WRITTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many subjects of the vault have no record: the second of two commits failed, and a person has to look."""

    orphans: int


def tidy(services: Services) -> Tidied:
    """Forget ended sessions, codes and counters, and count what the vault holds without a record."""
    now = services.clock.now()
    with services.records.write() as tx:
        access.forget_ended(tx, now, absolute=LONG_KEEP)
    with services.vault.read() as sealed, services.records.read() as tx:
        return Tidied(len(find_orphans(sealed, tx, before=now - STILL_BEING_WRITTEN)))
