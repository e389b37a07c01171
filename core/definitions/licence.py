"""Who owns an instrument's wording and what may be done with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of an instrument or consent module.

    `wording_may_ship` False = the repository holds no wording: the instrument runs as a skeleton with clearly marked
    stand-in text, and a live study is refused, until a licensed text pack is installed. `beside_items` names what the
    holder lets stand beside an item: "comment", "explanation", "audio", "skip".
    """

    holder: str
    spdx: str
    wording_may_ship: bool
    beside_items: frozenset[str] = frozenset()
    reference: str = ""


OWN_WORDING = Licence(
    holder="The Alongside contributors",
    spdx="CC-BY-4.0",
    wording_may_ship=True,
    beside_items=frozenset({"comment", "explanation", "audio", "skip"}),
)
"""Our own words, free for all."""
