"""Show the next question; save an answer and show the next: Alongside against bare Flask and WTForms."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.browser import Browser, field_of, token_of

ROUNDS = 5
TIMES = 150
AT_MOST = 3.0
CONNECTIONS = (1, 8, 32)
QUESTIONS, STATEMENTS = 5, 6
QUESTION = "/q/2"


def measure() -> dict[str, float]:
    """Print the figures and return the ratios that have a bar."""
    with tempfile.TemporaryDirectory() as folder, _bare(folder) as bare, _alongside(folder) as ours:
        bare_port, bare_process = bare
        our_port, our_process = ours
        people = json.loads((Path(folder) / "instance" / "demo.json").read_text(encoding="utf-8"))["people"]
        them, us = Browser(bare_port), _signed_in(our_port, people[0])
        shows = _ratio(lambda: us.get(QUESTION), lambda: them.get("/q"))
        saves = _ratio(lambda: _save(us, QUESTION, "keep"), lambda: _save(them, "/q", ""))
        print(f"show the next question:        {shows[0]:.2f} ms, bare {shows[1]:.2f} ms, ratio {shows[2]:.2f}")
        print(f"save an answer, show the next: {saves[0]:.2f} ms, bare {saves[1]:.2f} ms, ratio {saves[2]:.2f}")
        for connections in CONNECTIONS:
            rate = _requests_a_second(lambda: _signed_in(our_port, people[0]), QUESTION, connections)
            bare_rate = _requests_a_second(lambda: Browser(bare_port), "/q", connections)
            print(f"{connections:3} connections: {rate:.0f} requests/s, bare {bare_rate:.0f} requests/s")
        print(f"memory: {_megabytes(our_process):.0f} MB, bare {_megabytes(bare_process):.0f} MB")
    return {"show the next question": shows[2], "save and show the next": saves[2]}


def _save(browser: Browser, path: str, action: str) -> None:
    page = browser.get(path)
    browser.post(
        path,
        csrf_token=token_of(page),
        key=field_of(page, "key"),
        asked=field_of(page, "asked"),
        seen=field_of(page, "seen"),
        answer="man" if 'value="woman" id="answer" checked' in page else "woman",
        action=action,
    )


def _ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Return milliseconds of both and the median of the paired ratios: rounds by turns, so that both see the same machine."""
    for work in (ours, theirs):
        _time(work)
    pairs = [(_time(ours), _time(theirs)) for _ in range(ROUNDS)]
    ratios = sorted(mine / other for mine, other in pairs)
    middle = sorted(pairs)[len(pairs) // 2]
    return middle[0] * 1000, middle[1] * 1000, ratios[len(ratios) // 2]


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - start) / TIMES


def _requests_a_second(make: Callable[[], Browser], path: str, connections: int) -> float:
    browsers = [make() for _ in range(connections)]
    each = 400 // connections

    def ask(browser: Browser) -> None:
        for _ in range(each):
            browser.get(path)

    threads = [threading.Thread(target=ask, args=(browser,)) for browser in browsers]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return each * connections / (time.perf_counter() - start)


def _signed_in(port: int, person: dict[str, str]) -> Browser:
    """Come in, agree where that was not done yet, and start the questions."""
    browser = Browser(port)
    link = "/s/" + person["link"].partition("/s/")[2]
    browser.post(link, csrf_token=token_of(browser.get(link)))
    browser.post("/code", csrf_token=token_of(browser.get("/code")), code=person["code"], action="open")
    path = browser.get("/path")
    if 'href="/read/1"' not in path:
        return browser
    browser.post("/needs", csrf_token=token_of(browser.get("/needs")), format="standard", listen="no")
    for number in range(1, QUESTIONS + 1):
        page = browser.get(f"/understand/{number}")
        browser.post(f"/understand/{number}", csrf_token=token_of(page), key=field_of(page, "key"), action="leave_out")
    for number in range(1, STATEMENTS + 1):
        page = browser.get(f"/choose/{number}")
        browser.post(
            f"/choose/{number}",
            csrf_token=token_of(page),
            key=field_of(page, "key"),
            shown=field_of(page, "shown"),
            answer="yes",
        )
    page = browser.get("/sign")
    browser.post(
        "/sign",
        csrf_token=token_of(page),
        key=field_of(page, "key"),
        shown=field_of(page, "shown"),
        method="typed",
        name="Measured",
    )
    browser.post("/start", csrf_token=token_of(browser.get("/path")))
    return browser


@contextmanager
def _bare(folder: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = _free_port()
    command = [sys.executable, "-m", "bench.bare_page", str(port), f"{folder}/bare.sqlite"]
    with _running(command, port) as process:
        yield port, process


@contextmanager
def _alongside(folder: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = _free_port()
    command = [sys.executable, "-m", "alongside", "demo", "--port", str(port), "--instance", f"{folder}/instance"]
    with _running(command, port) as process:
        yield port, process


@contextmanager
def _running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    quiet = {**os.environ, "ALONGSIDE_WARM_SOUNDS": "false"}  # making sounds ahead of time would be measured too
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet) as process:
        try:
            _wait_for(port)
            yield process
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"nothing listens on port {port}"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
