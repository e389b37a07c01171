"""The audit chain: who did what, when; each event holds the hash of the one before.

An edit, a deletion or a change of order shows when the dump is verified; a cut at the end shows against a head (the
last hash) that was kept elsewhere. Details name no person.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from alongside.core.definitions.faults import Fault
from alongside.core.storage.canonical import NO_RECORD_BEFORE, canonical_json, sha256_of
from alongside.core.storage.columns import instant_text
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import audit_events, audit_head

_FIELDS = ("sequence", "at", "action", "actor", "subject", "details", "previous")
_RESTORE = "Keep the file, compare it with the copies kept elsewhere, and tell the data protection officer."


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Something that must stay known: consent, randomisation, unblinding, export, a look at an identity, ..."""

    action: str
    actor: str
    subject: str
    details: Mapping[str, str] = field(default_factory=dict)


def append(tx: Transaction, event: AuditEvent, at: datetime) -> str:
    """Write an event and return its hash; call it last in a transaction, for other writers of events wait for it."""
    head = tx.connection.execute(select(audit_head).with_for_update()).mappings().one()
    values: dict[str, Any] = {
        "sequence": head["sequence"] + 1,
        "at": at,
        "action": event.action,
        "actor": event.actor,
        "subject": event.subject,
        "details": dict(event.details),
        "previous": head["hash"],
    }
    new_hash = _hash_of(values | {"at": instant_text(at)})
    tx.connection.execute(insert(audit_events).values(hash=new_hash, **values))
    tx.connection.execute(update(audit_head).values(sequence=values["sequence"], hash=new_hash))
    return new_hash


def head(tx: Transaction) -> str:
    """Return the last hash of the chain, to be kept elsewhere."""
    last: str = tx.connection.execute(select(audit_head.c.hash)).scalar_one()
    return last


def dump(tx: Transaction) -> Iterator[str]:
    """Yield the events, oldest first, each as one line of canonical JSON."""
    statement = select(audit_events).order_by(audit_events.c.sequence)
    for row in tx.connection.execute(statement, execution_options={"yield_per": 1000}).mappings():
        yield canonical_json({**row, "at": instant_text(row["at"])})


def verify(lines: Iterable[str], *, head: str | None = None) -> list[Fault]:
    """Find every edit, deletion and change of order in a dump; with the head that was kept, a cut at the end too."""
    faults: list[Fault] = []
    previous, expected = NO_RECORD_BEFORE, 1
    for number, line in enumerate(lines, start=1):
        event = _read(line.rstrip("\n"))
        if event is None:
            faults.append(_fault("AUDIT_UNREADABLE", number, "This line is not an event as it was written."))
            previous, expected = "", expected + 1
            continue
        if event["hash"] != _hash_of(event):
            faults.append(_fault("AUDIT_EDITED", number, "The event does not match its own hash."))
        if (event["sequence"], event["previous"]) != (expected, previous):
            faults.append(_fault("AUDIT_ORDER", number, "The event does not follow the one before it."))
        previous, expected = event["hash"], event["sequence"] + 1
    if head is not None and previous != head:
        faults.append(_fault("AUDIT_CUT", expected, "The chain does not end with the head that was kept."))
    return faults


def _hash_of(event: Mapping[str, Any]) -> str:
    return sha256_of(canonical_json({key: event[key] for key in _FIELDS}))


def _read(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
        # One event has one way to be written; a line that says the same in another way was not written here.
        is_as_written = isinstance(event, dict) and canonical_json(event) == line
    except (ValueError, RecursionError):
        return None
    has_its_fields = is_as_written and set(event) == {*_FIELDS, "hash"} and isinstance(event["sequence"], int)
    return event if has_its_fields else None


def _fault(code: str, number: int, cause: str) -> Fault:
    return Fault(code, f"line {number}", cause, _RESTORE)
