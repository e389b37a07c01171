"""Words for templates: in the page's language and form, with the picture and the sound that belong to them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from alongside.core.conduct.family_words import families_read
from alongside.core.conduct.services import Services
from alongside.core.conduct.sheets import COMMISSIONER
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.languages.direction import direction_of, language_name
from alongside.core.languages.glossary import is_of_glossary, means_id, word_id
from alongside.core.languages.textbook import Spoken
from alongside.core.web.sounds import Sounds

SAMARITANS = "116 123"
REFUGE = "0808 2000 247"
EQUALITY = "0808 800 0082"
HELP_LINES = {"samaritans": SAMARITANS, "refuge": REFUGE, "commissioner": COMMISSIONER, "equality": EQUALITY}
"""Helplines of the whole United Kingdom, free at any hour, and the Information Commissioner and the Equality Advisory and Support Service in their hours. Checked 2026-11-22; look again every 90 days."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One text as a template draws it. `picture` is an SVG in easy read, `sound` an address where the person listens.

    `terms` are the codes of the glossary's words in it.
    """

    words: Markup
    plain: str
    picture: Markup
    sound: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A word of the glossary: the line that asks what it means, and the answer."""

    asks: Markup
    means: Shown


class PageWords:
    """The words of one page for one person."""

    def __init__(self, services: Services, sounds: Sounds, needs: NeedsProfile, phone: str = "") -> None:
        self._book = services.book
        self._glossary = services.glossary
        self._met: dict[str, bool] = {}  # each term of this page, and whether it stands explained
        self._pictures = services.pictures
        self._sounds = sounds
        self.needs = needs
        self.language = needs.language
        self.direction = direction_of(needs.language)
        self.phone = phone
        self.listens = needs.listens and sounds.can_speak(needs.language)

    def plain(self, text_id: str, count: int | None = None, **values: str | int) -> str:
        """Return the words alone."""
        return self._say(text_id, count, values).words

    def say(self, text_id: str, count: int | None = None, **values: str | int) -> Markup:
        """Return the words for a page; words that are not in the page's language say in which they are."""
        said = self._say(text_id, count, values)
        if said.language == self.language:
            return escape(said.words)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(
            said.language, direction_of(said.language), said.words
        )

    def show(self, text_id: str, count: int | None = None, **values: str | int) -> Shown:
        """Return the words with their picture (easy read) and sound (for people who listen)."""
        said = self._say(text_id, count, values)
        picture = Markup()
        if self.needs.easy_read and said.picture:
            picture = Markup(self._pictures.svg(said.picture))  # noqa: S704 - our own files, checked when packaged
        sound = ""
        if self.listens and said.language == self.language:
            sound = self._sounds.address(
                text_id, said.language, is_easy=said.is_easy, values=self._numbers(values, count)
            )
        return Shown(self.say(text_id, count, **values), said.words, picture, sound, self._terms_of(text_id))

    def explain(self, shown: Shown | None = None, tag: str = "p") -> list[Explained]:
        """Return what stands below a text: the words of the glossary that nothing on this page explained before.

        Those of a heading come below the next text, for a heading cannot hold them; without a text come all that still wait.
        """
        for term in shown.terms if shown else ():
            self._met.setdefault(term, False)
        if tag != "p":
            return []
        waiting = [term for term, is_explained in self._met.items() if not is_explained]
        self._met.update(dict.fromkeys(waiting, True))
        return [
            Explained(self.say("pages.what_means", word=self.plain(word_id(term))), self.show(means_id(term)))
            for term in waiting
        ]

    def drawing(self, key: str) -> Markup:
        """Return a picture that stands in every form."""
        return Markup(self._pictures.svg(key))  # noqa: S704 - our own files, checked when packaged

    def language_name(self, language: str) -> str:
        """Return a language's own name for itself."""
        return language_name(language)

    def direction_of(self, language: str) -> str:
        """Return the direction of a language."""
        return direction_of(language)

    def _say(self, text_id: str, count: int | None, values: dict[str, str | int]) -> Spoken:
        known = {**self.own_values(), **values}
        return self._book.say(text_id, self.language, known, easy=self.needs.easy_read, count=count)

    def _terms_of(self, text_id: str) -> tuple[str, ...]:
        """Return the glossary's words in the English of a text, whatever the page's language; a holder's words have none."""
        text = self._book.sources.get(text_id)
        if text is None or is_of_glossary(text_id) or not families_read(text_id):
            return ()
        return self._glossary.terms_in(text.easy if self.needs.easy_read and text.easy else text.standard)

    def own_values(self) -> dict[str, str | int]:
        """Return what any text of a page may name: telephone numbers."""
        return {"phone": self.phone, **HELP_LINES}

    @staticmethod
    def _numbers(values: dict[str, str | int], count: int | None) -> str | None:
        """Return the numbers among the values for a sound's address, or None when a value is words (a name is not spoken)."""
        if any(not isinstance(value, int) for value in values.values()):
            return None
        numbers = {**values, **({"count": count} if count is not None else {})}
        return urlencode(sorted(numbers.items()))
