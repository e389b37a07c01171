"""What every channel promises, whoever made it: it sends, it refuses, it finds, and it tells nobody about people."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from alongside.core.definitions.messages import NOT_TAKEN, ChannelKind, Refused, Sent
from alongside.plugins.channels import post_box, sms_gateway, smtp

WORDS = tomllib.loads((Path(__file__).parents[3] / "locales/en/messages.toml").read_text("utf-8"))
NAMES = ("post_box_sms", "post_box_email", "post_box_letter", "smtp", "sms_gateway")


@pytest.fixture
def installed(tmp_path: Path, mail_server: Any, gateway: Any, configure: Any) -> dict[str, Any]:
    """Return every bundled channel, set up and by its name."""
    settings = configure(
        post_box={"folder": str(tmp_path / "post")},
        smtp={"host": "127.0.0.1", "port": mail_server.port, "security": "none", "from_address": "hello@example.org"},
        sms_gateway={"url": f"{gateway.url}/send", "find_url": f"{gateway.url}/sent/{{key}}", "token": "t0ken"},
    )
    made = [channel for plugin in (post_box, smtp, sms_gateway) for channel in plugin.alongside_channels(settings)]
    return {channel.code: channel for channel in made}


@pytest.fixture
def down(tmp_path: Path, closed_port: int, configure: Any) -> dict[str, Any]:
    """Return every bundled channel with nobody at the other end."""
    (tmp_path / "file").write_text("a file, not a folder")
    settings = configure(
        post_box={"folder": str(tmp_path / "file" / "post")},
        smtp={"host": "127.0.0.1", "port": closed_port, "security": "none", "from_address": "hello@example.org"},
        sms_gateway={"url": f"http://127.0.0.1:{closed_port}/send"},
    )
    made = [channel for plugin in (post_box, smtp, sms_gateway) for channel in plugin.alongside_channels(settings)]
    return {channel.code: channel for channel in made}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name each channel in turn."""
    return str(request.param)


def test_exactly_the_channels_that_are_set_up_are_offered(installed: dict[str, Any], configure: Any) -> None:
    assert tuple(sorted(installed)) == tuple(sorted(NAMES))
    nothing_set = configure()
    assert [plugin.alongside_channels(nothing_set) for plugin in (post_box, smtp, sms_gateway)] == [(), (), ()]


def test_a_message_is_sent_and_has_a_reference(installed: dict[str, Any], name: str, write: Any) -> None:
    result = installed[name].send(write(installed[name].kind))
    assert isinstance(result, Sent)
    assert result.reference
    assert "900123" not in result.reference
    assert "sam" not in result.reference


def test_a_message_in_urdu_is_sent(installed: dict[str, Any], name: str, write: Any) -> None:
    message = write(installed[name].kind, body="آپ کا اگلا حصہ تیار ہے۔", language="ur", direction="rtl")
    assert isinstance(installed[name].send(message), Sent)


def test_a_message_of_another_kind_is_refused_for_good(installed: dict[str, Any], name: str, write: Any) -> None:
    for kind in set(ChannelKind) - {installed[name].kind}:
        assert installed[name].send(write(kind)) == Refused("wrong_channel", permanent=True)


def test_a_message_that_was_taken_is_found_or_the_channel_says_that_it_cannot_tell(
    installed: dict[str, Any], name: str, write: Any
) -> None:
    message = write(installed[name].kind)
    sent = installed[name].send(message)
    assert installed[name].find(message.key) in ({None} if name == "smtp" else {sent})


def test_a_message_that_was_never_taken_is_not_found(installed: dict[str, Any], name: str) -> None:
    assert installed[name].find("never sent") in ({None} if name == "smtp" else {NOT_TAKEN})


def test_with_nobody_at_the_other_end_a_message_is_refused_for_now_and_has_not_left(
    down: dict[str, Any], name: str, write: Any
) -> None:
    result = down[name].send(write(down[name].kind))
    assert result == Refused("server_down", permanent=False)
    assert f"refused_{result.reason}" in WORDS


def test_nothing_secret_shows_when_a_channel_is_printed_in_a_log(installed: dict[str, Any], name: str) -> None:
    assert "t0ken" not in repr(installed[name])
