"""The framework's own English words, read from `locales/en/<owner>.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.text import SourceText, Text

_FIELDS = {"text": "standard", "easy": "easy", "picture": "picture", "one": "plural_one"}
_FORMS = "forms"
"""What stands beside a word of the glossary and is no text of its own: see `glossary.py`."""


class SourceTextError(AlongsideError):
    """English words cannot be read; the message names every file and key at fault."""


def sources_from_toml(folder: Path) -> tuple[SourceText, ...]:
    """Read each `<owner>.toml` of the folder; `[welcome.title]` in `pages.toml` has the id `pages.welcome.title`.

    Raises SourceTextError for a folder without files, a file that is not TOML, and a key that is not known.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise SourceTextError(f"No file of English words is in {folder}.")
    problems: list[str] = []
    texts: list[SourceText] = []
    for file in files:
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(f"{file.name}: {error}")
            continue
        texts.extend(_texts_in(tables, file.stem, problems))
    if problems:
        raise SourceTextError("English words cannot be read: " + "; ".join(problems))
    return tuple(texts)


def _texts_in(table: Mapping[str, object], text_id: str, problems: list[str]) -> Iterator[SourceText]:
    """Yield the text of this table, if it has one, then those of the tables inside it."""
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    own = {key: value for key, value in table.items() if key not in inner}
    words: dict[str, str] = {}
    for key, value in own.items():
        if key in _FIELDS and isinstance(value, str):
            words[_FIELDS[key]] = value.strip()
        elif key == _FORMS and isinstance(value, list) and all(isinstance(form, str) for form in value):
            continue
        else:
            problems.append(f"{text_id}: {key!r} is not one of {', '.join(_FIELDS)} with words in quotes")
    if words.get("standard"):
        yield SourceText(text_id, Text(**words))
    elif words or not table:
        problems.append(f"{text_id}: has no 'text'")
    for key, value in inner.items():
        yield from _texts_in(value, f"{text_id}.{key}", problems)
