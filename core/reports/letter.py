"""A letter as a PDF: the first page shows nothing but the address, the words begin on the next one.

Printed on both sides it is one sheet, and nothing but the address can show through an envelope's window.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alongside.accessibility.documents import (
    Address,
    Block,
    Document,
    DocumentError,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Picture,
    render,
)
from alongside.accessibility.pictures.qr import qr_svg

MOST_LINES = 7
"""More lines of an address do not show in the window."""
SQUARE_MILLIMETRES = {False: 38, True: 50}
"""The side of the square code, by whether the print is large."""
_LINK = re.compile(r"https?://\S+")
_SCHEME = re.compile(r"https?://")


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What stands on a letter beside the message: `page` holds `{page}` and `{pages}`; `title` is all that the file tells."""

    title: str
    square_code: str
    square_code_alt: str
    type_address: str
    page: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language. In the body an empty line parts paragraphs, and a link has its own line."""

    address: tuple[str, ...]
    heading: str
    body: str
    language: str
    words: LetterWords


def render_letter(letter: Letter, *, large_print: bool, created_at: datetime) -> bytes:
    """Return the letter as a tagged PDF.

    Raises:
        DocumentError: the address has no line or more than the window shows, or a letter that no typeface of ours has.
    """
    if not 1 <= len(letter.address) <= MOST_LINES:
        raise DocumentError(f"The address of a letter needs 1 to {MOST_LINES} lines.")
    return render(
        Document(
            title=letter.words.title,
            language=letter.language,
            blocks=tuple(_write_blocks(letter, large_print=large_print)),
            large_print=large_print,
            page_words=letter.words.page,
        ),
        created_at=created_at,
    )


def _write_blocks(letter: Letter, *, large_print: bool) -> Iterator[Block]:
    yield Address(letter.address)
    yield PageBreak()
    yield Heading(1, letter.heading)
    for paragraph in letter.body.split("\n\n"):
        plain: list[str] = []
        for line in paragraph.strip().splitlines():
            if _LINK.fullmatch(line.strip()) is None:
                plain.append(line)
                continue
            if plain:
                yield Paragraph("\n".join(plain))
            plain.clear()
            yield from _write_link(letter.words, line.strip(), large_print=large_print)
        if plain:
            yield Paragraph("\n".join(plain))


def _write_link(words: LetterWords, link: str, *, large_print: bool) -> Iterator[Block]:
    """Offer a link to who has a camera, to who types, and to who reads the file on a screen."""
    yield Paragraph(words.square_code)
    yield Picture(qr_svg(link).encode(), words.square_code_alt, width=SQUARE_MILLIMETRES[large_print])
    yield Paragraph(words.type_address)
    yield Link(_SCHEME.sub("", link), link)
