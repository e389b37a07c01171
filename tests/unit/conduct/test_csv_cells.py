"""What a spreadsheet makes of a cell: nothing runs, numbers are exact, texts can be had back, and no cell is cut in two."""

import csv
import io
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.conduct.csv_cells import csv_line, in_full

FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"),
    *(' =HYPERLINK("https://evil.example")', "＝1+1", "-", "--1", "-1-1", "+447700900101", "-1e", "- 1", "1\n=1+1;=2"),
)
BEGINS_A_FORMULA = re.compile(r"\s*[=+@＝＋－＠-]|[\t\r\n]")


def read(line: str, delimiter: str = ",") -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)
    return row


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_text_begins_like_a_formula(cell: str) -> None:
    (written,) = read(csv_line([cell]))
    assert not BEGINS_A_FORMULA.match(written)
    assert written.removeprefix("'") == cell


@given(st.text(min_size=1))
def test_every_text_can_be_had_back(cell: str) -> None:
    (written,) = read(csv_line([cell]))
    assert not BEGINS_A_FORMULA.match(written) or re.fullmatch(r"-[0-9.]+(e[+-]?[0-9]+)?", written)
    assert written.removeprefix("'") == cell


@given(st.fractions())
def test_a_number_is_never_marked(value: Fraction) -> None:
    (written,) = read(csv_line([in_full(value)]))
    assert written == in_full(value)
    assert Decimal(written).is_finite()


@pytest.mark.parametrize(
    "number", ["-91", "-0.5", "-1e-07", "1e+22", "0", "12", "-123456789012", "3.14159265359", "-0.0000001"]
)
def test_a_number_stays_to_the_last_figure(number: str) -> None:
    assert csv_line([number]) == f"{number}\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_cell_stays_one_cell_in_every_kind_of_spreadsheet(delimiter: str) -> None:
    cell = 'a;=1+1\t=2+2,=3+3"'
    assert read(csv_line([cell]), delimiter) == [cell]
