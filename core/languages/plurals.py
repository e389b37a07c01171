"""Plural forms: which CLDR category a number takes, and which `msgstr[n]` of a catalogue holds it."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from babel.messages.catalog import Catalog
from babel.plural import to_gettext

from alongside.core.languages.tags import locale_of

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_SAMPLE = range(1001)  # a page never counts further; French "many" begins at a million
_HEADER = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class PluralForms:
    """The plural forms of one language: CLDR categories in CLDR order, and the catalogue header that says the same."""

    categories: tuple[str, ...]
    header: str
    category_of: Callable[[int], str]
    small: tuple[int, ...] = ()  # the form of each number of the sample, worked out once: CLDR's rules are slow

    def slot_of(self, count: int) -> int:
        """Return which of the forms a number takes; a category without a form takes the last, the most general."""
        if 0 <= count < len(self.small):
            return self.small[count]
        category = self.category_of(abs(count))
        return self.categories.index(category) if category in self.categories else len(self.categories) - 1


@lru_cache(maxsize=128)
def plural_forms(language: str) -> PluralForms:
    """Return the plural forms of a language. Raises UnknownLanguageError."""
    locale = locale_of(language)
    rule = locale.plural_form
    reached = {rule(number) for number in _SAMPLE}
    short = tuple(category for category in _CATEGORIES if category in reached)
    every = tuple(category for category in _CATEGORIES if category in rule.tags or category == "other")
    # The form gettext tools know comes first; CLDR's own is needed where they disagree (Welsh) or have none.
    table = Catalog(locale=locale).plural_forms
    candidates = (
        (short, table),
        (short, "nplurals=2; plural=(n > 1);"),
        (every, to_gettext(rule)),
        (short, to_gettext(rule)),
    )
    for categories, header in candidates:
        forms = PluralForms(categories, header, rule)
        if header_agrees(header, forms):
            return replace(forms, small=tuple(map(forms.slot_of, _SAMPLE)))
    return PluralForms(every, table, rule)


def header_agrees(header: str, forms: PluralForms) -> bool:
    """Say whether a catalogue's Plural-Forms header sends each number to the same form as CLDR does."""
    found = _HEADER.search(header)
    if found is None or int(found[1]) != len(forms.categories):
        return False
    try:
        slot = gettext.c2py(found[2].strip())
        return all(slot(number) == forms.slot_of(number) for number in _SAMPLE)
    except (ValueError, RecursionError):
        return False
