"""The consent ledger: signed consents and their later changes, append-only, each chained to the one before by hash.

A typed name or a signature is in the vault; a record carries its salted digest (`signature_digest`), whose salt is in
the vault beside it.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import RowMapping, bindparam, insert, select

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault
from alongside.core.engine.consent import Change
from alongside.core.storage.canonical import NO_RECORD_BEFORE, canonical_json, sha256_of
from alongside.core.storage.choices import (
    Attempt,
    Choice,
    NewAttempt,
    NewChoice,
    append_attempt,
    append_choice,
    attempts_of,
    choices_of,
    current_choices,
)
from alongside.core.storage.columns import instant_text
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.families import lock_participant
from alongside.core.storage.records_tables import consent_records, families, participants

__all__ = [
    "CHANGE_COLUMNS",
    "Attempt",
    "ChangeRecord",
    "Choice",
    "ConsentRecord",
    "NeedsHearingError",
    "NewAttempt",
    "NewChange",
    "NewChoice",
    "NewConsent",
    "SignedStatement",
    "Supporter",
    "Tried",
    "append_attempt",
    "append_change",
    "append_choice",
    "append_consent",
    "attempts_of",
    "change_from",
    "changes_after",
    "changes_of",
    "choices_of",
    "consents_in_study",
    "consents_of",
    "current_choices",
    "hash_of_record",
    "latest_consent",
    "new_salt",
    "signature_digest",
    "verify_consents",
]


WITNESS = "witness"
HEARD = frozenset({"audio", "spoken", "interpreter"})
"""How words reach somebody who does not read them."""


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """One statement as it was signed: the digests of the words shown, and the answer."""

    statement: str
    text_hash: str
    if_yes_hash: str
    if_no_hash: str
    answer: Literal["yes", "no"]
    answered_at: datetime
    language: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One try at a question about what was told, as it stood when the consent was signed."""

    question: str
    choice: str
    understood: bool
    language: str
    format: str
    mode: str
    tried_at: datetime


@dataclass(frozen=True, slots=True)
class Supporter:
    """A witness, interpreter or supporter who was there; the name, and who they are to the person, are in the vault.

    `is_impartial` = it was said that they do not belong to the team.
    """

    role: str
    name_digest: str
    is_impartial: bool = False


class NeedsHearingError(AlongsideError):
    """Somebody who cannot read was to sign without having heard the words, or without anybody there."""

    for_people = "errors.sign_needs_somebody"


@dataclass(frozen=True, slots=True)
class NewConsent:
    """Everything that a consent record holds, but for the hashes that chain it.

    `content_hash` is of all the information shown, in its language and format, and of its sound where it was listened to.
    `layers_opened` are the parts about which more was read. `utc_offset` is that of the place, as +01:00. `began_at` is
    when the person first agreed, where this signature only renews it. An empty `request_key` means that equal consents are
    one request.

    `format` is `standard` or `easy`, with `+audio` (listened to), `+spoken` (read aloud) or `+interpreter`. `received_by`
    is the code of the member of staff to whom it was said, who signed `receiver_declaration`. `questions_asked` is the
    digest of what the person asked, and `questions_answered_by` the code of who answered. `can_read` is False for who
    cannot read the words.
    """

    participant: str
    role: str
    on_behalf_of: tuple[str, ...]
    study: str
    site: str
    protocol_version: str
    module: str
    module_version: str
    content_hash: str
    language: str
    format: str
    statements: tuple[SignedStatement, ...]
    first_viewed_at: datetime
    signature_method: str
    meaning: str
    given_by_mode: str
    sign_in_method: str
    received_by: str
    request_key: str = ""
    ethics_reference: str = ""
    printed_name_digest: str = ""
    signature_digest: str = ""
    supporters: tuple[Supporter, ...] = ()
    questions_asked: str = ""
    questions_answered_by: str = ""
    receiver_declaration: str = ""
    can_read: bool = True
    understanding: tuple[Tried, ...] = ()
    layers_opened: tuple[str, ...] = ()
    utc_offset: str = "+00:00"
    began_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A signed consent in the ledger."""

    id: int
    consent: NewConsent
    recorded_at: datetime
    previous_hash: str
    record_hash: str

    @property
    def began_at(self) -> datetime:
        """When the person first agreed, of signatures that renew each other: the study's months are counted from then."""
        return self.consent.began_at or self.recorded_at


