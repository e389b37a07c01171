"""Random sheets scored by plain Python and, as a frame, by expressions: what both tell of each score."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import duckdb
import polars as pl

from alongside import (
    AboutWhom,
    AnswerSheet,
    CalendarDate,
    Instrument,
    Item,
    Ladder,
    MissingReason,
    ResponseScale,
    Rows,
    ScoreResult,
    SeveralOf,
    ShortText,
    WholeNumber,
    score_answers,
)
from alongside.core.definitions.responses import LongText
from alongside.core.engine.expressions import score_frame

Scorer = Callable[[Instrument, str, pl.DataFrame, dict[str, str]], pl.DataFrame]


def make_sheets(instrument: Instrument, form: str, seed: int, count: int) -> list[AnswerSheet]:
    """Random sheets: some full, some empty, most between; absent answers with and without a reason."""
    chance = random.Random(seed)
    sheets = []
    for _ in range(count):
        gaps = chance.choice((0.0, 0.05, 0.2, 0.5, 0.8, 1.0))
        answers: dict[str, object] = {}
        for question in instrument.items_of(form):
            if chance.random() >= gaps:
                answers[question.code] = any_answer(question, chance)
            elif chance.random() < 0.5:
                answers[question.code] = chance.choice(list(MissingReason))
        sheets.append(AnswerSheet(instrument, form, answers))
    return sheets


def any_answer(question: Item | Rows, chance: random.Random) -> object:
    if isinstance(question, Rows):
        return chance.randint(0, question.at_most)
    match question.response:
        case ResponseScale(choices=choices):
            return chance.choice(choices).code
        case SeveralOf(choices=choices, none=none):
            return tuple(choice.code for choice in choices if chance.random() < 0.4) or (none.code,)
        case CalendarDate():
            return date(2000, 1, 1) + timedelta(days=chance.randint(0, 9000))
        case ShortText() | LongText():
            return "words"
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return chance.choice((low, high, chance.randint(low, high)))


def as_frame(sheets: list[AnswerSheet], whoms: Sequence[AboutWhom] = ()) -> pl.DataFrame:
    """Return choices as codes and numbers as numbers, with the ages and sexes of `whoms` if there are any."""
    columns: dict[str, pl.Series] = {"row": pl.Series(range(len(sheets)))}
    if whoms:
        columns["age_months"] = pl.Series([whom.age_months for whom in whoms], dtype=pl.Int64)
        columns["sex"] = pl.Series([whom.sex for whom in whoms], dtype=pl.String)
    for item in sheets[0].instrument.items_of(sheets[0].form):
        given_answers = [sheet.answers.get(item.code) for sheet in sheets]
        is_number = isinstance(item, Rows) or isinstance(item.response, WholeNumber | Ladder)
        cells = [cell(value, is_number=is_number) for value in given_answers]
        columns[item.code] = pl.Series(item.code, cells, dtype=pl.Int64 if is_number else pl.String)
    return pl.DataFrame(columns)


def cell(value: object, *, is_number: bool) -> object:
    if isinstance(value, MissingReason):
        return int(value) if is_number else str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value) if isinstance(value, tuple) else value


def plain_rows(
    sheets: list[AnswerSheet], policies: dict[str, str], whoms: Sequence[AboutWhom] = ()
) -> list[dict[str, object]]:
    found = []
    for sheet, whom in zip(sheets, whoms or [AboutWhom()] * len(sheets), strict=True):
        row: dict[str, object] = {}
        for result in score_answers(sheet.instrument, sheet, policies=policies, whom=whom).results:
            row |= plain_columns(sheet, result)
        found.append(row)
    return found


def plain_columns(sheet: AnswerSheet, result: ScoreResult) -> dict[str, object]:
    scores = {score.code: score for score in sheet.instrument.scores_of(sheet.form)}
    schemes = [scheme.code for scheme in scores[result.code].bands]
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
    engines: Iterable[Scorer],
    whoms: Sequence[AboutWhom] = (),
) -> None:
    frame, expected = as_frame(sheets, whoms), plain_rows(sheets, policies, whoms)
    for score in engines:
        scored = score(sheets[0].instrument, sheets[0].form, frame, policies).sort("row")
        assert set(scored.columns) == {*frame.columns, *expected[0]}
        assert scored.select(list(expected[0])).to_dicts() == expected, score.__name__
