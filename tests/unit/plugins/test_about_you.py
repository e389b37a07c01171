"""About You: sound, kind to whoever would rather not say, and honest about what is blank."""

from datetime import date

import pytest

from alongside import Item, Rows, SeveralOf, answer
from alongside.core.definitions.items import plain_items
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.reading import Accepted, Refused, Unusual, read_answer
from alongside.core.engine.routing import asked_items
from alongside.plugins.instruments.about_you import ABOUT_YOU, alongside_instruments
from alongside.plugins.instruments.growing_up import GROWING_UP

TODAY = date(2026, 6, 15)
FOLLOW_UPS = ("gender_own_words", "languages_home_other", "condition_effect")


def asked(**answers: str | int | tuple[str, ...]) -> list[str]:
    return [item.code for item in asked_items(ABOUT_YOU, "all", AnswerSheet(ABOUT_YOU, "all", answers))]


def item(code: str) -> Item:
    found = ABOUT_YOU.by_code[code]
    assert isinstance(found, Item)
    return found


def test_the_definition_is_sound_and_offered() -> None:
    assert ABOUT_YOU.faults() == []
    assert alongside_instruments() == (ABOUT_YOU,)


def test_without_follow_ups_it_has_thirteen_questions() -> None:
    assert len(asked()) == 13


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (("14", "2", "1996"), Accepted),
        (("14", "2", "1950"), Unusual),
        (("14", "2", "2009"), Unusual),
        (("14", "2", "2017"), Refused),
        (("14", "2", "1920"), Refused),
    ],
)
def test_a_date_of_birth_is_checked_as_it_is_given(given: tuple[str, ...], result: type) -> None:
    assert isinstance(read_answer(item("birth_date"), given, today=TODAY), result)


def test_the_easiest_questions_come_first_and_the_open_one_last() -> None:
    assert asked()[:2] == ["birth_date", "gender"]
    assert asked()[-1] == "anything_else"


def test_a_follow_up_comes_only_after_the_answer_that_calls_for_it() -> None:
    assert not set(FOLLOW_UPS) & set(asked())
    assert "gender_own_words" in asked(gender="own_words")
    assert "languages_home_other" in asked(languages_home=("english", "another"))
    assert "condition_effect" in asked(long_term_condition="yes")
    assert "condition_effect" not in asked(long_term_condition="not_sure")


def test_each_kind_of_support_is_asked_about_when_ticked_and_only_then() -> None:
    used = item("services_used").response
    assert isinstance(used, SeveralOf)
    assert [code for code in asked() if code.startswith("times_")] == []
    for choice in used.choices:
        times = [code for code in asked(services_used=(choice.code,)) if code.startswith("times_")]
        assert times == [f"times_{choice.code}"]
    assert [code for code in asked(services_used=(used.none.code,)) if code.startswith("times_")] == []


def test_how_often_begins_at_once_because_none_was_said_before() -> None:
    assert isinstance(read_answer(item("times_hospital"), ("0",), today=TODAY), Refused)
    assert isinstance(read_answer(item("times_hospital"), ("1",), today=TODAY), Accepted)
    assert isinstance(read_answer(item("times_hospital"), ("60",), today=TODAY), Unusual)
    assert isinstance(read_answer(item("times_hospital"), ("93",), today=TODAY), Refused)


def test_every_question_may_be_left_unsaid() -> None:
    assert all(question.may_decline for question in ABOUT_YOU.items)
    assert all(
        field.may_decline for question in ABOUT_YOU.items if isinstance(question, Rows) for field in question.fields
    )


def test_dates_of_birth_and_own_words_are_kept_in_the_vault() -> None:
    identifying = {question.code for question in ABOUT_YOU.items if isinstance(question, Item) and question.identifying}
    own_words = {
        question.code
        for question in ABOUT_YOU.items
        if isinstance(question, Item) and type(question.response).__name__ in {"ShortText", "LongText", "CalendarDate"}
    }
    assert identifying == own_words == {"birth_date", "gender_own_words", "languages_home_other", "anything_else"}


def test_emotive_questions_take_a_comment() -> None:
    assert {"long_term_condition", "housing", "money_worries", "services_used"} <= {
        question.code for question in ABOUT_YOU.items if isinstance(question, Item) and question.may_comment
    }


def test_our_own_instruments_together_use_every_kind_of_response() -> None:
    plain = plain_items((*ABOUT_YOU.items, *GROWING_UP.items))
    assert {type(question.response).__name__ for question in plain} == {
        "CalendarDate",
        "Ladder",
        "LongText",
        "ResponseScale",
        "SeveralOf",
        "ShortText",
        "WholeNumber",
    }
    assert any(isinstance(question, Rows) for question in ABOUT_YOU.items)


def test_the_routing_is_said_in_words_for_researchers() -> None:
    assert item("times_food_bank").ask_when == answer("services_used").includes("food_bank")
