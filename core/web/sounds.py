"""Sounds for pages: every text of the book has an address from which nobody can tell the text or the topic."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, abort, g, request

from alongside.accessibility.audio.prompts import Prompts
from alongside.core.definitions.speech import EASY, STANDARD, Speech, VoiceError
from alongside.core.languages.textbook import TextBook
from alongside.core.web.access import PUBLIC, access

LONGEST_NUMBER = 4


class Sounds:
    """Knows the address of every text in every language and form, made once at start."""

    def __init__(self, book: TextBook, prompts: Prompts, languages: Iterable[str]) -> None:
        self._book = book
        self.prompts = prompts
        self._languages = frozenset(language for language in languages if prompts.can_speak(language))
        self._addresses: dict[tuple[str, str, bool], str] = {}
        self._texts: dict[str, tuple[str, str, bool]] = {}
        for language in sorted(self._languages):
            for text_id in book.sources:
                for is_easy in (False, True):
                    key = (text_id, language, is_easy)
                    form = EASY if is_easy else STANDARD
                    address = prompts.address(Speech(text_id, text_id, language, form))
                    self._addresses[key] = address
                    self._texts[address] = key
        for text in book.spoken_licensed():
            if text.language in self._languages:
                key = (text.id, text.language, False)
                self._addresses[key] = address = prompts.address(Speech(text.id, text.id, text.language, STANDARD))
                self._texts[address] = key

    def can_speak(self, language: str) -> bool:
        """Return whether pages in this language can be listened to."""
        return language in self._languages

    def address(self, text_id: str, language: str, *, is_easy: bool, values: str | None) -> str:
        """Return the path of a text's sound; empty when it has none. `values` are the numbers in it, as a query."""
        address = self._addresses.get((text_id, language, is_easy))
        if address is None or values is None:
            return ""
        return f"/sound/{address}.mp3" + (f"?{values}" if values else "")

    def speech(self, address: str, values: Mapping[str, str | int]) -> Speech | None:
        """Return what an address says, filled with these values."""
        known = self._texts.get(address)
        if known is None:
            return None
        text_id, language, is_easy = known
        count = values.get("count")
        said = self._book.say(
            text_id,
            language,
            values,
            easy=is_easy,
            count=count if isinstance(count, int) else None,
            isolate=False,
        )
        return Speech(text_id, said.words, language, EASY if is_easy else STANDARD)

    def warm(self, languages: Iterable[str], text_ids: Iterable[str]) -> None:
        """Make the sounds of these texts in the background, so that the first press does not wait."""
        wanted = list(text_ids)
        self.prompts.warm(
            speech
            for language in languages
            if self.can_speak(language)
            for text_id in wanted
            for is_easy in (False, True)
            if "{" not in self._book.sources[text_id].standard
            and (speech := self.speech(self._addresses[text_id, language, is_easy], {})) is not None
        )


def sound_pages(sounds: Sounds) -> Blueprint:
    """Return the route that plays a text."""
    pages = Blueprint("sound", __name__)

    @pages.get("/sound/<address>.mp3")
    @access(PUBLIC)
    def play(address: str) -> Response:
        numbers: dict[str, str | int] = {
            name: int(value)
            for name, value in request.args.items()
            if value.isdecimal() and len(value) <= LONGEST_NUMBER
        }
        values = {**g.words.own_values(), **numbers}
        try:
            speech = sounds.speech(address, values)
            sound = sounds.prompts.sound(speech) if speech else None
        except VoiceError:
            sound = None
        if sound is None:
            abort(404)
        return Response(sound.mp3, mimetype="audio/mpeg", headers={"Accept-Ranges": "none"})

    return pages
