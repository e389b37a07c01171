"""What is to be said aloud, and what a voice is: values and one protocol, no sound and no files."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from alongside.core.definitions.errors import AlongsideError

STANDARD = "standard"
EASY = "easy"

VoiceKind = Literal["recorded", "made"]


class VoiceError(AlongsideError):
    """A voice should have had the sound and could not give it. The message for the log never holds the words."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One text as one person would hear it.

    `text_id` is the permanent id without `#easy`; `language` is a BCP 47 tag; `format` is as stored with an answer
    (`standard`, `easy`, `easy+audio`). The words are study wording only, never anything about a person: made sound is
    kept on the server's disk.
    """

    text_id: str
    words: str
    language: str
    format: str = STANDARD

    @property
    def is_easy(self) -> bool:
        """Whether these are the easy-read words."""
        return self.format.split("+")[0] == EASY

    @property
    def transcript(self) -> str:
        """The words in NFC with each run of white space as one space: layout never changes what is said."""
        return " ".join(unicodedata.normalize("NFC", self.words).split())

    @property
    def transcript_hash(self) -> str:
        """The SHA-256 of the transcript: the tie between a sound and its text."""
        return hashlib.sha256(self.transcript.encode()).hexdigest()


class Voice(Protocol):
    """A way to speak a text: a person's recordings, or an engine that makes the sound.

    `code` is permanent. `version` changes whenever the same words would sound different; kept sound goes by it.
    """

    @property
    def code(self) -> str:
        """The voice's permanent code."""

    @property
    def kind(self) -> VoiceKind:
        """Whether a person recorded it or a machine makes it."""

    @property
    def version(self) -> str:
        """What tells today's rendering of the same words from last year's."""

    def languages(self) -> frozenset[str]:
        """Return the lower-case language tags that this voice can speak. Raises VoiceError when it cannot tell."""

    def speak(self, speech: Speech) -> bytes | None:
        """Return the sound as MP3, or None when this voice has none. Raises VoiceError when it should have had."""


class VoiceSettings(Protocol):
    """What a voice plugin is told when it is asked for its voices."""

    @property
    def plugin_folders(self) -> Mapping[str, str]:
        """The folder of each admitted plugin, by the plugin's name."""


def serving_language(language: str, languages: Collection[str]) -> str | None:
    """Return which of the lower-case `languages` serves `language`: itself, or the same with its region left off.

    A tag in one script is never served by another (`pa-Arab` is not `pa`); an unknown language is served by none.
    """
    parts = language.lower().split("-")
    while parts:
        tag = "-".join(parts)
        if tag in languages:
            return tag
        dropped = parts.pop()
        if len(dropped) == 4 and dropped.isalpha():  # noqa: PLR2004 -- BCP 47: four letters are a script
            return None
    return None
