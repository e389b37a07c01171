"""What holds a family's messages becomes one task, for a colleague who may do it."""

from collections.abc import Iterator

import pytest

from alongside.core.conduct import contact_log, staffing
from alongside.core.conduct.sending import send_due
from alongside.core.conduct.staffing import COMMAND_LINE
from alongside.core.storage import audit, tasks
from tests.support.deployment import Deployment, temporary_deployment
from tests.support.family import Entry, enter_family, staff


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with temporary_deployment() as opened:
        yield opened


def add_unasked(deployment: Deployment, site: str) -> str:
    """Add a family whom nobody asked if their phone is safe, and let the outbox find that out."""
    entry = Entry("Bea", "07700 900202", [("Max", 20)], safe="I have not asked yet", site=site)
    number = enter_family(staff(deployment, "Kim"), entry).number
    send_due(deployment.services, worker="test")
    return number


def open_tasks(deployment: Deployment, number: str) -> list[tasks.Task]:
    with deployment.services.records.read() as tx:
        return tasks.open_tasks_of(tx, number)


def test_unknown_safety_is_a_task_for_somebody_who_contacts_families_there(deployment: Deployment) -> None:
    (task,) = open_tasks(deployment, add_unasked(deployment, "Bromley"))
    assert (task.kind, task.owner, task.deputy) == ("ask_safety", "kim", None)
    assert (task.due_at - task.made_at).days == 1


def test_it_goes_to_the_one_with_the_fewest_open_tasks(deployment: Deployment) -> None:
    first, second = (open_tasks(deployment, add_unasked(deployment, "Glasgow"))[0].owner for _ in range(2))
    assert {first, second} == {"kim", "nina"}


def test_it_is_asked_once_while_the_task_is_open_and_again_when_it_is_done_and_not_mended(
    deployment: Deployment,
) -> None:
    number = add_unasked(deployment, "Bromley")
    for _ in range(4):
        deployment.pass_time(days=2)
        send_due(deployment.services, worker="test")
    (task,) = open_tasks(deployment, number)
    contact_log.finish_task(deployment.services, number, task.id, by="kim")
    deployment.pass_time(days=1)
    send_due(deployment.services, worker="test")
    (second,) = open_tasks(deployment, number)
    assert second.id != task.id


def test_where_nobody_can_do_it_the_record_says_so_and_nothing_fails(deployment: Deployment) -> None:
    staffing.lock(deployment.services, "nina", by=COMMAND_LINE)
    kim = staff(deployment, "Kim")
    entry = Entry("Bea", "07700 900202", [("Max", 20)], safe="I have not asked yet", site="Glasgow")
    number = enter_family(kim, entry).number
    staffing.lock(deployment.services, "kim", by=COMMAND_LINE)
    send_due(deployment.services, worker="test")
    assert open_tasks(deployment, number) == []
    with deployment.services.records.read() as tx:
        dumped = [line for line in audit.dump(tx) if '"help_needed"' in line]
    assert number in dumped[0]
