"""Each kind of question on paper, and in which words a condition is printed."""

from dataclasses import replace

import pytest

from alongside.accessibility.documents import AnswerBoxes, AnswerLines, AnswerOptions, AnswerSteps, PaperQuestion
from alongside.core.conduct.paper_questions import PaperWords, condition_words, paper_questions
from alongside.core.conduct.services import FRAMEWORK_WORDS
from alongside.core.definitions.conditions import Condition, answer
from alongside.core.definitions.instrument import WHOLE_FORM, Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.licence import OWN_WORDING
from alongside.core.definitions.responses import (
    CalendarDate,
    Choice,
    Ladder,
    LongText,
    Response,
    ResponseScale,
    SeveralOf,
    ShortText,
    WholeNumber,
)
from alongside.core.engine.wording import Wording, WordsFrom
from alongside.core.languages.sources import sources_from_toml
from alongside.core.languages.textbook import build_text_book

OFTEN = ResponseScale(
    "often", (Choice("never", 0, "Never"), Choice("some", 1, "Sometimes"), Choice("often", 2, "Often"))
)
SEVERAL = SeveralOf(
    "kinds", (Choice("a", None, "Apples"), Choice("b", None, "Bread")), none=Choice("none", None, "None")
)
COUNT = WholeNumber("count", 0, 120, unit="times")
SCALE = Item("scale", "How often?", OFTEN, help="Think of this week.")
KINDS = Item("kinds", "Which?", SEVERAL)
TIMES = Item("times", "How many times?", COUNT)


def instrument_of(*items: Question) -> Instrument:
    return Instrument(
        code="small",
        version="1.0.0",
        title="Small",
        citation="None",
        why_we_ask="To learn.",
        licence=OWN_WORDING,
        about="participant",
        respondents=("parent",),
        minutes=1,
        items=items,
    )


def words_of(instrument: Instrument) -> PaperWords:
    return PaperWords(
        build_text_book((*sources_from_toml(FRAMEWORK_WORDS / "en"), *instrument.texts()), ()), "en", easy_read=False
    )


def printed(*items: Question) -> tuple[PaperQuestion, ...]:
    made = instrument_of(*items)
    wording = Wording(WordsFrom.OWN, made, WHOLE_FORM, "en")
    return paper_questions(made, WHOLE_FORM, wording, words_of(made))


def only_answer(response: Response) -> tuple[str, object]:
    (question,) = printed(Item("asked", "Well?", response))
    (one,) = question.answers
    return one.hint, one.answer


def test_a_question_has_its_number_its_code_and_its_help() -> None:
    first, second = printed(SCALE, KINDS)
    assert (first.number, first.words, first.code, first.notes) == (
        "1",
        "How often?",
        "scale",
        ("Think of this week.",),
    )
    assert (second.number, second.code, second.notes) == ("2", "kinds", ())


def test_one_of_several_options_has_a_box_and_a_code_for_each() -> None:
    hint, made = only_answer(OFTEN)
    assert isinstance(made, AnswerOptions)
    assert (hint, made.box_words) == ("Tick one box.", "Empty box")
    assert [(one.label, one.code) for one in made.options] == [
        ("Never", "never"),
        ("Sometimes", "some"),
        ("Often", "often"),
    ]


def test_several_options_end_with_the_one_that_excludes_the_others() -> None:
    hint, made = only_answer(SEVERAL)
    assert isinstance(made, AnswerOptions)
    assert (hint, [one.code for one in made.options]) == ("Tick all that fit.", ["a", "b", "none"])


def test_a_number_has_as_many_boxes_as_its_highest_and_its_unit() -> None:
    hint, made = only_answer(COUNT)
    assert isinstance(made, AnswerBoxes)
    assert (hint, made.groups[0].count, made.groups[0].words, made.after) == (
        "Write a number.",
        3,
        "3 empty boxes",
        "times",
    )


