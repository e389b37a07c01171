import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from pytest_bdd import parsers, scenarios, step

from alongside.core.commands import main
from alongside.plugins.instruments.sdq import SDQ

scenarios("score.feature")

Row = dict[str, str]


@dataclass
class Desk:
    """What the statistician has: the answers, where scores go, and what the command said."""

    folder: Path
    rows: list[Row] = field(default_factory=list)
    result: Result | None = None

    @property
    def answers(self) -> Path:
        return self.folder / "answers.csv"

    @property
    def scored(self) -> Path:
        return self.folder / "scored.csv"

    def write(self) -> None:
        with self.answers.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(self.rows[0]))
            writer.writeheader()
            writer.writerows(self.rows)

    def score(self, *options: str, answers: Path | None = None, output: Path | None = None) -> None:
        to = ["--output", str(output or self.scored)]
        words = ["score", "sdq", str(answers or self.answers), *to, *options]
        self.result = CliRunner().invoke(main, words, prog_name="alongside")

    @property
    def told(self) -> str:
        assert self.result is not None
        return self.result.stderr

    def scores(self) -> list[Row]:
        assert self.result is not None
        assert self.result.exit_code == 0, self.told
        with self.scored.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
        monkeypatch.delenv(name)
    return Desk(tmp_path)


@step("sheets of the SDQ that were filled in on form 4_17")
def _(desk: Desk) -> None:
    desk.rows = [{"form": "4_17", **dict.fromkeys(SDQ.by_code, "0"), "i26": "1"} for _ in range(3)]


@step(parsers.parse('the file has a column "{name}" as well'))
def _(desk: Desk, name: str) -> None:
    for number, row in enumerate(desk.rows):
        row[name] = f'0{number}, "north"'


@step(parsers.re(r"row (?P<number>\d) has no answer to (?P<items>.+)"), converters={"number": int})
def _(desk: Desk, number: int, items: str) -> None:
    desk.rows[number - 1] |= dict.fromkeys(re.findall(r"i\d\d", items), "")


@step(parsers.re(r"row (?P<number>\d) has (?P<cell>\S+|\" \") in (?P<columns>.+)"), converters={"number": int})
def _(desk: Desk, number: int, cell: str, columns: str) -> None:
    desk.rows[number - 1] |= dict.fromkeys(re.split(r", | and ", columns), cell.strip('"'))


@step("every row has 7 in i01 to i25")
def _(desk: Desk) -> None:
    for row in desk.rows:
        row |= {code: "7" for code in row if re.fullmatch(r"i([01]\d|2[0-5])", code)}


@step(parsers.parse("the file says {columns} and not the form"))
def _(desk: Desk, columns: str) -> None:
    for row in desk.rows:
        del row["form"]
        for one in columns.split(", "):
            name, _, cell = one.partition(" ")
            row[name] = cell


@step("Ravi scores the file")
def _(desk: Desk) -> None:
    desk.write()
    desk.score()


@step(parsers.parse("Ravi scores the file with {options}"))
def _(desk: Desk, options: str) -> None:
    desk.write()
    desk.score(*options.split())


@step("the command fails")
def _(desk: Desk) -> None:
    assert desk.result is not None
    assert (desk.result.exit_code, desk.result.stdout) == (2, "")


@step(parsers.parse('Ravi is told "{words}"'))
def _(desk: Desk, words: str) -> None:
    assert words in desk.told


@step(parsers.parse('Ravi is not told "{words}"'))
def _(desk: Desk, words: str) -> None:
    assert words not in desk.told


@step("there is no new file")
def _(desk: Desk) -> None:
    assert [file.name for file in desk.folder.iterdir()] == ["answers.csv"]


@step("the columns are those of the file, then those of the scores")
def _(desk: Desk) -> None:
    names = list(desk.scores()[0])
    assert names[: len(desk.rows[0])] == list(desk.rows[0])
    assert [name for name in names if name in {score.code for score in SDQ.scores}] == [one.code for one in SDQ.scores]


@step(parsers.parse('"{name}" is as it was'))
def _(desk: Desk, name: str) -> None:
    assert [row[name] for row in desk.scores()] == [row[name] for row in desk.rows]


@step(parsers.parse('"{name}" is followed by "{second}", "{third}" and "{fourth}"'))
def _(desk: Desk, name: str, second: str, third: str, fourth: str) -> None:
    names = list(desk.scores()[0])
    at = names.index(name)
    assert names[at : at + 4] == [name, second, third, fourth]


@step(parsers.re(r'row (?P<number>\d) has "(?P<name>\w+)" (?P<words>.+)'), converters={"number": int})
def _(desk: Desk, number: int, name: str, words: str) -> None:
    assert desk.scores()[number - 1][name] == words


@step(parsers.parse('row {number:d} has no "{name:w}"'))
def _(desk: Desk, number: int, name: str) -> None:
    assert desk.scores()[number - 1][name] == ""


@step("Ravi scores the same answers from Parquet to Parquet")
def _(desk: Desk) -> None:
    desk.scores()
    answers, output = desk.folder / "answers.parquet", desk.folder / "scored.parquet"
    numbers = pl.all().exclude("form").cast(pl.Int64)
    pl.DataFrame(desk.rows).with_columns(numbers).write_parquet(answers)
    desk.score(answers=answers, output=output)


@step("both have the same scores")
def _(desk: Desk) -> None:
    def text(cell: object) -> str:
        return "" if cell is None else str(cell)

    rows = pl.read_parquet(desk.folder / "scored.parquet").to_dicts()
    assert [{name: text(cell) for name, cell in row.items()} for row in rows] == desk.scores()


@step("Ravi scores the file onto the screen")
def _(desk: Desk) -> None:
    desk.write()
    desk.result = CliRunner().invoke(main, ["score", "sdq", str(desk.answers)], prog_name="alongside")


@step("the printed lines are those of the file that is written otherwise")
def _(desk: Desk) -> None:
    assert desk.result is not None
    printed = list(csv.DictReader(io.StringIO(desk.result.stdout)))
    desk.score()
    assert printed == desk.scores()


@step(
    "the file beside the scores names instrument, engine, policies, forms, bands with their evidence, "
    "and the answers' hash"
)
def _(desk: Desk) -> None:
    told = json.loads((desk.folder / "scored.csv.json").read_text(encoding="utf-8"))
    assert told["instrument"]["version"] == SDQ.version
    assert told["engine"]
    assert told["policies"] == {"impact": "missing_as_zero"}
    assert told["answers"] == {
        "file": "answers.csv",
        "rows": 3,
        "sha256": hashlib.sha256(desk.answers.read_bytes()).hexdigest(),
    }
    form = told["forms"]["4_17"]
    assert form["rows"] == 3
    bands = form["scores"]["impact"]["bands"]["impact_band"]
    assert (bands["scheme"], bands["version"], bands["evidence"]) == ("four_band", "1", "unconfirmed")
