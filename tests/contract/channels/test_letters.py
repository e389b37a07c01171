"""Letters in batches: one folder a day, printed and posted by a person."""

import csv
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from alongside.core.definitions.messages import NOT_TAKEN, Attachment, ChannelKind, Refused, Sent
from alongside.plugins.channels.letters import LetterBatches, alongside_channels

MONDAY = datetime(2026, 7, 6, 22, tzinfo=UTC)
PAGES = b"%PDF-1.7 the pages of a letter"


def index_of(batch: Path) -> list[dict[str, str]]:
    with (batch / "index.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def batches_of(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir() if place.is_dir())


@pytest.fixture
def letters(tmp_path: Path) -> LetterBatches:
    return LetterBatches(tmp_path / "letters")


def test_a_letter_lies_in_the_batch_of_its_day_and_the_index_names_nobody(letters: LetterBatches, write: Any) -> None:
    with time_machine.travel(MONDAY, tick=False):
        result = letters.send(write(ChannelKind.LETTER, "k1"))
    (batch,) = [place for place in letters.folder.iterdir() if place.is_dir()]
    assert batch.name == "batch-2026-07-06"
    (line,) = index_of(batch)
    assert result == Sent(line["file"].removesuffix(".pdf"))
    assert line == {"key": "k1", "file": line["file"], "state": "ready"}
    assert (batch / line["file"]).read_bytes() == PAGES
    told = (batch / "index.csv").read_text() + line["file"]
    assert not any(word in told for word in ("Any Road", "Anytown", "sam", "Still here"))


def test_a_day_ends_when_it_ends_where_letters_are_posted(letters: LetterBatches, write: Any) -> None:
    for hour, key in ((22, "k1"), (23, "k2")):  # 23:00 and, in summer, midnight
        with time_machine.travel(MONDAY.replace(hour=hour, minute=5), tick=False):
            letters.send(write(ChannelKind.LETTER, key))
    assert batches_of(letters.folder) == ["batch-2026-07-06", "batch-2026-07-07"]


def test_a_second_letter_with_the_same_key_changes_nothing_on_any_day(letters: LetterBatches, write: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as time:
        first = letters.send(write(ChannelKind.LETTER, "k1"))
        time.shift(86_400)
        other = Attachment("letter.pdf", "application/pdf", b"%PDF-1.7 other words")
        assert letters.send(write(ChannelKind.LETTER, "k1", attachments=(other,))) == first
    assert batches_of(letters.folder) == ["batch-2026-07-06"]
    assert len(index_of(letters.folder / "batch-2026-07-06")) == 1


def test_a_batch_that_was_posted_is_not_touched_and_what_comes_later_begins_a_new_one(
    letters: LetterBatches, write: Any
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        first = letters.send(write(ChannelKind.LETTER, "k1"))
        (letters.folder / "batch-2026-07-06").rename(letters.folder / "posted-2026-07-06")
        letters.send(write(ChannelKind.LETTER, "k2"))
        assert letters.send(write(ChannelKind.LETTER, "k1")) == first
    assert batches_of(letters.folder) == ["batch-2026-07-06", "posted-2026-07-06"]
    assert [line["key"] for line in index_of(letters.folder / "batch-2026-07-06")] == ["k2"]
    assert letters.find("k1") == first


def test_what_a_person_noted_in_the_index_stays(letters: LetterBatches, write: Any) -> None:
    with time_machine.travel(MONDAY, tick=False):
        letters.send(write(ChannelKind.LETTER, "k1"))
        index = letters.folder / "batch-2026-07-06" / "index.csv"
        index.write_text("\ufeff" + index.read_text().replace("ready", "printed"), encoding="utf-8")
        letters.send(write(ChannelKind.LETTER, "k2"))
    assert [line["state"] for line in index_of(index.parent)] == ["printed", "ready"]


def test_a_posted_letter_is_found_when_its_pages_were_thrown_away(letters: LetterBatches, write: Any) -> None:
    result = letters.send(write(ChannelKind.LETTER, "k1"))
    for pages in letters.folder.glob("*/*.pdf"):
        pages.unlink()
    assert letters.find("k1") == result
    assert letters.find("k2") == NOT_TAKEN


def test_pages_that_were_never_listed_are_listed_where_they_lie(letters: LetterBatches, write: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as time:
        letters.send(write(ChannelKind.LETTER, "k1"))
        (letters.folder / "batch-2026-07-06" / "index.csv").unlink()
        assert letters.find("k1") == NOT_TAKEN
        time.shift(86_400)
        letters.send(write(ChannelKind.LETTER, "k1"))
    assert batches_of(letters.folder) == ["batch-2026-07-06"]
    assert len(list(letters.folder.glob("*/*.pdf"))) == 1
    assert isinstance(letters.find("k1"), Sent)


@pytest.mark.parametrize(
    "attachments",
    [(), (Attachment("a.txt", "text/plain", b""),), 2 * (Attachment("a.pdf", "application/pdf", PAGES),)],
)
def test_a_letter_without_its_one_pdf_is_refused_for_good(
    letters: LetterBatches, write: Any, attachments: tuple[Attachment, ...]
) -> None:
    result = letters.send(write(ChannelKind.LETTER, attachments=attachments))
    assert result == Refused("no_pages", permanent=True)
    assert not letters.folder.exists()


def test_many_writers_leave_each_letter_once_and_no_draft(letters: LetterBatches, write: Any) -> None:
    def post(number: int) -> Any:
        return LetterBatches(letters.folder).send(write(ChannelKind.LETTER, f"../k{number % 5}:odd"))

    with time_machine.travel(MONDAY, tick=False), ThreadPoolExecutor(8) as writers:
        results = set(writers.map(post, range(40)))
    (batch,) = [place for place in letters.folder.iterdir() if place.is_dir()]
    assert len(results) == 5
    assert sorted(line["key"] for line in index_of(batch)) == sorted(f"../k{number}:odd" for number in range(5))
    assert len(list(batch.iterdir())) == 6


WRITE_FOR_EVER = """
import itertools, pathlib, sys
from alongside.core.definitions.messages import Attachment, ChannelKind, OutgoingMessage
from alongside.plugins.channels.letters import LetterBatches
letters = LetterBatches(pathlib.Path(sys.argv[1]))
pages = (Attachment("letter.pdf", "application/pdf", 20_000 * b"a"),)
for number in itertools.count():
    key = f"{sys.argv[2]}:{number}"
    letters.send(OutgoingMessage(key, ChannelKind.LETTER, "1 Any Road", "a", "b", "en", "ltr", "Forms", pages))
"""


def test_a_writer_that_is_killed_leaves_no_half_letter_and_a_whole_index(tmp_path: Path) -> None:
    letters = LetterBatches(tmp_path)
    for round_number in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path), str(round_number)])
        wanted = len(list(tmp_path.glob("*/*.pdf"))) + 3
        while len(list(tmp_path.glob("*/*.pdf"))) < wanted:
            assert writer.poll() is None
        writer.kill()
        writer.wait()
    listed = [line for batch in tmp_path.glob("batch-*") for line in index_of(batch)]
    assert len(listed) >= 6
    assert len({line["key"] for line in listed}) == len(listed)
    assert {place.stat().st_size for place in tmp_path.glob("*/*.pdf")} == {20_000}
    assert all(isinstance(letters.find(line["key"]), Sent) for line in listed)


def test_only_the_owner_can_read_the_letters(letters: LetterBatches, write: Any) -> None:
    letters.send(write(ChannelKind.LETTER))
    (batch,) = [place for place in letters.folder.iterdir() if place.is_dir()]
    assert {stat.S_IMODE(place.stat().st_mode) for place in batch.iterdir()} == {0o600}
    assert [stat.S_IMODE(place.stat().st_mode) for place in (letters.folder, batch)] == [0o700, 0o700]


def test_a_folder_that_is_not_set_offers_nothing(configure: Any) -> None:
    assert alongside_channels(configure(letters={"folder": ""})) == ()
