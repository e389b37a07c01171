"""The tables in the code are the tables in the database."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, create_engine, text

from alongside.core.storage.database import Database, Which
from alongside.core.storage.records_tables import RECORDS
from alongside.core.storage.vault_tables import VAULT
from tests.support.databases import Kind, empty_url

METADATA: dict[Which, MetaData] = {"records": RECORDS, "vault": VAULT}
POSTGRESQL_SCHEMA = """
    SELECT 'column', table_name, column_name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef
    FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
SQLITE_SCHEMA = """
    SELECT type, tbl_name, name, sql FROM sqlite_master
    WHERE type IN ('table', 'index') AND tbl_name NOT LIKE 'sqlite%' AND tbl_name <> 'alembic_version'
"""


@pytest.mark.parametrize("which", ["records", "vault"])
def test_the_migrated_schema_is_the_one_that_the_code_declares(kind: Kind, which: Which, tmp_path: Path) -> None:
    with empty_url(kind, tmp_path) as migrated_url, empty_url(kind, tmp_path) as declared_url:
        database = Database(migrated_url, which)
        database.migrate()
        migrated = schema_of(migrated_url)
        database.dispose()
        engine = create_engine(declared_url)
        METADATA[which].create_all(engine)
        engine.dispose()

        assert migrated == schema_of(declared_url)


@pytest.mark.parametrize("which", ["records", "vault"])
def test_migrating_again_changes_nothing(kind: Kind, which: Which, tmp_path: Path) -> None:
    with empty_url(kind, tmp_path) as url:
        database = Database(url, which)
        database.migrate()
        before = schema_of(url)
        database.migrate()
        database.dispose()

        assert schema_of(url) == before


def test_servers_that_start_at_once_migrate_once(kind: Kind, tmp_path: Path) -> None:
    with empty_url(kind, tmp_path) as url:
        databases = [Database(url, "records") for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(Database.migrate, databases))
        for database in databases:
            database.dispose()

        assert any(row[1] == "answers" for row in schema_of(url))


def test_every_table_of_sqlite_is_strict(tmp_path: Path) -> None:
    for which in ("records", "vault"):
        with empty_url("sqlite", tmp_path) as url:
            database = Database(url, which)
            database.migrate()
            database.dispose()
            tables = {row[2]: row[3] for row in schema_of(url) if row[0] == "table"}

            assert tables
            assert [name for name, sql in tables.items() if not sql.rstrip().endswith("STRICT")] == []


def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "vault.db"
    database = Database(f"sqlite:///{path}", "vault")
    database.migrate()
    with database.write():
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    database.dispose()

    assert "vault.db" in modes
    assert set(modes.values()) == {0o600}


def schema_of(url: str) -> list[tuple[str, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = _rows(connection)
    engine.dispose()
    return rows


def _rows(connection: Connection) -> list[tuple[str, ...]]:
    query = SQLITE_SCHEMA if connection.dialect.name == "sqlite" else POSTGRESQL_SCHEMA
    rows = connection.execute(text(query))
    return sorted(tuple(_columns_sorted(str(cell)) for cell in row) for row in rows)


def _columns_sorted(cell: str) -> str:
    """Return a CREATE TABLE with its parts in alphabetical order: their order means nothing."""
    if not cell.lstrip().startswith("CREATE TABLE"):
        return cell
    head, *parts, tail = (line.strip().rstrip(",") for line in cell.strip().splitlines())
    return "\n".join((head, *sorted(part for part in parts if part), tail))
