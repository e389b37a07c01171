"""Markdown as the tests of the documents read it: fenced blocks with their info strings, and links."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.checkout import files_of_checkout

FENCE = re.compile(r"^```(?P<kind>\w*)(?P<options>[^\n]*)\n(?P<words>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\[]*(?:\[[^\]]*\])?[^\]\[]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `options` are those after the kind: `file=a.py`, `exit=1`."""

    kind: str
    options: dict[str, str]
    words: str


def blocks_of(page: Path) -> list[Block]:
    """Return every fenced block of a page, in order."""
    return [
        Block(
            found["kind"],
            dict(option.split("=", 1) for option in found["options"].split() if "=" in option),
            found["words"],
        )
        for found in FENCE.finditer(page.read_text(encoding="utf-8"))
    ]


def links_of(page: Path) -> list[str]:
    """Return where the links and pictures of a page lead, those in fenced blocks left out."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [link or picture for link, picture in LINK.findall(prose)]


def pages_of(root: Path) -> list[Path]:
    """Return every Markdown page of the repository."""
    pages = [root / file for file in files_of_checkout(root) if file.suffix == ".md"]
    assert len(pages) > 10
    return pages
