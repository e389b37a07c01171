"""What a document says: frozen values with words in them, and nothing about how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from alongside.accessibility.documents.paper_blocks import PaperBlock, PaperQuestion, SpokenOptions
from alongside.core.definitions.errors import AlongsideError
from alongside.core.languages.direction import direction_of

TickState = Literal["yes", "no", "empty"]


class DocumentError(AlongsideError):
    """The document cannot be made accessible as it is written; the message says which block and how to mend it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 comes first and no level is jumped over."""

    level: int
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of another language within a paragraph: they are read out in it and keep together in its direction."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, in pieces where some words are of another language; a line feed in the text starts a new line."""

    text: str | Sequence[str | Span]
    language: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order does not matter."""

    items: Sequence[str]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs, shown as a table whose labels are row headers."""

    rows: Sequence[tuple[str, str]]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row, repeated on each page it reaches."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG, PNG or JPEG picture with the words that stand for it; `width` in millimetres."""

    content: bytes
    alt: str
    width: float = 60
    language: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words with a picture at their side, which says the same again: screen readers pass over it.

    `heading` stands above the text, at `level`, and `number` before it. `width` of the picture in millimetres.
    """

    text: str
    picture: bytes = b""
    heading: str = ""
    level: int = 2
    number: str = ""
    width: float = 15
    language: str = ""


@dataclass(frozen=True, slots=True)
class TickBox:
    """A statement with its box.

    `words` says the state in words. They are printed under an answered box, so that the mark never speaks alone; for an
    empty box they are only read out. `more` is printed below them.
    """

    label: str
    state: TickState
    words: str
    more: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A web address, e-mail address or telephone number that can be followed."""

    text: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """The lines of a postal address, placed to show in a DL or C5 window; the first block of a letter."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two parts; screen readers pass over it."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Heading
    | Said
    | Paragraph
    | BulletList
    | Facts
    | Table
    | Picture
    | TickBox
    | Link
    | Address
    | Rule
    | PageBreak
    | PaperBlock
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one main language (`en-GB`, `ur`).

    `page_words` holds the translated page count with `{page}` and `{pages}` in it. Title and author stand in the file's
    properties, where anybody can see them: never a person's name or number.
    """

    title: str
    language: str
    blocks: Sequence[Block]
    footer: str = ""
    large_print: bool = False
    author: str = ""
    page_words: str = ""


def is_right_to_left(language: str) -> bool:
    """Whether the language's usual script runs from right to left."""
    return direction_of(language) == "rtl"


def words_of(part: str | Span) -> str:
    """Return the words of a piece of a paragraph."""
    return part if isinstance(part, str) else part.text


def _check_block(block: Block, place: str) -> None:
    match block:
        case Picture(alt=alt) if not alt.strip():
            raise DocumentError(f"{place}: a picture needs words that stand for it (alt).")
        case Said(text=text) if not text.strip():
            raise DocumentError(f"{place}: a picture at the side of no words says nothing; use Picture with its alt.")
        case TickBox(words=words) if not words.strip():
            raise DocumentError(f"{place}: a tick box needs its state in words.")
        case Table(header=header, rows=rows) if any(len(row) != len(header) for row in rows):
            raise DocumentError(f"{place}: each row of a table needs {len(header)} cells, as the header has.")
        case Table(rows=rows) | Facts(rows=rows) if not rows:
            raise DocumentError(f"{place}: a table without rows says nothing; leave it out.")
        case Paragraph(text=parts) if not isinstance(parts, str) and not all(map(words_of, parts)):
            raise DocumentError(f"{place}: a piece of a paragraph without words says nothing; leave it out.")
        case BulletList(items=items) if not items:
            raise DocumentError(f"{place}: a list without items says nothing; leave it out.")
        case PaperQuestion() | SpokenOptions() if block.lacks:
            raise DocumentError(f"{place}: {block.lacks}")
        case _:
            return


def check_document(document: Document) -> None:
    """Raise DocumentError for what would make the document unfit for a screen reader."""
    if not document.title.strip():
        raise DocumentError("A document needs a title: screen readers say it first.")
    is_right_to_left(document.language)
    level = 0
    for number, block in enumerate(document.blocks, 1):
        place = f"block {number}"
        if isinstance(block, Heading) or (isinstance(block, Said) and block.heading):
            if not 1 <= block.level <= level + 1 or (level and block.level == 1):
                raise DocumentError(f"{place}: heading level {block.level} after {level}; one level 1 first, no jumps.")
            level = block.level
        if isinstance(block, Address) and number > 1:
            raise DocumentError(f"{place}: an address shows in the window only as the first block.")
        _check_block(block, place)
