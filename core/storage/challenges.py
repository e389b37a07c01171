"""What was asked of a browser or of an organisation and waits for its answer: kept under a digest, taken once."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert

from alongside.core.storage.canonical import canonical_json, sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import challenges


def keep(
    tx: Transaction,
    *,
    kind: str,
    key: str,
    token: str,
    body: Mapping[str, str],
    expires_at: datetime,
    at: datetime,
) -> None:
    """Keep what an answer with this key will be checked against; only the session with this token can take it.

    What has run out is deleted here, so that nobody has to come by and tidy.
    """
    tx.connection.execute(delete(challenges).where(challenges.c.expires_at <= at))
    tx.connection.execute(
        insert(challenges).values(
            digest=_digest(kind, key),
            kind=kind,
            session_hash=sha256_of(token),
            body=dict(body),
            expires_at=expires_at,
        )
    )


def take(tx: Transaction, *, kind: str, key: str, token: str, now: datetime) -> dict[str, str] | None:
    """Return what was kept, and delete it; None when it is another session's, ran out, was taken, or never was.

    Of several who try at once, one gets it. The transaction must be committed whatever the answer is worth.
    """
    statement = (
        delete(challenges)
        .where(
            challenges.c.digest == _digest(kind, key),
            challenges.c.kind == kind,
            challenges.c.session_hash == sha256_of(token),
            challenges.c.expires_at > now,
        )
        .returning(challenges.c.body)
    )
    found: dict[str, str] | None = tx.connection.execute(statement).scalar()
    return found


def _digest(kind: str, key: str) -> str:
    return sha256_of(canonical_json([kind, key]))
