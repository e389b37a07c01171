"""Files of numbers: what they hold is read exactly, and each thing that can be wrong with one is told with its place."""

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import (
    OWN_WORDING,
    Band,
    BandScheme,
    Choice,
    Composite,
    CutOff,
    DataFilesRefusedError,
    DataKind,
    Equation,
    Evidence,
    Fault,
    Form,
    Instrument,
    Item,
    Keyed,
    Mean,
    MissingPolicy,
    MissingRule,
    NormScore,
    ResponseScale,
    Sex,
    Subscale,
    Sum,
    Text,
    Validity,
    ValueSet,
    WholeNumber,
    with_data,
)
from alongside.core.definitions.data_rows import MOST_ROWS
from alongside.core.definitions.derived_scores import NormBand, Term
from tests.support.data_files import data_file

LEVELS = ResponseScale(
    "levels",
    (Choice("high", 2, "?"), Choice("low", 1, "?"), Choice("not_sure", None, "?"), Choice("half", Fraction(1, 2), "?")),
)
TWO = ResponseScale("two", (Choice("a", 0, "?"), Choice("b", 1, "?")))
STRICT = MissingRule.none_missing()
VALUE_SET = ValueSet("worths", "1", "made up", slot="values", anchors=(0, 1))
WAITING = Instrument(
    code="waiting",
    version="1.0.0",
    title="Waiting",
    citation="Made up for tests.",
    why_we_ask=Text("To test.", picture="ask"),
    licence=OWN_WORDING,
    about="child",
    respondents=("parent",),
    minutes=1,
    items=(
        *(Item(f"v{n}", "?", TWO) for n in (1, 2)),
        *(Item(f"k{n}", "?", TWO) for n in (1, 2, 3)),
        Item("levels", "?", LEVELS),
        Item("years", "?", WholeNumber("years", 0, 9)),
    ),
    scores=(
        Subscale("worth", ("v1", "v2"), Sum(), missing=STRICT, transform=VALUE_SET, higher_is="more"),
        Keyed("counted", Sum(), missing=STRICT, counts_answers=True, how_many=2, higher_is="more"),
        Keyed("plain", Mean(), missing=STRICT, higher_is="more"),
        NormScore("plain_t", "plain", decimals=1, lowest=20, highest=80, higher_is="more"),
        NormScore("counted_t", "counted", higher_is="more"),
        Equation("utility", ("counted", "plain"), higher_is="more"),
    ),
)
VALUES = [("v1", "a", "-0.1"), ("v1", "b", "0.4"), ("v2", "a", "0.1"), ("v2", "b", "0.6")]
KEYING = [("counted", "k1", "b"), ("counted", "k2", "a"), ("plain", "k1", ""), ("plain", "k3", "reversed")]
NORMS = [
    ("plain_t", "female", 12, 23, 0, 30),
    ("plain_t", "female", 12, 23, "0.5", 50),
    ("plain_t", "male", 12, 23, 0, 35),
    ("plain_t", "both", 24, 35, 0, 40),
    ("counted_t", "both", 12, 35, 0, 45),
]
TERMS = [("constant", "0.25"), ("plain^2*age_years", "-1.5e-2"), ("lowest", "0"), ("highest", "1")]
KINDS = {
    "values.csv": (DataKind.VALUES, VALUES),
    "keying.csv": (DataKind.KEYING, KEYING),
    "norms.csv": (DataKind.NORMS, NORMS),
    "equation_utility.csv": (DataKind.EQUATION, TERMS),
}
SOUND = {name: data_file(kind, rows) for name, (kind, rows) in KINDS.items()}


def refused(files: dict[str, str], instrument: Instrument = WAITING) -> tuple[Fault, ...]:
    with pytest.raises(DataFilesRefusedError) as caught:
        with_data(instrument, files)
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def with_rows(name: str, *more: tuple[object, ...], instead_of: int | None = None) -> dict[str, str]:
    """Return one file with rows added, or put in the place of a row (1 = the first)."""
    kind, rows = KINDS[name]
    kept = list(rows) if instead_of is None else [*rows[: instead_of - 1], *rows[instead_of:]]
    return {name: data_file(kind, [*kept, *more])}


