"""The book of all words: look a text up by id, in a language, in the standard or the easy-read form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.text import SourceText, Text
from alongside.core.definitions.text_pack import NUMBER, LicensedText
from alongside.core.languages.catalogue import EASY_MARK, LICENSED, Catalogue, Status, Translation, english_of
from alongside.core.languages.direction import Direction, direction_of
from alongside.core.languages.placeholders import (
    RESERVED_NAMES,
    Parts,
    fill,
    has_stray_brace,
    names_in,
    same_names,
    split_words,
)
from alongside.core.languages.plurals import PluralForms, plural_forms
from alongside.core.languages.tags import SOURCE_LANGUAGE, language_tag


class UnknownTextError(AlongsideError):
    """A page asks for a text id that no source has: a mistake in the program."""


class UnfilledTextError(AlongsideError):
    """A page leaves a placeholder of a text without its value: a mistake in the program."""


class TextBookError(AlongsideError):
    """The English words cannot make a book: one id with two wordings, or a brace that is no placeholder."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words ready for a page, with what the page must say about them.

    `language` is the tag the words are really in; `is_missing` says that they are English for want of a translation.
    """

    words: str
    language: str
    is_easy: bool
    picture: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """One text in one language: ready as it is, or with the parts that have to be filled."""

    ready: Spoken
    forms: tuple[Parts, ...]
    plural: PluralForms
    direction: Direction
    is_fixed: bool


_Lines = dict[str, _Line]


@dataclass(frozen=True, slots=True, repr=False)
class TextBook:
    """All words of the product, frozen; made by `build_text_book`.

    Words of a licensed pack are apart, by language and id: they are as the holder wrote them, in the language asked for or
    not at all. Nothing is filled in but the number of a row that repeats.
    """

    languages: tuple[str, ...]
    sources: Mapping[str, Text]
    _standard: Mapping[str, _Lines]
    _easy: Mapping[str, _Lines]
    _statuses: Mapping[tuple[str, str], Status]
    _licensed: Mapping[tuple[str, str], LicensedText]

    def say(
        self,
        text_id: str,
        language: str,
        given: Mapping[str, str | int] = MappingProxyType({}),
        /,
        *,
        easy: bool = False,
        count: int | None = None,
        isolate: bool = True,
        **named: str | int,
    ) -> Spoken:
        """Return the words of a text.

        Easy read falls back to the standard words of the same language, a missing translation to English. `isolate`
        wraps a value that runs the other way in U+2066...U+2069; leave it on for pages and messages. Values come as a
        mapping, by name, or both. Raises
        UnknownTextError and UnfilledTextError.
        """
        book = self._easy if easy else self._standard
        lines = book.get(language) or book.get(language_tag(language)) or book[""]
        line = lines.get(text_id)
        if line is None:
            licensed = self._licensed.get((language_tag(language), text_id)) if self._licensed else None
            if licensed is not None:
                number = named.get("number", given.get("number", ""))
                words = licensed.words.replace(NUMBER, str(number)) if licensed.is_numbered else licensed.words
                return Spoken(words, licensed.said_in, is_easy=False, picture="", is_missing=False)
            raise UnknownTextError(f"No text has the id {text_id!r}.")
        if line.is_fixed:
            return line.ready
        values: dict[str, str | int] = {**given, **named}
        if count is not None:
            values["count"] = count
        try:
            parts = line.forms[0] if len(line.forms) == 1 else line.forms[line.plural.slot_of(int(values["count"]))]
            words = fill(parts, values, line.direction, isolate=isolate)
        except KeyError as error:
            raise UnfilledTextError(f"The text {text_id!r} needs a value for {error.args[0]!r}.") from error
        ready = line.ready
        return Spoken(words, ready.language, ready.is_easy, ready.picture, ready.is_missing)

    def unfilled(self, text_id: str, language: str, *, easy: bool = False) -> Spoken:
        """Return the words of a text with its placeholders as they stand there. Raises UnknownTextError."""
        if text_id not in self.sources:
            raise UnknownTextError(f"No text has the id {text_id!r}.")
        book = self._easy if easy else self._standard
        return book.get(language_tag(language), book[""])[text_id].ready

    def has_easy(self, text_id: str) -> bool:
        """Say whether the text has an easy-read form in English. Raises UnknownTextError."""
        if text_id not in self.sources:
            raise UnknownTextError(f"No text has the id {text_id!r}.")
        return bool(self.sources[text_id].easy)

    def is_translated(self, text_id: str, language: str, *, easy: bool = False) -> bool:
        """Say whether the language has the text; for easy read, its easy form where English has one."""
        easy = self.has_easy(text_id) and easy
        if language_tag(language) == SOURCE_LANGUAGE:
            return True
        return (language_tag(language), _entry_id(text_id, easy=easy)) in self._statuses

    def spoken_licensed(self) -> tuple[LicensedText, ...]:
        """Return the words of licensed packs that the holder lets be read aloud."""
        return tuple(text for text in self._licensed.values() if text.may_be_spoken)

    def status(self, text_id: str, language: str, *, easy: bool = False) -> Status | None:
        """Return the status of a translation that is shown; None for English and for a missing one.

        Words of a licensed pack are the holder's in every language, English too.
        """
        if (language_tag(language), text_id) in self._licensed:
            return LICENSED
        return self._statuses.get((language_tag(language), _entry_id(text_id, easy=easy)))


def build_text_book(
    sources: Iterable[SourceText], catalogues: Iterable[Catalogue], licensed: Iterable[LicensedText] = ()
) -> TextBook:
    """Make the book. A translation that cannot be shown truthfully is left out and counts as missing.

    Left out are: one of other English words than today's, a fuzzy one, one with an empty plural form, with other
    placeholders, or of another owner's text. Raises TextBookError naming every English text at fault.
    """
    texts = _texts_by_id(sources)
    usable: dict[str, dict[str, Translation]] = {}
    statuses: dict[tuple[str, str], Status] = {}
    for catalogue in catalogues:
        known = usable.setdefault(catalogue.language, {})
        for translation in catalogue.translations:
            if translation.id not in known and is_usable(translation, catalogue, texts):
                known[translation.id] = translation
                statuses[catalogue.language, translation.id] = catalogue.status_of(translation)
    usable.pop(SOURCE_LANGUAGE, None)
    english = _english_lines(texts, is_missing=False)
    untranslated = _english_lines(texts, is_missing=True)
    standard: dict[str, _Lines] = {SOURCE_LANGUAGE: english[0], "": untranslated[0]}
    easy: dict[str, _Lines] = {SOURCE_LANGUAGE: english[1], "": untranslated[1]}
    for language, translations in usable.items():
        standard[language], easy[language] = _translated_lines(texts, translations, language, untranslated)
    languages = (SOURCE_LANGUAGE, *sorted(usable))
    return TextBook(
        languages, texts, standard, easy, statuses, {(language_tag(one.language), one.id): one for one in licensed}
    )


def is_usable(translation: Translation, catalogue: Catalogue, texts: Mapping[str, Text]) -> bool:
    """Say whether the translation may be shown for today's English words."""
    text_id, mark, _ = translation.id.partition(EASY_MARK)
    text = texts.get(text_id)
    if text is None or not catalogue.may_translate(text_id) or translation.is_fuzzy:
        return False
    return (
        translation.english == english_of(text, easy=bool(mark))
        and len(translation.words) == _number_of_forms(translation.english, catalogue.language)
        and all(form.strip() for form in translation.words)
        and same_names(translation.english, translation.words)
    )


