"""A piece of own wording: the standard words, the easy-read words, and the picture that stands beside them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Wording in English, the source language.

    `easy` is the easy-read form (one idea a sentence, at most 12 words); empty = none was written.
    `picture` is a key of the picture manifest. `plural_one` is the form for exactly one, where `standard` counts
    something with the placeholder `{count}`.
    """

    standard: str
    easy: str = ""
    picture: str = ""
    plural_one: str = ""


Words = str | Text


def as_text(words: Words) -> Text:
    """Return the words as a Text; a plain string is a text without an easy-read form."""
    return words if isinstance(words, Text) else Text(words)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text with its permanent id, `<plugin>.<thing>.<slot>`, which is also its translation context and audio stem."""

    id: str
    text: Text
