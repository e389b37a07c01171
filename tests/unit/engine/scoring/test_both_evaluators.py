"""Plain Python for one person and expressions for a cohort give the same scores, outcomes, reasons and bands."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside import Choice, Instrument, Item, MissingRule, ResponseScale
from alongside.core.definitions.score_rules import Mean, ProRatedSum, RoundingRule, Sum, rules_of
from alongside.core.definitions.scoring import Composite, Subscale
from tests.support.both_evaluators import (
    ENGINES,
    MAIN_ENGINES,
    Scorer,
    assert_equal,
    make_sheets,
    score_polars,
)

SHEETS = 1000
EXAMPLES = 2
IN_BULK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not shrink to anything simpler
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FORMS = [
    ("pedsql_like", "all"),
    ("value_set", "all"),
    ("value_set_absent", "all"),
    ("ghq_like", "all"),
    ("every_kind", "all"),
]


Drawn = tuple[list[int], list[str], tuple[Subscale | Composite, ...]]


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
) -> None:
    assert_equal(make_sheets(instruments(code), form, seed, SHEETS), {}, MAIN_ENGINES)


@pytest.mark.parametrize("code", ["sdq", "pedsql_like", "ghq_like"])
def test_every_option_of_every_policy_scores_the_same_both_ways(
    code: str,
    instruments: Callable[[str], Instrument],
) -> None:
    instrument = instruments(code)
    for policies in each_policy(instrument):  # a policy changes the rule, not how an engine works: one engine will do
        assert_equal(make_sheets(instrument, instrument.all_forms[0].code, 7, 500), policies, (score_polars,))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_frame_scores_the_same(
    engine: Scorer,
    instruments: Callable[[str], Instrument],
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
) -> None:
    values, codes, scores = drawn
    scale = ResponseScale("scale", tuple(Choice(f"c{place}", value, "?") for place, value in enumerate(values)))
    items = tuple(Item(code, "?", scale) for code in codes)
    instrument = replace(instruments("ghq_like"), code="drawn", items=items, scores=scores)
    assert_equal(make_sheets(instrument, "all", seed, 50), {}, (score_polars,))
