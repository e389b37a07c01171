"""Cards for answering by telephone: the options of a question in large letters, each with the number to say for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alongside.accessibility.documents import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SpokenOptions,
    render,
)
from alongside.core.reports.parts import write_help


@dataclass(frozen=True, slots=True)
class ResponseCard:
    """One card: its heading, which questions it is for, how to answer, and the options with their numbers."""

    heading: str
    questions: str
    how: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardSet:
    """The cards of one form, after a page that says what they are for. `page` holds `{page}` and `{pages}`.

    `help_blank` is empty, or the words for a line on which a telephone number is written.
    """

    title: str
    heading: str
    how: tuple[str, ...]
    help_heading: str
    help_line: str
    help_blank: str
    cards: tuple[ResponseCard, ...]
    language: str
    page: str
    footer: str = ""


def render_cards(cards: CardSet, *, created_at: datetime) -> bytes:
    """Return the cards as a tagged PDF in large print, one on each page."""
    return render(
        Document(
            title=cards.title,
            language=cards.language,
            blocks=tuple(_write_blocks(cards)),
            footer=cards.footer,
            large_print=True,
            page_words=cards.page,
        ),
        created_at=created_at,
    )


def _write_blocks(cards: CardSet) -> Iterator[Block]:
    yield Heading(1, cards.heading)
    yield from (Paragraph(line) for line in cards.how)
    yield Heading(2, cards.help_heading)
    yield from write_help(cards.help_line, cards.help_blank)
    for card in cards.cards:
        yield PageBreak()
        yield Heading(2, card.heading)
        yield Paragraph(card.questions, emphasis=True)
        yield from (Paragraph(line) for line in card.how)
        yield SpokenOptions(card.options)
