"""What is checked of translations: of today's English, whole, in the right script, with the same placeholders."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.text import Text
from alongside.core.languages.catalogue import EASY_MARK, Catalogue, Translation, english_of
from alongside.core.languages.direction import direction_of, english_language_name
from alongside.core.languages.english_checks import has_html, is_for_families, long_easy_sentences
from alongside.core.languages.placeholders import names_in, same_names, without_placeholders
from alongside.core.languages.plurals import header_agrees, plural_forms
from alongside.core.languages.readability import folded
from alongside.core.languages.tags import SOURCE_LANGUAGE, script_of

_DIGITS_APART = re.compile(r"\d \d")
MAY_BE_SAME = frozenset({"Alongside"})

# How the Unicode name of a letter begins, by script. Scripts not here (none of a language we know of) are not checked.
_LETTER_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hans": "CJK",
    "Hant": "CJK",
    "Hebr": "HEBREW",
    "Knda": "KANNADA",
    "Kore": "HANGUL",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Sinh": "SINHALA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thai": "THAI",
}


def check_catalogue(
    catalogue: Catalogue,
    texts: Mapping[str, Text],
    *,
    may_be_same: Collection[str] = MAY_BE_SAME,
    families_read: Callable[[str], bool] = is_for_families,
) -> tuple[Fault, ...]:
    """Return all faults of a catalogue's entries; an empty entry is missing, which is completeness's matter.

    `may_be_same` holds names that are not translated, and ids of texts that are the same in the language. A text that has
    no easy words and that `families_read` is what easy read shows, so that its sentences are short.
    """
    faults: list[Fault] = []
    words_of = {entry.id: entry.words for entry in catalogue.translations}
    if any(len(entry.english) > 1 for entry in catalogue.translations):
        faults.extend(_faults_of_header(catalogue))
    for entry in catalogue.translations:
        if entry.is_fuzzy:
            faults.append(
                Fault(
                    "TRANSLATION_FUZZY",
                    entry.id,
                    f"The {_name(catalogue)} entry has the fuzzy flag.",
                    "Take the flag off; how far a translation has come is said in status.toml.",
                )
            )
        if not any(form.strip() for form in entry.words):
            continue
        belonging = tuple(_faults_of_belonging(entry, catalogue, texts))
        faults.extend(belonging or _faults_of_words(entry, catalogue, may_be_same))
        if not belonging and not texts[entry.id.partition(EASY_MARK)[0]].easy and families_read(entry.id):
            faults.extend(long_easy_sentences(entry.id, entry.words[-1]))
        if entry.id.endswith(EASY_MARK) and entry.words == words_of.get(entry.id.removesuffix(EASY_MARK)):
            faults.append(
                Fault(
                    "TRANSLATION_EASY_SAME",
                    entry.id,
                    f"The {_name(catalogue)} easy words are the standard words.",
                    "Write easier ones, or leave the entry empty.",
                )
            )
    return tuple(faults)


def share_in_script(words: str, script: str) -> float:
    """Return the share of the letters that are of the script; 1 where there are no letters or the script is unknown."""
    beginning = _LETTER_NAMES.get(script)
    letters = [letter for letter in words if letter.isalpha()]
    if not letters or not beginning:
        return 1.0
    return sum(_letter_name(letter).startswith(beginning) for letter in letters) / len(letters)


@lru_cache(maxsize=4096)
def _letter_name(letter: str) -> str:
    return unicodedata.name(letter, "")


def _name(catalogue: Catalogue) -> str:
    return english_language_name(catalogue.language)


def _faults_of_header(catalogue: Catalogue) -> Iterator[Fault]:
    forms = plural_forms(catalogue.language)
    if not header_agrees(catalogue.plural_header, forms):
        yield Fault(
            "TRANSLATION_PLURAL_HEADER",
            catalogue.place or f"{catalogue.language}/{catalogue.owner}",
            f"Its Plural-Forms header is not that of {_name(catalogue)}: {', '.join(forms.categories)}.",
            f"Write: Plural-Forms: {forms.header}",
        )


def _faults_of_belonging(entry: Translation, catalogue: Catalogue, texts: Mapping[str, Text]) -> Iterator[Fault]:
    """Yield why the entry is of no text of today's."""
    text_id, mark, _ = entry.id.partition(EASY_MARK)
    text = texts.get(text_id)
    if not catalogue.may_translate(text_id):
        yield Fault(
            "TRANSLATION_FOREIGN",
            entry.id,
            f"The text belongs to another than {catalogue.owner!r}.",
            "Translate it in its owner's catalogue.",
        )
    elif text is None:
        yield Fault(
            "TRANSLATION_UNKNOWN",
            entry.id,
            f"The {_name(catalogue)} entry is of a text that is no more.",
            "Run: alongside extract-texts. It is kept as obsolete.",
            is_warning=True,
        )
    elif entry.english != english_of(text, easy=bool(mark)):
        yield Fault(
            "TRANSLATION_OUT_OF_DATE",
            entry.id,
            f"The {_name(catalogue)} words are of English words that have changed.",
            "Run: alongside extract-texts, then translate the new words.",
        )


