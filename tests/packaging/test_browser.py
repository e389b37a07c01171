import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.browser import HOW, chromium_path, find_chromium, say_browser, version_of


def test_the_browser_that_tests_drive_is_there_and_starts() -> None:
    assert "Chrom" in version_of(chromium_path())


def test_it_runs_as_make_browser_calls_it(root: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.support.browser"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout.strip().rpartition(": ")[2]) == (0, chromium_path())


def test_a_program_that_does_not_start_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stand_in := tmp_path / "chromium").write_text("#!/bin/sh\necho 'install the snap'\nexit 1\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(stand_in))
    assert find_chromium() is None


def test_without_a_browser_it_leaves_with_1_and_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert say_browser(lambda: None, lambda: None) == 1
    assert capsys.readouterr().err.strip() == HOW
