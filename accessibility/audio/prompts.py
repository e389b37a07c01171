"""The sound of a text: a person's recording where there is one, else a made voice, else honestly nothing."""

import hashlib
import hmac
import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from alongside.accessibility.audio.kept_sounds import KeptSounds
from alongside.accessibility.audio.warming import Warmer
from alongside.core.definitions.speech import Speech, Voice, VoiceError, VoiceKind, serving_language

_log = logging.getLogger(__name__)

_ADDRESS_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound with the code of the voice that speaks, and whether that is a person or a machine."""

    mp3: bytes
    voice: str
    kind: VoiceKind


class Prompts:
    """Finds or makes sounds for pages. Safe for many threads; several processes may share the folder.

    `key` makes the addresses; all processes of one installation need the same one.
    """

    def __init__(
        self,
        voices: Sequence[Voice],
        cache_folder: Path,
        *,
        key: bytes,
        most_bytes: int = 200_000_000,
        most_waiting: int = 5_000,
    ) -> None:
        self._voices = sorted(voices, key=lambda voice: voice.kind != "recorded")
        self._kept = KeptSounds(cache_folder, most_bytes)
        self._key = key
        self._being_made: dict[str, Future[bytes | None]] = {}
        self._lock = Lock()
        self._warmer = Warmer(self._warm_one, most_waiting)

    def sound(self, speech: Speech) -> Sound | None:
        """Return the text's sound from the first voice that has it, or None. Raises VoiceError when one should have had."""
        with self._warmer.person_first():
            return self._sound(speech)

    def can_speak(self, language: str) -> bool:
        """Return whether some voice speaks the language at all; one text may still have no sound."""
        return any(serving_language(language, _languages(voice)) for voice in self._voices)

    def offers(self, speech: Speech) -> bool:
        """Return whether the page should offer to play this text, without making any sound."""
        for voice in self._voices:
            if voice.kind == "made":
                if serving_language(speech.language, _languages(voice)):
                    return True
            elif _has_recording(voice, speech):
                return True
        return False

    def identity(self, speech: Speech) -> str:
        """Return the SHA-256 of what would be heard: of a recording, or of who speaks which words; "" = nothing."""
        for voice in self._voices:
            if voice.kind == "made":
                if serving_language(speech.language, _languages(voice)):
                    return _kept_name(voice, speech)
            elif _has_recording(voice, speech) and (recording := voice.speak(speech)) is not None:
                return hashlib.sha256(recording).hexdigest()
        return ""

    def address(self, speech: Speech) -> str:
        """Return the text's name in addresses: 32 hexadecimal digits from which nobody can tell the text or topic."""
        told = f"{speech.text_id}|{speech.language.lower()}|{speech.is_easy}|{speech.transcript_hash}"
        return hmac.new(self._key, told.encode(), hashlib.sha256).hexdigest()[:_ADDRESS_LENGTH]

    def warm(self, speeches: Iterable[Speech]) -> int:
        """Make these sounds in the background, after anything a person waits for. Returns how many found a place."""
        return self._warmer.add(speeches)

    def close(self) -> None:
        """Stop the background work after the sound it is making now."""
        self._warmer.close()

    def _sound(self, speech: Speech) -> Sound | None:
        failure: VoiceError | None = None
        for voice in self._voices:
            try:
                mp3 = voice.speak(speech) if voice.kind == "recorded" else self._made(voice, speech)
            except VoiceError as error:
                _log.warning("%s has no sound for %s in %s: %s", voice.code, speech.text_id, speech.language, error)
                failure = failure or error
                continue
            if mp3 is not None:
                return Sound(mp3, voice.code, voice.kind)
        if failure is not None:
            raise failure
        return None

    def _made(self, voice: Voice, speech: Speech) -> bytes | None:
        """Return the kept sound, or make and keep it; threads that want the same one wait for the first of them."""
        key = _kept_name(voice, speech)
        with self._lock:
            others = self._being_made.get(key)
            if others is None:
                mine: Future[bytes | None] = Future()
                self._being_made[key] = mine
        if others is not None:
            return others.result()
        try:
            sound = self._kept.find(key)
            if sound is None:
                sound = voice.speak(speech)
                if sound is not None:
                    self._kept.keep(key, sound)
            mine.set_result(sound)
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._being_made[key]
        return sound

    def _warm_one(self, speech: Speech) -> None:
        try:
            self._sound(speech)
        except VoiceError:
            return  # logged where it happened; the page will say that there is no sound


def _kept_name(voice: Voice, speech: Speech) -> str:
    told = f"{voice.code}|{voice.version}|{speech.language.lower()}|{speech.transcript_hash}"
    return hashlib.sha256(told.encode()).hexdigest()


def _languages(voice: Voice) -> frozenset[str]:
    try:
        return voice.languages()
    except VoiceError as error:
        _log.warning("%s cannot say which languages it speaks: %s", voice.code, error)
        return frozenset()


def _has_recording(voice: Voice, speech: Speech) -> bool:
    try:
        return voice.speak(speech) is not None
    except VoiceError as error:
        _log.warning("%s has no sound for %s in %s: %s", voice.code, speech.text_id, speech.language, error)
        return False
