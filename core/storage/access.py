"""Links that identify, codes that admit, and sessions; what can have no effect any more is forgotten.

A link or a session token is stored as its SHA-256 only; a code, which is short, as an HMAC under the server's secret.
"""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, insert, select, update

from alongside.core.storage.canonical import canonical_json, sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import codes, guesses, links, sessions
from alongside.core.storage.rows import columns_for, insert_into

TOKEN_BYTES = 24
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""30 letters and digits that are not mistaken for one another when read out or written by hand."""
CODE_MINUTES = 10
CODE_TRIES = 5
"""Of a code of six figures: five tries are right once in 200,000."""
ODDS = 1_000_000
"""A code of letters that is read out may be tried until one guesser in so many would have found it.

Eight of 30 letters are 30^8 = 656,100,000,000 codes, so 656,100 tries: somebody who guesses at a family cannot use them up
within the half hour that the code lives, unless they try 364 times a second. So guessing does not keep out the person to
whom the code was read.
"""
IDLE_LIMIT = timedelta(minutes=20)
ABSOLUTE_LIMIT = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that works; it says who follows it and admits nobody. `message` is in which it went, if it went in one."""

    subject: str
    kind: str
    created_at: datetime
    expires_at: datetime
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Expired:
    """A link that ran out; the same person can be sent a new one."""

    subject: str
    kind: str


@dataclass(frozen=True, slots=True)
class CodeAccepted:
    """The code was right; it is used up now."""


@dataclass(frozen=True, slots=True)
class CodeWrong:
    """The code was wrong."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeExpired:
    """There is no code to compare with: it ran out, was used, or was never made."""


@dataclass(frozen=True, slots=True)
class CodeLocked:
    """The code was tried too often; only a new one helps."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person; `token_hash` names the session in lists without giving it away."""

    token_hash: str
    subject: str
    role: str
    sign_in_method: str
    started_at: datetime
    seen_at: datetime


def create_link(tx: Transaction, *, subject: str, kind: str, expires_at: datetime, at: datetime) -> str:
    """Make a link's token, of 192 random bits; it cannot be read back from the database."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    tx.connection.execute(
        insert(links).values(
            token_hash=sha256_of(token), subject=subject, kind=kind, created_at=at, expires_at=expires_at
        )
    )
    return token


def create_links(
    tx: Transaction, messages: Sequence[tuple[str, int]], *, kind: str, expires_at: datetime, at: datetime
) -> list[str]:
    """Make a link's token for each of many messages, in their order; of each, whom it is for and its number."""
    tokens = [secrets.token_urlsafe(TOKEN_BYTES) for _ in messages]
    rows = [
        {
            "token_hash": sha256_of(token),
            "subject": subject,
            "kind": kind,
            "message": message,
            "created_at": at,
            "expires_at": expires_at,
        }
        for token, (subject, message) in zip(tokens, messages, strict=True)
    ]
    if rows:
        tx.connection.execute(insert(links), rows)
    return tokens


def find_link(tx: Transaction, token: str, now: datetime) -> Link | Expired | None:
    """Return whom a token identifies; None if it was never given out or was revoked. Nothing is used up."""
    statement = select(links).where(links.c.token_hash == sha256_of(token), links.c.revoked_at.is_(None))
    row = tx.connection.execute(statement).mappings().first()
    if row is None:
        return None
    if row["expires_at"] <= now:
        return Expired(row["subject"], row["kind"])
    return Link(row["subject"], row["kind"], row["created_at"], row["expires_at"], row["message"])


def revoke_links(tx: Transaction, subject: str, *, at: datetime, kind: str | None = None) -> int:
    """Make a person's links (or those of one kind) stop working, and return how many did."""
    statement = update(links).where(links.c.subject == subject, links.c.revoked_at.is_(None)).values(revoked_at=at)
    if kind is not None:
        statement = statement.where(links.c.kind == kind)
    return tx.connection.execute(statement).rowcount


def create_code(  # noqa: PLR0913 - each is one rule of the code, and all are named
    tx: Transaction,
    *,
    subject: str,
    purpose: str,
    at: datetime,
    secret: bytes,
    digits: int = 6,
    letters: int = 0,
    ttl: timedelta = timedelta(minutes=CODE_MINUTES),
    permanent: bool = False,
    code: str | None = None,
) -> str:
    """Make a code for one person and purpose; an older one stops working.

    `letters` makes a code of letters and digits to be read out, instead of `digits`. A permanent code neither runs out
    nor is used up nor locks, and `code` fixes it: both are for the demonstration only.
    """
    new_code = code or _random_code(digits, letters)
    values = {
        "digest": _code_digest(secret, subject, purpose, new_code),
        "created_at": at,
        "expires_at": None if permanent else at + ttl,
        "tries_left": max(CODE_TRIES, len(CODE_LETTERS) ** letters // ODDS),
        "used_at": None,
    }
    statement = insert_into(tx, codes).values(subject=subject, purpose=purpose, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["subject", "purpose"], set_=values))
    return new_code


