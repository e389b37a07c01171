"""A licensed text pack: the holder's words for forms of one instrument, and the record of what the holder allows.

The words stand apart from the items, so that nothing that is made from a definition (a template for translators, a
codebook) can ever hold one of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from alongside.core.definitions.licence import LicenceRecord

ORIGIN = "licensed pack"
"""Where such words come from, as their status says it."""
NOTICE = "notice"
INSTRUCTIONS = "instructions"
NUMBER = "{number}"
"""What stands for the row's number in the name of a row; every other brace is the holder's."""
LANGUAGE_OF_RECORD = "en"
"""The copyright line of a record is in English unless a language's words bring their own."""

Slots = Mapping[str, str]
"""The words of one form in one language, by slot: `instructions`, `i01.text`, `i01.above`, `i01.help`, `i01.answer.0`."""


@dataclass(frozen=True, slots=True)
class LicensedText:
    """Words of a pack as pages find them: shown in one language and never in another. `said_in` is what they are in."""

    id: str
    language: str
    words: str = field(repr=False)
    said_in: str
    may_be_spoken: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether it is the name of a row that repeats, in which `{number}` stands for the row's number."""
        return self.id.endswith(".row")


@dataclass(frozen=True, slots=True)
class TextPack:
    """A pack that was found sound. `words` goes by language, then form; `fingerprint` is the hash of all its files.

    `data` holds its tables (norms, keying) by file name.
    """

    name: str
    instrument: str
    forms: tuple[str, ...]
    record: LicenceRecord
    words: Mapping[str, Mapping[str, Slots]] = field(repr=False)
    notices: Mapping[str, str]
    fingerprint: str
    data: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has words in."""
        return tuple(sorted(self.words))

    def has(self, form: str, language: str) -> bool:
        """Return whether it holds the words of a form in a language."""
        return form in self.words.get(language, {})

    def has_slot(self, form: str, language: str, slot: str) -> bool:
        """Return whether it holds one text of a form in a language."""
        return slot in self.words.get(language, {}).get(form, {})

    def owner(self, form: str) -> str:
        """Return what the ids of a form's texts begin with."""
        return f"{self.instrument}.{form}"

    def texts(self) -> Iterator[LicensedText]:
        """Yield every text of the pack."""
        may_be_spoken = "audio" in self.record.beside_items
        for language, forms in self.words.items():
            for form, slots in forms.items():
                owner = self.owner(form)
                for slot, words in slots.items():
                    yield LicensedText(f"{owner}.{slot}", language, words, language, may_be_spoken)
                if self.record.notice:
                    own = self.notices.get(language, "")
                    said_in = language if own else LANGUAGE_OF_RECORD
                    yield LicensedText(f"{owner}.{NOTICE}", language, own or self.record.notice, said_in)
