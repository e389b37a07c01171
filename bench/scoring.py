"""Score a million SDQ sheets from Parquet: `alongside score` against polars expressions written by hand.

Both read the same file, of both forms, and write every column of it back with scales, totals, outcomes and bands beside
them. Alongside also checks every cell, gives reasons, and writes down how the scores were made; its outcomes and bands
are categories, where those by hand are plain words, as one writes them without a second thought. Each run is a process of
its own; start-up is not counted. Run as `python -m bench.scoring`.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

import polars as pl

from alongside.core.conduct.scored_files import Wanted, score_to
from alongside.plugins.instruments.sdq import SDQ
from bench.sdq_by_hand import score_by_hand

ROWS = 1_000_000
ROUNDS = 5
AT_LEAST = 0.7
MEMORY_AT_MOST = 2.0
GAPS = 3
"""Of a hundred answers, how many are missing."""


def measure() -> tuple[float, float]:
    """Print the figures; return our speed and our memory as shares of those of the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.parquet"
        _make(answers)
        pairs = [(_run("alongside", answers), _run("by_hand", answers)) for _ in range(ROUNDS)]
        _compare(Path(folder))
    speeds = sorted(theirs[0] / ours[0] for ours, theirs in pairs)
    (seconds, megabytes), (hand_seconds, hand_megabytes) = sorted(pairs)[ROUNDS // 2]
    speed, memory = speeds[ROUNDS // 2], megabytes / hand_megabytes
    print(f"score {ROWS:,} SDQ rows: {seconds:.2f} s, by hand {hand_seconds:.2f} s, speed {speed:.2f} of it")
    print(f"  spread of the paired speeds: {' '.join(f'{one:.2f}' for one in speeds)}")
    print(f"  memory: {megabytes:.0f} MB, by hand {hand_megabytes:.0f} MB, ratio {memory:.2f}")
    return speed, memory


def _make(file: Path) -> None:
    """Write answers that are the same in every run: numbers from a hash of the row."""
    row = pl.int_range(ROWS, eager=True)
    columns = {
        "study_number": pl.concat_str(pl.lit("BR"), row),
        "form": _drawn(row, 2).replace_strict([0, 1], ["2_4", "4_17"]),
    }
    for number in range(1, 34):
        values = 3 if number <= 25 else 4  # noqa: PLR2004 - the supplement has four answers
        is_there = pl.select(row.hash(1000 + number) % 100 >= GAPS).to_series()
        columns[f"i{number:02}"] = _drawn(row, values, number).zip_with(is_there, pl.Series([None], dtype=pl.Int64))
    pl.select(**columns).write_parquet(file)


def _drawn(row: pl.Series, values: int, seed: int = 0) -> pl.Series:
    return (row.hash(seed) % values).cast(pl.Int64)


def _run(who: str, answers: Path) -> tuple[float, float]:
    """Return the seconds and the peak memory, in MB, of one process."""
    command = [sys.executable, "-m", "bench.scoring", who, str(answers)]
    seconds, megabytes = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return seconds, megabytes


def _compare(folder: Path) -> None:
    """Refuse to compare the speed of two things that differ."""
    ours, theirs = pl.scan_parquet(folder / "alongside.parquet"), pl.scan_parquet(folder / "by_hand.parquet")
    kinds = theirs.collect_schema()
    same = ours.select(pl.col(name).cast(kind) for name, kind in kinds.items())
    if not same.collect().equals(theirs.collect()):
        raise RuntimeError("the scores made by hand are others")


def _score(who: str, answers: Path) -> None:
    output = answers.with_name(f"{who}.parquet")
    start = time.perf_counter()
    if who == "by_hand":
        score_by_hand(pl.scan_parquet(answers)).sink_parquet(output)
    else:
        score_to(SDQ, Wanted(answers, output, {}, force=True), lambda _: nullcontext(lambda _: None))
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000]))


def main() -> int:
    """Return the exit code: 1 when a figure is over its bar."""
    speed, memory = measure()
    return int(speed < AT_LEAST or memory > MEMORY_AT_MOST)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _score(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