def test_an_instrument_names_the_files_that_it_waits_for_and_those_it_lacks() -> None:
    assert WAITING.faults() == []
    assert [(slot.file, slot.kind, slot.scores) for slot in WAITING.data_needed] == [
        ("equation_utility.csv", DataKind.EQUATION, ("utility",)),
        ("keying.csv", DataKind.KEYING, ("counted", "plain")),
        ("norms.csv", DataKind.NORMS, ("plain_t", "counted_t")),
        ("values.csv", DataKind.VALUES, ("worth",)),
    ]
    assert WAITING.data_lacking == WAITING.data_needed
    some = with_data(WAITING, {"keying.csv": SOUND["keying.csv"]})
    assert [slot.name for slot in some.data_lacking] == ["equation_utility", "norms", "values"]
    assert some.data_needed == WAITING.data_needed
    rest = with_data(some, {name: text for name, text in SOUND.items() if name != "keying.csv"})
    assert rest.data_lacking == ()
    assert rest.scores == with_data(WAITING, SOUND).scores


def test_every_kind_has_words_for_staff() -> None:
    assert [kind.words for kind in DataKind] == ["value set", "keying", "norms", "equation"]


def test_without_files_the_instrument_stays_as_it_is() -> None:
    assert with_data(WAITING, {}) == WAITING


def test_what_the_files_say_becomes_part_of_the_scores_exactly() -> None:
    scores = {score.code: score for score in with_data(WAITING, SOUND).scores}
    worth, counted, plain = scores["worth"], scores["counted"], scores["plain"]
    assert isinstance(worth, Subscale)
    assert isinstance(worth.transform, ValueSet)
    assert worth.transform.values == {
        "v1": {0: Fraction(-1, 10), 1: Fraction(2, 5)},
        "v2": {0: Fraction(1, 10), 1: Fraction(3, 5)},
    }
    assert isinstance(counted, Subscale)
    assert (counted.items, counted.item_recode) == (("k1", "k2"), {"k1": {0: 0, 1: 1}, "k2": {0: 1, 1: 0}})
    assert isinstance(plain, Subscale)
    assert (plain.items, plain.item_recode) == (("k1", "k3"), {"k3": {0: 1, 1: 0}})
    assert scores["plain_t"] == replace(
        WAITING.scores[3],
        norms=(
            NormBand(Sex.FEMALE, 12, 24, ((0, 30), (Fraction(1, 2), 50))),
            NormBand(Sex.MALE, 12, 24, ((0, 35),)),
            NormBand(None, 24, 36, ((0, 40),)),
        ),
    )
    assert scores["utility"] == replace(
        WAITING.scores[5],
        terms=(Term(Fraction(1, 4)), Term(Fraction(-15, 1000), (("age_years", 1), ("plain", 2)))),
        lowest=0,
        highest=1,
    )


def test_what_was_installed_is_kept_with_its_sources_and_hash() -> None:
    text = SOUND["keying.csv"].replace("Made up for tests", '"Manual, 2nd edition"', 1)
    (kept,) = with_data(WAITING, {"keying.csv": text}).data
    assert (kept.name, kept.source) == ("keying", "Manual, 2nd edition; Made up for tests")
    assert kept.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_mark_at_the_beginning_empty_lines_blanks_and_the_order_of_columns_do_not_matter() -> None:
    text = "\ufeff\r\npage,source,answer, item ,scale\r\n"
    text += "".join(f"p. 1,Made up for tests, {answer},{item},{scale}\r\n,,,,\r\n" for scale, item, answer in KEYING)
    assert (
        with_data(WAITING, {"keying.csv": text}).scores
        == with_data(WAITING, {"keying.csv": SOUND["keying.csv"]}).scores
    )


