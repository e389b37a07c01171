"""The SDQ: its key typed a second time, floor, ceiling, a hand-worked case, and every published example."""

import csv
from itertools import product
from pathlib import Path

import pytest

from alongside import Evidence, Instrument
from alongside.core.definitions.score_faults import faults_between
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.routing import asked_items
from alongside.core.engine.scoring import Outcome, ScoreSheet, score_answers
from alongside.plugins.instruments.sdq import SDQ, alongside_instruments

VECTORS = Path(__file__).parents[3] / "vectors"
FORMS = ("2_4", "4_17")
SCALES = ("emotional", "conduct", "hyperactivity", "peer", "prosocial")
IMPACT = {"ebddiff": "i26", "distres": "i28", "imphome": "i29", "impfrie": "i30", "impclas": "i31", "impleis": "i32"}

# Typed a second time from the published item lists, not taken from the definition.
KEY = {
    "emotional": {3, 8, 13, 16, 24},
    "conduct": {5, 7, 12, 18, 22},
    "hyperactivity": {2, 10, 15, 21, 25},
    "peer": {6, 11, 14, 19, 23},
    "prosocial": {1, 4, 9, 17, 20},
}
REVERSED = {7, 11, 14, 21, 25}
FAVOURABLE = {number: 2 if number in REVERSED | KEY["prosocial"] else 0 for number in range(1, 26)}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows("sdq_vectors.csv")
BANDS = [row for row in rows("sdq_bands.csv") if not row["version"].startswith("T")]


def score(answers: dict[str, str], form: str = "4_17", policy: str = "missing_as_zero") -> ScoreSheet:
    return score_answers(SDQ, AnswerSheet(SDQ, form, answers), policies={"impact": policy})


def answers_of(case: dict[str, str]) -> dict[str, str]:
    items = {f"i{number:02}": f"i{number:02}" for number in range(1, 26)} | IMPACT
    return {item: case[column] for column, item in items.items() if case[column] != ""}


def favourable(changed: dict[int, int | None]) -> dict[str, str]:
    numbers = FAVOURABLE | changed
    return {f"i{number:02}": str(code) for number, code in numbers.items() if code is not None}


def shown(value: object) -> str:
    return "" if value is None else str(value)


def test_the_plugin_offers_one_sound_instrument() -> None:
    assert alongside_instruments() == (SDQ,)
    assert isinstance(SDQ, Instrument)
    assert SDQ.faults() == []
    forms = {form.code: form.items for form in SDQ.all_forms}
    assert list(faults_between("sdq", SDQ.scores, SDQ.by_code, forms)) == []


def test_no_word_of_the_holder_is_shipped() -> None:
    assert not SDQ.licence.wording_may_ship
    assert not SDQ.has_wording
    assert all(item.text == "" and item.help == "" for item in SDQ.items)
    own = {source.text.standard for source in SDQ.texts() if not source.id.endswith("why_we_ask")}
    assert own == {"Answer 1", "Answer 2", "Answer 3", "Answer 4"}


def test_both_forms_ask_all_items_in_printed_order_and_a_study_must_settle_the_age_of_four() -> None:
    printed = tuple(f"i{number:02}" for number in range(1, 34))
    assert [(form.code, form.items, form.from_months, form.to_months) for form in SDQ.all_forms] == [
        ("2_4", printed, 24, 60),
        ("4_17", printed, 48, 216),
    ]
    assert SDQ.overlap_settled_by_study


@pytest.mark.parametrize(("overall", "asked"), [({}, 26), ({"i26": "0"}, 26), ({"i26": "1"}, 33), ({"i26": "3"}, 33)])
def test_the_follow_up_questions_are_asked_only_when_there_are_difficulties(
    overall: dict[str, str], asked: int
) -> None:
    assert len(asked_items(SDQ, "2_4", AnswerSheet(SDQ, "2_4", overall))) == asked


def test_the_key_agrees_with_the_key_typed_a_second_time() -> None:
    for subscale in SDQ.scores:
        if subscale.code in SCALES:
            assert {int(item[1:]) for item in subscale.items} == KEY[subscale.code]
            assert {int(item[1:]) for item in subscale.reverse} == REVERSED & KEY[subscale.code]


def test_the_key_agrees_with_the_published_list() -> None:
    listed = rows("sdq_items.csv")
    assert len(listed) == 25
    for row in listed:
        assert int(row["item"]) in KEY[row["subscale"]]
        assert (int(row["item"]) in REVERSED) == (row["reverse_scored"] == "1")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
