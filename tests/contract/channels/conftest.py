"""Real servers for the channels to talk to, on this machine: a mail server and a text-message gateway."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from alongside.core.definitions.messages import Attachment, ChannelKind, OutgoingMessage
from tests.support.notify_server import NotifyServer, run_notify_server

PAGES = Attachment("letter.pdf", "application/pdf", b"%PDF-1.7 the pages of a letter")


@dataclass(frozen=True)
class ChannelSettings:
    """The part of the settings that a channel reads."""

    channels: Mapping[str, Mapping[str, str | int | bool]]


@pytest.fixture
def configure() -> Callable[..., ChannelSettings]:
    """Return a maker of settings: one argument for each channel that is set up."""

    def configure_some(**channels: Mapping[str, str | int | bool]) -> ChannelSettings:
        return ChannelSettings(channels)

    return configure_some


@pytest.fixture
def write() -> Callable[..., OutgoingMessage]:
    """Return a writer of messages of a kind."""

    def write_one(kind: ChannelKind, key: str = "family 7:part_due:2026-07", **changes: Any) -> OutgoingMessage:
        address = {"sms": "+447700900123", "email": "sam@example.org", "letter": "1 Any Road\nAnytown"}[kind.value]
        fields: dict[str, Any] = {
            "to": address,
            "subject": "" if kind is ChannelKind.SMS else "Still here for you",
            "body": "Hello,\n\nOpen this:\nhttps://host.example.org/s/abc\n\nRing 07700 900900",
            "language": "en",
            "direction": "ltr",
            "sender": "Hello",
            "attachments": (PAGES,) if kind is ChannelKind.LETTER else (),
        }
        return OutgoingMessage(key=key, channel=kind, **(fields | changes))

    return write_one


@dataclass
class MailServer:
    """What the mail server answers at each step, and what it has taken."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_MAIL(self, *asked: Any) -> str:  # noqa: N802  # aiosmtpd's name
        _, _, envelope, address, _ = asked
        envelope.mail_from = address
        return self.answers.get("mail", "250 OK")

    async def handle_RCPT(self, *asked: Any) -> str:  # noqa: N802  # aiosmtpd's name
        _, _, envelope, address, _ = asked
        envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 OK")

    async def handle_DATA(self, *asked: Any) -> str:  # noqa: N802  # aiosmtpd's name
        server, _, envelope = asked
        answer = self.answers.get("data", "250 OK")
        if answer == "vanish":
            server.transport.abort()
        if answer in {"vanish", "250 OK"}:
            self.taken.append(envelope)
        return answer


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def closed_port() -> int:
    """Return a port that nobody listens on."""
    return free_port()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Run a mail server."""
    handler = MailServer(port=free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@dataclass
class Asked:
    """One request to the gateway."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]


@dataclass
class Gateway:
    """What the text-message gateway answers, and what it was asked."""

    url: str = ""
    status: int = 201
    answer: bytes = b'{"id": "gw-1"}'
    location: str = ""
    vanishes: bool = False
    taken: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """Run a text-message gateway that remembers the keys it has seen."""
    state = Gateway()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the standard library's name
            words = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_json = self.headers["Content-Type"] == "application/json"
            fields = json.loads(words) if is_json else {name: value[0] for name, value in parse_qs(words).items()}
            state.asked.append(Asked("POST", self.path, dict(self.headers), fields))
            if state.status < 300:
                state.taken[unquote(self.headers["Idempotency-Key"])] = "gw-1"
            if state.vanishes:
                self.close_connection = True
                return
            self.reply(state.status, state.answer)

        def do_GET(self) -> None:  # the standard library's name
            state.asked.append(Asked("GET", self.path, dict(self.headers), {}))
            key = unquote(self.path.rpartition("/")[2])
            if state.status >= 500:
                self.reply(state.status, b"")
            elif key in state.taken:
                self.reply(200, json.dumps({"id": state.taken[key]}).encode())
            else:
                self.reply(404, b"{}")

        def reply(self, status: int, words: bytes) -> None:
            self.send_response(status)
            if state.location:
                self.send_header("Location", state.location)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def notify_server() -> Iterator[NotifyServer]:
    """Run a stand-in for GOV.UK Notify."""
    with run_notify_server() as server:
        yield server
