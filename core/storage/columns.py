"""Column types that mean the same on SQLite (STRICT) and PostgreSQL: only TEXT, integers and bytes are stored."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, final

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from alongside.core.storage.canonical import canonical_json
from alongside.core.storage.errors import NaiveTimeError

# SQLite numbers rows by itself only in a column whose type is exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


@final
class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as ISO text of one width, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the moment as text; a time without a zone is refused."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveTimeError("a time without a time zone cannot be stored")
        return instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the text as a moment in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def instant_text(value: datetime) -> str:
    """Return the moment as it is stored and hashed."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@final
class Day(TypeDecorator[date]):
    """A calendar date, stored as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the date as text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the text as a date."""
        return None if value is None else date.fromisoformat(value)


@final
class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001 - SQLAlchemy's signature
        """Write 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read 1 or 0."""
        return None if value is None else bool(value)


@final
class Document(TypeDecorator[Mapping[str, Any]]):
    """A small mapping, stored as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the mapping as canonical JSON."""
        return None if value is None else canonical_json(dict(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Mapping[str, Any] | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the JSON."""
        if value is None:
            return None
        document: dict[str, Any] = json.loads(value)
        return document
