"""Letters as PDFs that somebody prints and posts: one folder a day, with an index that names nobody.

Setting under `channels.letters`: `folder`. A day's letters lie in `batch-YYYY-MM-DD` with `index.csv` (key, file, state).
Who has posted a batch renames it so that it begins with `posted-`; what comes later that day begins a new one.
"""

import csv
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from alongside import NOT_TAKEN, ChannelKind, OutgoingMessage, Refused, Sent, hookimpl

CODE = "letters"
COLUMNS = ("key", "file", "state")
READY = "ready"
_INDEX = "index.csv"
_BATCHES = ("batch-*", "posted-*")
_PDF = "application/pdf"
_UNREADABLE = (OSError, UnicodeDecodeError, csv.Error)
"""The folder is away, or somebody has kept an index in a way that cannot be read."""
_WHERE_POSTED = ZoneInfo("Europe/London")


class HasChannels(Protocol):
    """The part of the settings that a channel reads."""

    @property
    def channels(self) -> Mapping[str, Mapping[str, str | int | bool]]:
        """Settings by the channel's name."""


@dataclass(frozen=True, slots=True)
class LetterBatches:
    """A folder of batches. Address and words are on the pages of each PDF; no name of a file or line of the index tells them."""

    folder: Path
    kind: ChannelKind = field(default=ChannelKind.LETTER, init=False)
    code: str = field(default=CODE, init=False)
    can_find: bool = field(default=True, init=False)

    def send(self, message: OutgoingMessage) -> Sent | Refused:
        """Put the letter into today's batch, safe from a crash; a second letter with the same key changes nothing."""
        if message.channel is not self.kind:
            return Refused("wrong_channel", permanent=True)
        pages = [one.content for one in message.attachments if one.media_type == _PDF]
        if len(pages) != 1 or len(message.attachments) != 1:
            return Refused("no_pages", permanent=True)
        name = _name_of(message.key)
        try:
            with self._alone():
                if self._batch_of(message.key) is None:
                    # A letter whose writer stopped before it was listed is taken as it is: it may have been printed.
                    batch = self._batch_with(name) or self._todays_batch()
                    _write_once(batch / name, pages[0])
                    _list(batch / _INDEX, message.key, name)
        except _UNREADABLE:
            return Refused("server_down", permanent=False)
        return Sent(Path(name).stem)

    def find(self, key: str) -> Sent | Refused | None:
        """Look the key up in the index of every batch, open or posted."""
        try:
            is_listed = self._batch_of(key) is not None
        except _UNREADABLE:
            return None
        return Sent(Path(_name_of(key)).stem) if is_listed else NOT_TAKEN

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other writers of this folder out; the system lets go when a process dies."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _batches(self) -> list[Path]:
        return sorted(batch for pattern in _BATCHES for batch in self.folder.glob(pattern))

    def _batch_of(self, key: str) -> Path | None:
        newest_first = reversed(self._batches())
        return next((one for one in newest_first if key in {row["key"] for row in _listed(one / _INDEX)}), None)

    def _batch_with(self, name: str) -> Path | None:
        return next((batch for batch in self._batches() if (batch / name).is_file()), None)

    def _todays_batch(self) -> Path:
        batch = self.folder / f"batch-{datetime.now(_WHERE_POSTED).date().isoformat()}"
        batch.mkdir(mode=0o700, exist_ok=True)
        return batch


def _name_of(key: str) -> str:
    # A key may hold characters that a file name may not.
    return f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.pdf"


def _write_once(place: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that is there stays."""
    if place.exists():
        return
    descriptor, draft = tempfile.mkstemp(dir=place.parent, prefix=".draft-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).rename(place)


def _listed(index: Path) -> list[dict[str, str]]:
    """Return the lines of an index as they are, also when somebody has changed a state in a spreadsheet."""
    if not index.is_file():
        return []
    with index.open(encoding="utf-8-sig", newline="") as lines:
        return [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(lines)]


def _list(index: Path, key: str, name: str) -> None:
    """Add a line to an index, written anew so that a crash leaves the old one or the new one."""
    rows = [*_listed(index), dict(zip(COLUMNS, (key, name, READY), strict=True))]
    descriptor, draft = tempfile.mkstemp(dir=index.parent, prefix=".draft-")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).rename(index)
    folder = os.open(index.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@hookimpl
def alongside_channels(settings: HasChannels) -> tuple[LetterBatches, ...]:
    """Offer letters, when a `folder` is set."""
    folder = settings.channels.get(CODE, {}).get("folder")
    return (LetterBatches(Path(str(folder))),) if folder else ()
