from fractions import Fraction

import pytest
from hypothesis import given
from stillwater import STILLWATER

from alongside.testing import AnswerSheet, answers_to, check_instrument, check_scores, score


def test_it_has_no_faults() -> None:
    check_instrument(STILLWATER)


@pytest.mark.parametrize(("wakes", "nap", "mean"), [("never", "never", 0), ("some", "most", Fraction(3, 2))])
def test_the_score_is_the_mean_of_two_answers(wakes: str, nap: str, mean: Fraction) -> None:
    sheet = score(STILLWATER, {"wakes": wakes, "nap": nap}, form="baby")
    assert sheet.result("sleep_trouble").value == mean


def test_without_one_of_the_answers_there_is_a_reason_and_no_score() -> None:
    result = score(STILLWATER, {"wakes": "some", "nap": "not_seen"}, form="baby").result("sleep_trouble")
    assert result.value is None
    assert result.reason == "1 of 2 answered, at least 2 needed; 1 answered not seen"


@given(answers_to(STILLWATER, "toddler"))
def test_any_answers_give_a_score_in_range_or_a_reason(sheet: AnswerSheet) -> None:
    check_scores(sheet)
