"""What a person needs so that pages, messages and documents work for them."""

from dataclasses import dataclass

COLOURS = ("light", "cream", "dark", "contrast")
TEXT_SIZES = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class NeedsProfile:
    """Choices that stick: language, easy read, listening, and how the page looks. `text_size` is in per cent.

    `reads` is False for who cannot read the words, or not well enough to decide by them.
    """

    language: str = "en"
    easy_read: bool = False
    listens: bool = False
    text_size: int = 100
    colours: str = "light"
    calm: bool = False
    large_print: bool = False
    reads: bool = True

    @property
    def format(self) -> str:
        """How the words are shown, as stored with each answer."""
        return ("easy" if self.easy_read else "standard") + ("+audio" if self.listens else "")
