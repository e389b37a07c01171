"""What a person needs so that pages, messages and documents work for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from alongside.core.definitions.ages import completes_month

COLOURS = ("light", "cream", "dark", "contrast")
TEXT_SIZES = (100, 125, 150, 200)
SPACINGS = ("normal", "wide")
"""Wide is the spacing that WCAG 2.2 (1.4.12) names: lines 1.5, paragraphs 2, letters 0.12 and words 0.16 of the letter size."""
FONTS = ("usual", "atkinson", "lexend", "opendyslexic")
"""The letter forms to choose from; the usual one is the device's own."""
YES_OR_NO = ("yes", "no")
HELPS: Final[Mapping[str, tuple[str, ...]]] = {
    "large_print": YES_OR_NO,
    "braille": YES_OR_NO,
    "interpreter": ("spoken", "bsl", "no"),
    "transport": YES_OR_NO,
    "childcare": YES_OR_NO,
    "culture": YES_OR_NO,
}
"""What helps beside the pages, each with its answers, in the order in which it is asked; nobody has to answer."""
REVIEW_MONTHS = 12
"""So long after needs were kept or looked at again, the person is asked whether they still fit."""


@dataclass(frozen=True, slots=True)
class NeedsProfile:
    """Choices that stick: language, easy read, listening, and how the page looks. `text_size` is in per cent.

    `reads` is False for who cannot read the words, or not well enough to decide by them. `reads_aloud` is the wish that
    every page be read out by itself. `calm` pages have no tinted boxes and no drawings beside the words but those of
    easy read, and nothing on them moves; everything that can be read or pressed stays. `helps` is what was answered of
    `HELPS`. `kept_on` is the day on which the needs were last chosen, or found to fit.
    """

    language: str = "en"
    easy_read: bool = False
    listens: bool = False
    text_size: int = 100
    colours: str = "light"
    spacing: str = "normal"
    font: str = "usual"
    calm: bool = False
    reads_aloud: bool = False
    reads: bool = True
    helps: Mapping[str, str] = field(default_factory=dict)
    kept_on: date | None = None

    @property
    def format(self) -> str:
        """How the words are shown, as stored with each answer."""
        return ("easy" if self.easy_read else "standard") + ("+audio" if self.listens else "")

    @property
    def large_print(self) -> bool:
        """Whether letters and documents have large print: as it was answered, else for who has big words on the page."""
        return self.helps.get("large_print", "yes" if self.text_size > TEXT_SIZES[0] else "no") == "yes"

    @property
    def review_on(self) -> date | None:
        """The day by which the needs are to be looked at again."""
        return completes_month(self.kept_on, REVIEW_MONTHS) if self.kept_on else None

    def is_due_again(self, today: date) -> bool:
        """Say whether it is time to ask whether the needs still fit."""
        return self.review_on is not None and today >= self.review_on