HEAD = "scale,item,answer,source,page\n"


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"keying.csv": "scale;item;answer;source;page\n"}, "DATA_COLUMNS", "keying.csv line 1"),
        ({"keying.csv": "scale,item,answer,source,page,wording\n"}, "DATA_COLUMNS", "keying.csv line 1"),
        ({"keying.csv": "scale,item,answer,source,source\n"}, "DATA_COLUMNS", "keying.csv line 1"),
        ({"keying.csv": HEAD}, "DATA_EMPTY", "keying.csv"),
        ({"keying.csv": ""}, "DATA_EMPTY", "keying.csv"),
        ({"keying.csv": HEAD + "counted,k1,b,Manual\n"}, "DATA_ROW_WIDTH", "keying.csv line 2"),
        ({"keying.csv": HEAD + 'counted,"k1"x,b,Manual,3\n'}, "DATA_UNREADABLE", "keying.csv line 2"),
        ({"keying.csv": HEAD + 'counted,"k1\n'}, "DATA_UNREADABLE", "keying.csv line 2"),
        ({"keying.csv": SOUND["keying.csv"].replace("p. 1", "", 1)}, "DATA_SOURCE_MISSING", "keying.csv line 2"),
        (
            {"keying.csv": SOUND["keying.csv"].replace("Made up for tests", " ", 1)},
            "DATA_SOURCE_MISSING",
            "keying.csv line 2",
        ),
        ({"norms.csv": data_file(DataKind.NORMS, NORMS * (MOST_ROWS // 4))}, "DATA_TOO_LONG", "norms.csv"),
        ({"keying.toml": ""}, "DATA_FILE_UNKNOWN", "keying.toml"),
        ({"equation_other.csv": ""}, "DATA_FILE_UNKNOWN", "equation_other.csv"),
        (with_rows("values.csv", ("v9", "a", "0")), "DATA_ITEM_UNKNOWN", "values.csv line 6"),
        (with_rows("values.csv", ("k1", "a", "0")), "DATA_ITEM_UNKNOWN", "values.csv line 6"),
        (with_rows("values.csv", ("v1", "c", "0")), "DATA_ANSWER_UNKNOWN", "values.csv line 6"),
        (with_rows("values.csv", ("v1", "a", "0")), "DATA_REPEATED", "values.csv line 6"),
        (with_rows("values.csv", ("v1", "a", "0,1"), instead_of=1), "DATA_ROW_WIDTH", "values.csv line 5"),
        (with_rows("values.csv", ("v1", "a", "none"), instead_of=1), "DATA_NUMBER_MALFORMED", "values.csv line 5"),
        (with_rows("values.csv", ("v1", "a", "1e-12"), instead_of=1), "DATA_NUMBER_MALFORMED", "values.csv line 5"),
        (with_rows("values.csv", ("v1", "a", "9e9"), instead_of=1), "DATA_NUMBER_MALFORMED", "values.csv line 5"),
        (with_rows("values.csv", ("v1", "a", "٤"), instead_of=1), "DATA_NUMBER_MALFORMED", "values.csv line 5"),
        (with_rows("values.csv", instead_of=1), "DATA_VALUE_LACKING", "values.csv"),
        (with_rows("values.csv", ("v1", "a", "0.41"), instead_of=1), "DATA_VALUES_FALL", "values.csv"),
        (with_rows("values.csv", ("v1", "a", "-0.2"), instead_of=1), "DATA_VALUES_ANCHOR", "values.csv"),
        (with_rows("values.csv", ("v1", "b", "0.5"), instead_of=2), "DATA_VALUES_ANCHOR", "values.csv"),
        (with_rows("keying.csv", ("lie", "k1", "b")), "DATA_SCORE_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("worth", "k1", "b")), "DATA_SCORE_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("counted", "k4", "b")), "DATA_ITEM_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("plain", "k4", "")), "DATA_ITEM_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("counted", "k3", ""), instead_of=1), "DATA_ANSWER_UNKNOWN", "keying.csv line 5"),
        (with_rows("keying.csv", ("counted", "levels", "not_sure")), "DATA_ANSWER_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("counted", "levels", "half")), "DATA_ANSWER_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("counted", "years", "3")), "DATA_ANSWER_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("plain", "k2", "b")), "DATA_ANSWER_UNKNOWN", "keying.csv line 6"),
        (with_rows("keying.csv", ("plain", "k1", "")), "DATA_REPEATED", "keying.csv line 6"),
        (with_rows("keying.csv", ("counted", "k3", "a")), "DATA_KEY_COUNT", "keying.csv"),
        ({"keying.csv": data_file(DataKind.KEYING, KEYING[:2])}, "DATA_KEY_COUNT", "keying.csv"),
        (with_rows("norms.csv", ("plain", "male", 1, 2, 0, 50)), "DATA_SCORE_UNKNOWN", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "boy", 36, 40, 0, 50)), "DATA_SEX_UNKNOWN", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 40, 36, 0, 50)), "DATA_AGES_REVERSED", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 36.5, 40, 0, 50)), "DATA_NUMBER_MALFORMED", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 36, 40, 0.25, 50)), "DATA_NUMBER_MALFORMED", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 36, 40, 0, 50.5)), "DATA_NUMBER_MALFORMED", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 36, 40, 0, 81)), "DATA_NORM_OUTSIDE", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 12, 23, 0, 50)), "DATA_REPEATED", "norms.csv line 7"),
        (with_rows("norms.csv", ("plain_t", "male", 12, 23, 1, 34)), "DATA_NORMS_FALL", "norms.csv"),
        (with_rows("norms.csv", ("plain_t", "male", 20, 30, 0, 34)), "DATA_AGES_OVERLAP", "norms.csv"),
        (with_rows("norms.csv", ("plain_t", "both", 23, 23, 0, 34)), "DATA_AGES_OVERLAP", "norms.csv"),
        (with_rows("norms.csv", instead_of=5), "DATA_NORMS_LACKING", "norms.csv"),
        (with_rows("equation_utility.csv", ("worth", "1")), "DATA_TERM_UNKNOWN", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", ("plain^5", "1")), "DATA_TERM_UNKNOWN", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", ("plain*plain", "1")), "DATA_TERM_UNKNOWN", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", ("", "1")), "DATA_TERM_UNKNOWN", "equation_utility.csv line 6"),
        (
            with_rows("equation_utility.csv", ("age_years * plain^2", "1")),
            "DATA_REPEATED",
            "equation_utility.csv line 6",
        ),
        (with_rows("equation_utility.csv", ("lowest", "1")), "DATA_REPEATED", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", ("constant", "1")), "DATA_REPEATED", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", ("plain", "?")), "DATA_NUMBER_MALFORMED", "equation_utility.csv line 6"),
        (with_rows("equation_utility.csv", instead_of=3), "DATA_LIMIT_LACKING", "equation_utility.csv"),
        (with_rows("equation_utility.csv", instead_of=4), "DATA_LIMIT_LACKING", "equation_utility.csv"),
        (
            with_rows("equation_utility.csv", ("lowest", "1"), instead_of=3),
            "DATA_LIMITS_REVERSED",
            "equation_utility.csv",
        ),
        (
            {"equation_utility.csv": data_file(DataKind.EQUATION, TERMS[2:])},
            "DATA_TERMS_LACKING",
            "equation_utility.csv",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(files: dict[str, str], code: str, place: str) -> None:
    found = {(fault.code, fault.place) for fault in refused(files)}
    assert (code, f"waiting/{place}") in found
    assert all(fault.cause and fault.repair for fault in refused(files))


def test_a_file_that_is_installed_already_is_refused() -> None:
    once = with_data(WAITING, {"values.csv": SOUND["values.csv"]})
    assert [fault.code for fault in refused({"values.csv": SOUND["values.csv"]}, once)] == ["DATA_INSTALLED"]


def test_an_instrument_that_waits_for_nothing_takes_no_file() -> None:
    (fault,) = refused({"values.csv": ""}, replace(WAITING, scores=()))
    assert fault.cause == "waiting takes no file of numbers at all."


def test_everything_that_is_wrong_in_all_files_is_told_at_once() -> None:
    files = with_rows("values.csv", ("v9", "a", "0")) | with_rows("keying.csv", ("lie", "k1", "b"))
    files["keying.csv"] = files["keying.csv"].replace("p. 1", "")
    faults = refused(files | {"more.csv": ""})
    assert {fault.code for fault in faults} >= {
        "DATA_ITEM_UNKNOWN",
        "DATA_SCORE_UNKNOWN",
        "DATA_SOURCE_MISSING",
        "DATA_FILE_UNKNOWN",
    }


def test_what_does_not_fit_the_definition_is_told_too() -> None:
    scheme = CutOff("four", 4, "1", "made up", Evidence.UNCONFIRMED)
    banded = replace(WAITING, scores=(replace(WAITING.scores[1], bands=(scheme,)),))
    assert banded.faults() == []
    faults = refused({"keying.csv": data_file(DataKind.KEYING, KEYING[:2])}, banded)
    assert [fault.code for fault in faults] == ["SCORE_BANDS_OUTSIDE"]


@given(st.dictionaries(st.sampled_from([*SOUND, "x.csv"]), st.text(max_size=60)))
def test_no_text_at_all_does_anything_but_be_refused(files: dict[str, str]) -> None:
    if files:
        assert refused(files)


@given(
    st.lists(
        st.tuples(st.sampled_from(["v1", "v2", "k1", ""]), st.sampled_from("abc"), st.text(max_size=5)), max_size=9
    )
)
def test_any_rows_are_read_or_refused(rows: list[tuple[str, str, str]]) -> None:
    text = data_file(
        DataKind.VALUES, [(item, answer, f'"{value.replace(chr(34), "")}"') for item, answer, value in rows]
    )
    try:
        assert with_data(WAITING, {"values.csv": text}).data
    except DataFilesRefusedError as error:
        assert error.faults  # noqa: PT017 -- either ending is right, and both are looked at


KEYED = WAITING.scores[1]
SCHEME = BandScheme("t", "1", "made up", Evidence.UNCONFIRMED, {"all": (Band("a", 20, 40), Band("b", 41, 70))})
TOTAL = Composite("total", ("worth",), Sum(), missing=STRICT, higher_is="more")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (replace(WAITING.scores[3], code="more_t", raw="nowhere"), "SCORE_PART_UNKNOWN"),
        (replace(WAITING.scores[3], code="more_t", raw="plain_t"), "SCORE_PART_DERIVED"),
        (replace(WAITING.scores[3], code="more_t", bands=(SCHEME,)), "SCORE_BANDS_OUTSIDE"),
        (replace(WAITING.scores[5], code="more", of=()), "SCORE_EMPTY"),
        (replace(WAITING.scores[5], code="more", of=("worth", "worth")), "SCORE_PART_REPEATED"),
        (replace(WAITING.scores[5], code="more", higher_is=""), "SCORE_DIRECTION_MISSING"),
        (replace(WAITING.scores[5], code="utility"), "SCORE_DUPLICATED"),
        (Validity("valid", {}), "SCORE_EMPTY"),
        (Validity("valid", {"later": 1}), "SCORE_PART_UNKNOWN"),
        (Validity("valid", {"utility": 1}), "SCORE_PART_DERIVED"),
        (replace(TOTAL, of=("worth", "plain_t")), "SCORE_PART_DERIVED"),
        (Keyed("more", Sum(), missing=STRICT, higher_is=""), "SCORE_DIRECTION_MISSING"),
        (Keyed("more", Sum(), missing=MissingPolicy("p", {"a": STRICT}, "b"), higher_is="x"), "SCORE_POLICY_UNKNOWN"),
    ],
)
def test_what_is_wrong_with_a_score_of_these_kinds_is_told(more: object, code: str) -> None:
    assert code in {fault.code for fault in replace(WAITING, scores=(*WAITING.scores, more)).faults()}


