"""Where the words of a form come from, for one person on one day: our own, a licensed pack, a stand-in, or nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question
from alongside.core.definitions.licence import WEB, NoticePlace
from alongside.core.definitions.text_pack import INSTRUCTIONS, NOTICE, TextPack


class WordsFrom(StrEnum):
    """Whose words a form is shown in. NOWHERE = it is not shown: the holder allows no words that fit this person."""

    OWN = "own"
    PACK = "pack"
    STAND_IN = "stand-in"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Wording:
    """The text ids of one form for one person. `languages` are those in which the form could be shown instead."""

    source: WordsFrom
    instrument: Instrument
    form: str
    language: str
    pack: TextPack | None = None
    languages: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether the form must not be shown."""
        return self.source is WordsFrom.NOWHERE

    @property
    def has_words(self) -> bool:
        """Whether items have words; False = each is numbered only."""
        return self.source in {WordsFrom.OWN, WordsFrom.PACK}

    def question(self, question: Question) -> str:
        """Return the id of a question's words; empty = it has none."""
        return self._id(f"{question.code}.text") if self.has_words else ""

    def row(self, question: Question) -> str:
        """Return the id of the name of one row of a question that repeats."""
        return self._id(f"{question.code}.row")

    def answers(self, item: Item) -> str:
        """Return what the ids of an item's answers begin with; a choice's code, an end or a unit follows."""
        return self._id(f"{item.code}.answer" if self.pack else item.response.code)

    def above(self, question: Question) -> str:
        """Return the id of the words that are printed above a question; empty = none."""
        return self._in_pack(f"{question.code}.above")

    def help(self, question: Question) -> str:
        """Return the id of a question's help; empty = there is none, or the holder lets none stand there."""
        if self.pack is not None:
            return self._in_pack(f"{question.code}.help")
        return self._id(f"{question.code}.help") if question.help else ""

    def easy_help(self, question: Question) -> str:
        """Return the id of our own easy words for a question; empty = there are none, or the holder lets none stand there."""
        if self.pack is not None:
            return self._in_pack(f"{question.code}.easy_help")
        return self._id(f"{question.code}.easy_help") if isinstance(question, Item) and question.easy_help else ""

    @property
    def instructions(self) -> str:
        """The id of what the holder says before the first item; empty = nothing."""
        return self._in_pack(INSTRUCTIONS)

    def notice(self, place: NoticePlace) -> str:
        """Return the id of the copyright line where the licence wants it; empty = not here."""
        return self._id(NOTICE) if self.pack is not None and self.pack.record.shows_notice(place) else ""

    @property
    def fingerprint(self) -> str:
        """The hash of the pack whose words are shown; empty = they are not from a pack."""
        return self.pack.fingerprint if self.pack else ""

    def _id(self, slot: str) -> str:
        owner = self.pack.owner(self.form) if self.pack else self.instrument.code
        return f"{owner}.{slot}"

    def _in_pack(self, slot: str) -> str:
        has = self.pack is not None and self.pack.has_slot(self.form, self.language, slot)
        return self._id(slot) if has else ""


def find_wording(
    instrument: Instrument,
    form: str,
    language: str,
    *,
    today: date,
    may_stand_in: bool,
    modes: Collection[str] = (WEB,),
) -> Wording:
    """Return where the words of a form come from, for the ways in which it is asked: a licence has to allow each.

    A restricted form without any licensed words is numbered stand-ins where those may be shown (the demonstration). A
    form that has licensed words, but none for this language, is not shown: neither mixed nor translated by anybody else.
    """
    if instrument.licence.wording_may_ship:
        return Wording(WordsFrom.OWN, instrument, form, language)
    packs = [pack for pack in instrument.packs_of(form) if pack.record.is_in_force(today) and pack.record.allows(modes)]
    pack = next((pack for pack in packs if pack.has(form, language)), None)
    if pack is not None:
        return Wording(WordsFrom.PACK, instrument, form, language, pack)
    if not packs and may_stand_in:
        return Wording(WordsFrom.STAND_IN, instrument, form, language)
    languages = tuple(sorted({one for pack in packs for one in pack.languages}))
    return Wording(WordsFrom.NOWHERE, instrument, form, language, languages=languages)
