"""The real engine, started once for all tests of sound."""

from collections.abc import Iterator

import pytest

from alongside import Speech
from alongside.plugins.voices.espeak_ng.voice import EspeakVoice


@pytest.fixture(scope="session")
def espeak() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


@pytest.fixture
def night() -> Speech:
    return Speech("stillwater.items.night", "How often did your child wake in the night?", "en")
