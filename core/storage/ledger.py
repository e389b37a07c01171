"""The consent ledger as a dump, and what is wrong with one: every change, deletion, addition and change of order is found.

A row proves itself by its hash, the rows of one person by their chain, and the end of each chain by the audit trail: the
event that was written in the same transaction names the row's hash in its details (`audit.append` sees to that).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from alongside.core.definitions.faults import Fault
from alongside.core.storage.audit import LEDGER
from alongside.core.storage.canonical import NO_RECORD_BEFORE, canonical_json
from alongside.core.storage.columns import instant_text
from alongside.core.storage.consents import hash_of_record
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import consent_records

_FIELDS = (
    "participant", "kind", "module", "body", "recorded_at", "request_key", "previous_hash", "record_hash",
)  # fmt: skip
_COMPARE = "Compare with the backups and tell the data protection officer."


def dump(tx: Transaction) -> Iterator[str]:
    """Yield every row of the ledger, by person and oldest first, each as one line of canonical JSON."""
    columns = [consent_records.c[name] for name in _FIELDS]
    people = tx.connection.execute(select(consent_records.c.participant).distinct()).scalars().all()
    for person in sorted(people):  # here and not in the query: each database has an order of letters of its own
        statement = select(*columns).where(consent_records.c.participant == person).order_by(consent_records.c.id)
        for row in tx.connection.execute(statement).mappings():
            yield canonical_json({**row, "recorded_at": instant_text(row["recorded_at"])})


def verify(lines: Iterable[str], audit_lines: Iterable[str]) -> list[Fault]:
    """Find what is wrong with a dump of the ledger, given a dump of the audit trail that was taken after it, or with it."""
    faults: list[Fault] = []
    seen: set[str] = set()
    person, previous = "", NO_RECORD_BEFORE
    for number, line in enumerate(lines, 1):
        row = _read(line.rstrip("\n"))
        if row is None:
            faults.append(_fault("LEDGER_UNREADABLE", number, "This line is not a record as it was written."))
            continue
        if row["participant"] != person:
            if row["participant"] < person:
                faults.append(_fault("LEDGER_ORDER", number, "The people of the ledger are not in order."))
            person, previous = row["participant"], NO_RECORD_BEFORE
        if row["record_hash"] != hash_of_record(row):
            faults.append(_fault("LEDGER_EDITED", number, "The record does not match its own hash."))
        if row["previous_hash"] != previous or row["record_hash"] in seen:
            faults.append(_fault("LEDGER_ORDER", number, "The record does not follow the one before it."))
        previous = row["record_hash"]
        seen.add(previous)
    named = set(_named(audit_lines))
    faults += [
        Fault("LEDGER_CUT", one[:16], "The audit trail names a record that is not in the ledger.", _COMPARE)
        for one in sorted(named - seen)
    ]
    faults += [
        Fault("LEDGER_UNNAMED", one[:16], "No event of the audit trail names this record.", _COMPARE)
        for one in sorted(seen - named)
    ]
    return faults


def _named(audit_lines: Iterable[str]) -> Iterator[str]:
    for line in audit_lines:
        try:
            details = json.loads(line)["details"]
            yield from details.get(LEDGER, "").split()
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # the check of the trail itself tells of a line that cannot be read


def _read(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or set(row) != set(_FIELDS) or canonical_json(row) != line:
            return None
        if not all(isinstance(row[name], str) for name in _FIELDS if name != "body"):
            return None
        at = datetime.fromisoformat(row["recorded_at"])
        if instant_text(at) != row["recorded_at"]:
            return None
        row["recorded_at"] = at
    except (ValueError, RecursionError):
        return None
    return row


def _fault(code: str, number: int, cause: str) -> Fault:
    return Fault(code, f"line {number}", cause, _COMPARE)
