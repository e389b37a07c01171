"""Accounts of staff: state, grants, what is noted of a person, recovery codes and passkeys.

Names, e-mail addresses, password hashes and the secrets of one-time codes are in the vault, under `vault_subject`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import delete, insert, select, update

from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import UnknownSubjectError
from alongside.core.storage.records_tables import (
    passkeys,
    recovery_codes,
    sessions,
    staff_accounts,
    staff_grants,
    staff_statements,
)
from alongside.core.storage.rows import columns_for, insert_into

AccountState = Literal["invited", "active", "locked", "left"]
StatementKind = Literal["training", "assessor_blind"]


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `last_step` is the last time step whose one-time code was taken."""

    code: str
    state: AccountState
    last_step: int
    made_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class GrantHeld:
    """A role at a site ("" = at every site), and whether it has ended."""

    id: int
    staff: str
    role: str
    site: str
    granted_by: str
    granted_at: datetime
    ended_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffStatement:
    """Something noted of a person: a training that was done, or whether they assess blind; the newest counts."""

    staff: str
    kind: StatementKind
    about: str
    value: str
    on_day: date
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of a person; credential and public key are base64url texts."""

    credential: str
    staff: str
    public_key: str
    sign_count: int
    label: str
    added_at: datetime
    used_at: datetime | None


def vault_subject(code: str) -> str:
    """Return the subject, and the family, under which the vault keeps a person's identity and secrets."""
    return f"staff:{code}"


def add_account(tx: Transaction, code: str, at: datetime) -> bool:
    """Add an account that nobody has set up yet; return False when the code is taken."""
    statement = insert_into(tx, staff_accounts).values(
        code=code, state="invited", last_step=0, made_at=at, changed_at=at
    )
    added = statement.on_conflict_do_nothing().returning(staff_accounts.c.code)
    return tx.connection.execute(added).first() is not None


def account(tx: Transaction, code: str, *, lock: bool = False) -> Account | None:
    """Return the account; `lock` makes other transactions that lock it wait until this one ends."""
    statement = select(*columns_for(Account, staff_accounts)).where(staff_accounts.c.code == code)
    row = tx.connection.execute(statement.with_for_update() if lock else statement).mappings().first()
    return None if row is None else Account(**row)


def lock_accounts(tx: Transaction) -> None:
    """Make other transactions that lock an account wait until this one ends: two people may be changing each other's."""
    tx.connection.execute(select(staff_accounts.c.code).order_by(staff_accounts.c.code).with_for_update())


def accounts(tx: Transaction) -> list[Account]:
    """Return every account, by code."""
    statement = select(*columns_for(Account, staff_accounts)).order_by(staff_accounts.c.code)
    return [Account(**row) for row in tx.connection.execute(statement).mappings()]


def set_account_state(tx: Transaction, code: str, state: AccountState, at: datetime) -> None:
    """Set the state of an account.

    Raises:
        UnknownSubjectError: there is no such account.
    """
    statement = update(staff_accounts).where(staff_accounts.c.code == code).values(state=state, changed_at=at)
    if tx.connection.execute(statement).rowcount != 1:
        raise UnknownSubjectError("a state was set for an account that does not exist")


def take_step(tx: Transaction, code: str, step: int) -> bool:
    """Note that the one-time code of a time step was used; return False when it, or a later one, was used before."""
    statement = (
        update(staff_accounts)
        .where(staff_accounts.c.code == code, staff_accounts.c.last_step < step)
        .values(last_step=step)
    )
    return tx.connection.execute(statement).rowcount == 1


def grant(tx: Transaction, *, staff: str, role: str, site: str, by: str, at: datetime) -> None:
    """Give a role at a site ("" = at every site)."""
    tx.connection.execute(insert(staff_grants).values(staff=staff, role=role, site=site, granted_by=by, granted_at=at))


def end_grant(tx: Transaction, grant_id: int, *, staff: str, by: str, at: datetime) -> bool:
    """End one grant of a person; return False when there is none that holds."""
    statement = (
        update(staff_grants)
        .where(staff_grants.c.id == grant_id, staff_grants.c.staff == staff, staff_grants.c.ended_at.is_(None))
        .values(ended_by=by, ended_at=at)
    )
    return tx.connection.execute(statement).rowcount == 1


