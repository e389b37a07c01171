"""Which of the offered languages a person gets: chosen now, kept from before, asked by the browser, or the study's."""

import re
from collections.abc import Iterator, Sequence

from alongside.core.languages.tags import SOURCE_LANGUAGE, UnknownLanguageError, language_tag, script_of

_RANGE = re.compile(r"\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
_LONGEST_HEADER = 500  # a browser sends far less; the rest is not read


def negotiate_language(
    offered: Sequence[str],
    *,
    chosen: str = "",
    stored: str = "",
    accept_language: str = "",
    study_default: str = SOURCE_LANGUAGE,
) -> str:
    """Return one of the offered languages; without a wish that can be met, the study's, then English, then the first.

    Never raises: what a browser sends may be anything.
    """
    for wish in (chosen, stored, *accepted_languages(accept_language), study_default, SOURCE_LANGUAGE):
        found = find_offered(wish, offered)
        if found:
            return found
    return offered[0] if offered else SOURCE_LANGUAGE


def find_offered(wish: str, offered: Sequence[str]) -> str:
    """Return the offered language a tag asks for, or nothing: the same tag, else the same language in the same script.

    So `ur-PK` gets `ur`, and `pa-PK` gets `pa-Arab` and never `pa`, which its reader could not read.
    """
    if not wish:
        return ""
    tag = language_tag(wish)
    if tag in offered:
        return tag
    try:
        script = script_of(tag)
    except UnknownLanguageError:
        return ""
    primary = tag.split("-")[0]
    return next((other for other in offered if other.split("-")[0] == primary and script_of(other) == script), "")


def accepted_languages(accept_language: str) -> tuple[str, ...]:
    """Return the tags of an Accept-Language header, the most wanted first; what is not a tag is passed over."""
    return tuple(tag for _, tag in sorted(_weighted(accept_language[:_LONGEST_HEADER]), key=lambda pair: -pair[0]))


def _weighted(header: str) -> Iterator[tuple[float, str]]:
    for part in header.split(","):
        found = _RANGE.fullmatch(part)
        weight = float(found[2] or 1) if found else 0.0
        if found and weight > 0:
            yield weight, language_tag(found[1])
