"""Into how many parts a text message may fall: one, or what the list of exceptions allows, each with its reason.

An alphabet of 160 characters takes every English text in one part. Other alphabets leave 70 in one part and 67 in each of
several. A link of ours is 59 characters where the server's name has 16: the rest of one part, 11 characters, does not
hold the number to ring, let alone words. A bare link is what people are warned of, so those texts take two parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from alongside.core.definitions.messages import MessageReason

LINK_TAKES_THE_ROOM: Final = "The link and the number to ring fill 70 characters, and a bare link looks like a trap."
ALPHABETS_OF_70: Final = frozenset({"ar", "bn", "gu", "pa", "pl", "ro", "ta", "ti", "uk", "ur"})
"""Languages with letters that the alphabet of 160 lacks; Polish and Romanian are among them for their accents."""
_WITH_A_LINK = frozenset(
    {
        MessageReason.APPOINTMENT,
        MessageReason.APPOINTMENT_MOVED,
        MessageReason.CONSENT_COPY_READY,
        MessageReason.CONSENT_AGAIN,
        MessageReason.NEWS_READY,
        MessageReason.INVITATION,
        MessageReason.PART_DUE,
        MessageReason.PART_OVERDUE,
        MessageReason.THANK_YOU,
        MessageReason.WHERE_YOU_ARE,
        MessageReason.CHECK_IN,
    }
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """More parts than one, and why they are worth it."""

    segments: int
    why: str


EXCEPTIONS: Final[Mapping[tuple[str, MessageReason], Allowance]] = {
    (language, reason): Allowance(2, LINK_TAKES_THE_ROOM) for language in ALPHABETS_OF_70 for reason in _WITH_A_LINK
}
"""By language and reason; whatever is not here is one part."""


def most_segments(reason: MessageReason, language: str) -> int:
    """Return into how many parts a text of this reason may fall in a language."""
    allowed = EXCEPTIONS.get((language, reason))
    return allowed.segments if allowed else 1
