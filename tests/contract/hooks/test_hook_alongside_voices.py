from collections.abc import Callable
from pathlib import Path

from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.miniature_plugins import INSTRUMENT, VOICE, write_plugin


def test_alongside_voices_is_told_the_folder_of_each_plugin_and_gives_a_voice(
    tmp_path: Path, load: Callable[[], Catalogue]
) -> None:
    write_plugin(tmp_path, "whisper", VOICE)
    write_plugin(tmp_path, "sleep", INSTRUMENT)
    write_plugin(tmp_path, "broken", INSTRUMENT, **{'"1.0.0"': '"one"'})
    catalogue = load()
    (voice,) = catalogue.voices
    assert voice.code == "whisper"
    assert vars(voice)["folders"] == {"sleep": str(tmp_path), "whisper": str(tmp_path)}


def test_a_value_that_cannot_speak_is_no_voice(tmp_path: Path, load: Callable[[], Catalogue]) -> None:
    write_plugin(tmp_path, "whisper", VOICE, **{"def speak": "def hum"})
    (refusal,) = load().refused
    assert [fault.code for fault in refusal.faults] == ["HOOK_RESULT_WRONG"]
