"""The two databases, `records` and `vault`, and the transactions that every storage function takes first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from alongside.core.storage.errors import DatabaseAddressError, DatabaseUnavailableError, ReadOnlyError
from alongside.core.storage.migrations import upgrade

Which = Literal["records", "vault"]
BUSY_SECONDS = 30
_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR")


@dataclass(slots=True)
class Transaction:
    """An open transaction on one of the two databases; only this layer looks inside."""

    connection: Connection
    scrub: bool = False
    """After the commit, remove what was erased from the database's own log and free space as well."""
    unnamed: list[str] = field(default_factory=list)
    """Hashes of what was written to the consent ledger, until the next event of the audit trail names them."""

    @property
    def is_postgresql(self) -> bool:
        """Say whether the database is PostgreSQL; the other kind is SQLite."""
        return self.connection.dialect.name == "postgresql"


class Database:
    """One of the two databases, reached by its URL: `sqlite:///<path>` or `postgresql+psycopg://...`."""

    def __init__(self, url: str, which: Which) -> None:
        self.which: Which = which
        self._turn = Lock()
        self._engine = _make_engine(_read_url(url))

    def migrate(self) -> None:
        """Bring the schema up to date; safe when several servers start at once."""
        if self._engine.url.get_backend_name() == "sqlite":
            _make_private_file(Path(self._engine.url.database or ""))
        with self.write() as tx:
            upgrade(tx.connection, self.which)

    def dispose(self) -> None:
        """Close the pooled connections, for instance before a fork."""
        self._engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a transaction that commits at the end and rolls back on an error.

        On SQLite it holds the one write lock from its start: keep it short, and never open one inside another.
        """
        with (
            _known_errors(),
            self._turn_to_write(),
            self._engine.connect().execution_options(alongside_writes=True) as connection,
        ):
            with connection.begin():
                tx = Transaction(connection)
                yield tx
            if tx.scrub:
                _scrub(self._engine)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a transaction that sees one moment of the database and cannot write."""
        options: dict[str, Any] = {}
        if self._engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            _known_errors(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield Transaction(connection)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        """Let the threads of this process write to SQLite in turn.

        SQLite's own waiting is polling with longer and longer pauses: measured with 8 threads, a few wait for seconds.
        """
        if self._engine.dialect.name != "sqlite":
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise DatabaseUnavailableError("another thread writes for too long")
        try:
            yield
        finally:
            self._turn.release()


@contextmanager
def _known_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        reason = getattr(error.orig, "sqlite_errorname", None) or type(error.orig).__name__
        if reason in {"SQLITE_READONLY", "ReadOnlySqlTransaction"}:
            raise ReadOnlyError("something was to be written in a transaction opened for reading") from error
        if isinstance(error, OperationalError) and (reason.startswith(_AWAY) or not reason.startswith("SQLITE_")):
            raise DatabaseUnavailableError(f"the database is busy or out of reach: {reason}") from error
        raise
    except PoolTimeoutError as error:
        raise DatabaseUnavailableError("every connection to the database is in use") from error


def _read_url(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseAddressError("the database's address cannot be read") from None
    if address.drivername in {"postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername in {"sqlite", "sqlite+pysqlite"} and address.database not in {None, "", ":memory:"}:
        return address
    raise DatabaseAddressError(
        f"a database of kind {address.drivername} is not supported: use sqlite:///<path> or postgresql+psycopg://"
    )


def _make_private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Readable by the owner alone; the log files beside it take over the mode.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)  # answers never reach a log
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin_sqlite` says which kind is meant.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # Without it INSERT OR REPLACE would slip past the triggers that refuse deletion.
        "recursive_triggers = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get("alongside_writes"))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not writes)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _scrub(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as autocommit:
            autocommit.exec_driver_sql("VACUUM (FULL) family_keys")
