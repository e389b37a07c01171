"""Norms, equations and validity: each rule by a hand-worked case, and both evaluators alike on any answers, ages, sexes."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import product

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alongside import (
    OWN_WORDING,
    AboutWhom,
    AnswerOutOfRangeError,
    Band,
    BandScheme,
    Choice,
    Composite,
    CutOff,
    DataKind,
    Equation,
    Evidence,
    Instrument,
    Item,
    Keyed,
    Mean,
    MissingRule,
    NormScore,
    Outcome,
    ResponseScale,
    ScoreResult,
    Sex,
    Subscale,
    Sum,
    Text,
    Validity,
    with_data,
)
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.expressions import score_frame
from alongside.core.engine.frame_columns import FrameColumnsError
from alongside.core.engine.scoring import score_answers
from tests.support.both_evaluators import ENGINES, MAIN_ENGINES, Scorer, assert_equal, make_sheets, score_polars
from tests.support.data_files import data_file

SCALE = ResponseScale(
    "scale", (*(Choice(f"c{n}", n, f"Option {n}") for n in range(-1, 3)), Choice("not_seen", None, "Not seen"))
)
CODES = tuple(f"i{number}" for number in range(1, 9))
BANDS = BandScheme(
    "t",
    "1",
    "made up",
    Evidence.UNCONFIRMED,
    {"all": (Band("low", 0, 49), Band("middle", 50, 59), Band("top", 60, 120))},
)
PLAIN = Instrument(
    code="derived",
    version="1.0.0",
    title="Derived",
    citation="Made up for tests.",
    why_we_ask=Text("To test.", picture="ask"),
    licence=OWN_WORDING,
    about="child",
    respondents=("parent",),
    minutes=1,
    items=tuple(Item(code, "?", SCALE) for code in CODES),
    scores=(
        Keyed("calm", Mean(), missing=MissingRule.at_most(2), higher_is="calmer"),
        Keyed(
            "counted",
            Sum(),
            missing=MissingRule.none_missing(),
            counts_answers=True,
            how_many=3,
            higher_is="more",
            bands=(CutOff("two", 2, "1", "made up", Evidence.UNCONFIRMED),),
        ),
        Subscale("whole", CODES[:3], Sum(), missing=MissingRule.zero_unless_all(), higher_is="more"),
        Composite("both", ("calm", "whole"), Mean(), missing=MissingRule.at_most(1), higher_is="more"),
        Composite(
            "over_items", ("calm", "whole"), Mean(), missing=MissingRule.at_most(4), over_items=True, higher_is="more"
        ),
        NormScore("calm_t", "calm", decimals=2, higher_is="calmer than others", bands=(BANDS,)),
        NormScore("counted_t", "counted", higher_is="more than others"),
        Equation("worth", ("calm", "whole", "both"), higher_is="worth more"),
        Validity("valid", {"counted": 1, "calm": 1}),
    ),
)
KEYING = [
    *(("calm", code, "reversed" if code == "i2" else "") for code in CODES[:6]),
    ("counted", "i6", "c2"),
    ("counted", "i7", "c0"),
    ("counted", "i8", "c-1"),
]
STAIRS = {
    ("female", 12, 23): ((-1, 30), (Fraction(-1, 4), 45), (0, 50), (Fraction(67, 100), 58), (Fraction(3, 2), 66)),
    ("male", 12, 23): ((Fraction(-1, 2), 40), (Fraction(34, 100), 55), (2, 70)),
    ("both", 24, 35): ((-1, 20), (1, 60)),
}
NORMS = [
    *(("calm_t", *band, float(raw), norm) for band, steps in STAIRS.items() for raw, norm in steps),
    *(("counted_t", "both", 0, 36, raw, 40 + 10 * raw) for raw in range(4)),
]
# Typed here once as the file's rows and once, below, as the sum that they mean.
TERMS = [
    ("constant", "0.31"),
    ("calm", "0.125"),
    ("calm^2", "-0.0471"),
    ("whole*both", "0.0333"),
    ("whole*age_years", "0.011"),
    ("age_months^2", "-0.00007"),
    ("female", "0.05"),
    ("lowest", "-0.2"),
    ("highest", "0.9"),
]
FILES = {
    "keying.csv": data_file(DataKind.KEYING, KEYING),
    "norms.csv": data_file(DataKind.NORMS, NORMS),
    "equation_worth.csv": data_file(DataKind.EQUATION, TERMS),
}
INSTALLED = with_data(PLAIN, FILES)
GIRL = AboutWhom(18, Sex.FEMALE)


def by_hand(calm: float, whole: float, both: float, months: int, *, female: bool) -> float:
    """Return the equation typed a second time."""
    worth = 0.31 + 0.125 * calm - 0.0471 * calm**2 + 0.0333 * whole * both + 0.011 * whole * months / 12
    worth += -0.00007 * months**2 + (0.05 if female else 0)
    return min(0.9, max(-0.2, worth))


def result(
    answers: dict[str, str], code: str, whom: AboutWhom = GIRL, instrument: Instrument = INSTALLED
) -> ScoreResult:
    return score_answers(instrument, AnswerSheet(instrument, "all", answers), whom=whom).result(code)


def alike(code: str) -> dict[str, str]:
    return dict.fromkeys(CODES, code)


@pytest.mark.parametrize(
    ("missing", "reasons"),
    [
        (
            tuple(FILES),
            {
                "calm": "no keying installed",
                "over_items": "no keying installed",
                "counted": "no keying installed",
                "calm_t": "no norms installed",
                "worth": "no equation installed",
                "valid": "no keying installed",
            },
        ),
        (("keying.csv",), {"calm_t": "no keying installed", "valid": "no keying installed"}),
        (("norms.csv",), {"calm_t": "no norms installed", "counted_t": "no norms installed"}),
        (("equation_worth.csv",), {"worth": "no equation installed"}),
    ],
)
def test_without_its_file_a_score_says_what_is_not_installed(missing: tuple[str, ...], reasons: dict[str, str]) -> None:
    instrument = with_data(PLAIN, {name: text for name, text in FILES.items() if name not in missing})
    for code, reason in reasons.items():
        found = result(alike("c1"), code, instrument=instrument)
        assert (found.outcome, found.value, found.reason) == (Outcome.NOT_SCORABLE, None, reason)


def test_a_keyed_scale_counts_the_answers_that_the_file_names() -> None:
    assert result({**alike("c0"), "i6": "c2", "i7": "c0", "i8": "c-1"}, "counted").value == 3
    assert result({**alike("c0"), "i6": "c1", "i7": "c0", "i8": "c2"}, "counted").value == 1
    assert result(alike("c2"), "counted").band("two") == "below"


def test_an_item_may_be_listed_as_reversed() -> None:
    assert result({**alike("c0"), "i2": "c2"}, "calm").value == Fraction(-1, 6)  # 2 becomes -1
    assert result({**alike("c0"), "i2": "c-1"}, "calm").value == Fraction(1, 3)  # -1 becomes 2


@pytest.mark.parametrize(
    ("total", "whom", "norm"),
    [
        (-6, GIRL, 30),
        (-2, GIRL, 30),  # -2/6 = -0.33
        (-1, GIRL, 45),  # -0.17
        (0, GIRL, 50),
        (4, GIRL, 58),  # 4/6 = 0.67 when rounded, though 0.6667 is less than the table's 0.67
        (3, GIRL, 50),
        (9, GIRL, 66),
        (12, GIRL, 66),
        (2, AboutWhom(18, Sex.MALE), 40),  # 2/6 = 0.33, and the table's step is 0.34
        (3, AboutWhom(12, Sex.MALE), 55),
        (3, AboutWhom(23, Sex.MALE), 55),
        (3, AboutWhom(24, Sex.MALE), 20),
        (6, AboutWhom(35, Sex.FEMALE), 60),
    ],
)
def test_a_norm_is_the_last_step_of_the_table_that_the_rounded_raw_score_reaches(
    total: int, whom: AboutWhom, norm: int
) -> None:
    answers, rest = alike("c0") | {"i2": "c1"}, total  # i2 is reversed: 1 becomes 0
    for code in ("i1", "i3", "i4", "i5", "i6"):
        step = max(-1, min(2, rest))
        answers[code], rest = f"c{step}", rest - step
    step = max(-1, min(2, rest))
    answers["i2"] = f"c{1 - step}"
    assert result(answers, "calm").value == Fraction(total, 6)
    assert result(answers, "calm_t", whom).value == norm


@pytest.mark.parametrize(
    ("answers", "whom", "reason"),
    [
        (alike("c0"), AboutWhom(None, Sex.MALE), "no age given"),
        (alike("c0"), AboutWhom(18, None), "no sex given"),
        (alike("c0"), AboutWhom(11, Sex.MALE), "no norms for this age and sex"),
        (alike("c0"), AboutWhom(36, Sex.FEMALE), "no norms for this age and sex"),
        (alike("c-1") | {"i2": "c2"}, AboutWhom(18, Sex.MALE), "the raw score lies below the norms"),
        ({}, GIRL, "0 of 1 parts have a score, at least 1 needed; calm has none"),
    ],
)
def test_where_there_is_no_norm_the_reason_is_said(answers: dict[str, str], whom: AboutWhom, reason: str) -> None:
    found = result(answers, "calm_t", whom)
    assert (found.outcome, found.value, found.reason) == (Outcome.NOT_SCORABLE, None, reason)


def test_a_norm_keeps_the_band_and_that_its_raw_score_is_pro_rated() -> None:
    found = result({"i1": "c2", "i3": "c2", "i4": "c2", "i5": "not_seen", "i6": "c2"}, "calm_t")
    assert (found.outcome, found.value, found.reason) == (Outcome.PRO_RATED, 66, "4 of 6 answered")
    assert found.band("t") == "top"


@pytest.mark.parametrize("whom", [AboutWhom(months, sex) for months, sex in product((1, 18, 60), Sex)], ids=str)
def test_an_equation_gives_what_the_same_sum_gives_by_hand(whom: AboutWhom) -> None:
    answers = {code: f"c{number % 4 - 1}" for number, code in enumerate(CODES)}
    calm, whole, both = (float(result(answers, code).value or 0) for code in ("calm", "whole", "both"))
    wanted = by_hand(calm, whole, both, whom.age_months or 0, female=whom.sex is Sex.FEMALE)
    found = result(answers, "worth", whom).value
    assert found is not None
    assert math.isclose(found, wanted, rel_tol=1e-12)


def test_what_comes_out_beyond_the_limits_is_set_to_them_and_said() -> None:
    high, low = result(alike("c2"), "worth"), result(alike("c0"), "worth", AboutWhom(200, Sex.MALE))
    assert (high.value, high.reason) == (Fraction(9, 10), "set to the highest score that there can be")
    assert (low.value, low.reason) == (Fraction(-1, 5), "set to the lowest score that there can be")
    rated = result({**alike("c2"), "i4": "not_seen"}, "worth")
    assert rated.outcome is Outcome.PRO_RATED
    assert rated.reason == "16 of 18 answered; set to the highest score that there can be"


def test_an_equation_needs_only_what_its_terms_name() -> None:
    terms = [("constant", "0.5"), ("whole", "0.01"), ("lowest", "0"), ("highest", "1")]
    files = FILES | {"equation_worth.csv": data_file(DataKind.EQUATION, terms)}
    assert result(alike("c1"), "worth", AboutWhom(), with_data(PLAIN, files)).value == Fraction(0.5 + 0.01 * 3.0)
    assert result(alike("c1"), "worth", AboutWhom()).reason == "no age given"
    assert result(alike("c1"), "worth", AboutWhom(5)).reason == "no sex given"


def test_answers_that_are_not_valid_are_marked_and_keep_their_scores() -> None:
    answers = {**alike("c2"), "i7": "c0"}
    marked = result(answers, "valid")
    assert (marked.outcome, marked.value) == (Outcome.VALUE, 0)
    assert marked.reason == "not valid; counted is more than 1; calm is more than 1"
    assert result(answers, "counted").value == 2
    assert result(alike("c1"), "valid").value == 1


def test_one_score_over_its_limit_is_enough_and_one_that_is_missing_leaves_it_open() -> None:
    over = {"i6": "c2", "i7": "c0", "i8": "c-1"}
    assert (result(over, "calm").value, result(over, "valid").value) == (None, 0)
    unclear = result({"i6": "c0", "i7": "c1", "i8": "c1"}, "valid")
    assert (unclear.value, unclear.reason) == (None, "1 of 2 parts have a score, at least 2 needed; calm has none")


def test_the_sheet_names_the_files_by_which_its_numbers_were_made() -> None:
    sheet = score_answers(INSTALLED, AnswerSheet(INSTALLED, "all", {}))
    assert [(data.name, data.source, len(data.sha256)) for data in sheet.data] == [
        ("equation_worth", "Made up for tests", 64),
        ("keying", "Made up for tests", 64),
        ("norms", "Made up for tests", 64),
    ]
    assert score_answers(PLAIN, AnswerSheet(PLAIN, "all", {})).data == ()


IN_BULK = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not shrink to anything simpler
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WHOMS = st.lists(
    st.builds(AboutWhom, st.one_of(st.none(), st.integers(0, 48)), st.one_of(st.none(), st.sampled_from(Sex))),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("lacking", [(), ("keying.csv",), ("norms.csv", "equation_worth.csv")], ids=str)
@given(seed=st.integers(0, 2**32), whoms=WHOMS)
@settings(IN_BULK, max_examples=3)
def test_any_answers_ages_and_sexes_score_the_same_both_ways(
    lacking: tuple[str, ...],
    seed: int,
    whoms: list[AboutWhom],
) -> None:
    instrument = with_data(PLAIN, {name: text for name, text in FILES.items() if name not in lacking})
    sheets = make_sheets(instrument, "all", seed, 300)
    assert_equal(sheets, {}, MAIN_ENGINES, [whoms[place % len(whoms)] for place in range(len(sheets))])


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_frame_reads_age_and_sex_alike(
    engine: Scorer,
) -> None:
    whoms = [AboutWhom(months, sex) for months, sex in product((None, 0, 11, 12, 23, 24, 35, 36), (None, *Sex))]
    assert_equal(make_sheets(INSTALLED, "all", 5, len(whoms)), {}, (engine,), whoms)


@st.composite
def numbers_of_tables(draw: st.DrawFn) -> dict[str, str]:
    """Draw any stairs of norms, and any equation, over the same scores."""
    norms = []
    for sex, first in product(("female", "male"), (0, 24)):
        raws = sorted(draw(st.lists(st.integers(-100, 200), min_size=1, max_size=6, unique=True)))
        stairs = sorted(draw(st.lists(st.integers(0, 120), min_size=len(raws), max_size=len(raws))))
        norms += [("calm_t", sex, first, first + 23, raw / 100, norm) for raw, norm in zip(raws, stairs, strict=True)]
    norms += [("counted_t", "both", 0, 90, 0, 50)]
    names = ["calm", "whole", "both", "age_years", "age_months", "female", "male"]
    powers = st.dictionaries(st.sampled_from(names), st.integers(1, 3), min_size=1, max_size=3)
    drawn = draw(st.lists(powers, min_size=1, max_size=5, unique_by=lambda each: tuple(sorted(each.items()))))
    coefficients = st.integers(-(10**6), 10**6).map(lambda whole: f"{whole / 10**6:.6f}")
    terms = [("*".join(f"{name}^{power}" for name, power in each.items()), draw(coefficients)) for each in drawn]
    terms += [("lowest", "-1.5"), ("highest", "1.25")]
    return FILES | {
        "norms.csv": data_file(DataKind.NORMS, norms),
        "equation_worth.csv": data_file(DataKind.EQUATION, terms),
    }


@given(files=numbers_of_tables(), seed=st.integers(0, 2**32), whoms=WHOMS)
@settings(IN_BULK, max_examples=20)
def test_any_tables_and_equations_score_the_same_both_ways_and_within_their_limits(
    files: dict[str, str],
    seed: int,
    whoms: list[AboutWhom],
) -> None:
    instrument = with_data(PLAIN, files)
    sheets = make_sheets(instrument, "all", seed, 40)
    people = [whoms[place % len(whoms)] for place in range(len(sheets))]
    assert_equal(sheets, {}, (score_polars,), people)
    for sheet, whom in zip(sheets, people, strict=True):
        for found in score_answers(instrument, sheet, whom=whom).results:
            assert (found.value is None) == (found.outcome is Outcome.NOT_SCORABLE)
            assert found.value is not None or found.reason
            low, high = {"calm_t": (0, 120), "worth": (-1.5, 1.25), "valid": (0, 1)}.get(found.code, (-9, 9))
            assert found.code == "counted_t" or found.value is None or low <= found.value <= high


def frame(**columns: list[object]) -> pl.DataFrame:
    rows = len(next(iter(columns.values())))
    return pl.DataFrame({code: ["c1"] * rows for code in CODES} | columns)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"sex": ["male"]}, "no column age_months"),
        ({"age_months": [18]}, "no column sex"),
        ({"age_months": ["18"], "sex": ["male"]}, "column age_months holds String: give whole months"),
        ({"age_months": [18], "sex": [1]}, "column sex holds Int64: give one of female, male"),
    ],
)
def test_a_frame_without_usable_age_and_sex_is_refused_where_they_are_needed(
    columns: dict[str, list[object]], message: str
) -> None:
    with pytest.raises(FrameColumnsError, match=message):
        score_frame(INSTALLED, "all", frame(**columns))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"age_months": [-3.0, 18.0], "sex": ["male", "male"]}, r"age_months \(1 rows\)"),
        ({"age_months": [18.5, 18.5], "sex": ["male", "boy"]}, r"age_months \(2 rows\), sex \(1 rows\)"),
    ],
)
def test_ages_and_sexes_that_there_cannot_be_are_refused(columns: dict[str, list[object]], message: str) -> None:
    with pytest.raises(AnswerOutOfRangeError, match=message):
        score_frame(INSTALLED, "all", frame(**columns))


def test_an_empty_age_or_sex_or_a_missing_code_is_not_known() -> None:
    given_frame = frame(age_months=[None, -96, 18, 18], sex=["male", "male", None, "-93"])
    scored = score_frame(INSTALLED, "all", given_frame)
    assert scored["calm_t_reason"].to_list() == ["no age given"] * 2 + ["no sex given"] * 2


def test_a_frame_of_an_instrument_without_norms_needs_no_age_and_no_sex() -> None:
    bare = replace(
        INSTALLED, scores=tuple(each for each in INSTALLED.scores if each.code in {"calm", "valid", "counted"})
    )
    assert score_frame(bare, "all", frame(family=["f1"]))["calm"].to_list() == [5 / 6]
