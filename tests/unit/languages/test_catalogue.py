import datetime as dt
from pathlib import Path

import pytest

from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.catalogue import (
    DRAFT,
    CatalogueError,
    Status,
    read_catalogue,
    read_catalogues,
    read_statuses,
    source_hash,
)
from alongside.core.languages.textbook import build_text_book

PO = """msgid ""
msgstr ""
"Language: ur\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "pages.hello"
msgid "Hello"
msgstr "سلام"

#, fuzzy
msgctxt "pages.stop"
msgid "Stop"
msgstr "رکیں"

msgctxt "pages.left"
msgid "One left"
msgid_plural "{count} left"
msgstr[0] "ایک باقی"
msgstr[1] "{count} باقی"

#~ msgctxt "pages.gone"
#~ msgid "Gone"
#~ msgstr "گیا"
"""
SOURCES = (
    SourceText("pages.hello", Text("Hello")),
    SourceText("pages.stop", Text("Stop")),
    SourceText("pages.left", Text("{count} left", plural_one="One left")),
)


def written(folder: Path, po: str = PO, status: str = "", language: str = "ur", owner: str = "messages") -> Path:
    path = folder / language / "LC_MESSAGES" / f"{owner}.po"
    path.parent.mkdir(parents=True)
    path.write_text(po, encoding="utf-8")
    if status:
        (folder / language / "status.toml").write_text(status, encoding="utf-8")
    return path


def test_a_catalogue_takes_its_language_from_its_folder_and_each_id_from_the_context(tmp_path: Path) -> None:
    catalogue = read_catalogue(written(tmp_path, language="pa_Arab"), "messages")
    assert catalogue.language == "pa-Arab"
    assert [entry.id for entry in catalogue.translations] == ["pages.hello", "pages.stop", "pages.left"]
    assert catalogue.translations[2].words == ("ایک باقی", "{count} باقی")
    assert [entry.is_fuzzy for entry in catalogue.translations] == [False, True, False]


def test_what_is_read_from_disk_can_be_said(tmp_path: Path) -> None:
    book = build_text_book(SOURCES, read_catalogues(written(tmp_path).parents[2]))
    assert book.say("pages.hello", "ur").words == "سلام"
    assert book.say("pages.left", "ur", count=1).words == "ایک باقی"
    assert book.say("pages.stop", "ur").is_missing


def test_without_a_status_file_every_translation_is_a_draft_of_a_machine(tmp_path: Path) -> None:
    book = build_text_book(SOURCES, read_catalogues(written(tmp_path).parents[2]))
    assert book.status("pages.hello", "ur") == DRAFT == Status("machine", "draft")


def test_a_status_counts_only_for_the_english_words_it_was_given_to(tmp_path: Path) -> None:
    status = f"""
[default]
origin = "person"
["pages.hello"]
source = "{source_hash("Hello")}"
origin = "person"
status = "approved"
by = "A. Reader"
on = 2026-03-25
["pages.left"]
source = "{source_hash("older words")}"
status = "approved"
by = "A. Reader"
on = 2026-03-25
"""
    book = build_text_book(SOURCES, read_catalogues(written(tmp_path, status=status).parents[2]))
    assert book.status("pages.hello", "ur") == Status("person", "approved", "A. Reader", dt.date(2026, 3, 25))
    assert book.status("pages.left", "ur") == Status("person", "draft")


def test_the_source_hash_is_the_start_of_the_sha_256_of_the_words() -> None:
    assert source_hash("Hello") == "185f8db32271"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("[pages.hello]\nsource='x'", "whole text id in quotes"),
        ('["a.b"]\nstatus="draft"', "source is missing"),
        ('["a.b"]\nsource="x"\nstatus="done"', "draft, reviewed or approved"),
        ('["a.b"]\nsource="x"\norigin="dog"', "machine or person"),
        ('["a.b"]\nsource="x"\norigin="licensed pack"', "machine or person"),
        ('["a.b"]\nsource="x"\nstatus="approved"\nby="A"', "names the person"),
        ('["a.b"]\nsource="x"\nstatus="reviewed"\non=2026-01-01', "names the person"),
        ('["a.b"]\nsource="x"\non="2026-01-01"', "without quotes"),
        ('[default]\nstatus="approved"\nby="A"\non=2026-01-01', "one text at a time"),
        ("= nothing", "cannot be read"),
    ],
)
def test_a_status_file_at_fault_says_what_to_write(tmp_path: Path, status: str, said: str) -> None:
    path = tmp_path / "status.toml"
    path.write_text(status)
    with pytest.raises(CatalogueError, match=said):
        read_statuses(path)


@pytest.mark.parametrize("po", ["nonsense", 'msgid "a"\n', 'msgid "a"\nmsgid_plural "b"\nmsgstr[9] "c"\n'])
def test_a_broken_catalogue_is_refused_by_name(tmp_path: Path, po: str) -> None:
    with pytest.raises(CatalogueError, match=r"messages\.po"):
        read_catalogue(written(tmp_path, po), "messages")


def test_a_folder_that_is_no_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="zzzz"):
        read_catalogue(written(tmp_path, language="zzzz"), "messages")


def test_a_catalogue_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path / "ur" / "LC_MESSAGES" / "messages.po", "messages")
