"""ICECAP-A: no value without its value set, and the engine proved with the published table of its sibling for older people."""

import csv
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import DataFilesRefusedError, DataKind, Instrument, Outcome, ScoreResult, Subscale, ValueSet, with_data
from alongside.plugins.instruments.icecap_a import ICECAP_A, alongside_instruments
from alongside.testing import answer_sheet, check_instrument, score
from tests.support.both_evaluators import MAIN_ENGINES, Scorer, assert_equal
from tests.support.data_files import data_file

VECTORS = Path(__file__).parents[2] / "vectors"
ITEMS = ("i01", "i02", "i03", "i04", "i05")
ATTRIBUTES = ("attachment", "security", "role", "enjoyment", "control")
"""The attributes of the open table for older people, in the order of its profiles. They are not those of ICECAP-A."""

# Typed a second time from the open table (Population Health Metrics 2008; 6: 1, table 1), levels 1 to 4.
TYPED = {
    "attachment": ("-0.0128", "0.1340", "0.2325", "0.2535"),
    "security": ("0.0321", "0.0661", "0.1071", "0.1788"),
    "role": ("0.0151", "0.1296", "0.1793", "0.1923"),
    "enjoyment": ("0.0168", "0.1185", "0.1643", "0.1660"),
    "control": ("-0.0512", "0.1076", "0.1848", "0.2094"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value_file(values: dict[str, tuple[str, ...]]) -> str:
    return data_file(
        DataKind.VALUES,
        [(item, level, value) for item, levels in values.items() for level, value in enumerate(levels, 1)],
    )


OPEN_FILE = value_file({item: TYPED[attribute] for item, attribute in zip(ITEMS, ATTRIBUTES, strict=True)})
OLDER = with_data(replace(ICECAP_A, code="older_people"), {"values.csv": OPEN_FILE})
"""An instrument of the same shape, with the open table of older people. Only to prove the engine."""


def value_of(instrument: Instrument, levels: str) -> ScoreResult:
    answers = {item: level for item, level in zip(ITEMS, levels, strict=True) if level != "-"}
    return score(instrument, answers).result("value")


def test_the_plugin_offers_one_sound_instrument_without_a_word_of_the_holder() -> None:
    assert alongside_instruments() == (ICECAP_A,)
    check_instrument(ICECAP_A)
    assert not ICECAP_A.licence.wording_may_ship
    assert all(item.text == "" for item in ICECAP_A.items)
    assert [item.code for item in ICECAP_A.items] == list(ITEMS)
    own = {source.text.standard for source in ICECAP_A.texts() if not source.id.endswith("why_we_ask")}
    assert own == {"Answer 1", "Answer 2", "Answer 3", "Answer 4"}


def test_without_a_value_set_there_is_a_profile_but_no_value() -> None:
    assert [slot.file for slot in ICECAP_A.data_lacking] == ["values.csv"]
    found = value_of(ICECAP_A, "44444")
    assert (found.outcome, found.value, found.reason) == (Outcome.NOT_SCORABLE, None, "no value set installed")


def test_the_open_table_agrees_with_the_table_typed_a_second_time() -> None:
    listed = rows("icecap_o_tariff.csv")
    assert len(listed) == 20
    for row in listed:
        assert Fraction(TYPED[row["attribute"]][int(row["level"]) - 1]) == Fraction(row["value"])


@pytest.mark.parametrize("row", rows("icecap_o_vectors.csv"), ids=lambda row: next(iter(row.values())))
def test_every_published_example_has_its_value(row: dict[str, str]) -> None:
    profile, value = row.values()
    assert value_of(OLDER, profile).value == Fraction(value)


def test_the_worst_profile_is_nought_and_every_profile_lies_between() -> None:
    assert value_of(OLDER, "11111").value == 0
    for levels in product("1234", repeat=5):
        found = value_of(OLDER, "".join(levels)).value
        assert found is not None
        assert 0 <= found <= 1


@pytest.mark.parametrize("engine", MAIN_ENGINES)
def test_every_profile_has_the_same_value_in_a_frame_to_the_last_digit(engine: Scorer) -> None:
    sheets = [
        answer_sheet(OLDER, dict(zip(ITEMS, levels, strict=True))) for levels in product("1234", repeat=5)
    ]  # all complete: a frame without gaps is where an engine may take a short cut
    assert_equal(sheets, {}, (engine,))


@given(st.text("1234-", min_size=5, max_size=5))
def test_a_value_is_made_from_all_five_answers_or_not_at_all(levels: str) -> None:
    found = value_of(OLDER, levels)
    assert (found.value is None) == ("-" in levels)
    assert found.value is not None or found.reason == f"{5 - levels.count('-')} of 5 answered, at least 5 needed"


def typed(**changed: tuple[str, ...]) -> dict[str, str]:
    values = dict(zip(ITEMS, TYPED.values(), strict=True)) | changed
    return {"values.csv": value_file(values)}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (typed(i01=("-0.0128", "0.134", "0.2325")), "DATA_VALUE_LACKING"),
        (typed(i01=("-0.0128", "0.2325", "0.134", "0.2535")), "DATA_VALUES_FALL"),
        (typed(i01=("-0.0128", "0.134", "0.2325", "0.2635")), "DATA_VALUES_ANCHOR"),
        (typed(i01=("0.0128", "0.134", "0.2325", "0.2535")), "DATA_VALUES_ANCHOR"),
    ],
)
def test_a_slip_in_typing_the_twenty_values_is_found(files: dict[str, str], code: str) -> None:
    with pytest.raises(DataFilesRefusedError) as caught:
        with_data(ICECAP_A, files)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_values_printed_with_three_places_may_miss_their_sum_by_rounding() -> None:
    rounded = {
        item: tuple(f"{float(value):.3f}" for value in TYPED[each])
        for item, each in zip(ITEMS, ATTRIBUTES, strict=True)
    }
    assert with_data(ICECAP_A, {"values.csv": value_file(rounded)}).data_lacking == ()


def test_the_definition_holds_no_value() -> None:
    (only,) = ICECAP_A.scores
    assert isinstance(only, Subscale)
    assert isinstance(only.transform, ValueSet)
    assert only.transform.values == {}
    assert answer_sheet(ICECAP_A, {"i01": "1"}).amount("i01") == 1
