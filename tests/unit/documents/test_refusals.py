"""What would make a document unfit is refused, and the message says where."""

from datetime import UTC, datetime

import pytest

from alongside.accessibility.documents import (
    Address,
    Block,
    BulletList,
    Document,
    DocumentError,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
    TickBox,
    render,
)
from alongside.core.definitions.errors import AlongsideError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Heading(2, "Too deep"), "heading level 2 after 0"),
        (Picture(b"<svg/>", " "), "needs words that stand for it"),
        (TickBox("A statement", "yes", ""), "state in words"),
        (Table(("a", "b"), (("1",),), "c"), "needs 2 cells"),
        (Table(("a",), (), "c"), "without rows"),
        (Facts(()), "without rows"),
        (BulletList(()), "without items"),
    ],
)
def test_a_block_that_a_screen_reader_could_not_use_is_refused(block: Block, words: str) -> None:
    with pytest.raises(DocumentError, match=rf"block 1: .*{words}"):
        render(Document("Title", "en-GB", (block,)), created_at=NOON)


@pytest.mark.parametrize("levels", [(1, 3), (1, 1), (2,), (1, 2, 4)])
def test_headings_that_jump_or_start_twice_are_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(DocumentError, match="one level 1 first, no jumps"):
        render(Document("Title", "en-GB", [Heading(level, "x") for level in levels]), created_at=NOON)


def test_an_address_anywhere_but_first_is_refused() -> None:
    blocks = (Paragraph("Hello"), Address(("1 High Street", "Leeds")))
    with pytest.raises(DocumentError, match="block 2: an address"):
        render(Document("Title", "en-GB", blocks), created_at=NOON)


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(DocumentError, match="needs a title"):
        render(Document(" ", "en-GB", ()), created_at=NOON)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(DocumentError, match="time zone"):
        render(Document("Title", "en-GB", ()), created_at=NOON.replace(tzinfo=None))


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(AlongsideError):
        render(Document("Title", "xx-!!", ()), created_at=NOON)
