"""One deployment for a whole file of hard tests; each test takes people of its own, or leaves the shared ones as they were."""

from collections.abc import Iterator

import pytest

from tests.support.deployment import Deployment, temporary_deployment
from tests.web.hard.visitor import Visitor, answering_family


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


@pytest.fixture
def stranger(deployment: Deployment) -> Visitor:
    """Somebody whom nobody invited."""
    return Visitor(deployment, deployment.app.test_client())


@pytest.fixture(scope="module", params=["English", "Urdu"])
def visitor(request: pytest.FixtureRequest, deployment: Deployment) -> Visitor:
    """A family member in the middle of the questions, who sees plain words in one of two languages."""
    return answering_family(deployment, request.param)
