"""Small pieces of SQL that several modules of this layer share."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from alongside.core.storage.database import Transaction


def columns_for(value_type: type, table: Table) -> list[Column[Any]]:
    """Return the table's columns that bear the names of the dataclass's fields."""
    return [table.c[field.name] for field in fields(value_type) if field.name in table.c]


def insert_into(tx: Transaction, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insert that can say what happens on a conflict."""
    return postgresql.insert(table) if tx.is_postgresql else sqlite.insert(table)


def insert_once(tx: Transaction, table: Table, key: Sequence[str], values: Mapping[str, Any]) -> int | None:
    """Insert unless the unique key is taken; return the new row's id, or None when it was taken.

    Two writers with the same key wait for each other, and one of them gets None.
    """
    statement = _insert_once(table, tuple(key), is_postgresql=tx.is_postgresql)
    new_id: int | None = tx.connection.execute(statement, dict(values)).scalar()
    return new_id


@cache
def _insert_once(table: Table, key: tuple[str, ...], *, is_postgresql: bool) -> ReturningInsert[int]:
    # Making a statement takes longer than running it, so each is made once.
    statement = postgresql.insert(table) if is_postgresql else sqlite.insert(table)
    return statement.on_conflict_do_nothing(index_elements=list(key)).returning(table.c.id)
