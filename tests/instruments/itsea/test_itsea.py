"""ITSEA: structure as published, no score without the holder's keying, no T score without norms, bands as published."""

import csv
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside import (
    AboutWhom,
    BandScheme,
    Composite,
    DataFilesRefusedError,
    DataKind,
    NormScore,
    Outcome,
    ScoreResult,
    Sex,
    score_answers,
    with_data,
)
from alongside.core.engine.answers import AnswerSheet
from alongside.plugins.instruments.itsea import ITSEA, alongside_instruments
from alongside.testing import answers_to, check_instrument, check_scores, score
from tests.support.both_evaluators import assert_equal, score_polars
from tests.support.data_files import data_file

VECTORS = Path(__file__).parents[2] / "vectors"
ITEMS = tuple(f"i{number:03}" for number in range(1, 167))
# Typed a second time from the published list, not taken from the definition.
STRUCTURE = {
    "externalizing": {"activity_impulsivity", "aggression_defiance", "peer_aggression"},
    "internalizing": {"depression_withdrawal", "general_anxiety", "separation_distress", "inhibition_to_novelty"},
    "dysregulation": {"sleep", "negative_emotionality", "eating", "sensory_sensitivity"},
    "competence": {
        "compliance",
        "attention",
        "imitation_play",
        "mastery_motivation",
        "empathy",
        "prosocial_peer_relations",
    },
}
CLUSTERS = {"maladaptive", "social_relatedness", "atypical"}
SUBSCALES = [subscale for subscales in STRUCTURE.values() for subscale in sorted(subscales)]
NORMED = [*SUBSCALES, *STRUCTURE]
AGES = ((12, 17), (18, 23), (24, 29), (30, 36))

# Made-up keys and norms: eight items to each scale, and stairs that differ for each sex and age.
KEYS = {scale: ITEMS[8 * place : 8 * place + 8] for place, scale in enumerate([*SUBSCALES, *sorted(CLUSTERS)])}
KEYING = data_file(DataKind.KEYING, [(scale, item, "") for scale, items in KEYS.items() for item in items])
RAWS = ("0", "0.13", "0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2")
NORMS = data_file(
    DataKind.NORMS,
    [
        (f"{score}_t", sex, first, last, raw, 26 + 5 * step + shift)
        for score in NORMED
        for shift, (sex, (first, last)) in enumerate((sex, ages) for sex in ("female", "male") for ages in AGES)
        for step, raw in enumerate(RAWS)
    ],
)
FILES = {"keying.csv": KEYING, "norms.csv": NORMS}
INSTALLED = with_data(ITSEA, FILES)
BY_CODE = {each.code: each for each in ITSEA.scores}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def result(answers: dict[str, str], code: str, whom: AboutWhom | None = None) -> ScoreResult:
    sheet = AnswerSheet(INSTALLED, "12_36m", answers)
    return score_answers(INSTALLED, sheet, whom=whom or AboutWhom(20, Sex.FEMALE)).result(code)


def all_alike(code: str) -> dict[str, str]:
    return dict.fromkeys(ITEMS, code)


def test_the_plugin_offers_one_sound_instrument_without_a_word_of_the_holder() -> None:
    assert alongside_instruments() == (ITSEA,)
    check_instrument(ITSEA)
    assert not ITSEA.licence.wording_may_ship
    assert all(item.text == "" for item in ITSEA.items)
    assert [item.code for item in ITSEA.items] == list(ITEMS)
    own = {source.text.standard for source in ITSEA.texts() if not source.id.endswith("why_we_ask")}
    assert own == {"Answer 1", "Answer 2", "Answer 3", "Answer 4"}


def test_it_is_for_children_from_the_first_birthday_to_36_months() -> None:
    (form,) = ITSEA.all_forms
    assert (form.from_months, form.to_months) == (12, 37)


def test_the_structure_agrees_with_the_published_list_and_the_list_typed_a_second_time() -> None:
    listed = rows("itsea_structure.csv")
    assert len(listed) == 20
    for row in listed:
        wanted = CLUSTERS if row["domain"] == "index_cluster" else STRUCTURE[row["domain"]]
        assert row["subscale"] in wanted
        assert row["subscale"] in BY_CODE
    assert len(SUBSCALES) == 17
    for domain, subscales in STRUCTURE.items():
        composite = BY_CODE[domain]
        assert isinstance(composite, Composite)
        assert set(composite.of) == subscales
    assert set(BY_CODE) == {*SUBSCALES, *STRUCTURE, *CLUSTERS, *(f"{code}_t" for code in NORMED)}


def test_without_files_every_score_says_what_is_not_installed() -> None:
    assert [slot.file for slot in ITSEA.data_lacking] == ["keying.csv", "norms.csv"]
    sheet = score(ITSEA, all_alike("1"))
    for code in (*SUBSCALES, *CLUSTERS):
        assert sheet.result(code).reason == "no keying installed"
    for code in NORMED:
        assert sheet.result(f"{code}_t").reason == "no norms installed"
    assert all(each.value is None for each in sheet.results)


def test_with_keys_but_without_norms_there_are_raw_scores_only() -> None:
    sheet = score(with_data(ITSEA, {"keying.csv": KEYING}), all_alike("1"))
    assert {sheet.result(code).value for code in (*NORMED, *CLUSTERS)} == {1}
    assert {sheet.result(f"{code}_t").reason for code in NORMED} == {"no norms installed"}


