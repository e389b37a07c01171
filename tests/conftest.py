"""What every test may rely on: `--full`, and `tests.support` as an importable package."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))  # last, so that nothing here hides an installed package


# A server that a test starts makes a sound when a test asks for it, and none ahead of time: that would take a minute of
# processor time for each server.
os.environ.setdefault("ALONGSIDE_WARM_SOUNDS", "false")


# How long an example takes says nothing of the product on a machine that does other things as well.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also run the longer matrices, and run long tests in full")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "full: runs with --full only")


WALKS = "tests/walks"


def group_of(nodeid: str) -> str:
    """Return what stays together on one worker: the tests of a file, and all walks. They share what took long to make."""
    return WALKS if nodeid.startswith(f"{WALKS}/") else nodeid.partition("::")[0]


class InGroups(LoadScopeScheduling):
    """Hands out groups of tests. (The groups of xdist 3.8 are lost with pytest 9.2, which has no `_nodeid`.)"""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: one of them waits for its browser most of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InGroups:
    return InGroups(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: group_of(item.nodeid) != WALKS)  # what takes longest begins first
    if config.getoption("--full"):
        return
    longer = [item for item in items if item.get_closest_marker("full")]
    if longer:
        config.hook.pytest_deselected(items=longer)
        items[:] = [item for item in items if item not in longer]


@pytest.fixture(scope="session")
def is_full(request: pytest.FixtureRequest) -> bool:
    """Whether this run may take its time."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT
