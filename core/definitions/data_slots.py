"""What an instrument needs from a licence holder besides words: files of numbers, and which of them are installed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.definitions.derived_scores import Equation, NormScore
from alongside.core.definitions.scoring import Keyed, Score, Subscale, ValueSet

SOURCE_COLUMNS = ("source", "page")
"""The columns that say where a row was read; each file has them, and no row may leave them empty."""


class DataKind(StrEnum):
    """What a file of numbers says."""

    VALUES = "values"
    KEYING = "keying"
    NORMS = "norms"
    EQUATION = "equation"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a file of this kind has, in any order."""
        own = {
            DataKind.VALUES: ("item", "answer", "value"),
            DataKind.KEYING: ("scale", "item", "answer"),
            DataKind.NORMS: ("score", "sex", "first_month", "last_month", "raw", "norm"),
            DataKind.EQUATION: ("term", "coefficient"),
        }[self]
        return (*own, *SOURCE_COLUMNS)

    @property
    def words(self) -> str:
        """What it is, for staff."""
        return {
            DataKind.VALUES: "value set",
            DataKind.KEYING: "keying",
            DataKind.NORMS: "norms",
            DataKind.EQUATION: "equation",
        }[self]


@dataclass(frozen=True, slots=True)
class DataSlot:
    """A file that an instrument's `scores` wait for, `<name>.csv`."""

    name: str
    kind: DataKind
    scores: tuple[str, ...]

    @property
    def file(self) -> str:
        """What the file is called."""
        return f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class InstalledData:
    """A file by which numbers were made: its slot, the sources that it names, and the hash of its text."""

    name: str
    source: str
    sha256: str


def slots_of(scores: Sequence[Score]) -> tuple[DataSlot, ...]:
    """Return the files that the scores wait for, by name."""
    found: dict[str, DataSlot] = {}
    for code, name, kind in _waiting(scores):
        before = found[name].scores if name in found else ()
        found[name] = DataSlot(name, kind, (*before, code))
    return tuple(found[name] for name in sorted(found))


def _waiting(scores: Sequence[Score]) -> Iterator[tuple[str, str, DataKind]]:
    for score in scores:
        match score:
            case Subscale(transform=ValueSet(slot=slot)) if slot:
                yield score.code, slot, DataKind.VALUES
            case Keyed() | Subscale(slot="keying"):
                yield score.code, score.slot, DataKind.KEYING
            case NormScore():
                yield score.code, score.slot, DataKind.NORMS
            case Equation():
                yield score.code, score.slot, DataKind.EQUATION
            case _:
                pass
