"""How a score is made from items: being filled in by the scoring work; `Score` is the part others rely on."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.items import Item


class Score(Protocol):
    """A subscale or a composite."""

    @property
    def code(self) -> str:
        """The name of the score in data."""

    def is_made_from(self, items: set[str], scores: Mapping[str, "Score"]) -> bool:
        """Return whether these items, and scores made before, are all it needs."""

    def faults(self, place: str, items: Mapping[str, Item], scores: list[str]) -> Iterator[Fault]:
        """Yield what is wrong with it."""
