"""Another channel is tried once, only when it is safe, and only when the first certainly did not arrive."""

from dataclasses import replace

import pytest

from alongside.core.conduct.sending import SendingRound, note_not_delivered, send_due
from alongside.core.definitions.messages import (
    ChannelKind,
    MessageReason,
    Refused,
    Sent,
)
from alongside.core.storage import outbox
from tests.support.deployment import Deployment
from tests.support.ways import Way, enter, keep, reached_by, rows, send, with_ways

GONE = Refused("address_refused", permanent=True)
DAMAGED = Refused("characters_lost", permanent=True)
LOST = Refused("answer_lost", permanent=False, may_have_left=True)


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
    services = with_ways(deployment, Way(ChannelKind.SMS, LOST, found=lambda: None), mail)
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
    keep(services, number, replace(reached_by(services, ChannelKind.EMAIL), phone_is_safe=None))
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
