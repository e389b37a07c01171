"""Scoring a frame: which columns it reads and writes, and what it refuses."""

from collections.abc import Callable
from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pytest

from alongside import Instrument
from alongside.core.definitions.score_rules import PolicyUnknownError
from alongside.core.engine.answers import AnswerOutOfRangeError
from alongside.core.engine.expressions import score_frame
from alongside.core.engine.frame_columns import FrameColumnsError


@pytest.fixture
def sdq(instruments: Callable[[str], Instrument]) -> Instrument:
    return instruments("sdq")


def frame(sdq: Instrument, rows: int, **changed: list[object]) -> pl.DataFrame:
    columns = {code: [None] * rows for code in sdq.form("2_4").items} | changed
    return pl.DataFrame({code: pl.Series(code, cells, strict=False) for code, cells in columns.items()})


def full(sdq: Instrument, **changed: list[object]) -> pl.DataFrame:
    return frame(sdq, 1, **({code: [0] for code in sdq.form("2_4").items} | changed))


def test_scores_outcomes_reasons_and_bands_stand_beside_the_other_columns(sdq: Instrument) -> None:
    scored = score_frame(sdq, "4_17", full(sdq, family=["f1"]))
    assert scored["family"].to_list() == ["f1"]
    assert scored.select("total", "total_outcome", "total_reason", "total_band", "total_band_three_band").row(0) == (
        10.0,
        "value",
        "",
        "close_to_average",
        "normal",
    )
    assert not [name for name in scored.columns if name.startswith("__")]


def test_a_prefix_names_the_columns_read_and_written(sdq: Instrument) -> None:
    plain = full(sdq)
    scored = score_frame(sdq, "2_4", plain.rename(lambda name: f"sdq_{name}"), prefix="sdq_")
    assert scored["sdq_peer"].to_list() == score_frame(sdq, "2_4", plain)["peer"].to_list() == [4.0]


@pytest.mark.parametrize("kind", [pl.Int8, pl.Int64, pl.Float32, pl.Float64, pl.String, pl.Categorical])
def test_choices_may_be_codes_or_scores_in_any_usual_type(kind: type[pl.DataType], sdq: Instrument) -> None:
    cells = pl.Series(["0", "1", "2", None, "-93"])
    numbers = cells if kind in {pl.String, pl.Categorical} else cells.cast(pl.Float64)
    given = frame(sdq, 5, **dict.fromkeys(("i03", "i08", "i13", "i16", "i24"), numbers.cast(kind)))
    assert score_frame(sdq, "2_4", given)["emotional"].to_list() == [0.0, 5.0, 10.0, None, None]


def test_pandas_gaps_of_both_kinds_are_gaps(sdq: Instrument) -> None:
    items = ("i03", "i08", "i13", "i16", "i24")
    nothing = {code: [None, None] for code in sdq.form("2_4").items}
    for series in (
        pd.Series([2, None]),
        pd.Series([2, None], dtype="Int64"),
        pd.Series(["2", None]),
        pd.Series(["2", ""]),
    ):
        scored = score_frame(sdq, "2_4", pd.DataFrame(nothing | dict.fromkeys(items, series)))
        assert scored["emotional"].isna().tolist() == [False, True]
        assert scored["emotional"].tolist()[0] == 10


def test_an_empty_frame_stays_empty(sdq: Instrument) -> None:
    assert score_frame(sdq, "2_4", full(sdq).clear()).is_empty()


@pytest.mark.parametrize("cells", [[3], [-1], [0.5], ["9"], ["x"], [float("nan")], [-90], [-100]])
def test_a_code_out_of_range_is_an_error_that_names_the_column_and_not_the_code(
    cells: list[object], sdq: Instrument
) -> None:
    with pytest.raises(AnswerOutOfRangeError, match=r"i05 \(1 rows\)$"):
        score_frame(sdq, "2_4", full(sdq, i05=cells))
    with pytest.raises(AnswerOutOfRangeError, match=r"i05 \(1 rows\)$"):
        score_frame(sdq, "2_4", full(sdq, i05=cells).lazy())
    with duckdb.connect() as connection, pytest.raises(AnswerOutOfRangeError, match=r"i05 \(1 rows\)$"):
        score_frame(sdq, "2_4", connection.from_arrow(full(sdq, i05=cells).to_arrow()))


@pytest.mark.parametrize(("item", "cells"), [("steps", [11]), ("years", [2.5]), ("years", [-4]), ("three_a", ["c7"])])
def test_numbers_outside_their_limits_are_errors_too(
    item: str, cells: list[object], instruments: Callable[[str], Instrument]
) -> None:
    instrument = instruments("every_kind")
    given = pl.DataFrame({code: [None] for code in instrument.by_code} | {item: cells})
    with pytest.raises(AnswerOutOfRangeError, match=item):
        score_frame(instrument, "all", given)


def test_every_column_that_is_lacking_is_named(sdq: Instrument) -> None:
    with pytest.raises(FrameColumnsError, match="no column i07, i22"):
        score_frame(sdq, "2_4", full(sdq).drop("i07", "i22"))


def test_a_column_in_the_way_is_never_overwritten(sdq: Instrument) -> None:
    once = score_frame(sdq, "2_4", full(sdq))
    with pytest.raises(FrameColumnsError, match="already has conduct, conduct_band"):
        score_frame(sdq, "2_4", once)


@pytest.mark.parametrize("cells", [[date(2026, 1, 1)], [True], [[1]]])
def test_a_column_of_an_unusable_type_is_refused(cells: list[object], sdq: Instrument) -> None:
    with pytest.raises(FrameColumnsError, match="column i05 holds"):
        score_frame(sdq, "2_4", full(sdq, i05=cells))


def test_numbers_given_as_words_are_refused(instruments: Callable[[str], Instrument]) -> None:
    instrument = instruments("every_kind")
    given = pl.DataFrame({code: [None] for code in instrument.by_code} | {"steps": ["4"]})
    with pytest.raises(FrameColumnsError, match="column steps holds String: give numbers"):
        score_frame(instrument, "all", given)


def test_an_unknown_policy_is_refused(sdq: Instrument) -> None:
    with pytest.raises(PolicyUnknownError):
        score_frame(sdq, "2_4", full(sdq), {"impact": "guess"})
