from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.core.definitions.instrument import Instrument
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_bundled
from alongside.core.settings import Settings
from alongside.testing import answers_to, check_instrument, check_scores

CATALOGUE = PluginHost(Settings()).admit(find_bundled())
INSTRUMENTS = list(CATALOGUE.instruments.values())
every_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.code)


def test_no_bundled_plugin_is_refused_and_there_are_several_instruments() -> None:
    assert [str(fault) for refusal in CATALOGUE.refused for fault in refusal.faults] == []
    assert len(INSTRUMENTS) >= 3


@every_instrument
def test_it_has_no_faults_and_each_item_can_be_reached(instrument: Instrument) -> None:
    check_instrument(instrument)


@every_instrument
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_answers_give_a_score_in_range_or_a_reason(instrument: Instrument, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([form.code for form in instrument.all_forms]))
    check_scores(data.draw(answers_to(instrument, form)))


@every_instrument
def test_it_has_a_readme_that_says_what_its_words_are(instrument: Instrument) -> None:
    readme = CATALOGUE.folder_of(instrument.code) / "README.md"
    assert readme.is_file()
    words = readme.read_text(encoding="utf-8")
    assert words.startswith("# ")
    assert "licence" in words.lower() or "permission" in words.lower()


@every_instrument
def test_each_age_has_at_most_one_form_unless_the_study_settles_it(instrument: Instrument) -> None:
    spans = sorted((form.from_months, form.to_months) for form in instrument.all_forms)
    overlaps = [left for left, right in pairwise(spans) if left[1] > right[0]]
    assert not overlaps or instrument.overlap_settled_by_study or instrument.about == "participant"


@every_instrument
def test_its_code_is_named_by_no_part_of_the_core(instrument: Instrument, root: Path) -> None:
    sources = [file for folder in ("core", "accessibility") for file in (root / folder).rglob("*.py")]
    assert len(sources) > 50
    naming = [file for file in sources if f'"{instrument.code}"' in file.read_text(encoding="utf-8")]
    naming = [file for file in naming if file.name != "neutral.py"]  # words that no message may hold
    assert naming == []
