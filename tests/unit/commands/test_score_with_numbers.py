"""`alongside score` with a licence holder's numbers: those of the packs of this deployment, for whom the file describes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

from alongside import AboutWhom, AnswerSheet, DataKind, Instrument, Sex, with_data
from alongside.plugins.instruments.bcapi import BCAPI
from alongside.plugins.instruments.icecap_a import ICECAP_A
from alongside.plugins.instruments.itsea import ITSEA
from alongside.plugins.instruments.pedsql import PEDSQL
from tests.support.both_evaluators import as_frame, make_sheets, plain_rows
from tests.support.data_files import data_file
from tests.support.text_packs import invent_pack

Run = Callable[..., Result]
ITEMS = [item.code for item in ITSEA.items]
SCALES = next(slot for slot in ITSEA.data_needed if slot.kind is DataKind.KEYING).scores
NORMED = next(slot for slot in ITSEA.data_needed if slot.kind is DataKind.NORMS).scores
KEYING = data_file(
    DataKind.KEYING, [(scale, ITEMS[8 * place + n], "") for place, scale in enumerate(SCALES) for n in range(8)]
)
NORMS = data_file(
    DataKind.NORMS,
    [
        (code, sex, 12, last, raw, norm + last - 23)
        for code in NORMED
        for sex, last in (("female", 23), ("male", 30))
        for raw, norm in ((0, 30), (0.4, 44), (0.75, 55), (1.3, 71))
    ],
)
VALUES = data_file(
    DataKind.VALUES,
    [(item.code, level, f"{(level - 1) / 15:.4f}") for item in ICECAP_A.items for level in range(1, 5)],
)
KEYED = {"data/keying.csv": KEYING}
NORMED_TOO = KEYED | {"data/norms.csv": NORMS}
WHOMS = [
    AboutWhom(14, Sex.FEMALE),
    AboutWhom(14, Sex.MALE),
    AboutWhom(29, Sex.FEMALE),
    AboutWhom(29, Sex.MALE),
    AboutWhom(None, Sex.MALE),
    AboutWhom(14, None),
]


@dataclass(frozen=True)
class Desk:
    """A deployment with one pack of numbers, and what a statistician does there."""

    folder: Path
    run: Run

    def install(self, instrument: Instrument, data: dict[str, str]) -> None:
        pack = invent_pack(instrument)
        pack.others |= data
        pack.write(self.folder / "packs" / f"{instrument.code}-pack")
        (self.folder / "settings.toml").write_text(f'packs = "{self.folder / "packs"}"\n', encoding="utf-8")

    def score(self, instrument: Instrument, frame: pl.DataFrame, kind: str = "csv") -> Result:
        """Write the answers and score them."""
        if kind == "csv":
            frame.write_csv(self.folder / "answers.csv")
        else:
            frame.write_parquet(self.folder / "answers.parquet")
        settings = ("--settings", self.folder / "settings.toml")
        words = ("score", instrument.code, self.folder / f"answers.{kind}", "--output", self.folder / "scored.parquet")
        return self.run(*settings, *words)

    @property
    def scored(self) -> pl.DataFrame:
        return pl.read_parquet(self.folder / "scored.parquet")


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    return Desk(tmp_path, run)


def assert_scores(scored: pl.DataFrame, sheets: list[AnswerSheet], whoms: Sequence[AboutWhom] = ()) -> None:
    """Hold a scored file equal to what plain Python makes of each person's sheet."""
    for row, wanted in zip(scored.to_dicts(), plain_rows(sheets, {}, whoms), strict=True):
        assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("data", [{}, KEYED, NORMED_TOO], ids=lambda data: f"{len(data)} files")
def test_a_file_is_scored_as_each_person_is_with_the_files_that_are_installed(
    desk: Desk, data: dict[str, str], kind: str
) -> None:
    if data:
        desk.install(ITSEA, data)
    else:
        (desk.folder / "settings.toml").write_text("", encoding="utf-8")
    installed = with_data(ITSEA, {name.removeprefix("data/"): text for name, text in data.items()})
    sheets = [sheet for sheet in make_sheets(installed, "12_36m", 5, 20) for _ in WHOMS]
    whoms = WHOMS * 20
    result = desk.score(ITSEA, as_frame(sheets, whoms), kind)
    assert result.exit_code == 0, result.output
    assert_scores(desk.scored, sheets, whoms)
    told = json.loads((desk.folder / "scored.parquet.json").read_text(encoding="utf-8"))
    assert told["numbers"] == [
        {"file": name.removeprefix("data/"), "source": "Made up for tests", "sha256": sha256(text.encode()).hexdigest()}
        for name, text in sorted(data.items())
    ]


