"""Guess counters shared by all workers: a guess is counted, given back when it was right, looked at, or forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update

from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import guesses
from alongside.core.storage.rows import insert_into


@dataclass(frozen=True, slots=True)
class Counted:
    """How many guesses were counted under a key, and when its window ends."""

    count: int
    until: datetime


def count_guess(tx: Transaction, key: str, window: timedelta, now: datetime) -> int:
    """Count one more guess under a key, and return how many there were since the window began with the first."""
    key_hash = sha256_of(key)
    statement = insert_into(tx, guesses).values(key_hash=key_hash, count=1, until=now + window)
    over = guesses.c.until <= now
    statement = statement.on_conflict_do_update(
        index_elements=["key_hash"],
        set_={
            "count": case((over, 1), else_=guesses.c["count"] + 1),
            "until": case((over, statement.excluded.until), else_=guesses.c.until),
        },
    )
    count: int = tx.connection.execute(statement.returning(guesses.c["count"])).scalar_one()
    return count


def give_back(tx: Transaction, key: str, window: timedelta, counted_at: datetime) -> None:
    """Take one guess off a counter: it was right. A window that began after the guess was counted is left alone."""
    tx.connection.execute(
        update(guesses)
        .where(
            guesses.c.key_hash == sha256_of(key),
            guesses.c["count"] > 0,
            guesses.c.until > counted_at,
            guesses.c.until <= counted_at + window,
        )
        .values(count=guesses.c["count"] - 1)
    )


def look(tx: Transaction, key: str, now: datetime) -> Counted | None:
    """Return a counter whose window is open."""
    statement = select(guesses.c["count"], guesses.c.until).where(
        guesses.c.key_hash == sha256_of(key), guesses.c.until > now
    )
    row = tx.connection.execute(statement).first()
    return None if row is None else Counted(row[0], row[1])


def forget(tx: Transaction, keys: Iterable[str]) -> None:
    """Begin these counters anew."""
    hashes = [sha256_of(key) for key in keys]
    tx.connection.execute(delete(guesses).where(guesses.c.key_hash.in_(hashes)))
