"""The vault: identity sealed with AES-256-GCM under one data key a family, and a blind index to find a person.

The family's data key is itself sealed by a key-encrypting key of the keyring, which is never in the database. To
destroy the data key is to erase the family, in every copy of the sealed fields.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import RowMapping, bindparam, delete, select, update

from alongside.core.storage.canonical import canonical_json
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import FamilyErasedError, KeyringError, SealBrokenError
from alongside.core.storage.orphans import Orphan, find_orphans
from alongside.core.storage.rows import insert_into
from alongside.core.storage.vault_tables import blind_index, family_keys, sealed_fields

__all__ = ["Keyring", "Orphan", "Vault", "find_orphans", "normalise"]

KEY_BYTES = 32
NONCE_BYTES = 12
FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of the vault, each of 32 bytes: key-encrypting keys by name, which one is current, and the index key."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise KeyringError("the keyring's current key is not among its keys")
        if any(len(key) != KEY_BYTES for key in (*self.keys.values(), self.index_key)):
            raise KeyringError("each key of the keyring must be 32 bytes long")
        if self.index_key in self.keys.values():
            raise KeyringError("the index key must differ from the other keys")


class Vault:
    """The vault's database with the keys that open it."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self.database = database
        self._keyring = keyring

    def write(self) -> AbstractContextManager[Transaction]:
        """Open a transaction on the vault that commits at the end and rolls back on an error."""
        return self.database.write()

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a transaction on the vault that cannot write."""
        return self.database.read()

    def put(self, tx: Transaction, *, family: str, subject: str, field: str, value: str, at: datetime) -> None:
        """Seal a value into a field of a subject; an older value is replaced.

        Raises FamilyErasedError when the family's key was destroyed.
        """
        version, data_key = self._data_key_for_writing(tx, family, at)
        values = {
            "family": family,
            "key_version": version,
            "sealed": _seal(data_key, value.encode(), (family, subject, field, version)),
            "written_at": at,
        }
        statement = insert_into(tx, sealed_fields).values(subject=subject, field=field, **values)
        tx.connection.execute(statement.on_conflict_do_update(index_elements=["subject", "field"], set_=values))

    def get(self, tx: Transaction, subject: str, field: str) -> str | None:
        """Open one field; None when it was never written or its family was erased.

        Raises SealBrokenError when it was changed or moved.
        """
        return self._open_fields(tx, subject, field).get(field)

    def fields(self, tx: Transaction, subject: str) -> dict[str, str]:
        """Open all fields of a subject."""
        return self._open_fields(tx, subject)

    def fields_of(
        self, tx: Transaction, subjects: Collection[str], fields: Collection[str]
    ) -> dict[str, dict[str, str]]:
        """Open these fields of many subjects in one go; who has none of them, or was erased, has an empty entry."""
        opened: dict[str, dict[str, str]] = {subject: {} for subject in subjects}
        keys: dict[str, bytes] = {}
        given = {"subjects": list(subjects), "fields": list(fields)}
        for row in tx.connection.execute(_FIELDS_OF, given).mappings():
            family = row["family"]
            key = keys[family] if family in keys else keys.setdefault(family, self._unwrap(row))
            place = (family, row["subject"], row["field"], row["key_version"])
            opened[row["subject"]][row["field"]] = _open(key, row["sealed"], place).decode()
        return opened

    def index(self, tx: Transaction, *, family: str, subject: str, kind: str, value: str) -> None:
        """Let a subject be found by a value, of which only a keyed digest is kept.

        Raises FamilyErasedError unless the family has a key, that is, unless something was put for it before.
        """
        if _read_key(tx, family, lock=True) is None:
            raise FamilyErasedError("a family without a key cannot be indexed")
        statement = insert_into(tx, blind_index).values(
            kind=kind, digest=self._digest(kind, value), subject=subject, family=family
        )
        tx.connection.execute(statement.on_conflict_do_nothing())

    def unindex(self, tx: Transaction, *, subject: str, kind: str) -> None:
        """Forget by which values of a kind a subject could be found, for instance before a new number is indexed."""
        tx.connection.execute(delete(blind_index).where(blind_index.c.subject == subject, blind_index.c.kind == kind))

    def find(self, tx: Transaction, kind: str, value: str) -> list[str]:
        """Return the subjects that were indexed under this value."""
        statement = (
            select(blind_index.c.subject)
            .where(blind_index.c.kind == kind, blind_index.c.digest == self._digest(kind, value))
            .order_by(blind_index.c.subject)
        )
        return list(tx.connection.execute(statement).scalars())

    def remove(self, tx: Transaction, subject: str) -> None:
        """Delete all fields and index entries of a subject, for instance of an orphan."""
        tx.connection.execute(delete(sealed_fields).where(sealed_fields.c.subject == subject))
        tx.connection.execute(delete(blind_index).where(blind_index.c.subject == subject))

    def forget(
        self, tx: Transaction, prefix: str, *, subject: str | None = None, before: datetime | None = None
    ) -> int:
        """Delete the fields whose names begin so, of one subject or of all, and return how many; `before` spares newer ones."""
        statement = delete(sealed_fields).where(sealed_fields.c.field.startswith(prefix, autoescape=True))
        if subject is not None:
            statement = statement.where(sealed_fields.c.subject == subject)
        if before is not None:
            statement = statement.where(sealed_fields.c.written_at < before)
        return tx.connection.execute(statement).rowcount

    def erase_family(self, tx: Transaction, family: str, at: datetime) -> None:
        """Destroy a family's data key, fields and index; nothing can be read or written for it any more."""
        statement = insert_into(tx, family_keys).values(
            family=family, version=FIRST_VERSION, wrapped=None, wrapped_by="", created_at=at, erased_at=at
        )
        tx.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["family"], set_={"wrapped": None, "wrapped_by": "", "erased_at": at}
            )
        )
        tx.connection.execute(delete(sealed_fields).where(sealed_fields.c.family == family))
        tx.connection.execute(delete(blind_index).where(blind_index.c.family == family))
        tx.scrub = True

    def rewrap(self, tx: Transaction, new_keyring: Keyring) -> int:
        """Seal every family's data key under the new keyring's current key, and return how many were not yet.

        The fields stay as they are. Afterwards make a new Vault with the new keyring; the old key can be thrown away.
        """
        if not hmac.compare_digest(new_keyring.index_key, self._keyring.index_key):
            raise KeyringError("the index key cannot be changed by rewrapping")
        statement = (
            select(family_keys)
            .where(family_keys.c.wrapped.is_not(None), family_keys.c.wrapped_by != new_keyring.current)
            .with_for_update()
        )
        rows = tx.connection.execute(statement).mappings().all()
        for row in rows:
            data_key = self._unwrap(row)
            wrapped = _wrap(new_keyring, data_key, row["family"], row["version"])
            tx.connection.execute(
                update(family_keys)
                .where(family_keys.c.family == row["family"])
                .values(wrapped=wrapped, wrapped_by=new_keyring.current)
            )
        tx.scrub = True
        return len(rows)

    def _open_fields(self, tx: Transaction, subject: str, field: str | None = None) -> dict[str, str]:
        statement = (
            select(sealed_fields, family_keys.c.wrapped, family_keys.c.wrapped_by, family_keys.c.version)
            .join(family_keys, family_keys.c.family == sealed_fields.c.family)
            .where(sealed_fields.c.subject == subject, family_keys.c.wrapped.is_not(None))
            .order_by(sealed_fields.c.field)
        )
        if field is not None:
            statement = statement.where(sealed_fields.c.field == field)
        opened = {}
        for row in tx.connection.execute(statement).mappings():
            place = (row["family"], row["subject"], row["field"], row["key_version"])
            opened[row["field"]] = _open(self._unwrap(row), row["sealed"], place).decode()
        return opened

    def _data_key_for_writing(self, tx: Transaction, family: str, at: datetime) -> tuple[int, bytes]:
        row = _read_key(tx, family, lock=True)
        if row is None:
            data_key = AESGCM.generate_key(KEY_BYTES * 8)
            statement = insert_into(tx, family_keys).values(
                family=family,
                version=FIRST_VERSION,
                wrapped=_wrap(self._keyring, data_key, family, FIRST_VERSION),
                wrapped_by=self._keyring.current,
                created_at=at,
            )
            tx.connection.execute(statement.on_conflict_do_nothing())
            # Another writer may have been first: what is in the table counts.
            row = _read_key(tx, family, lock=True)
        if row is None or row["wrapped"] is None:
            raise FamilyErasedError("a family that was erased cannot be written to")
        return row["version"], self._unwrap(row)

    def _unwrap(self, row: RowMapping) -> bytes:
        key = self._keyring.keys.get(row["wrapped_by"])
        if key is None:
            raise KeyringError("a family's key was sealed by a key that is not in the keyring")
        return _open(key, row["wrapped"], (row["family"], row["wrapped_by"], row["version"]))

    def _digest(self, kind: str, value: str) -> str:
        text = canonical_json([kind, normalise(kind, value)])
        return hmac.new(self._keyring.index_key, text.encode(), "sha256").hexdigest()


