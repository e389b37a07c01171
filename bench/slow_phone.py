"""Open the first question on a slow phone: Alongside against a static page of the same words, and what moves on the way.

Run as `python -m bench.slow_phone`. Slow 3G as browsers' own tools simulate it (400 ms there and back, 400 kbit/s), on a
processor six times slower. A page is there when its first words are painted. It needs a Chromium (`CHROMIUM=` names one).
"""

import json
import re
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from bench import weight
from bench.browser import Browser, token_of
from bench.question_page import _alongside, _signed_in
from tests.support.browser import chromium_path

AT_MOST = 1.3
ROUNDS = 5
PHONE = {"width": 360, "height": 740}
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 6
WATCH = """
  window.moved = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })
    .observe({ type: "layout-shift", buffered: true });
"""
PAINTED = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  const found = list.getEntriesByName("first-contentful-paint")[0];
  if (found) resolve(found.startTime);
}).observe({ type: "paint", buffered: true }))"""


def main() -> int:
    """Return the exit code: 1 when a first question comes too late, or something moves."""
    over = False
    with tempfile.TemporaryDirectory() as folder, _alongside(folder) as (port, _), sync_playwright() as driver:
        people = json.loads((Path(folder) / "instance" / "demo.json").read_text(encoding="utf-8"))["people"]
        browser = _signed_in(port, people[0])
        chromium = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for language in weight.LANGUAGES:
            for form, (words, listen) in weight.FORMS.items():
                page = browser.get("/needs")
                browser.post("/needs", csrf_token=token_of(page), language=language, format=words, listen=listen)
                ratio, moved = _compare(chromium, port, browser)
                over |= ratio > AT_MOST or moved > 0
                print(f"{language} {form:20} {ratio:.2f} of a static page (at most {AT_MOST}), moved by {moved:.4f}")
        chromium.close()
    return int(over)


def _compare(chromium: Chromium, port: int, browser: Browser) -> tuple[float, float]:
    """Return the median ratio of the times to the first words, by turns, and how much moved on ours at most."""
    ours = f"http://127.0.0.1:{port}{weight.FIRST}"
    with _static(browser.get(weight.FIRST)) as static:
        _open(chromium, static, None)  # the browser's own first page costs more than any other
        pairs = [(_open(chromium, ours, browser), _open(chromium, static, None)) for _ in range(ROUNDS)]
    times = [(mine[0], other[0]) for mine, other in pairs]
    print(", ".join(f"{mine:.0f}/{other:.0f} ms" for mine, other in times))
    return statistics.median(mine / other for mine, other in times), max(mine[1] for mine, _ in pairs)


def _open(chromium: Chromium, address: str, browser: Browser | None) -> tuple[float, float]:
    """Return milliseconds until the first words are painted, and by how much something moved until all had come."""
    with chromium.new_context(viewport=PHONE) as context:
        if browser is not None:
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in browser.cookies])
        page = context.new_page()
        page.add_init_script(WATCH)
        _slow_down(page)
        page.goto(address, wait_until="commit")
        painted = float(page.evaluate(PAINTED))
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        return painted, float(page.evaluate("window.moved"))


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


@contextmanager
def _static(page: str) -> Iterator[str]:
    """Serve the words of a page and its fields, and nothing else, compressed as ours are."""
    body = brotli.compress(_bare_of(page).encode(), quality=5)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that the server calls
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "br")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _bare_of(page: str) -> str:
    """Return the same words and fields as plain HTML: no style, pictures, sounds or scripts."""
    language = re.search(r'<html lang="([^"]+)" dir="([^"]+)"', page)
    if language is None:
        message = "this is no page of ours"
        raise RuntimeError(message)
    main = re.sub(r"(?s)<(style|script|svg|audio)\b.*?</\1>", "", page.partition("<body>")[2])
    kept = re.sub(r"<(?!/?(?:h1|h2|p|label|form|fieldset|legend|button|a|details|summary)\b|input\b)[^>]*>", "", main)
    plain = re.sub(r'\s(?:class|id|aria-[a-z]+|role|tabindex)="[^"]*"', "", kept)
    return (
        f'<!doctype html><html lang="{escape(language[1])}" dir="{escape(language[2])}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Question</title></head><body>{plain}</body></html>'
    )


if __name__ == "__main__":
    sys.exit(main())
