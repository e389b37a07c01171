"""The one clock. In the demonstration it can be moved forward, so that a month can pass in an afternoon."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from alongside.core.definitions.errors import AlongsideError

STUDY_ZONE = ZoneInfo("Europe/London")
A_DAY = timedelta(days=1)
"""24 hours, as tries and repeats are counted: not from one midnight to the next."""


class ClockFixedError(AlongsideError):
    """Somebody tried to move the clock of a study that is not the demonstration."""


def _system_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time. `offset_file` holds the days that the demonstration's clock has been moved on."""

    def __init__(self, offset_file: Path | None = None, source: Callable[[], datetime] = _system_time) -> None:
        self._offset_file = offset_file
        self._source = source

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._source() + timedelta(days=self.days_moved())

    def today(self) -> date:
        """Return the day where the study takes place."""
        return self.now().astimezone(STUDY_ZONE).date()

    def days_moved(self) -> int:
        """Return by how many days the clock has been moved on."""
        if self._offset_file is None or not self._offset_file.exists():
            return 0
        return int(self._offset_file.read_text(encoding="ascii"))

    def move(self, days: int) -> None:
        """Move the clock on.

        Raises:
            ClockFixedError: this is not the demonstration, or the clock would go back.
        """
        if self._offset_file is None or days < 0:
            raise ClockFixedError("the clock moves in the demonstration only, and only forward")
        self._offset_file.write_text(str(self.days_moved() + days), encoding="ascii")
