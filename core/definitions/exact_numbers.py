"""Exact numbers, and which of them an answer can have."""

from collections.abc import Sequence
from fractions import Fraction

from alongside.core.definitions.items import Item
from alongside.core.definitions.responses import Ladder, ResponseScale, WholeNumber

Number = int | Fraction
"""An exact number."""
Range = tuple[Number, Number]
"""The lowest and the highest number possible."""


def ends(numbers: Sequence[Number]) -> Range:
    """Return the least and the greatest of some numbers (a range is not walked through)."""
    return (numbers[0], numbers[-1]) if isinstance(numbers, range) else (min(numbers), max(numbers))


def possible_numbers(item: Item) -> Sequence[Number]:
    """Return every number that an answer to the item can have; none when its answers carry no numbers."""
    match item.response:
        case ResponseScale(choices=choices):
            return sorted({choice.value for choice in choices if choice.value is not None})
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return range(low, high + 1)
        case _:
            return ()
