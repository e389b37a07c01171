"""Recordings that people made, kept beside the texts they speak."""

from pathlib import Path

from alongside import Voice, VoiceSettings, hookimpl

from .voice import RecordedVoice


@hookimpl
def alongside_voices(settings: VoiceSettings) -> tuple[Voice, ...]:
    """Return the voice that plays the recordings of every admitted plugin."""
    return (RecordedVoice({plugin: Path(folder) for plugin, folder in settings.plugin_folders.items()}),)
