"""The workspace with many families: pages of fifty, filters in the address, and no more questions to the database for more families."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, event

from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.workspace import families_at_work
from alongside.core.definitions.messages import ChannelKind
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import staff as accounts
from alongside.core.storage import tasks
from tests.support.deployment import Browser, Deployment, temporary_deployment
from tests.support.family import staff

FAMILIES = 60
SITES = frozenset({"bromley", "glasgow"})


def add(deployment: Deployment, count: int) -> None:
    for _ in range(count):
        new = NewFamily("Bea", "", "", SafeContact(), "en", (NewChild("Leo", date(2025, 5, 6)),), "bromley")
        enrol_family(deployment.services, new, by="kim")


def add_tasks(deployment: Deployment) -> None:
    """Give each family a task of a nurse who left."""
    services = deployment.services
    with services.records.write() as tx:
        for number in tx.connection.exec_driver_sql("SELECT number FROM participants").scalars().all():
            new = tasks.NewTask(number, "call", "nina", None, services.clock.now(), "kim", f"key-{number}")
            tasks.add_task(tx, new, services.clock.now())
        accounts.set_account_state(tx, "nina", "left", services.clock.now())


def statements(deployment: Deployment) -> int:
    """Return how many statements one look over all families takes."""
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        families_at_work(deployment.services, SITES)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.startswith("SELECT")])


@pytest.fixture(scope="module")
def crowded() -> Iterator[Deployment]:
    with temporary_deployment() as deployment:
        add(deployment, FAMILIES)
        deployment.send()
        yield deployment


@pytest.fixture(scope="module")
def kim(crowded: Deployment) -> Browser:
    return staff(crowded, "Kim").browser


def listed(browser: Browser) -> list[str]:
    return [line.all("a")[0].text for line in browser.page.main.all("li", class_="family")]


def test_more_families_take_no_more_questions_to_the_database() -> None:
    with temporary_deployment() as deployment:
        few = statements(deployment)
        add(deployment, 20)
        add_tasks(deployment)
        assert statements(deployment) == few
        assert few <= 14


def test_families_stand_on_pages_of_fifty(kim: Browser) -> None:
    kim.go("/staff/")
    first = listed(kim)
    kim.follow("Page after")
    second = listed(kim)

    assert (len(first), len(second)) == (50, FAMILIES + 3 - 50)
    assert not set(first) & set(second)
    kim.follow("Page before")
    assert listed(kim) == first


def test_a_filter_by_site_and_stage_stays_from_page_to_page(kim: Browser) -> None:
    kim.go("/staff/?site=bromley&stage=invited")
    kim.follow("Page after")

    assert "site=bromley" in kim.page.address
    assert "stage=invited" in kim.page.address
    assert {number[:2] for number in listed(kim)} == {"BR"}


def test_a_familys_page_says_when_its_phone_was_checked_and_not_another_address() -> None:
    said = {ChannelKind.SMS: "The phone was last checked", ChannelKind.EMAIL: "The phone was never checked."}
    with temporary_deployment() as deployment:
        kim = staff(deployment, "Kim").browser
        for channel, words in said.items():
            safe = SafeContact(known=True, channels=tuple(said), phone_is_safe=True, email_is_safe=True)
            checked = safe.reached({channel}, deployment.services.clock.now())
            child = NewChild("Leo", date(2025, 5, 6))
            new = NewFamily("Bea", "+447700900203", "bea@example.org", checked, "en", (child,), "bromley")
            kim.go(f"/staff/family/{enrol_family(deployment.services, new, by='kim')}")

            assert words in kim.page.main.text


@pytest.mark.parametrize(
    "nonsense", ["stage=nowhere", "site=elsewhere", "page=0", "page=999", "page=-1", "page=x", "page=٣", "all=nothing"]
)
def test_nonsense_in_the_address_shows_the_list(kim: Browser, nonsense: str) -> None:
    kim.go(f"/staff/?{nonsense}")

    assert kim.page.status == 200
    assert listed(kim)


def test_a_long_list_of_what_is_stuck_opens_at_a_press(kim: Browser) -> None:
    kim.go("/staff/")
    short = kim.page.main.all("section", id="stuck")[0]
    assert len(short.all("li")) == 10
    kim.follow(f"Show all {FAMILIES}")

    assert len(kim.page.main.all("section", id="stuck")[0].all("li")) == FAMILIES


@pytest.mark.parametrize("what", ["done", "owner"])
@pytest.mark.parametrize("task", [2**31 - 1, 2**31, 2**63, 10**30])
def test_a_task_with_a_number_that_is_too_great_is_not_there(kim: Browser, what: str, task: int) -> None:
    kim.go("/staff/")
    number = listed(kim)[0]
    kim.go(f"/staff/family/{number}")
    token = kim.page.main.all("input", name="csrf_token")[0]["value"]
    fields = {"csrf_token": token, f"owner_{task}": "kim", f"deputy_{task}": "nothing"}
    response = kim.client.post(f"/staff/family/{number}/tasks/{task}/{what}", data=fields)

    assert response.status_code == (303 if task < 2**31 else 404)
