# ruff: noqa: INP001 - a program on its own, in no package
"""Make docs/pictures/question.png again: `.venv/bin/python docs/pictures/make.py` (it needs Chromium).

It serves a fresh demonstration, goes in as one of its invented people, and takes the first question whose options all have
pictures.
"""

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WIDTH, HEIGHT = 390, 844
COLOURS = 64
STEPS_AT_MOST = 60
START_SECONDS = 60


@contextmanager
def demonstration(instance: Path) -> Iterator[dict[str, object]]:
    """Serve a demonstration and yield what is in its demo.json."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "alongside", "demo", "--port", str(port), "--instance", str(instance)]
    served = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        _wait_for(f"http://127.0.0.1:{port}/", served)
        yield json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    finally:
        served.terminate()
        served.wait()


def _wait_for(address: str, served: subprocess.Popen[bytes]) -> None:
    end = monotonic() + START_SECONDS
    while served.poll() is None and monotonic() < end:
        try:
            urlopen(address).close()  # noqa: S310 - this computer, http
        except URLError:
            sleep(0.2)
        else:
            return
    raise SystemExit("the demonstration did not start")


def take_step(page: Page, code: str) -> bool:
    """Go one page on; return True on a question whose options all have pictures, untouched."""
    main = page.locator("main")
    kind = main.get_attribute("data-kind")
    if kind == "code":
        page.fill("input[name=code]", code)
    elif kind == "choices":
        page.check("input[name=format][value=easy]")
        page.check("input[name=listen][value=yes]")
    elif kind == "statement":
        page.check("input[name=answer][value=yes]")
    elif kind == "sign":
        page.fill("input[name=name]", "Amy")
    elif kind == "question":
        if main.locator(".choice").count() == main.locator(".choice .pic").count() > 1:
            return True
        page.click("button[value=decline]")
        return False
    button = main.locator(".acts .button, .acts button, a.button, .each button").first
    button.click()
    return False


def main() -> None:
    """Make the picture."""
    sys.path.append(str(ROOT))
    from tests.support.browser import chromium_path  # noqa: PLC0415 - the path is set one line above

    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder)) as told,
        sync_playwright() as playwright,
    ):
        person = told["people"][0]  # type: ignore[index]  # the first is Amy, who reads English
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        page.goto(person["link"])
        if not any(take_step(page, person["code"]) for _ in range(STEPS_AT_MOST)):
            raise SystemExit(f"no question with pictures was reached; the last page is {page.url}")
        shot = page.screenshot(full_page=True)
        browser.close()
    picture = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS)
    picture.save(HERE / "question.png", optimize=True)


if __name__ == "__main__":
    main()
