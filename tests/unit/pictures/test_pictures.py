"""Every picture has a licence that lets it be passed on, words that say what it shows, and no more than shapes."""

from pathlib import Path
from shutil import copytree

import pytest

from alongside.accessibility.documents.pictures import read_picture
from alongside.accessibility.pictures.pictures import (
    FOLDER,
    LICENCES,
    SHARE_ALIKE,
    PictureBook,
    PicturesRefusedError,
    PictureUnknownError,
    open_picture_book,
)

BOOK = open_picture_book()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(FOLDER, tmp_path / "pictures")


def change_manifest(folder: Path, old: str, new: str) -> None:
    manifest = folder / "pictures.toml"
    words = manifest.read_text(encoding="utf-8")
    assert old in words
    manifest.write_text(words.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(PicturesRefusedError) as refused:
        PictureBook.load(folder)
    return [fault.code for fault in refused.value.faults]


def test_our_own_book_is_sound_and_has_enough_pictures() -> None:
    assert len(BOOK.pictures) >= 35
    assert {picture.licence for picture in BOOK.pictures.values()} <= LICENCES


def test_every_file_in_the_folder_stands_in_the_manifest() -> None:
    for folder in (FOLDER, SHARE_ALIKE):
        assert {file.stem for file in (folder / "svg").iterdir()} == set(PictureBook.load(folder).pictures)


def test_pictures_that_are_shared_alike_stand_apart_with_their_licence_and_no_key_of_ours() -> None:
    apart = PictureBook.load(SHARE_ALIKE)
    assert {picture.licence for picture in apart.pictures.values()} == {"CC-BY-SA-4.0"}
    assert "Attribution-ShareAlike 4.0" in (SHARE_ALIKE / "CC-BY-SA-4.0.txt").read_text(encoding="utf-8")
    ours = PictureBook.load()
    assert not set(apart.pictures) & set(ours.pictures)
    assert all(picture.licence != "CC-BY-SA-4.0" for picture in ours.pictures.values())


def test_a_picture_is_hidden_from_screen_readers_because_words_stand_beside_it() -> None:
    assert BOOK.svg("clock").startswith('<svg aria-hidden="true" focusable="false" ')
    assert BOOK.svg("clock").endswith("</svg>")


@pytest.mark.parametrize("key", sorted(BOOK.pictures))
def test_each_picture_can_be_drawn_in_documents_too(key: str) -> None:
    assert read_picture(BOOK.picture(key).markup.encode(), width=20, language="en").width > 0


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_picture_says_what_it_shows(language: str) -> None:
    shown = [BOOK.alt(key, language) for key in BOOK.pictures]
    assert len(set(shown)) == len(shown)


def test_urdu_descriptions_are_urdu_and_marked_as_a_draft() -> None:
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in BOOK.alt(key, "ur")) for key in BOOK.pictures)
    assert BOOK.alt_state == {"en": "written", "ur": "machine draft"}


def test_another_language_falls_back_to_english() -> None:
    assert BOOK.alt("clock", "pl") == "A clock"


def test_an_unknown_key_is_an_error() -> None:
    assert "no_such" not in BOOK
    with pytest.raises(PictureUnknownError):
        BOOK.svg("no_such")


