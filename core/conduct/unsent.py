"""What a member of staff had typed when their session ran out: sealed, and given back after they sign in again."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct import staff_vault
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.storage import presence, staff

PREFIX = "unsent:"
"""How the vault's fields are called that hold such forms, one each: two pages that were open keep two."""
KEPT = timedelta(hours=12)
LONGEST = 100_000
"""Characters. The longest form of staff, with eight children and a note, has some 5,000."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that was not taken: its own name, where it was to go, and what was in it."""

    name: str
    path: str
    fields: tuple[tuple[str, str], ...]
    at: datetime


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
        staff_vault.put(services, sealed, code, {PREFIX + secrets.token_hex(8): kept}, now)
    return True


def unsent_of(services: Services, code: str) -> tuple[Unsent, ...]:
    """Return the forms that wait for this person, oldest first; none is older than twelve hours."""
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    found = (_read(field, words) for field, words in kept.items() if field.startswith(PREFIX))
    now = services.clock.now()
    return tuple(sorted((one for one in found if now - one.at < KEPT), key=lambda one: one.at))


def forget_unsent(services: Services, code: str, name: str) -> None:
    """Forget one form: it was sent, or its writer does not want it any more."""
    with services.vault.write() as sealed:
        services.vault.forget(sealed, PREFIX + name, subject=staff.vault_subject(code))


def forget_old_forms(services: Services) -> None:
    """Delete every form that nobody sent within twelve hours."""
    with services.vault.write() as sealed:
        services.vault.forget(sealed, PREFIX, before=services.clock.now() - KEPT)


def _read(field: str, words: str) -> Unsent:
    told = json.loads(words)
    fields = tuple((name, value) for name, value in told["fields"])
    return Unsent(field.removeprefix(PREFIX), told["path"], fields, datetime.fromisoformat(told["at"]))
