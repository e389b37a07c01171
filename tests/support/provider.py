"""A provider of messages for tests: a process of its own that notes each message as it comes, twice if it comes twice.

Usage: python -m tests.support.provider <socket> <ledger> <seed>. It is the witness: it drops no second message, loses some
answers, and is busy or refuses now and then. `Line` is the channel that talks to it.
"""

import json
import random
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer
from threading import Lock
from typing import Any

from alongside.core.definitions.messages import NOT_TAKEN, ChannelKind, OutgoingMessage, Refused, SendResult, Sent

BUSY, LOST, REFUSED = 0.02, 0.03, 0.01


class Provider(ThreadingUnixStreamServer):
    """Takes one request a connection, as a line of JSON."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, place: str, ledger: Path, seed: int) -> None:
        super().__init__(place, _Request)
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.draw, self.lock, self.had = random.Random(seed), Lock(), set[str]()

    def answer(self, asked: dict[str, Any]) -> dict[str, str] | None:
        """Return the answer to a request; None = the connection breaks."""
        with self.lock:
            key = asked["key"]
            if asked.pop("do") == "find":
                return {"is": "sent" if key in self.had else "not_taken"}
            chance = self.draw.random()
            if chance < BUSY:
                return {"is": "busy"}
            if chance < BUSY + REFUSED:
                return {"is": "refused"}
            self.had.add(key)
            self.ledger.write(json.dumps(asked) + "\n")
            return None if chance < BUSY + REFUSED + LOST else {"is": "sent"}


class _Request(StreamRequestHandler):
    def handle(self) -> None:
        asked = self.rfile.readline()
        assert isinstance(self.server, Provider)
        if asked.endswith(b"\n"):  # a worker that was killed while it spoke has sent nothing
            answered = self.server.answer(json.loads(asked))
            if answered is not None:
                self.wfile.write(json.dumps(answered).encode())


@dataclass(frozen=True, slots=True)
class Line:
    """A channel to the provider."""

    kind: ChannelKind
    place: str
    tell_time: Callable[[], datetime]

    @property
    def code(self) -> str:
        """The channel's permanent name."""
        return f"line_{self.kind.value}"

    @property
    def can_find(self) -> bool:
        """It can."""
        return True

    def send(self, message: OutgoingMessage) -> SendResult:
        """Hand the message over."""
        answered = self._ask(
            do="send",
            key=message.key,
            channel=self.kind.value,
            to=message.to,
            body=message.body,
            language=message.language,
            at=self.tell_time().isoformat(),
        )
        match answered:
            case "sent":
                return Sent(message.key)
            case "busy":
                return Refused("busy", permanent=False)
            case "refused":
                return Refused("address_refused", permanent=True)
        return Refused("answer_lost", permanent=False, may_have_left=True)

    def find(self, key: str) -> SendResult | None:
        """Ask whether a message came."""
        return Sent(key) if self._ask(do="find", key=key) == "sent" else NOT_TAKEN

    def _ask(self, **asked: str) -> str:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(self.place)
            line.sendall(json.dumps(asked).encode() + b"\n")
            answered = line.makefile().read()
        return str(json.loads(answered)["is"]) if answered else ""


if __name__ == "__main__":
    with Provider(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])) as provider:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        provider.serve_forever()
