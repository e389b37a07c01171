"""Print what question pages weigh on the wire, headers included: by language, form and compression.

Run as `python -m bench.weight`. The first flight of a new connection is ten packets: 14,600 bytes.
"""

import json
import socket
import sys
import tempfile
from pathlib import Path

from bench.browser import Browser, token_of
from bench.question_page import _alongside, _signed_in

AT_MOST = 14_600
LANGUAGES = ("en", "ur")
FORMS = {"standard": ("standard", "no"), "easy read and audio": ("easy", "yes")}
ENCODINGS = ("br", "gzip")
FIRST = "/q/1"
HEAVIEST_OF = 24
"""The pages of the first part: the heaviest of them is printed as well, and has no bar."""


def main() -> int:
    """Return the exit code: 1 when a first question does not fit."""
    over = False
    with tempfile.TemporaryDirectory() as folder, _alongside(folder) as (port, _):
        people = json.loads((Path(folder) / "instance" / "demo.json").read_text(encoding="utf-8"))["people"]
        browser = _signed_in(port, people[0])
        for language in LANGUAGES:
            for form, (words, listen) in FORMS.items():
                page = browser.get("/needs")
                browser.post("/needs", csrf_token=token_of(page), language=language, format=words, listen=listen)
                for encoding in ENCODINGS:
                    first = weigh(port, browser, FIRST, encoding)
                    heaviest = max(
                        weigh(port, browser, f"/q/{number}", encoding) for number in range(1, HEAVIEST_OF + 1)
                    )
                    over |= first > AT_MOST
                    print(f"{language} {form:20} {encoding:5} first {first:6,} bytes, heaviest {heaviest:6,}")
    return int(over)


def weigh(port: int, browser: Browser, path: str, encoding: str) -> int:
    """Return the bytes of an answer, from its first header to its end."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies)
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"{asked}Cookie: {cookies}\r\nConnection: close\r\n\r\n".encode())
        return sum(len(part) for part in iter(lambda: connection.recv(65536), b""))


if __name__ == "__main__":
    sys.exit(main())
