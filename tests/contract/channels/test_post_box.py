"""The post box of the demonstration."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from alongside.core.definitions.messages import Attachment, ChannelKind, ReadableChannel, Sent
from alongside.plugins.channels.post_box import PostBox


def test_everything_can_be_read_again_newest_first(tmp_path: Path, write: Any) -> None:
    sent = [
        write(ChannelKind.SMS, "k1", body="آپ کا اگلا حصہ", language="ur", direction="rtl"),
        write(ChannelKind.EMAIL, "k2", attachments=(Attachment("copy.pdf", "application/pdf", b"\x00\xff%PDF"),)),
        write(ChannelKind.LETTER, "k3"),
    ]
    for message in sent:
        assert isinstance(PostBox(message.channel, tmp_path).send(message), Sent)
    box = PostBox(ChannelKind.SMS, tmp_path)
    posted = box.read_all()
    assert isinstance(box, ReadableChannel)
    assert [each.message for each in posted] == sent[::-1]
    assert posted[0].posted_at > posted[1].posted_at > posted[2].posted_at


def test_a_second_message_with_the_same_key_changes_nothing(tmp_path: Path, write: Any) -> None:
    box = PostBox(ChannelKind.SMS, tmp_path)
    first = box.send(write(ChannelKind.SMS, "k1", body="first"))
    assert box.send(write(ChannelKind.SMS, "k1", body="second")) == first
    assert [each.message.body for each in box.read_all()] == ["first"]


def test_many_writers_with_one_key_leave_one_file_and_no_draft(tmp_path: Path, write: Any) -> None:
    message = write(ChannelKind.SMS, "../k1/with:odd characters")
    with ThreadPoolExecutor(8) as writers:
        results = set(writers.map(lambda _: PostBox(ChannelKind.SMS, tmp_path).send(message), range(64)))
    assert len(results) == 1
    assert len(list(tmp_path.iterdir())) == 1


WRITE_FOR_EVER = """
import itertools, pathlib, sys
from alongside.core.definitions.messages import ChannelKind, OutgoingMessage
from alongside.plugins.channels.post_box import PostBox
box = PostBox(ChannelKind.SMS, pathlib.Path(sys.argv[1]))
for number in itertools.count():
    key = f"{sys.argv[2]}:{number}"
    box.send(OutgoingMessage(key, ChannelKind.SMS, "+447700900123", "", 20_000 * "a", "en", "ltr", "Hello"))
"""


def test_a_writer_that_is_killed_leaves_no_half_message(tmp_path: Path) -> None:
    box = PostBox(ChannelKind.SMS, tmp_path)
    for round_number in range(5):
        writer = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path), str(round_number)])
        wanted = len(box.read_all()) + 3
        while len(list(tmp_path.glob("*.json"))) < wanted:
            assert writer.poll() is None
        writer.kill()
        writer.wait()
    posted = box.read_all()
    assert len(posted) >= 15
    assert {each.message.body for each in posted} == {20_000 * "a"}
    assert all(box.find(each.message.key) == Sent(each.reference) for each in posted)


def test_only_the_owner_can_read_the_files(tmp_path: Path, write: Any) -> None:
    PostBox(ChannelKind.SMS, tmp_path / "post").send(write(ChannelKind.SMS))
    (place,) = (tmp_path / "post").iterdir()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "post").stat().st_mode) == 0o700


def test_an_empty_post_box_is_empty(tmp_path: Path) -> None:
    assert PostBox(ChannelKind.SMS, tmp_path / "not yet").read_all() == ()