def test_every_published_example_is_scored_alike(case: dict[str, str], form: str) -> None:
    sheet = score(answers_of(case), form)
    for code in (*SCALES, "total", "externalising", "internalising"):
        assert shown(sheet.result(code).value) == case[f"exp_{code}"], code


@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
def test_every_published_example_is_banded_alike(case: dict[str, str]) -> None:
    for form, version, scheme in (
        ("4_17", "p417_4band", "four_band"),
        ("2_4", "p24_4band", "four_band"),
        ("4_17", "p417_3band", "three_band"),
    ):
        sheet = score(answers_of(case), form)
        for code in (*SCALES, "total"):
            bands = next(each for each in SDQ.scores if each.code == code).bands
            places = [band.code for each in bands if each.code == scheme for band in each.bands_by_form[form]]
            band = sheet.result(code).band(scheme)
            assert shown(band and places.index(band) + 1) == case[f"{version}_{code}"], (form, scheme, code)


@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
@pytest.mark.parametrize(
    ("policy", "column"),
    [("any_missing", "exp_impact_na_propagates"), ("missing_as_zero", "exp_impact_missing_as_zero")],
)
def test_every_published_impact_score_is_reached_under_its_policy(
    case: dict[str, str], policy: str, column: str
) -> None:
    assert shown(score(answers_of(case), policy=policy).result("impact").value) == case[column]


@pytest.mark.parametrize(("policy", "wanted"), [("any_missing", ""), ("missing_as_zero", "3"), ("pro_rated", "")])
def test_two_of_five_impact_answers_are_scored_as_the_policy_says(policy: str, wanted: str) -> None:
    answers = {"i26": "2", "i28": "2", "i30": "3"}
    assert shown(score(answers, policy=policy).result("impact").value) == wanted


def test_three_of_five_impact_answers_can_be_pro_rated() -> None:
    result = score({"i26": "2", "i28": "2", "i30": "3", "i31": "3"}, policy="pro_rated").result("impact")
    assert (result.outcome, result.value) == (Outcome.PRO_RATED, 8)  # 1 + 2 + 2 = 5; 5/3 * 5 = 8.33


def test_no_difficulties_means_no_impact_whatever_was_answered() -> None:
    result = score({"i26": "0"} | dict.fromkeys(("i28", "i29", "i30", "i31", "i32"), "3")).result("impact")
    assert (result.outcome, result.value, result.reason) == (Outcome.VALUE, 0, "i26 is 0")


@pytest.mark.parametrize("row", BANDS, ids=["-".join(list(row.values())[:4]) for row in BANDS])
def test_every_band_begins_and_ends_where_published_and_keeps_its_evidence(row: dict[str, str]) -> None:
    form = row["version"].removeprefix("P").replace("-", "_")
    bands = next(each for each in SDQ.scores if each.code == row["scale"]).bands
    scheme = next(each for each in bands if each.code == row["scheme"])
    names = {
        "close_to_average": {"close_to_average"},
        "slightly_raised_or_lowered": {"slightly_raised", "slightly_lowered"},
        "high_or_low": {"high", "low"},
        "very_high_or_very_low": {"very_high", "very_low"},
    }.get(row["band"], {row["band"]})
    band = next(band for band in scheme.bands_by_form[form] if band.code in names)
    assert (band.low, band.high) == (int(row["min_score"]), int(row["max_score"]))
    assert (band.evidence is Evidence.UNCONFIRMED) == (row["evidence"] == "recalled_unconfirmed")


def test_every_published_band_is_there_and_no_other() -> None:
    defined = [
        (form, scheme.code, each.code, band.code)
        for each in SDQ.scores
        for scheme in each.bands
        for form, bands in scheme.bands_by_form.items()
        for band in bands
    ]
    assert len(defined) == len(BANDS) == 77


def test_the_prosocial_bands_run_the_other_way() -> None:
    best, worst = score(favourable({})), score(favourable(dict.fromkeys(KEY["prosocial"], 0)))
    assert best.result("prosocial").band("four_band") == "close_to_average"
    assert worst.result("prosocial").band("four_band") == "very_low"