def test_no_opportunity_is_an_answer_that_is_left_out_of_the_mean_and_never_a_nought() -> None:
    answers = all_alike("2")
    for item in KEYS["empathy"][:4]:
        answers[item] = "no_opportunity"
    found = result(answers, "empathy")
    assert (found.outcome, found.value, found.reason) == (Outcome.PRO_RATED, 2, "4 of 8 answered")
    answers[KEYS["empathy"][4]] = "no_opportunity"
    found = result(answers, "empathy")
    assert found.value is None
    assert found.reason == "3 of 8 answered, at least 4 needed; 5 answered no opportunity"


@pytest.mark.parametrize("row", rows("itsea_tscore_vectors.csv"), ids=lambda row: "-".join(row.values()))
def test_a_t_score_is_banded_as_published(row: dict[str, str]) -> None:
    code = "compliance_t" if row["scale_kind"] == "competence" else "sleep_t"
    (scheme,) = BY_CODE[code].bands
    reading = scheme.read("12_36m", int(row["t_score"]))
    assert reading is not None
    assert reading.band == row["expected_band"]


@pytest.mark.parametrize(
    ("code", "edges"),
    [
        ("sleep_t", {62: "typical", 63: "of_concern", 69: "of_concern", 70: "clinical"}),
        ("externalizing_t", {62: "typical", 63: "of_concern", 69: "of_concern", 70: "clinical"}),
        ("empathy_t", {38: "typical", 37: "of_concern", 31: "of_concern", 30: "deficit_delay"}),
        ("competence_t", {38: "typical", 37: "of_concern", 31: "of_concern", 30: "deficit_delay"}),
    ],
)
def test_the_bands_typed_a_second_time(code: str, edges: dict[int, str]) -> None:
    (scheme,) = BY_CODE[code].bands
    assert isinstance(scheme, BandScheme)
    for norm, band in edges.items():
        reading = scheme.read("12_36m", norm)
        assert reading is not None
        assert reading.band == band


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize(("months", "place"), [(12, 0), (17, 0), (18, 1), (23, 1), (24, 2), (29, 2), (30, 3), (36, 3)])
def test_norms_are_read_for_the_sex_and_the_age_in_completed_months(sex: Sex, months: int, place: int) -> None:
    shift = place + (4 if sex is Sex.MALE else 0)
    for code in ("sleep", "competence"):
        found = result(all_alike("1"), f"{code}_t", AboutWhom(months, sex))
        assert found.value == 26 + 5 * 5 + shift  # the sixth step, raw score 1


def test_a_case_worked_by_hand() -> None:
    # Sleep: 2 2 2 1 1 1 0 and one not answered: 9/7 = 1.29, on the step from 1.25: 26 + 5*6 + 1 = 57.
    answers = all_alike("0") | dict(zip(KEYS["sleep"], "2221110", strict=False))
    del answers[KEYS["sleep"][7]]
    assert result(answers, "sleep").value == Fraction(9, 7)
    found = result(answers, "sleep_t")
    assert (found.outcome, found.value, found.reason) == (Outcome.PRO_RATED, 57, "7 of 8 answered")
    assert found.band("t_problem") == "typical"
    # Dysregulation: the mean of 9/7, 0, 0 and 0 is 0.32: 26 + 5*2 + 1 = 37.
    assert result(answers, "dysregulation").value == Fraction(9, 28)
    assert result(answers, "dysregulation_t").value == 37


def test_norms_must_be_there_for_every_t_score() -> None:
    with pytest.raises(DataFilesRefusedError) as caught:
        with_data(ITSEA, {"norms.csv": NORMS.replace("sleep_t", "empathy_t")})
    assert "DATA_NORMS_LACKING" in {fault.code for fault in caught.value.faults}
    assert all(isinstance(BY_CODE[f"{code}_t"], NormScore) for code in NORMED)


@given(answers_to(INSTALLED))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_answers_give_a_score_in_range_or_a_reason(sheet: AnswerSheet) -> None:
    check_scores(sheet)


@given(
    seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=8),
    months=st.sampled_from((None, 11, 12, 23, 30, 36, 37)),
    sex=st.sampled_from((None, *Sex)),
)
@settings(max_examples=4, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_a_table_of_many_children_gives_the_same(seeds: list[int], months: int | None, sex: Sex | None) -> None:
    sheets = []
    for seed in seeds:
        chance = Random(seed)
        codes = ("0", "1", "2", "no_opportunity", "")
        drawn = {item: chance.choices(codes, (6, 6, 6, 1, 1))[0] for item in ITEMS}
        answers = {item: code for item, code in drawn.items() if code}
        sheets.append(AnswerSheet(INSTALLED, "12_36m", answers))
    assert_equal(sheets, {}, (score_polars,), [AboutWhom(months, sex)] * len(sheets))


@given(
    level=st.sampled_from(["0", "1", "2", "no_opportunity"]),
    months=st.one_of(st.none(), st.integers(0, 60)),
    sex=st.one_of(st.none(), st.sampled_from(Sex)),
)
def test_any_age_and_sex_give_a_t_score_in_range_or_a_reason(level: str, months: int | None, sex: Sex | None) -> None:
    found = result(all_alike(level), "sleep_t", AboutWhom(months, sex))
    assert (found.value is None and found.reason) or 26 <= (found.value or 0) <= 120
