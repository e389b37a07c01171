"""A person's recording, played only while it still says what the page shows."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from alongside import Fault, Speech, VoiceError, serving_language

_SIDECAR = frozenset({"transcript_sha256", "speaker", "recorded_on"})


@dataclass(frozen=True, slots=True)
class _Recording:
    sound: Path
    sidecar: Path


class RecordedVoice:
    """The recordings in the `audio` folders of plugins: `audio/<language>/<text id without its plugin>[.easy].mp3`.

    Beside each lies a `.toml` of the same name with `transcript_sha256`, `speaker` and `recorded_on`.
    """

    code = "recorded"
    kind: Literal["recorded"] = "recorded"
    version = "1"

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = {plugin: folder / "audio" for plugin, folder in folders.items()}
        self._languages = {
            plugin: {child.name.lower(): child for child in audio.iterdir() if any(child.glob("*.mp3"))}
            for plugin, audio in self._folders.items()
            if audio.is_dir()
        }

    def languages(self) -> frozenset[str]:
        """Return the languages with at least one recording; a language may still lack most texts."""
        return frozenset(language for languages in self._languages.values() for language in languages)

    def speak(self, speech: Speech) -> bytes | None:
        """Return the recording, or None when there is none or it is out of date. Raises VoiceError when unreadable."""
        recording = self._find(speech)
        if recording is None or _staleness(recording, speech):
            return None
        try:
            return recording.sound.read_bytes()
        except OSError as error:
            raise VoiceError(f"The recording {recording.sound} cannot be read: {error.strerror}.") from error

    def stale_recordings(self, speeches: Iterable[Speech]) -> tuple[Fault, ...]:
        """Return a fault for each recording of these texts that is not played, because it says something else."""
        faults = []
        for speech in speeches:
            recording = self._find(speech)
            if recording is None:
                continue
            cause = _staleness(recording, speech)
            if cause:
                repair = "Record the text again, or remove the recording and its .toml file."
                faults.append(Fault("RECORDING_STALE", str(recording.sound), cause, repair))
        return tuple(faults)

    def _find(self, speech: Speech) -> _Recording | None:
        plugin, _, rest = speech.text_id.partition(".")
        languages = self._languages.get(plugin, {})
        language = serving_language(speech.language, languages)
        stem = f"{rest}.easy" if speech.is_easy else rest
        if language is None or not rest or Path(stem).name != stem:  # an id is a name, never a way to other folders
            return None
        sound = languages[language] / f"{stem}.mp3"
        return _Recording(sound, sound.with_name(f"{stem}.toml")) if sound.is_file() else None


def _staleness(recording: _Recording, speech: Speech) -> str:
    """Return why the recording may not be played for this text; empty when it may."""
    try:
        record: dict[str, Any] = tomllib.loads(recording.sidecar.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return f"The file {recording.sidecar.name} is missing or cannot be read, so nobody knows what it says."
    missing = sorted(name for name in _SIDECAR if not record.get(name))
    if missing:
        return f"The file {recording.sidecar.name} does not say {', '.join(missing)}."
    if record["transcript_sha256"] != speech.transcript_hash:
        return "The words have changed since it was recorded."
    return ""
