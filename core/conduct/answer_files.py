"""Files of answers that come from elsewhere, CSV or Parquet: read a batch at a time, every cell as it stands."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from alongside.core.definitions.errors import AlongsideError

CSV, PARQUET = ".csv", ".parquet"
KINDS = (CSV, PARQUET)
ROWS_AT_ONCE = 100_000


class AnswerFileError(AlongsideError):
    """A file cannot be read, or has not the columns that are needed."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file with one row a respondent. In a CSV file every cell is text."""

    path: Path
    columns: dict[str, pl.DataType]
    rows: int

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield its rows in order, so many at once that memory stays small.

        Raises:
            AnswerFileError: it cannot be read to its end.
        """
        try:
            yield from _scan(self.path).collect_batches(chunk_size=ROWS_AT_ONCE, maintain_order=True)
        except pl.exceptions.PolarsError as error:
            raise _unreadable(self.path, str(error)) from error

    def places(self, rows: Collection[int]) -> dict[int, str]:
        """Return where rows stand, in words: in a CSV file a row may take several lines."""
        if not _is_csv(self.path):
            return {row: f"row {row + 1}" for row in rows}
        lines = enumerate(_lines(self.path), -1)  # the heading is no row
        wanted = ((row, f"line {line}") for row, (line, _) in lines if row in rows)
        return dict(islice(wanted, len(rows)))


def open_answers(path: Path) -> AnswerFile:
    """Return a file whose columns are known.

    Raises:
        AnswerFileError: it is of another kind, cannot be read, has a column twice, or a line too short or too long.
    """
    if path.suffix.lower() not in KINDS:
        raise AnswerFileError(f"{path.name}: the name must end in {' or '.join(KINDS)}")
    try:
        if _is_csv(path):
            return _open_csv(path)
        scan = _scan(path)
        return AnswerFile(path, dict(scan.collect_schema()), int(scan.select(pl.len()).collect().item()))
    except pl.exceptions.PolarsError as error:
        raise _unreadable(path, str(error)) from error


def _open_csv(path: Path) -> AnswerFile:
    """Read every line once: a line that was cut short must not pass for one whose last answers are missing."""
    lines = _lines(path)
    _, names = next(lines, (1, []))
    if not names:
        raise AnswerFileError(f"{path.name}: there is no heading")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise AnswerFileError(f"{path.name}: these columns stand there more than once: {', '.join(twice)}")
    rows = 0
    for line, cells in lines:
        rows += 1
        if len(cells) != len(names):
            raise AnswerFileError(f"{path.name}, line {line}: {len(cells)} cells, but the heading has {len(names)}")
    return AnswerFile(path, dict.fromkeys(names, pl.String()), rows)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the heading and every row, with the line on which it begins."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        begins = 1
        try:
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
        except UnicodeDecodeError as error:
            raise _unreadable(path, "it has bytes that are no letters") from error
        except csv.Error as error:
            raise _unreadable(path, f"line {begins}: {error}") from error


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == CSV


def _scan(path: Path) -> pl.LazyFrame:
    return pl.scan_csv(path, infer_schema=False) if _is_csv(path) else pl.scan_parquet(path)


def _unreadable(path: Path, why: str) -> AnswerFileError:
    kind = "CSV in UTF-8" if _is_csv(path) else "Parquet"
    return AnswerFileError(f"{path.name} cannot be read as {kind}: {why.splitlines()[0]}")
