"""How the two processes talk: a JSON header and, after it, raw bytes, each behind its length."""

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")


def write_frame(stream: BinaryIO, header: dict[str, Any], payload: bytes = b"") -> None:
    """Write one frame and flush it."""
    encoded = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(encoded), len(payload)) + encoded + payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read one frame. Raises EOFError when the other side has gone, also in the middle of a frame."""
    header_length, payload_length = _LENGTHS.unpack(_read_exactly(stream, _LENGTHS.size))
    header: dict[str, Any] = json.loads(_read_exactly(stream, header_length))
    return header, _read_exactly(stream, payload_length)


def _read_exactly(stream: BinaryIO, count: int) -> bytes:
    chunk = stream.read(count)
    if len(chunk) < count:
        raise EOFError
    return chunk
