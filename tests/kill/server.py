"""A demonstration server in a process of its own that is killed with SIGKILL and started again on the same data."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
# No voice is wanted here: speaking takes the processor from the saving that is to be killed.
QUIET = {"ALONGSIDE_DISABLED_PLUGINS": '["espeak_ng"]'}


class NotServingError(AssertionError):
    """The server did not start; the message holds what it said."""


@dataclass(slots=True)
class Server:
    """The server's process; its data is in `folder` and in the two databases."""

    folder: Path
    records_url: str
    vault_url: str
    port: int = 0
    kills: int = 0
    _process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def instance(self) -> Path:
        """The folder of the server's own files."""
        return self.folder / "instance"

    @property
    def people(self) -> list[dict[str, Any]]:
        """Everybody in `demo.json`, with link and code."""
        told: dict[str, Any] = json.loads((self.instance / "demo.json").read_text(encoding="utf-8"))
        people: list[dict[str, Any]] = told["people"]
        return people

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises:
            NotServingError: it did not.
        """
        said = self.folder / "said.txt"
        command = [sys.executable, "-m", "alongside", "demo", "--port", str(self.port)]
        addresses = {"ALONGSIDE_RECORDS_URL": self.records_url, "ALONGSIDE_VAULT_URL": self.vault_url}
        with said.open("ab") as output:
            self._process = subprocess.Popen(
                [*command, "--instance", str(self.instance)],
                cwd=self.folder,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | addresses | QUIET,
            )
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise NotServingError(said.read_text(encoding="utf-8"))
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it at once: it can finish nothing."""
        self._process.send_signal(signal.SIGKILL)
        if self._process.wait() != -signal.SIGKILL:
            raise NotServingError(
                "the server ended by itself: " + (self.folder / "said.txt").read_text(encoding="utf-8")
            )
        self.kills += 1

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/help")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()
