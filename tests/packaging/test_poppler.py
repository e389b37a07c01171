import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.poppler import HOW, PROGRAMS, find_poppler, poppler_path, say_poppler


def test_what_reads_pdfs_back_is_there() -> None:
    assert {Path(poppler_path(program)).parent for program in PROGRAMS} == {Path(find_poppler() or "")}


def test_it_runs_as_make_browser_calls_it(root: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.support.poppler"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout.strip().rpartition(": ")[2]) == (0, find_poppler())


def test_without_it_make_ends_with_1_and_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POPPLER", str(tmp_path))
    assert find_poppler() is None
    assert say_poppler(lambda: None) == 1
    assert capsys.readouterr().err.strip() == HOW
