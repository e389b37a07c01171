"""The GHQ-12: its key typed a second time, every example, three ways to score, gaps under both policies."""

import csv
from pathlib import Path

import pytest

from alongside import Evidence
from alongside.core.engine.scoring import Outcome
from alongside.plugins.instruments.ghq12 import GHQ12, alongside_instruments
from alongside.testing import ScoreSheet, check_instrument, score

VECTORS = Path(__file__).parents[3] / "vectors"
METHODS = ("likert", "ghq", "cghq")
POLICIES = ("strict", "missing_as_zero")

# Typed a second time from the published option sets, not taken from the definition.
POSITIVE = {1, 3, 4, 7, 8, 12}
NEGATIVE = {2, 5, 6, 9, 10, 11}
CODES = {
    "likert": {"positive": (0, 1, 2, 3), "negative": (0, 1, 2, 3)},
    "ghq": {"positive": (0, 0, 1, 1), "negative": (0, 0, 1, 1)},
    "cghq": {"positive": (0, 0, 1, 1), "negative": (0, 1, 1, 1)},
}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows("ghq12_vectors.csv")
LISTED = rows("ghq12_items.csv")


def scored(answers: dict[str, str], policy: str = "strict") -> ScoreSheet:
    return score(GHQ12, answers, policies={"missing": policy})


def answered(*codes: int) -> dict[str, str]:
    return {f"i{number:02}": f"{code}" for number, code in enumerate(codes, 1)}


def test_the_plugin_offers_one_sound_instrument_about_the_adult() -> None:
    assert alongside_instruments() == (GHQ12,)
    check_instrument(GHQ12)
    assert GHQ12.about == "participant"
    assert [item.code for item in GHQ12.items] == [f"i{number:02}" for number in range(1, 13)]


def test_the_two_kinds_of_item_have_answers_of_their_own() -> None:
    kinds = {item.code: item.response.code for item in GHQ12.items}
    assert {int(code[1:]) for code, kind in kinds.items() if kind == "positive_answers"} == POSITIVE
    assert {int(code[1:]) for code, kind in kinds.items() if kind == "negative_answers"} == NEGATIVE


def test_the_key_agrees_with_the_published_list() -> None:
    assert len(LISTED) == 12
    for row in LISTED:
        assert int(row["item"]) in (POSITIVE if row["polarity"] == "positive" else NEGATIVE)
        for method in METHODS:
            codes = tuple(map(int, row[f"{method}_codes_in_option_order"].split()))
            assert codes == CODES[method][row["polarity"]]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("number", range(1, 13))
def test_each_answer_to_each_item_is_worth_what_the_key_says(number: int, method: str) -> None:
    polarity = "positive" if number in POSITIVE else "negative"
    found = [
        scored(answered(*(code if place == number else 0 for place in range(1, 13)))).result(method).value
        for code in range(4)
    ]
    assert tuple(found) == CODES[method][polarity]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
def test_every_example_is_scored_alike(case: dict[str, str], policy: str) -> None:
    answers = {f"i{number:02}": case[f"i{number:02}"] for number in range(1, 13) if case[f"i{number:02}"]}
    sheet = scored(answers, policy)
    for method in METHODS:
        value = sheet.result(method).value
        assert ("" if value is None else str(value)) == case[f"{method}_total_{policy}"]


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ([0] * 12, [0, 0, 0]),
        ([1] * 12, [12, 0, 6]),
        ([2] * 12, [24, 12, 12]),
        ([3] * 12, [36, 12, 12]),
        ([2 if number in POSITIVE else 0 for number in range(1, 13)], [12, 6, 6]),
        ([1 if number in NEGATIVE else 0 for number in range(1, 13)], [6, 0, 6]),
        ([1] * 11 + [0], [11, 0, 6]),
    ],
)
def test_cases_worked_by_hand(codes: list[int], wanted: list[int]) -> None:
    assert [scored(answered(*codes)).result(method).value for method in METHODS] == wanted


def test_one_gap_is_no_score_when_all_twelve_are_wanted() -> None:
    result = scored(answered(*[2] * 11)).result("likert")
    assert (result.outcome, result.value, result.reason) == (
        Outcome.NOT_SCORABLE,
        None,
        "11 of 12 answered, at least 12 needed",
    )


def test_one_gap_counts_nought_when_the_study_says_so() -> None:
    result = scored(answered(*[2] * 11), "missing_as_zero").result("likert")
    assert (result.outcome, result.value, result.reason) == (
        Outcome.VALUE,
        22,
        "11 of 12 answered, the others count as 0",
    )


@pytest.mark.parametrize(("codes", "side"), [([1] * 11 + [0], "below"), ([1] * 12, "at_or_above")])
def test_the_cut_off_lies_between_eleven_and_twelve_and_is_not_confirmed(codes: list[int], side: str) -> None:
    (reading,) = scored(answered(*codes)).result("likert").bands
    assert (reading.scheme, reading.band, reading.evidence) == ("likert_11_12", side, Evidence.UNCONFIRMED)


def test_the_other_two_scores_have_no_cut_off() -> None:
    assert [scored(answered(*[3] * 12)).result(method).bands for method in ("ghq", "cghq")] == [(), ()]
