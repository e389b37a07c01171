"""Install the files of numbers that an instrument waits for: the same instrument, with scores that can be made."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from alongside.core.definitions.data_rows import Reading, read_rows
from alongside.core.definitions.data_slots import DataKind, DataSlot, InstalledData
from alongside.core.definitions.data_tables import read_equation, read_keying, read_norms, read_values
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item
from alongside.core.definitions.scoring import Score

READERS = {
    DataKind.VALUES: read_values,
    DataKind.KEYING: read_keying,
    DataKind.NORMS: read_norms,
    DataKind.EQUATION: read_equation,
}


class DataFilesRefusedError(AlongsideError):
    """Files of numbers are not sound; `faults` holds everything that is wrong with them, each with file and line."""

    def __init__(self, instrument: str, faults: tuple[Fault, ...]) -> None:
        lines = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"the files of numbers of {instrument} are refused:\n{lines}")
        self.faults = faults


def with_data(instrument: Instrument, files: Mapping[str, str]) -> Instrument:
    """Return the instrument with the scores that the files make possible. `files` = the text of each by its file name.

    A slot without a file stays as it is: its scores say that nothing is installed. All files are taken, or none.

    Raises:
        DataFilesRefusedError: with everything that is wrong with the files.
    """
    slots = {slot.file: slot for slot in instrument.data_lacking}
    items = {item.code: item for item in instrument.items if isinstance(item, Item)}
    scores: dict[str, Score] = {score.code: score for score in instrument.scores}
    faults: list[Fault] = []
    installed = list(instrument.data)
    for name in sorted(files):
        place = f"{instrument.code}/{name}"
        if name not in slots:
            faults.append(_unknown(place, name, instrument))
            continue
        reading = read_rows(slots[name], place, files[name])
        if reading.rows:
            scores |= _made(reading, slots[name], items, scores)
        faults += reading.faults
        if not reading.faults:
            sha256 = hashlib.sha256(files[name].encode("utf-8")).hexdigest()
            installed.append(InstalledData(slots[name].name, reading.sources, sha256))
    if not faults:
        made = replace(instrument, scores=tuple(scores.values()), data=tuple(installed))
        before = instrument.faults()
        faults += [fault for fault in made.faults() if fault not in before and not fault.is_warning]
    if faults:
        raise DataFilesRefusedError(instrument.code, tuple(faults))
    return made


def _made(reading: Reading, slot: DataSlot, items: Mapping[str, Item], scores: Mapping[str, Score]) -> dict[str, Score]:
    return READERS[slot.kind](reading, items, {code: scores[code] for code in slot.scores})


def _unknown(place: str, name: str, instrument: Instrument) -> Fault:
    if name in {f"{data.name}.csv" for data in instrument.data}:
        return Fault("DATA_INSTALLED", place, "This file is installed already.", "Take one of the two away.")
    wanted = ", ".join(slot.file for slot in instrument.data_needed) or "no file of numbers at all"
    return Fault("DATA_FILE_UNKNOWN", place, f"{instrument.code} takes {wanted}.", "Correct the name, or delete it.")
