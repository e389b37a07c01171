from collections.abc import Callable
from pathlib import Path

from alongside.core.definitions.messages import ChannelKind
from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.miniature_plugins import CHANNEL, write_plugin


def test_alongside_channels_is_told_the_settings_and_gives_a_channel(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_plugin(tmp_path, "pigeon", CHANNEL)
    catalogue = load()
    assert catalogue.refused == ()
    (channel,) = catalogue.channels
    assert (channel.code, channel.kind) == ("pigeon", ChannelKind.LETTER)
    assert vars(channel)["base_url"] == "http://127.0.0.1:8000"


def test_a_value_that_cannot_send_is_no_channel(tmp_path: Path, load: Callable[[], Catalogue]) -> None:
    write_plugin(tmp_path, "pigeon", CHANNEL, **{"def send": "def fly"})
    (refusal,) = load().refused
    assert [fault.code for fault in refusal.faults] == ["HOOK_RESULT_WRONG"]
    assert "Pigeon, which is not a Channel" in refusal.faults[0].cause
