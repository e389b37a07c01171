"""The seal of a document: PAdES, with a certification that allows no change, made by pyHanko.

What is sealed was written with an empty field for it (`render(..., seal_words=...)`): one that pyHanko makes itself has
no words for a screen reader. pyHanko is an extra: `pyhanko_seals`, which wraps it, is imported when the first seal is made or looked at.
"""

import logging
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.util import find_spec

from alongside.core.credentials.seal_keys import SealKey, organisation_of
from alongside.core.definitions.errors import AlongsideError

LOG = logging.getLogger(__name__)
LARGEST = 4_000_000
"""Bytes. Copies have some 50 000."""
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0+\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_DATE = re.compile(rb"/M\s*\(D(?::|\\072)(\d{14})([+\-Z])(?:(\d\d)'?(\d\d)'?)?\)")


class SealLibraryMissingError(AlongsideError):
    """Sealing was asked for where the extra `seal` is not installed."""


class SealUnreadableError(AlongsideError):
    """The file is no PDF that can be looked at."""


@dataclass(frozen=True, slots=True)
class SealFound:
    """What is known of the newest seal in a file.

    `organisation` is whose certificate it carries; `is_ours` = that certificate is one of ours, `is_intact` = what a seal of
    ours covers is as it was, `is_whole` = it reaches to the end of the file, and else `bytes_after` came after it. Without a
    seal all is empty.
    """

    organisation: str = ""
    sealed_at: datetime | None = None
    is_ours: bool = False
    is_intact: bool = False
    is_whole: bool = False
    bytes_after: int = 0

    @property
    def is_genuine(self) -> bool:
        """Whether the whole file is as we sealed it."""
        return self.is_ours and self.is_intact and self.is_whole


def has_library() -> bool:
    """Return whether pyHanko is there."""
    return find_spec("pyhanko") is not None


def _need_library() -> None:
    if not has_library():
        raise SealLibraryMissingError("Seals need pyHanko: pip install 'alongside[seal]'.")


def seal(content: bytes, key: SealKey, *, stamps_url: str = "") -> bytes:
    """Return a PDF with its seal; the file before it stays as it is, byte for byte.

    `stamps_url` is an authority that vouches for the time. Where it does not answer, the seal goes without its stamp: nobody
    waits for their copy because of it.

    Raises:
        SealLibraryMissingError: the extra `seal` is not installed.
    """
    _need_library()
    from alongside.core.reports import pyhanko_seals  # noqa: PLC0415 - needs pyHanko, which is an extra

    if stamps_url:
        try:
            return pyhanko_seals.seal(content, key, stamps_url)
        except pyhanko_seals.STAMP_ERRORS as error:
            LOG.warning("no time stamp for a seal: %s", error)
    return pyhanko_seals.seal(content, key)


def check_seal(content: bytes, ours: Collection[bytes], vouching: Collection[bytes] = ()) -> SealFound:
    """Look at the newest seal of a file, given our certificates (DER) and those that vouch for them.

    Nothing of the file is opened as a PDF: whoever sent it may mean harm. A seal of ours over every byte of a file says that
    we wrote all of it. What is in no seal's reach, the seal itself, has to be written exactly as we write it.

    Raises:
        SealLibraryMissingError: the extra `seal` is not installed.
        SealUnreadableError: the file is no PDF, or larger than any of ours.
    """
    _need_library()
    if len(content) > LARGEST or not content.startswith(b"%PDF-"):
        raise SealUnreadableError("The file is no PDF, or too large to be one of ours.")
    for found in reversed(list(_RANGE.finditer(content))):
        first, second, length = (int(one) for one in found.groups())
        if 0 < first < second < second + length <= len(content):
            return _look(content, _Places(first, second, second + length), ours, vouching)
    return SealFound()


@dataclass(frozen=True, slots=True)
class _Places:
    """A seal covers what is before `first`, and from `second` to `end`; between them it is written itself."""

    first: int
    second: int
    end: int


def _look(content: bytes, places: _Places, ours: Collection[bytes], vouching: Collection[bytes]) -> SealFound:
    from alongside.core.reports import pyhanko_seals  # noqa: PLC0415 - needs pyHanko, which is an extra

    after = len(content) - places.end
    hole = content[places.first : places.second]
    covered = content[: places.first] + content[places.second : places.end]
    with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError):  # what no seal of ours would raise
        written = _one_der_value(bytes.fromhex(hole[1:-1].decode("ascii")))
        is_exact = hole == b"<" + written.hex().upper().encode().ljust(len(hole) - 2, b"0") + b">"
        seal = pyhanko_seals.read_seal(written)
        is_ours = seal.certificates[0] in ours and {*seal.certificates} <= {*ours, *vouching}
        return SealFound(
            organisation=organisation_of(seal.certificates[0]),
            sealed_at=_sealed_at(covered),
            is_ours=is_ours,
            is_intact=is_ours and is_exact and seal.is_valid(written, sha256(covered).digest()),
            is_whole=not after,
            bytes_after=after,
        )
    return SealFound(is_whole=not after, bytes_after=after)


def _one_der_value(raw: bytes) -> bytes:
    """Return the value that the bytes begin with; zeros fill the rest of its place."""
    length, header = raw[1], 2
    if length & 0x80:
        header += length & 0x7F
        length = int.from_bytes(raw[2:header], "big")
    return raw[: header + length]


def _sealed_at(covered: bytes) -> datetime | None:
    """Return the time that the seal itself gives."""
    found = _DATE.findall(covered)
    if not found:
        return None
    moment, sign, hours, minutes = found[-1]
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    at = datetime.strptime(moment.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return at + away if sign == b"-" else at - away
