"""Text packs on disk: a folder and a zip say the same, and nothing that is dropped in can lead out or be run."""

import stat
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from alongside.core.definitions.data_slots import DataKind
from alongside.core.definitions.pack_checks import CheckedPack, with_packs
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.plugin_host.packs import MOST_BYTES, check_pack_at, find_packs, load_packs, read_pack
from alongside.core.settings import Settings
from alongside.plugins.instruments.icecap_a import ICECAP_A
from alongside.plugins.instruments.sdq import SDQ
from tests.support.data_files import data_file
from tests.support.text_packs import invent_pack

TODAY = date(2026, 3, 10)
WHOLE = invent_pack(SDQ)
BUNDLED = load_catalogue(Settings(instance=Path("nowhere")), today=TODAY).instruments
RESTRICTED = sorted(code for code, one in BUNDLED.items() if not one.licence.wording_may_ship)
Trouble = Callable[[zipfile.ZipFile], None]


def check(path: Path) -> CheckedPack:
    return check_pack_at(path, {"sdq": SDQ}, TODAY)


def codes(path: Path) -> list[str]:
    return [fault.code for fault in check(path).faults]


def test_a_folder_and_a_zip_of_it_are_the_same_pack(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "folder")
    plain, inside = WHOLE.zip(tmp_path / "plain.zip"), WHOLE.zip(tmp_path / "inside.zip", inside="sdq-pack/")
    assert [codes(path) for path in (folder, plain, inside)] == [[], [], []]
    assert len({read_pack(path).fingerprint for path in (folder, plain, inside)}) == 1


def test_one_changed_letter_changes_the_fingerprint(tmp_path: Path) -> None:
    other = WHOLE.copy()
    other.words["en"]["items"]["i09"] += "."
    first, second = read_pack(WHOLE.write(tmp_path / "a")), read_pack(other.write(tmp_path / "b"))
    assert first.fingerprint != second.fingerprint


