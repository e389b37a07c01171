"""Each fault that a score can have, one at a time, with a place, a cause and a repair."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from alongside import (
    Band,
    BandScheme,
    Choice,
    Composite,
    CutOff,
    Evidence,
    Gate,
    Instrument,
    Item,
    Mean,
    MissingPolicy,
    MissingRule,
    ProRatedSum,
    ResponseScale,
    ShortText,
    Subscale,
    Sum,
    ValueSet,
    ZeroToHundred,
    answer,
)
from alongside.core.definitions.score_faults import faults_between, faults_within
from alongside.core.definitions.scoring import Score

THREE = ResponseScale("three", (Choice("a", 0, "A"), Choice("b", 1, "B"), Choice("c", 2, "C"), Choice("d", None, "D")))
ONE = ResponseScale("one", (Choice("a", 1, "A"), Choice("b", None, "B")))
ITEMS = {
    "x": Item("x", "?", THREE),
    "y": Item("y", "?", THREE),
    "flat": Item("flat", "?", ONE),
    "words": Item("words", "?", ShortText("words")),
}
ALL = MissingRule.none_missing()
SOUND = Subscale("s", ("x", "y"), ProRatedSum(), missing=MissingRule.at_most(1), higher_is="more")
TOTAL = Composite("t", ("s",), Sum(), missing=ALL, higher_is="more")


def bands(*edges: tuple[int, int], combine: Sum | ProRatedSum | None = None) -> Subscale:
    """Return a summed score from 0 to 4 with these bands."""
    made = tuple(Band(f"b{place}", low, high) for place, (low, high) in enumerate(edges))
    scheme = BandScheme("scheme", "1", "made up", Evidence.UNCONFIRMED, {"all": made})
    return replace(SOUND, combine=combine or Sum(), missing=ALL, bands=(scheme,))


def value_set(values: dict[str, dict[int, int]]) -> Subscale:
    return replace(SOUND, transform=ValueSet("v", "1", "made up", values))


def cut_off(at_least: int) -> Subscale:
    return replace(SOUND, bands=(CutOff("c", at_least, "1", "made up", Evidence.UNCONFIRMED),))


ONE_FAULT = [
    ("SCORE_EMPTY", replace(SOUND, items=(), missing=ALL)),
    ("SCORE_PART_REPEATED", replace(SOUND, items=("x", "x"))),
    ("SCORE_DIRECTION_MISSING", replace(SOUND, higher_is="")),
    ("SCORE_ITEM_UNKNOWN", replace(SOUND, items=("x", "nobody"))),
    ("SCORE_ITEM_UNKNOWN", replace(SOUND, gate=Gate(answer("nobody").is_(1), 0))),
    ("SCORE_ITEM_UNSCORED", replace(SOUND, items=("x", "words"))),
    ("SCORE_REVERSE_UNKNOWN", replace(SOUND, reverse=("flat",))),
    ("SCORE_ITEM_RECODE_UNKNOWN", replace(SOUND, item_recode={"flat": {1: 0}})),
    ("SCORE_RECODE_UNKNOWN", replace(SOUND, recode={7: 0})),
    ("SCORE_RECODE_UNKNOWN", replace(SOUND, item_recode={"x": {7: 0}})),
    ("SCORE_MISSING_IMPOSSIBLE", replace(SOUND, missing=MissingRule.at_most(2))),
    ("SCORE_MISSING_IMPOSSIBLE", replace(SOUND, missing=MissingRule.at_least_answered(3))),
    ("SCORE_MISSING_IMPOSSIBLE", replace(SOUND, missing=MissingRule.at_least_answered(0))),
    ("SCORE_MISSING_IMPOSSIBLE", replace(SOUND, missing=MissingRule.at_most_share(Fraction(1)))),
    ("SCORE_SUM_SILENT", replace(SOUND, combine=Sum())),
    ("SCORE_PARTS_MISSING", replace(SOUND, missing=MissingRule.at_most(1).of_scored_parts())),
    ("SCORE_POLICY_UNKNOWN", replace(SOUND, missing=MissingPolicy("p", {"strict": ALL}, default="loose"))),
    ("SCORE_VALUES_MISSING", value_set({"x": {0: 0, 1: 1, 2: 2}})),
    ("SCORE_VALUES_MISSING", value_set({"x": {0: 0, 1: 1, 2: 2}, "y": {0: 0, 1: 1}})),
    ("SCORE_RANGE_EMPTY", replace(SOUND, items=("x", "flat"), transform=ZeroToHundred())),
    ("SCORE_BANDS_OUTSIDE", bands((0, 1), (2, 3))),
    ("SCORE_BANDS_OUTSIDE", bands((0, 1), (2, 5))),
    ("SCORE_BANDS_OUTSIDE", bands((1, 4))),
    ("SCORE_BANDS_OUTSIDE", bands()),
    ("SCORE_BANDS_OUTSIDE", cut_off(5)),
    ("SCORE_BANDS_GAP", bands((0, 1), (3, 4))),
    ("SCORE_BANDS_OVERLAP", bands((0, 2), (2, 4))),
    ("SCORE_BANDS_GAP", bands((0, 1), (2, 4), combine=ProRatedSum())),
    ("SCORE_BANDS_UNORDERED", bands((0, 0), (3, 4), (1, 2))),
    ("SCORE_DUPLICATED", SOUND),
]


@pytest.mark.parametrize(("code", "score"), ONE_FAULT, ids=[f"{code}-{n}" for n, (code, _) in enumerate(ONE_FAULT)])
def test_each_fault_is_found_alone_and_says_how_to_mend_it(code: str, score: Subscale) -> None:
    others = ["s", "s"] if code == "SCORE_DUPLICATED" else ["s"]
    found = list(faults_within(score, "made_up.scores.s", ITEMS, others))
    assert [fault.code for fault in found] == [code]
    assert found[0].place.startswith("made_up.scores.s")
    assert found[0].cause
    assert found[0].repair


def test_a_band_whose_ends_are_exchanged_is_named() -> None:
    found = [fault.code for fault in faults_within(bands((0, 1), (4, 2)), "p", ITEMS, ["s"])]
    assert "SCORE_BANDS_REVERSED" in found


@pytest.mark.parametrize(
    "score",
    [
        SOUND,
        bands((0, 1), (2, 4)),
        bands((3, 4), (1, 2), (0, 0)),
        bands((0, 1), (1, 4), combine=ProRatedSum()),
        cut_off(4),
        value_set({}),
        value_set({"x": {0: 0, 1: 1, 2: 2}, "y": {0: 0, 1: 1, 2: 3}}),
        replace(SOUND, recode={0: 5}, gate=Gate(answer("x").is_("a"), 0), reverse=("y",)),
        replace(SOUND, combine=Sum(), missing=MissingRule.zero_unless_all()),
        replace(SOUND, combine=Mean(), missing=MissingRule.at_most_share(Fraction(1, 2))),
    ],
)
def test_a_sound_score_has_no_faults(score: Subscale) -> None:
    assert list(faults_within(score, "p", ITEMS, ["s"])) == []
    assert list(faults_between("made_up", (score, TOTAL), ITEMS, {"all": tuple(ITEMS)})) == []


@pytest.mark.parametrize(
    ("code", "scores"),
    [("SCORE_PART_UNKNOWN", ["s2", "t"]), ("SCORE_PART_ORDER", ["t", "s"]), ("SCORE_DUPLICATED", ["s", "t", "t"])],
)
def test_a_composite_is_made_from_scores_that_stand_before_it(code: str, scores: list[str]) -> None:
    assert [fault.code for fault in faults_within(TOTAL, "p", ITEMS, scores)] == [code]


SCHEME = BandScheme("scheme", "1", "made up", Evidence.UNCONFIRMED, {"all": (Band("a", 0, 1), Band("b", 1, 3))})
ELSEWHERE = BandScheme("scheme", "1", "made up", Evidence.UNCONFIRMED, {"5_7": (Band("a", 0, 2), Band("b", 2, 4))})
OVER_ITEMS = replace(TOTAL, over_items=True, combine=Mean())
BETWEEN = [
    ("SCORE_NEVER_MADE", (replace(SOUND, items=("x", "flat")),), {"one": ("x",), "two": ("flat",)}),
    ("SCORE_BANDS_FORM_UNKNOWN", (replace(SOUND, bands=(ELSEWHERE,)),), None),
    ("SCORE_BANDS_OUTSIDE", (SOUND, replace(TOTAL, bands=(SCHEME,))), None),
    ("SCORE_MISSING_IMPOSSIBLE", (SOUND, replace(OVER_ITEMS, missing=MissingRule.at_most(2))), None),
    ("SCORE_PART_COMPOSITE", (SOUND, TOTAL, replace(OVER_ITEMS, code="u", of=("t",))), None),
]


@pytest.mark.parametrize(("code", "scores", "forms"), BETWEEN, ids=[code for code, _, _ in BETWEEN])
def test_each_fault_between_scores_and_forms_is_found_alone(
    code: str, scores: tuple[Score, ...], forms: dict[str, tuple[str, ...]] | None
) -> None:
    found = list(faults_between("made_up", scores, ITEMS, forms or {"all": tuple(ITEMS)}))
    assert [fault.code for fault in found] == [code]


def test_the_miniature_instruments_have_no_faults(instruments: Callable[[str], Instrument]) -> None:
    for code in ("pedsql_like", "value_set", "value_set_absent", "ghq_like", "every_kind"):
        instrument = instruments(code)
        assert instrument.faults() == []
        forms = {form.code: form.items for form in instrument.all_forms}
        assert list(faults_between(code, instrument.scores, instrument.by_code, forms)) == []
