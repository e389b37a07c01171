"""Plain Python for one person and expressions for a cohort give the same scores, outcomes, reasons and bands."""

from collections.abc import Callable
from dataclasses import replace

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside import Choice, Instrument, Item, Ladder, MissingReason, MissingRule, ResponseScale, WholeNumber
from alongside.core.definitions.score_rules import Mean, ProRatedSum, RoundingRule, Sum, rules_of
from alongside.core.definitions.scoring import Composite, Subscale
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.expressions import score_frame
from alongside.core.engine.scoring import ScoreResult, score_answers

SHEETS = 1000
EXAMPLES = 2
IN_BULK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not shrink to anything simpler
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FORMS = [
    ("sdq", "2_4"),
    ("sdq", "4_17"),
    ("pedsql_like", "all"),
    ("value_set", "all"),
    ("value_set_absent", "all"),
    ("ghq_like", "all"),
    ("every_kind", "all"),
]


Scorer = Callable[[Instrument, str, pl.DataFrame, dict[str, str]], pl.DataFrame]
Drawn = tuple[list[int], list[str], tuple[Subscale | Composite, ...]]


def as_frame(sheets: list[AnswerSheet]) -> pl.DataFrame:
    """Return choices as codes and numbers as numbers; every second gap without a reason is an empty text."""
    columns: dict[str, pl.Series] = {"row": pl.Series(range(len(sheets)))}
    for item in sheets[0].instrument.items_of(sheets[0].form):
        given_answers = [sheet.answers.get(item.code) for sheet in sheets]
        is_number = isinstance(item.response, WholeNumber | Ladder)
        cells = [cell(value, is_number=is_number) for value in given_answers]
        columns[item.code] = pl.Series(item.code, cells, dtype=pl.Int64 if is_number else pl.String)
    return pl.DataFrame(columns)


def cell(value: object, *, is_number: bool) -> object:
    if isinstance(value, MissingReason):
        return int(value) if is_number else str(int(value))
    return " ".join(value) if isinstance(value, tuple) else value


def plain_rows(sheets: list[AnswerSheet], policies: dict[str, str]) -> list[dict[str, object]]:
    found = []
    for sheet in sheets:
        row: dict[str, object] = {}
        for result in score_answers(sheet.instrument, sheet, policies=policies).results:
            row |= plain_columns(sheet.instrument, result)
        found.append(row)
    return found


def plain_columns(instrument: Instrument, result: ScoreResult) -> dict[str, object]:
    schemes = [scheme.code for score in instrument.scores if score.code == result.code for scheme in score.bands]
    bands = {
        f"{result.code}_band_{scheme}" if place else f"{result.code}_band": result.band(scheme)
        for place, scheme in enumerate(schemes)
    } or {f"{result.code}_band": None}
    return {
        result.code: None if result.value is None else float(result.value),
        f"{result.code}_outcome": result.outcome.value,
        f"{result.code}_reason": result.reason,
        **bands,
    }


