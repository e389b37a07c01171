"""Translations as they are on disk: one PO file a language and owner, and the status kept beside it."""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

from babel.messages.pofile import PoFileError, read_po

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.text import Text
from alongside.core.languages.tags import UnknownLanguageError, language_tag, locale_of

FRAMEWORK = "messages"
EASY_MARK = "#easy"

Origin = Literal["machine", "person", "licensed pack"]
Stage = Literal["draft", "reviewed", "approved"]


class CatalogueError(AlongsideError):
    """A file of translations, or the status beside it, cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a translation has come, and who says so; a stage beyond draft names a person and a day, or a holder's pack."""

    origin: Origin = "machine"
    stage: Stage = "draft"
    by: str = ""
    on: dt.date | None = None


DRAFT = Status()
LICENSED = Status(origin="licensed pack", stage="approved")
"""Words of a licensed pack: their holder answers for them."""
WRITTEN_ORIGINS: tuple[Origin, ...] = ("machine", "person")
"""What a status file may say; a licensed pack speaks for itself."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry: `id` ends in `#easy` for easy read; `english` and `words` hold one string, or one a plural form."""

    id: str
    english: tuple[str, ...]
    words: tuple[str, ...]
    is_fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one owner into one language. `statuses` maps an id to the source hash it holds for."""

    language: str
    owner: str
    translations: tuple[Translation, ...]
    plural_header: str = ""
    statuses: Mapping[str, tuple[str, Status]] = field(default_factory=lambda: MappingProxyType({}))
    default_status: Status = DRAFT
    place: str = ""

    def may_translate(self, text_id: str) -> bool:
        """Say whether the text belongs here: a plugin translates its own texts and nobody else's."""
        return self.owner == FRAMEWORK or text_id.startswith(f"{self.owner}.")

    def status_of(self, translation: Translation) -> Status:
        """Return the status; one that was given to other English words counts no more."""
        source, status = self.statuses.get(translation.id, ("", self.default_status))
        return status if not source or source == source_hash(translation.english[-1]) else self.default_status


def source_hash(english: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of the English words."""
    return hashlib.sha256(english.encode()).hexdigest()[:12]


def english_of(text: Text, *, easy: bool) -> tuple[str, ...]:
    """Return the English as a catalogue holds it: one string, or the form for one and the form for all others."""
    if easy:
        return (text.easy,)
    return (text.plural_one, text.standard) if text.plural_one else (text.standard,)


def forms_of(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return what Babel holds for an id or its words as a tuple: one string, or one a plural form."""
    return (words,) if isinstance(words, str) else tuple(words or ("",))


def read_catalogue(po_path: Path, owner: str) -> Catalogue:
    """Read `<lang>/LC_MESSAGES/<owner>.po` and `<lang>/status.toml`. Raises CatalogueError."""
    folder = po_path.parent.parent
    language = language_tag(folder.name)
    try:
        locale = locale_of(language)
        with po_path.open("rb") as file:
            po = read_po(file, locale=locale, abort_invalid=True)
    except (UnknownLanguageError, PoFileError, OSError, ValueError) as error:
        raise CatalogueError(f"{po_path} cannot be read: {error}") from error
    translations = tuple(
        Translation(message.context or "", forms_of(message.id), forms_of(message.string), message.fuzzy)
        for message in po
        if message.id
    )
    status_path = folder / "status.toml"
    default, statuses = read_statuses(status_path) if status_path.exists() else (DRAFT, {})
    return Catalogue(
        language, owner, translations, po.plural_forms, MappingProxyType(statuses), default, place=str(po_path)
    )


def read_catalogues(folder: Path, owner: str = FRAMEWORK) -> tuple[Catalogue, ...]:
    """Read the owner's catalogue of every language in a `locales` folder, in the order of their tags."""
    return tuple(read_catalogue(path, owner) for path in sorted(folder.glob(f"*/LC_MESSAGES/{owner}.po")))


def read_statuses(path: Path) -> tuple[Status, dict[str, tuple[str, Status]]]:
    """Read a status file: its default, then source hash and status by text id. Raises CatalogueError with all faults."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CatalogueError(f"{path} cannot be read: {error}") from error
    problems: list[str] = []
    statuses: dict[str, tuple[str, Status]] = {}
    default = DRAFT
    for key, row in tables.items():
        fault = _status_fault(key, row)
        if fault:
            problems.append(fault)
            continue
        status = Status(
            origin=cast("Origin", row.get("origin", "machine")),
            stage=cast("Stage", row.get("status", "draft")),
            by=row.get("by", ""),
            on=row.get("on"),
        )
        if key == "default":
            default = status
        else:
            statuses[key] = (row["source"], status)
    if problems:
        raise CatalogueError(f"{path}: " + "; ".join(problems))
    return default, statuses


def _status_fault(key: str, row: object) -> str:
    """Return what is wrong with one table of a status file, or nothing."""
    if not isinstance(row, dict) or not set(row) <= {"source", "origin", "status", "by", "on"}:
        return f'{key}: write the whole text id in quotes, ["{key}"], with source, origin, status, by and on'
    if row.get("origin", "machine") not in WRITTEN_ORIGINS or row.get("status", "draft") not in get_args(Stage):
        return f"{key}: origin is machine or person; status is draft, reviewed or approved"
    if key != "default" and not isinstance(row.get("source"), str):
        return f"{key}: source is missing, the first 12 hexadecimal digits of the SHA-256 of the English words"
    by, on = row.get("by", ""), row.get("on")
    if not isinstance(by, str) or not (on is None or type(on) is dt.date):
        return f"{key}: by is a name in quotes and on is a day, 2026-03-25 without quotes"
    if row.get("status", "draft") != "draft" and (not by or on is None or key == "default"):
        return f"{key}: a {row['status']} text names the person (by) and the day (on), one text at a time"
    return ""
