"""The post box of the demonstration: each message becomes one file that can be read on a page; nothing leaves the machine.

It keeps addresses and words unencrypted, so a live study refuses it.
"""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from alongside import (
    NOT_TAKEN,
    Attachment,
    ChannelKind,
    OutgoingMessage,
    PostedMessage,
    Refused,
    Sent,
    hookimpl,
)

CODE = "post_box"


class HasChannels(Protocol):
    """The part of the settings that a channel reads."""

    @property
    def channels(self) -> Mapping[str, Mapping[str, str | int | bool]]:
        """Settings by the channel's name."""


@dataclass(frozen=True, slots=True)
class PostBox:
    """One kind of message, kept as files in a folder that the sister channels share."""

    kind: ChannelKind
    folder: Path

    @property
    def code(self) -> str:
        """The channel's permanent name."""
        return f"{CODE}_{self.kind.value}"

    @property
    def can_find(self) -> bool:
        """Whether `find` can tell."""
        return True

    def send(self, message: OutgoingMessage) -> Sent | Refused:
        """Write the message to its file, safe from a crash; a second message with the same key changes nothing."""
        if message.channel is not self.kind:
            return Refused("wrong_channel", permanent=True)
        place = self._place(message.key)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_once(place, _to_json(message, datetime.now(UTC)))
        except OSError:
            return Refused("server_down", permanent=False)
        return Sent(place.stem)

    def find(self, key: str) -> Sent | Refused | None:
        """Say whether the message was taken; a folder is always sure."""
        place = self._place(key)
        return Sent(place.stem) if place.is_file() else NOT_TAKEN

    def read_all(self) -> tuple[PostedMessage, ...]:
        """Return every message in the folder, of all kinds, newest first."""
        posted = [_from_json(place.read_text("utf-8"), place.stem) for place in self.folder.glob("*.json")]
        return tuple(sorted(posted, key=lambda each: (each.posted_at, each.reference), reverse=True))

    def _place(self, key: str) -> Path:
        # A key may hold characters that a file name may not.
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def _write_once(place: Path, text: str) -> None:
    """Write a new file whole or not at all. A link, not a rename: of two writers with one key the first one stays."""
    descriptor, draft = tempfile.mkstemp(dir=place.parent, prefix=".draft-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, place)
    finally:
        Path(draft).unlink()
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _to_json(message: OutgoingMessage, posted_at: datetime) -> str:
    return json.dumps(
        {
            "posted_at": posted_at.isoformat(timespec="microseconds"),
            "key": message.key,
            "channel": message.channel.value,
            "to": message.to,
            "subject": message.subject,
            "body": message.body,
            "language": message.language,
            "direction": message.direction,
            "sender": message.sender,
            "attachments": [
                {
                    "filename": attachment.filename,
                    "media_type": attachment.media_type,
                    "content": base64.b64encode(attachment.content).decode("ascii"),
                }
                for attachment in message.attachments
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _from_json(text: str, reference: str) -> PostedMessage:
    kept: dict[str, Any] = json.loads(text)
    posted_at = datetime.fromisoformat(kept.pop("posted_at"))
    channel = ChannelKind(kept.pop("channel"))
    attachments = tuple(
        Attachment(each["filename"], each["media_type"], base64.b64decode(each["content"]))
        for each in kept.pop("attachments")
    )
    return PostedMessage(OutgoingMessage(channel=channel, attachments=attachments, **kept), posted_at, reference)


@hookimpl
def alongside_channels(settings: HasChannels) -> tuple[PostBox, ...]:
    """Offer one post box for each kind of message, when a `folder` is set."""
    folder = settings.channels.get(CODE, {}).get("folder")
    return tuple(PostBox(kind, Path(str(folder))) for kind in ChannelKind) if folder else ()
