"""The ledgers refuse every change, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from alongside.core.storage import audit, choices, consent_releases, contacts, staff
from alongside.core.storage.database import Database

from .conftest import NOON, Household
from .test_consents import attempt, choice, consent

LEDGERS = (
    "status_events",
    "choices",
    "attempts",
    "consent_records",
    "consent_releases",
    "staff_statements",
    "contacts",
    "audit_events",
)


@pytest.mark.parametrize("table", LEDGERS)
def test_a_ledger_refuses_updates_and_deletions(records: Database, household: Household, table: str) -> None:
    with records.write() as tx:
        choices.append_choice(tx, choice(household), NOON)
        choices.append_attempt(tx, attempt(household), NOON)
        consent(tx, household)
        step = consent_releases.NewStep("bright", "linkage", "2.0.0", "staged", "tess", "abc", "key-8")
        consent_releases.append_step(tx, step, NOON, after=0)
        staff.add_account(tx, "nina", NOON)
        staff.note(tx, staff.StaffStatement("nina", "training", "sdq", "done", NOON.date(), "tess", NOON))
        contacts.add_contact(tx, contacts.NewContact(household.parent, "call", "spoke", "", "nina", "key-9"), NOON)
        audit.append(tx, audit.AuditEvent("export", "staff-1", "bright"), NOON)
        rows = tx.connection.execute(text(f"SELECT * FROM {table}")).all()
        (key,) = {"id", "sequence"} & set(tx.connection.execute(text(f"SELECT * FROM {table}")).keys())

    for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), records.write() as tx:
            tx.connection.execute(text(statement))
    with records.read() as tx:
        assert tx.connection.execute(text(f"SELECT * FROM {table}")).all() == rows
    assert rows