@dataclass(frozen=True, slots=True)
class NewChange:
    """A later change to what a participant agreed to, and who made it in which way.

    `item` is a statement, whose `new_value` is `yes` or `no`; or what `Whole` names, `withdrawn` or `wanted`. A reason is
    never asked for.
    """

    participant: str
    module: str
    item: str
    new_value: str
    who: str
    how: str
    request_key: str
    reason: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A later change in the ledger."""

    id: int
    change: NewChange
    recorded_at: datetime
    previous_hash: str
    record_hash: str


_LATEST = (
    select(consent_records)
    .where(
        consent_records.c.participant == bindparam("participant"),
        consent_records.c.module == bindparam("module"),
        consent_records.c.kind == "consent",
    )
    .order_by(consent_records.c.id.desc())
    .limit(1)
)
"""Asked for every page that needs consent in force, so it is made once."""
CHANGE_COLUMNS = (consent_records.c.id, consent_records.c.module, consent_records.c.body, consent_records.c.recorded_at)
"""What `change_from` takes."""
_CHANGES = (
    select(*CHANGE_COLUMNS)
    .where(
        consent_records.c.participant == bindparam("participant"),
        consent_records.c.id > bindparam("place"),
        consent_records.c.kind == "change",
    )
    .order_by(consent_records.c.id)
)


def append_consent(tx: Transaction, new: NewConsent, at: datetime) -> ConsentRecord:
    """Write a signed consent once; the same request again returns the record that it wrote.

    Raises:
        NeedsHearingError: who cannot read has not heard the words, or nobody was there.
    """
    was_heard = new.format.partition("+")[2] in HEARD
    if not new.can_read and not (was_heard and (new.receiver_declaration or _has_witness(new))):
        raise NeedsHearingError("who cannot read has to hear the words, with a witness or a member of staff")
    body = _consent_body(new)
    request_key = new.request_key or sha256_of(canonical_json(body))
    return _consent_from(_append(tx, "consent", body, request_key, at))


def _has_witness(new: NewConsent) -> bool:
    return any(one.role == WITNESS for one in new.supporters)


def append_change(tx: Transaction, new: NewChange, at: datetime) -> ChangeRecord:
    """Write a later change once; the same request again returns the record that it wrote."""
    body = asdict(new) | {"details": dict(new.details)}
    return _change_from(_append(tx, "change", body, new.request_key, at))


def consents_of(tx: Transaction, participant: str) -> list[ConsentRecord]:
    """Return a participant's signed consents, oldest first."""
    return [_consent_from(row) for row in _chain(tx, participant) if row["kind"] == "consent"]


def changes_of(tx: Transaction, participant: str) -> list[ChangeRecord]:
    """Return the later changes to a participant's consents, oldest first."""
    return [_change_from(row) for row in _chain(tx, participant) if row["kind"] == "change"]


def changes_after(tx: Transaction, participant: str, place: int = 0) -> list[Change]:
    """Return the changes that follow a place of a participant's ledger, oldest first."""
    rows = tx.connection.execute(_CHANGES, {"participant": participant, "place": place})
    return [change_from(*row) for row in rows]


def change_from(place: int, module: str, body: Mapping[str, Any], at: datetime) -> Change:
    """Return a stored change as it is weighed."""
    return Change(place, module, body["item"], body["new_value"], at)


def latest_consent(tx: Transaction, participant: str, module: str) -> ConsentRecord | None:
    """Return the participant's newest signed consent to a module."""
    row = tx.connection.execute(_LATEST, {"participant": participant, "module": module}).mappings().first()
    return None if row is None else _consent_from(row)


def consents_in_study(tx: Transaction, study: str) -> list[ConsentRecord]:
    """Return every signed consent of a study, oldest first."""
    statement = (
        select(consent_records)
        .join(participants, participants.c.number == consent_records.c.participant)
        .join(families, families.c.number == participants.c.family)
        .where(families.c.study == study, consent_records.c.kind == "consent")
        .order_by(consent_records.c.id)
    )
    return [_consent_from(row) for row in tx.connection.execute(statement).mappings()]


