"""The picture book: every picture by its key, checked for licence, size and safe markup before any is shown."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault

FOLDER = Path(__file__).parent
SHARE_ALIKE = FOLDER / "openmoji"
"""Pictures whose licence asks that what is made from them is shared alike; kept apart, with that licence."""
MANIFEST = "pictures.toml"
LICENCES = frozenset({"Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT"})
"""Licences that let a picture be shown, changed and passed on, for money too."""
LARGEST_BYTES = 2000
SOURCE_LANGUAGE = "en"
_OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="'
# Inlined into pages with a strict content policy: no script, no style, no address, no id that could stand twice.
_UNSAFE = re.compile(
    r"<(script|style|image|use|foreignObject|a)\b|\s(on\w+|style|href|xlink:href|id|class)=", re.IGNORECASE
)
_COLOUR = re.compile(r'(?:fill|stroke)="(?!currentColor"|none")')


class PictureUnknownError(AlongsideError):
    """No picture has this key."""


class PicturesRefusedError(AlongsideError):
    """The manifest has faults; `faults` holds all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("pictures refused: " + " ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its markup, who made it, under which licence, and what it shows in each language."""

    key: str
    markup: str
    author: str
    licence: str
    source: str
    alt: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PictureBook:
    """Every picture by its key. `alt_state` says of each language whether its alternative texts are more than a draft."""

    pictures: Mapping[str, Picture]
    alt_state: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "PictureBook":
        """Return the book of a folder that holds `pictures.toml` and the files it names.

        Raises:
            PicturesRefusedError: a licence is unknown, a file is missing, too large or unsafe, or a text is missing.
        """
        manifest, faults = _read_manifest(folder)
        faults = faults or tuple(_find_faults(manifest, folder))
        if faults:
            raise PicturesRefusedError(faults)
        return cls(
            {
                entry["key"]: Picture(
                    entry["key"],
                    (folder / entry["file"]).read_text(encoding="utf-8").strip(),
                    entry["author"],
                    entry["licence"],
                    entry["source"],
                    entry["alt"],
                )
                for entry in manifest["picture"]
            },
            manifest["alt_state"],
        )

    def and_those_of(self, other: "PictureBook") -> "PictureBook":
        """Return this book with the pictures of another: its keys are added, or stand in place of those here."""
        return PictureBook({**self.pictures, **other.pictures}, {**other.alt_state, **self.alt_state})

    def __contains__(self, key: str) -> bool:
        return key in self.pictures

    def picture(self, key: str) -> Picture:
        """Return the picture.

        Raises:
            PictureUnknownError: no picture has this key.
        """
        if key not in self.pictures:
            raise PictureUnknownError(f"no picture has the key {key!r}")
        return self.pictures[key]

    def svg(self, key: str) -> str:
        """Return markup to put into a page, hidden from screen readers: the words beside it say the same.

        Raises:
            PictureUnknownError: no picture has this key.
        """
        return self.picture(key).markup.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)

    def alt(self, key: str, language: str) -> str:
        """Return what the picture shows, in this language or else in English.

        Raises:
            PictureUnknownError: no picture has this key.
        """
        alt = self.picture(key).alt
        return alt.get(language, alt[SOURCE_LANGUAGE])

    def credits(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Return author, licence and keys of the pictures, for the page of credits."""
        made: dict[tuple[str, str], list[str]] = {}
        for picture in self.pictures.values():
            made.setdefault((picture.author, picture.licence), []).append(picture.key)
        return tuple((author, licence, tuple(keys)) for (author, licence), keys in sorted(made.items()))


def open_picture_book(own: Path | None = None) -> PictureBook:
    """Return the book of all pictures; `own` is a folder of a study's or a deployment's, made like ours.

    Raises:
        PicturesRefusedError: a picture or its entry has a fault.
    """
    book = _our_book()
    return book.and_those_of(PictureBook.load(own)) if own is not None else book


@cache
def _our_book() -> PictureBook:
    """Read what is installed, which does not change while it is used."""
    return PictureBook.load().and_those_of(PictureBook.load(SHARE_ALIKE))


def _read_manifest(folder: Path) -> tuple[Mapping[str, Any], tuple[Fault, ...]]:
    try:
        return tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8")), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        fault = Fault(
            "PICTURES_UNREADABLE",
            MANIFEST,
            f"The list of pictures cannot be read: {type(error).__name__}.",
            f"Put a {MANIFEST} of sound TOML into the folder; docs/how-to/bring-your-own-pictures.md has one to copy.",
        )
        return {}, (fault,)


def _find_faults(manifest: Mapping[str, Any], folder: Path) -> Iterator[Fault]:
    entries = manifest.get("picture", [])
    languages = list(manifest.get("alt_state", {}))
    if SOURCE_LANGUAGE not in languages:
        yield Fault("PICTURE_FIELD_EMPTY", "alt_state", "The state of the English texts is not given.", "Add it.")
    for key, times in Counter(entry.get("key", "") for entry in entries).items():
        if times > 1:
            yield Fault("PICTURE_DUPLICATED", key, f"The key {key!r} stands {times} times.", "Give each its own key.")
    for entry in entries:
        yield from _find_entry_faults(entry, languages)
        if entry.get("file"):
            yield from _find_file_faults(entry.get("key", ""), folder, folder / entry["file"])


def _find_entry_faults(entry: Mapping[str, Any], languages: list[str]) -> Iterator[Fault]:
    key = entry.get("key", "")
    for field in ("key", "file", "author", "licence", "source"):
        if not entry.get(field):
            yield Fault("PICTURE_FIELD_EMPTY", key or "picture", f"{field} is empty.", "Every picture has one.")
    for language in languages:
        if not entry.get("alt", {}).get(language):
            yield Fault(
                "PICTURE_ALT_MISSING", f"{key}.alt.{language}", "Nothing says what it shows.", "Write a few words."
            )
    if entry.get("licence") and entry["licence"] not in LICENCES:
        yield Fault(
            "PICTURE_LICENCE_UNKNOWN",
            f"{key}.licence",
            f"{entry['licence']!r} is not a licence under which pictures may be passed on.",
            f"Use a picture under one of: {', '.join(sorted(LICENCES))}.",
        )


def _find_file_faults(key: str, folder: Path, file: Path) -> Iterator[Fault]:
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        yield Fault("PICTURE_FILE_MISSING", key, f"There is no file {file.name}.", "Add it, or correct the name.")
        return
    markup = file.read_text(encoding="utf-8")
    size = len(markup.encode())
    if size > LARGEST_BYTES:
        yield Fault(
            "PICTURE_TOO_LARGE", key, f"It has {size} bytes; {LARGEST_BYTES} are allowed.", "Use a simpler drawing."
        )
    try:
        ET.fromstring(markup)  # noqa: S314 - our own pictures; expat limits entity growth
    except ET.ParseError as error:
        yield Fault("PICTURE_MALFORMED", key, f"It cannot be read: {error}.", "Mend the drawing.")
    if not markup.startswith(_OPENING) or _UNSAFE.search(markup):
        yield Fault(
            "PICTURE_UNSAFE",
            key,
            "It is not a plain drawing: it has a script, a style, an id, a class or an address, or begins otherwise.",
            f"Begin with {_OPENING!r} and keep only shapes.",
        )
    if _COLOUR.search(markup):
        yield Fault(
            "PICTURE_COLOURED",
            key,
            "It has a colour of its own, which would be lost on some backgrounds.",
            'Use "currentColor" and "none" only.',
        )
