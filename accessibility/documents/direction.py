"""The order of characters on a line that mixes scripts: the Unicode bidirectional algorithm, by python-bidi.

python-bidi leaves paired brackets alone and lets the groups of a telephone number swap places; both are mended here.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from bidi import algorithm
from bidi.mirror import MIRRORED

# What must be read from left to right wherever it stands: numbers in groups, dates, times, addresses of the net.
_NUMBER = re.compile(r"\+?\(?\d+(?:(?:[ \u00a0\u202f()-]{1,2}|[/:.,])\d+)*%?")
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)[A-Za-z0-9\-._~:/?#@!$&'*+;=%]*[A-Za-z0-9/]")
_EMBEDDINGS = {"\u2066": "\u202a", "\u2067": "\u202b", "\u2069": "\u202c"}
_ARABIC_DIGITS = re.compile(r"[\u0660-\u0669]")


def _embed_isolates(text: str) -> str:
    """Replace isolates, which python-bidi does not know, by the embeddings that order their inside likewise."""
    inside = list(text)
    for place, character in enumerate(text):
        if character == "\u2068":  # first strong isolate: its direction is that of what it holds
            first = next(
                (kind for kind in map(unicodedata.bidirectional, text[place:]) if kind in {"L", "R", "AL"}), "L"
            )
            inside[place] = "\u202a" if first == "L" else "\u202b"
        else:
            inside[place] = _EMBEDDINGS.get(character, character)
    return "".join(inside)


def _stand_in(text: str) -> str:
    """Replace the signs inside numbers and addresses so that each is one unit; the length stays the same."""
    text = _embed_isolates(text)
    text = _ADDRESS.sub(lambda found: "a" * len(found[0]), text)
    return _NUMBER.sub(lambda found: ("\u0660" if _ARABIC_DIGITS.search(found[0]) else "0") * len(found[0]), text)


def keep_numbers_whole(text: str) -> str:
    """Make the spaces inside telephone numbers unbreakable; the length stays the same."""
    return _NUMBER.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _pair_brackets(characters: list[dict[str, Any]], base: str) -> None:
    """Give both brackets of a pair the direction of what they hold (rule N0)."""
    strong = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
    opened: list[tuple[str, int]] = []
    pairs = []
    for place, character in enumerate(characters):
        if character["orig"] != "ON" or character["ch"] not in MIRRORED:
            continue
        category = unicodedata.category(character["ch"])
        if category == "Ps":
            opened.append((MIRRORED[character["ch"]], place))
        elif category == "Pe":
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character["ch"]:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    for start, end in sorted(pairs):
        inside = {strong.get(character["type"]) for character in characters[start + 1 : end]} - {None}
        if not inside:
            continue
        before = [strong[c["type"]] for c in characters[:start] if c["type"] in strong]
        other = "R" if base == "L" else "L"
        side = other if base not in inside and (before[-1] if before else base) == other else base
        characters[start]["type"] = characters[end]["type"] = side


def find_levels(text: str, *, right_to_left: bool) -> list[int]:
    """Return the embedding level of each character of a paragraph: even runs rightwards, odd leftwards."""
    if not right_to_left and text.isascii():  # nothing in it runs leftwards, and nothing turns it round
        return [0] * len(text)
    base_level = int(right_to_left)
    base = "R" if right_to_left else "L"
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base_level, base
    algorithm.get_embedding_levels(_stand_in(text), storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _pair_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found = {character["place"]: character["level"] for character in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):  # invisible format characters were taken out: they follow their neighbour
        levels.append(found.get(place, levels[-1] if levels else base_level))
    return levels


def order_on_line(levels: Sequence[int]) -> list[int]:
    """Return the places of a line's pieces from left to right, given the level of each (rule L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order
