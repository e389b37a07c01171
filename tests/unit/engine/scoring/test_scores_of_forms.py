"""Scores of a form's own: the same names as in another form, made from other items."""

from dataclasses import replace

import pytest

from alongside import (
    OWN_WORDING,
    Choice,
    Composite,
    Form,
    Instrument,
    Item,
    MissingPolicy,
    MissingRule,
    PolicyUnknownError,
    ResponseScale,
    Subscale,
    Sum,
    Text,
)
from alongside.testing import score

SCALE = ResponseScale("scale", (Choice("no", 0, "No"), Choice("yes", 1, "Yes")))
MISSING = MissingPolicy(
    "missing", {"strict": MissingRule.none_missing(), "zero": MissingRule.zero_unless_all()}, default="strict"
)


def strain(*items: str) -> Subscale:
    return Subscale("strain", items, Sum(), missing=MISSING, higher_is="more strain")


CALM = Subscale("calm", ("a",), Sum(), missing=MissingRule.none_missing(), higher_is="more calm")
DOUBLE = Composite("double", ("strain",), Sum(), missing=MissingRule.none_missing(), higher_is="more strain")
SHORT = Form("short", ("a", "b"), scores=(strain("a", "b"), DOUBLE))
LONG = Form("long", ("a", "b", "c"), scores=(strain("b", "c"),))
PLAIN = Form("plain", ("a",))
DAYS = Instrument(
    code="days",
    version="1.0.0",
    title="Days",
    citation="Made up for tests.",
    why_we_ask=Text("To test.", picture="ask"),
    licence=OWN_WORDING,
    about="participant",
    respondents=("parent",),
    minutes=1,
    items=tuple(Item(code, "?", SCALE) for code in "abc"),
    forms=(SHORT, LONG, PLAIN),
    scores=(CALM,),
)
ANSWERS = {"a": "yes", "b": "yes"}


def test_one_name_is_made_from_each_forms_own_items() -> None:
    assert DAYS.faults() == []
    assert score(DAYS, ANSWERS, form="short").result("strain").value == 2
    assert score(DAYS, ANSWERS | {"c": "no"}, form="long").result("strain").value == 1


def test_a_form_with_scores_of_its_own_does_not_make_the_instruments() -> None:
    assert [each.code for each in DAYS.scores_of("short")] == ["strain", "double"]
    assert [each.code for each in DAYS.scores_of("long")] == ["strain"]
    assert [each.code for each in DAYS.scores_of("plain")] == ["calm"]


def test_a_policy_of_a_forms_score_is_known_and_an_option_that_there_is_not_is_refused() -> None:
    one = {"b": "yes"}
    assert score(DAYS, one, form="long").result("strain").value is None
    assert score(DAYS, one, form="long", policies={"missing": "zero"}).result("strain").value == 1
    with pytest.raises(PolicyUnknownError):
        score(DAYS, one, form="long", policies={"missing": "half"})


@pytest.mark.parametrize(
    ("scores", "code", "place"),
    [
        ((strain("a", "c"),), "SCORE_NEVER_MADE", "days.short.scores.strain"),
        ((strain("a", "d"),), "SCORE_ITEM_UNKNOWN", "days.short.scores.strain"),
        ((DOUBLE,), "SCORE_PART_UNKNOWN", "days.short.scores.double"),
        ((replace(strain("a"), code="Strain"),), "CODE_MALFORMED", "days.Strain"),
    ],
)
def test_a_fault_in_a_forms_score_is_told_once_with_its_form(
    scores: tuple[Subscale | Composite, ...], code: str, place: str
) -> None:
    faults = replace(DAYS, forms=(replace(SHORT, scores=scores), LONG, PLAIN)).faults()
    assert [(fault.code, fault.place) for fault in faults] == [(code, place)]


def test_within_one_form_a_name_stands_once() -> None:
    twice = replace(DAYS, forms=(replace(SHORT, scores=(strain("a"), strain("b"))), LONG, PLAIN))
    assert {fault.code for fault in twice.faults()} == {"SCORE_DUPLICATED"}


def test_a_score_of_the_instrument_that_no_form_makes_is_a_fault() -> None:
    faults = replace(DAYS, forms=(SHORT, LONG)).faults()
    assert [(fault.code, fault.place) for fault in faults] == [("SCORE_NEVER_MADE", "days.scores.calm")]
