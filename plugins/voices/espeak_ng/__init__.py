"""A made voice for more than a hundred languages: eSpeak NG, in a process of its own."""

from importlib.util import find_spec

from alongside import Voice, hookimpl

from .voice import EspeakVoice

_AUDIO_EXTRA = ("espeakng_loader", "numpy", "soundfile")


@hookimpl
def alongside_voices() -> tuple[Voice, ...]:
    """Return the eSpeak NG voice, or nothing when the `audio` extra is not installed."""
    if any(find_spec(name) is None for name in _AUDIO_EXTRA):
        return ()
    return (EspeakVoice(),)
