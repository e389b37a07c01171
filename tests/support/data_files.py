"""Made-up files of numbers for instruments, in the form in which a licence holder's numbers are typed in."""

from collections.abc import Iterable

from alongside import DataKind

MADE_UP = ("Made up for tests", "p. 1")
"""The source and the page of every row."""


def data_file(kind: DataKind, rows: Iterable[tuple[object, ...]]) -> str:
    """Return a file of this kind, with a made-up source in every row."""
    lines = [kind.columns, *((*row, *MADE_UP) for row in rows)]
    return "".join(",".join(str(cell) for cell in line) + "\n" for line in lines)
