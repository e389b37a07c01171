"""How hard English is to read: sentences, words, syllables, and the Flesch-Kincaid grade made of them.

A measure to catch long words and long sentences, not a proof that people understand.
"""

import re
import unicodedata
from functools import cache, lru_cache

import pyphen

from alongside.core.languages.placeholders import without_placeholders

_SENTENCE_END = re.compile(r"(?<=[.!?؟۔।॥።])[\"'”’)\]]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"(?<=[^aeiouytd])ed$|(?<=[^aeiouylscxzgh])es$|(?<=[^aeiouyl])e$")
_STAND_IN = "Sam"  # a placeholder is read as one short word


def folded(words: str) -> str:
    """Return the words without differences that nobody reads: letter case, spacing, composed letters."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def sentences(words: str) -> tuple[str, ...]:
    """Return the sentences that hold a word; a line break ends one, and so do the full stops of Urdu and Bengali."""
    plain = without_placeholders(words, _STAND_IN)
    return tuple(part for part in _SENTENCE_END.split(plain) if _WORD.search(part))


def count_words(sentence: str) -> int:
    """Return how many words a sentence has; a number is one, and so is a word with a hyphen or an apostrophe."""
    return len(_WORD.findall(sentence))


@lru_cache(maxsize=4096)
def count_syllables(word: str) -> int:
    """Return the syllables of an English word, about: the more of its hyphenation places and its sounded vowels."""
    plain = word.lower()
    sounded = len(_VOWELS.findall(_SILENT_ENDING.sub("", plain)))
    return max(1, sounded, len(_english_hyphens().positions(plain)) + 1)


def grade(words: str) -> float:
    """Return the Flesch-Kincaid grade of English words: 4 is a reading age of about 9. Words without any give 0."""
    parts = sentences(words)
    all_words = [word for part in parts for word in _WORD.findall(part)]
    if not all_words:
        return 0.0
    syllables = sum(map(count_syllables, all_words))
    return 0.39 * len(all_words) / len(parts) + 11.8 * syllables / len(all_words) - 15.59


@cache
def _english_hyphens() -> pyphen.Pyphen:
    # the American patterns: measured, the British ones find fewer than two in three of the syllables
    return pyphen.Pyphen(lang="en_US")
