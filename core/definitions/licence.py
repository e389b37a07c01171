"""Who owns an instrument's wording, what may be done with it, and what its holder allowed one deployment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

BESIDE_ITEMS = frozenset({"comment", "explanation", "audio", "skip"})
"""What a holder may let stand beside an item."""
MODES = ("web", "paper", "telephone", "face_to_face")
"""The ways of asking that a licence may name."""
WEB = "web"
"""The mode of our pages: without it a pack is of no use here."""
PAPER = "paper"
"""The mode of printed booklets."""
TELEPHONE = "telephone"
"""The mode of a call; cards to answer it with are printed, and need both."""

NoticePlace = Literal["first", "every", "last"]
NOTICE_PLACES: tuple[NoticePlace, ...] = get_args(NoticePlace)
"""Where the copyright line stands: on the page before the first item, on every page, on the page after the last."""


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


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """What the holder allowed this deployment, as the text pack says it.

    `reference` is the holder's number or letter. The first and the last day both count; `expires` None = it has no end.
    `notice` is the copyright line, shown at the places of `notice_on`.
    """

    holder: str
    reference: str
    modes: tuple[str, ...]
    languages: tuple[str, ...]
    valid_from: date
    expires: date | None
    beside_items: frozenset[str] = frozenset()
    notice: str = ""
    notice_on: tuple[NoticePlace, ...] = ("every",)

    def is_in_force(self, day: date) -> bool:
        """Return whether the words may be shown on a day."""
        return self.valid_from <= day and (self.expires is None or day <= self.expires)

    def allows(self, modes: Collection[str]) -> bool:
        """Return whether the words may be asked in each of these ways."""
        return set(modes) <= set(self.modes)

    def days_left(self, day: date) -> int | None:
        """Return how many more days the words may be shown, this one counted; None = without end."""
        return None if self.expires is None else max(0, (self.expires - day).days + 1)

    def shows_notice(self, place: NoticePlace) -> bool:
        """Return whether the copyright line stands at a place."""
        return bool(self.notice) and (place in self.notice_on or "every" in self.notice_on)


OWN_WORDING = Licence(
    holder="The Alongside contributors",
    spdx="CC-BY-4.0",
    wording_may_ship=True,
    beside_items=BESIDE_ITEMS,
)
"""Our own words, free for all."""