def hold_code(tx: Transaction, subject: str, purpose: str, now: datetime) -> CodeExpired | CodeLocked | None:
    """Say why there is no code to compare with, or None; whoever else tries it waits until this transaction ends.

    Where there was none, another transaction may make one before this one ends: it must not be compared in this one.
    """
    here = (codes.c.subject == subject, codes.c.purpose == purpose)
    row = tx.connection.execute(select(codes).where(*here).with_for_update()).mappings().first()
    outcome = _judge_code(row, "", now)
    return outcome if isinstance(outcome, CodeExpired | CodeLocked) else None


def check_code(
    tx: Transaction, subject: str, purpose: str, code: str, now: datetime, secret: bytes
) -> CodeAccepted | CodeWrong | CodeExpired | CodeLocked:
    """Compare a code and count the try; the transaction must be committed whatever the result."""
    here = (codes.c.subject == subject, codes.c.purpose == purpose)
    row = tx.connection.execute(select(codes).where(*here).with_for_update()).mappings().first()
    outcome = _judge_code(row, _code_digest(secret, subject, purpose, code), now)
    is_permanent = row is not None and row["expires_at"] is None
    if isinstance(outcome, CodeAccepted) and not is_permanent:
        tx.connection.execute(update(codes).where(*here).values(used_at=now))
    if isinstance(outcome, CodeWrong) and not is_permanent:
        tx.connection.execute(update(codes).where(*here).values(tries_left=outcome.tries_left))
        if outcome.tries_left == 0:
            return CodeLocked()
    return outcome


def start_session(tx: Transaction, *, subject: str, role: str, at: datetime, sign_in_method: str = "") -> str:
    """Start a session and return its token, of 192 random bits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    tx.connection.execute(
        insert(sessions).values(
            token_hash=sha256_of(token),
            subject=subject,
            role=role,
            sign_in_method=sign_in_method,
            started_at=at,
            seen_at=at,
        )
    )
    return token


def session(
    tx: Transaction,
    token: str,
    now: datetime,
    *,
    idle: timedelta = IDLE_LIMIT,
    absolute: timedelta = ABSOLUTE_LIMIT,
) -> Session | None:
    """Return the session, unless it was idle or open for too long; looking does not keep it alive."""
    statement = select(*columns_for(Session, sessions)).where(
        sessions.c.token_hash == sha256_of(token),
        sessions.c.seen_at > now - idle,
        sessions.c.started_at > now - absolute,
    )
    row = tx.connection.execute(statement).mappings().first()
    return None if row is None else Session(**row)


def touch(tx: Transaction, token: str, now: datetime) -> None:
    """Note that the session was used just now."""
    tx.connection.execute(
        update(sessions).where(sessions.c.token_hash == sha256_of(token), sessions.c.seen_at < now).values(seen_at=now)
    )


def end_session(tx: Transaction, token: str) -> None:
    """End one session."""
    tx.connection.execute(delete(sessions).where(sessions.c.token_hash == sha256_of(token)))


def end_all(tx: Transaction, subject: str) -> int:
    """End all of a person's sessions, and return how many there were."""
    return tx.connection.execute(delete(sessions).where(sessions.c.subject == subject)).rowcount


def sessions_of(tx: Transaction, subject: str) -> list[Session]:
    """Return a person's sessions that were not ended, newest first."""
    statement = (
        select(*columns_for(Session, sessions))
        .where(sessions.c.subject == subject)
        .order_by(sessions.c.started_at.desc())
    )
    return [Session(**row) for row in tx.connection.execute(statement).mappings()]


def forget_ended(
    tx: Transaction,
    now: datetime,
    *,
    absolute: timedelta = ABSOLUTE_LIMIT,
    waiting: Mapping[str, timedelta] | None = None,
) -> None:
    """Delete sessions, codes and guess counters that can have no effect any more.

    `waiting` says of which roles a session is worth nothing after a shorter time.
    """
    tx.connection.execute(delete(sessions).where(sessions.c.started_at <= now - absolute))
    for role, lasts in (waiting or {}).items():
        tx.connection.execute(delete(sessions).where(sessions.c.role == role, sessions.c.started_at <= now - lasts))
    tx.connection.execute(delete(codes).where(codes.c.expires_at <= now))
    tx.connection.execute(delete(guesses).where(guesses.c.until <= now))


def _random_code(digits: int, letters: int) -> str:
    if letters:
        return "".join(secrets.choice(CODE_LETTERS) for _ in range(letters))
    return "".join(secrets.choice("0123456789") for _ in range(digits))


def _code_digest(secret: bytes, subject: str, purpose: str, code: str) -> str:
    as_typed = "".join(character for character in code.upper() if character.isalnum())
    return hmac.new(secret, canonical_json([subject, purpose, as_typed]).encode(), "sha256").hexdigest()


def _judge_code(
    row: RowMapping | None, digest: str, now: datetime
) -> CodeAccepted | CodeWrong | CodeExpired | CodeLocked:
    if row is None or row["used_at"] is not None:
        return CodeExpired()
    is_permanent = row["expires_at"] is None
    if not is_permanent and row["tries_left"] <= 0:
        return CodeLocked()
    if not is_permanent and row["expires_at"] <= now:
        return CodeExpired()
    if hmac.compare_digest(row["digest"], digest):
        return CodeAccepted()
    return CodeWrong(row["tries_left"] - (not is_permanent))
