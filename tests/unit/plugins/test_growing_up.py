"""Growing Up: one form for every age it covers, each question reachable, and two honest means."""

from datetime import date
from fractions import Fraction

import pytest

from alongside import Asked, Item, LongText, Rows, ShortText, age_on
from alongside.core.definitions.ages import Age
from alongside.core.engine.ages import FormDue, FormNotAsked, find_form
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.routing import asked_items
from alongside.core.engine.scoring import Outcome, score_answers
from alongside.plugins.instruments.growing_up import GROWING_UP, alongside_instruments

FORMS = ("1_11m", "12_23m", "2_3y", "4_7y")
ASKED = Asked("growing_up", per="child")
BEST = {"play_together": "very_often", "talk_sing": "very_often", "joy_together": "very_often"}
HARDEST = {"sleep_night": "very_hard", "feeds_meals": "very_hard", "settling": "very_hard"}


def asked(form: str, **answers: str | int) -> list[str]:
    return [item.code for item in asked_items(GROWING_UP, form, AnswerSheet(GROWING_UP, form, answers))]


def test_the_definition_is_sound_and_offered() -> None:
    assert GROWING_UP.faults() == []
    assert alongside_instruments() == (GROWING_UP,)


def test_every_month_up_to_eighteen_years_has_one_form_or_a_declared_gap() -> None:
    for months in range(216):
        forms = [form.code for form in GROWING_UP.all_forms if form.ages.holds(Age(months, 0))]
        gaps = [gap for gap in GROWING_UP.gaps if gap.from_months <= months < gap.to_months]
        assert len(forms) + len(gaps) == 1, months


@pytest.mark.parametrize(
    ("born", "form"),
    [
        (date(2025, 9, 15), "1_11m"),
        (date(2025, 6, 15), "12_23m"),
        (date(2023, 6, 15), "2_3y"),
        (date(2020, 6, 15), "4_7y"),
    ],
)
def test_the_children_of_the_demonstration_get_exactly_their_form(born: date, form: str) -> None:
    assert find_form(ASKED, GROWING_UP, age_on(born, date(2026, 6, 15))) == FormDue(form)


@pytest.mark.parametrize(
    ("months", "form"), [(1, "1_11m"), (11, "1_11m"), (12, "12_23m"), (23, "12_23m"), (24, "2_3y"), (47, "2_3y")]
)
def test_a_form_ends_the_day_before_the_next_begins(months: int, form: str) -> None:
    assert find_form(ASKED, GROWING_UP, Age(months, 30)) == FormDue(form)


def test_the_day_before_the_eighth_birthday_is_the_last() -> None:
    assert find_form(ASKED, GROWING_UP, Age(95, 30)) == FormDue("4_7y")
    assert isinstance(find_form(ASKED, GROWING_UP, Age(96, 0)), FormNotAsked)
    assert isinstance(find_form(ASKED, GROWING_UP, Age(0, 30)), FormNotAsked)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_ten_questions_and_each_can_be_reached(form: str) -> None:
    hard = {"sleep_night": "very_hard", "settling": "a_bit_hard", "worry_level": 4}
    assert len(GROWING_UP.form(form).items) == 10
    assert asked(form, **hard) == list(GROWING_UP.form(form).items)


@pytest.mark.parametrize("form", FORMS)
def test_without_anything_hard_the_eight_plain_questions_are_asked(form: str) -> None:
    assert len(asked(form, sleep_night="very_well", settling="very_well", worry_level=0)) == 8


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_a_follow_up_that_comes_only_after_an_answer(form: str) -> None:
    assert "worry_what" not in asked(form)
    assert "worry_what" not in asked(form, worry_level=0)
    assert "worry_what" in asked(form, worry_level=1)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_ends_with_joy(form: str) -> None:
    assert GROWING_UP.form(form).items[-1] == "joy_together"


@pytest.mark.parametrize("form", FORMS)
def test_both_scores_are_made_in_every_form(form: str) -> None:
    assert [score.code for score in GROWING_UP.scores_of(form)] == ["joys", "worries"]


@pytest.mark.parametrize("form", FORMS)
def test_the_scores_run_from_nought_to_three(form: str) -> None:
    sheet = score_answers(GROWING_UP, AnswerSheet(GROWING_UP, form, BEST | HARDEST))
    assert sheet.result("joys").value == 3
    assert sheet.result("worries").value == 3
    calm = BEST | {"sleep_night": "very_well", "feeds_meals": "very_well", "settling": "very_well"}
    assert score_answers(GROWING_UP, AnswerSheet(GROWING_UP, form, calm)).result("worries").value == 0


def test_a_case_worked_by_hand() -> None:
    answers = {"sleep_night": "a_bit_hard", "feeds_meals": "mostly_well", "settling": "mostly_well"}
    assert score_answers(GROWING_UP, AnswerSheet(GROWING_UP, "2_3y", answers)).result("worries").value == Fraction(4, 3)


def test_one_not_sure_is_made_up_for_and_two_are_not_scored() -> None:
    one = BEST | {"talk_sing": "not_sure"}
    two = one | {"joy_together": "not_sure"}
    assert score_answers(GROWING_UP, AnswerSheet(GROWING_UP, "4_7y", one)).result("joys").value == 3
    assert (
        score_answers(GROWING_UP, AnswerSheet(GROWING_UP, "4_7y", two)).result("joys").outcome is Outcome.NOT_SCORABLE
    )


def test_words_of_ones_own_are_kept_in_the_vault() -> None:
    for question in GROWING_UP.items:
        assert not isinstance(question, Rows)
        assert question.identifying == isinstance(question.response, LongText | ShortText)


def test_every_question_may_be_left_unsaid() -> None:
    assert all(isinstance(question, Item) and question.may_decline for question in GROWING_UP.items)


def test_it_says_everywhere_that_it_is_not_validated() -> None:
    assert "Not validated" in GROWING_UP.citation
    assert GROWING_UP.licence.wording_may_ship
