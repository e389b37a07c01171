from io import BytesIO

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from alongside import Speech
from alongside.accessibility.audio.checks import measure, plausible_seconds, sound_faults

SPEECH = Speech("stillwater.items.night", "How often did your child wake in the night?", "en")


def tone(decibels: float, seconds: float, sample_rate: int = 22_050, channels: int = 1) -> NDArray[np.float64]:
    times = np.arange(int(seconds * sample_rate)) / sample_rate
    wave = 10 ** (decibels / 20) * np.sin(2 * np.pi * 997 * times)
    return np.repeat(wave[:, np.newaxis], channels, axis=1)


def as_file(samples: NDArray[np.float64], sample_rate: int = 22_050, kind: str = "MP3") -> bytes:
    file = BytesIO()
    soundfile.write(file, samples, sample_rate, format=kind)
    return file.getvalue()


@pytest.mark.parametrize("sample_rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize(("channels", "loudness"), [(1, -23.01), (2, -20.0)])
def test_a_997_hertz_tone_has_the_loudness_that_the_standard_gives_it(
    sample_rate: int, channels: int, loudness: float
) -> None:
    facts = measure(as_file(tone(-20, 5, sample_rate, channels), sample_rate, "WAV"))
    assert facts.loudness_db == pytest.approx(loudness, abs=0.1)
    assert (facts.sample_rate, facts.channels) == (sample_rate, channels)
    assert facts.seconds == pytest.approx(5)
    assert facts.peak == pytest.approx(0.1, abs=0.001)


def test_pauses_do_not_make_a_sound_quieter() -> None:
    pause = np.zeros((5 * 22_050, 1))
    alone = measure(as_file(tone(-20, 5), kind="WAV"))
    with_pauses = measure(as_file(np.concatenate((pause, tone(-20, 5), pause)), kind="WAV"))
    assert with_pauses.loudness_db == pytest.approx(alone.loudness_db, abs=0.3)


def test_silence_fails() -> None:
    assert measure(as_file(np.zeros((66_150, 1)))).loudness_db == float("-inf")
    assert [fault.code for fault in sound_faults(as_file(np.zeros((66_150, 1))), SPEECH)] == ["SOUND_SILENT"]


def test_an_empty_sound_is_silence_of_no_length() -> None:
    facts = measure(as_file(np.zeros((0, 1)), kind="WAV"))
    assert (facts.seconds, facts.peak, facts.loudness_db) == (0, 0, float("-inf"))


@pytest.mark.parametrize(
    ("decibels", "seconds", "codes"),
    [
        (-16, 4, []),
        (-30, 4, ["SOUND_LOUDNESS"]),
        (-3, 4, ["SOUND_LOUDNESS"]),
        (-16, 0.5, ["SOUND_LENGTH"]),
        (-16, 40, ["SOUND_LENGTH"]),
    ],
)
def test_a_sound_that_is_too_quiet_too_loud_too_short_or_too_long_fails(
    decibels: float, seconds: float, codes: list[str]
) -> None:
    faults = sound_faults(as_file(tone(decibels, seconds)), SPEECH)
    assert [fault.code for fault in faults] == codes
    assert all(SPEECH.text_id in fault.place and fault.cause and fault.repair for fault in faults)


def test_a_sound_that_is_too_big_for_a_slow_line_fails() -> None:
    assert [fault.code for fault in sound_faults(as_file(tone(-16, 4), kind="WAV"), SPEECH)] == ["SOUND_TOO_BIG"]


def test_bytes_that_are_no_sound_fail() -> None:
    assert [fault.code for fault in sound_faults(b"not a sound", SPEECH)] == ["SOUND_UNREADABLE"]


def test_a_telephone_number_is_as_long_as_its_digits() -> None:
    assert plausible_seconds("0800 123 456") == plausible_seconds("one two three four five six seven eight nine ten")
