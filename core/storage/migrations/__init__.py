"""The schema's history, one folder for each database, run from here and never by hand."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_LOCK = 7_310_472  # any number that nothing else on the server uses for an advisory lock


def upgrade(connection: Connection, which: str) -> None:
    """Bring one database's schema to the newest revision, inside the open transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / which).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
