"""The archives, built once from a copy of the checkout, so that nothing stale in a build folder can slip in."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.checkout import files_of_checkout


class Built(NamedTuple):
    """What was built."""

    wheel: Path
    sdist: Path
    wheel_from_sdist: Path


@pytest.fixture(scope="session")
def checkout_files(root: Path) -> list[Path]:
    """The files of the repository at the moment of building."""
    return files_of_checkout(root)


@pytest.fixture(scope="session")
def built(root: Path, checkout_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build with the installed builder and no network; a builder that is missing is a failure."""
    folder = tmp_path_factory.mktemp("packaging")
    copy = folder / "checkout"
    for file in checkout_files:
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / file, copy / file, follow_symlinks=False)
    _build(copy, folder / "direct", "--wheel")
    _build(copy, folder / "through_sdist")
    return Built(
        wheel=_only(folder / "direct", "*.whl"),
        sdist=_only(folder / "through_sdist", "*.tar.gz"),
        wheel_from_sdist=_only(folder / "through_sdist", "*.whl"),
    )


def _build(source: Path, out: Path, *words: str) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", *words, "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _only(folder: Path, pattern: str) -> Path:
    (file,) = folder.glob(pattern)
    return file