def _faults_of_words(entry: Translation, catalogue: Catalogue, may_be_same: Collection[str]) -> Iterator[Fault]:
    name = _name(catalogue)
    if len(entry.english) > 1:
        categories = plural_forms(catalogue.language).categories
        empty = [
            category
            for slot, category in enumerate(categories)
            if slot >= len(entry.words) or not entry.words[slot].strip()
        ]
        if empty:
            yield Fault(
                "TRANSLATION_PLURAL_MISSING",
                entry.id,
                f"The {name} entry has no form for: {', '.join(empty)}.",
                f"Fill msgstr[0] to msgstr[{len(categories) - 1}].",
            )
    forms = tuple(form for form in entry.words if form.strip())
    if not same_names(entry.english, forms):
        wanted = ", ".join(f"{{{each}}}" for each in sorted(frozenset().union(*map(names_in, entry.english))))
        yield Fault(
            "TRANSLATION_PLACEHOLDERS",
            entry.id,
            f"The {name} words have other placeholders than the English.",
            f"Use exactly: {wanted or 'none, and no braces'}.",
        )
    if any(map(has_html, forms)):
        yield Fault("TRANSLATION_HAS_HTML", entry.id, f"There is HTML in the {name} words.", "Write plain words only.")
    if direction_of(catalogue.language) == "rtl" and any(map(_DIGITS_APART.search, forms)):
        yield Fault(
            "TRANSLATION_DIGITS_APART",
            entry.id,
            f"In {name} the groups of a number with plain spaces change places on the page.",
            "Part its groups with no-break spaces (U+00A0).",
        )
    if entry.id.endswith(EASY_MARK):
        yield from long_easy_sentences(entry.id, forms[0])
    if catalogue.language != SOURCE_LANGUAGE and entry.id.partition(EASY_MARK)[0] not in may_be_same:
        yield from _faults_of_language(entry, forms, catalogue, may_be_same)


def _faults_of_language(
    entry: Translation, forms: tuple[str, ...], catalogue: Catalogue, may_be_same: Collection[str]
) -> Iterator[Fault]:
    """Yield why the words seem not to be in the language at all."""
    english = {folded(form) for form in entry.english}
    own = [_without_names(form, may_be_same) for form in forms]
    if any(folded(form) in english and any(map(str.isalpha, rest)) for form, rest in zip(forms, own, strict=True)):
        yield Fault(
            "TRANSLATION_SAME_AS_ENGLISH",
            entry.id,
            f"The {_name(catalogue)} words are the English words.",
            "Translate them, or list the id as the same in both.",
        )
    script = script_of(catalogue.language)
    if min(share_in_script(rest, script) for rest in own) < 0.5:  # noqa: PLR2004 - "at least half of the letters"
        yield Fault(
            "TRANSLATION_SCRIPT",
            entry.id,
            f"Fewer than half of the letters are in the script of {_name(catalogue)} ({script}).",
            "Write the words in the script of the language.",
        )


def _without_names(words: str, names: Collection[str]) -> str:
    words = without_placeholders(words)
    for each in names:
        words = words.replace(each, " ")
    return words
