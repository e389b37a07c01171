"""Who is behind a session token, with what their pages need: one look for each request."""

from dataclasses import dataclass, fields

from sqlalchemy import bindparam, select

from alongside.core.storage.access import Session
from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.families import Preferences
from alongside.core.storage.records_tables import families, participants, sessions


@dataclass(frozen=True, slots=True)
class Present:
    """A session with its family member's preferences and site; staff have neither."""

    session: Session
    preferences: Preferences | None
    site: str


_OF_SESSION = tuple(field.name for field in fields(Session))
_OF_PREFERENCES = tuple(field.name for field in fields(Preferences))
_STATEMENT = (
    select(
        *(sessions.c[name].label(f"session_{name}") for name in _OF_SESSION),
        *(participants.c[name].label(f"person_{name}") for name in _OF_PREFERENCES),
        families.c.site.label("site"),
    )
    .select_from(sessions)
    .outerjoin(participants, participants.c.number == sessions.c.subject)
    .outerjoin(families, families.c.number == participants.c.family)
    .where(sessions.c.token_hash == bindparam("token_hash"))
)


def find_present(tx: Transaction, token: str) -> Present | None:
    """Return who holds a token, however long ago it was used; the caller judges the time."""
    row = tx.connection.execute(_STATEMENT, {"token_hash": sha256_of(token)}).mappings().first()
    if row is None:
        return None
    held = Session(**{name: row[f"session_{name}"] for name in _OF_SESSION})
    if row["site"] is None:
        return Present(held, None, "")
    return Present(held, Preferences(**{name: row[f"person_{name}"] for name in _OF_PREFERENCES}), row["site"])
