"""The browser that tests drive: found on this machine, or installed. `python -m tests.support.browser` says which."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PLAYWRIGHT_BUILDS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
HOW = (
    "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium), "
    "or name its program: CHROMIUM=/path/to/chromium"
)


class NoBrowserError(Exception):
    """There is no browser to drive; the message says how to get one."""


@cache
def chromium_path() -> str:
    """Return the path of an installed Chromium or Chrome that starts.

    Raises:
        NoBrowserError: there is none.
    """
    path = find_chromium()
    if path is None:
        raise NoBrowserError(HOW)
    return path


def find_chromium() -> str | None:
    """Return the first candidate that starts and says its version."""
    return next((path for path in _candidates() if version_of(path)), None)


def version_of(path: str) -> str:
    """Return what the program says about its version; empty = it does not start (as Ubuntu's stand-in for a snap)."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""


def install_chromium() -> str | None:
    """Try each way to install one until one is found; each writes what it does to standard error."""
    for install in (_with_apt, _with_playwright):
        install()
        path = find_chromium()
        if path is not None:
            return path
    return None


def say_browser(find: Callable[[], str | None], install: Callable[[], str | None]) -> int:
    """Print which browser there is, installing one first when there is none; return the exit code."""
    path = find() or install()
    if path is None:
        sys.stderr.write(HOW + "\n")
        return 1
    sys.stdout.write(f"{version_of(path)}: {path}\n")
    return 0


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return  # who names one means that one
    yield from filter(None, map(shutil.which, NAMES))
    yield from (path for path in MAC if Path(path).is_file())
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _playwright_cache())
    yield from (str(path) for pattern in PLAYWRIGHT_BUILDS for path in sorted(home.glob(pattern), reverse=True))


def _playwright_cache() -> Path:
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / caches / "ms-playwright"


def _with_apt() -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, "--quiet", *words], stdout=sys.stderr, env=environment, check=False)


def _with_playwright() -> None:
    wanted = ["--with-deps", "chromium"] if shutil.which("apt-get") and os.geteuid() == 0 else ["chromium"]
    subprocess.run([sys.executable, "-m", "playwright", "install", *wanted], stdout=sys.stderr, check=False)


if __name__ == "__main__":
    sys.exit(say_browser(find_chromium, install_chromium))
