"""The command line in one process, away from the settings of whoever runs the tests."""

import os
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from alongside.core.commands import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `alongside` with words and, by name, settings in the environment."""
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
        monkeypatch.delenv(name)

    def run_with(*words: object, **environment: object) -> Result:
        env = {f"ALONGSIDE_{name.upper()}": str(value) for name, value in environment.items()}
        return CliRunner().invoke(main, [str(word) for word in words], env=env, prog_name="alongside")

    return run_with