def _number_of_forms(english: tuple[str, ...], language: str) -> int:
    return 1 if len(english) == 1 else len(plural_forms(language).categories)


def _texts_by_id(sources: Iterable[SourceText]) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    faults: list[str] = []
    for source in sources:
        text = source.text
        if texts.setdefault(source.id, text) != text:
            faults.append(f"{source.id} has two wordings")
        forms = (text.standard, text.easy, text.plural_one)
        if any(map(has_stray_brace, forms)) or any(names_in(form) & RESERVED_NAMES for form in forms):
            faults.append(f"{source.id} has a brace that is no plain placeholder")
    if faults:
        raise TextBookError("The English words have faults: " + "; ".join(faults))
    return texts


def _line(forms: tuple[str, ...], ready: Spoken, language: str) -> _Line:
    parts = tuple(map(split_words, forms))
    is_fixed = len(parts) == 1 and len(parts[0]) == 1
    return _Line(ready, parts, plural_forms(language), direction_of(language), is_fixed)


def _english_lines(texts: Mapping[str, Text], *, is_missing: bool) -> tuple[_Lines, _Lines]:
    standard: _Lines = {}
    easy: _Lines = {}
    for text_id, text in texts.items():
        plain = Spoken(text.standard, SOURCE_LANGUAGE, is_easy=False, picture=text.picture, is_missing=is_missing)
        standard[text_id] = easy[text_id] = _line(english_of(text, easy=False), plain, SOURCE_LANGUAGE)
        if text.easy:
            simple = Spoken(text.easy, SOURCE_LANGUAGE, is_easy=True, picture=text.picture, is_missing=is_missing)
            easy[text_id] = _line((text.easy,), simple, SOURCE_LANGUAGE)
    return standard, easy


def _translated_lines(
    texts: Mapping[str, Text],
    translations: Mapping[str, Translation],
    language: str,
    untranslated: tuple[_Lines, _Lines],
) -> tuple[_Lines, _Lines]:
    standard, easy = dict(untranslated[0]), dict(untranslated[1])
    for text_id, text in texts.items():
        for mark, is_easy in (("", False), (EASY_MARK, True)):
            translation = translations.get(text_id + mark)
            if translation is None:
                continue
            words = translation.words
            ready = Spoken(words[-1], language, is_easy=is_easy, picture=text.picture, is_missing=False)
            easy[text_id] = line = _line(words, ready, language)
            if not is_easy:
                standard[text_id] = line
    return standard, easy


def _entry_id(text_id: str, *, easy: bool) -> str:
    return text_id + EASY_MARK if easy else text_id
