"""Guess counters beside `access.count_guess`: a guess that was right is given back, and counters are looked at or forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import guesses


@dataclass(frozen=True, slots=True)
class Counted:
    """How many guesses were counted under a key, and when its window ends."""

    count: int
    until: datetime


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
