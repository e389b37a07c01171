"""What a reader sees as one letter: a base with its marks, or consonants that Indic scripts join into one sign."""

import unicodedata
from collections.abc import Iterator

_ZERO_WIDTH_NON_JOINER, _ZERO_WIDTH_JOINER = "\u200c", "\u200d"
_VIRAMA = 9  # the combining class of the signs that take a consonant's vowel away


def clusters(text: str) -> Iterator[str]:
    """Yield the pieces of a text that neither a line nor a typeface may part; joined, they are the text."""
    start = 0
    for place in range(1, len(text)):
        if not _belongs(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _belongs(before: str, character: str) -> bool:
    """Whether a character stays with the one before it; a vowel sign that takes room has the combining class 0."""
    if character.isascii():
        return False
    if character in {_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER} or unicodedata.category(character)[0] == "M":
        return not before.isspace()
    joins = before == _ZERO_WIDTH_JOINER or unicodedata.combining(before) == _VIRAMA
    return joins and unicodedata.category(character) == "Lo"
