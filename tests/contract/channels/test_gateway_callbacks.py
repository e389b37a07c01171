"""What a text-message gateway calls back with, signed with a secret that we share."""

import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.messages import CallbackRefusedError, Delivery, Receipt, Reply
from alongside.plugins.channels.sms_gateway import GatewaySettingError, SmsGateway, alongside_channels
from alongside.plugins.channels.sms_gateway.callbacks import Callbacks

SECRET = "a secret that both sides know"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
URL = "https://gateway.example.org/send"


def sign(body: bytes, *, secret: str = SECRET, at: datetime = NOW) -> dict[str, str]:
    written = str(int(at.timestamp()))
    signature = hmac.new(secret.encode(), written.encode() + b"." + body, "sha256").hexdigest()
    return {"x-signature": signature, "x-timestamp": written}


def read(body: bytes, headers: dict[str, str] | None = None, **changes: Any) -> Any:
    channel = SmsGateway(URL, callbacks=Callbacks(SECRET, **changes))
    return channel.read_callback(sign(body) if headers is None else headers, body, NOW)


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("delivered", Delivery.DELIVERED),
        ("DELIVERED", Delivery.DELIVERED),
        ("undelivered", Delivery.FAILED),
        ("expired", Delivery.FAILED),
        ("unknown_subscriber", Delivery.ADDRESS_DEAD),
    ],
)
def test_a_receipt_says_what_became_of_a_message(status: str, delivery: Delivery) -> None:
    body = json.dumps({"key": "k1", "id": 77, "status": status}).encode()
    assert read(body) == (Receipt(delivery, NOW, key="k1", reference="77"),)


def test_a_reply_comes_as_json_or_as_a_form() -> None:
    fields = {"from": "+447700900123", "text": "رکیں + 1", "id": "r-1"}
    expected = (Reply("+447700900123", "رکیں + 1", NOW, reference="r-1"),)
    assert read(json.dumps(fields).encode()) == read(urlencode(fields).encode()) == expected


def test_the_gateway_may_name_everything_in_its_own_way(configure: Any) -> None:
    chosen = {
        "url": URL,
        "callback_secret": SECRET,
        "callback_signature_header": "Gateway-Mac",
        "callback_timestamp_header": "Gateway-Time",
        "callback_key_field": "client_ref",
        "callback_id_field": "sid",
        "callback_status_field": "dlr",
        "callback_delivered": "DELIVRD",
        "callback_failed": "UNDELIV EXPIRED",
        "callback_dead": "REJECTD",
        "callback_from_field": "msisdn",
        "callback_text_field": "message",
        "callback_minutes": 1,
    }
    (channel,) = alongside_channels(configure(sms_gateway=chosen))

    def ask(**fields: str) -> Any:
        body = urlencode(fields).encode()
        signed = sign(body)
        headers = {"gateway-mac": f"sha256={signed['x-signature']}", "gateway-time": signed["x-timestamp"]}
        return channel.read_callback(headers, body, NOW)

    assert ask(client_ref="k1", sid="s", dlr="REJECTD") == (Receipt(Delivery.ADDRESS_DEAD, NOW, "k1", "s"),)
    assert ask(msisdn="447700900123", message="STOP") == (Reply("447700900123", "STOP", NOW),)
    assert channel.callbacks.minutes == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff", b"{}", b'{"status": "queued"}', b'{"from": "+44"}', b"1"]
)
def test_a_callback_about_something_else_says_nothing(body: bytes) -> None:
    assert read(body) == ()


@pytest.mark.parametrize("late", [timedelta(minutes=5, seconds=1), timedelta(minutes=-5, seconds=-1)])
def test_a_callback_from_another_time_is_refused(late: timedelta) -> None:
    with pytest.raises(CallbackRefusedError):
        read(b"{}", sign(b"{}", at=NOW - late))
    assert read(b"{}", sign(b"{}", at=NOW - timedelta(minutes=5))) == ()


@pytest.mark.parametrize("written", ["", "now", "1e9", "9" * 30])
def test_a_callback_that_does_not_say_when_it_was_signed_is_refused(written: str) -> None:
    signature = hmac.new(SECRET.encode(), written.encode() + b".{}", "sha256").hexdigest()
    with pytest.raises(CallbackRefusedError):
        read(b"{}", {"x-signature": signature, "x-timestamp": written})


@given(st.binary(max_size=80), st.binary(max_size=80), st.text(max_size=70))
def test_a_signature_fits_one_body_only(body: bytes, other: bytes, made_up: str) -> None:
    signed = sign(body)
    read(body, signed)
    for headers in ({**signed, "x-signature": made_up}, {}, sign(body, secret="another secret altogether")):
        with pytest.raises(CallbackRefusedError):
            read(body, headers)
    if other != body:
        with pytest.raises(CallbackRefusedError):
            read(other, signed)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(CallbackRefusedError):
        SmsGateway(URL).read_callback(sign(b"{}", secret=""), b"{}", NOW)


def test_a_short_secret_stops_the_start(configure: Any) -> None:
    with pytest.raises(GatewaySettingError):
        alongside_channels(configure(sms_gateway={"url": URL, "callback_secret": "short"}))


def test_the_secret_does_not_show_in_a_log() -> None:
    assert SECRET not in repr(SmsGateway(URL, callbacks=Callbacks(SECRET)))
