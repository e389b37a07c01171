"""The demonstration as people start it: `alongside demo` in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60


class NotServingError(Exception):
    """The server did not start; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running demonstration; `people` are those of `demo.json` by first name, each with link and code."""

    url: str
    folder: Path
    people: dict[str, dict[str, str]]


@contextmanager
def served_demonstration(folder: Path) -> Iterator[Served]:
    """Start `alongside demo`, wait until it answers, and end it as Ctrl+C does.

    Raises:
        NotServingError: it did not start.
    """
    port = _free_port()
    said = folder / "said.txt"
    command = [sys.executable, "-m", "alongside", "demo", "--port", str(port), "--instance", str(folder / "instance")]
    with said.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
    try:
        _wait(process, port, said)
        told = json.loads((folder / "instance" / "demo.json").read_text(encoding="utf-8"))
        yield Served(told["url"], folder, {person["who"].split(",")[0]: person for person in told["people"]})
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NotServingError(said.read_text(encoding="utf-8", errors="replace"))
