"""Which way a language runs, read from its tag and never guessed from words, and what its own speakers call it."""

from functools import lru_cache
from typing import Literal

from alongside.core.languages.tags import language_tag, locale_of, script_of

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})

# Where CLDR has no name, or one that a speaker would not look for in a list.
_OWN_NAMES = {
    "ckb": "کوردی (سۆرانی)",
    "pa-Arab": "پنجابی",
    "phr": "پہاڑی",
    "pnb": "پنجابی",
    "prs": "دری",
    "rom": "Romani",
    "syl": "সিলেটি",
}


@lru_cache(maxsize=512)
def direction_of(language: str) -> Direction:
    """Return `rtl` for a language written from the right; `pa` runs from the left and `pa-Arab` from the right."""
    return "rtl" if script_of(language) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


@lru_cache(maxsize=512)
def language_name(language: str) -> str:
    """Return the language's own name in its own script, with a capital where the script has them."""
    tag = language_tag(language)
    if tag in _OWN_NAMES:
        return _OWN_NAMES[tag]
    locale = locale_of(tag)
    name = (locale.languages[locale.language] if "-" not in tag else locale.get_display_name()) or tag
    # title() and not upper(): a Georgian name keeps its letters
    return name[:1].title() + name[1:]


@lru_cache(maxsize=512)
def english_language_name(language: str) -> str:
    """Return the language's name in English, for staff and for faults."""
    tag = language_tag(language)
    own = {"phr": "Pahari", "pnb": "Western Punjabi", "prs": "Dari", "rom": "Romani", "syl": "Sylheti"}
    return own.get(tag) or locale_of(tag).english_name or tag
