"""The same contract on both kinds of database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alongside.core.storage import families, visits
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.vault import Keyring, Vault
from tests.support.databases import KINDS, Kind, fresh_database

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Household:
    """One family with one parent, one child and one open sheet."""

    family: str
    parent: str
    child: str
    visit: int
    sheet: int


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def records(kind: Kind, tmp_path: Path) -> Iterator[Database]:
    with fresh_database(kind, "records", tmp_path) as database:
        yield database


@pytest.fixture
def vault_database(kind: Kind, tmp_path: Path) -> Iterator[Database]:
    with fresh_database(kind, "vault", tmp_path) as database:
        yield database


@pytest.fixture
def keyring() -> Keyring:
    return Keyring("2026", {"2026": bytes(range(32))}, index_key=b"i" * 32)


@pytest.fixture
def vault(vault_database: Database, keyring: Keyring) -> Vault:
    return Vault(vault_database, keyring)


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def tx(records: Database, request: pytest.FixtureRequest) -> Iterator[Transaction]:
    if "household" in request.fixturenames:
        # It writes in a transaction of its own, so it goes first.
        request.getfixturevalue("household")
    with records.write() as transaction:
        yield transaction


@pytest.fixture
def household(records: Database) -> Household:
    with records.write() as tx:
        return add_household(tx)


def add_household(tx: Transaction, study: str = "bright", site: str = "bristol", prefix: str = "BR") -> Household:
    family = families.add_family(tx, study=study, site=site, site_prefix=prefix, at=NOON)
    parent = families.add_participant(tx, family=family.number, role="parent", language="en", at=NOON)
    child = families.add_child(tx, participant=parent.number, at=NOON)
    new_sheet = visits.NewSheet("stillwater", "1.0.0", "2_4", child.number, 30, 1)
    visit = visits.open_visit(
        tx,
        participant=parent.number,
        code="start",
        study_version="1",
        reference_date=date(2026, 11, 22),
        sheets=(new_sheet,),
        at=NOON,
    )
    (sheet,) = visits.sheets_of(tx, visit.id)
    return Household(family.number, parent.number, child.number, visit.id, sheet.id)
