"""A small keep-alive HTTP client that remembers its cookies: the same work for every server that is measured."""

import http.client
import re
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FIELD = '{0}" value="([^"]*)"'


class Browser:
    """One connection to one server."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    @property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        """Return the cookies that it holds, as names and values."""
        return tuple(self._cookies.items())

    def get(self, path: str) -> str:
        """Fetch a page."""
        return self._ask("GET", path, None)[1]

    def post(self, path: str, **fields: str) -> str:
        """Send a form and return where it leads."""
        status, _, location = self._ask("POST", path, urlencode(fields))
        if status != http.client.SEE_OTHER:
            message = f"{path} answered {status}"
            raise RuntimeError(message)
        return location

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, page, answer.headers.get("Location", "")


def token_of(page: str) -> str:
    """Return the form token of a page."""
    return field_of(page, "csrf_token")


def field_of(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    return found.group(1) if found else ""
