"""Score the same sheets with plain Python and with expressions on every kind of frame, and hold the two equal."""

from collections.abc import Callable, Sequence

import duckdb
import polars as pl

from alongside import AboutWhom, Instrument, Ladder, MissingReason, WholeNumber
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.expressions import score_frame
from alongside.core.engine.scoring import ScoreResult, score_answers

Scorer = Callable[[Instrument, str, pl.DataFrame, dict[str, str]], pl.DataFrame]


def as_frame(sheets: list[AnswerSheet], whoms: Sequence[AboutWhom] = ()) -> pl.DataFrame:
    """Return choices as codes and numbers as numbers; every second gap without a reason is an empty text."""
    columns: dict[str, pl.Series] = {"row": pl.Series(range(len(sheets)))}
    if whoms:
        columns["age_months"] = pl.Series([whom.age_months for whom in whoms], dtype=pl.Int64)
        columns["sex"] = pl.Series([whom.sex for whom in whoms], dtype=pl.String)
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


def plain_rows(
    sheets: list[AnswerSheet], policies: dict[str, str], whoms: Sequence[AboutWhom] = ()
) -> list[dict[str, object]]:
    found = []
    for sheet, whom in zip(sheets, whoms or [AboutWhom()] * len(sheets), strict=True):
        row: dict[str, object] = {}
        for result in score_answers(sheet.instrument, sheet, policies=policies, whom=whom).results:
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


def assert_equal(
    sheets: list[AnswerSheet],
    policies: dict[str, str],
    engines: tuple[Scorer, ...],
    whoms: Sequence[AboutWhom] = (),
) -> None:
    frame, expected = as_frame(sheets, whoms), plain_rows(sheets, policies, whoms)
    for score in engines:
        scored = score(sheets[0].instrument, sheets[0].form, frame, policies).sort("row")
        assert set(scored.columns) == {*frame.columns, *expected[0]}
        assert scored.select(list(expected[0])).to_dicts() == expected, score.__name__
