"""The day of the accessibility statement, whose words are in `locales/en/accessible.toml`, and whether it has grown old."""

from collections.abc import Iterator
from datetime import date

from alongside.core.definitions.faults import Fault

WRITTEN_ON = date(2026, 11, 22)
MOST_DAYS = 365


def old_statement(today: date) -> Iterator[Fault]:
    """Yield a warning when the statement was last written more than a year ago."""
    if (today - WRITTEN_ON).days > MOST_DAYS:
        yield Fault(
            "STATEMENT_OLD",
            "accessible.written_on",
            f"The accessibility statement was last written on {WRITTEN_ON}, more than a year ago.",
            "Look at every line of locales/en/accessible.toml again, then set the day in core/conduct/accessible.py.",
            is_warning=True,
        )
