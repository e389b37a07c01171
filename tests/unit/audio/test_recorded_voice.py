from dataclasses import dataclass
from pathlib import Path

import pytest

from alongside import Speech
from alongside.accessibility.audio.prompts import Prompts
from alongside.plugins.voices.espeak_ng.voice import EspeakVoice
from alongside.plugins.voices.recorded import alongside_voices
from alongside.plugins.voices.recorded.voice import RecordedVoice


@dataclass(frozen=True, slots=True)
class PluginFolders:
    plugin_folders: dict[str, str]


def put_recording(folder: Path, speech: Speech, sound: bytes, stem: str, record: str | None = None) -> Path:
    place = folder / "audio" / speech.language
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{stem}.mp3").write_bytes(sound)
    if record is None:
        record = f'transcript_sha256 = "{speech.transcript_hash}"\nspeaker = "Test"\nrecorded_on = 2026-11-01\n'
    (place / f"{stem}.toml").write_text(record, encoding="utf-8")
    return place / f"{stem}.mp3"


@pytest.fixture
def other_sound(espeak: EspeakVoice) -> bytes:
    """A sound that plays the part of a recording, and differs from what the engine makes of the words."""
    sound = espeak.speak(Speech("a.b", "This stands for a person's voice.", "en"))
    assert sound is not None
    return sound


def test_a_recording_wins_over_the_made_voice(
    espeak: EspeakVoice, night: Speech, other_sound: bytes, tmp_path: Path
) -> None:
    put_recording(tmp_path / "stillwater", night, other_sound, "items.night")
    (recorded,) = alongside_voices(PluginFolders({"stillwater": str(tmp_path / "stillwater")}))
    prompts = Prompts([espeak, recorded], tmp_path / "sounds", key=b"k")
    sound = prompts.sound(night)
    assert sound is not None
    assert (sound.voice, sound.kind, sound.mp3) == ("recorded", "recorded", other_sound)


def test_a_recording_of_other_words_is_not_played_and_is_reported(
    espeak: EspeakVoice, night: Speech, other_sound: bytes, tmp_path: Path
) -> None:
    file = put_recording(tmp_path, night, other_sound, "items.night")
    changed = Speech(night.text_id, "How often did your child wake last night?", "en")
    recorded = RecordedVoice({"stillwater": tmp_path})
    sound = Prompts([recorded, espeak], tmp_path / "sounds", key=b"k").sound(changed)
    assert sound is not None
    assert (sound.voice, sound.kind) == ("espeak_ng", "made")
    assert recorded.stale_recordings([night]) == ()
    (fault,) = recorded.stale_recordings([changed])
    assert (fault.code, fault.place) == ("RECORDING_STALE", str(file))


@pytest.mark.parametrize(
    "record",
    [
        "",
        "not toml",
        'transcript_sha256 = "{hash}"',
        'transcript_sha256 = "{hash}"\nspeaker = ""\nrecorded_on = 2026-11-01',
    ],
)
def test_a_recording_that_does_not_say_who_spoke_what_and_when_is_not_played(
    night: Speech, tmp_path: Path, record: str
) -> None:
    put_recording(tmp_path, night, b"sound", "items.night", record.replace("{hash}", night.transcript_hash))
    recorded = RecordedVoice({"stillwater": tmp_path})
    assert recorded.speak(night) is None
    assert len(recorded.stale_recordings([night])) == 1


def test_a_recording_without_its_record_is_not_played(night: Speech, tmp_path: Path) -> None:
    put_recording(tmp_path, night, b"sound", "items.night").with_suffix(".toml").unlink()
    assert RecordedVoice({"stillwater": tmp_path}).speak(night) is None


def test_a_new_recording_is_heard_at_once(night: Speech, tmp_path: Path) -> None:
    put_recording(tmp_path, night, b"first", "items.night")
    recorded = RecordedVoice({"stillwater": tmp_path})
    prompts = Prompts([recorded], tmp_path / "sounds", key=b"k")
    assert getattr(prompts.sound(night), "mp3", None) == b"first"
    put_recording(tmp_path, night, b"second", "items.night")
    assert getattr(prompts.sound(night), "mp3", None) == b"second"


def test_easy_words_have_a_recording_of_their_own(night: Speech, tmp_path: Path) -> None:
    easy = Speech(night.text_id, "Did your child wake at night?", "en", "easy")
    put_recording(tmp_path, night, b"standard", "items.night")
    put_recording(tmp_path, easy, b"easy", "items.night.easy")
    recorded = RecordedVoice({"stillwater": tmp_path})
    assert (recorded.speak(night), recorded.speak(easy)) == (b"standard", b"easy")


def test_a_language_counts_only_with_a_recording_in_it_and_a_region_finds_it(night: Speech, tmp_path: Path) -> None:
    put_recording(tmp_path, night, b"sound", "items.night")
    (tmp_path / "audio" / "so").mkdir()
    recorded = RecordedVoice({"stillwater": tmp_path, "without_audio": tmp_path / "nowhere"})
    assert recorded.languages() == {"en"}
    assert recorded.speak(Speech(night.text_id, night.words, "en-GB")) == b"sound"
    assert recorded.speak(Speech(night.text_id, night.words, "so")) is None


@pytest.mark.parametrize(
    "text_id", ["stillwater", "stillwater.", "stillwater.../secret", "stillwater./etc/x", "other.items.night"]
)
def test_a_text_id_never_leads_out_of_its_plugin(night: Speech, tmp_path: Path, text_id: str) -> None:
    put_recording(tmp_path, night, b"sound", "items.night")
    put_recording(tmp_path, night, b"secret", "../secret")
    assert RecordedVoice({"stillwater": tmp_path}).speak(Speech(text_id, night.words, "en")) is None
