"""Text messages, against a real gateway over HTTP on this machine."""

import socket
from typing import Any

import pytest

from alongside.core.definitions.messages import NOT_TAKEN, ChannelKind, Refused, Sent
from alongside.plugins.channels.sms_gateway import GatewaySettingError, SmsGateway, alongside_channels

KEY = "family 7:part_due:2026-07"
QUOTED_KEY = "family%207:part_due:2026-07"


def test_a_text_goes_out_as_json_with_its_key_and_token(gateway: Any, write: Any) -> None:
    channel = SmsGateway(gateway.url + "/v2/send", token="t0ken")
    assert channel.send(write(ChannelKind.SMS, KEY)) == Sent("gw-1")
    (asked,) = gateway.asked
    assert asked.path == "/v2/send"
    assert asked.headers["Authorization"] == "Bearer t0ken"
    assert asked.headers["Idempotency-Key"] == QUOTED_KEY
    assert asked.fields == {"to": "+447700900123", "text": write(ChannelKind.SMS).body, "from": "Hello"}


def test_a_text_goes_out_as_a_form_with_the_fields_that_the_gateway_wants(
    gateway: Any, write: Any, configure: Any
) -> None:
    chosen = {
        "url": gateway.url,
        "format": "form",
        "to_field": "recipient",
        "text_field": "message",
        "from_field": "",
        "key_field": "reference",
        "reference_field": "sid",
        "timeout": 5,
    }
    gateway.answer = b'{"sid": 77}'
    (channel,) = alongside_channels(configure(sms_gateway=chosen))
    urdu = "آپ کا اگلا حصہ تیار ہے + 100%"
    assert channel.send(write(ChannelKind.SMS, KEY, body=urdu)) == Sent("77")
    assert gateway.asked[0].fields == {"recipient": "+447700900123", "message": urdu, "reference": KEY}


@pytest.mark.parametrize("answer", [b"", b"OK", b"[]", b"{}", b"\xff"])
def test_an_answer_without_a_reference_is_still_a_yes(gateway: Any, write: Any, answer: bytes) -> None:
    gateway.answer = answer
    assert SmsGateway(gateway.url).send(write(ChannelKind.SMS)) == Sent("")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (400, Refused("content_refused", permanent=True)),
        (410, Refused("content_refused", permanent=True)),
        (422, Refused("content_refused", permanent=True)),
        (401, Refused("not_allowed", permanent=False)),
        (403, Refused("not_allowed", permanent=False)),
        (404, Refused("not_allowed", permanent=False)),
        (408, Refused("busy", permanent=False)),
        (409, Refused("busy", permanent=False)),
        (429, Refused("busy", permanent=False)),
        (500, Refused("server_down", permanent=False)),
        (503, Refused("server_down", permanent=False)),
        (504, Refused("server_down", permanent=False, may_have_left=True)),
    ],
)
def test_each_refusal_of_the_gateway_is_told_as_what_it_is(
    gateway: Any, write: Any, status: int, result: Refused
) -> None:
    gateway.status = status
    assert SmsGateway(gateway.url).send(write(ChannelKind.SMS)) == result


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_with_the_token(gateway: Any, write: Any, status: int) -> None:
    gateway.status, gateway.location = status, gateway.url + "/elsewhere"
    result = SmsGateway(gateway.url + "/send", token="t0ken").send(write(ChannelKind.SMS))
    assert result == Refused("not_allowed", permanent=False)
    assert [asked.path for asked in gateway.asked] == ["/send"]


def test_when_the_answer_is_lost_the_message_may_have_left_and_is_found(gateway: Any, write: Any) -> None:
    gateway.vanishes = True
    channel = SmsGateway(gateway.url + "/send", find_url=gateway.url + "/sent/{key}")
    result = channel.send(write(ChannelKind.SMS, KEY))
    assert result == Refused("answer_lost", permanent=False, may_have_left=True)
    assert channel.find(KEY) == Sent("gw-1")
    assert channel.find("another") == NOT_TAKEN


def test_when_the_gateway_is_too_slow_the_message_may_have_left(write: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        channel = SmsGateway(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=1)
        result = channel.send(write(ChannelKind.SMS))
    assert result == Refused("answer_lost", permanent=False, may_have_left=True)


def test_a_gateway_that_cannot_be_asked_cannot_tell(gateway: Any, closed_port: int) -> None:
    assert SmsGateway(gateway.url).find(KEY) is None
    gateway.status = 500
    assert SmsGateway(gateway.url, find_url=gateway.url + "/sent/{key}").find(KEY) is None
    assert SmsGateway(gateway.url, find_url=f"http://127.0.0.1:{closed_port}/{{key}}").find(KEY) is None


@pytest.mark.parametrize(
    "chosen",
    [
        {"url": "http://gateway.example.org/send"},
        {"url": "ftp://127.0.0.1/send"},
        {"url": "file:///etc/hosts"},
        {"url": "https://gateway.example.org", "find_url": "http://gateway.example.org/{key}"},
        {"url": "https://gateway.example.org", "format": "xml"},
    ],
)
def test_settings_that_would_send_words_in_the_open_stop_the_start(configure: Any, chosen: dict[str, str]) -> None:
    with pytest.raises(GatewaySettingError):
        alongside_channels(configure(sms_gateway=chosen))
