"""GOV.UK Notify: its official client against a stand-in for its API."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alongside.core.definitions.messages import (
    NOT_TAKEN,
    Attachment,
    CallbackRefusedError,
    ChannelKind,
    Delivery,
    Receipt,
    Refused,
    Reply,
    Sent,
)
from alongside.plugins.channels.govuk_notify import NotifySettingError, alongside_channels
from alongside.plugins.channels.govuk_notify.characters import find_lost
from tests.support.notify_server import API_KEY, EMAIL_TEMPLATE, SECRET, SERVICE, SMS_TEMPLATE, NotifyServer

KEY = "0f3a9c"
TOKEN = "a token of ours, long enough"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
LOST = Refused("answer_lost", permanent=False, may_have_left=True)
GSM_7 = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)


@pytest.fixture
def notify(notify_server: NotifyServer, configure: Any) -> Any:
    """Return a maker of the channel of one kind."""

    def make(kind: str = "sms", **changes: Any) -> Any:
        chosen = {
            "api_key": API_KEY,
            "base_url": notify_server.url,
            "sms_template": SMS_TEMPLATE,
            "email_template": EMAIL_TEMPLATE,
            "letters": True,
            "callback_token": TOKEN,
        }
        made = alongside_channels(configure(govuk_notify=chosen | changes))
        return {channel.kind.value: channel for channel in made}[kind]

    return make


def test_a_text_arrives_with_our_words_our_key_and_the_chosen_sender(
    notify: Any, notify_server: NotifyServer, write: Any
) -> None:
    message = write(ChannelKind.SMS, KEY)
    result = notify(sms_sender="33333333-3333-4333-8333-333333333333").send(message)
    (taken,) = notify_server.taken
    assert result == Sent(taken["id"])
    assert (taken["reference"], taken["to"], taken["words"]) == (KEY, message.to, {"body": message.body})
    assert taken["sender"] == "33333333-3333-4333-8333-333333333333"


def test_an_email_arrives_with_its_subject_and_its_words_in_any_letters(
    notify: Any, notify_server: NotifyServer, write: Any
) -> None:
    message = write(ChannelKind.EMAIL, KEY, body="آپ کا اگلا حصہ تیار ہے۔", subject="آپ کے لیے")
    assert isinstance(notify("email").send(message), Sent)
    assert notify_server.taken[0]["words"] == {"subject": message.subject, "body": message.body}
    assert notify_server.taken[0]["to"] == "sam@example.org"


def test_a_letter_goes_as_its_pages(notify: Any, notify_server: NotifyServer, write: Any) -> None:
    message = write(ChannelKind.LETTER, KEY)
    assert isinstance(notify("letter").send(message), Sent)
    assert notify_server.taken[0]["pages"] == message.attachments[0].content


@pytest.mark.parametrize(
    ("kind", "attachments", "reason"),
    [
        ("letter", (), "no_pages"),
        ("letter", (Attachment("letter.txt", "text/plain", b"words"),), "no_pages"),
        ("email", (Attachment("invite.ics", "text/calendar", b"BEGIN:VCALENDAR"),), "file_not_carried"),
    ],
)
def test_what_notify_cannot_carry_is_not_sent(
    notify: Any, notify_server: NotifyServer, write: Any, kind: str, attachments: Any, reason: str
) -> None:
    message = write(ChannelKind(kind), attachments=attachments)
    assert notify(kind).send(message) == Refused(reason, permanent=True)
    assert notify_server.requests == []


def test_only_letters_of_notify_are_files(notify: Any) -> None:
    assert [notify(kind.value).carries_files for kind in ChannelKind] == [False, False, True]


@pytest.mark.parametrize("body", ["آپ کا فارم", "Cześć", "Привіт", "Hello 👋", "\u2067Hello\u2069", "ক", "ਕ"])
def test_a_text_that_would_lose_letters_never_reaches_notify(
    notify: Any, notify_server: NotifyServer, write: Any, body: str
) -> None:
    assert notify().send(write(ChannelKind.SMS, body=body)) == Refused("characters_lost", permanent=True)
    assert notify_server.requests == []


def test_what_is_lost_is_named_once_and_in_order() -> None:
    assert find_lost("Zażółć, zażółć!") == "żłć"
    assert find_lost(GSM_7) == ""
    assert find_lost("Ŵy ŷ ẃ Â, “a – b”\u00a0…") == ""
    assert find_lost("") == ""


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("429", Refused("busy", permanent=False)),
        ("403", Refused("not_allowed", permanent=False)),
        ("404", Refused("not_allowed", permanent=False)),
        ("500", Refused("server_down", permanent=False, may_have_left=True)),
        ("503", Refused("server_down", permanent=False, may_have_left=True)),
        ("lose", LOST),
    ],
)
def test_each_answer_of_notify_is_told_as_what_it_is(
    notify: Any, notify_server: NotifyServer, write: Any, answer: str, result: Refused
) -> None:
    notify_server.next_answers.append(answer)
    channel = notify()
    message = write(ChannelKind.SMS, KEY)
    assert channel.send(message) == result
    assert channel.find(KEY) == NOT_TAKEN
    assert isinstance(channel.send(message), Sent)
    assert len(notify_server.taken) == 1


@pytest.mark.parametrize("answer", ["500 after taking", "lose after taking", "hang after taking"])
def test_a_message_that_was_taken_without_an_answer_is_found_by_our_key(
    notify: Any, notify_server: NotifyServer, write: Any, answer: str
) -> None:
    notify_server.next_answers.append(answer)
    channel = notify(timeout=1)
    result = channel.send(write(ChannelKind.SMS, KEY))
    assert isinstance(result, Refused)
    assert (result.permanent, result.may_have_left) == (False, True)
    assert channel.find(KEY) == Sent(notify_server.taken[0]["id"])
    assert channel.find("another") == NOT_TAKEN


def test_while_notify_cannot_be_asked_nobody_can_tell(notify: Any, notify_server: NotifyServer) -> None:
    notify_server.next_answers += ["500", "lose", "429"]
    channel = notify()
    assert [channel.find(KEY) for _ in range(4)] == [None, None, None, NOT_TAKEN]


@pytest.mark.parametrize(
    ("changes", "message_changes", "result"),
    [
        ({}, {"to": "+447700900002"}, Refused("address_refused", permanent=True)),
        ({}, {"body": 919 * "x"}, Refused("content_refused", permanent=True)),
        ({"sms_template": EMAIL_TEMPLATE}, {}, Refused("template_refused", permanent=False)),
        ({"api_key": f"tests-{SERVICE}-{SERVICE}"}, {}, Refused("not_allowed", permanent=False)),
        ({"api_key": f"tests-{SECRET}-{SECRET}"}, {}, Refused("not_allowed", permanent=False)),
    ],
)
def test_each_refusal_of_notify_is_told_as_what_it_is(
    notify: Any, notify_server: NotifyServer, write: Any, changes: Any, message_changes: Any, result: Refused
) -> None:
    notify_server.refused.add("+447700900002")
    assert notify(**changes).send(write(ChannelKind.SMS, **message_changes)) == result
    assert notify_server.taken == []


def test_a_template_that_asks_for_more_than_our_words_is_a_fault_of_the_settings(
    notify: Any, notify_server: NotifyServer, write: Any
) -> None:
    notify_server.templates[SMS_TEMPLATE] = ("sms", frozenset({"body", "name"}))
    assert notify().send(write(ChannelKind.SMS)) == Refused("template_refused", permanent=False)


def test_many_workers_share_a_channel(notify: Any, notify_server: NotifyServer, write: Any) -> None:
    channel = notify()
    with ThreadPoolExecutor(4) as workers:
        results = list(workers.map(lambda n: channel.send(write(ChannelKind.SMS, f"key {n}")), range(40)))
    assert {result.reference for result in results} == {taken["id"] for taken in notify_server.taken}
    assert {taken["reference"] for taken in notify_server.taken} == {f"key {n}" for n in range(40)}


def test_only_kinds_with_a_template_are_offered(configure: Any) -> None:
    made = alongside_channels(configure(govuk_notify={"api_key": API_KEY, "email_template": EMAIL_TEMPLATE}))
    assert [channel.code for channel in made] == ["govuk_notify_email"]
    assert made[0].account.base_url == "https://api.notifications.service.gov.uk"


@pytest.mark.parametrize(
    "chosen",
    [
        {"api_key": "not a key"},
        {"api_key": API_KEY, "base_url": "http://notify.example.org"},
        {"api_key": API_KEY, "base_url": "file:///etc/hosts"},
        {"api_key": API_KEY, "callback_token": "short"},
    ],
)
def test_settings_that_cannot_be_meant_stop_the_start(configure: Any, chosen: dict[str, str]) -> None:
    with pytest.raises(NotifySettingError):
        alongside_channels(configure(govuk_notify=chosen))


def told(**fields: str | None) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("delivered", Delivery.DELIVERED),
        ("permanent-failure", Delivery.ADDRESS_DEAD),
        ("temporary-failure", Delivery.FAILED),
        ("technical-failure", Delivery.FAILED),
    ],
)
def test_a_receipt_says_what_became_of_the_message_with_our_key(notify: Any, status: str, delivery: Delivery) -> None:
    body = told(id="n-1", reference=KEY, to="447700900123", status=status, completed_at="2026-07-01T10:30:00.000000Z")
    receipts = notify().read_callback({"authorization": f"Bearer {TOKEN}"}, body, NOW)
    assert receipts == (Receipt(delivery, datetime(2026, 7, 1, 10, 30, tzinfo=UTC), key=KEY, reference="n-1"),)


def test_a_reply_has_its_number_in_international_form(notify: Any) -> None:
    body = told(id="r-1", source_number="447700900123", message="STOP", date_received="2026-07-01T10:30:00.000000Z")
    (reply,) = notify().read_callback({"authorization": f"Bearer {TOKEN}"}, body, NOW)
    assert reply == Reply("+447700900123", "STOP", datetime(2026, 7, 1, 10, 30, tzinfo=UTC), "r-1")
    assert "447700900123" not in repr(reply)
    assert "STOP" not in repr(reply)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"\xff", b"{}", told(status="sending", reference=KEY), told(status=None), told(message="x")],
)
def test_a_callback_about_something_else_says_nothing(notify: Any, body: bytes) -> None:
    assert notify().read_callback({"authorization": f"Bearer {TOKEN}"}, body, NOW) == ()


@pytest.mark.parametrize("written", [None, "", "yesterday", "2026-07-01T10:30:00"])
def test_a_time_that_cannot_be_read_is_now(notify: Any, written: str | None) -> None:
    body = told(status="delivered", reference=KEY, completed_at=written)
    (receipt,) = notify().read_callback({"authorization": f"Bearer {TOKEN}"}, body, NOW + timedelta(hours=1))
    assert receipt.at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    "shown", ["", "Bearer", f"bearer {TOKEN}", TOKEN, f"Bearer {TOKEN} ", f"Bearer {TOKEN[:-1]}", "Bearer ü"]
)
def test_a_callback_without_the_very_token_is_refused(notify: Any, shown: str) -> None:
    with pytest.raises(CallbackRefusedError):
        notify().read_callback({"authorization": shown}, told(status="delivered", reference=KEY), NOW)
