"""The audit chain: who did what, when; each event holds the hash of the one before.

An edit, a deletion or a change of order shows when the dump is verified; a cut at the end, or a chain that was written
anew, shows against a head (the last hash of its day) that was kept elsewhere. Details name no person.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, union, update

from alongside.core.definitions.faults import Fault
from alongside.core.storage.canonical import NO_RECORD_BEFORE, canonical_json, sha256_of
from alongside.core.storage.columns import instant_text
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import audit_events, audit_head, children, families, participants
from alongside.core.storage.rows import columns_for

LEDGER = "ledger"
"""The detail of an event that names records of the consent ledger, by hash."""
_FIELDS = ("sequence", "at", "action", "actor", "subject", "details", "previous")
_RESTORE = "Keep the file, compare it with the copies kept elsewhere, and tell the data protection officer."


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Something that must stay known: consent, randomisation, unblinding, export, a look at an identity, ..."""

    action: str
    actor: str
    subject: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it is kept."""

    sequence: int
    at: datetime
    action: str
    actor: str
    subject: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; what is empty or None leaves none out.

    `who` is whoever did it or had it done to them. `sites` leaves out what was done about the families of other sites.
    """

    action: str = ""
    who: str = ""
    about: str = ""
    since: datetime | None = None
    before: datetime | None = None
    sites: frozenset[str] | None = None


def append(tx: Transaction, event: AuditEvent, at: datetime) -> str:
    """Write an event and return its hash; call it last in a transaction, for other writers of events wait for it.

    It names the records that this transaction wrote to the consent ledger: none of them can be taken away unseen.
    """
    ledger = {LEDGER: " ".join(tx.unnamed)} if tx.unnamed else {}
    head = tx.connection.execute(select(audit_head).with_for_update()).mappings().one()
    values: dict[str, Any] = {
        "sequence": head["sequence"] + 1,
        "at": at,
        "action": event.action,
        "actor": event.actor,
        "subject": event.subject,
        "details": {**event.details, **ledger},
        "previous": head["hash"],
    }
    new_hash = _hash_of(values | {"at": instant_text(at)})
    tx.connection.execute(insert(audit_events).values(hash=new_hash, **values))
    tx.connection.execute(update(audit_head).values(sequence=values["sequence"], hash=new_hash))
    tx.unnamed.clear()
    return new_hash


def head(tx: Transaction) -> str:
    """Return the last hash of the chain, to be kept elsewhere."""
    last: str = tx.connection.execute(select(audit_head.c.hash)).scalar_one()
    return last


def length(tx: Transaction) -> int:
    """Return how many events were ever written."""
    last: int = tx.connection.execute(select(audit_head.c.sequence)).scalar_one()
    return last


def hash_at(tx: Transaction, sequence: int) -> str:
    """Return the hash of one event; that of the beginning where there is none."""
    statement = select(audit_events.c.hash).where(audit_events.c.sequence == sequence)
    return tx.connection.execute(statement).scalar() or NO_RECORD_BEFORE


def dump(tx: Transaction, *, after: int = 0) -> Iterator[str]:
    """Yield the events after one, oldest first, each as one line of canonical JSON."""
    statement = select(audit_events).where(audit_events.c.sequence > after).order_by(audit_events.c.sequence)
    for row in tx.connection.execute(statement, execution_options={"yield_per": 1000}).mappings():
        yield canonical_json({**row, "at": instant_text(row["at"])})


def events(tx: Transaction, wanted: Wanted, *, limit: int, offset: int = 0) -> list[KeptEvent]:
    """Return the wanted events, newest first."""
    statement = (
        select(*columns_for(KeptEvent, audit_events))
        .where(*_conditions(wanted))
        .order_by(audit_events.c.sequence.desc())
        .limit(limit)
        .offset(offset)
    )
    return [KeptEvent(**row) for row in tx.connection.execute(statement).mappings()]


def count(tx: Transaction, wanted: Wanted) -> int:
    """Return how many events are wanted."""
    statement = select(func.count()).select_from(audit_events).where(*_conditions(wanted))
    found: int = tx.connection.execute(statement).scalar_one()
    return found


def actions(tx: Transaction) -> list[str]:
    """Return every kind of event that was written, by code."""
    return list(
        tx.connection.execute(select(audit_events.c.action).distinct().order_by(audit_events.c.action)).scalars()
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.action:
        yield audit_events.c.action == wanted.action
    if wanted.who:
        yield or_(audit_events.c.actor == wanted.who, audit_events.c.subject == wanted.who)
    if wanted.about:
        yield audit_events.c.subject == wanted.about
    if wanted.since is not None:
        yield audit_events.c.at >= wanted.since
    if wanted.before is not None:
        yield audit_events.c.at < wanted.before
    if wanted.sites is not None:
        elsewhere = families.c.site.not_in(wanted.sites)
        of_family = participants.join(families, families.c.number == participants.c.family)
        yield audit_events.c.subject.not_in(
            union(
                select(families.c.number).where(elsewhere),
                select(participants.c.number).select_from(of_family).where(elsewhere),
                select(children.c.number)
                .select_from(of_family.join(children, children.c.participant == participants.c.number))
                .where(elsewhere),
            )
        )


def verify(
    lines: Iterable[str], *, head: str | None = None, after: tuple[int, str] = (0, NO_RECORD_BEFORE)
) -> list[Fault]:
    """Find every edit, deletion and change of order in a dump; with a head that was kept, a cut at the end too.

    Events that were added since the head was kept are no fault. A dump that does not begin with the first event comes
    with number and hash of the one before.
    """
    faults: list[Fault] = []
    expected, previous = after[0] + 1, after[1]
    is_head_met = head in {None, previous}
    for number, line in enumerate(lines, start=expected):
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
        is_head_met = is_head_met or previous == head
    if not is_head_met:
        faults.append(_fault("AUDIT_CUT", expected, "No event has the head that was kept."))
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