def score_polars(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
    return score_frame(instrument, form, frame, policies)


def score_polars_lazy(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
    return score_frame(instrument, form, frame.lazy(), policies).collect()


def score_pandas(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
    return pl.from_pandas(score_frame(instrument, form, frame.to_pandas(), policies))


def score_arrow(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
    scored = pl.from_arrow(score_frame(instrument, form, frame.to_arrow(), policies))
    assert isinstance(scored, pl.DataFrame)
    return scored


def score_duckdb(instrument: Instrument, form: str, frame: pl.DataFrame, policies: dict[str, str]) -> pl.DataFrame:
    with duckdb.connect() as connection:
        return score_frame(instrument, form, connection.from_arrow(frame.to_arrow()), policies).pl()


ENGINES = (score_polars, score_polars_lazy, score_pandas, score_arrow, score_duckdb)
MAIN_ENGINES = (score_polars, score_pandas, score_duckdb)


def assert_equal(sheets: list[AnswerSheet], policies: dict[str, str], engines: tuple[Scorer, ...]) -> None:
    frame, expected = as_frame(sheets), plain_rows(sheets, policies)
    for score in engines:
        scored = score(sheets[0].instrument, sheets[0].form, frame, policies).sort("row")
        assert set(scored.columns) == {*frame.columns, *expected[0]}
        assert scored.select(list(expected[0])).to_dicts() == expected, score.__name__


def each_policy(instrument: Instrument) -> list[dict[str, str]]:
    policies = {score.missing.name: score.missing for score in instrument.scores if len(rules_of(score.missing)) > 1}
    return [{name: option} for name, policy in policies.items() for option in policy.options] or [{}]


@pytest.mark.parametrize(("code", "form"), FORMS)
@given(seed=st.integers(0, 2**32))
@IN_BULK
def test_random_sheets_score_the_same_both_ways(
    code: str,
    form: str,
    seed: int,
    instruments: Callable[[str], Instrument],
    make_sheets: Callable[[Instrument, str, int, int], list[AnswerSheet]],
) -> None:
    assert_equal(make_sheets(instruments(code), form, seed, SHEETS), {}, MAIN_ENGINES)


@pytest.mark.parametrize("code", ["sdq", "pedsql_like", "ghq_like"])
def test_every_option_of_every_policy_scores_the_same_both_ways(
    code: str,
    instruments: Callable[[str], Instrument],
    make_sheets: Callable[[Instrument, str, int, int], list[AnswerSheet]],
) -> None:
    instrument = instruments(code)
    for policies in each_policy(instrument):  # a policy changes the rule, not how an engine works: one engine will do
        assert_equal(make_sheets(instrument, instrument.all_forms[0].code, 7, 500), policies, (score_polars,))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_frame_scores_the_same(
    engine: Scorer,
    instruments: Callable[[str], Instrument],
    make_sheets: Callable[[Instrument, str, int, int], list[AnswerSheet]],
) -> None:
    assert_equal(make_sheets(instruments("every_kind"), "all", 11, 200), {}, (engine,))


@st.composite
def definitions(draw: st.DrawFn) -> Drawn:
    """Draw three subscales and two composites of any rules over a few items."""
    values = draw(st.lists(st.integers(-3, 6), min_size=2, max_size=5, unique=True))
    rules = st.sampled_from(
        [
            MissingRule.none_missing(),
            MissingRule.at_most(1),
            MissingRule.at_least_answered(1),
            MissingRule.zero_unless_all(),
        ]
    )
    combines, roundings = st.sampled_from([Mean(), ProRatedSum()]), st.sampled_from(list(RoundingRule))
    codes = [f"i{number}" for number in range(draw(st.integers(2, 6)))]
    scores: list[Subscale | Composite] = []
    for name in ("a", "b", "c"):
        items = tuple(draw(st.lists(st.sampled_from(codes), min_size=2, max_size=4, unique=True)))
        reverse = tuple(draw(st.lists(st.sampled_from(items), unique=True)))
        recode = draw(st.dictionaries(st.sampled_from(values), st.integers(-2, 9), max_size=2))
        rule, rounding = draw(rules), draw(roundings)
        combine = draw(st.one_of(combines, st.just(Sum()))) if rule.missing_is_zero else draw(combines)
        made = Subscale(name, items, combine, missing=rule, higher_is="x", reverse=reverse, recode=recode)
        scores.append(replace(made, rounding=rounding))
    for name, over_items in (("over_scores", False), ("over_items", True)):
        made = Composite(
            name, ("a", "b", "c"), draw(combines), missing=draw(rules), higher_is="x", over_items=over_items
        )
        scores.append(replace(made, rounding=draw(roundings)))
    return values, codes, tuple(scores)


@given(drawn=definitions(), seed=st.integers(0, 2**32))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_definitions_score_the_same_both_ways(
    drawn: Drawn,
    seed: int,
    instruments: Callable[[str], Instrument],
    make_sheets: Callable[[Instrument, str, int, int], list[AnswerSheet]],
) -> None:
    values, codes, scores = drawn
    scale = ResponseScale("scale", tuple(Choice(f"c{place}", value, "?") for place, value in enumerate(values)))
    items = tuple(Item(code, "?", scale) for code in codes)
    instrument = replace(instruments("ghq_like"), code="drawn", items=items, scores=scores)
    assert_equal(make_sheets(instrument, "all", seed, 50), {}, (score_polars,))