def test_credits_name_each_author_with_their_licence() -> None:
    credited = {(author, licence): keys for author, licence, keys in BOOK.credits()}
    assert ("Resolve to Save Lives", "MIT") in credited
    assert sum(len(keys) for keys in credited.values()) == len(BOOK.pictures)
    assert "Resolve to Save Lives" in (FOLDER / "MIT-health-icons.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "proprietary", "unknown"])
def test_a_licence_that_is_not_free_is_refused(folder: Path, licence: str) -> None:
    change_manifest(folder, 'licence = "MIT"', f'licence = "{licence}"')
    assert faults_of(folder) == ["PICTURE_LICENCE_UNKNOWN"]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    change_manifest(folder, 'author = "Resolve to Save Lives"', 'author = ""')
    change_manifest(folder, 'alt.en = "A calendar"', 'alt.en = ""')
    (folder / "svg" / "clock.svg").unlink()
    assert sorted(faults_of(folder)) == ["PICTURE_ALT_MISSING", "PICTURE_FIELD_EMPTY", "PICTURE_FILE_MISSING"]


def test_a_key_that_stands_twice_is_refused(folder: Path) -> None:
    change_manifest(folder, 'key = "speech"', 'key = "calendar"')
    assert faults_of(folder) == ["PICTURE_DUPLICATED"]


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        ("<script>alert(1)</script>", "PICTURE_UNSAFE"),
        ('<path onclick="x()" d="M0 0"/>', "PICTURE_UNSAFE"),
        ('<path style="fill:red" d="M0 0"/>', "PICTURE_UNSAFE"),
        ('<path id="twice" d="M0 0"/>', "PICTURE_UNSAFE"),
        ('<path fill="#f00" d="M0 0"/>', "PICTURE_COLOURED"),
        ('<path d="M0 0" d="M1 1"/>', "PICTURE_MALFORMED"),
        ("<path/>" * 400, "PICTURE_TOO_LARGE"),
    ],
)
def test_more_than_small_plain_shapes_is_refused(folder: Path, shape: str, fault: str) -> None:
    file = folder / "svg" / "clock.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{shape}</svg>', encoding="utf-8")
    assert faults_of(folder) == [fault]


OWN = """
[alt_state]
en = "written"

[[picture]]
key = "{key}"
file = "drawing.svg"
author = "A study team"
licence = "{licence}"
source = "Drawn by the team"
alt.en = "A garden gate"
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="currentColor" d="M1 1h6v6H1z"/></svg>'


def write_pack(folder: Path, *, key: str = "gate", licence: str = "CC-BY-4.0") -> Path:
    folder.mkdir()
    (folder / "pictures.toml").write_text(OWN.format(key=key, licence=licence), encoding="utf-8")
    (folder / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    return folder


def test_a_study_brings_pictures_that_are_added_to_ours(tmp_path: Path) -> None:
    book = open_picture_book(write_pack(tmp_path / "own"))
    assert set(book.pictures) == {*BOOK.pictures, "gate"}
    assert book.alt("gate", "ur") == "A garden gate"
    assert ("A study team", "CC-BY-4.0", ("gate",)) in book.credits()


def test_a_study_brings_pictures_that_stand_in_place_of_ours(tmp_path: Path) -> None:
    book = open_picture_book(write_pack(tmp_path / "own", key="home"))
    assert set(book.pictures) == set(BOOK.pictures)
    assert book.picture("home").author == "A study team"


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "ask the photographer"])
def test_a_study_s_picture_is_refused_as_ours_would_be(tmp_path: Path, licence: str) -> None:
    with pytest.raises(PicturesRefusedError) as refused:
        open_picture_book(write_pack(tmp_path / "own", licence=licence))
    (fault,) = refused.value.faults
    assert (fault.code, fault.place) == ("PICTURE_LICENCE_UNKNOWN", "gate.licence")
    assert "CC-BY-4.0" in fault.repair


def test_a_file_outside_the_folder_is_no_picture_of_it(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "own")
    (tmp_path / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    change_manifest(folder, 'file = "drawing.svg"', 'file = "../drawing.svg"')
    assert faults_of(folder) == ["PICTURE_FILE_MISSING"]


@pytest.mark.parametrize("manifest", [None, "[[picture", "\udcff"])
def test_a_folder_without_a_list_that_can_be_read_is_refused(tmp_path: Path, manifest: str | None) -> None:
    folder = write_pack(tmp_path / "own")
    (folder / "pictures.toml").unlink()
    if manifest is not None:
        (folder / "pictures.toml").write_bytes(manifest.encode(errors="surrogateescape"))
    assert faults_of(folder) == ["PICTURES_UNREADABLE"]
