"""Missing rules, rounding, policies, bands and value sets, each by itself."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import (
    Band,
    BandScheme,
    CutOff,
    Evidence,
    Instrument,
    Mean,
    MissingPolicy,
    MissingRule,
    RoundingRule,
    Subscale,
)
from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.score_rules import PolicyUnknownError
from alongside.core.definitions.scoring import score_range

HALF = Fraction(1, 2)
RULES = [
    (MissingRule.none_missing(), "none_missing", 5, 5),
    (MissingRule.at_most(1), "at_most_1_missing", 5, 4),
    (MissingRule.at_least_answered(3), "at_least_3_answered", 5, 3),
    (MissingRule.at_most_share(HALF), "at_most_1_of_2_missing", 8, 4),
    (MissingRule.at_most_share(HALF), "at_most_1_of_2_missing", 5, 3),
    (MissingRule.at_most_share(HALF), "at_most_1_of_2_missing", 3, 2),
    (MissingRule.zero_unless_all(), "zero_unless_all_missing", 5, 1),
    (MissingRule.at_most(9), "at_most_9_missing", 5, 1),
]


@pytest.mark.parametrize(("rule", "name", "of", "needed"), RULES)
def test_a_missing_rule_says_how_many_answers_it_needs(rule: MissingRule, name: str, of: int, needed: int) -> None:
    assert (rule.name, rule.needed(of)) == (name, needed)
    assert rule.words.endswith(".")


def test_a_rule_of_scored_parts_has_another_name() -> None:
    rule = MissingRule.at_most(1).of_scored_parts()
    assert rule.name == "at_most_1_missing_of_scored_parts"
    assert rule.words != MissingRule.at_most(1).words


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (Fraction(5, 2), 3),
        (Fraction(7, 2), 4),
        (Fraction(-1, 2), 0),
        (Fraction(-3, 2), -1),
        (Fraction(12, 5), 2),
        (2, 2),
    ],
)
def test_a_half_is_rounded_up_never_to_the_even_number(number: Number, rounded: int) -> None:
    assert RoundingRule.HALF_UP.round(number) == rounded
    assert RoundingRule.NONE.round(number) == number


def test_every_rule_can_be_said_in_words() -> None:
    assert all(rule.words for rule in RoundingRule)


def test_a_policy_gives_the_option_chosen_or_its_default() -> None:
    rule, other = MissingRule.none_missing(), MissingRule.at_most(1)
    policy = MissingPolicy("gaps", {"strict": rule, "lenient": other}, default="strict")
    assert policy.choose({}) == ("strict", rule)
    assert policy.choose({"gaps": "lenient"}) == ("lenient", other)
    with pytest.raises(PolicyUnknownError, match="no option 'loose'"):
        policy.choose({"gaps": "loose"})


def test_bands_include_both_ends_and_a_shared_edge_belongs_to_the_higher_numbers() -> None:
    touching = BandScheme("s", "1", "x", Evidence.SOURCED, {"all": (Band("top", 5, 9), Band("low", 0, 5))})
    read = {number: touching.read("all", number) for number in (0, Fraction(49, 10), 5, 9)}
    assert {number: reading.band for number, reading in read.items()} == {
        0: "low",
        Fraction(49, 10): "low",
        5: "top",
        9: "top",
    }
    assert touching.read("all", 10) is None
    assert touching.read("another_form", 5) is None


def test_a_band_keeps_its_own_grade_of_evidence() -> None:
    bands = (Band("a", 0, 1), Band("b", 2, 3, Evidence.UNCONFIRMED))
    scheme = BandScheme("s", "2", "x", Evidence.SOURCED, {"all": bands})
    assert scheme.read("all", 1).evidence is Evidence.SOURCED
    assert scheme.read("all", 2).evidence is Evidence.UNCONFIRMED


def test_a_cut_off_includes_its_number() -> None:
    cut_off = CutOff("case", 12, "1", "x", Evidence.UNCONFIRMED)
    assert [cut_off.read("all", number).band for number in (11, 12)] == ["below", "at_or_above"]


@given(st.data())
def test_reversing_twice_is_identity(instruments: Callable[[str], Instrument], data: st.DataObject) -> None:
    instrument = instruments("every_kind")
    item = data.draw(st.sampled_from([item for item in instrument.items if item.code != "several"]))
    plain = Subscale("s", (item.code,), Mean(), missing=MissingRule.none_missing(), higher_is="x")
    turned = replace(plain, reverse=(item.code,))
    number = data.draw(st.sampled_from([-2, Fraction(1, 2), 3]))
    assert turned.item_value(item, turned.item_value(item, number)) == number
    low, high = plain.item_range(item)
    assert turned.item_range(item) == (low, high)


def test_the_range_of_each_score_follows_from_its_items(instruments: Callable[[str], Instrument]) -> None:
    wanted = {
        "sdq": {"emotional": (0, 10), "total": (0, 40), "externalising": (0, 20), "impact": (0, 10)},
        "pedsql_like": {"physical": (0, 100), "total": (0, 100)},
        "value_set": {"value": (0, 1)},
        "ghq_like": {"likert": (0, 36), "ghq": (0, 12), "cghq": (0, 12)},
    }
    for code, ranges in wanted.items():
        instrument = instruments(code)
        scores = {score.code: score for score in instrument.scores}
        found = {name: score_range(scores[name], instrument.by_code, scores) for name in ranges}
        assert found == ranges
