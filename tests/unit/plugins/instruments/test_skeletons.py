"""What holds for every instrument whose words are not ours: no word of it, honest README, and two ways to one score."""

import random

import polars as pl
import pytest

from alongside import Instrument, MissingPolicy, ResponseScale
from alongside.accessibility.pictures.pictures import open_picture_book
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.expressions import score_frame
from alongside.core.engine.scoring import score_answers
from alongside.core.languages.english_checks import check_english
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_bundled
from alongside.core.settings import Settings

CATALOGUE = PluginHost(Settings()).admit(find_bundled())
SKELETONS = [each for each in CATALOGUE.instruments.values() if not each.licence.wording_may_ship]
NUMBERED = [CATALOGUE.instruments[code] for code in ("sdq", "pedsql", "pedsql_child", "ghq12", "bpsc", "ppsc")]
"""Those whose answers are called by their number and whose items are scored by their printed place."""
OWN_SLOTS = ("why_we_ask", "sensitive_warning")
SHEETS = 200
every_skeleton = pytest.mark.parametrize("instrument", SKELETONS, ids=lambda instrument: instrument.code)
every_numbered = pytest.mark.parametrize("instrument", NUMBERED, ids=lambda instrument: instrument.code)


@every_skeleton
def test_no_item_has_words(instrument: Instrument) -> None:
    assert not instrument.has_wording
    assert all(item.text == "" and item.help == "" for item in instrument.items)


@every_numbered
def test_answers_are_called_by_their_number_and_nothing_names_the_instrument(instrument: Instrument) -> None:
    assert not instrument.licence.wording_may_ship
    assert not instrument.title_for_families
    stand_ins = {source.text.standard for source in instrument.texts() if not source.id.endswith(OWN_SLOTS)}
    assert stand_ins <= {f"Answer {number}" for number in range(1, 6)}


@every_numbered
def test_nothing_stands_beside_an_item_that_the_holder_did_not_allow(instrument: Instrument) -> None:
    assert instrument.licence.beside_items == frozenset()
    assert not any(item.may_comment for item in instrument.items)
    assert instrument.licence.reference


@every_numbered
def test_items_are_numbered_as_printed_and_answers_coded_in_printed_order(instrument: Instrument) -> None:
    assert [item.code for item in instrument.items] == [f"i{place:02}" for place in range(1, len(instrument.items) + 1)]
    for item in instrument.items:
        assert isinstance(item.response, ResponseScale)
        values = [choice.value for choice in item.response.choices]
        assert values == sorted(values)
        assert [choice.code for choice in item.response.choices] == [str(value) for value in values]


@every_numbered
def test_why_we_ask_is_in_plain_and_in_easy_words_with_a_picture(instrument: Instrument) -> None:
    own = [source for source in instrument.texts() if source.id.endswith(OWN_SLOTS)]
    assert own
    assert all(source.text.easy and source.text.picture in open_picture_book() for source in own)
    assert check_english(own, needs_picture=lambda _: True) == ()


@every_numbered
def test_its_readme_says_who_owns_it_and_what_is_not_confirmed(instrument: Instrument) -> None:
    readme = (CATALOGUE.folder_of(instrument.code) / "README.md").read_text(encoding="utf-8")
    assert "No word of" in readme
    assert "Holder: " in readme
    assert "not confirmed" in readme
    assert "sourced" in readme
    for code in {form.code for form in instrument.forms} | {score.code for score in instrument.every_score}:
        assert f"`{code}`" in readme
    for policy in policies_of(instrument):
        assert all(f"`{word}`" in readme for word in (policy.name, *policy.options))


@every_numbered
def test_both_evaluators_agree_on_every_form_under_every_policy(instrument: Instrument) -> None:
    for form in instrument.all_forms:
        sheets = made_up(instrument, form.code)
        frame = pl.DataFrame(
            {
                item.code: pl.Series([sheet.answers.get(item.code) for sheet in sheets], dtype=pl.String)
                for item in instrument.items_of(form.code)
            }
        )
        for chosen in chosen_policies(instrument):
            rows = score_frame(instrument, form.code, frame, chosen).to_dicts()
            for sheet, row in zip(sheets, rows, strict=True):
                for result in score_answers(instrument, sheet, policies=chosen).results:
                    value = None if result.value is None else float(result.value)
                    assert row[result.code] == value
                    assert row[f"{result.code}_outcome"] == result.outcome.value
                    assert row[f"{result.code}_reason"] == result.reason
                    assert row[f"{result.code}_band"] == (result.bands[0].band if result.bands else None)


def policies_of(instrument: Instrument) -> list[MissingPolicy]:
    found = {
        score.missing.name: score.missing
        for score in instrument.every_score
        if isinstance(score.missing, MissingPolicy)
    }
    return list(found.values())


def chosen_policies(instrument: Instrument) -> list[dict[str, str]]:
    return [{policy.name: option} for policy in policies_of(instrument) for option in policy.options]


def made_up(instrument: Instrument, form: str) -> list[AnswerSheet]:
    """Return sheets of chance, some full, some empty, most between."""
    chance, sheets = random.Random(f"{instrument.code} {form}"), []
    for _ in range(SHEETS):
        gaps = chance.choice((0.0, 0.1, 0.4, 0.6, 1.0))
        answers = {
            item.code: chance.choice(item.response.choices).code  # type: ignore[union-attr]  # held above: all are scales
            for item in instrument.items_of(form)
            if chance.random() >= gaps
        }
        sheets.append(AnswerSheet(instrument, form, answers))
    return sheets
