"""Text packs as small as can be, with invented words: `Invented words 3` stands where a holder's third item would."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.pack_words import answer_keys

WORDS = {"en": "Invented words", "ur": "فرضی الفاظ"}
ANSWERS = {"en": "Invented answer", "ur": "فرضی جواب"}
NOTICE = "An invented copyright line, 2026"
YOUNGER = {"en": "for the first form", "ur": "پہلے فارم کے لیے"}


@dataclass(slots=True)
class InventedPack:
    """A pack before it is written: change what you like, then write it as a folder or a zip."""

    head: dict[str, Any]
    words: dict[str, dict[str, Any]]
    others: dict[str, str] = field(default_factory=dict)

    @property
    def licence(self) -> dict[str, Any]:
        """The licence record."""
        licence: dict[str, Any] = self.head["licence"]
        return licence

    def copy(self) -> "InventedPack":
        """Return one that can be changed by itself."""
        return deepcopy(self)

    def files(self) -> dict[str, str]:
        """Return its files by their path."""
        return {
            "pack.toml": as_toml(self.head),
            **{f"words/{language}.toml": as_toml(table) for language, table in self.words.items()},
            **self.others,
        }

    def write(self, folder: Path) -> Path:
        """Write it as a folder."""
        for path, text in self.files().items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return folder

    def zip(self, file: Path, *, inside: str = "") -> Path:
        """Write it as a zip; `inside` is the name of a folder in it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(file, "w") as archive:
            for path, text in self.files().items():
                archive.writestr(inside + path, text)
        return file


def invent_pack(instrument: Instrument, *languages: str) -> InventedPack:
    """Return a sound pack for all forms of an instrument; an instrument of two forms has one item worded in two ways."""
    wanted = languages or ("en",)
    return InventedPack(
        head={
            "instrument": instrument.code,
            "version": instrument.version.partition(".")[0],
            "forms": [form.code for form in instrument.all_forms],
            "licence": {
                "holder": "An invented holder",
                "reference": "TEST-1",
                "modes": ["web", "paper"],
                "languages": list(wanted),
                "valid_from": date(2026, 1, 1),
                "expires": date(2099, 12, 31),
                "beside_items": [],
                "notice": NOTICE,
            },
        },
        words={language: _invented_words(instrument, language) for language in wanted},
    )


def _invented_words(instrument: Instrument, language: str) -> dict[str, Any]:
    words: dict[str, Any] = {
        "items": {
            question.code: _invented_item(question, f"{WORDS[language]} {number}", language)
            for number, question in enumerate(instrument.items, 1)
        },
        "answers": {
            item.response.code: {key: f"{ANSWERS[language]} {key}" for key in answer_keys(item.response)}
            for item in _plain(instrument.items)
            if answer_keys(item.response)
        },
    }
    first, *others = instrument.all_forms
    if others:
        code = first.items[0]
        number = 1 + list(instrument.by_code).index(code)
        words["forms"] = {first.code: {"items": {code: f"{WORDS[language]} {number}, {YOUNGER[language]}"}}}
    return words


def _invented_item(question: Question, words: str, language: str) -> str | dict[str, Any]:
    if isinstance(question, Rows):
        fields = {item.code: f"{words} {item.code}" for item in question.fields}
        return {"text": words, "row": f"{WORDS[language]} {{number}}", "answers": fields}
    return words


def _plain(questions: tuple[Question, ...]) -> Iterator[Item]:
    for question in questions:
        yield from question.fields if isinstance(question, Rows) else (question,)


def as_toml(table: Mapping[str, Any]) -> str:
    """Return a table as TOML."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_value(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)
