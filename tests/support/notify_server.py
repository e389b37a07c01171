"""A local stand-in for the API of GOV.UK Notify: it checks what the real one checks, and keeps what it got."""

import json
import threading
import time
import uuid
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE = "8b3aa0b3-6b2c-4a52-8a9e-0d6b0f1c1a11"
SECRET = "2f1c9f6e-50c0-4d6c-9a0f-3d8f0a7b9c22"
API_KEY = f"tests-{SERVICE}-{SECRET}"
SMS_TEMPLATE = "11111111-1111-4111-8111-111111111111"
EMAIL_TEMPLATE = "22222222-2222-4222-8222-222222222222"
CLOCKS_MAY_DIFFER = 30
MOST_CHARACTERS = 918
_ADDRESS = {"sms": "phone_number", "email": "email_address"}


class RefusedByNotifyError(Exception):
    """What the API answers instead of taking a message."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"status_code": status, "errors": [{"error": error, "message": message}]}


@dataclass
class NotifyServer:
    """What the server was sent, and how it behaves.

    `next_answers` is used up one a request: a status ("429", "500"), or "lose" or "hang" for an answer that never
    comes; with " after taking" behind it the message is kept all the same. `refused` are addresses it does not take.
    """

    url: str = ""
    templates: dict[str, tuple[str, frozenset[str]]] = field(
        default_factory=lambda: {
            SMS_TEMPLATE: ("sms", frozenset({"body"})),
            EMAIL_TEMPLATE: ("email", frozenset({"subject", "body"})),
        }
    )
    next_answers: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    taken: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    may_go: threading.Event = field(default_factory=threading.Event)

    def take(self, kind: str, sent: dict[str, Any]) -> dict[str, Any]:
        """Check a message as the real one does, keep it, and return the answer."""
        words = {} if "content" in sent else self._fill_in(kind, sent)
        kept = {
            "id": str(uuid.uuid4()),
            "reference": sent.get("reference"),
            "type": kind,
            "status": "created",
            "words": words,
            "pages": b64decode(sent["content"]) if "content" in sent else b"",
            "to": sent.get(_ADDRESS.get(kind, ""), ""),
            "sender": sent.get("sms_sender_id") or sent.get("email_reply_to_id"),
        }
        with self.lock:
            self.taken.append(kept)
        return {"id": kept["id"], "reference": kept["reference"], "content": words}

    def _fill_in(self, kind: str, sent: dict[str, Any]) -> dict[str, str]:
        address = sent.get(_ADDRESS.get(kind, ""), "")
        if not address or address in self.refused:
            raise RefusedByNotifyError(400, "ValidationError", f"{_ADDRESS.get(kind, 'to')} is not a valid address")
        template = self.templates.get(sent.get("template_id", ""))
        if template is None or template[0] != kind:
            raise RefusedByNotifyError(400, "BadRequestError", "Template not found")
        given: dict[str, str] = sent.get("personalisation", {})
        missing = template[1] - given.keys()
        if missing:
            raise RefusedByNotifyError(400, "BadRequestError", f"Missing personalisation: {', '.join(sorted(missing))}")
        if kind == "sms" and len(given["body"]) > MOST_CHARACTERS:
            raise RefusedByNotifyError(
                400, "BadRequestError", "Content for template has a character count greater than the limit"
            )
        return {name: given[name] for name in template[1]}

    def find(self, reference: str) -> dict[str, Any]:
        """Return what was taken under a reference, as the API tells it."""
        with self.lock:
            found = [one for one in self.taken if one["reference"] == reference]
        told = ({name: one[name] for name in ("id", "reference", "type", "status")} for one in found)
        return {"notifications": list(told), "links": {}}


def check_token(header: str) -> None:
    """Refuse a request that is not signed with the key of this service, or was signed long ago."""
    scheme, _, token = header.partition(" ")
    try:
        claims = jwt.decode(
            token,
            SECRET,
            algorithms=["HS256"],
            leeway=CLOCKS_MAY_DIFFER,
            options={"require": ["iss", "iat"]},
        )
    except jwt.InvalidTokenError as error:
        raise RefusedByNotifyError(403, "AuthError", "Invalid token: signature, api token not found") from error
    if abs(time.time() - claims["iat"]) > CLOCKS_MAY_DIFFER:
        raise RefusedByNotifyError(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
    if scheme != "Bearer" or claims["iss"] != SERVICE:
        raise RefusedByNotifyError(403, "AuthError", "Invalid token: service not found")


def _handler(state: NotifyServer) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # otherwise each answer waits 40 ms for the other side

        def do_POST(self) -> None:  # the standard library's name
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(lambda: (201, state.take(self.path.rpartition("/")[2], sent)))

        def do_GET(self) -> None:  # the standard library's name
            asked = parse_qs(urlsplit(self.path).query)
            self._answer(lambda: (200, state.find(asked.get("reference", [""])[0])))

        def _answer(self, work: Any) -> None:
            with state.lock:
                state.requests.append((self.command, urlsplit(self.path).path))
                wanted = state.next_answers.pop(0) if state.next_answers else ""
            behaviour, _, after_taking = wanted.partition(" ")
            try:
                check_token(self.headers.get("Authorization", ""))
                status, told = work() if not behaviour or after_taking else (0, {})
            except RefusedByNotifyError as refusal:
                status, told = refusal.status, refusal.body
            if behaviour.isdigit():
                status = int(behaviour)
                told = {"status_code": status, "errors": [{"error": "Exception", "message": "Internal server error"}]}
            if behaviour in {"lose", "hang"}:
                if behaviour == "hang":
                    state.may_go.wait(30)
                self.close_connection = True
                return
            self._reply(status, told)

        def _reply(self, status: int, told: dict[str, Any]) -> None:
            words = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
            """Keep quiet."""

    return Answers


@contextmanager
def run_notify_server() -> Iterator[NotifyServer]:
    """Run the server on a free port of this machine."""
    state = NotifyServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    server.daemon_threads = True  # a client may keep its connection open
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield state
    finally:
        state.may_go.set()
        server.shutdown()
        thread.join()
        server.server_close()
