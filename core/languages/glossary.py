"""Words that a family may not know, and which of them a text uses.

A term's own texts, `glossary.<term>.word` and `glossary.<term>.means`, are translated like any others; its forms are those of
the English words, so that a term is found in every language by the English of the text's id.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from alongside.core.languages.sources import SourceTextError

OWNER = "glossary"
"""What the ids of the terms' own texts begin with, and the name of their file."""


@dataclass(frozen=True)
class Glossary:
    """The terms by their code, each with the forms that English words write it in."""

    terms: Mapping[str, tuple[str, ...]]

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form, in small letters."""
        return frozenset(self._term_by_form)

    def terms_in(self, english: str) -> tuple[str, ...]:
        """Return the codes of the terms that the words use, in order, each once. A longer form goes before one inside it."""
        if not self.terms:
            return ()
        found = (self._term_by_form[" ".join(each[0].casefold().split())] for each in self._any_form.finditer(english))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _term_by_form(self) -> dict[str, str]:
        return {form.casefold(): code for code, forms in self.terms.items() for form in forms}

    @cached_property
    def _any_form(self) -> re.Pattern[str]:
        longest_first = sorted(self._term_by_form, key=len, reverse=True)
        forms = (re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        return re.compile(r"\b(?:" + "|".join(forms) + r")\b", re.IGNORECASE)


def word_id(term: str) -> str:
    """Return the id of the term's word."""
    return f"{OWNER}.{term}.word"


def means_id(term: str) -> str:
    """Return the id of what the term means."""
    return f"{OWNER}.{term}.means"


def is_of_glossary(text_id: str) -> bool:
    """Say whether the text belongs to the glossary itself: its words are not explained a second time."""
    return text_id.startswith(f"{OWNER}.")


def glossary_from_toml(folder: Path) -> Glossary:
    """Read the terms of `glossary.toml` in the folder of English words; without the file there are none.

    Raises SourceTextError for a term without a word, forms or a meaning, and for a form that two terms have.
    """
    file = folder / f"{OWNER}.toml"
    if not file.is_file():
        return Glossary({})
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceTextError(f"{file.name}: {error}") from error
    problems: list[str] = []
    terms: dict[str, tuple[str, ...]] = {}
    for code, table in tables.items():
        word, means = (table.get(part, {}) if isinstance(table, dict) else {} for part in ("word", "means"))
        if not (word.get("text") and word.get("forms") and means.get("text")):
            problems.append(f"{OWNER}.{code}: needs [{code}.word] with text and forms, and [{code}.means] with text")
            continue
        terms[code] = tuple(word["forms"])
    problems += [f"{OWNER}: two terms have the form {form!r}" for form in _twice(terms.values())]
    if problems:
        raise SourceTextError("The glossary cannot be read: " + "; ".join(problems))
    return Glossary(terms)


def _twice(forms_of_terms: Iterable[tuple[str, ...]]) -> list[str]:
    every = [form.casefold() for forms in forms_of_terms for form in forms]
    return sorted({form for form in every if every.count(form) > 1})
