"""An organisation's sign-in, for tests: Canaille in a process of its own, told what to know by lines of JSON.

`{"person": {...}}` adds somebody, `{"changed": {...}}` gives them another address, `{"client": {...}}` adds an application; each line is answered by one line.
"""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

SECONDS_TO_START = 60
STEPS_AT_MOST = 10
FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


class ProviderNotServingError(Exception):
    """The provider did not start; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class RunningProvider:
    """A provider that answers."""

    issuer: str
    process: "subprocess.Popen[str]"

    def add_person(self, name: str, email: str, password: str, *, is_verified: bool = True) -> None:
        """Add somebody who signs in with this name."""
        self._tell({"person": {"name": name, "email": email, "password": password, "is_verified": is_verified}})

    def change_person(self, name: str, email: str) -> None:
        """Give somebody another address."""
        self._tell({"changed": {"name": name, "email": email}})

    def add_client(self, code: str, secret: str, redirect_uri: str) -> None:
        """Add an application that people may sign in to."""
        self._tell({"client": {"code": code, "secret": secret, "redirect_uri": redirect_uri}})

    def _tell(self, what: Mapping[str, Any]) -> None:
        if self.process.stdin is None or self.process.stdout is None:
            raise ProviderNotServingError("it does not listen")
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline().strip() != "done":
            raise ProviderNotServingError(f"it did not take {what!r}")


@contextmanager
def identity_provider() -> Iterator[RunningProvider]:
    """Start a provider on a port of this machine, and end it.

    Raises:
        ProviderNotServingError: it did not start.
    """
    with TemporaryFile("w+", encoding="utf-8") as said:
        yield from _run(said)


def _run(said: IO[str]) -> Iterator[RunningProvider]:
    process = subprocess.Popen(
        [sys.executable, "-P", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith(("CANAILLE", "PYTHON"))},
    )
    too_late = threading.Timer(SECONDS_TO_START, process.kill)
    too_late.start()
    try:
        issuer = process.stdout.readline().strip() if process.stdout else ""
        too_late.cancel()
        if not issuer:
            said.seek(0)
            raise ProviderNotServingError(said.read())
        yield RunningProvider(issuer, process)
    finally:
        too_late.cancel()
        if process.stdin:
            process.stdin.close()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def sign_in_there(address: str, name: str, password: str, *, back: str) -> dict[str, str]:
    """Sign in on the provider's own pages, and return what it answers the application at `back`.

    Raises:
        AssertionError: the provider did not lead back.
    """
    with requests.Session() as browser:
        response = browser.get(address)
        for step in ({"login": name}, {"password": password}):
            typed = dict(FIELD.findall(response.text)) | step
            response = browser.post(response.url, data=typed, allow_redirects=False)
            for _ in range(STEPS_AT_MOST):
                leads_to = urljoin(response.url, response.headers.get("Location", ""))
                if leads_to.startswith(back):
                    return dict(parse_qsl(urlsplit(leads_to).query))
                if not response.is_redirect:
                    break
                response = browser.get(leads_to, allow_redirects=False)
    raise AssertionError(f"{response.url} ({response.status_code}) does not lead back")


def serve() -> None:
    """Serve until the input ends."""
    from canaille import create_app  # noqa: PLC0415 - only this process has it
    from canaille.backends.memory.backend import MemoryBackend  # noqa: PLC0415 - likewise
    from werkzeug.serving import make_server  # noqa: PLC0415 - likewise

    with_any = MemoryBackend.do_query

    def with_all(self: Any, model: Any, *args: Any, **asked: Any) -> list[Any]:
        """Canaille's memory finds rows with any of the asked values, and so codes of another sign-in than this one."""
        found: list[Any] = with_any(self, model, *args, **asked)
        for name, value in asked.items():
            wanted = {row.id for row in with_any(self, model, **{name: value})}
            found = [row for row in found if row.id in wanted]
        return found

    MemoryBackend.do_query = with_all
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        config: dict[str, Any] = {
            "SECRET_KEY": "an identity provider of a test",
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "HTMX": False,
                "CAPTCHA_ENABLED": False,
                "LANGUAGE": "en",
            },
            "CANAILLE_SQL": None,
        }
        app = create_app(config)
        # Canaille checks addresses itself and says nothing of it in its claims; other providers do.
        verified = "{% if user.title == 'verified' %}true{% endif %}"
        app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = verified
        server = make_server("127.0.0.1", port, app, threaded=True, fd=listening.fileno())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{port}", flush=True)  # noqa: T201 - the first line that the test reads
        for line in sys.stdin:
            _keep(app, json.loads(line))
            print("done", flush=True)  # noqa: T201 - the test waits for it


def _keep(app: Any, what: Mapping[str, Any]) -> None:
    from canaille.app import models  # noqa: PLC0415 - as above
    from canaille.backends import Backend  # noqa: PLC0415 - as above

    with app.app_context(), Backend.instance.session():
        if person := what.get("person"):
            new = models.User(
                user_name=person["name"],
                emails=[person["email"]],
                family_name=person["name"],
                formatted_name=person["name"],
                password=person["password"],
                title="verified" if person["is_verified"] else "",
            )
        elif changed := what.get("changed"):
            new = Backend.instance.get(models.User, user_name=changed["name"])
            new.emails = [changed["email"]]
        else:
            client = what["client"]
            new = models.Client(
                client_id=client["code"],
                client_secret=client["secret"],
                client_name=client["code"],
                client_uri="http://127.0.0.1/",
                redirect_uris=[client["redirect_uri"]],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid", "email"],
                token_endpoint_auth_method="client_secret_basic",
            )
            Backend.instance.save(new)
            new.audience = [new]  # which it can be only once it is kept
        Backend.instance.save(new)


if __name__ == "__main__":
    serve()
