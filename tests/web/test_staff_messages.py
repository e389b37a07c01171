"""The page of messages: what goes out, what was not sent and why, for one's own sites only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.web.staff import messages
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Entry, enter_family, staff
from tests.support.reading import words_of


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        if messages.pages.name not in opened.app.blueprints:
            opened.app.register_blueprint(messages.pages)
        yield opened


def test_the_page_says_what_goes_and_what_does_not_and_why(deployment: Deployment) -> None:
    kim = staff(deployment, "Kim")
    known = enter_family(kim, Entry("Amy", "07700 900201", [("Leo", 9)]))
    unknown = enter_family(kim, Entry("Bea", "07700 900202", [("Max", 20)], safe="I have not asked yet"))
    before = words_of(kim.browser.go("/staff/messages"))
    assert known.number in before
    assert unknown.number in before
    deployment.send()
    after = words_of(kim.browser.go("/staff/messages"))
    assert known.number not in after
    assert unknown.number in after
    assert "We do not know yet how to reach this person safely. Ask them." in after
    assert "Amy" not in after
    assert "Bea" not in after


def test_nobody_sees_messages_of_another_site(deployment: Deployment) -> None:
    unknown = enter_family(
        staff(deployment, "Kim"), Entry("Bea", "07700 900202", [("Max", 20)], safe="I have not asked yet")
    )
    deployment.send()
    assert unknown.number not in words_of(staff(deployment, "Nina").browser.go("/staff/messages"))


def test_a_page_without_messages_says_so(deployment: Deployment) -> None:
    deployment.send()
    page = words_of(staff(deployment, "Kim").browser.go("/staff/messages"))
    assert "Nothing goes out in the next seven days." in page
    assert "Nothing was held back in the last four weeks." in page
