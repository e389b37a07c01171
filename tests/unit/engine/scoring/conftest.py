"""Miniature instruments, each for one way of scoring, and random sheets for them."""

import csv
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from alongside import (
    OWN_WORDING,
    Band,
    BandScheme,
    Choice,
    Composite,
    CutOff,
    Evidence,
    Gate,
    Instrument,
    Item,
    Ladder,
    Mean,
    MissingPolicy,
    MissingRule,
    ProRatedSum,
    ResponseScale,
    RoundingRule,
    SeveralOf,
    Subscale,
    Sum,
    Text,
    ValueSet,
    WholeNumber,
    ZeroToHundred,
    answer,
)
from alongside.core.definitions.scoring import Score
from alongside.plugins.instruments.sdq import SDQ

VECTORS = Path(__file__).parents[3] / "vectors"
ALL = "all"
HALF = MissingRule.at_most_share(Fraction(1, 2))


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scale(code: str, *values: int | Fraction | None) -> ResponseScale:
    return ResponseScale(
        code,
        tuple(
            Choice(f"c{place}" if value is not None else f"not_sure{place}"[:8], value, f"Option {place}")
            for place, value in enumerate(values)
        ),
    )


def instrument(code: str, items: tuple[Item, ...], scores: tuple[Score, ...]) -> Instrument:
    return Instrument(
        code=code,
        version="1.0.0",
        title=code,
        citation="Made up for tests.",
        why_we_ask=Text("To test.", picture="ask"),
        licence=OWN_WORDING,
        about="participant",
        respondents=("parent",),
        minutes=1,
        items=items,
        scores=scores,
    )


def pedsql_like() -> Instrument:
    five = scale("five", 0, 1, 2, 3, 4)
    codes = [f"i{number:02}" for number in range(1, 22)]
    parts = {"physical": codes[:8], "emotional": codes[8:13], "social": codes[13:18], "school": codes[18:]}
    subscales = tuple(
        Subscale(
            name,
            tuple(items),
            Mean(),
            missing=HALF,
            reverse=tuple(items),
            transform=ZeroToHundred(),
            higher_is="better",
        )
        for name, items in parts.items()
    )
    policy = MissingPolicy(
        "summary_items",
        {
            "items_answered": MissingRule.at_least_answered(1),
            "at_least_half": HALF,
            "scored_scales": MissingRule.at_least_answered(1).of_scored_parts(),
        },
        default="items_answered",
    )
    inner = ("emotional", "social", "school")
    summaries = (
        Composite("psychosocial", inner, Mean(), missing=policy, higher_is="better", over_items=True),
        Composite("total", tuple(parts), Mean(), missing=policy, higher_is="better", over_items=True),
        Composite("of_means", tuple(parts), Mean(), missing=MissingRule.at_most(1), higher_is="better"),
    )
    return instrument("pedsql_like", tuple(Item(code, "?", five) for code in codes), (*subscales, *summaries))


def value_set(*, installed: bool = True) -> Instrument:
    tariff: dict[str, dict[int, Fraction]] = {}
    for row in rows("icecap_o_tariff.csv"):
        tariff.setdefault(row["attribute"], {})[int(row["level"])] = Fraction(row["value"])
    values = ValueSet("older_people", "2008", "open-access table", tariff if installed else {})
    four = scale("four", 1, 2, 3, 4)
    score = Subscale(
        "value",
        tuple(tariff),
        Sum(),
        missing=MissingRule.none_missing(),
        transform=values,
        higher_is="more capable",
        bands=(CutOff("half", Fraction(1, 2), "1", "made up", Evidence.UNCONFIRMED),),
    )
    rescaled = Composite("rounded", ("value",), Sum(), missing=MissingRule.none_missing(), higher_is="more")
    rounded = replace(rescaled, rounding=RoundingRule.HALF_UP)
    items = tuple(Item(code, "?", four) for code in tariff)
    return instrument("value_set" if installed else "value_set_absent", items, (score, rounded))


