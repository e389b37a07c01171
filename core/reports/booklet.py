"""An instrument as a booklet to answer with a pen. It has room for a study number, and never for a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.accessibility.documents import (
    AnswerBoxes,
    AnswerLines,
    Block,
    BoxGroup,
    Document,
    Facts,
    Heading,
    PageBreak,
    PaperAnswer,
    PaperQuestion,
    Paragraph,
    Picture,
    render,
)
from alongside.accessibility.pictures.qr import qr_svg
from alongside.core.reports.parts import need_labels, write_help

SQUARE_MILLIMETRES = {False: 26, True: 36}
"""The side of the square code, by whether the print is large."""
LINES_FOR_MORE = 8
CODE_LANGUAGE = "en"
NUMBER_BOXES = 10
"""Enough for the longest prefix, four figures, the check letter and a child's figure."""
# The keys of `Booklet.labels`; their English is in locales/en/paper.toml, text id `paper.<key>`.
LABELS = (
    "title",
    "how",
    "help",
    "done",
    "study_number",
    "square_code",
    "square_code_alt",
    "date",
    "questions",
    "why",
    "lines",
    "more",
    "more_words",
    "thanks",
    "for_team",
    "form",
    "version",
    "language",
    "page",
)


@dataclass(frozen=True, slots=True)
class Booklet:
    """Everything that a booklet says, in the person's language.

    `how` and `done_lines` are paragraphs; with `help_blank` there is a line to write a telephone number on.
    `date_boxes` and `number_boxes` say what the boxes are. `study_number` empty = there are boxes for it. `code`
    is all that the square code holds. `notices` are lines of the licence for the first and the last page and the
    foot of every page. `labels` has the keys of LABELS, of which `page` holds `{page}` and `{pages}`.
    """

    heading: str
    about: str
    how: tuple[str, ...]
    help_line: str
    help_blank: bool
    done_lines: tuple[str, ...]
    why: tuple[str, ...]
    questions: tuple[PaperQuestion, ...]
    study_number: str
    code: str
    date_boxes: tuple[BoxGroup, ...]
    number_boxes: BoxGroup
    form: str
    version: str
    language: str
    language_name: str
    labels: Mapping[str, str]
    notices: tuple[str, str, str] = ("", "", "")


def render_booklet(booklet: Booklet, *, large_print: bool, created_at: datetime) -> bytes:
    """Return the booklet as a tagged PDF; raises DocumentError when a label is missing."""
    need_labels("booklet", booklet.labels, LABELS, booklet.language)
    return render(
        Document(
            title=booklet.labels["title"],
            language=booklet.language,
            blocks=tuple(_write_blocks(booklet, large_print=large_print)),
            footer="\n".join(filter(None, (_number_line(booklet), booklet.notices[2]))),
            large_print=large_print,
            page_words=booklet.labels["page"],
        ),
        created_at=created_at,
    )


def _number_line(booklet: Booklet) -> str:
    return f"{booklet.labels['study_number']}: {booklet.study_number}" if booklet.study_number else ""


def _write_blocks(booklet: Booklet, *, large_print: bool) -> Iterator[Block]:
    words = booklet.labels
    yield from _write_cover(booklet)
    yield PageBreak()
    yield Heading(2, words["questions"])
    if booklet.why:
        yield Heading(3, words["why"])
        yield from (Paragraph(line) for line in booklet.why)
    if booklet.notices[0]:
        yield Paragraph(booklet.notices[0])
    yield from booklet.questions
    lines = PaperAnswer(AnswerLines(LINES_FOR_MORE, words["lines"]))
    yield PaperQuestion(words["more"], answers=(lines,), notes=(words["more_words"],))
    yield Paragraph(words["thanks"])
    if booklet.notices[1]:
        yield Paragraph(booklet.notices[1])
    about = (
        (words["form"], booklet.form),
        (words["version"], booklet.version),
        (words["language"], booklet.language_name),
    )
    yield PaperQuestion(words["for_team"], notes=tuple(f"{label} {value}" for label, value in about))
    if booklet.study_number:
        yield Paragraph(words["square_code"])
        yield Paragraph(booklet.code, language=CODE_LANGUAGE)
        square = qr_svg(booklet.code).encode()
        yield Picture(square, words["square_code_alt"], width=SQUARE_MILLIMETRES[large_print])


def _write_cover(booklet: Booklet) -> Iterator[Block]:
    words = booklet.labels
    yield Heading(1, booklet.heading)
    if booklet.about:
        yield Paragraph(booklet.about)
    if booklet.study_number:
        yield Facts(((words["study_number"], booklet.study_number),))
    else:
        yield PaperQuestion(words["study_number"], answers=(PaperAnswer(AnswerBoxes((booklet.number_boxes,))),))
    yield PaperQuestion(words["date"], answers=(PaperAnswer(AnswerBoxes(booklet.date_boxes)),))
    yield Heading(2, words["how"])
    yield from (Paragraph(line) for line in booklet.how)
    yield Heading(2, words["help"])
    yield from write_help(booklet.help_line, words["lines"] if booklet.help_blank else "")
    yield Heading(2, words["done"])
    yield from (Paragraph(line) for line in booklet.done_lines)
