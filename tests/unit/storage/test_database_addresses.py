"""Which databases are taken, and which are refused with a remedy."""

import pytest

from alongside.core.storage.database import Database
from alongside.core.storage.errors import DatabaseAddressError


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///instance/records.db",
        "sqlite:////srv/records.db",
        "postgresql+psycopg://alongside@db/records",
        "postgresql://alongside@db/records",
    ],
)
def test_files_of_sqlite_and_servers_of_postgresql_are_taken(url: str) -> None:
    Database(url, "records").dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://u:s3cret@db/x", "records.db", ""])
def test_other_addresses_are_refused_without_telling_a_password(url: str) -> None:
    with pytest.raises(DatabaseAddressError) as raised:
        Database(url, "records")

    assert "s3cret" not in str(raised.value)
