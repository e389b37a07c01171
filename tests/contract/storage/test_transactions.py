"""Transactions commit, roll back, and refuse to write when opened for reading."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from alongside.core.storage import families
from alongside.core.storage.database import Database
from alongside.core.storage.errors import DatabaseUnavailableError, NaiveTimeError, ReadOnlyError
from tests.support.databases import Kind


def test_an_error_rolls_everything_back(records: Database, noon: datetime) -> None:
    with suppress(ZeroDivisionError), records.write() as tx:
        families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)
        _ = 1 / 0

    with records.read() as tx:
        assert families.families_of(tx, study="bright") == []


def test_a_reading_transaction_cannot_write(records: Database, noon: datetime) -> None:
    with pytest.raises(ReadOnlyError), records.read() as tx:
        families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)

    with records.write() as tx:
        assert families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon).number


def test_a_reading_transaction_sees_one_moment(records: Database, noon: datetime) -> None:
    with records.read() as reading:
        before = families.families_of(reading, study="bright")
        with records.write() as writing:
            families.add_family(writing, study="bright", site="bristol", site_prefix="BR", at=noon)
        assert families.families_of(reading, study="bright") == before == []


def test_a_time_without_a_zone_is_refused(records: Database, noon: datetime) -> None:
    with pytest.raises(NaiveTimeError), records.write() as tx:
        families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon.replace(tzinfo=None))


def test_a_time_of_another_zone_comes_back_as_the_same_moment_in_utc(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        number = families.add_family(
            tx, study="bright", site="bristol", site_prefix="BR", at=noon.astimezone(ZoneInfo("Asia/Karachi"))
        ).number
    with records.read() as tx:
        family = families.family(tx, number)

    assert family is not None
    assert family.created_at == noon
    assert str(family.created_at.tzinfo) == "UTC"


def test_a_database_that_is_away_is_said_to_be_unavailable(kind: Kind) -> None:
    url = {"sqlite": "sqlite:////nowhere/at/all.db", "postgresql": "postgresql+psycopg://x@/x?host=/nowhere"}[kind]
    database = Database(url, "records")

    with pytest.raises(DatabaseUnavailableError), database.read():
        pass


def test_many_threads_all_get_their_turn_to_write(records: Database, noon: datetime) -> None:
    def write(_: int) -> None:
        with records.write() as tx:
            families.add_family(tx, study="bright", site="bristol", site_prefix="BR", at=noon)

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(write, range(120)))
    with records.read() as tx:
        assert len(families.families_of(tx, study="bright")) == 120


def test_sqlite_is_set_for_safety(records: Database, kind: Kind) -> None:
    expected = {
        "sqlite": {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 30000,
            "recursive_triggers": 1,
            "secure_delete": 1,
            "query_only": 0,
        },
        "postgresql": {},
    }[kind]
    with records.write() as tx:
        found = {name: tx.connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in expected}

    assert found == expected
