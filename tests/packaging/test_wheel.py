import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.packaging.conftest import Built

FOLDERS = ("core", "plugins", "accessibility", "locales")


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    assert len(names) == len(set(names)), "a file stands twice in the wheel"
    return set(names)


def test_the_wheel_has_one_top_level_name(built: "Built") -> None:
    tops = {name.split("/")[0] for name in names_in(built.wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"alongside"}
    assert len(tops) == 2


def test_every_file_of_the_four_folders_is_in_the_wheel_and_nothing_else(
    built: "Built", checkout_files: list[Path]
) -> None:
    wanted = {f"alongside/{file}" for file in checkout_files if file.parts[0] in FOLDERS} | {
        "alongside/__init__.py",
        "alongside/__main__.py",
        "alongside/py.typed",
        "alongside/testing.py",
    }
    assert len(wanted) > 100
    assert {name for name in names_in(built.wheel) if ".dist-info/" not in name} == wanted


def test_nothing_of_the_tests_or_the_documents_is_in_the_wheel(built: "Built") -> None:
    names = names_in(built.wheel)
    assert [name for name in names if "/tests/" in name or "conftest" in name or name.startswith("docs/")] == []
    assert [name for name in names if name.endswith((".pyc", ".pyo")) or "__pycache__" in name] == []


def test_the_source_archive_holds_the_folders_the_links_and_the_tests(built: "Built") -> None:
    with tarfile.open(built.sdist) as archive:
        members = {member.name.partition("/")[2]: member for member in archive.getmembers()}
    for folder in FOLDERS:
        assert members[f"alongside/{folder}"].issym()
        assert members[f"alongside/{folder}"].linkname == f"../{folder}"
        assert members[f"{folder}/__init__.py"].isfile()
    assert {"tests/conftest.py", "tests/packaging/test_wheel.py", "uv.lock", "Makefile", "LICENSE"} <= set(members)
    assert [name for name in members if name.startswith("alongside/core/") or name.endswith(".pyc")] == []


def test_every_file_of_the_repository_that_a_packager_needs_is_in_the_source_archive(
    built: "Built", checkout_files: list[Path]
) -> None:
    with tarfile.open(built.sdist) as archive:
        members = {member.name.partition("/")[2] for member in archive.getmembers()}
    for_the_repository_only = {".gitignore", ".gitattributes"}
    wanted = {
        str(file) for file in checkout_files if file.parts[0] != ".ci" and file.name not in for_the_repository_only
    }
    assert wanted - members == set()


def test_the_wheel_made_from_the_source_archive_is_the_same(built: "Built") -> None:
    assert names_in(built.wheel_from_sdist) == names_in(built.wheel)


@pytest.fixture(scope="module")
def installed(built: "Built", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel in it; it sees the dependencies, not the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    words = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([python, *words, str(built.wheel)], check=True, capture_output=True)
    site = run(python, folder, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    # A .pth line adds the folder, but reads no .pth inside it: the editable install of the checkout stays unseen.
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(site, "dependencies.pth").write_text("".join(f"{path}\n" for path in sorted(dependencies)))
    return python


def run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run away from the checkout, without any setting of whoever runs the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "PYTHON"))}
    return subprocess.run([python, *words], cwd=folder, env=clean, capture_output=True, text=True, check=False)


def test_the_installed_wheel_runs_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import alongside.core; print(alongside.core.__file__)").stdout
    assert Path(where).is_relative_to(installed.parents[1])
    command = run(installed, tmp_path, str(installed.parent / "alongside"), "plugins", "--json")
    assert command.returncode == 0, command.stderr
    there, here = json.loads(command.stdout), json.loads(_here("plugins", "--json"))
    assert _names(there) == _names(here)
    assert len(_names(there)) >= 5


def test_the_installed_wheel_finds_no_fault_that_the_checkout_does_not_have(installed: Path, tmp_path: Path) -> None:
    command = run(installed, tmp_path, "-m", "alongside", "check", "--json")
    there, here = json.loads(command.stdout), json.loads(_here("check", "--json"))
    assert [fault["code"] for fault in there["faults"]] == [fault["code"] for fault in here["faults"]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_root_folder_imported_by_its_own_name_says_the_remedy(root: Path, folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {folder}"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: Import this package as 'alongside.{folder}'. Run from an installed checkout: make setup."
    )


def _here(*words: str) -> str:
    return run(Path(sys.executable), Path.home(), "-m", "alongside", *words).stdout


def _names(listing: dict[str, Any]) -> set[tuple[str, str]]:
    return {(state, plugin["name"]) for state in ("plugins", "refused") for plugin in listing[state]}
