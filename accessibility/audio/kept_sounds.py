"""Made sound on the server's disk, under names that tell nothing, within a bound."""

import logging
import os
import tempfile
import time
from pathlib import Path
from threading import Lock

_log = logging.getLogger(__name__)

_SOUND = ".mp3"
_UNFINISHED = ".part"
_UNFINISHED_SECONDS = 3600  # a writer that still has its file open is younger than this


class KeptSounds:
    """A folder of sounds by key. Safe for many threads and processes: a file appears whole or not at all.

    The folder stays within `most_bytes` for one process; each further process may add a tenth of that for a while.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._written_since_sweep = most_bytes  # the first write of a process looks at what others left

    def find(self, key: str) -> bytes | None:
        """Return the sound and note that it was used; None when it is not kept."""
        path = self._path(key)
        try:
            sound = path.read_bytes()
            os.utime(path)
        except OSError:  # not kept, or removed under our hands: it will be made again
            return None
        return sound or None

    def keep(self, key: str, sound: bytes) -> None:
        """Write the sound durably. A full disk is logged and otherwise ignored: the person still hears the sound."""
        try:
            self._make_room(len(sound))
            self._write(key, sound)
        except OSError as error:
            _log.warning("A sound could not be kept: %s", error.strerror)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SOUND}"

    def _write(self, key: str, sound: bytes) -> None:
        descriptor, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(sound)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path(key))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self, size: int) -> None:
        with self._lock:
            self._written_since_sweep += size
            if self._written_since_sweep * 10 <= self._most_bytes:
                return
            self._written_since_sweep = size
            self._sweep(self._most_bytes * 9 // 10 - size)

    def _sweep(self, allowed_bytes: int) -> None:
        """Remove what was used longest ago until the rest is within the bound."""
        files = []
        for entry in os.scandir(self._folder):
            try:
                facts = entry.stat()
            except FileNotFoundError:
                continue
            if entry.name.endswith(_SOUND):
                files.append((facts.st_mtime_ns, facts.st_size, entry.path))
            elif entry.name.endswith(_UNFINISHED) and facts.st_mtime < time.time() - _UNFINISHED_SECONDS:
                Path(entry.path).unlink(missing_ok=True)
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= allowed_bytes:
                return
            Path(path).unlink(missing_ok=True)
            total -= size