_FIELDS_OF = (
    select(sealed_fields, family_keys.c.wrapped, family_keys.c.wrapped_by, family_keys.c.version)
    .join(family_keys, family_keys.c.family == sealed_fields.c.family)
    .where(
        sealed_fields.c.subject.in_(bindparam("subjects", expanding=True)),
        sealed_fields.c.field.in_(bindparam("fields", expanding=True)),
        family_keys.c.wrapped.is_not(None),
    )
)
"""Asked for every portion of messages, so it is made once."""


def normalise(kind: str, value: str) -> str:
    """Return the value as it is compared: letter case, width and spaces do not count, nor signs in a `phone`."""
    text = unicodedata.normalize("NFKC", value).casefold()
    if kind == "phone":
        return "".join(character for character in text if character.isdecimal())
    return "".join(text.split())


def _read_key(tx: Transaction, family: str, *, lock: bool) -> RowMapping | None:
    statement = select(family_keys).where(family_keys.c.family == family)
    if lock:
        statement = statement.with_for_update(key_share=True)
    return tx.connection.execute(statement).mappings().first()


def _wrap(keyring: Keyring, data_key: bytes, family: str, version: int) -> bytes:
    return _seal(keyring.keys[keyring.current], data_key, (family, keyring.current, version))


def _seal(key: bytes, clear: bytes, place: tuple[str | int, ...]) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, clear, canonical_json(place).encode())


def _open(key: bytes, sealed: bytes, place: tuple[str | int, ...]) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], canonical_json(place).encode())
    except InvalidTag:
        raise SealBrokenError("a sealed field was changed, moved, or belongs to another key") from None
