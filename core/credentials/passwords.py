"""Passwords: hashed with Argon2id, compared in the same time for every account, refused when they are easy to guess."""

import re
from collections.abc import Sequence
from threading import Lock
from typing import Literal
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # it has no types

SHORTEST = 12
LONGEST = 128
FEWEST_POINTS = 3
"""Of zxcvbn's 0 to 4: from here on a stolen hash is not worth the guessing."""
Weakness = Literal["", "too_short", "too_long", "guessable"]
_LONGEST_JUDGED = 72  # zxcvbn takes no more, and what begins strong stays strong
_WORD = re.compile(r"[^\W_]+")
_HASHER = PasswordHasher()
# Of a password that nobody has. It is compared with where there is no account, so that both answers take as long.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$XtWY4Sbh8jeG8iC3xVnnAQ$ptzhvQ2n1PcwVPD/v2sZu8xKlhwqbMyzLjN1F+kBWSs"
_ONE_AT_A_TIME = Lock()


def hash_password(password: str) -> str:
    """Return the hash to keep: Argon2id with a salt of its own."""
    return _HASHER.hash(_as_one_form(password))


def matches(hashed: str | None, password: str) -> bool:
    """Say whether this is the password; None, for an unknown account, costs the same work and is never it."""
    try:
        is_right = _HASHER.verify(_NOBODY if hashed is None else hashed, _as_one_form(password))
    except (VerificationError, InvalidHashError):
        return False
    return is_right and hashed is not None


def needs_new_hash(hashed: str) -> bool:
    """Say whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


def weakness(password: str, own_words: Sequence[str]) -> Weakness:
    """Return why a new password is refused, or "". Own words are what others know of the person: name, e-mail, code."""
    tidy = _as_one_form(password)
    if len(tidy) < SHORTEST:
        return "too_short"
    if len(tidy) > LONGEST:
        return "too_long"
    parts = [part for words in own_words for part in _WORD.findall(words)]
    with _ONE_AT_A_TIME:  # zxcvbn keeps the words of the call in a table that all threads share
        score = zxcvbn(tidy[:_LONGEST_JUDGED], user_inputs=[*own_words, *parts])["score"]
    return "" if score >= FEWEST_POINTS else "guessable"


def _as_one_form(password: str) -> str:
    """Keyboards write one letter in several ways; NIST SP 800-63B, 5.1.1.2, has them made equal before hashing."""
    return normalize("NFKC", password)
