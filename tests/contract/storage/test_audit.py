"""The audit chain on the databases; what the verifier finds is in tests/unit/storage."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from alongside.core.storage import audit
from alongside.core.storage.canonical import NO_RECORD_BEFORE
from alongside.core.storage.database import Database, Transaction


def test_an_empty_chain_is_whole(tx: Transaction) -> None:
    assert list(audit.dump(tx)) == []
    assert audit.head(tx) == NO_RECORD_BEFORE
    assert audit.verify([], head=audit.head(tx)) == []


def test_events_are_chained_and_the_dump_verifies(tx: Transaction, noon: datetime) -> None:
    hashes = [
        audit.append(tx, audit.AuditEvent("identity_seen", "staff-1", f"BR{n:04}", {"why": "phoned, „ż\n"}), noon)
        for n in range(5)
    ]
    lines = list(audit.dump(tx))

    assert len(set(hashes)) == len(lines) == 5
    assert audit.head(tx) == hashes[-1]
    assert audit.verify(lines, head=hashes[-1]) == []
    assert audit.verify((line + "\n" for line in lines), head=hashes[-1]) == []
    assert [fault.code for fault in audit.verify(lines[:-1], head=hashes[-1])] == ["AUDIT_CUT"]


def test_an_event_that_is_rolled_back_leaves_no_gap(records: Database, noon: datetime) -> None:
    event = audit.AuditEvent("export", "staff-1", "bright")
    with suppress(ZeroDivisionError), records.write() as tx:
        audit.append(tx, event, noon)
        _ = 1 / 0
    with records.write() as tx:
        audit.append(tx, event, noon)
    with records.read() as tx:
        assert audit.verify(audit.dump(tx), head=audit.head(tx)) == []


def test_many_writers_make_one_chain(records: Database, noon: datetime) -> None:
    def write(number: int) -> str:
        with records.write() as tx:
            return audit.append(tx, audit.AuditEvent("consent_signed", f"BR{number:04}", "linkage"), noon)

    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(write, range(64)))
    with records.read() as tx:
        lines = list(audit.dump(tx))
        assert audit.head(tx) in hashes
        assert audit.verify(lines, head=audit.head(tx)) == []

    assert len(lines) == len(hashes) == 64
