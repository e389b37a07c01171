"""Cells and lines of a CSV file that no spreadsheet runs, cuts in two or rounds."""

import re
from collections.abc import Iterable
from fractions import Fraction

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a text begins with that some spreadsheet takes for a formula; and our own mark, so that it can be taken away again."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
_APART = re.compile('[,;"\t\r\n]')
"""What parts cells in one spreadsheet or another."""


def in_full(value: int | Fraction) -> str:
    """Return a number in full: whole numbers without a point, others to twelve figures."""
    return str(value) if Fraction(value).denominator == 1 else f"{float(value):.12g}"


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of the file."""
    return ",".join(_quoted(_safe(cell)) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    """Quote a cell that any spreadsheet would cut in two: some part cells with semicolons or tabs."""
    return '"{}"'.format(cell.replace('"', '""')) if _APART.search(cell) else cell


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running a text. A number is as it is; a text without its first ' is as it was."""
    is_risky = cell.startswith(_RISKY) or cell.lstrip().startswith(_RISKY)
    return f"'{cell}" if is_risky and not _NUMBER.fullmatch(cell) else cell
