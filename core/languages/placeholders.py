"""Placeholders in wording, `{name}` and nothing cleverer, and the bidirectional isolation of what fills them."""

import re
import unicodedata
from collections.abc import Mapping

from alongside.core.languages.direction import Direction

RESERVED_NAMES = frozenset({"easy", "isolate"})

LEFT_TO_RIGHT_ISOLATE = "\u2066"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
_ORDER_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Parts = tuple[str, ...]


def split_words(words: str) -> Parts:
    """Return the words cut at their placeholders: literal, name, literal, name, ..., literal."""
    return tuple(_PLACEHOLDER.split(words))


def names_in(words: str) -> frozenset[str]:
    """Return the names of the placeholders in the words."""
    return frozenset(_PLACEHOLDER.findall(words))


def without_placeholders(words: str, stand_in: str = " ") -> str:
    """Return the words with each placeholder replaced, for counting letters and words."""
    return _PLACEHOLDER.sub(stand_in, words)


def has_stray_brace(words: str) -> bool:
    """Say whether a brace is left that belongs to no plain placeholder, as in `{0}`, `{name!r}` or `{ name }`."""
    rest = _PLACEHOLDER.sub("", words)
    return "{" in rest or "}" in rest


def same_names(english: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Say whether every form keeps the English placeholders; with plural forms one may leave `{count}` out."""
    wanted = frozenset().union(*map(names_in, english))
    if any(map(has_stray_brace, words)):
        return False
    if len(english) == 1:
        return all(names_in(form) == wanted for form in words)
    return all(names_in(form) | {"count"} == wanted | {"count"} for form in words)


def fill(parts: Parts, values: Mapping[str, str | int], direction: Direction, *, isolate: bool) -> str:
    """Return the words with the values put in as they are. Raises KeyError for a name without a value.

    With `isolate`, a value that runs the other way than the words is wrapped in invisible marks: a telephone number
    inside Urdu is otherwise shown with its groups in the wrong order.
    """
    filled = list(parts)
    for position in range(1, len(parts), 2):
        value = str(values[parts[position]])
        filled[position] = isolated(value, direction) if isolate else value
    return "".join(filled)


def isolated(value: str, direction: Direction) -> str:
    """Return the value in isolating marks where it would upset, or be upset by, words running in `direction`."""
    if not value:
        return value
    runs_left = not value.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in value)
    if direction == "ltr":
        return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if runs_left else value
    return value if runs_left else f"{LEFT_TO_RIGHT_ISOLATE}{value}{POP_ISOLATE}"


def without_order_marks(words: str) -> str:
    """Return the words without the marks for their order on a screen; on paper they are put in order once and for all."""
    return words.translate(_ORDER_MARKS)
