"""One message in trouble, or a service that is slow or away, keeps no other message and loses none."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.core.conduct import sending
from alongside.core.conduct.queueing import SAFE_CONTACT, safe_contact_of
from alongside.core.conduct.sending import SendingRound, note_not_delivered, send_due
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import (
    NOT_TAKEN,
    ChannelKind,
    MessageReason,
    Refused,
    SendResult,
    Sent,
)
from alongside.core.storage import families, outbox, tasks
from tests.support.deployment import Deployment
from tests.support.ways import Way, enter, keep, reached_by, rows, send, with_ways

AWAY = Refused("server_down", permanent=False)
LOST = Refused("answer_lost", permanent=False, may_have_left=True)
GONE = Refused("address_refused", permanent=True)
SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL


def row(services: Services, number: str) -> outbox.Message:
    return rows(services, number)[SMS.value]


def states(services: Services, number: str) -> dict[str, str]:
    return {channel: one.state for channel, one in rows(services, number).items()}


def calls_for_help(services: Services, number: str) -> int:
    with services.records.read() as tx:
        return len(tasks.open_tasks_of(tx, number))


def in_doubt(deployment: Deployment, count: int) -> list[str]:
    """Leave so many messages whose answers were lost, and let the time of the next look come."""
    services = with_ways(deployment, Way(answer=LOST))
    numbers = [enter(services) for _ in range(count)]
    send(services)
    deployment.pass_time(hours=1)
    return numbers


def test_a_slow_answer_to_a_question_holds_up_neither_that_message_nor_another(deployment: Deployment) -> None:
    (doubtful,) = in_doubt(deployment, 1)

    def slowly() -> SendResult:
        time.sleep(sending.FRESH_SECONDS + 0.1)
        return NOT_TAKEN

    services = with_ways(deployment, Way(found=slowly))
    other = enter(services)
    assert send(services).sent == 2
    assert [row(services, one).state for one in (doubtful, other)] == ["sent", "sent"]


def test_that_a_message_was_not_taken_stays_known_when_it_cannot_leave_at_once(deployment: Deployment) -> None:
    (number,) = in_doubt(deployment, 1)
    services = with_ways(deployment, Way(found=lambda: NOT_TAKEN))
    keep(services, number, replace(reached_by(services, SMS), stopped=True))
    assert send(services) == SendingRound(held=1)
    assert (row(services, number).held_reason, row(services, number).maybe_sent) == ("stopped", False)


def test_one_round_asks_for_a_limited_time_and_leaves_the_rest_for_later(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_doubt(deployment, 4)
    monkeypatch.setattr(sending, "LOOK_UP_SECONDS", 0.0)
    way = Way(found=lambda: time.sleep(0.01))
    services = with_ways(deployment, way)
    assert send(services) == SendingRound(held=1, waiting=3)
    assert len(way.asked) == 1
    for _ in range(3):
        deployment.pass_time(minutes=2)
        send(services)
    assert len(set(way.asked)) == 4


def test_a_round_in_which_nothing_can_be_decided_in_time_ends_and_keeps_all(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FRESH_SECONDS", -1.0)
    services = with_ways(deployment, Way())
    number = enter(services)
    assert send(services) == SendingRound()
    assert (row(services, number).state, row(services, number).maybe_sent) == ("queued", False)


def test_who_waits_for_a_code_does_not_wait_for_questions_about_other_messages(deployment: Deployment) -> None:
    (number,) = in_doubt(deployment, 1)
    way = Way(found=lambda: None)
    services = with_ways(deployment, way)
    now = services.clock.now()
    with services.records.write() as tx:
        new = outbox.NewMessage(services.study.code, number, MessageReason.CODE.value, "1", "sms", 0, now, None, {})
        outbox.enqueue(tx, new, now)
    assert send_due(services, worker="code", participant=number) == SendingRound(sent=1, waiting=1)
    assert way.asked == []


def test_a_channel_that_cannot_be_asked_keeps_no_other_message(deployment: Deployment) -> None:
    (doubtful,) = in_doubt(deployment, 1)

    def broken() -> SendResult:
        raise KeyError(doubtful)

    services = with_ways(deployment, Way(found=broken))
    other = enter(services)
    assert send(services) == SendingRound(sent=1, held=1)
    assert (row(services, doubtful).held_reason, row(services, other).state) == ("answer_lost", "sent")


@pytest.mark.parametrize("kept", ["{", '{"known": "perhaps"}'])
def test_a_record_that_cannot_be_read_holds_its_own_message_alone(deployment: Deployment, kept: str) -> None:
    services = with_ways(deployment, Way())
    spoilt, other = enter(services), enter(services)
    with services.records.read() as tx, services.vault.write() as sealed:
        person = families.participant(tx, spoilt)
        assert person is not None
        services.vault.put(
            sealed, family=person.family, subject=spoilt, field=SAFE_CONTACT, value=kept, at=services.clock.now()
        )
    assert send(services) == SendingRound(sent=1, held=1)
    assert (row(services, spoilt).held_reason, row(services, other).state) == ("words_not_sound", "sent")


def test_a_reason_or_word_that_nobody_knows_holds_its_own_message_alone(deployment: Deployment) -> None:
    services = with_ways(deployment, Way())
    now, number, other = services.clock.now(), enter(services), enter(services)
    with services.records.write() as tx:
        outbox.cancel_for(tx, number, at=now)
        for reason, values in (("no_such_reason", {}), (MessageReason.APPOINTMENT.value, {"when": "soon"})):
            new = outbox.NewMessage(services.study.code, number, reason, "1", "sms", 1, now, None, values)
            outbox.enqueue(tx, new, now)
    assert send(services) == SendingRound(sent=1, held=2)
    assert row(services, other).state == "sent"


def test_a_worker_that_is_torn_away_leaves_only_the_begun_message_in_doubt(deployment: Deployment) -> None:
    def torn(count: int) -> None:
        if count == 2:
            raise KeyboardInterrupt

    services = with_ways(deployment, Way(before=torn))
    numbers = [enter(services) for _ in range(3)]
    with pytest.raises(KeyboardInterrupt):
        send(services)
    assert sorted(row(services, one).state for one in numbers) == ["queued", "sending", "sent"]


@pytest.mark.parametrize("refusal", [AWAY, Refused("not_allowed", permanent=False), Refused("busy", permanent=False)])
def test_an_outage_of_days_loses_no_message_and_moves_none_to_another_channel(
    deployment: Deployment, refusal: Refused
) -> None:
    text, mail = Way(answer=refusal), Way(EMAIL)
    services = with_ways(deployment, text, mail)
    number = enter(services, SMS, EMAIL)
    for _ in range(10):
        send(services)
        deployment.pass_time(hours=13)
    assert (row(services, number).state, row(services, number).held_reason) == ("held", refusal.reason)
    assert (mail.took, len(text.took), calls_for_help(services, number)) == ([], 10, 1)
    text.answer = Sent("t")
    assert send(services) == SendingRound(sent=1)


@pytest.mark.parametrize("is_broken", [True, False])
def test_a_channel_that_loses_its_answers_is_asked_less_and_less_often(
    deployment: Deployment, *, is_broken: bool
) -> None:
    def fail(_: int) -> None:
        if is_broken:
            raise ValueError

    services = with_ways(deployment, Way(answer=LOST, before=fail))
    number = enter(services)
    waits = []
    for _ in range(6):
        send(services)
        message = row(services, number)
        assert message.held_until is not None
        waits.append(message.held_until - services.clock.now())
        deployment.moment.now = message.held_until
    assert waits == [*sending.TRY_AGAIN, timedelta(hours=12), timedelta(hours=12)]
    assert calls_for_help(services, number) == 1


def test_a_provider_that_may_have_forgotten_a_message_proves_nothing(deployment: Deployment) -> None:
    (number,) = in_doubt(deployment, 1)
    deployment.pass_time(days=8)
    way = Way(found=lambda: NOT_TAKEN)
    services = with_ways(deployment, way)
    assert send(services) == SendingRound(held=1)
    assert (row(services, number).held_reason, way.took) == ("answer_lost", [])


def test_what_did_not_arrive_and_has_no_other_way_asks_for_help(deployment: Deployment) -> None:
    services = with_ways(deployment, Way())
    number = enter(services)
    send(services)
    with services.records.write() as tx, services.vault.read() as sealed:
        assert note_not_delivered(services, tx, sealed, row(services, number), "not_delivered")
    assert calls_for_help(services, number) == 1


def test_what_was_in_doubt_goes_another_way_once_it_is_known_not_to_have_arrived(deployment: Deployment) -> None:
    services = with_ways(deployment, Way(answer=LOST), Way(EMAIL))
    number = enter(services, SMS, EMAIL)
    send(services)
    stale = row(services, number)
    assert stale.maybe_sent
    with services.records.write() as tx, services.vault.read() as sealed:
        outbox.mark_sent(tx, stale.id, provider_reference="t", at=services.clock.now())
        assert note_not_delivered(services, tx, sealed, stale, "not_delivered")
    assert states(services, number) == {"sms": "failed", "email": "queued"}


def test_a_certain_refusal_ends_the_doubt(deployment: Deployment) -> None:
    (number,) = in_doubt(deployment, 1)
    services = deployment.services
    with services.records.write() as tx:
        outbox.mark_failed(tx, row(services, number).id, reason="not_delivered", at=services.clock.now())
    assert not row(services, number).maybe_sent


def test_a_channel_that_was_left_untried_is_used_when_the_other_one_fails(deployment: Deployment) -> None:
    text = Way()
    services = with_ways(deployment, text, Way(EMAIL))
    number = enter(services, SMS)
    keep(services, number, reached_by(services, EMAIL))
    mail_is_asked: list[int] = []

    def choose_texts(count: int) -> None:
        mail_is_asked.append(count)
        keep(services, number, reached_by(services, EMAIL, SMS))

    services = with_ways(deployment, text, Way(EMAIL, answer=GONE, before=choose_texts))
    send(services)
    assert states(services, number) == {"sms": "sent", "email": "failed"}
    assert (len(text.took), mail_is_asked) == (1, [1])


def test_a_message_without_any_address_does_not_go_in_circles(deployment: Deployment) -> None:
    services = with_ways(deployment, Way(), Way(EMAIL))
    number = enter(services, EMAIL, SMS, email="")
    with services.vault.write() as sealed, services.records.read() as tx:
        person = families.participant(tx, number)
        assert person is not None
        services.vault.put(
            sealed, family=person.family, subject=number, field="phone", value="", at=services.clock.now()
        )
    assert send(services) == SendingRound(cancelled=1, held=1)
    assert sorted(states(services, number).values()) == ["cancelled", "held"]


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_a_stop_while_a_text_is_under_way_lets_no_email_follow(deployment: Deployment, *, is_cancelled: bool) -> None:
    def stop(_: int) -> None:
        with services.vault.read() as sealed:
            safe = safe_contact_of(services, sealed, number)
        assert safe is not None
        if is_cancelled:
            with services.records.write() as tx:
                outbox.cancel_for(tx, number, at=services.clock.now())
        else:
            keep(services, number, replace(safe, stopped=True))

    services = with_ways(deployment, Way(answer=GONE, before=stop), Way(EMAIL))
    number = enter(services, SMS, EMAIL)
    send(services)
    assert states(services, number) == {"sms": "cancelled" if is_cancelled else "failed"}
    assert calls_for_help(services, number) == 0