def test_the_holders_letter_and_what_computers_leave_behind_are_no_part_of_a_pack(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    before = read_pack(folder).fingerprint
    for name in ("LICENCE.pdf", "README.md", ".DS_Store", "words/.DS_Store"):
        (folder / name).write_bytes(b"\xff\x00")
    assert codes(folder) == []
    assert read_pack(folder).fingerprint == before


def test_packs_are_the_folders_and_zips_of_the_folder_for_packs(tmp_path: Path) -> None:
    WHOLE.write(tmp_path / "b")
    WHOLE.zip(tmp_path / "a.zip")
    WHOLE.write(tmp_path / ".hidden")
    (tmp_path / "notes.txt").write_text("not a pack")
    assert [path.name for path in find_packs(tmp_path)] == ["a.zip", "b"]
    assert find_packs(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("name", ["setup.py", "words/en.py", "data/norms.xlsx", "words/english words.toml", "run.sh"])
def test_a_file_that_is_neither_words_nor_a_table_refuses_the_pack(tmp_path: Path, name: str) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("raise SystemExit")
    assert codes(folder) == ["PACK_FILE_UNKNOWN"]


def test_a_link_in_a_folder_leads_nowhere(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    secret = tmp_path / "secret.toml"
    secret.write_text("words = 'secret'")
    (folder / "words" / "ur.toml").symlink_to(secret)
    (folder / "data").symlink_to(tmp_path)
    checked = check(folder)
    assert [fault.code for fault in checked.faults] == ["PACK_PATH_UNSAFE", "PACK_PATH_UNSAFE"]
    assert not any("secret" in text for text in read_pack(folder).files.values())


def outside(archive: zipfile.ZipFile) -> None:
    archive.writestr("../../words/ur.toml", "a = 1")


def absolute(archive: zipfile.ZipFile) -> None:
    archive.writestr("/words/ur.toml", "a = 1")


def drive(archive: zipfile.ZipFile) -> None:
    archive.writestr("C:words/ur.toml", "a = 1")


def backslash(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("words/ur.toml")
    info.filename = info.orig_filename = "..\\words\\ur.toml"
    archive.writestr(info, "a = 1")


def link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("words/ur.toml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


@pytest.mark.parametrize("trouble", [outside, absolute, drive, backslash, link])
def test_a_zip_that_leads_out_of_itself_is_refused(tmp_path: Path, trouble: Trouble) -> None:
    file = WHOLE.zip(tmp_path / "pack.zip")
    with zipfile.ZipFile(file, "a") as archive:
        trouble(archive)
    assert codes(file) == ["PACK_PATH_UNSAFE"]
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def test_a_zip_that_swells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = WHOLE.zip(tmp_path / "pack.zip")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/norms.csv", "0" * (MOST_BYTES + 1))
    assert file.stat().st_size < 100_000
    assert "PACK_TOO_LARGE" in codes(file)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    file = WHOLE.zip(tmp_path / "pack.zip")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/norms.csv", "0" * (2 * MOST_BYTES))
        told = archive.getinfo("data/norms.csv")
        told.file_size = 10  # written into the list at the end of the file when the archive is closed
    assert set(codes(file)) & {"PACK_TOO_LARGE", "PACK_UNREADABLE"}


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    (folder / "data").mkdir()
    for number in range(201):
        (folder / "data" / f"t{number}.csv").write_text("")
    assert "PACK_TOO_LARGE" in codes(folder)


def test_a_file_that_stands_twice_in_a_zip_is_refused(tmp_path: Path) -> None:
    file = WHOLE.zip(tmp_path / "pack.zip")
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("words/en.toml", "a = 1")
    assert "PACK_FILE_TWICE" in codes(file)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pack.zip"
    file.write_bytes(content)
    assert codes(file) == ["PACK_UNREADABLE"]


def test_a_zip_that_needs_a_password_is_refused(tmp_path: Path) -> None:
    file = WHOLE.zip(tmp_path / "pack.zip")
    raw = bytearray(file.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            raw[place + at] |= 1  # the flag of an encrypted file
            place = raw.find(sign, place + 4)
    file.write_bytes(raw)
    assert codes(file) == ["PACK_UNREADABLE"]


def test_a_pack_without_a_record_or_not_in_utf_8_is_refused(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    (folder / "pack.toml").unlink()
    assert codes(folder) == ["PACK_FILE_MISSING"]
    (folder / "pack.toml").write_bytes(b"holder = '\xe9'")
    assert codes(folder) == ["PACK_NOT_TEXT"]


def test_a_table_that_the_instrument_does_not_take_is_refused(tmp_path: Path) -> None:
    folder = WHOLE.write(tmp_path / "pack")
    (folder / "data").mkdir()
    (folder / "data" / "norms.csv").write_text("a,b\n1,2\n")
    assert codes(folder) == ["DATA_FILE_UNKNOWN"]


def test_tables_come_with_the_words_or_alone(tmp_path: Path) -> None:
    values = data_file(
        DataKind.VALUES,
        [(item.code, level, f"{(level - 1) / 15:.4f}") for item in ICECAP_A.items for level in range(1, 5)],
    )
    pack = invent_pack(ICECAP_A)
    pack.others["data/values.csv"] = "\N{BYTE ORDER MARK}" + values
    pack.write(tmp_path / "whole")
    pack.head["forms"], pack.licence["languages"], pack.licence["modes"], pack.words = [], [], ["paper"], {}
    pack.write(tmp_path / "tables")
    for folder, has_words in (("whole", True), ("tables", False)):
        checked = check_pack_at(tmp_path / folder, {"icecap_a": ICECAP_A}, TODAY)
        assert checked.pack is not None, checked.faults
        made = with_packs(ICECAP_A, [checked.pack])
        assert (made.has_wording, made.data_lacking) == (has_words, ())
        table = (tmp_path / folder / "data" / "values.csv").read_bytes()
        assert [installed.sha256 for installed in made.data] == [sha256(table).hexdigest()]


def test_tables_of_one_instrument_in_two_packs_are_refused(tmp_path: Path) -> None:
    pack = invent_pack(ICECAP_A)
    pack.head["forms"], pack.licence["languages"], pack.words = [], [], {}
    rows = [(item.code, level, f"{(level - 1) / 15:.4f}") for item in ICECAP_A.items for level in range(1, 5)]
    pack.others["data/values.csv"] = data_file(DataKind.VALUES, rows)
    for name in ("one", "two"):
        pack.write(tmp_path / name)
    checked = load_packs(tmp_path, {"icecap_a": ICECAP_A}, TODAY)
    assert [[fault.code for fault in one.faults] for one in checked] == [["PACK_TWICE"], ["PACK_TWICE"]]


@pytest.mark.parametrize("code", RESTRICTED)
def test_every_bundled_instrument_without_words_can_be_made_whole(tmp_path: Path, code: str) -> None:
    instrument = BUNDLED[code]
    assert not instrument.has_wording
    pack = invent_pack(instrument, "en", "ur").write(tmp_path / code)
    checked = check_pack_at(pack, BUNDLED, TODAY)
    assert checked.pack is not None, "\n".join(map(str, checked.faults))
    assert with_packs(instrument, [checked.pack]).has_wording


def test_the_catalogue_takes_the_sound_packs_and_keeps_the_refused_ones_with_their_faults(tmp_path: Path) -> None:
    WHOLE.write(tmp_path / "packs" / "sdq")
    broken = WHOLE.copy()
    broken.head["instrument"] = "nothing"
    broken.write(tmp_path / "packs" / "broken")
    catalogue = load_catalogue(Settings(instance=tmp_path), today=TODAY)
    assert catalogue.instruments["sdq"].has_wording
    assert {one.name: one.pack is not None for one in catalogue.packs} == {"broken": False, "sdq": True}
    assert not any("Invented words" in source.text.standard for source in catalogue.sources())
    assert {text.language for text in catalogue.licensed_texts()} == {"en"}


def test_a_folder_for_packs_that_was_named_and_is_not_there_is_a_fault(tmp_path: Path) -> None:
    catalogue = load_catalogue(Settings(packs=tmp_path / "pakcs"), today=TODAY)
    assert [fault.code for one in catalogue.packs for fault in one.faults] == ["PACKS_FOLDER_MISSING"]
    assert load_catalogue(Settings(instance=tmp_path), today=TODAY).packs == ()


def test_two_packs_with_the_same_words_leave_a_skeleton(tmp_path: Path) -> None:
    WHOLE.write(tmp_path / "one")
    WHOLE.zip(tmp_path / "two.zip")
    assert [one.pack for one in load_packs(tmp_path, {"sdq": SDQ}, TODAY)] == [None, None]
