"""The rows of a file of numbers, as text, each with its line and where it was read; and everything that is wrong with them."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from alongside.core.definitions.data_slots import SOURCE_COLUMNS, DataSlot
from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.faults import Fault

NUMBER = re.compile(r"[+-]?[0-9]{1,6}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?")
MOST_ROWS = 20_000
"""No published table has more."""


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a file: what stands in each column, and its line."""

    line: int
    cells: Mapping[str, str] = field(hash=False)


@dataclass(slots=True)
class Reading:
    """A file as it is read: its rows, and the faults found so far."""

    slot: DataSlot
    place: str
    rows: list[DataRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def at(self, line: int) -> str:
        """Return where a line is found."""
        return f"{self.place} line {line}"

    @property
    def sources(self) -> str:
        """Every source that the rows name, once."""
        return "; ".join(dict.fromkeys(row.cells["source"] for row in self.rows))

    def number(self, row: DataRow, column: str, decimals: int = 12) -> Number:
        """Return the exact number of a cell; what is no number is noted, and 0 stands in."""
        words = row.cells[column]
        found = Fraction(words) if NUMBER.fullmatch(words) else None
        if found is None or abs(found) > 10**6 or (found * 10**decimals).denominator != 1:
            cause = f"{column} {words!r} is no number with at most {decimals} places."
            repair = "Write it with a point, for example 0.25." if decimals else "Write a whole number."
            self.faults.append(Fault("DATA_NUMBER_MALFORMED", self.at(row.line), cause, repair))
            return 0
        return int(found) if found.denominator == 1 else found


def read_rows(slot: DataSlot, place: str, text: str) -> Reading:
    """Return the rows of a file with columns parted by commas; empty lines do not count."""
    reading = Reading(slot, place)
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    heading: list[str] = []
    try:
        for cells in lines:
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            if not heading:
                heading = stripped
                if not _is_heading(reading, heading, lines.line_num):
                    return reading
            elif len(reading.rows) == MOST_ROWS:
                cause = f"It has more than {MOST_ROWS} rows."
                repair = "No published table is so long: keep the rows that are asked for."
                return Reading(slot, place, [], [Fault("DATA_TOO_LONG", place, cause, repair)])
            else:
                _add_row(reading, heading, stripped, lines.line_num)
    except csv.Error as error:
        cause = f"It cannot be read as a table: {error}."
        repair = "Save it as CSV with commas, in UTF-8."
        reading.faults.append(Fault("DATA_UNREADABLE", reading.at(lines.line_num), cause, repair))
        return reading
    if not reading.rows and not reading.faults:
        cause = "It has no rows."
        reading.faults.append(Fault("DATA_EMPTY", place, cause, "Type in the rows, or take the file away."))
    return reading


def _is_heading(reading: Reading, heading: list[str], line: int) -> bool:
    wanted = reading.slot.kind.columns
    if sorted(heading) == sorted(wanted):
        return True
    lacking = [column for column in wanted if column not in heading]
    strange = [column for column in heading if column not in wanted]
    cause = f"The columns are not {', '.join(wanted)}."
    cause += f" Lacking: {', '.join(lacking)}." if lacking else ""
    cause += f" Not known: {', '.join(strange)}." if strange else ""
    repair = f"Begin the file with the line {','.join(wanted)}."
    reading.faults.append(Fault("DATA_COLUMNS", reading.at(line), cause, repair))
    return False


def _add_row(reading: Reading, heading: list[str], cells: list[str], line: int) -> None:
    if len(cells) != len(heading):
        cause = f"It has {len(cells)} cells, not {len(heading)}."
        repair = "Put words that hold a comma between quotation marks, and a comma between cells."
        reading.faults.append(Fault("DATA_ROW_WIDTH", reading.at(line), cause, repair))
        return
    row = DataRow(line, dict(zip(heading, cells, strict=True)))
    for column in SOURCE_COLUMNS:
        if not row.cells[column]:
            cause = f"The {column} is empty."
            repair = "Say where the row was read, so that a second person can check it."
            reading.faults.append(Fault("DATA_SOURCE_MISSING", reading.at(line), cause, repair))
    reading.rows.append(row)
