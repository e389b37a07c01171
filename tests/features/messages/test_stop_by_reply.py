"""Answering a text with STOP."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.definitions.messages import MessageReason
from alongside.core.storage import outbox
from tests.support.deployment import Deployment
from tests.support.notify_server import run_notify_server
from tests.support.providers import add_providers, notify_calls
from tests.support.reading import People

scenarios("stop_by_reply.feature")


@dataclass
class Replies:
    """What the provider has told us, the last of which it can tell again."""

    deployment: Deployment
    numbers: Iterator[int] = field(default_factory=itertools.count)
    last: dict[str, str | None] = field(default_factory=dict)

    def tell(self, words: str, phone: str) -> None:
        self.last = {"id": f"reply-{next(self.numbers)}", "source_number": phone.lstrip("+"), "message": words}
        self.tell_again()

    def tell_again(self) -> None:
        assert notify_calls(self.deployment, **self.last).status_code == 204


@pytest.fixture
def replies(deployment: Deployment) -> Iterator[Replies]:
    with run_notify_server() as server:
        add_providers(deployment, server)
        yield Replies(deployment)


@step("the team's provider takes replies")
def _(replies: Replies) -> None: ...


@step(parsers.parse('Amy replies "{words}"'))
def _(replies: Replies, people: People, words: str) -> None:
    replies.tell(words, people["Amy"].phone)


@step(parsers.parse('Amy replies "{words}", and the provider tells us {times:d} times'))
def _(replies: Replies, people: People, words: str, times: int) -> None:
    replies.tell(words, people["Amy"].phone)
    for _ in range(times - 1):
        replies.tell_again()


@step("the provider tells us the last reply again")
def _(replies: Replies) -> None:
    replies.tell_again()


@step(parsers.parse('somebody replies "{words}" from 07700 900999'))
def _(replies: Replies, words: str) -> None:
    replies.tell(words, "+447700900999")


def waiting(people: People) -> list[str]:
    person = people["Amy"]
    with person.deployment.services.records.read() as tx:
        return [one.reason for one in outbox.messages_of(tx, person.number) if one.state in outbox.WAITING]


@step("a text waits for Amy")
def _(people: People) -> None:
    assert waiting(people) == [MessageReason.CONSENT_COPY_READY]


@step("no text waits for Amy but the word that we have stopped")
def _(people: People) -> None:
    assert waiting(people) == [MessageReason.STOP_CONFIRMED]


@step(parsers.parse('Amy\'s last text says "{words}"'))
def _(people: People, words: str) -> None:
    assert words in people["Amy"].texts[-1]


@step("it is on record that a reply came, and none of its words")
def _(deployment: Deployment) -> None:
    stored = str(deployment.stored())
    assert stored.count("reply_came") == 1
    assert "husband" not in stored
