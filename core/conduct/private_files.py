"""Files that hold keys or names: nobody but their owner can read them, from the moment that they are there."""

import os
from pathlib import Path


def write_private(file: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file for its owner alone. Raises FileExistsError when there is one already, unless `over`."""
    when_there = os.O_TRUNC if over else os.O_EXCL
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | when_there, 0o600), "wb") as opened:
        opened.write(content)
