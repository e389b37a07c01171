"""From samples to an MP3 that is loud enough, small enough and the same on every page."""

from io import BytesIO

import numpy as np
import soundfile
from numpy.typing import NDArray

TARGET_DB = -19.0  # one small loudspeaker; the same as -16 from a pair
MAX_PEAK = 0.84  # -1.5 dB: decoding adds a little and must not clip
MAX_BYTES = 100_000

_BLOCK_SECONDS = 0.4
_SILENCE_DB = -70.0
_GATE_DB = -10.0
_KNEE = 0.6  # what is lower than this part of full scale is left as it is
_BIT_RATES = (32, 24, 16)  # kbit/s; a long text goes down a step rather than over the size
_BYTES_A_KILOBIT = 125


class SilentError(Exception):
    """There is nothing to hear in the samples."""


class TooLongError(Exception):
    """The text does not fit into one prompt, even at the lowest bit rate."""


def encode(samples: NDArray[np.float64], sample_rate: int) -> bytes:
    """Return the samples as a levelled mono MP3 of at most 100 kB. Raises SilentError or TooLongError."""
    levelled = level(samples, sample_rate)
    seconds = len(levelled) / sample_rate
    for bit_rate in _BIT_RATES:
        if seconds * bit_rate * _BYTES_A_KILOBIT < MAX_BYTES * 0.97:  # the rest is for padding and the header
            return _to_mp3(levelled, sample_rate, bit_rate)
    raise TooLongError


def level(samples: NDArray[np.float64], sample_rate: int) -> NDArray[np.float64]:
    """Return the samples at the common loudness; the highest peaks are rounded off to stay under full scale."""
    louder = samples * 10 ** ((TARGET_DB - loudness(samples, sample_rate)) / 20)
    heights = np.abs(louder)
    room = MAX_PEAK - _KNEE
    rounded = _KNEE + room * np.tanh((heights - _KNEE) / room)
    return np.where(heights > _KNEE, np.sign(louder) * rounded, louder)


def loudness(samples: NDArray[np.float64], sample_rate: int) -> float:
    """Return the mean level in dB of the parts that are spoken: pauses do not count. Raises SilentError."""
    block = int(_BLOCK_SECONDS * sample_rate)
    padded = np.pad(samples, (0, -len(samples) % block))
    powers = np.mean(padded.reshape(-1, block) ** 2, axis=1)
    heard = powers[powers > 10 ** (_SILENCE_DB / 10)]
    if not len(heard):
        raise SilentError
    spoken = heard[heard > np.mean(heard) * 10 ** (_GATE_DB / 10)]
    return float(10 * np.log10(np.mean(spoken)))


def _to_mp3(samples: NDArray[np.float64], sample_rate: int, bit_rate: int) -> bytes:
    file = BytesIO()
    # libsndfile maps 0...1 to 160...8 kbit/s at this sample rate; exactly 1 fails
    compression = (160 - bit_rate) / (160 - 8)
    soundfile.write(file, samples, sample_rate, format="MP3", bitrate_mode="CONSTANT", compression_level=compression)
    return file.getvalue()
