"""One person's scores: three outcomes, their reasons, and what they were made by."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside import Instrument, MissingReason
from alongside.core.definitions.responses import Value
from alongside.core.definitions.score_rules import PolicyUnknownError
from alongside.core.definitions.scoring import score_range
from alongside.core.engine.answers import AnswerOutOfRangeError, AnswerSheet
from alongside.core.engine.scoring import ENGINE_VERSION, Outcome, ScoreResult, SheetMismatchError, score_answers
from tests.support.both_evaluators import make_sheets

CODES = ("sdq", "pedsql_like", "value_set", "value_set_absent", "ghq_like", "every_kind")
CLOSE = pytest.approx


def score(
    instrument: Instrument,
    code: str,
    answers: Mapping[str, Value | MissingReason],
    policies: dict[str, str] | None = None,
) -> ScoreResult:
    form = instrument.all_forms[0].code
    return score_answers(instrument, AnswerSheet(instrument, form, answers), policies=policies).result(code)


def test_a_complete_score_is_a_value_without_a_reason(instruments: Callable[[str], Instrument]) -> None:
    result = score(instruments("every_kind"), "mean", {"three_a": "c0", "three_b": "c0", "three_c": "c1"})
    assert (result.outcome, result.value, result.reason) == (Outcome.VALUE, 1, "")  # three_b is reversed: 0, 2, 1
    assert (result.answered, result.of) == (3, 3)
    assert (result.combine, result.missing_rule, result.rounding) == ("mean", "at_least_2_answered", "none")


def test_a_score_with_gaps_says_how_many_answers_it_is_made_from(instruments: Callable[[str], Instrument]) -> None:
    result = score(instruments("every_kind"), "mean", {"three_a": "c1", "three_c": "c2"})
    assert (result.outcome, result.value) == (Outcome.PRO_RATED, Fraction(3, 2))
    assert result.reason == "2 of 3 answered"
    assert (result.band("thirds"), result.band("case")) == ("high", "at_or_above")


def test_not_sure_is_an_answer_without_a_score_and_is_counted_in_the_reason(
    instruments: Callable[[str], Instrument],
) -> None:
    answers = {"three_a": "not_sure", "three_b": MissingReason.NOT_SURE, "three_c": "c2"}
    result = score(instruments("every_kind"), "mean", answers)
    assert (result.outcome, result.value, result.bands) == (Outcome.NOT_SCORABLE, None, ())
    assert result.reason == "1 of 3 answered, at least 2 needed; 2 answered not sure"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("empty", [None, *MissingReason])
def test_a_blank_sheet_is_never_zero(
    code: str, empty: MissingReason | None, instruments: Callable[[str], Instrument]
) -> None:
    instrument = instruments(code)
    form = instrument.all_forms[0]
    answers = {} if empty is None else dict.fromkeys(form.items, empty)
    for result in score_answers(instrument, AnswerSheet(instrument, form.code, answers)).results:
        assert (result.value, result.outcome) == (None, Outcome.NOT_SCORABLE)
        assert result.reason


def test_missing_counts_as_zero_only_where_the_rule_says_so(instruments: Callable[[str], Instrument]) -> None:
    result = score(instruments("ghq_like"), "likert", {"i01": "c3"}, {"missing": "zero"})
    assert (result.outcome, result.value) == (Outcome.VALUE, 3)
    assert result.reason == "1 of 12 answered, the others count as 0"
    assert score(instruments("ghq_like"), "likert", {"i01": "c3"}).value is None


def test_a_composite_names_the_parts_that_have_no_score(instruments: Callable[[str], Instrument]) -> None:
    answers = {f"i{number:02}": "c0" for number in range(1, 9)}
    result = score(instruments("pedsql_like"), "of_means", answers)
    assert result.reason == (
        "1 of 4 parts have a score, at least 3 needed; emotional has none; social has none; school has none"
    )


def test_a_gate_settles_the_score_whatever_else_was_answered(instruments: Callable[[str], Instrument]) -> None:
    result = score(instruments("every_kind"), "gated", {"several": ("a",), "odd_a": "c2"})
    assert (result.outcome, result.value) == (Outcome.VALUE, -5)
    assert "several includes a" in result.reason


def test_without_a_value_set_nothing_is_scored(instruments: Callable[[str], Instrument]) -> None:
    answers = dict.fromkeys(("attachment", "security", "role", "enjoyment", "control"), "c3")
    result = score(instruments("value_set_absent"), "value", answers)
    assert (result.outcome, result.reason) == (Outcome.NOT_SCORABLE, "no value set installed")


def test_a_value_set_adds_up_to_the_published_examples(
    instruments: Callable[[str], Instrument], vectors: Callable[[str], list[dict[str, str]]]
) -> None:
    attributes = ("attachment", "security", "role", "enjoyment", "control")
    for row in vectors("icecap_o_vectors.csv"):
        levels = row["profile_attachment_security_role_enjoyment_control"]
        answers = {attribute: f"c{int(level) - 1}" for attribute, level in zip(attributes, levels, strict=True)}
        assert score(instruments("value_set"), "value", answers).value == Fraction(row["expected_value"])


def test_half_missing_scales_stretched_to_0_100_match_the_published_examples(
    instruments: Callable[[str], Instrument], vectors: Callable[[str], list[dict[str, str]]]
) -> None:
    columns = {
        "physical": "exp_physical",
        "emotional": "exp_emotional",
        "social": "exp_social",
        "school": "exp_school",
        "psychosocial": "exp_psychosocial_summary_items_answered",
        "total": "exp_total_items_answered",
    }
    instrument = instruments("pedsql_like")
    checked = 0
    for row in vectors("pedsql_generic_vectors.csv"):
        if row["version"] != "toddler_2_4":
            continue
        answers = {f"i{number:02}": f"c{row[f'i{number:02}']}" for number in range(1, 22) if row[f"i{number:02}"]}
        for code, column in columns.items():
            value = score(instrument, code, answers).value
            assert (value is None) == (row[column] == "")
            assert value is None or float(value) == CLOSE(float(row[column]), abs=1e-6)
        for code in ("psychosocial", "total"):
            value = score(instrument, code, answers, {"summary_items": "at_least_half"}).value
            wanted = row["exp_psychosocial_summary_gated50" if code == "psychosocial" else "exp_total_gated50"]
            assert float(value) == CLOSE(float(wanted), abs=1e-6)
        checked += 1
    assert checked == 6


def test_answers_of_a_scale_without_a_score_count_or_not_by_policy(instruments: Callable[[str], Instrument]) -> None:
    instrument = instruments("pedsql_like")
    answers = {f"i{number:02}": "c0" for number in range(1, 19)} | {"i19": "c4"}  # one of three school items
    assert score(instrument, "school", answers).value is None
    assert score(instrument, "total", answers).value == Fraction(1800, 19)
    left_out = score(instrument, "total", answers, {"summary_items": "scored_scales"})
    assert (left_out.value, left_out.answered, left_out.of) == (100, 18, 21)


def test_recoding_by_item_matches_the_worked_examples(
    instruments: Callable[[str], Instrument], vectors: Callable[[str], list[dict[str, str]]]
) -> None:
    checked = 0
    for row in vectors("ghq12_vectors.csv"):
        answers = {f"i{number:02}": f"c{row[f'i{number:02}']}" for number in range(1, 13) if row[f"i{number:02}"]}
        for policy, ending in (("strict", "strict"), ("zero", "missing_as_zero")):
            for code in ("likert", "ghq", "cghq"):
                value = score(instruments("ghq_like"), code, answers, {"missing": policy}).value
                assert ("" if value is None else str(value)) == row[f"{code}_total_{ending}"]
                checked += 1
    assert checked == 11 * 6


def test_scores_say_what_they_were_made_by(instruments: Callable[[str], Instrument]) -> None:
    instrument = instruments("sdq")
    sheet = score_answers(instrument, AnswerSheet(instrument, "2_4", {}), policies={"impact": "pro_rated"})
    assert (sheet.instrument, sheet.version, sheet.form) == ("sdq", instrument.version, "2_4")
    assert sheet.engine_version == ENGINE_VERSION
    assert sheet.policies == {"impact": "pro_rated"}
    assert sheet.result("impact").missing_rule == "at_least_3_answered"
    assert score_answers(instrument, AnswerSheet(instrument, "2_4", {})).policies == {"impact": "missing_as_zero"}
    with pytest.raises(KeyError):
        sheet.result("nonsense")


def test_an_unknown_policy_or_a_sheet_of_another_instrument_is_refused(
    instruments: Callable[[str], Instrument],
) -> None:
    sdq, ghq = instruments("sdq"), instruments("ghq_like")
    with pytest.raises(PolicyUnknownError, match="no policy 'total'"):
        score(sdq, "impact", {}, {"total": "any_missing"})
    with pytest.raises(SheetMismatchError):
        score_answers(sdq, AnswerSheet(ghq, "all", {}))


@pytest.mark.parametrize(
    ("item", "value"), [("three_a", "c9"), ("three_a", 1), ("steps", 11), ("years", -4), ("steps", "5")]
)
def test_an_answer_out_of_range_is_an_error_that_does_not_tell_the_answer(
    item: str, value: object, instruments: Callable[[str], Instrument]
) -> None:
    with pytest.raises(AnswerOutOfRangeError, match=f"every_kind.{item}") as caught:
        score(instruments("every_kind"), "mean", {item: value})
    assert "c9" not in str(caught.value)


def test_a_sheet_tells_values_numbers_and_reasons_apart(instruments: Callable[[str], Instrument]) -> None:
    answers = {"odd_a": "c1", "three_a": "not_sure", "steps": 4, "three_b": MissingReason.LOST, "several": ("a", "ab")}
    sheet = AnswerSheet(instruments("every_kind"), "all", answers)
    assert (sheet.value("odd_a"), sheet.amount("odd_a"), sheet.number("odd_a")) == ("c1", Fraction(1, 2), None)
    assert (sheet.value("three_a"), sheet.number("three_a")) == ("not_sure", None)
    assert (sheet.value("steps"), sheet.number("steps"), sheet.reason("steps")) == (4, 4, None)
    assert (sheet.value("three_b"), sheet.number("three_b"), sheet.reason("three_b")) == (
        None,
        None,
        MissingReason.LOST,
    )
    assert (sheet.value("several"), sheet.number("several")) == (("a", "ab"), None)
    assert (sheet.value("years"), sheet.reason("years"), sheet.number("nonsense")) == (None, None, None)


@pytest.mark.parametrize("code", CODES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_score_is_in_its_range_or_has_a_reason(
    code: str,
    seed: int,
    instruments: Callable[[str], Instrument],
) -> None:
    instrument = instruments(code)
    scores = {each.code: each for each in instrument.scores}
    ranges = {name: score_range(each, instrument.by_code, scores) for name, each in scores.items()}
    for sheet in make_sheets(instrument, instrument.all_forms[0].code, seed, 30):
        for result in score_answers(instrument, sheet).results:
            if result.value is None:
                assert result.outcome is Outcome.NOT_SCORABLE
                assert result.reason
            else:
                low, high = ranges[result.code]
                assert low <= result.value <= high
