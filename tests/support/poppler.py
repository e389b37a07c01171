"""Poppler's programs, which read PDFs back: found on this machine, or installed.

`python -m tests.support.poppler` says which.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

PROGRAMS = ("pdftotext", "pdftoppm", "pdfinfo")
HOW = (
    "Poppler's programs (pdftotext, pdftoppm, pdfinfo) were not found and could not be installed. Install them "
    "(Debian or Ubuntu: apt-get install poppler-utils; macOS: brew install poppler), or name their folder: "
    "POPPLER=/path/to/bin"
)


class NoPopplerError(Exception):
    """There is nothing to read PDFs back with; the message says how to get it."""


@cache
def poppler_path(program: str) -> str:
    """Return the path of one of Poppler's programs.

    Raises:
        NoPopplerError: it is not there.
    """
    path = find_program(program)
    if path is None:
        raise NoPopplerError(HOW)
    return path


def find_program(program: str) -> str | None:
    """Return where a program is; who names a folder in POPPLER means that one."""
    return shutil.which(program, path=os.environ.get("POPPLER") or None)


def find_poppler() -> str | None:
    """Return the folder of Poppler's programs if all are there."""
    found = [find_program(program) for program in PROGRAMS]
    return str(Path(found[0]).parent) if found[0] and all(found) else None


def install_poppler() -> str | None:
    """Install it with Debian's or Ubuntu's packages, if this person may."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "poppler-utils"]):
        subprocess.run([apt, "--quiet", *words], stdout=sys.stderr, env=environment, check=False)
    return find_poppler()


def say_poppler(install: Callable[[], str | None] = install_poppler) -> int:
    """Print where Poppler is, installing it first when it is not; return the exit code."""
    folder = find_poppler() or install()
    if folder is None:
        sys.stderr.write(HOW + "\n")
        return 1
    said = subprocess.run([poppler_path("pdftotext"), "-v"], capture_output=True, text=True, check=False)
    sys.stdout.write(f"{said.stderr.partition(chr(10))[0]}: {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(say_poppler())
