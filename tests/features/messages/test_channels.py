"""Messages that leave through a service outside."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.safe_contacts import review_safe_contact
from alongside.core.conduct.sending import queue_message
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.storage import outbox
from tests.support.deployment import Deployment
from tests.support.family import Person
from tests.support.notify_server import NotifyServer, run_notify_server
from tests.support.providers import add_providers, notify_calls, written
from tests.support.reading import People

scenarios("channels.feature")

BEHAVIOURS = {
    "take the text and give no answer": "lose after taking",
    "take the text and report a fault": "500 after taking",
    "give no answer": "lose",
    "report a fault": "500",
    "say that it is busy": "429",
}


@pytest.fixture
def server() -> Iterator[NotifyServer]:
    with run_notify_server() as running:
        yield running


@step("texts leave through GOV.UK Notify")
def _(deployment: Deployment, server: NotifyServer) -> None:
    add_providers(deployment, server, first=True)


@step(parsers.parse("the service will {behave}"))
def _(server: NotifyServer, behave: str) -> None:
    server.next_answers.append(BEHAVIOURS[behave])


@step(parsers.re(r"the service has taken (?P<count>\d+) texts? for (?P<name>\w+)"), converters={"count": int})
def _(server: NotifyServer, people: People, count: int, name: str) -> None:
    assert len([one for one in server.taken if one["to"] == people[name].phone]) == count


@step(parsers.parse('the text begins "{words}"'))
def _(server: NotifyServer, words: str) -> None:
    assert server.taken[0]["words"]["body"].startswith(words)


def messages_of(person: Person) -> list[outbox.Message]:
    with person.deployment.services.records.read() as tx:
        return outbox.messages_of(tx, number_of(person))


def number_of(person: Person) -> str:
    services = person.deployment.services
    with services.vault.read() as sealed:
        (number,) = services.vault.find(sealed, "phone", person.phone)
    return number


def newest(people: People) -> Person:
    return list(people.values())[-1]


@step(parsers.parse("the text is on record as {state:w}"))
def _(people: People, state: str) -> None:
    assert messages_of(people["Amy"])[0].state == state


@step(parsers.parse('it is on record why: "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    message = messages_of(newest(people))[-1]
    assert message.state in {"failed", "held"}
    assert deployment.services.book.say(f"messages.refused_{message.held_reason}", "en", {}).words == words


def say_of_the_text(people: People, status: str, **changes: str) -> int:
    person = people["Amy"]
    message = messages_of(person)[0]
    answer = notify_calls(
        person.deployment,
        **changes,
        id=message.provider_reference,
        reference=message.reference,
        status=status,
        completed_at=written(person.deployment.moment.now),
    )
    return answer.status_code


@step(parsers.parse('the service says {times:d} times that the text was "{status}"'))
def _(people: People, times: int, status: str) -> None:
    assert {say_of_the_text(people, status) for _ in range(times)} == {204}


@step(parsers.parse('somebody without the token says that the text was "{status}"'))
def _(people: People, status: str) -> None:
    assert say_of_the_text(people, status, token="a token that was only guessed") == 401


@step(parsers.parse("another text becomes due for {name:w}"))
def _(people: People, deployment: Deployment, name: str) -> None:
    services, number = deployment.services, number_of(people[name])
    with services.vault.read() as sealed, services.records.write() as tx:
        assert queue_message(services, tx, sealed, number, MessageReason.NEWS_READY, period="1")


@step("Kim has checked the number with Amy")
def _(people: People, deployment: Deployment) -> None:
    deployment.pass_time(minutes=1)
    review_safe_contact(
        deployment.services,
        people["Amy"].number,
        by="kim",
        change=replace,
        facts={},
        confirmed=(ChannelKind.SMS,),
    )
