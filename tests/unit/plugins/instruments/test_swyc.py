"""The two checklists of the Survey of Well-being of Young Children: keys, every example, windows of age, gaps."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from alongside import Asked, Evidence, Instrument, age_on
from alongside.core.definitions.ages import Age, age_counted
from alongside.core.engine.ages import FormDue, FormNotAsked, find_form
from alongside.core.engine.scoring import Outcome
from alongside.plugins.instruments.bpsc import BPSC
from alongside.plugins.instruments.bpsc import alongside_instruments as bpsc_instruments
from alongside.plugins.instruments.ppsc import PPSC
from alongside.plugins.instruments.ppsc import alongside_instruments as ppsc_instruments
from alongside.testing import ScoreSheet, check_instrument, score

VECTORS = Path(__file__).parents[3] / "vectors"
CHECKLISTS = {"BPSC": BPSC, "PPSC": PPSC}

# Typed a second time from the published structure: first and last item, and from which score on it is of concern.
KEY = {
    "BPSC": {"inflexibility": (1, 4, 3), "irritability": (5, 8, 3), "routines": (9, 12, 3)},
    "PPSC": {"total": (1, 18, 9)},
}
FIRST_FORM = {"BPSC": "2m", "PPSC": "18m"}
POLICIES = ("strict", "missing_as_zero")


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows("swyc_vectors.csv")
WINDOWS = rows("swyc_age_windows.csv")
AGES = rows("swyc_age_vectors.csv")


def scored(checklist: str, codes: list[str], policy: str = "strict", form: str = "") -> ScoreSheet:
    answers = {f"i{number:02}": code for number, code in enumerate(codes, 1) if code}
    return score(CHECKLISTS[checklist], answers, form=form or FIRST_FORM[checklist], policies={"missing": policy})


def due(instrument: Instrument, age: Age) -> str:
    found = find_form(Asked(instrument.code, per="child"), instrument, age)
    return found.form if isinstance(found, FormDue) else ""


@pytest.mark.parametrize(("instrument", "offered"), [(BPSC, bpsc_instruments()), (PPSC, ppsc_instruments())])
def test_each_plugin_offers_one_sound_instrument(instrument: Instrument, offered: tuple[Instrument, ...]) -> None:
    assert offered == (instrument,)
    check_instrument(instrument)


@pytest.mark.parametrize("checklist", CHECKLISTS)
def test_the_key_agrees_with_the_key_typed_a_second_time(checklist: str) -> None:
    instrument = CHECKLISTS[checklist]
    assert [each.code for each in instrument.scores] == list(KEY[checklist])
    for each in instrument.scores:
        first, last, at_least = KEY[checklist][each.code]
        assert [int(item[1:]) for item in each.items] == list(range(first, last + 1))
        (cut_off,) = each.bands
        assert (cut_off.code, cut_off.at_least, cut_off.evidence) == ("of_concern", at_least, Evidence.SOURCED)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case['instrument']}-{case['case_id']}" for case in CASES])
def test_every_example_is_scored_and_flagged_alike_on_each_form(case: dict[str, str], policy: str) -> None:
    columns = ("score1_inflexibility_or_total", "score2_irritability", "score3_routines")
    for form in CHECKLISTS[case["instrument"]].all_forms:
        sheet = scored(case["instrument"], case["answers"].split(), policy, form.code)
        for place, result in enumerate(sheet.results):
            assert str(result.value) == case[columns[place]]
            flagged = result.band("of_concern") == "at_or_above"
            assert f"{int(flagged)}" == case[f"flag{place + 1}"]


@pytest.mark.parametrize(("checklist", "codes"), [("BPSC", ["1", "1"] + ["0"] * 10), ("PPSC", ["2"] * 4 + ["0"] * 14)])
def test_just_below_its_number_nothing_is_of_concern(checklist: str, codes: list[str]) -> None:
    assert {result.band("of_concern") for result in scored(checklist, codes).results} == {"below"}


def test_a_gap_touches_only_its_own_part_of_the_babys_checklist() -> None:
    sheet = scored("BPSC", ["", *["1"] * 11])
    assert [result.value for result in sheet.results] == [None, 4, 4]
    assert sheet.result("inflexibility").reason == "3 of 4 answered, at least 4 needed"
    counted = scored("BPSC", ["", *["1"] * 11], "missing_as_zero").result("inflexibility")
    assert (counted.outcome, counted.value) == (Outcome.VALUE, 3)


def test_nothing_is_made_from_nothing_under_either_rule() -> None:
    for checklist in CHECKLISTS:
        for policy in POLICIES:
            assert {result.value for result in scored(checklist, [], policy).results} == {None}


@pytest.mark.parametrize("row", WINDOWS, ids=[row["form_months"] for row in WINDOWS])
def test_each_printed_form_is_for_its_completed_months(row: dict[str, str]) -> None:
    form, first, last = f"{row['form_months']}m", int(row["first_completed_month"]), int(row["last_completed_month"])
    for code, instrument in CHECKLISTS.items():
        ages = [months for months in range(216) if due(instrument, Age(months, 30)) == form]
        assert ages == (list(range(first, last + 1)) if code == row["checklist"] else [])


@pytest.mark.parametrize("row", AGES, ids=[row["note"] or row["date_of_birth"] for row in AGES])
def test_a_child_gets_the_form_of_the_exact_age(row: dict[str, str]) -> None:
    age = age_on(date.fromisoformat(row["date_of_birth"]), date.fromisoformat(row["date_completed"]))
    assert (age.months, age.days) == (int(row["completed_months"]), int(row["days"]))
    found = {code: due(instrument, age) for code, instrument in CHECKLISTS.items()}
    wanted = {row["expected_checklist"]: f"{row['expected_form']}m"} if row["expected_checklist"] else {}
    assert {code: form for code, form in found.items() if form} == wanted


def test_together_they_leave_no_month_out_from_the_first_to_the_sixty_fifth() -> None:
    for months in range(216):
        forms = [due(instrument, Age(months, 0)) for instrument in CHECKLISTS.values()]
        assert sum(map(bool, forms)) == (1 <= months <= 65), months
    assert find_form(Asked("bpsc", per="child"), BPSC, Age(18, 0)) == FormNotAsked(
        "From 18 months another checklist takes its place."
    )


def test_a_child_born_early_is_asked_by_the_age_since_the_day_it_was_due() -> None:
    born, on = date(2024, 1, 1), date(2024, 6, 10)  # five months on, and three and a bit since it was due
    for weeks_early, form in ((0, "4m"), (2, "4m"), (8, "2m")):
        age = age_counted(born, on, weeks_early=weeks_early, adjust=BPSC.adjust_for_early)
        assert due(BPSC, age) == form


@pytest.mark.parametrize("weeks_early", [0, 2, 3, 8, 18])
def test_on_no_day_is_a_child_born_early_asked_both_or_neither(weeks_early: int) -> None:
    born = date(2024, 1, 31)
    for days in range(1, 1100):
        on = born + timedelta(days=days)
        ages = {
            code: age_counted(born, on, weeks_early=weeks_early, adjust=instrument.adjust_for_early)
            for code, instrument in CHECKLISTS.items()
        }
        forms = [code for code, instrument in CHECKLISTS.items() if due(instrument, ages[code])]
        assert len(forms) == (ages["BPSC"].months >= 1), (days, forms)


def test_a_checklist_that_is_left_for_the_next_is_not_come_back_to() -> None:
    born = date(2024, 1, 31)
    for weeks_early in (3, 18):
        asked = [
            due(
                PPSC,
                age_counted(born, born + timedelta(days=days), weeks_early=weeks_early, adjust=PPSC.adjust_for_early),
            )
            for days in range(1, 1100)
        ]
        begun = next(day for day, form in enumerate(asked) if form)
        assert all(asked[begun:])
