"""What `make test-full` looks at pages with besides axe: packages of npm, in `tests/support/node`.

An engine of another family (IBM's Equal Access) and a reader of screens run within the page; the HTML standard is looked
at by a program that reads files. `html-validate.json` leaves out what the standard allows and a house style may forbid.
"""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "node"
HOW = (
    "The second look at pages needs Node 20.19 or newer with npm (Debian: apt-get install nodejs npm), and the packages "
    "that `make test-full` puts into tests/support/node: {missing} is missing."
)


class NodePartMissingError(Exception):
    """Node or one of its packages is not there; the message says how to get it."""


@cache
def engine_script() -> str:
    """Return the script that gives a page `ace`, the second engine."""
    return _installed("accessibility-checker-engine/ace.js").read_text(encoding="utf-8")


@cache
def reader_script() -> str:
    """Return the module that gives a page `virtual`, the reader of screens."""
    file = _installed("@guidepup/virtual-screen-reader/lib/esm/index.browser.js")
    return file.read_text(encoding="utf-8")


def faults_of_markup(folder: Path) -> dict[str, list[str]]:
    """Return by its stem each HTML file of a folder that does not keep the standard, with what is wrong and where.

    Raises:
        NodePartMissingError: Node or the program is not there.
    """
    node = shutil.which("node")
    if node is None:
        raise NodePartMissingError(HOW.format(missing="node"))
    program = _installed("html-validate/bin/html-validate.mjs")
    told = subprocess.run(
        [
            node,
            program,
            "--config",
            FOLDER / "html-validate.json",
            "--formatter",
            "json",
            *sorted(folder.glob("*.html")),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=FOLDER,
    )
    if not told.stdout:
        raise NodePartMissingError(told.stderr)
    return {
        Path(file["filePath"]).stem: [
            f"{found['ruleId']}: {found['message']} ({found['selector']})" for found in file["messages"]
        ]
        for file in json.loads(told.stdout)
    }


def _installed(path: str) -> Path:
    file = FOLDER / "node_modules" / path
    if not file.is_file():
        raise NodePartMissingError(HOW.format(missing=path))
    return file
