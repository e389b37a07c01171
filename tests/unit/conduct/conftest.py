"""A deployment of its own for each test, for tests that change what is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deployment import Deployment, open_deployment


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose first invitations were sent."""
    with open_deployment(tmp_path) as opened:
        opened.send()
        yield opened
