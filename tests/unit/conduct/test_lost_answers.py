"""A text goes out once, whatever a channel answers; what holds a message ends when a person mends it, or with its period."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.safe_contacts import note_phone_safety
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services
from alongside.core.conduct.stopping import set_messages
from alongside.core.definitions.messages import (
    NOT_TAKEN,
    ChannelKind,
    MessageReason,
    OutgoingMessage,
    Refused,
    SendResult,
    Sent,
)
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage import outbox
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Entry, Person, agree, come_in, enter_family, staff

UNKNOWN, UNSAFE = "I have not asked yet", "No, or someone else may read it"


@dataclass(slots=True)
class Line:
    """A channel whose first answer gets lost. `leaves` = that text left all the same; `knows` = it can be asked later."""

    leaves: bool
    knows: bool
    code: str = "line"
    kind: ChannelKind = ChannelKind.SMS
    left: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    @property
    def can_find(self) -> bool:
        """As it knows."""
        return self.knows

    def send(self, message: OutgoingMessage) -> SendResult:
        """Send, and lose the first answer."""
        is_first = "send" not in self.calls
        self.calls.append("send")
        if self.leaves or not is_first:
            self.left.append(message.key)
        return Refused("no_answer", permanent=False, may_have_left=True) if is_first else Sent(f"line-{message.key}")

    def find(self, key: str) -> SendResult | None:
        """Look a message up."""
        self.calls.append("find")
        if not self.knows:
            return None
        return Sent(f"line-{key}") if key in self.left else NOT_TAKEN


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        opened.send()
        yield opened


def enter(deployment: Deployment, safe: str = "Yes, they said it is safe") -> Person:
    return enter_family(staff(deployment, "Kim"), Entry("Amy", "07700 900201", [("Leo", 9)], safe=safe))


def with_line(deployment: Deployment, line: Line) -> Services:
    services = deployment.services
    return replace(services, catalogue=replace(services.catalogue, channels=(line,)))


def send_all(services: Services) -> SendingRound:
    return send_due(services, worker="test")


def only_message(person: Person, reason: MessageReason, period: str | None = None) -> outbox.Message:
    with person.deployment.services.records.read() as tx:
        (found,) = [
            one
            for one in outbox.messages_of(tx, person.number)
            if one.reason == reason and period in {None, one.period}
        ]
    return found


@pytest.mark.parametrize("leaves", [True, False])
def test_a_text_whose_answer_was_lost_is_looked_up_before_another_try_and_goes_out_once(
    deployment: Deployment, *, leaves: bool
) -> None:
    person, line = enter(deployment), Line(leaves=leaves, knows=True)
    services = with_line(deployment, line)
    assert send_all(services) == SendingRound(failed=1)
    assert only_message(person, MessageReason.INVITATION).maybe_sent
    assert send_all(services) == SendingRound()
    for _ in range(4):
        deployment.pass_time(hours=13)
        send_all(services)
    assert line.calls == ["send", "find"] if leaves else ["send", "find", "send"]
    assert len(line.left) == 1
    message = only_message(person, MessageReason.INVITATION)
    assert (message.state, message.maybe_sent) == ("sent", False)
    assert message.provider_reference == f"line-{message.reference}"


@pytest.mark.parametrize("leaves", [True, False])
def test_a_text_of_which_nobody_can_tell_whether_it_left_never_goes_out_again(
    deployment: Deployment, *, leaves: bool
) -> None:
    person, line = enter(deployment), Line(leaves=leaves, knows=False)
    services = with_line(deployment, line)
    send_all(services)
    for _ in range(6):
        deployment.pass_time(hours=13)
        assert send_all(services) == SendingRound(held=1)
    assert line.calls == ["send", *["find"] * 6]
    message = only_message(person, MessageReason.INVITATION)
    assert (message.state, message.held_reason, message.maybe_sent) == ("held", "answer_lost", True)


def test_a_text_whose_answer_was_lost_does_not_leave_again_when_the_safety_is_kept_anew(deployment: Deployment) -> None:
    person, line = enter(deployment), Line(leaves=True, knows=True)
    services = with_line(deployment, line)
    send_all(services)
    note_phone_safety(services, person.number, is_safe=True, by="kim")
    assert send_all(services) == SendingRound(sent=1)
    assert line.calls == ["send", "find"]


def test_a_message_held_for_unknown_safety_leaves_once_the_co_ordinator_keeps_that_it_is_safe(
    deployment: Deployment,
) -> None:
    person = enter(deployment, UNKNOWN)
    assert send_all(deployment.services) == SendingRound(held=1)
    assert only_message(person, MessageReason.INVITATION).held_reason == "safety_not_known"
    note_phone_safety(deployment.services, person.number, is_safe=True, by="kim")
    assert send_all(deployment.services) == SendingRound(sent=1)
    assert send_all(deployment.services) == SendingRound()
    assert len(person.texts) == 1


def test_a_message_held_for_unknown_safety_stays_when_the_co_ordinator_keeps_that_it_is_not_safe(
    deployment: Deployment,
) -> None:
    person = enter(deployment, UNKNOWN)
    send_all(deployment.services)
    note_phone_safety(deployment.services, person.number, is_safe=False, by="kim")
    assert send_all(deployment.services) == SendingRound(held=1)
    assert person.texts == []


def test_keeping_the_safety_of_one_family_lets_no_message_of_another_go(deployment: Deployment) -> None:
    person = enter(deployment, UNSAFE)
    other = enter_family(staff(deployment, "Kim"), Entry("Bea", "07700 900202", [("Max", 20)], safe=UNKNOWN))
    deployment.send()
    assert other.texts == []
    note_phone_safety(deployment.services, person.number, is_safe=True, by="kim")
    deployment.send()
    assert len(person.texts) == 1
    assert other.texts == []


def test_a_held_reminder_expires_with_its_period_and_only_the_newest_goes_out(deployment: Deployment) -> None:
    person = enter(deployment)
    deployment.send()
    come_in(person)
    agree(person)
    deployment.send()
    before = len(person.texts)
    acting = Acting(person.number, FAMILY, NeedsProfile())
    set_messages(deployment.services, acting, stopped=True)
    deployment.pass_time(days=31)
    deployment.remind()
    first = only_message(person, MessageReason.WHERE_YOU_ARE, "1")
    assert (first.state, first.held_reason) == ("held", "stopped")
    assert first.expires_at is not None
    deployment.pass_time(days=31)
    assert deployment.moment.now > first.expires_at
    set_messages(deployment.services, acting, stopped=False)
    deployment.remind()
    first = only_message(person, MessageReason.WHERE_YOU_ARE, "1")
    assert (first.state, first.held_reason) == ("cancelled", "expired")
    assert only_message(person, MessageReason.WHERE_YOU_ARE, "2").state == "sent"
    assert len(person.texts) == before + 1
