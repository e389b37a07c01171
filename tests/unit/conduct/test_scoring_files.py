"""Files of answers: what is refused before anything is written, and ages that are counted as everywhere else."""

import csv
import signal
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import (
    OWN_WORDING,
    CalendarDate,
    Choice,
    Form,
    Instrument,
    Item,
    Ladder,
    Mean,
    MissingRule,
    ResponseScale,
    SeveralOf,
    ShortText,
    Subscale,
    Text,
    WholeNumber,
    age_on,
)
from alongside.core.conduct import answer_files
from alongside.core.conduct.answer_files import AnswerFileError
from alongside.core.conduct.row_forms import months_between
from alongside.core.conduct.scored_files import Wanted, score_to
from alongside.core.definitions.ages import BirthInFutureError
from alongside.core.definitions.score_rules import PolicyUnknownError
from alongside.core.engine.frame_columns import FrameColumnsError
from alongside.plugins.instruments.sdq import SDQ

VECTORS = Path(__file__).parents[2] / "vectors"
IMPACT = {"ebddiff": "i26", "distres": "i28", "imphome": "i29", "impfrie": "i30", "impclas": "i31", "impleis": "i32"}
SCORES = [score.code for score in SDQ.scores]


def silent(_rows: int) -> AbstractContextManager[Any]:
    return nullcontext(lambda _: None)


def score(instrument: Instrument, rows: list[dict[str, object]], folder: Path, **wanted: Any) -> list[dict[str, str]]:
    """Score rows from a CSV file to another, and return what stands in it."""
    answers, output = folder / "answers.csv", folder / "scored.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_csv(answers)
    score_to(instrument, Wanted(answers, output, wanted.pop("policies", {}), **wanted), silent)
    with output.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score_text(instrument: Instrument, text: bytes, folder: Path) -> None:
    (folder / "answers.csv").write_bytes(text)
    score_to(instrument, Wanted(folder / "answers.csv", folder / "scored.csv", {}), silent)


def instrument(**changed: Any) -> Instrument:
    """Return one of two forms that share a score's name, not its items, with every kind of answer that can be scored."""
    often = ResponseScale(
        "often",
        (Choice("never", 0, "Never"), Choice("often", Fraction(3, 2), "Often"), Choice("not_sure", None, "Not sure")),
    )
    items = (
        Item("a", "?", often),
        Item("b", "?", often),
        Item("steps", "?", Ladder("steps", "low", "high")),
        Item("years", "?", WholeNumber("years", -3, 40)),
        Item("with", "?", SeveralOf("with", (Choice("a", 1, "A"), Choice("ab", 1, "AB")), Choice("none", 0, "No"))),
    )
    one = MissingRule.at_least_answered(1)
    scores = (
        Subscale("feeling", ("a", "b"), Mean(), missing=one, higher_is="more"),
        Subscale("counted", ("steps", "years"), Mean(), missing=one, higher_is="more"),
    )
    forms = (Form("young", ("a", "b", "with"), 0, 24), Form("old", ("a", "b", "steps", "years"), 24, 48))
    return Instrument(
        **{
            "code": "tried",
            "version": "1.0.0",
            "title": "Tried",
            "citation": "Made up for tests.",
            "why_we_ask": Text("To test.", picture="ask"),
            "licence": OWN_WORDING,
            "about": "child",
            "respondents": ("parent",),
            "minutes": 1,
            "items": items,
            "forms": forms,
            "scores": scores,
            **changed,
        }
    )