def test_a_total_of_scores_that_wait_is_looked_at_when_they_no_longer_do() -> None:
    scheme = CutOff("seven", 7, "1", "made up", Evidence.UNCONFIRMED)
    more = replace(WAITING, scores=(*WAITING.scores, replace(TOTAL, bands=(scheme,))))
    assert more.faults() == []
    assert [fault.code for fault in refused({"values.csv": SOUND["values.csv"]}, more)] == ["SCORE_BANDS_OUTSIDE"]


def test_forms_that_make_a_score_in_ways_of_their_own_take_the_same_file() -> None:
    def scores(items: tuple[str, ...]) -> tuple[Subscale | Equation, ...]:
        plain = Subscale("plain", items, Mean(), missing=STRICT, higher_is="more")
        return (plain, Equation("utility", ("plain",), higher_is="more"))

    forms = (
        Form("young", ("k1", "k2"), 0, 12, scores=scores(("k1", "k2"))),
        Form("old", ("k2", "k3"), 12, 24, scores=scores(("k2", "k3"))),
    )
    split = replace(WAITING, items=WAITING.items[2:5], forms=forms, scores=())
    assert split.faults() == []
    assert [(slot.name, slot.scores) for slot in split.data_needed] == [("equation_utility", ("utility",))]
    whole = with_data(split, {"equation_utility.csv": SOUND["equation_utility.csv"]})
    for form in ("young", "old"):
        equation = whole.scores_of(form)[-1]
        assert isinstance(equation, Equation)
        assert len(equation.terms) == 2
    more = replace(forms[1], scores=(*scores(("k2", "k3"))[:1], replace(forms[1].scores[1], of=("plain", "other"))))
    unlike = replace(split, forms=(forms[0], more))
    terms = data_file(DataKind.EQUATION, [*TERMS, ("other", "1")])
    assert "DATA_TERM_UNKNOWN" in {fault.code for fault in refused({"equation_utility.csv": terms}, unlike)}
