"""When an item is asked: a small closed algebra that can be tested, said in words, and asked which items it needs."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from alongside.core.definitions.responses import Value


class Answers(Protocol):
    """What a condition may look at."""

    def value(self, item: str) -> Value | None:
        """Return what was answered, or None when there is no answer."""

    def number(self, item: str) -> int | None:
        """Return the answer as a number (a choice's score, a whole number), or None when it has none."""


class Condition(ABC):
    """Something that is true or false of a set of answers. Combine with `&`, `|` and `~`."""

    __slots__ = ()

    @abstractmethod
    def test(self, answers: Answers) -> bool:
        """Return whether the condition holds. A missing operand makes an order comparison false."""

    @abstractmethod
    def in_words(self) -> str:
        """Say the condition in English, for researchers."""

    @abstractmethod
    def refers_to(self) -> frozenset[str]:
        """Return the codes of the items that the condition looks at."""

    def __and__(self, other: "Condition") -> "Condition":
        return AllOf((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        return Not(self)


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """The item was answered with exactly this."""

    item: str
    wanted: str | int

    def test(self, answers: Answers) -> bool:
        """Compare the answer, or its number where a number is wanted."""
        got = answers.number(self.item) if isinstance(self.wanted, int) else answers.value(self.item)
        return got is not None and got == self.wanted

    def in_words(self) -> str:
        """Say it."""
        return f"{self.item} is {self.wanted}"

    def refers_to(self) -> frozenset[str]:
        """Return the one item."""
        return frozenset({self.item})


@dataclass(frozen=True, slots=True)
class Compares(Condition):
    """The item's number stands in an order to another number."""

    item: str
    operator: str
    bound: int

    def test(self, answers: Answers) -> bool:
        """Compare; false when the item has no number."""
        number = answers.number(self.item)
        return number is not None and _ORDER[self.operator](number, self.bound)

    def in_words(self) -> str:
        """Say it."""
        return f"{self.item} is {self.operator} {self.bound}"

    def refers_to(self) -> frozenset[str]:
        """Return the one item."""
        return frozenset({self.item})


_ORDER: dict[str, Callable[[int, int], bool]] = {
    "at least": lambda number, bound: number >= bound,
    "at most": lambda number, bound: number <= bound,
    "more than": lambda number, bound: number > bound,
    "less than": lambda number, bound: number < bound,
}


@dataclass(frozen=True, slots=True)
class Includes(Condition):
    """Among the options chosen is this one."""

    item: str
    choice: str

    def test(self, answers: Answers) -> bool:
        """Look among the chosen options."""
        value = answers.value(self.item)
        return isinstance(value, tuple) and self.choice in value

    def in_words(self) -> str:
        """Say it."""
        return f"{self.item} includes {self.choice}"

    def refers_to(self) -> frozenset[str]:
        """Return the one item."""
        return frozenset({self.item})


@dataclass(frozen=True, slots=True)
class IsAnswered(Condition):
    """The item has an answer."""

    item: str

    def test(self, answers: Answers) -> bool:
        """Look whether there is one."""
        return answers.value(self.item) is not None

    def in_words(self) -> str:
        """Say it."""
        return f"{self.item} is answered"

    def refers_to(self) -> frozenset[str]:
        """Return the one item."""
        return frozenset({self.item})


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    def test(self, answers: Answers) -> bool:
        """Test every part."""
        return all(part.test(answers) for part in self.parts)

    def in_words(self) -> str:
        """Say every part."""
        return "(" + " and ".join(part.in_words() for part in self.parts) + ")"

    def refers_to(self) -> frozenset[str]:
        """Return the items of every part."""
        return frozenset().union(*(part.refers_to() for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def test(self, answers: Answers) -> bool:
        """Test until one holds."""
        return any(part.test(answers) for part in self.parts)

    def in_words(self) -> str:
        """Say every part."""
        return "(" + " or ".join(part.in_words() for part in self.parts) + ")"

    def refers_to(self) -> frozenset[str]:
        """Return the items of every part."""
        return frozenset().union(*(part.refers_to() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def test(self, answers: Answers) -> bool:
        """Turn the part's truth round."""
        return not self.part.test(answers)

    def in_words(self) -> str:
        """Say the part, denied."""
        return f"not {self.part.in_words()}"

    def refers_to(self) -> frozenset[str]:
        """Return the items of the part."""
        return self.part.refers_to()


@dataclass(frozen=True, slots=True)
class answer:  # noqa: N801 - reads as a word of the definition language: answer("sleep_wake").at_least(1)
    """The answer to one item, from which conditions are made."""

    item: str

    def is_(self, wanted: str | int) -> Condition:
        """Hold when the answer is this choice code, or has this number."""
        return Is(self.item, wanted)

    def at_least(self, bound: int) -> Condition:
        """Hold when the answer's number is this or more."""
        return Compares(self.item, "at least", bound)

    def at_most(self, bound: int) -> Condition:
        """Hold when the answer's number is this or less."""
        return Compares(self.item, "at most", bound)

    def more_than(self, bound: int) -> Condition:
        """Hold when the answer's number is more than this."""
        return Compares(self.item, "more than", bound)

    def less_than(self, bound: int) -> Condition:
        """Hold when the answer's number is less than this."""
        return Compares(self.item, "less than", bound)

    def includes(self, choice: str) -> Condition:
        """Hold when this option is among those chosen."""
        return Includes(self.item, choice)

    def answered(self) -> Condition:
        """Hold when there is an answer."""
        return IsAnswered(self.item)
