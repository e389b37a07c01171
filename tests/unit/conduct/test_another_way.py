"""Another channel is tried once, only when it is safe, and only when the first certainly did not arrive."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.queueing import keep_safe_contact
from alongside.core.conduct.sending import SendingRound, note_not_delivered, send_due
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import (
    NOT_TAKEN,
    ChannelKind,
    MessageReason,
    OutgoingMessage,
    Refused,
    SendResult,
    Sent,
)
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import families, outbox
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import born

GONE = Refused("address_refused", permanent=True)
DAMAGED = Refused("characters_lost", permanent=True)
LOST = Refused("answer_lost", permanent=False, may_have_left=True)


@dataclass(slots=True)
class Way:
    """A channel that gives one answer, and lists what it was given."""

    kind: ChannelKind
    answer: SendResult
    found: SendResult | None = NOT_TAKEN
    took: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Its name."""
        return self.kind.value

    @property
    def can_find(self) -> bool:
        """It can."""
        return True

    def send(self, message: OutgoingMessage) -> SendResult:
        """Give the answer."""
        self.took.append(message.key)
        return self.answer

    def find(self, key: str) -> SendResult | None:
        """Say what was told to say."""
        assert key
        return self.found


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        opened.send()
        yield opened


def with_ways(deployment: Deployment, *ways: Way) -> Services:
    services = deployment.services
    return replace(services, catalogue=replace(services.catalogue, channels=ways))


def enter(services: Services, *channels: ChannelKind) -> str:
    safe = SafeContact(
        known=True,
        channels=channels,
        phone_is_safe=True,
        email_is_safe=True,
        windows=AT_ANY_HOUR,
        verified_at=services.clock.now(),
    )
    child = NewChild("Max", born(services.clock.today(), 9))
    site = services.study.sites[0].code
    new = NewFamily("Bea", "+447700900202", "bea@example.org", safe, "en", (child,), site)
    return enrol_family(services, new, by="kim")


def rows(services: Services, number: str) -> dict[str, outbox.Message]:
    with services.records.read() as tx:
        return {one.channel: one for one in outbox.messages_of(tx, number)}


def send(services: Services) -> SendingRound:
    return send_due(services, worker="test")


@pytest.mark.parametrize("refusal", [GONE, DAMAGED])
def test_what_failed_for_good_goes_once_by_the_next_safe_channel(deployment: Deployment, refusal: Refused) -> None:
    text, mail = Way(ChannelKind.SMS, refusal), Way(ChannelKind.EMAIL, Sent("m"))
    services = with_ways(deployment, text, mail)
    number = enter(services, ChannelKind.SMS, ChannelKind.EMAIL)
    assert send(services) == SendingRound(sent=1, failed=1)
    deployment.pass_time(days=1)
    assert send(services) == SendingRound()
    found = rows(services, number)
    assert (found["sms"].state, found["sms"].held_reason) == ("failed", refusal.reason)
    assert (found["email"].state, found["email"].period) == ("sent", found["sms"].period)
    assert (len(text.took), len(mail.took)) == (1, 1)


def test_it_does_not_go_by_a_channel_that_the_person_did_not_choose(deployment: Deployment) -> None:
    mail = Way(ChannelKind.EMAIL, Sent("m"))
    services = with_ways(deployment, Way(ChannelKind.SMS, GONE), mail)
    number = enter(services, ChannelKind.SMS)
    assert send(services) == SendingRound(failed=1)
    assert rows(services, number).keys() == {"sms"}
    assert mail.took == []


def test_what_an_alphabet_would_spoil_is_held_when_there_is_no_other_way(deployment: Deployment) -> None:
    services = with_ways(deployment, Way(ChannelKind.SMS, DAMAGED))
    number = enter(services, ChannelKind.SMS)
    assert send(services) == SendingRound(held=1)
    assert (rows(services, number)["sms"].state, rows(services, number)["sms"].held_reason) == (
        "held",
        "characters_lost",
    )


def test_what_may_have_left_goes_no_other_way(deployment: Deployment) -> None:
    mail = Way(ChannelKind.EMAIL, Sent("m"))
    services = with_ways(deployment, Way(ChannelKind.SMS, LOST, found=None), mail)
    number = enter(services, ChannelKind.SMS, ChannelKind.EMAIL)
    for _ in range(4):
        send(services)
        deployment.pass_time(hours=13)
    assert rows(services, number).keys() == {"sms"}
    assert mail.took == []


def test_what_the_person_no_longer_chose_goes_by_what_they_chose_instead(deployment: Deployment) -> None:
    text, mail = Way(ChannelKind.SMS, Sent("t")), Way(ChannelKind.EMAIL, Sent("m"))
    services = with_ways(deployment, text, mail)
    number = enter(services, ChannelKind.SMS)
    with services.records.read() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        assert person is not None
        safe = SafeContact(
            known=True,
            channels=(ChannelKind.EMAIL,),
            email_is_safe=True,
            windows=AT_ANY_HOUR,
            verified_at=services.clock.now(),
        )
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=safe)
    assert send(services) == SendingRound(sent=1, cancelled=1)
    assert rows(services, number)["sms"].held_reason == "another_way"
    assert (text.took, len(mail.took)) == ([], 1)


def test_a_providers_word_that_it_did_not_arrive_lets_it_go_another_way_once(deployment: Deployment) -> None:
    mail = Way(ChannelKind.EMAIL, Sent("m"))
    services = with_ways(deployment, Way(ChannelKind.SMS, Sent("t")), mail)
    number = enter(services, ChannelKind.SMS, ChannelKind.EMAIL)
    send(services)
    for expected in (True, False):
        with services.records.write() as tx, services.vault.read() as sealed:
            message = rows(services, number)["sms"]
            assert note_not_delivered(services, tx, sealed, message, "address_refused") is expected
    send(services)
    assert len(mail.took) == 1
    assert rows(services, number)["email"].state == "sent"


def test_three_reminders_in_four_weeks_are_counted_over_all_channels(deployment: Deployment) -> None:
    ways = (Way(ChannelKind.SMS, Sent("t")), Way(ChannelKind.EMAIL, Sent("m")))
    services = with_ways(deployment, *ways)
    number = enter(services, ChannelKind.SMS, ChannelKind.EMAIL)
    now = services.clock.now()
    with services.records.write() as tx:
        for period, channel in (("2", "email"), ("3", "sms"), ("4", "email")):
            new = outbox.NewMessage(
                services.study.code, number, MessageReason.INVITATION.value, period, channel, 4, now, None, {}
            )
            outbox.enqueue(tx, new, now)
    assert send(services) == SendingRound(sent=3, held=1)
    deployment.pass_time(days=29)
    assert send(services) == SendingRound(sent=1)


def test_a_worker_that_is_told_to_stop_gives_back_what_it_did_not_send(deployment: Deployment) -> None:
    text = Way(ChannelKind.SMS, Sent("t"))
    services = with_ways(deployment, text)
    numbers = [enter(services, ChannelKind.SMS) for _ in range(3)]
    done = send_due(services, worker="test", is_stopping=lambda: bool(text.took))
    assert done == SendingRound(sent=1)
    assert sorted(rows(services, number)["sms"].state for number in numbers) == ["queued", "queued", "sent"]
    assert not any(rows(services, number)["sms"].maybe_sent for number in numbers)
    assert send(services) == SendingRound(sent=2)
