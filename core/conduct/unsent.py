"""What a member of staff had typed when their session ran out: sealed, and given back after they sign in again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct import staff_vault
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.storage import presence

FIELD = "unsent"
KEPT = timedelta(hours=12)
LONGEST = 100_000
"""Characters. The longest form of staff, with eight children and a note, has some 5,000."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that was not taken: where it was to go, and what was in it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def whose_ran_out(services: Services, token: str) -> str | None:
    """Return the member of staff whose session this was, if it ran out within twelve hours."""
    with services.records.read() as tx:
        found = presence.find_present(tx, token)
    if found is None or found.session.role != STAFF:
        return None
    return found.session.subject if services.clock.now() - found.session.seen_at < KEPT else None


def keep_unsent(services: Services, code: str, path: str, fields: Sequence[tuple[str, str]]) -> bool:
    """Keep a form for its writer; return False when it is longer than any of ours."""
    now = services.clock.now()
    kept = json.dumps({"at": now.isoformat(), "path": path, "fields": list(fields)})
    if len(kept) > LONGEST:
        return False
    with services.vault.write() as sealed:
        staff_vault.put(services, sealed, code, {FIELD: kept}, now)
    return True


def unsent_of(services: Services, code: str) -> Unsent | None:
    """Return the form that waits for this person; none is older than twelve hours."""
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code).get(FIELD, "")
    if not kept:
        return None
    told = json.loads(kept)
    if services.clock.now() - datetime.fromisoformat(told["at"]) >= KEPT:
        return None
    return Unsent(told["path"], tuple((name, value) for name, value in told["fields"]))


def forget_unsent(services: Services, code: str) -> None:
    """Forget the form: it was sent, or its writer does not want it any more."""
    with services.vault.write() as sealed:
        staff_vault.put(services, sealed, code, {FIELD: ""}, services.clock.now())