def test_a_value_set_of_a_pack_gives_the_nearest_number_to_each_value(desk: Desk) -> None:
    desk.install(ICECAP_A, {"data/values.csv": VALUES})
    installed = with_data(ICECAP_A, {"values.csv": VALUES})
    sheets = make_sheets(installed, "all", 5, 500)
    assert desk.score(ICECAP_A, as_frame(sheets)).exit_code == 0
    assert_scores(desk.scored, sheets)


def test_a_score_that_waits_for_its_file_says_so_in_each_row(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("", encoding="utf-8")
    assert desk.score(BCAPI, as_frame(make_sheets(BCAPI, "all", 5, 3))).exit_code == 0
    assert desk.scored["risk_reason"].to_list() == ["no keying installed"] * 3
    assert desk.scored["risk"].to_list() == [None] * 3
    (desk.folder / "scored.parquet").unlink()
    (desk.folder / "scored.parquet.json").unlink()
    assert desk.score(BCAPI, pl.DataFrame({"family": ["f1"]})).exit_code == 0
    assert desk.scored["risk_reason"].to_list() == ["no keying installed"]


def test_scores_of_each_forms_own_are_made_for_the_rows_of_that_form(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("", encoding="utf-8")
    by_form = {form.code: make_sheets(PEDSQL, form.code, 5, 100) for form in PEDSQL.all_forms}
    frames = [as_frame(sheets).with_columns(form=pl.lit(form)) for form, sheets in by_form.items()]
    result = desk.score(PEDSQL, pl.concat(frames, how="diagonal"))
    assert result.exit_code == 0, result.output
    for form, sheets in by_form.items():
        assert_scores(desk.scored.filter(pl.col("form") == form), sheets)


def test_the_age_follows_from_the_day_of_birth_and_the_day_of_the_answers(desk: Desk) -> None:
    desk.install(ITSEA, NORMED_TOO)
    frame = pl.DataFrame(dict.fromkeys(ITEMS, ["1"] * 3)).with_columns(
        sex=pl.lit(" female "),
        date_of_birth=pl.Series(["2025-01-31", "2025-01-31", ""]),
        on=pl.Series(["2027-01-30", "2027-01-31", "2027-01-30"]),
    )
    result = desk.score(ITSEA, frame)
    assert result.exit_code == 0, result.output
    assert desk.scored[NORMED[0]].to_list() == [55, None, None]
    assert desk.scored[f"{NORMED[0]}_reason"].to_list() == ["", "no norms for this age and sex", "no age given"]


def test_without_age_and_sex_norms_say_what_they_lack(desk: Desk) -> None:
    desk.install(ITSEA, NORMED_TOO)
    frame = pl.DataFrame({code: ["1"] for code in ITEMS})
    assert desk.score(ITSEA, frame).exit_code == 0
    assert desk.scored[f"{NORMED[0]}_reason"].to_list() == ["no age given"]
    assert desk.score(ITSEA, frame.with_columns(age_months=14)).exit_code == 2
    (desk.folder / "scored.parquet").unlink()
    (desk.folder / "scored.parquet.json").unlink()
    assert desk.score(ITSEA, frame.with_columns(age_months=14)).exit_code == 0
    assert desk.scored[f"{NORMED[0]}_reason"].to_list() == ["no sex given"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"sex": "girl"}, "line 2, column sex: allowed: female, male, or an empty cell, or a code from -91 to -99"),
        ({"age_months": "14.5"}, "line 2, column age_months: allowed: completed months, or an empty cell"),
        ({"age_months": "one"}, "line 2, column age_months: allowed: completed months, or an empty cell"),
        (
            {"date_of_birth": "2026-12-30", "on": "2026-12-29"},
            "line 2, column date_of_birth: allowed: a day such as 2024-03-31, not later than `on` says",
        ),
    ],
    ids=str,
)
def test_an_age_or_a_sex_that_cannot_be_is_refused_with_its_line(
    desk: Desk, columns: dict[str, str], words: str
) -> None:
    desk.install(ITSEA, NORMED_TOO)
    frame = pl.DataFrame({code: ["1"] for code in ITEMS}).with_columns(
        **{name: pl.lit(told) for name, told in columns.items()}
    )
    result = desk.score(ITSEA, frame)
    assert result.exit_code == 2
    assert words in result.output
    assert not (desk.folder / "scored.parquet").exists()
