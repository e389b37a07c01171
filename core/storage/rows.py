"""Small pieces of SQL that several modules of this layer share."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite

from alongside.core.storage.database import Transaction


def columns_for(value_type: type, table: Table) -> list[Column[Any]]:
    """Return the table's columns that bear the names of the dataclass's fields."""
    return [table.c[field.name] for field in fields(value_type) if field.name in table.c]


def insert_into(tx: Transaction, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insert that can say what happens on a conflict."""
    return postgresql.insert(table) if tx.is_postgresql else sqlite.insert(table)


def insert_once(tx: Transaction, table: Table, key: Iterable[str], values: Mapping[str, Any]) -> int | None:
    """Insert unless the unique key is taken; return the new row's id, or None when it was taken.

    Two writers with the same key wait for each other, and one of them gets None.
    """
    statement = insert_into(tx, table).values(dict(values)).on_conflict_do_nothing(index_elements=list(key))
    new_id: int | None = tx.connection.execute(statement.returning(table.c.id)).scalar()
    return new_id