def grants_of(tx: Transaction, staff: str) -> list[GrantHeld]:
    """Return the grants of a person that hold, oldest first."""
    statement = (
        select(*columns_for(GrantHeld, staff_grants))
        .where(staff_grants.c.staff == staff, staff_grants.c.ended_at.is_(None))
        .order_by(staff_grants.c.id)
    )
    return [GrantHeld(**row) for row in tx.connection.execute(statement).mappings()]


def note(tx: Transaction, statement: StaffStatement) -> None:
    """Note a training, or whether somebody assesses blind."""
    tx.connection.execute(
        insert(staff_statements).values(
            **{column.name: getattr(statement, column.name) for column in columns_for(StaffStatement, staff_statements)}
        )
    )


def statements_of(tx: Transaction, staff: str) -> list[StaffStatement]:
    """Return everything noted of a person, oldest first."""
    statement = (
        select(*columns_for(StaffStatement, staff_statements))
        .where(staff_statements.c.staff == staff)
        .order_by(staff_statements.c.id)
    )
    return [StaffStatement(**row) for row in tx.connection.execute(statement).mappings()]


def replace_recovery_codes(tx: Transaction, staff: str, digests: Iterable[str], at: datetime) -> None:
    """Keep new recovery codes, as digests; the older ones stop working."""
    tx.connection.execute(delete(recovery_codes).where(recovery_codes.c.staff == staff))
    rows = [{"staff": staff, "digest": digest, "made_at": at} for digest in digests]
    if rows:
        tx.connection.execute(insert(recovery_codes), rows)


def use_recovery_code(tx: Transaction, staff: str, digest: str, at: datetime) -> bool:
    """Use up a recovery code; return False when it is wrong or was used."""
    here = recovery_codes.c.staff == staff, recovery_codes.c.digest == digest, recovery_codes.c.used_at.is_(None)
    return tx.connection.execute(update(recovery_codes).where(*here).values(used_at=at)).rowcount == 1


def recovery_codes_left(tx: Transaction, staff: str) -> int:
    """Return how many recovery codes a person can still use."""
    statement = select(recovery_codes.c.digest).where(
        recovery_codes.c.staff == staff, recovery_codes.c.used_at.is_(None)
    )
    return len(tx.connection.execute(statement).all())


def add_passkey(tx: Transaction, passkey: Passkey) -> bool:
    """Keep a new passkey; return False when it is known already."""
    values = {column.name: getattr(passkey, column.name) for column in columns_for(Passkey, passkeys)}
    statement = insert_into(tx, passkeys).values(**values).on_conflict_do_nothing()
    return tx.connection.execute(statement.returning(passkeys.c.credential)).first() is not None


def passkeys_of(tx: Transaction, staff: str) -> list[Passkey]:
    """Return a person's passkeys, oldest first."""
    statement = (
        select(*columns_for(Passkey, passkeys))
        .where(passkeys.c.staff == staff)
        .order_by(passkeys.c.added_at, passkeys.c.credential)
    )
    return [Passkey(**row) for row in tx.connection.execute(statement).mappings()]


def note_passkey_used(tx: Transaction, credential: str, sign_count: int, at: datetime) -> None:
    """Keep the passkey's counter and when it was used."""
    tx.connection.execute(
        update(passkeys).where(passkeys.c.credential == credential).values(sign_count=sign_count, used_at=at)
    )


def remove_passkey(tx: Transaction, staff: str, credential: str) -> bool:
    """Remove one passkey of a person; return False when it is not theirs."""
    here = passkeys.c.staff == staff, passkeys.c.credential == credential
    return tx.connection.execute(delete(passkeys).where(*here)).rowcount == 1


def forget_ways_in(tx: Transaction, staff: str) -> None:
    """Remove every recovery code and passkey of a person."""
    tx.connection.execute(delete(recovery_codes).where(recovery_codes.c.staff == staff))
    tx.connection.execute(delete(passkeys).where(passkeys.c.staff == staff))


def end_one_session(tx: Transaction, staff: str, token_hash: str) -> bool:
    """End one session of a person, by the name that it has in lists; return False when it is not theirs."""
    here = sessions.c.subject == staff, sessions.c.token_hash == token_hash
    return tx.connection.execute(delete(sessions).where(*here)).rowcount == 1


def end_other_sessions(tx: Transaction, staff: str, token: str) -> int:
    """End all of a person's sessions but the one of this token, and return how many there were."""
    others = sessions.c.subject == staff, sessions.c.token_hash != sha256_of(token)
    return tx.connection.execute(delete(sessions).where(*others)).rowcount
