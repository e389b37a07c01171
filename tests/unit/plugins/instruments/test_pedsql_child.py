"""The PedsQL answered by a child of 5 to 7: three faces, scored as the parent form for the same age."""

import pytest

from alongside.core.engine.scoring import Outcome
from alongside.plugins.instruments.pedsql import PEDSQL
from alongside.plugins.instruments.pedsql_child import PEDSQL_CHILD, alongside_instruments
from alongside.testing import ScoreSheet, check_instrument, score

FORM = "young_child_5_7"
# Typed a second time from the published structure: first and last item.
KEY = {"physical": (1, 8), "emotional": (9, 13), "social": (14, 18), "school": (19, 23)}
ITEMS = tuple(f"i{number:02}" for number in range(1, 24))


def scored(answers: dict[str, str], reading: str = "items_answered") -> ScoreSheet:
    return score(PEDSQL_CHILD, answers, form=FORM, policies={"failed_scales": reading})


def test_the_plugin_offers_one_sound_instrument_that_the_child_answers() -> None:
    assert alongside_instruments() == (PEDSQL_CHILD,)
    check_instrument(PEDSQL_CHILD)
    assert PEDSQL_CHILD.respondents == ("child",)
    assert PEDSQL_CHILD.form(FORM).items == ITEMS


def test_the_key_agrees_with_the_key_typed_a_second_time() -> None:
    found = {each.code: each for each in PEDSQL_CHILD.scores if each.code in KEY}
    assert list(found) == list(KEY)
    for code, (first, last) in KEY.items():
        assert [int(item[1:]) for item in found[code].items] == list(range(first, last + 1))


@pytest.mark.parametrize(("face", "value"), [("0", 100), ("2", 50), ("4", 0)])
def test_a_face_is_worth_a_hundred_fifty_or_nought(face: str, value: int) -> None:
    assert {result.value for result in scored(dict.fromkeys(ITEMS, face)).results} == {value}


@pytest.mark.parametrize("reading", ["items_answered", "gated50"])
def test_the_same_answers_score_as_on_the_parent_form(reading: str) -> None:
    # School has two of five and no score; physical has exactly half.
    answers = {item: f"{2 * (place % 3)}" for place, item in enumerate(ITEMS) if place not in {0, 1, 2, 3, 20, 21, 22}}
    parent = score(PEDSQL, answers, form=FORM, policies={"failed_scales": reading})
    child = scored(answers, reading)
    # The equations are published for what parents answer.
    of_parents = {"chu9d", "eq5d"}
    assert {result.code: (result.value, result.reason) for result in child.results} == {
        result.code: (result.value, result.reason) for result in parent.results if result.code not in of_parents
    }
    assert child.result("school").outcome is Outcome.NOT_SCORABLE
    assert child.result("physical").outcome is Outcome.PRO_RATED
    assert child.result("total").value is not None


def test_there_is_no_face_between_two_faces() -> None:
    assert [choice.value for choice in PEDSQL_CHILD.items[0].response.choices] == [0, 2, 4]
