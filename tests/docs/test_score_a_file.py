"""The how-to about scoring a file, followed: its commands, and what it says of a file with two wrong cells."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from alongside.core.commands import main
from alongside.plugins.instruments.sdq import SDQ
from tests.docs.markdown import blocks_of


@pytest.fixture
def blocks(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blocks of the page; the files that they name lie in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    write("0", "4_17")
    return [block.words for block in blocks_of(root / "docs" / "how-to" / "score-a-file.md")]


def write(i05: str, form: str) -> None:
    rows = [{"form": "4_17", **dict.fromkeys(SDQ.by_code, "0")} for _ in range(7)]
    rows[1]["i05"], rows[5]["form"] = i05, form
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_each_command_of_the_page_scores_the_file(blocks: list[str]) -> None:
    commands = re.findall(r"^alongside (score .*)$", "\n".join(blocks), re.MULTILINE)
    assert len(commands) >= 2
    for command in commands:
        result = CliRunner().invoke(main, [*command.split(), "--force"])
        assert result.exit_code == 0, result.output
        assert Path("scored.csv").exists()
        assert Path("scored.csv.json").exists()


def test_the_page_shows_what_is_told_of_wrong_cells(blocks: list[str]) -> None:
    write("9", "5_17")
    result = CliRunner().invoke(main, ["score", "sdq", "answers.csv"], prog_name="alongside")
    (shown,) = [block for block in blocks if block.startswith("Error")]
    assert result.stderr.strip() == shown.strip()
