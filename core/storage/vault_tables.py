"""The tables of `vault`: sealed identity, the families' wrapped keys, and the blind index."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

from alongside.core.storage.columns import Instant
from alongside.core.storage.records_tables import NAMES

VAULT = MetaData(naming_convention=NAMES)

family_keys = Table(
    "family_keys",
    VAULT,
    Column("family", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("wrapped", LargeBinary),
    Column("wrapped_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("erased_at", Instant),
    sqlite_strict=True,
)
sealed_fields = Table(
    "sealed_fields",
    VAULT,
    Column("subject", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("family", ForeignKey("family_keys.family"), nullable=False, index=True),
    Column("key_version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("written_at", Instant, nullable=False),
    sqlite_strict=True,
)
blind_index = Table(
    "blind_index",
    VAULT,
    Column("kind", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("family", ForeignKey("family_keys.family"), nullable=False, index=True),
    sqlite_strict=True,
)