def ghq_like() -> Instrument:
    four = scale("four", 0, 1, 2, 3)
    codes = tuple(f"i{number:02}" for number in range(1, 13))
    negative = {f"i{number:02}": {0: 0, 1: 1, 2: 1, 3: 1} for number in (2, 5, 6, 9, 10, 11)}
    missing = MissingPolicy(
        "missing", {"strict": MissingRule.none_missing(), "zero": MissingRule.zero_unless_all()}, default="strict"
    )
    binary = {0: 0, 1: 0, 2: 1, 3: 1}
    scores = (
        Subscale("likert", codes, Sum(), missing=missing, higher_is="more distress"),
        Subscale("ghq", codes, Sum(), missing=missing, recode=binary, higher_is="more distress"),
        Subscale("cghq", codes, Sum(), missing=missing, recode=binary, item_recode=negative, higher_is="distress"),
    )
    return instrument("ghq_like", tuple(Item(code, "?", four) for code in codes), scores)


def every_kind() -> Instrument:
    """Return one with every kind of number, unscored choices, negative numbers, fractions, gates and bands."""
    odd = scale("odd", -2, Fraction(1, 2), 3, None)
    three = scale("three", 0, 1, 2, None)
    items = (
        Item("odd_a", "?", odd),
        Item("odd_b", "?", odd),
        Item("three_a", "?", three),
        Item("three_b", "?", three),
        Item("three_c", "?", three),
        Item("steps", "?", Ladder("steps", "low", "high")),
        Item("years", "?", WholeNumber("years", -3, 40)),
        Item(
            "several", "?", SeveralOf("several", (Choice("a", 1, "A"), Choice("ab", 1, "AB")), Choice("none", 0, "No"))
        ),
    )
    threes = ("three_a", "three_b", "three_c")
    touching = BandScheme(
        "thirds",
        "1",
        "made up",
        Evidence.INFERRED,
        {
            ALL: (
                Band("high", Fraction(4, 3), 2),
                Band("middle", Fraction(2, 3), Fraction(4, 3)),
                Band("low", 0, Fraction(2, 3)),
            )
        },
    )
    gate = (answer("steps").more_than(7) & ~answer("three_a").is_("c2")) | answer("several").includes("a")
    gate |= answer("years").is_(40) | (answer("three_b").is_(1) & ~answer("odd_a").answered())
    zero = MissingRule.zero_unless_all()
    scores = (
        Subscale("odds", ("odd_a", "odd_b"), Mean(), missing=MissingRule.at_most(1), reverse=("odd_b",), higher_is="x"),
        Subscale(
            "mean",
            threes,
            Mean(),
            missing=MissingRule.at_least_answered(2),
            reverse=("three_b",),
            higher_is="x",
            bands=(touching, CutOff("case", Fraction(3, 2), "1", "made up", Evidence.COMPUTED)),
        ),
        Subscale("zeroed", threes, Mean(), missing=zero, higher_is="x"),
        Subscale(
            "mixed", ("steps", "years", "three_a"), ProRatedSum(), missing=HALF, reverse=("years",), higher_is="x"
        ),
        Subscale("stretched", ("steps", "years"), Mean(), missing=HALF, transform=ZeroToHundred(), higher_is="x"),
        Subscale("steps_recoded", ("steps",), Sum(), missing=zero, recode={0: 7, 10: -7}, higher_is="x"),
        Subscale(
            "gated",
            ("odd_a", "odd_b", "years"),
            ProRatedSum(),
            missing=MissingRule.at_most(2),
            rounding=RoundingRule.HALF_UP,
            gate=Gate(gate, -5),
            higher_is="x",
        ),
        Composite("of_fractions", ("odds", "mean", "stretched"), Mean(), missing=MissingRule.at_most(2), higher_is="x"),
        Composite("of_zeroed", ("zeroed", "gated", "mean"), Sum(), missing=zero, higher_is="x"),
        Composite("rated", ("mixed", "odds"), ProRatedSum(), missing=MissingRule.at_most(1), higher_is="x"),
        Composite(
            "nested",
            ("of_fractions", "rated"),
            Sum(),
            missing=MissingRule.none_missing(),
            rounding=RoundingRule.HALF_UP,
            higher_is="x",
        ),
        Composite(
            "inner_items",
            ("mean", "odds", "stretched"),
            Mean(),
            missing=MissingRule.at_most(5).of_scored_parts(),
            over_items=True,
            higher_is="x",
        ),
    )
    return instrument("every_kind", items, scores)


@pytest.fixture(scope="session")
def instruments() -> Callable[[str], Instrument]:
    made = (SDQ, pedsql_like(), value_set(), value_set(installed=False), ghq_like(), every_kind())

    def named(code: str) -> Instrument:
        return next(each for each in made if each.code == code)

    return named


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], list[dict[str, str]]]:
    return rows
