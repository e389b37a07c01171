"""B-CAPI: no score without the holder's keying, validity as published, and protocols that are marked, never dropped."""

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import AnswerSheet, DataFilesRefusedError, DataKind, MissingReason, Outcome, ScoreSheet, with_data
from alongside.plugins.instruments.bcapi import BCAPI, alongside_instruments
from alongside.testing import answer_sheet, answers_to, check_instrument, check_scores, score
from tests.support.both_evaluators import MAIN_ENGINES, Scorer, assert_equal
from tests.support.data_files import data_file

VECTORS = Path(__file__).parents[2] / "vectors"
ITEMS = tuple(f"i{number:02}" for number in range(1, 34))
# A made-up key: which items belong to which scale, and which answer counts, is known to the holder only.
RISK, LIE, RANDOM = ITEMS[:24], ITEMS[24:30], ITEMS[30:]
KEYED = {item: "disagree" if number % 3 == 0 else "agree" for number, item in enumerate(ITEMS)}
SCALES = {"risk": RISK, "lie": LIE, "random_response": RANDOM}
KEYING = data_file(DataKind.KEYING, [(scale, item, KEYED[item]) for scale, items in SCALES.items() for item in items])
INSTALLED = with_data(BCAPI, {"keying.csv": KEYING})
OTHER = {"agree": "disagree", "disagree": "agree"}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(**counts: int) -> dict[str, str]:
    """Return full answers of which so many of each scale are keyed."""
    found = {item: OTHER[KEYED[item]] for item in ITEMS}
    for scale, count in counts.items():
        found |= {item: KEYED[item] for item in SCALES[scale][:count]}
    return found


def scored(given_answers: dict[str, str]) -> ScoreSheet:
    return score(INSTALLED, given_answers)


def test_the_plugin_offers_one_sound_instrument_without_a_word_of_the_holder() -> None:
    assert alongside_instruments() == (BCAPI,)
    check_instrument(BCAPI)
    assert not BCAPI.licence.wording_may_ship
    assert all(item.text == "" and item.sensitive for item in BCAPI.items)
    assert [item.code for item in BCAPI.items] == list(ITEMS)
    own = {source.text.standard for source in BCAPI.texts() if source.id.startswith("bcapi.agree.")}
    assert own == {"Answer 1", "Answer 2", "Not sure"}


def test_it_is_asked_about_each_child_and_families_are_warned_before() -> None:
    assert BCAPI.about == "child"
    assert BCAPI.sensitive_warning
    assert BCAPI.title_for_families == ""


def test_without_the_keying_nothing_is_scored() -> None:
    assert [slot.file for slot in BCAPI.data_lacking] == ["keying.csv"]
    for result in score(BCAPI, answers(risk=24)).results:
        assert (result.outcome, result.value, result.reason) == (Outcome.NOT_SCORABLE, None, "no keying installed")


@pytest.mark.parametrize("row", rows("bcap_validity_vectors.csv"), ids=lambda row: "-".join(row.values()))
def test_answers_are_valid_exactly_as_published(row: dict[str, str]) -> None:
    counts = {"lie": int(row["lie_score"]), "random_response": int(row["random_response_score"])}
    sheet = scored(answers(risk=10, **counts))
    assert {code: sheet.result(code).value for code in counts} == counts
    assert sheet.result("valid").value == int(row["expected_valid"])
    assert sheet.result("risk").value == 10


@pytest.mark.parametrize(("lie", "random_response", "valid"), [(3, 1, 1), (4, 1, 0), (3, 2, 0), (4, 2, 0)])
def test_the_limits_of_validity_typed_a_second_time(lie: int, random_response: int, valid: int) -> None:
    # Not valid: a lie score of 4 or more, or a random response score above 1 (doi 10.1007/s10896-016-9821-3).
    result = scored(answers(lie=lie, random_response=random_response)).result("valid")
    assert result.value == valid
    assert result.reason.startswith("not valid") == (valid == 0)


@pytest.mark.parametrize("risk", [0, 9, 10, 11, 12, 24])
def test_the_risk_score_counts_the_keyed_answers(risk: int) -> None:
    result = scored(answers(risk=risk)).result("risk")
    assert (result.value, result.answered, result.of) == (risk, 24, 24)
    assert result.band("over_9") == ("at_or_above" if risk > 9 else "below")
    assert result.band("from_12") == ("at_or_above" if risk >= 12 else "below")
    assert {reading.evidence for reading in result.bands} == {"unconfirmed"}


def test_not_sure_is_an_answer_that_is_counted_and_never_a_nought() -> None:
    sheet = scored({**answers(risk=5), "i01": "not_sure", "i02": "not_sure", "i25": "not_sure"})
    risk = sheet.result("risk")
    assert (risk.outcome, risk.value) == (Outcome.NOT_SCORABLE, None)
    assert risk.reason == "22 of 24 answered, at least 24 needed; 2 answered not sure"
    assert sheet.result("valid").reason == "1 of 2 parts have a score, at least 2 needed; lie has none"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (KEYING.replace("risk,i24", "lie,i24"), "DATA_KEY_COUNT"),
        (KEYING.replace("risk,i01,disagree", "risk,i01,not_sure"), "DATA_ANSWER_UNKNOWN"),
        (KEYING.replace("risk,i01,disagree", "risk,i01,"), "DATA_ANSWER_UNKNOWN"),
        (KEYING.replace("risk,i01", "risk,i34"), "DATA_ITEM_UNKNOWN"),
    ],
)
def test_a_key_that_does_not_fit_24_6_and_3_items_is_refused(text: str, code: str) -> None:
    with pytest.raises(DataFilesRefusedError) as caught:
        with_data(BCAPI, {"keying.csv": text})
    assert code in {fault.code for fault in caught.value.faults}


@given(answers_to(INSTALLED))
def test_any_answers_give_a_score_in_range_or_a_reason(sheet: AnswerSheet) -> None:
    check_scores(sheet)


@pytest.mark.parametrize("engine", MAIN_ENGINES)
def test_a_table_of_many_parents_gives_the_same(engine: Scorer) -> None:
    counts = product((0, 12, 24), (0, 3, 4, 6), (0, 1, 2))
    full = [answers(risk=risk, lie=lie, random_response=chance) for risk, lie, chance in counts]
    unsure = [{**each, "i01": "not_sure", "i25": "not_sure"} for each in full]
    short = [{item: code for item, code in each.items() if item != "i33"} for each in full]
    assert_equal([answer_sheet(INSTALLED, each) for each in (*full, *unsure, *short)], {}, (engine,))


@given(st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(MissingReason)))
def test_what_is_missing_is_never_counted(gaps: dict[str, MissingReason]) -> None:
    sheet = score(INSTALLED, {**answers(risk=24, lie=6, random_response=3), **gaps})
    for scale, items in SCALES.items():
        assert (sheet.result(scale).value is None) == (not gaps.keys().isdisjoint(items))
