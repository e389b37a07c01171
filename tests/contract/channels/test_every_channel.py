"""What every channel promises, whoever made it: it sends, it refuses, it finds, and it tells nobody about people."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.core.definitions.messages import (
    NOT_TAKEN,
    CallbackRefusedError,
    ChannelKind,
    ReceivingChannel,
    Refused,
    Sent,
)
from alongside.plugins.channels import govuk_notify, letters, post_box, sms_gateway, smtp
from tests.support.notify_server import API_KEY, EMAIL_TEMPLATE, SMS_TEMPLATE

WORDS = tomllib.loads((Path(__file__).parents[3] / "locales/en/messages.toml").read_text("utf-8"))
PLUGINS = (post_box, smtp, sms_gateway, govuk_notify, letters)
NAMES = (
    "post_box_sms",
    "post_box_email",
    "post_box_letter",
    "smtp",
    "sms_gateway",
    "govuk_notify_sms",
    "govuk_notify_email",
    "govuk_notify_letter",
    "letters",
)
LATIN_ONLY = {"govuk_notify_sms"}
CANNOT_LOOK_UP = {"smtp"}
NOTIFY = {"api_key": API_KEY, "sms_template": SMS_TEMPLATE, "email_template": EMAIL_TEMPLATE, "letters": True}
SECRET = "t0ken-t0ken-t0ken-t0ken"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def installed(tmp_path: Path, mail_server: Any, gateway: Any, notify_server: Any, configure: Any) -> dict[str, Any]:
    """Return every bundled channel, set up and by its name."""
    settings = configure(
        post_box={"folder": str(tmp_path / "post")},
        smtp={"host": "127.0.0.1", "port": mail_server.port, "security": "none", "from_address": "hello@example.org"},
        sms_gateway={
            "url": f"{gateway.url}/send",
            "find_url": f"{gateway.url}/sent/{{key}}",
            "token": "t0ken",
            "callback_secret": SECRET,
        },
        govuk_notify=NOTIFY | {"base_url": notify_server.url, "callback_token": SECRET},
        letters={"folder": str(tmp_path / "letters")},
    )
    made = [channel for plugin in PLUGINS for channel in plugin.alongside_channels(settings)]
    return {channel.code: channel for channel in made}


@pytest.fixture
def down(tmp_path: Path, closed_port: int, configure: Any) -> dict[str, Any]:
    """Return every bundled channel with nobody at the other end."""
    (tmp_path / "file").write_text("a file, not a folder")
    settings = configure(
        post_box={"folder": str(tmp_path / "file" / "post")},
        smtp={"host": "127.0.0.1", "port": closed_port, "security": "none", "from_address": "hello@example.org"},
        sms_gateway={"url": f"http://127.0.0.1:{closed_port}/send"},
        govuk_notify=NOTIFY | {"base_url": f"http://127.0.0.1:{closed_port}"},
        letters={"folder": str(tmp_path / "file" / "letters")},
    )
    made = [channel for plugin in PLUGINS for channel in plugin.alongside_channels(settings)]
    return {channel.code: channel for channel in made}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name each channel in turn."""
    return str(request.param)


def test_exactly_the_channels_that_are_set_up_are_offered(installed: dict[str, Any], configure: Any) -> None:
    assert tuple(sorted(installed)) == tuple(sorted(NAMES))
    nothing_set = configure()
    assert {plugin.alongside_channels(nothing_set) for plugin in PLUGINS} == {()}


def test_a_message_is_sent_and_has_a_reference(installed: dict[str, Any], name: str, write: Any) -> None:
    result = installed[name].send(write(installed[name].kind))
    assert isinstance(result, Sent)
    assert result.reference
    assert "900123" not in result.reference
    assert "sam" not in result.reference


def test_a_message_in_urdu_is_sent_or_refused_because_its_letters_would_be_lost(
    installed: dict[str, Any], name: str, write: Any
) -> None:
    message = write(installed[name].kind, body="آپ کا اگلا حصہ تیار ہے۔", language="ur", direction="rtl")
    result = installed[name].send(message)
    if name in LATIN_ONLY:
        assert result == Refused("characters_lost", permanent=True)
        assert installed[name].find(message.key) == NOT_TAKEN
    else:
        assert isinstance(result, Sent)


def test_a_message_of_another_kind_is_refused_for_good(installed: dict[str, Any], name: str, write: Any) -> None:
    for kind in set(ChannelKind) - {installed[name].kind}:
        assert installed[name].send(write(kind)) == Refused("wrong_channel", permanent=True)


def test_a_message_that_was_taken_is_found_or_the_channel_says_that_it_cannot_tell(
    installed: dict[str, Any], name: str, write: Any
) -> None:
    message = write(installed[name].kind)
    sent = installed[name].send(message)
    assert installed[name].find(message.key) in ({None} if name in CANNOT_LOOK_UP else {sent})


def test_a_message_that_was_never_taken_is_not_found(installed: dict[str, Any], name: str) -> None:
    assert installed[name].find("never sent") in ({None} if name in CANNOT_LOOK_UP else {NOT_TAKEN})


def test_with_nobody_at_the_other_end_a_message_is_refused_for_now_and_has_not_left(
    down: dict[str, Any], name: str, write: Any
) -> None:
    result = down[name].send(write(down[name].kind))
    assert result == Refused("server_down", permanent=False)
    assert f"refused_{result.reason}" in WORDS


def test_nothing_secret_shows_when_a_channel_is_printed_in_a_log(installed: dict[str, Any], name: str) -> None:
    shown = repr(installed[name])
    assert "t0ken" not in shown
    assert API_KEY[-36:] not in shown


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer "}, {"x-signature": "", "x-timestamp": ""}])
def test_a_channel_that_is_called_back_listens_to_nobody_without_a_signature(
    installed: dict[str, Any], down: dict[str, Any], name: str, headers: dict[str, str]
) -> None:
    receives = name.partition("_")[0] in {"sms", "govuk"}
    assert isinstance(installed[name], ReceivingChannel) is receives
    if receives:
        for channel in (installed[name], down[name]):  # the second has no secret set
            with pytest.raises(CallbackRefusedError):
                channel.read_callback(headers, b"{}", NOW)