@pytest.mark.parametrize("form", FORMS)
def test_the_floor_is_nought_and_the_ceiling_forty(form: str) -> None:
    floor = score(favourable({}), form)
    ceiling = score(favourable({number: 2 - code for number, code in FAVOURABLE.items()}), form)
    assert [floor.result(code).value for code in (*SCALES, "total")] == [0, 0, 0, 0, 10, 0]
    assert [ceiling.result(code).value for code in (*SCALES, "total")] == [10, 10, 10, 10, 0, 40]


def test_a_case_worked_by_hand() -> None:
    # Emotional 2+1+gap+0+1 = 4 of 4 answered: 4/4 * 5 = 5. Conduct 1 + (2-1) + 0 + 2 + 0 = 4.
    # Hyperactivity 2+2+1+(2-0)+(2-0) = 9. Peer 0 + (2-2) + (2-1) + 0 + 1 = 2. Total 5 + 4 + 9 + 2 = 20.
    changed = {3: 2, 8: 1, 13: None, 16: 0, 24: 1, 5: 1, 7: 1, 12: 0, 18: 2, 22: 0}
    changed |= {2: 2, 10: 2, 15: 1, 21: 0, 25: 0, 6: 0, 11: 2, 14: 1, 19: 0, 23: 1}
    sheet = score(favourable(changed))
    assert [sheet.result(code).value for code in SCALES] == [5, 4, 9, 2, 10]
    assert [sheet.result(code).value for code in ("total", "externalising", "internalising")] == [20, 13, 7]
    assert sheet.result("total").band("four_band") == "very_high"
    assert sheet.result("total").outcome is Outcome.PRO_RATED
    assert sheet.result("total").reason == "19 of 20 answered"


@pytest.mark.parametrize(
    ("changed", "code", "wanted"),
    [
        ({3: 1, 8: 1, 13: 0, 16: 0, 24: None}, "emotional", 3),
        ({3: 2, 8: 2, 13: 1, 16: 1, 24: None}, "emotional", 8),
        ({2: 2, 10: 2, 15: None, 21: 2, 25: None}, "hyperactivity", 7),
        ({6: 2, 11: None, 14: None, 19: None, 23: 2}, "peer", None),
        ({6: 2, 11: None, 14: None, 19: None, 23: 2}, "total", None),
        ({6: 2, 11: None, 14: None, 19: None, 23: 2}, "externalising", 0),
        ({4: None, 17: None, 20: None}, "prosocial", None),
        ({4: None, 17: None, 20: None}, "total", 0),
    ],
)
def test_gaps_are_made_good_by_half_up_and_refused_below_three_of_five(
    changed: dict[int, int | None], code: str, wanted: int | None
) -> None:
    assert score(favourable(changed)).result(code).value == wanted


def test_the_cycle_of_answers_known_from_a_public_package() -> None:
    sheet = score({f"i{number:02}": str((number - 1) % 3) for number in range(1, 26)})
    found = [sheet.result(code).value for code in (*SCALES, "total", "externalising", "internalising")]
    assert found == [5, 7, 5, 5, 4, 22, 12, 10]


@pytest.mark.parametrize(
    ("total", "four", "three"), [(13, 1, 1), (14, 2, 2), (16, 2, 2), (17, 3, 3), (19, 3, 3), (20, 4, 3)]
)
def test_the_total_changes_band_exactly_at_the_published_numbers(total: int, four: int, three: int) -> None:
    bands = next(each for each in SDQ.scores if each.code == "total").bands
    read = [
        [band.code for band in scheme.bands_by_form["4_17"]].index(scheme.read("4_17", total).band) + 1
        for scheme in bands
    ]
    assert read == [four, three]


def test_every_score_there_can_be_has_a_band() -> None:
    for each, form in product(SDQ.scores, FORMS):
        for scheme in each.bands:
            if form in scheme.bands_by_form:
                assert all(scheme.read(form, number) for number in range(41 if each.code == "total" else 11))


def test_the_readme_lists_the_breaks_that_are_not_confirmed() -> None:
    readme = (Path(__file__).parents[4] / "plugins/instruments/sdq/README.md").read_text(encoding="utf-8")
    (listed,) = [line for line in readme.splitlines() if line.startswith("| `2_4`, `four_band` |")]
    for each in SDQ.scores:
        for scheme in each.bands:
            for form, bands in scheme.bands_by_form.items():
                if form == "2_4" and bands[-1].evidence is Evidence.UNCONFIRMED:
                    begins = bands[-1].high if each.code == "prosocial" else bands[-1].low
                    assert f"`{each.code}` {begins}" in listed
