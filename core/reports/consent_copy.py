"""The copy of a consent that a person keeps: what they read, what they said, how they signed, how to change their mind.

Every word comes in translated, so that the copy is wholly in the language in which the person agreed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.accessibility.documents import (
    Block,
    Document,
    Facts,
    Heading,
    Link,
    Paragraph,
    Picture,
    Rule,
    TickBox,
    TickState,
    render,
)
from alongside.accessibility.pictures.qr import qr_svg
from alongside.core.reports.parts import need_labels

SIGNATURE_WIDTH, CODE_WIDTH = 80, 30
"""Millimetres."""
# The keys of `ConsentCopy.labels`; their English is in locales/en/documents.toml, text id `documents.<key>`.
LABELS = (
    "title",
    "introduction",
    "study",
    "part",
    "study_number",
    "answers",
    "signature",
    "signed_name",
    "signature_meaning",
    "signature_method",
    "signed_at_local",
    "signed_at_utc",
    "change_your_mind",
    "change_your_mind_words",
    "contact",
    "information",
    "record",
    "record_words",
    "format",
    "version",
    "content_hash",
    "footer",
    "page",
    "check",
    "check_words",
    "check_alt",
    "seal_field",
)


@dataclass(frozen=True, slots=True)
class CopyStatement:
    """A statement as it was shown, the answer in words, and what follows from the answer.

    `answered_yes` chooses the mark in the box; None, for an answer that is neither yes nor no, prints no box.
    """

    words: str
    answer_words: str
    if_answer_words: str = ""
    answered_yes: bool | None = None


@dataclass(frozen=True, slots=True)
class ConsentCopy:
    """Everything that the copy says, in the person's language.

    `information` is what was read: for each part its heading and its paragraphs. `labels` has the keys of LABELS, of
    which `page` holds `{page}` and `{pages}`. Times are written out by the caller, the local one in the person's way.
    `signature_picture` is a drawn signature as SVG, `signature_alt` the words that stand for it. `facts` are labels and
    values about who was there. `check_url` is the address that says whether the copy is genuine.
    """

    study_title: str
    module_title: str
    statements: tuple[CopyStatement, ...]
    signed_name: str
    signature_meaning: str
    method_words: str
    signed_at_local: str
    signed_at_utc: str
    study_number: str
    version: str
    content_hash: str
    language: str
    format_words: str
    contact_lines: tuple[str, ...]
    labels: Mapping[str, str]
    check_url: str
    information: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signature_picture: bytes = b""
    signature_alt: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def _write_statements(copy: ConsentCopy) -> Iterator[Block]:
    for statement in copy.statements:
        if statement.answered_yes is None:
            answer = "\n".join(filter(None, (statement.answer_words, statement.if_answer_words)))
            yield Facts(((statement.words, answer),))
        else:
            state: TickState = "yes" if statement.answered_yes else "no"
            yield TickBox(statement.words, state, statement.answer_words, statement.if_answer_words)


def _write_blocks(copy: ConsentCopy) -> Iterator[Block]:
    """Put first what a person looks for first: what they said and how to change it; the record's details come last."""
    words = copy.labels
    yield Heading(1, words["title"])
    yield Paragraph(words["introduction"])
    yield Facts(
        (
            (words["study"], copy.study_title),
            (words["part"], copy.module_title),
            (words["study_number"], copy.study_number),
        )
    )
    yield Heading(2, words["answers"])
    yield from _write_statements(copy)
    yield Heading(2, words["signature"])
    if copy.signature_picture:
        yield Picture(copy.signature_picture, copy.signature_alt, width=SIGNATURE_WIDTH)
    yield Facts(
        (
            *(((words["signed_name"], copy.signed_name),) if copy.signed_name else ()),
            (words["signature_meaning"], copy.signature_meaning),
            (words["signature_method"], copy.method_words),
            (words["signed_at_local"], copy.signed_at_local),
            (words["signed_at_utc"], copy.signed_at_utc),
            *copy.facts,
        )
    )
    yield Heading(2, words["change_your_mind"])
    yield Paragraph(words["change_your_mind_words"])
    yield Heading(3, words["contact"])
    yield Paragraph("\n".join(copy.contact_lines))
    if copy.information:
        yield Heading(2, words["information"])
        for title, paragraphs in copy.information:
            yield Heading(3, title)
            yield from (Paragraph(paragraph) for paragraph in paragraphs)
    yield Rule()
    yield Heading(2, words["record"])
    yield Paragraph(words["record_words"])
    yield Facts(
        (
            (words["format"], copy.format_words),
            (words["version"], copy.version),
            (words["content_hash"], copy.content_hash),
        )
    )
    yield Heading(2, words["check"])
    yield Paragraph(words["check_words"])
    yield Picture(qr_svg(copy.check_url).encode(), words["check_alt"], width=CODE_WIDTH)
    yield Link(copy.check_url, copy.check_url)


def render_consent_copy(copy: ConsentCopy, *, large_print: bool, created_at: datetime) -> bytes:
    """Return the copy as a tagged PDF; raises DocumentError when a label is missing."""
    need_labels("consent copy", copy.labels, LABELS, copy.language)
    return render(
        Document(
            title=copy.labels["title"],
            language=copy.language,
            blocks=tuple(_write_blocks(copy)),
            footer=copy.labels["footer"],
            large_print=large_print,
            page_words=copy.labels["page"],
        ),
        created_at=created_at,
        seal_words=copy.labels["seal_field"],
    )