def test_a_date_has_boxes_for_day_month_and_year() -> None:
    _, made = only_answer(CalendarDate("day"))
    assert isinstance(made, AnswerBoxes)
    assert [(one.label, one.count, one.words) for one in made.groups] == [
        ("Day", 2, "Day: 2 empty boxes"),
        ("Month", 2, "Month: 2 empty boxes"),
        ("Year", 4, "Year: 4 empty boxes"),
    ]


@pytest.mark.parametrize(
    ("response", "lines"), [(ShortText("a", longest=60), 1), (ShortText("a", longest=80), 2), (LongText("a"), 6)]
)
def test_words_have_lines(response: Response, lines: int) -> None:
    assert only_answer(response) == ("Write on the lines.", AnswerLines(lines, "Empty lines to write on"))


def test_a_ladder_has_a_box_for_each_step_and_says_what_the_ends_mean() -> None:
    hint, made = only_answer(Ladder("rung", lowest="Fine", highest="Awful"))
    assert isinstance(made, AnswerSteps)
    assert (hint, list(made.steps)) == ("Tick one number.", [str(step) for step in range(11)])
    assert list(made.ends) == ["0 means: Fine", "10 means: Awful"]


def test_rows_repeat_their_fields_with_codes_as_in_the_export() -> None:
    rows = Rows("home", "Who lives there?", (replace(SCALE, code="who"), TIMES), "Person {number}", at_most=3)
    first, second, third = printed(rows)
    assert (first.words, first.code, first.answers[0].heading) == ("Who lives there?", "home", "Person 1")
    assert [one.code for one in first.answers] == ["who_0", "times_0"]
    assert (second.words, [one.code for one in second.answers]) == ("Person 2", ["who_1", "times_1"])
    assert third.answers[0].heading == ""
    assert first.answers[0].hint == "Think of this week. Tick one box."
    assert second.answers[0].hint == "Tick one box."


def test_of_many_rows_six_are_printed() -> None:
    assert len(printed(Rows("home", "Who?", (TIMES,), "Person {number}", at_most=12))) == 6


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (answer("scale").is_("often"), "Only if you ticked “Often” in question 1:"),
        (answer("scale").is_(0), "Only if you ticked “Never” in question 1:"),
        (answer("scale").at_least(1), "Only if you ticked one of these in question 1: Sometimes / Often"),
        (answer("scale").less_than(1), "Only if you ticked “Never” in question 1:"),
        (answer("kinds").includes("b"), "Only if you ticked “Bread” in question 2:"),
        (
            answer("kinds").includes("a") | answer("kinds").includes("b"),
            "Only if you ticked one of these in question 2: Apples / Bread",
        ),
        (answer("times").at_least(2), "Only if your answer to question 3 is 2 or more:"),
        (answer("times").more_than(2), "Only if your answer to question 3 is 3 or more:"),
        (answer("times").at_most(2), "Only if your answer to question 3 is 2 or less:"),
        (answer("times").less_than(2), "Only if your answer to question 3 is 1 or less:"),
        (answer("scale").answered(), "Only if you answered question 1:"),
        (answer("scale").at_least(5), "If this does not fit you, go on to the next one."),
        (answer("times").is_(2), "If this does not fit you, go on to the next one."),
        (~answer("scale").is_("often"), "If this does not fit you, go on to the next one."),
        (
            answer("scale").is_("often") & answer("times").at_least(1),
            "If this does not fit you, go on to the next one.",
        ),
        (
            answer("scale").is_("often") | answer("kinds").includes("a"),
            "If this does not fit you, go on to the next one.",
        ),
    ],
)
def test_a_condition_is_said_in_one_plain_sentence_or_left_to_who_answers(condition: Condition, said: str) -> None:
    made = instrument_of(SCALE, KINDS, TIMES)
    wording = Wording(WordsFrom.OWN, made, WHOLE_FORM, "en")
    assert condition_words(condition, made.items, wording, words_of(made)) == said