def vectors() -> list[dict[str, str]]:
    with (VECTORS / "sdq_vectors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(case: dict[str, str]) -> dict[str, str]:
    items = {f"i{number:02}": f"i{number:02}" for number in range(1, 26)} | IMPACT
    return {item: case[column] for column, item in items.items()}


@pytest.mark.parametrize("kind", [".csv", ".parquet"])
@pytest.mark.parametrize(
    ("policy", "impact"),
    [("any_missing", "exp_impact_na_propagates"), ("missing_as_zero", "exp_impact_missing_as_zero")],
)
def test_every_published_example_scores_as_published(kind: str, policy: str, impact: str, tmp_path: Path) -> None:
    cases = vectors()
    rows = pl.DataFrame([{"form": form, **sheet(case)} for form in ("4_17", "2_4") for case in cases])
    answers, output = tmp_path / f"answers{kind}", tmp_path / "scored.csv"
    if kind == ".csv":
        rows.write_csv(answers)
    else:
        rows.with_columns(pl.all().exclude("form").replace("", None).cast(pl.Int8)).write_parquet(answers)
    score_to(SDQ, Wanted(answers, output, {"impact": policy}, all_bands=True), silent)
    with output.open(encoding="utf-8", newline="") as file:
        scored = list(csv.DictReader(file))
    bands = {score.code: score.bands for score in SDQ.scores}
    assert len(scored) == 2 * len(cases) > 40
    for row, case in zip(scored, cases * 2, strict=True):
        expected = {code: case.get(f"exp_{code}", case[impact]) for code in SCORES}
        assert {code: row[code] for code in SCORES} == expected, case["case_id"]
        for column, number in case.items():
            version, _, rest = column.partition("_")
            scheme, _, code = rest.partition("_")
            if version != {"4_17": "p417", "2_4": "p24"}[row["form"]]:
                continue
            (found,) = [one for one in bands[code] if one.code == {"4band": "four_band", "3band": "three_band"}[scheme]]
            codes = [band.code for band in found.bands_by_form[row["form"]]]
            shown = row[f"{code}_band" if scheme == "4band" else f"{code}_band_three_band"]
            assert shown == (codes[int(number) - 1] if number else ""), (case["case_id"], column)


def test_each_row_has_the_scores_of_its_form(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"form": "young", "a": "never", "b": "1.5", "steps": "", "years": "-96", "with": "a ab"},
        {"form": "old", "a": "not_sure", "b": "0.0", "steps": "10", "years": "-3.0", "with": ""},
        {"form": "young", "a": "-94", "b": "", "steps": "", "years": "", "with": "none"},
    ]
    young, old, empty = score(instrument(), rows, tmp_path)
    assert (young["feeling"], young["feeling_outcome"]) == ("0.75", "value")
    assert (young["counted"], young["counted_outcome"]) == ("", "not_scorable")
    assert young["counted_reason"] == "the form has no such score"
    assert (old["feeling"], old["feeling_reason"], old["counted"]) == ("0.0", "1 of 2 answered", "3.5")
    assert (empty["feeling"], empty["feeling_reason"]) == (
        "",
        "0 of 2 answered, at least 1 needed; 1 answered not sure",
    )


def test_scores_of_one_name_made_from_other_items_stand_in_one_column(tmp_path: Path) -> None:
    def made_from(*items: str) -> Subscale:
        return Subscale("mean", items, Mean(), missing=MissingRule.none_missing(), higher_is="more")

    young = Form("young", ("a", "b"), 0, 24, scores=(made_from("a", "b"),))
    made = instrument(scores=(), forms=(young, Form("old", ("a", "b"), 24, 48, scores=(made_from("a"),))))
    rows: list[dict[str, object]] = [{"form": form, "a": "never", "b": "often"} for form in ("young", "old")]
    assert [row["mean"] for row in score(made, rows, tmp_path)] == ["0.75", "0.0"]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("a", "2", "allowed: never (0), often (3/2), not_sure, or an empty cell"),
        ("steps", "11", "allowed: whole numbers from 0 to 10"),
        ("years", "four", "allowed: whole numbers from -3 to 40"),
        ("years", "2.5", "allowed: whole numbers from -3 to 40"),
        ("with", "a", "only form young asks this: the cell must be empty"),
        ("form", "middle", "allowed: young, old"),
    ],
)
def test_what_an_answer_cannot_be_is_refused(column: str, cell: str, words: str, tmp_path: Path) -> None:
    row: dict[str, object] = {"form": "old", "a": "never", "b": "never", "steps": "1", "years": "1", "with": ""}
    with pytest.raises(AnswerFileError, match=r"^line 3, column ") as refused:
        score(instrument(), [row, row | {column: cell}], tmp_path)
    assert f"column {column}: {words}" in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["answers.csv"]


