"""Providers call back: what is signed takes effect once, what is not changes nothing, and nobody learns who takes part."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.core.conduct.safe_contacts import note_phone_safety, review_safe_contact
from alongside.core.conduct.sending import keep_safe_contact, safe_contact_of
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import outbox, tasks
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import Entry, Person, enter_family, staff
from tests.support.notify_server import NotifyServer, run_notify_server
from tests.support.providers import NOTIFY, add_providers, gateway_calls, notify_calls, written

PHONE = "+447700900201"
SAFE, UNKNOWN = "Yes, they said it is safe", "I have not asked yet"
REPLIES = (f"reply {number}" for number in itertools.count())


@pytest.fixture
def server() -> Iterator[NotifyServer]:
    with run_notify_server() as running:
        yield running


@pytest.fixture
def deployment(tmp_path: Path, server: NotifyServer) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        add_providers(opened, server, first=True)
        yield opened


def enter(deployment: Deployment, name: str = "Amy", phone: str = "07700 900201", safe: str = SAFE) -> Person:
    return enter_family(staff(deployment, "Kim"), Entry(name, phone, [("Leo", 9)], safe=safe))


def messages_of(person: Person) -> list[outbox.Message]:
    with person.deployment.services.records.read() as tx:
        return outbox.messages_of(tx, person.number)


def invitation(person: Person) -> outbox.Message:
    (found,) = [one for one in messages_of(person) if one.reason == MessageReason.INVITATION]
    return found


def safe_of(person: Person) -> SafeContact:
    services = person.deployment.services
    with services.vault.read() as sealed:
        safe = safe_contact_of(services, sealed, person.number)
    assert safe is not None
    return safe


def receipt(person: Person, status: str, **changes: Any) -> dict[str, Any]:
    message = invitation(person)
    at = written(person.deployment.moment.now)
    told = {"id": message.provider_reference, "reference": message.reference, "to": PHONE, "status": status}
    return told | {"completed_at": at} | changes


def reply(words: str, number: str = PHONE, **changes: Any) -> dict[str, Any]:
    return {"id": next(REPLIES), "source_number": number.removeprefix("+"), "message": words} | changes


def audited(deployment: Deployment) -> list[str]:
    return [row[2] for row in deployment.stored()["records.audit_events"]]


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("delivered", "delivered", None),
        ("temporary-failure", "failed", "not_delivered"),
        ("technical-failure", "failed", "not_delivered"),
        ("permanent-failure", "failed", "address_dead"),
    ],
)
def test_a_receipt_takes_effect_once_however_often_it_comes(
    deployment: Deployment, status: str, state: str, reason: str | None
) -> None:
    amy = enter(deployment)
    deployment.send()
    told = receipt(amy, status)
    assert notify_calls(deployment, **told).status_code == 204
    assert (invitation(amy).state, invitation(amy).held_reason) == (state, reason)
    after = deployment.stored()
    for _ in range(4):
        deployment.pass_time(minutes=5)
        assert notify_calls(deployment, **told).status_code == 204
    assert deployment.stored() == after


def test_a_gateway_may_know_a_message_by_its_own_name_alone(deployment: Deployment) -> None:
    amy = enter(deployment)
    deployment.send()
    told = {"id": str(invitation(amy).provider_reference), "status": "delivered"}
    assert gateway_calls(deployment, **told).status_code == 204
    assert invitation(amy).state == "delivered"


def test_a_receipt_proves_that_a_message_left_whose_answer_was_lost(
    deployment: Deployment, server: NotifyServer
) -> None:
    amy = enter(deployment)
    server.next_answers.append("lose after taking")
    deployment.send()
    assert (invitation(amy).state, invitation(amy).maybe_sent) == ("held", True)
    taken = server.taken[0]["id"]
    notify_calls(deployment, **receipt(amy, "delivered", id=taken))
    assert (invitation(amy).state, invitation(amy).provider_reference) == ("delivered", taken)
    deployment.pass_time(hours=1)
    deployment.send()
    assert len(server.taken) == 1


def test_the_clock_of_a_provider_may_run_ahead(deployment: Deployment) -> None:
    amy = enter(deployment)
    deployment.send()
    now = deployment.moment.now
    notify_calls(deployment, **receipt(amy, "delivered", completed_at=written(now + timedelta(days=1))))
    assert invitation(amy).changed_at == now


def test_a_dead_number_is_not_written_to_until_somebody_has_checked_it(
    deployment: Deployment, server: NotifyServer
) -> None:
    amy = enter(deployment)
    deployment.send()
    assert notify_calls(deployment, **receipt(amy, "permanent-failure")).status_code == 204
    assert safe_of(amy).unverified == {ChannelKind.SMS}
    assert not safe_of(amy).needs_checking(deployment.moment.now, ChannelKind.EMAIL)
    assert audited(deployment).count("address_dead") == 1
    with deployment.services.records.write() as tx:
        outbox.enqueue(tx, again(amy), deployment.moment.now)
    deployment.send()
    assert [(one.state, one.held_reason) for one in messages_of(amy)][-1] == ("held", "check_again")
    deployment.pass_time(minutes=1)
    note_phone_safety(deployment.services, amy.number, is_safe=True, by="kim")
    deployment.send()
    assert messages_of(amy)[-1].state == "held"
    review_safe_contact(
        deployment.services, amy.number, by="kim", change=replace, facts={}, confirmed=(ChannelKind.SMS,)
    )
    deployment.send()
    assert messages_of(amy)[-1].state == "sent"
    notify_calls(deployment, **receipt(amy, "permanent-failure"))  # the old receipt once more
    assert safe_of(amy).unverified == frozenset()
    assert len(server.taken) == 2


def again(person: Person) -> outbox.NewMessage:
    first = invitation(person)
    return outbox.NewMessage(
        study=first.study,
        participant=person.number,
        reason=MessageReason.THANK_YOU.value,
        period="1",
        channel="sms",
        priority=5,
        due_at=person.deployment.moment.now,
        expires_at=None,
        values={},
    )


def test_a_receipt_of_a_colleagues_message_asks_nobody_to_check_a_family(deployment: Deployment) -> None:
    amy = enter(deployment)
    with deployment.services.records.write() as tx:
        queued = outbox.enqueue(tx, replace(again(amy), participant="staff-1"), deployment.moment.now)
    assert queued is not None
    notify_calls(deployment, id="n", reference=queued.reference, status="permanent-failure")
    with deployment.services.records.read() as tx:
        after = outbox.message(tx, queued.id)
    assert after is not None
    assert (after.state, after.held_reason) == ("failed", "address_dead")


@pytest.mark.parametrize(
    "told",
    [
        {"reference": "nobody's", "id": "n-1", "status": "delivered"},
        {"source_number": "447700900999", "message": "STOP", "id": "r"},
        {"source_number": "60006", "message": "STOP", "id": "r"},
        {"source_number": "who?", "message": "STOP"},
        {"anything": "else"},
    ],
)
def test_nobody_can_tell_from_the_answer_who_is_known(deployment: Deployment, told: dict[str, str]) -> None:
    enter(deployment)
    before = deployment.stored()
    known = notify_calls(deployment, **reply("hello"))
    unknown = notify_calls(deployment, **told)
    assert (unknown.status_code, unknown.data) == (known.status_code, known.data) == (204, b"")
    added = {name: rows for name, rows in deployment.stored().items() if rows != before[name]}
    assert added.keys() == {
        "records.audit_events",
        "records.audit_head",
        "records.guesses",
        "records.tasks",
    }  # of the known one


def test_without_the_token_or_the_signature_nothing_changes(deployment: Deployment) -> None:
    amy = enter(deployment)
    deployment.send()
    before = deployment.stored()
    answers = [
        notify_calls(deployment, token="another token of this length", **receipt(amy, "delivered")),
        notify_calls(deployment, token="", **reply("STOP")),
        gateway_calls(deployment, secret="another secret", key=invitation(amy).reference, status="delivered"),
        deployment.app.test_client().post(f"/callbacks/{NOTIFY}", data=b"{}"),
        deployment.app.test_client().post("/callbacks/sms_gateway", data=b"{}"),
    ]
    assert [(answer.status_code, answer.data) for answer in answers] == 5 * [(401, b"")]
    assert deployment.stored() == before


@pytest.mark.parametrize("name", ["nobody", "post_box_sms", "smtp", "", "../staff"])
def test_only_channels_that_are_called_back_have_a_door(deployment: Deployment, name: str) -> None:
    assert deployment.app.test_client().post(f"/callbacks/{name}", data=b"{}").status_code == 404


def test_a_callback_is_only_ever_posted_and_never_large(deployment: Deployment) -> None:
    client = deployment.app.test_client()
    assert client.get(f"/callbacks/{NOTIFY}").status_code == 405
    assert client.post(f"/callbacks/{NOTIFY}", data=20_000 * b" ").status_code == 413


def test_stop_takes_effect_in_the_same_request_and_leaves_the_person_in_the_study(deployment: Deployment) -> None:
    amy = enter(deployment)
    states = deployment.stored()["records.participants"]
    assert invitation(amy).state == "queued"
    assert notify_calls(deployment, **reply("STOP please")).status_code == 204
    assert safe_of(amy).stopped
    assert (invitation(amy).state, invitation(amy).held_reason) == ("cancelled", "stopped by the person")
    assert deployment.stored()["records.participants"] == states
    assert audited(deployment).count("messages_stopped") == 1


def test_stop_is_confirmed_once_however_often_it_is_said_or_told(deployment: Deployment, server: NotifyServer) -> None:
    amy = enter(deployment)
    deployment.send()
    said = reply("Stop")
    for _ in range(5):
        notify_calls(deployment, **said)
    for words in ("STOP!", "stop now", "رکیں"):
        notify_calls(deployment, **reply(words))
        deployment.send()
    words = [taken["words"]["body"] for taken in server.taken]
    assert len(words) == 2
    assert words[-1].startswith("You asked us to stop, and we have.")
    assert [one.state for one in messages_of(amy)] == ["sent", "sent"]


def test_a_repeat_of_an_old_stop_does_not_undo_what_came_after_it(deployment: Deployment) -> None:
    amy = enter(deployment)
    said = reply("STOP")
    notify_calls(deployment, **said)
    start_again(amy)
    deployment.pass_time(minutes=25)
    notify_calls(deployment, **said)
    assert not safe_of(amy).stopped
    notify_calls(deployment, **reply("STOP"))
    assert safe_of(amy).stopped
    assert len([one for one in messages_of(amy) if one.reason == MessageReason.STOP_CONFIRMED]) == 2


def start_again(person: Person) -> None:
    services = person.deployment.services
    safe = replace(safe_of(person), stopped=False)
    with services.records.read() as tx, services.vault.write() as sealed:
        family = tx.connection.exec_driver_sql(
            f"SELECT family FROM participants WHERE number = '{person.number}'"
        ).scalar_one()
        keep_safe_contact(services, sealed, family=family, participant=person.number, safe=safe)


def test_stop_holds_for_everybody_who_shares_the_phone(deployment: Deployment) -> None:
    amy, bea = enter(deployment), enter(deployment, "Bea")
    dan = enter(deployment, "Dan", "07700 900203")
    gateway_calls(deployment, **{"from": "07700900201", "text": "band karo", "id": "g-1"})
    assert [safe_of(person).stopped for person in (amy, bea, dan)] == [True, True, False]


def test_stop_from_a_shared_phone_is_confirmed_once(deployment: Deployment, server: NotifyServer) -> None:
    enter(deployment), enter(deployment, "Bea")
    deployment.send()
    before = len(server.taken)
    for _ in range(3):
        notify_calls(deployment, **reply("STOP"))
        deployment.send()
    assert len(server.taken) == before + 1


def test_stop_from_a_phone_that_is_not_safe_for_somebody_leaves_their_own_ways_alone(deployment: Deployment) -> None:
    amy, bea = enter(deployment), enter(deployment, "Bea", safe="No, or someone else may read it")
    notify_calls(deployment, **reply("STOP"))
    assert [safe_of(person).stopped for person in (amy, bea)] == [True, False]


def test_a_reply_that_is_not_read_is_one_task_a_day(deployment: Deployment) -> None:
    amy = enter(deployment)

    def open_tasks() -> list[tasks.Task]:
        with deployment.services.records.read() as tx:
            return tasks.open_tasks_of(tx, amy.number)

    for words in ("who is this", "not now", "\ud83d"):
        assert notify_calls(deployment, **reply(words)).status_code == 204
    (task,) = open_tasks()
    assert task.kind == "ask_safety"
    with deployment.services.records.write() as tx:
        tasks.finish(tx, task.id, by="kim", at=deployment.moment.now)
    notify_calls(deployment, **reply("not now"))
    assert open_tasks() == []
    deployment.pass_time(hours=25)
    notify_calls(deployment, **reply("not now"))
    assert len(open_tasks()) == 1


def test_who_was_never_asked_can_stop_and_stays_stopped_when_the_phone_turns_out_to_be_safe(
    deployment: Deployment, server: NotifyServer
) -> None:
    amy = enter(deployment, safe=UNKNOWN)
    notify_calls(deployment, **reply("STOP"))
    note_phone_safety(deployment.services, amy.number, is_safe=True, by="kim")
    deployment.send()
    assert safe_of(amy).stopped
    assert [taken["words"]["body"][:12] for taken in server.taken] == ["You asked us"]


def test_of_any_other_reply_only_that_it_came_is_kept(deployment: Deployment) -> None:
    amy = enter(deployment)
    said = reply("Don't stop. He reads my phone")
    for _ in range(5):
        notify_calls(deployment, **said)
    stored = deployment.stored()
    assert audited(deployment).count("reply_came") == 1
    assert "reads my phone" not in str(stored)
    assert PHONE.removeprefix("+") not in str(stored)
    assert not safe_of(amy).stopped


def test_a_callback_writes_no_address_and_no_words_into_a_log(
    deployment: Deployment, caplog: pytest.LogCaptureFixture
) -> None:
    amy = enter(deployment)
    deployment.send()
    with caplog.at_level("DEBUG"):
        notify_calls(deployment, **receipt(amy, "permanent-failure"))
        notify_calls(deployment, **reply("STOP, he reads my phone"))
        notify_calls(deployment, token="wrong", **reply("STOP, he reads my phone"))
    assert "reads my phone" not in caplog.text
    assert "7700900201" not in caplog.text
    assert "without our token" in caplog.text
