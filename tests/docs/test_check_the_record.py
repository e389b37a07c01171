"""The how-to about the record, followed: its commands and its own programme on a copy of a real record."""

import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from alongside.core.commands import main
from alongside.core.conduct.demonstration import demonstration_settings, prepare_demonstration
from alongside.core.conduct.services import open_services
from tests.docs.markdown import blocks_of

PAGE = "check-the-record.md"


def test_the_commands_and_the_programme_of_the_how_to_agree(root: Path, tmp_path: Path) -> None:
    page = root / "docs" / "how-to" / PAGE
    dumped, verified = (block.words for block in blocks_of(page) if block.kind == "console")
    (programme,) = (block.words for block in blocks_of(page) if block.kind == "python")
    services = open_services(demonstration_settings(tmp_path, 8000))
    prepare_demonstration(services)
    services.close()
    settings, copy = ["--settings", str(tmp_path / "demo.toml")], tmp_path / "audit.jsonl"

    output = run([*settings, *arguments(dumped, copy)])
    head = output.rpartition(" ")[2].strip()
    assert re.match(r"[1-9]\d* events in ", output)
    assert re.fullmatch("[0-9a-f]{64}", head)
    promise = verified.splitlines()[1].replace("audit.jsonl", str(copy))
    assert run([head if word == "1f6c…" else word for word in arguments(verified, copy)]) == f"{promise}\n"

    (tmp_path / "check.py").write_text(programme, encoding="utf-8")
    assert without_alongside(tmp_path) == head
    copy.write_text(copy.read_text(encoding="utf-8").replace("kim", "tom", 1), encoding="utf-8")
    assert without_alongside(tmp_path) == ""


def arguments(block: str, copy: Path) -> list[str]:
    """Return what stands after `alongside` in a block, about this copy."""
    return [str(copy) if word == "audit.jsonl" else word for word in block.splitlines()[0].split()[2:]]


def run(command: list[str]) -> str:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.output


def without_alongside(folder: Path) -> str:
    """Return what the programme prints, in a Python that has nothing but its own library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "ignore", "check.py", "audit.jsonl"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
