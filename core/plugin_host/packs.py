"""Text packs on disk: a folder or a zip, read as text and never unpacked or run.

A zip is read in memory, name by name; a name that leads out of it, a link, a file of another kind or too many bytes
refuse the pack.
"""

import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.pack_checks import (
    DATA_FOLDER,
    CheckedPack,
    PackFiles,
    check_pack,
    refuse_twice,
    with_packs,
)
from alongside.core.definitions.pack_record import PACK_FILE
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.settings import Settings

MOST_FILES = 200
MOST_BYTES = 5_000_000
"""All files of a pack together; words and tables of the longest instruments are far below."""
USED = re.compile(r"pack\.toml|words/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.toml|data/[A-Za-z0-9_-]+\.(csv|toml)")
KEPT_BESIDE = re.compile(r"[^/]+\.(md|txt|pdf)", re.IGNORECASE)
"""The holder's letter and the like: allowed at the top of a pack, and not read."""
_SYSTEM_FILE = re.compile(r"(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini)|__MACOSX/.*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file before it is read: its path in the pack, its size as told, and how to get at most so many bytes of it."""

    path: str
    size: int
    read: Callable[[int], bytes]


def find_packs(folder: Path) -> tuple[Path, ...]:
    """Return every sub-folder and every zip of the folder for packs, by name; none when there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "_")) and (path.is_dir() or path.suffix.lower() == ".zip")
    )


def read_pack(path: Path) -> PackFiles:
    """Return the files of a pack, with everything that is wrong with the reading."""
    faults: list[Fault] = []
    entries: list[_Entry] = []
    try:
        if path.is_dir():
            entries = list(_folder_entries(path, faults))
            return _read(path.name, entries, faults)
        with zipfile.ZipFile(path) as archive:
            entries = list(_zip_entries(path.name, archive, faults))
            return _read(path.name, entries, faults)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        faults.append(
            Fault(
                "PACK_UNREADABLE",
                path.name,
                f"It cannot be read: {error}.",
                "Give a folder or a plain zip without a password, and copy it again.",
            )
        )
        return PackFiles(path.name, {}, "", tuple(faults))


def check_pack_at(path: Path, instruments: Mapping[str, Instrument], today: date) -> CheckedPack:
    """Return one pack, wherever it lies, with everything that is wrong with it."""
    return check_pack(read_pack(path), instruments, today)


def load_packs(folder: Path, instruments: Mapping[str, Instrument], today: date) -> tuple[CheckedPack, ...]:
    """Return every pack of the folder, checked by itself and beside the others."""
    return refuse_twice([check_pack_at(path, instruments, today) for path in find_packs(folder)])


def attach_packs(catalogue: Catalogue, settings: Settings, today: date) -> Catalogue:
    """Return the catalogue with the packs of the deployment: what is sound makes its instrument whole."""
    folder = settings.packs_folder
    if settings.packs is not None and not folder.is_dir():
        missing = Fault(
            "PACKS_FOLDER_MISSING",
            "settings.packs",
            f"There is no folder {folder}.",
            "Correct the setting packs, or make the folder.",
        )
        return replace(catalogue, packs=(CheckedPack(str(folder), (missing,)),))
    checked = load_packs(folder, catalogue.instruments, today)
    if not checked:
        return catalogue
    sound = [one.pack for one in checked if one.pack is not None]
    instruments = {
        code: with_packs(instrument, [pack for pack in sound if pack.instrument == code])
        for code, instrument in catalogue.instruments.items()
    }
    return replace(catalogue, instruments=MappingProxyType(instruments), packs=checked)


def _read(name: str, entries: Iterable[_Entry], faults: list[Fault]) -> PackFiles:
    files: dict[str, str] = {}
    raw: dict[str, bytes] = {}
    left = MOST_BYTES
    wanted = list(_wanted(name, entries, faults))
    for entry in wanted:
        if entry.path in raw:
            faults.append(
                Fault("PACK_FILE_TWICE", f"{name}/{entry.path}", "The pack has this file twice.", "Keep one of them.")
            )
            continue
        content = entry.read(left + 1)  # what a zip says of its sizes need not be true
        left -= len(content)
        if left < 0:
            faults.append(_too_large(name))
            break
        raw[entry.path] = content
        try:
            # A table keeps its mark at the beginning: the hash of what was scored with is that of the file.
            files[entry.path] = content.decode("utf-8" if entry.path.startswith(DATA_FOLDER) else "utf-8-sig")
        except UnicodeDecodeError:
            faults.append(
                Fault(
                    "PACK_NOT_TEXT", f"{name}/{entry.path}", "The file is not text in UTF-8.", "Save it as UTF-8 text."
                )
            )
    if PACK_FILE not in raw:
        faults.append(
            Fault(
                "PACK_FILE_MISSING",
                f"{name}/{PACK_FILE}",
                f"There is no {PACK_FILE} in the pack.",
                "Add it, with the instrument, its version, its forms and [licence].",
            )
        )
    return PackFiles(name, files, _fingerprint(raw), tuple(faults))


def _wanted(name: str, entries: Iterable[_Entry], faults: list[Fault]) -> Iterator[_Entry]:
    """Yield the files that a pack is made of; whatever else is there is a fault."""
    listed = [entry for entry in entries if not _SYSTEM_FILE.fullmatch(entry.path)]
    if len(listed) > MOST_FILES or sum(entry.size for entry in listed) > MOST_BYTES:
        faults.append(_too_large(name))
        return
    inside = _folder_inside([entry.path for entry in listed])
    for entry in listed:
        path = entry.path.removeprefix(inside)
        if USED.fullmatch(path):
            yield replace(entry, path=path)
        elif not KEPT_BESIDE.fullmatch(path):
            faults.append(
                Fault(
                    "PACK_FILE_UNKNOWN",
                    f"{name}/{path}",
                    "A pack holds words and tables, and nothing that could be run.",
                    "Take it away; allowed are pack.toml, words/<language>.toml, data/<name>.csv or .toml.",
                )
            )


def _folder_inside(paths: Sequence[str]) -> str:
    """Return the one folder that everything is in, with its slash: a zip of a folder holds the folder."""
    top = f"{paths[0].partition('/')[0]}/" if paths else ""
    return top if f"{top}{PACK_FILE}" in paths and all(path.startswith(top) for path in paths) else ""


def _folder_entries(folder: Path, faults: list[Fault]) -> Iterator[_Entry]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_symlink():
            faults.append(_unsafe(folder.name, inside))
        elif path.is_file() and not any(parent.is_symlink() for parent in path.relative_to(folder).parents):
            yield _Entry(inside, path.stat().st_size, _reader_of_file(path))


def _reader_of_file(path: Path) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        with path.open("rb") as file:
            return file.read(most)

    return read


def _zip_entries(name: str, archive: zipfile.ZipFile, faults: list[Fault]) -> Iterator[_Entry]:
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        # `orig_filename` is the name before zipfile cut it at a zero byte or changed its separators.
        if path.is_absolute() or ".." in path.parts or ":" in info.filename or "\\" in info.orig_filename or is_link:
            faults.append(_unsafe(name, info.orig_filename))
        elif not info.is_dir():
            yield _Entry(info.filename, info.file_size, _reader_of_zip(archive, info))


def _reader_of_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        with archive.open(info) as file:
            return file.read(most)

    return read


def _fingerprint(raw: Mapping[str, bytes]) -> str:
    """Return one hash of names and contents, the same for a folder and for a zip of it."""
    whole = sha256()
    for path, content in sorted(raw.items()):
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _unsafe(name: str, path: str) -> Fault:
    return Fault(
        "PACK_PATH_UNSAFE",
        name,
        f"{path!r} leads out of the pack.",
        "Do not use this pack; ask the holder for one of plain files.",
    )


def _too_large(name: str) -> Fault:
    return Fault(
        "PACK_TOO_LARGE",
        name,
        f"It has more than {MOST_FILES} files or {MOST_BYTES} bytes.",
        "Keep only the words and the tables of this instrument in it.",
    )
