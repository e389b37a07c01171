"""The audit chain on the databases; what the verifier finds is in tests/unit/storage."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

from alongside.core.storage import audit
from alongside.core.storage.canonical import NO_RECORD_BEFORE
from alongside.core.storage.database import Database, Transaction

from .conftest import add_household


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


def test_events_are_found_by_what_was_done_by_whom_about_whom_and_when(tx: Transaction, noon: datetime) -> None:
    for hour, (action, actor, subject) in enumerate(
        [("exported", "ravi", "bright"), ("identity_seen", "kim", "BR0001C"), ("role_given", "tess", "kim")]
    ):
        audit.append(tx, audit.AuditEvent(action, actor, subject, {"n": str(hour)}), noon + timedelta(hours=hour))

    def found(wanted: audit.Wanted) -> list[int]:
        events = audit.events(tx, wanted, limit=50)
        assert audit.count(tx, wanted) == len(events)
        return [event.sequence for event in events]

    assert found(audit.Wanted()) == [3, 2, 1]
    assert found(audit.Wanted(action="exported")) == [1]
    assert found(audit.Wanted(who="kim")) == [3, 2]
    assert found(audit.Wanted(about="BR0001C")) == [2]
    assert found(audit.Wanted(since=noon + timedelta(hours=1))) == [3, 2]
    assert found(audit.Wanted(before=noon + timedelta(hours=1))) == [1]
    assert found(audit.Wanted(action="exported", who="kim")) == []
    assert [event.sequence for event in audit.events(tx, audit.Wanted(), limit=1, offset=1)] == [2]
    (newest,) = audit.events(tx, audit.Wanted(), limit=1)
    assert newest == audit.KeptEvent(3, noon + timedelta(hours=2), "role_given", "tess", "kim", {"n": "2"})
    assert audit.actions(tx) == ["exported", "identity_seen", "role_given"]


def test_who_answers_for_some_sites_is_shown_no_event_about_the_families_of_others(
    tx: Transaction, noon: datetime
) -> None:
    here, there = add_household(tx), add_household(tx, site="glasgow", prefix="GL")
    for home in (here, there):
        for subject in (home.family, home.parent, home.child):
            audit.append(tx, audit.AuditEvent("seen", "kim", subject), noon)
    audit.append(tx, audit.AuditEvent("staff_locked", "tess", "kim"), noon)

    def subjects(*sites: str) -> set[str]:
        return {event.subject for event in audit.events(tx, audit.Wanted(sites=frozenset(sites)), limit=50)}

    assert subjects("bristol") == {here.family, here.parent, here.child, "kim"}
    assert subjects("glasgow") == {there.family, there.parent, there.child, "kim"}
    assert subjects() == {"kim"}
    assert subjects("bristol", "glasgow") == subjects("bristol") | subjects("glasgow")


def test_the_newest_events_verify_against_the_hash_of_the_one_before(tx: Transaction, noon: datetime) -> None:
    for number in range(5):
        audit.append(tx, audit.AuditEvent("seen", "kim", f"BR{number:04}"), noon)

    assert audit.length(tx) == 5
    assert audit.hash_at(tx, 0) == NO_RECORD_BEFORE
    newest = list(audit.dump(tx, after=3))
    assert len(newest) == 2
    assert audit.verify(newest, head=audit.head(tx), after=(3, audit.hash_at(tx, 3))) == []
    assert [fault.code for fault in audit.verify(newest, after=(3, audit.hash_at(tx, 2)))] == ["AUDIT_ORDER"]
