"""What is answered with a pen: structure, and what stays together on a page."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from alongside.accessibility.documents import (
    AnswerBoxes,
    AnswerLines,
    AnswerOptions,
    AnswerSteps,
    Block,
    BoxGroup,
    Document,
    DocumentError,
    Heading,
    PaperAnswer,
    PaperOption,
    PaperQuestion,
    Paragraph,
    SpokenOptions,
    render,
)
from alongside.accessibility.documents.read_back import ReadElement, read_structure
from tests.support.pdfs import faults_of_pdf

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOX = "Empty box"
OPTIONS = AnswerOptions((PaperOption("Never", "never"), PaperOption("Often", "often")), BOX)
QUESTION = PaperQuestion(
    "How often?",
    number="12",
    answers=(PaperAnswer(OPTIONS, hint="Tick one box."),),
    code="how_often",
    opening=("This is hard.", "Why we ask."),
    before=("Only if:",),
    notes=("Think of today.",),
)


def made(*blocks: Block, language: str = "en", large_print: bool = False) -> bytes:
    document = Document("Booklet", language, (Heading(1, "Booklet"), *blocks), large_print=large_print)
    return render(document, created_at=NOON)


def read(*blocks: Block) -> list[ReadElement]:
    return list(read_structure(made(*blocks)).walk())


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize(
    "answer",
    [
        OPTIONS,
        AnswerBoxes((BoxGroup("Day", 2, "Day: 2 boxes"), BoxGroup("Year", 4, "Year: 4 boxes")), "a unit"),
        AnswerBoxes((BoxGroup("", 3, "3 boxes"),)),
        AnswerLines(3, "Lines"),
        AnswerSteps(tuple(map(str, range(11))), ("0 means: low", "10 means: high"), BOX),
    ],
    ids=["options", "date", "number", "lines", "steps"],
)
def test_every_kind_of_answer_passes_two_checkers(answer: object, language: str, size: str) -> None:
    question = PaperQuestion("How?", number="1", answers=(PaperAnswer(answer),), code="how")  # type: ignore[arg-type]  # each is an answer
    assert faults_of_pdf(made(question, language=language, large_print=size == "large")) == []


def test_spoken_options_pass_two_checkers() -> None:
    assert faults_of_pdf(made(SpokenOptions((("1", "Never"), ("2", "Often"))), language="ur", large_print=True)) == []


def test_a_question_is_read_in_the_order_in_which_it_is_answered() -> None:
    texts = [element.text or element.alt for element in read(QUESTION) if element.text or element.alt]
    assert texts == [
        *("Booklet", "This is hard.", "Why we ask.", "Only if:", "12", "How often?", "how_often", "Think of today."),
        *("Tick one box.", BOX, "Never", "never", BOX, "Often", "often"),
    ]


def test_each_option_is_an_item_of_a_list_with_its_box_as_label() -> None:
    elements = read(QUESTION)
    roles = Counter(element.role for element in elements)
    assert (roles["L"], roles["LI"], roles["Lbl"], roles["LBody"], roles["Figure"]) == (1, 2, 2, 2, 2)
    item = next(element for element in elements if element.role == "LI")
    assert [kid.role for kid in item.kids] == ["Lbl", "LBody"]
    assert [kid.alt for kid in item.kids[0].kids] == [BOX]


def test_a_code_is_english_in_every_language() -> None:
    elements = read_structure(made(QUESTION, language="ur")).walk()
    assert {one.text for one in elements if one.language == "en"} == {"how_often", "never", "often"}


def pages_of(content: bytes, words: str) -> list[set[int]]:
    groups = [one for one in read_structure(content).walk() if one.role == "Div"]
    found = [group for group in groups if any(words in kid.text for kid in group.walk())]
    return [{page for kid in group.walk() for page, _ in kid.marks} for group in found]


@pytest.mark.parametrize("lines", range(20, 40))
def test_a_question_never_parts_wherever_on_the_page_it_begins(lines: int) -> None:
    content = made(*(Paragraph("A line") for _ in range(lines)), QUESTION)
    assert [len(pages) for pages in pages_of(content, "How often?")] == [1]


def test_what_no_page_holds_parts_between_its_answers() -> None:
    options = AnswerOptions(tuple(PaperOption(f"Option {place}") for place in range(15)), BOX)
    answers = tuple(PaperAnswer(options, heading=f"Person {place}") for place in range(4))
    content = made(Paragraph("Before"), PaperQuestion("Who lives there?", answers=answers))
    lists = [one for one in read_structure(content).walk() if one.role == "L"]
    assert [len({page for kid in one.walk() for page, _ in kid.marks}) for one in lists] == [1, 1, 1, 1]


def test_options_that_no_page_holds_part_between_them() -> None:
    options = AnswerOptions(tuple(PaperOption(f"Option {place}") for place in range(90)), BOX)
    (pages,) = pages_of(made(PaperQuestion("Which?", answers=(PaperAnswer(options),))), "Which?")
    assert len(pages) > 2


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (PaperQuestion(" "), "needs words"),
        (PaperQuestion("Q", answers=(PaperAnswer(AnswerLines(1, "")),)), "words that stand for them"),
        (PaperQuestion("Q", answers=(PaperAnswer(AnswerBoxes((BoxGroup("Day", 2, ""),))),)), "words that stand for"),
        (PaperQuestion("Q", answers=(PaperAnswer(AnswerOptions((), "")),)), "words that stand for them"),
        (SpokenOptions(()), "a number and words"),
        (SpokenOptions((("1", ""),)), "a number and words"),
    ],
)
def test_what_somebody_who_cannot_see_would_miss_is_refused(block: Block, why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        made(block)