def verify_consents(tx: Transaction, participant: str) -> list[Fault]:
    """Check the hashes and the chain of a participant's records."""
    faults = []
    previous = NO_RECORD_BEFORE
    for row in _chain(tx, participant):
        intact = row["record_hash"] == hash_of_record(dict(row)) and row["previous_hash"] == previous
        if not intact:
            faults.append(
                Fault(
                    "CONSENT_RECORD_CHANGED",
                    f"consent_records.{row['id']}",
                    "The record, or the one before it, is not what was written.",
                    "Compare with the backups and tell the data protection officer.",
                )
            )
        previous = row["record_hash"]
    return faults


def new_salt() -> str:
    """Return a new salt for one record's signature; it belongs in the vault."""
    return secrets.token_hex(16)


def signature_digest(salt: str, signature: str) -> str:
    """Return the digest by which a record vouches for a name or a signature that is in the vault."""
    return hmac.new(bytes.fromhex(salt), signature.encode(), "sha256").hexdigest()


def _append(tx: Transaction, kind: str, body: dict[str, Any], request_key: str, at: datetime) -> RowMapping:
    lock_participant(tx, body["participant"])
    earlier = _with_request_key(tx, request_key)
    if earlier is not None:
        if (earlier["kind"], earlier["participant"], earlier["module"]) != (kind, body["participant"], body["module"]):
            raise RequestKeyReusedError("a request key came again for another consent record")
        return earlier
    chain = _chain(tx, body["participant"])
    values: dict[str, Any] = {
        "participant": body["participant"],
        "kind": kind,
        "module": body["module"],
        "body": body,
        "recorded_at": at,
        "request_key": request_key,
        "previous_hash": chain[-1]["record_hash"] if chain else NO_RECORD_BEFORE,
    }
    statement = insert(consent_records).values(record_hash=hash_of_record(values), **values)
    tx.unnamed.append(hash_of_record(values))
    return tx.connection.execute(statement.returning(consent_records)).mappings().one()


def hash_of_record(values: Mapping[str, Any]) -> str:
    """Return the hash of a row of the ledger; it covers everything but the hash itself and the row's number."""
    hashed = {key: values[key] for key in ("participant", "kind", "module", "body", "request_key", "previous_hash")}
    return sha256_of(canonical_json(hashed | {"recorded_at": instant_text(values["recorded_at"])}))


def _with_request_key(tx: Transaction, request_key: str) -> RowMapping | None:
    statement = select(consent_records).where(consent_records.c.request_key == request_key)
    return tx.connection.execute(statement).mappings().first()


def _chain(tx: Transaction, participant: str) -> list[RowMapping]:
    statement = (
        select(consent_records).where(consent_records.c.participant == participant).order_by(consent_records.c.id)
    )
    return list(tx.connection.execute(statement).mappings())


def _consent_body(new: NewConsent) -> dict[str, Any]:
    body = asdict(new)
    body["first_viewed_at"] = instant_text(new.first_viewed_at)
    body["began_at"] = instant_text(new.began_at) if new.began_at else None
    for statement in body["statements"]:
        statement["answered_at"] = instant_text(statement["answered_at"])
    for tried in body["understanding"]:
        tried["tried_at"] = instant_text(tried["tried_at"])
    return body


def _consent_from(row: RowMapping) -> ConsentRecord:
    body = dict(row["body"])
    statements = tuple(
        SignedStatement(**{**item, "answered_at": datetime.fromisoformat(item["answered_at"])})
        for item in body["statements"]
    )
    consent = NewConsent(
        **{
            **body,
            "statements": statements,
            "on_behalf_of": tuple(body["on_behalf_of"]),
            "supporters": tuple(Supporter(**item) for item in body["supporters"]),
            "understanding": tuple(
                Tried(**{**item, "tried_at": datetime.fromisoformat(item["tried_at"])})
                for item in body["understanding"]
            ),
            "layers_opened": tuple(body["layers_opened"]),
            "first_viewed_at": datetime.fromisoformat(body["first_viewed_at"]),
            "began_at": datetime.fromisoformat(body["began_at"]) if body["began_at"] else None,
        }
    )
    return ConsentRecord(row["id"], consent, row["recorded_at"], row["previous_hash"], row["record_hash"])


def _change_from(row: RowMapping) -> ChangeRecord:
    change = NewChange(**row["body"])
    return ChangeRecord(row["id"], change, row["recorded_at"], row["previous_hash"], row["record_hash"])
