"""The first file of a text pack, `pack.toml`: for which instrument, version and forms, and the licence record."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.licence import BESIDE_ITEMS, MODES, NOTICE_PLACES, LicenceRecord

PACK_FILE = "pack.toml"
WITHOUT_END = "never"

Check = Callable[[object], bool]


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_words, value))


def _is_open_list(value: object) -> bool:
    return value == [] or _is_list(value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_end(value: object) -> bool:
    return _is_day(value) or value == WITHOUT_END


_A_LIST = 'a list of words in quotes, such as ["web"]'
_A_DAY = "a day without quotes, such as 2026-03-25"
KEYS: Mapping[str, tuple[Check, str]] = {
    "instrument": (_is_words, "the instrument's code in quotes"),
    "version": (_is_words, 'the beginning of its version in quotes, such as "1" or "1.0"'),
    "forms": (_is_open_list, 'a list of form codes in quotes, such as ["all"], or [] for tables alone'),
}
LICENCE_KEYS: Mapping[str, tuple[Check, str]] = {
    "holder": (_is_words, "who holds the rights, in quotes"),
    "reference": (_is_words, "the number or letter of the permission, in quotes"),
    "modes": (_is_list, _A_LIST),
    "languages": (_is_open_list, 'a list of language tags in quotes, such as ["en"], or [] for tables alone'),
    "valid_from": (_is_day, _A_DAY),
    "expires": (_is_end, f'{_A_DAY}, or "{WITHOUT_END}"'),
}
LICENCE_MAY_HAVE: Mapping[str, tuple[Check, str]] = {
    "beside_items": (_is_open_list, 'a list such as ["audio"], or []'),
    "notice": (_is_words, "the copyright line to show, in quotes"),
    "notice_on": (_is_list, 'a list of "first", "every" and "last"'),
}


@dataclass(frozen=True, slots=True)
class PackHead:
    """What `pack.toml` says."""

    instrument: str
    version: str
    forms: tuple[str, ...]
    record: LicenceRecord

    def is_for_version(self, version: str) -> bool:
        """Return whether it is for a version of the instrument: "1" holds for 1.0.0 and 1.4.2, "1.0" for 1.0.0."""
        return f"{version}.".startswith(f"{self.version}.")


def parse_toml(place: str, text: str, faults: list[Fault]) -> dict[str, Any] | None:
    """Return the tables of a file; None, with a fault, when it is not TOML."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(Fault("PACK_NOT_TOML", place, f"The file cannot be read: {error}.", "Correct that line."))
        return None


def read_head(place: str, text: str, faults: list[Fault]) -> PackHead | None:
    """Return what `pack.toml` says, or None; everything that is wrong with it is added to the faults."""
    table = parse_toml(place, text, faults)
    if table is None:
        return None
    licence = table.pop("licence", None)
    found = [*_shape_faults(place, table, KEYS, {})]
    if isinstance(licence, dict):
        found += _shape_faults(f"{place} [licence]", licence, LICENCE_KEYS, LICENCE_MAY_HAVE)
    else:
        found.append(
            _missing(place, "[licence]", "a table with holder, reference, modes, languages, valid_from, expires")
        )
    faults += found
    if found or not isinstance(licence, dict):
        return None
    faults += _word_faults(f"{place} [licence]", licence)
    end = licence["expires"]
    record = LicenceRecord(
        holder=licence["holder"],
        reference=licence["reference"],
        modes=tuple(licence["modes"]),
        languages=tuple(licence["languages"]),
        valid_from=licence["valid_from"],
        expires=None if end == WITHOUT_END else end,
        beside_items=frozenset(licence.get("beside_items", ())) & BESIDE_ITEMS,
        notice=licence.get("notice", ""),
        notice_on=tuple(spot for spot in NOTICE_PLACES if spot in licence.get("notice_on", ("every",))),
    )
    return PackHead(table["instrument"], table["version"], tuple(table["forms"]), record)


def _shape_faults(
    place: str,
    table: Mapping[str, object],
    needed: Mapping[str, tuple[Check, str]],
    allowed: Mapping[str, tuple[Check, str]],
) -> Iterator[Fault]:
    for key, (is_right, what) in {**needed, **allowed}.items():
        if key not in table:
            if key in needed:
                yield _missing(place, key, what)
        elif not is_right(table[key]):
            yield Fault("PACK_VALUE_WRONG", place, f"The value of {key} is not {what}.", f"Write {key} as {what}.")
    for key in table:
        if key not in {**needed, **allowed}:
            yield Fault(
                "PACK_KEY_UNKNOWN",
                place,
                f"{key!r} means nothing here.",
                f"Use {', '.join({**needed, **allowed})}.",
            )


def _missing(place: str, key: str, what: str) -> Fault:
    return Fault("PACK_KEY_MISSING", place, f"{key} is missing.", f"Add {key}: {what}.")


def _word_faults(place: str, licence: Mapping[str, Any]) -> Iterator[Fault]:
    for key, known in (("modes", MODES), ("beside_items", sorted(BESIDE_ITEMS)), ("notice_on", NOTICE_PLACES)):
        for word in licence.get(key, ()):
            if word not in known:
                yield Fault(
                    "PACK_WORD_UNKNOWN", place, f"{word!r} is none of the {key}.", f"Choose from {', '.join(known)}."
                )
