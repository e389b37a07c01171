"""Every instrument that is installed: random sheets score the same both ways, in range or with a reason."""

import importlib
from collections.abc import Iterator
from itertools import count

import polars as pl
import pytest

from alongside import AnswerSheet, Instrument, Outcome, score_answers
from alongside.core.definitions.items import Item
from alongside.core.definitions.score_rules import MissingPolicy
from alongside.core.definitions.scoring import score_range
from alongside.core.engine.expressions import score_frame
from alongside.core.plugin_host.host import PluginHost
from alongside.core.plugin_host.sources import find_bundled
from alongside.core.settings import Settings
from tests.support.both_evaluators import MAIN_ENGINES, Scorer, assert_equal, make_sheets

SHEETS, SHEETS_IN_FULL = 2_000, 100_000
AT_ONCE = 25_000

INSTRUMENTS = PluginHost(Settings()).admit(find_bundled()).instruments
FORMS = [(one.code, form.code) for one in INSTRUMENTS.values() for form in one.all_forms if one.scores_of(form.code)]


def sheets_of(instrument: Instrument, form: str, *, is_full: bool) -> Iterator[list[AnswerSheet]]:
    """Yield so many sheets of an instrument, shared among its forms, a part at a time."""
    forms = [form.code for form in instrument.all_forms if instrument.scores_of(form.code)]
    left = (SHEETS_IN_FULL if is_full else SHEETS) // len(forms)
    for seed in count(forms.index(form) * 1000):
        if not left:
            return
        part = min(left, AT_ONCE)
        yield make_sheets(instrument, form, seed, part)
        left -= part


def options_of(instrument: Instrument, form: str) -> Iterator[dict[str, str]]:
    for score in instrument.scores_of(form):
        if isinstance(score.missing, MissingPolicy):
            yield from ({score.missing.name: option} for option in score.missing.options)


def test_there_are_instruments_with_scores() -> None:
    assert {code for code, _ in FORMS} >= {"sdq", "growing_up"}


@pytest.fixture(scope="module")
def score_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scorer]:
    """PySpark, which `make test-full` installs; it needs Java 17.

    Reads the sheets from a file, as its users do: rows handed over by hand are scored one at a time while Spark plans.
    """
    sql = importlib.import_module("pyspark.sql")
    session = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    folder = tmp_path_factory.mktemp("spark")
    numbers = count()

    def score(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
        sheets = folder / f"{next(numbers)}.parquet"
        frame.write_parquet(sheets)
        scored = score_frame(instrument, form, session.read.parquet(str(sheets)), policies)
        return pl.DataFrame(scored.toArrow())

    yield score
    session.stop()


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.parametrize(("code", "form"), FORMS)
def test_random_sheets_score_the_same_both_ways(
    code: str, form: str, request: pytest.FixtureRequest, *, is_full: bool
) -> None:
    engines = (*MAIN_ENGINES, request.getfixturevalue("score_spark")) if is_full else MAIN_ENGINES
    for sheets in sheets_of(INSTRUMENTS[code], form, is_full=is_full):
        assert_equal(sheets, {}, engines)


@pytest.mark.parametrize(("code", "form"), FORMS)
def test_every_option_of_every_policy_scores_the_same_both_ways(code: str, form: str) -> None:
    for policies in options_of(INSTRUMENTS[code], form):
        assert_equal(make_sheets(INSTRUMENTS[code], form, 7, 300), policies, MAIN_ENGINES[:1])


@pytest.mark.parametrize(("code", "form"), FORMS)
def test_any_answers_give_a_score_in_range_or_a_reason(code: str, form: str) -> None:
    instrument = INSTRUMENTS[code]
    scores = {score.code: score for score in instrument.scores_of(form)}
    items = {item.code: item for item in instrument.items if isinstance(item, Item)}
    ranges = {name: score_range(score, items, scores) for name, score in scores.items()}
    for sheet in make_sheets(instrument, form, 3, 500):
        for result in score_answers(instrument, sheet).results:
            if result.value is None:
                assert result.outcome is Outcome.NOT_SCORABLE
                assert result.reason
            else:
                assert ranges[result.code][0] <= result.value <= ranges[result.code][1]
