"""The eSpeak NG library through ctypes. Imported by the worker process only."""

import ctypes
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

WORDS_A_MINUTE = 130  # eSpeak's own pace is 175; people who listen instead of reading need longer

_SYNCHRONOUS = 2
_UTF8 = 1
_RATE = 1
_OK = 0

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _EspeakVoice(ctypes.Structure):
    """`espeak_VOICE` of speak_lib.h."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


class UnknownLanguageError(Exception):
    """The engine has no voice for the language. Without this check it would go on in the voice it used last."""


class Engine:
    """The loaded library: one per process, and not for two threads at once."""

    def __init__(self) -> None:
        self._library = _load_library()
        self.sample_rate: int = self._library.espeak_Initialize(
            _SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0
        )
        if self.sample_rate <= 0:
            raise RuntimeError("eSpeak NG did not start")
        self.version: str = self._library.espeak_Info(None).decode()
        self._chunks: list[bytes] = []
        self._callback = _Callback(self._collect)  # kept here: the library holds only a bare pointer to it
        self._library.espeak_SetSynthCallback(self._callback)

    def languages(self) -> list[str]:
        """Return every language tag that the engine knows, in lower case, and `en` where it knows only `en-gb`."""
        voices = self._library.espeak_ListVoices(None)
        listed: set[str] = set()
        for voice in voices:
            if not voice:  # a null pointer ends the list
                break
            listed.add(_first_language(voice.contents))
        primary = {tag.split("-")[0] for tag in listed}
        return sorted(listed | {tag for tag in primary if self._choose_voice(tag)})

    def say(self, words: str, language: str) -> NDArray[np.float64]:
        """Return the words as samples between -1 and 1. Raises UnknownLanguageError rather than use another voice."""
        if not self._choose_voice(language):
            raise UnknownLanguageError(language)
        self._library.espeak_SetParameter(_RATE, WORDS_A_MINUTE, 0)
        self._chunks.clear()
        text = words.replace("\0", " ").encode()
        result = self._library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None)
        if result != _OK:
            raise RuntimeError(f"eSpeak NG refused the text with code {result}")
        return np.frombuffer(b"".join(self._chunks), dtype=np.int16).astype(np.float64) / 32768

    def _choose_voice(self, language: str) -> bool:
        wanted = _EspeakVoice(languages=language.encode())
        if self._library.espeak_SetVoiceByProperties(ctypes.byref(wanted)) != _OK:
            return False
        chosen = _first_language(self._library.espeak_GetCurrentVoice().contents)
        return chosen.split("-")[0] == language.lower().split("-")[0]

    def _collect(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, 2 * count))
        return 0


def _first_language(voice: _EspeakVoice) -> str:
    tag: bytes = voice.languages[1:]  # the byte before the tag is its priority
    return tag.decode().lower()


def _load_library() -> Any:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    voice = ctypes.POINTER(_EspeakVoice)
    library.espeak_Initialize.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
    library.espeak_Info.argtypes = (ctypes.c_void_p,)
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_ListVoices.argtypes = (ctypes.c_void_p,)
    library.espeak_ListVoices.restype = ctypes.POINTER(voice)
    library.espeak_GetCurrentVoice.restype = voice
    library.espeak_SetVoiceByProperties.argtypes = (voice,)
    library.espeak_SetSynthCallback.argtypes = (_Callback,)
    library.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.POINTER(ctypes.c_uint),
        ctypes.c_void_p,
    )
    return library
