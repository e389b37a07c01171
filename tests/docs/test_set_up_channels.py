"""The how-to of channels: its settings make the channels that it speaks of, and its signature opens the door."""

import json
import tomllib
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.core.definitions.messages import ReceivingChannel, Reply
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_bundled
from alongside.core.settings import Settings
from alongside.plugins.channels.sms_gateway import SmsGateway, alongside_channels
from alongside.plugins.channels.sms_gateway.callbacks import Callbacks
from tests.docs.markdown import blocks_of
from tests.support.notify_server import API_KEY

SECRET = "a secret that both sides know"


@pytest.fixture
def page(root: Path) -> Path:
    return root / "docs" / "how-to" / "set-up-channels.md"


@pytest.fixture
def channels(page: Path) -> dict[str, dict[str, Any]]:
    """The settings of the page, taken together."""
    told: dict[str, dict[str, Any]] = {}
    for block in blocks_of(page):
        if block.kind == "toml":
            for name, chosen in tomllib.loads(block.words)["channels"].items():
                told.setdefault(name, {}).update(chosen)
    return told


def test_the_settings_of_the_page_make_the_channels_that_it_speaks_of(channels: dict[str, dict[str, Any]]) -> None:
    channels["govuk_notify"]["api_key"] = API_KEY
    settings = Settings(channels=channels)
    made = {channel.code for channel in PluginHost(settings).admit(find_bundled()).channels}
    assert made == {"smtp", "sms_gateway", "govuk_notify_sms", "govuk_notify_email", "letters"}


def test_the_page_names_every_setting_of_callbacks_with_its_usual_value(channels: dict[str, dict[str, Any]]) -> None:
    usual = Callbacks()
    named = {name: value for name, value in channels["sms_gateway"].items() if name.startswith("callback_")}
    assert named == {f"callback_{one.name}": getattr(usual, one.name) for one in fields(usual) if one.name != "secret"}


def test_the_addresses_of_the_page_are_those_of_channels_that_are_called_back(
    page: Path, channels: dict[str, dict[str, Any]]
) -> None:
    channels["govuk_notify"]["api_key"] = API_KEY
    made = PluginHost(Settings(channels=channels)).admit(find_bundled()).channels
    listening = {channel.code for channel in made if isinstance(channel, ReceivingChannel)}
    (addresses,) = [block.words for block in blocks_of(page) if block.kind == "text"]
    named = {line.rpartition("/callbacks/")[2] for line in addresses.splitlines()}
    assert named == {"govuk_notify_sms", "sms_gateway"}
    assert named <= listening


def test_what_is_signed_as_the_page_says_is_believed(page: Path) -> None:
    (code,) = [block.words for block in blocks_of(page) if block.kind == "python"]
    names: dict[str, Any] = {}
    exec(compile(code, str(page), "exec"), names)
    body = json.dumps({"from": "+447700900123", "text": "STOP"}).encode()
    headers = {name.lower(): value for name, value in names["headers_for"](body, SECRET).items()}
    channel = SmsGateway("https://sms.example.org/send", callbacks=Callbacks(SECRET))
    (told,) = channel.read_callback(headers, body, datetime.now(UTC))
    assert isinstance(told, Reply)


def test_a_gateway_without_a_secret_is_offered_and_listens_to_nobody(channels: dict[str, dict[str, Any]]) -> None:
    (gateway,) = alongside_channels(Settings(channels=channels))
    assert gateway.callbacks.secret == ""
