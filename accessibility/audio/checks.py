"""Listening in numbers: decodes a sound and says whether it can be the words it stands for. Needs the `audio` extra."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.speech import Speech

LOUDNESS_DB = (-22.0, -16.0)
MOST_BYTES = 100_000

_SECONDS_A_WORD = (0.15, 1.2)
_PAUSE_SECONDS = 2.0  # before, after and between sentences
_SILENT = float("-inf")
_QUIETEST_DB = -70.0
_GATE_DB = -10.0
_OFFSET_DB = -0.691
_BLOCKS_A_SECOND = 10
_BLOCK_PARTS = 4  # a block is 0.4 s long and begins every 0.1 s


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What a decoded sound is: loudness in LUFS (ITU-R BS.1770-4), peak as a part of full scale, size in bytes."""

    seconds: float
    loudness_db: float
    peak: float
    sample_rate: int
    channels: int
    size: int


def measure(mp3: bytes) -> SoundFacts:
    """Decode the sound and measure it; the loudness of silence is minus infinity.

    Raises:
        soundfile.LibsndfileError: the bytes are no sound.
    """
    samples, sample_rate = soundfile.read(BytesIO(mp3), always_2d=True)
    return SoundFacts(
        seconds=len(samples) / sample_rate,
        loudness_db=_loudness(samples, sample_rate),
        peak=float(np.max(np.abs(samples), initial=0.0)),
        sample_rate=sample_rate,
        channels=samples.shape[1],
        size=len(mp3),
    )


def plausible_seconds(words: str) -> tuple[float, float]:
    """Return the shortest and longest that the words can take; each digit counts as a word."""
    count = sum(max(sum(character.isdigit() for character in word), 1) for word in words.split())
    shortest, longest = _SECONDS_A_WORD
    return count * shortest, count * longest + _PAUSE_SECONDS


def sound_faults(mp3: bytes, speech: Speech) -> tuple[Fault, ...]:
    """Return everything that is wrong with the sound of this text."""

    def fault(code: str, cause: str, repair: str) -> Fault:
        return Fault(code, f"{speech.text_id} ({speech.language}, {speech.format})", cause, repair)

    try:
        facts = measure(mp3)
    except soundfile.LibsndfileError:
        return (fault("SOUND_UNREADABLE", "The file is no sound.", "Save it as MP3."),)
    faults = []
    shortest, longest = plausible_seconds(speech.words)
    if not shortest <= facts.seconds <= longest:
        cause = f"It lasts {facts.seconds:.1f} s; these words take {shortest:.1f} to {longest:.1f} s."
        faults.append(fault("SOUND_LENGTH", cause, "Check that it says the whole text and nothing else."))
    quietest, loudest = LOUDNESS_DB
    if facts.loudness_db == _SILENT:
        faults.append(fault("SOUND_SILENT", "There is nothing to hear.", "Record or make it again."))
    elif not quietest <= facts.loudness_db <= loudest:
        cause = f"Its loudness is {facts.loudness_db:.1f} LUFS; {quietest:.0f} to {loudest:.0f} is asked for."
        faults.append(fault("SOUND_LOUDNESS", cause, "Level it to -19 LUFS."))
    if facts.size > MOST_BYTES:
        cause = f"It has {facts.size} bytes; {MOST_BYTES} is the most for a telephone on a slow line."
        faults.append(fault("SOUND_TOO_BIG", cause, "Save it as mono MP3 with 32 kbit/s, or split the text."))
    return tuple(faults)


def _loudness(samples: NDArray[np.float64], sample_rate: int) -> float:
    """Return the gated loudness of all channels together."""
    step = sample_rate // _BLOCKS_A_SECOND
    missing = max(_BLOCK_PARTS * step - len(samples), 0) + -len(samples) % step
    weighted = _weigh(np.pad(samples, ((0, missing), (0, 0))), sample_rate)
    power = np.sum(weighted**2, axis=1)
    steps = power[: len(power) // step * step].reshape(-1, step).mean(axis=1)
    blocks = np.convolve(steps, np.full(_BLOCK_PARTS, 1 / _BLOCK_PARTS), mode="valid")
    heard = blocks[blocks > _power(_QUIETEST_DB)]
    if not len(heard):
        return _SILENT
    spoken = heard[heard > heard.mean() * 10 ** (_GATE_DB / 10)]
    return float(_OFFSET_DB + 10 * np.log10(spoken.mean()))


def _power(loudness_db: float) -> float:
    return float(10 ** ((loudness_db - _OFFSET_DB) / 10))


def _weigh(samples: NDArray[np.float64], sample_rate: int) -> NDArray[np.float64]:
    """Return the samples as an ear weighs them: the standard's two filters, applied to the spectrum.

    The standard gives the filters for 48 kHz; their response at each frequency holds for any sample rate.
    """
    frequencies = np.fft.rfftfreq(len(samples), 1 / sample_rate)
    delay = np.exp(-2j * np.pi * frequencies / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * delay + 1.19839281085285 * delay**2) / (
        1 - 1.69065929318241 * delay + 0.73248077421585 * delay**2
    )
    high_pass = (1 - 2 * delay + delay**2) / (1 - 1.99004745483398 * delay + 0.99007225036621 * delay**2)
    spectrum = np.fft.rfft(samples, axis=0) * (shelf * high_pass)[:, np.newaxis]
    weighted: NDArray[np.float64] = np.fft.irfft(spectrum, len(samples), axis=0)
    return weighted