def test_several_options_must_be_options(tmp_path: Path) -> None:
    row: dict[str, object] = {"form": "young", "a": "", "b": "", "with": "a b"}
    with pytest.raises(AnswerFileError, match="column with: allowed: some of a, ab, none, with a space between"):
        score(instrument(), [row], tmp_path)


def test_a_row_of_a_form_whose_columns_are_lacking_is_refused(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"form": form, "a": "never", "b": ""} for form in ("young", "old")]
    made = instrument(
        scores=(
            *instrument().scores[:1],
            Subscale("c", ("steps",), Mean(), missing=MissingRule.none_missing(), higher_is="x"),
        )
    )
    with pytest.raises(
        AnswerFileError, match=r"line 3, column form: the file lacks columns that form old needs: steps"
    ):
        score(made, rows, tmp_path)


def test_columns_that_every_form_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(AnswerFileError, match=r"answers.csv lacks columns of form young: b"):
        score(instrument(), [{"form": "young", "a": "never"}], tmp_path)


def test_a_line_of_a_cell_that_goes_over_two_lines_is_counted(tmp_path: Path) -> None:
    text = b'\xef\xbb\xbfform,note,a,b\r\nyoung,"two\nlines",never,\r\nyoung,,wrong,\r\n'
    with pytest.raises(AnswerFileError, match=r"^line 4, column a: "):
        score_text(instrument(), text, tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "answers.csv: there is no heading"),
        (b"form,a,b,a\n", "these columns stand there more than once: a"),
        (b"form,a,b\nyoung,never\n", "answers.csv, line 2: 2 cells, but the heading has 3"),
        (b"form,a,b\nyoung,never,,\n", "answers.csv, line 2: 4 cells, but the heading has 3"),
        (b"form,a,b\nyoung,never,\n\nyoung,never,\n", "answers.csv, line 3: 0 cells, but the heading has 3"),
        (b"form,a,b\nyoung,\xff,\n", "cannot be read as CSV in UTF-8: it has bytes that are no letters"),
        (b'form,a,b\nyoung,never,"\n', "cannot be read as CSV in UTF-8: line 2: unexpected end of data"),
        (b"a,b\nnever,\n", "the file must say which form a row is of: a column form (young, old), or age_months"),
        (b"form,a,b,feeling_band\nyoung,never,,\n", "the file already has the columns feeling_band: take them out"),
        (b"form,a,b,__score_x\nyoung,never,,\n", "the file has a column __score_x"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(text: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(AnswerFileError) as refused:
        score_text(instrument(), text, tmp_path)
    assert words in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["answers.csv"]


def test_a_heading_alone_gives_a_heading_alone(tmp_path: Path) -> None:
    score_text(instrument(), b"form,a,b\n", tmp_path)
    assert (tmp_path / "scored.csv").read_text(encoding="utf-8").startswith("form,a,b,feeling,feeling_outcome")


def test_names_and_kinds_that_nobody_knows_are_refused(tmp_path: Path) -> None:
    answers = tmp_path / "answers.xlsx"
    answers.write_bytes(b"")
    with pytest.raises(AnswerFileError, match=r"answers.xlsx: the name must end in .csv or .parquet"):
        score_to(SDQ, Wanted(answers, tmp_path / "scored.csv", {}), silent)
    answers.rename(tmp_path / "answers.parquet")
    with pytest.raises(AnswerFileError, match=r"answers.parquet cannot be read as Parquet"):
        score_to(SDQ, Wanted(tmp_path / "answers.parquet", tmp_path / "scored.csv", {}), silent)
    for policies, words in (({"bands": "five_band"}, "no bands 'five_band'"), ({"total": "x"}, "no policy 'total'")):
        with pytest.raises(PolicyUnknownError, match=words):
            score_to(SDQ, Wanted(tmp_path / "answers.parquet", tmp_path / "scored.csv", policies), silent)
    with pytest.raises(AnswerFileError, match="tried has no scores"):
        score(instrument(scores=()), [{"form": "young", "a": "never"}], tmp_path)


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    row: dict[str, object] = {"form": "young", "a": "never", "b": "never"}
    score(instrument(), [row], tmp_path)
    with pytest.raises(AnswerFileError, match=r"scored.csv is there already. Choose another name, or add --force."):
        score(instrument(), [row], tmp_path)
    assert score(instrument(), [row | {"b": "often"}], tmp_path, force=True)[0]["feeling"] == "0.75"
    answers = tmp_path / "answers.csv"
    with pytest.raises(AnswerFileError, match="holds the answers themselves"):
        score_to(instrument(), Wanted(answers, answers, {}, force=True), silent)


def test_items_that_no_score_looks_at_may_hold_anything_that_cannot_be_checked(tmp_path: Path) -> None:
    made = instrument(
        items=(*instrument().items, Item("born", "?", CalendarDate("born")), Item("why", "?", ShortText("why")))
    )
    answers, output = tmp_path / "answers.parquet", tmp_path / "scored.parquet"
    row = {"form": "young", "a": "never", "b": "often", "born": date(2026, 1, 1), "why": "=1"}
    pl.DataFrame([row]).write_parquet(answers)
    score_to(made, Wanted(answers, output, {}), silent)
    assert pl.read_parquet(output).row(0, named=True).items() >= (row | {"feeling": 0.75}).items()


def test_numbers_of_parquet_that_could_be_codes_or_scores_are_refused(tmp_path: Path) -> None:
    turned = ResponseScale("turned", (Choice("1", 2, "A"), Choice("2", 1, "B")))
    one = Subscale("one", ("a",), Mean(), missing=MissingRule.none_missing(), higher_is="more")
    made = instrument(items=(Item("a", "?", turned),), forms=(), scores=(one,), about="participant")
    answers, output = tmp_path / "answers.parquet", tmp_path / "scored.csv"
    pl.DataFrame({"a": [1]}).write_parquet(answers)
    with pytest.raises(AnswerFileError, match="column a holds numbers, which could be codes or scores of its answers"):
        score_to(made, Wanted(answers, output, {}), silent)
    assert score(made, [{"a": "1"}], tmp_path)[0]["one"] == "2.0"
    pl.DataFrame({"a": [date(2026, 1, 1)]}).write_parquet(answers)
    with pytest.raises(FrameColumnsError, match="column a holds Date"):
        score_to(made, Wanted(answers, output, {}, force=True), silent)


def test_batches_follow_each_other_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_files, "ROWS_AT_ONCE", 7)
    rows: list[dict[str, object]] = [
        {"id": number, "form": "young", "a": "never" if number % 3 else "often", "b": ""} for number in range(50)
    ]
    scored = score(instrument(), rows, tmp_path)
    assert [row["id"] for row in scored] == [str(number) for number in range(50)]
    assert [row["feeling"] for row in scored] == ["0.0" if number % 3 else "1.5" for number in range(50)]
    rows[30]["a"] = rows[45]["b"] = "wrong"
    with pytest.raises(AnswerFileError) as refused:
        score(instrument(), rows, tmp_path, force=True)
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "line 32, column a",
        "line 47, column b",
    ]


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    answers, output = tmp_path / "answers.parquet", tmp_path / "scored.parquet"
    row = pl.int_range(600_000, eager=True)
    items = {code: (row.hash(at) % 3).cast(pl.Int64) for at, code in enumerate(SDQ.by_code)}
    pl.DataFrame({"form": pl.select(pl.repeat("4_17", len(row))).to_series(), **items}).write_parquet(answers)
    command = [sys.executable, "-m", "alongside", "score", "sdq", str(answers), "--output", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not (tmp_path / ".scored.partial.parquet").exists():
            assert process.poll() is None, process.communicate()
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode != 0
    assert [file.name for file in tmp_path.iterdir()] == ["answers.parquet"]


@given(born=st.dates(date(1990, 1, 1), date(2030, 1, 1)), on=st.dates(date(1990, 1, 1), date(2031, 1, 1)))
def test_months_are_counted_in_a_frame_as_everywhere_else(born: date, on: date) -> None:
    (counted,) = pl.select(months_between(pl.lit(born), pl.lit(on))).to_series().to_list()
    try:
        assert counted == age_on(born, on).months
    except BirthInFutureError:
        assert counted is None
