"""Sheets to keep, on paper or as a file: what people are told, the notice of privacy, and "is this for me?".

Every word comes in translated. In easy read each idea has its picture at its side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alongside.accessibility.documents import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Rule,
    Said,
    TickBox,
    render,
)

LARGE_PICTURE = 55
"""Millimetres of a picture that explains something; it grows with the print."""
WAY_WIDTH, WAY_WIDTH_EASY = 166, 115
"""Millimetres of the picture of where somebody is: the width of the text, or less for that of easy read, which is higher."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Words with the SVG picture beside them, or none, and the number under which they can be asked about, or none."""

    words: str
    picture: bytes = b""
    number: str = ""
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the ideas below it, or facts: labels with their values."""

    heading: str
    ideas: tuple[Idea, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the words of any sheet. `title` is all that the file tells of itself: nothing about anybody."""

    title: str
    language: str
    footer: str
    page_words: str
    large_print: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of parts that are read one after the other; `record` is about the words themselves and comes last."""

    heading: str
    introduction: tuple[Idea, ...]
    parts: tuple[Part, ...]
    record: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """One page that helps to decide: what to know, then questions to think about. `empty_box` is what a box is called."""

    heading: str
    introduction: tuple[Idea, ...]
    points: tuple[tuple[str, Idea], ...]
    whom_to_ask: str
    thinking: str
    questions: tuple[str, ...]
    empty_box: str


@dataclass(frozen=True, slots=True)
class WaySheet:
    """Where somebody is: the picture with its width in millimetres, the same in words, and every step."""

    heading: str
    picture: bytes
    width: float
    words: str
    steps_heading: str
    steps: tuple[tuple[str, Idea], ...]


def render_sheet(sheet: Sheet, frame: Frame) -> bytes:
    """Return a sheet of parts as a tagged PDF."""
    return _render(frame, _sheet_blocks(sheet))


def render_decision_sheet(sheet: DecisionSheet, frame: Frame) -> bytes:
    """Return "is this for me?" as a tagged PDF."""
    return _render(frame, _decision_blocks(sheet))


def render_way_sheet(sheet: WaySheet, frame: Frame) -> bytes:
    """Return where somebody is as a tagged PDF."""
    return _render(frame, _way_blocks(sheet))


def _render(frame: Frame, blocks: Iterator[Block]) -> bytes:
    return render(
        Document(
            title=frame.title,
            language=frame.language,
            blocks=tuple(blocks),
            footer=frame.footer,
            large_print=frame.large_print,
            page_words=frame.page_words,
        ),
        created_at=frame.created_at,
    )


def _idea(idea: Idea) -> Block:
    if idea.picture and idea.is_large:
        return Said(idea.words, idea.picture, number=idea.number, width=LARGE_PICTURE)
    if idea.picture or idea.number:
        return Said(idea.words, idea.picture, number=idea.number)
    return Paragraph(idea.words)


def _sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    yield Heading(1, sheet.heading)
    yield from map(_idea, sheet.introduction)
    for part in sheet.parts:
        yield Heading(part.level, part.heading)
        yield from map(_idea, part.ideas)
        if part.facts:
            yield Facts(part.facts)
    if sheet.record:
        yield Rule()
        yield Facts(sheet.record)


def _decision_blocks(sheet: DecisionSheet) -> Iterator[Block]:
    yield Heading(1, sheet.heading)
    yield from map(_idea, sheet.introduction)
    for heading, idea in sheet.points:
        yield Said(idea.words, idea.picture, heading=heading)
    yield Paragraph(sheet.whom_to_ask)
    yield Heading(2, sheet.thinking)
    for question in sheet.questions:
        yield TickBox(question, "empty", sheet.empty_box)


def _way_blocks(sheet: WaySheet) -> Iterator[Block]:
    yield Heading(1, sheet.heading)
    yield Picture(sheet.picture, sheet.words, width=sheet.width)
    yield Paragraph(sheet.words)
    yield Heading(2, sheet.steps_heading)
    for heading, idea in sheet.steps:
        if idea.words:
            yield Said(idea.words, idea.picture, heading=heading, level=3)
        else:
            yield Said(heading, idea.picture) if idea.picture else Paragraph(heading)
