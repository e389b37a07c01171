"""The seal of a document: PAdES, with a certification that allows no change, made by pyHanko.

What is sealed was written with an empty field for it (`render(..., seal_words=...)`): one that pyHanko makes itself has
no words for a screen reader. pyHanko is an extra, and imported when the first seal is made or looked at.
"""

import io
import logging
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from alongside.accessibility.documents.structure import SEAL_FIELD
from alongside.core.credentials.seal_keys import SealKey, organisation_of
from alongside.core.definitions.errors import AlongsideError

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData, SignerInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner

LOG = logging.getLogger(__name__)
DIGEST = "sha256"
_ALGORITHMS = {"ec": "ecdsa", "rsa": "rsassa", "ed25519": "ed25519", "ed448": "ed448"}
"""How a signature by a kind of key begins to be named."""
ROOM, ROOM_WITH_STAMP = 8192, 40_960
"""Hexadecimal digits kept free for the seal: to find out how many it takes would be to seal twice."""
STAMP_SECONDS = 5
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


@lru_cache(maxsize=2)
def _signer(key: SealKey) -> "SimpleSigner":
    from asn1crypto import keys, x509  # noqa: PLC0415 - comes with pyHanko, which is an extra
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - likewise
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - likewise

    store = SimpleCertificateStore()
    store.register_multiple([x509.Certificate.load(one) for one in key.chain])
    return SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=store,
    )


def seal(content: bytes, key: SealKey, *, stamps_url: str = "") -> bytes:
    """Return a PDF with its seal; the file before it stays as it is, byte for byte.

    `stamps_url` is an authority that vouches for the time. Where it does not answer, the seal goes without its stamp: nobody
    waits for their copy because of it.

    Raises:
        SealLibraryMissingError: the extra `seal` is not installed.
    """
    _need_library()
    if stamps_url:
        from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415 - an extra

        try:
            return _sealed(content, key, stamps_url)
        except TimestampRequestError as error:
            LOG.warning("no time stamp for a seal: %s", error)
    return _sealed(content, key, "")


def _sealed(content: bytes, key: SealKey, stamps_url: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - an extra
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415 - likewise
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415 - likewise

    about = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    stamper = None
    if stamps_url:
        from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper  # noqa: PLC0415 - likewise

        stamper = RequestsHTTPTimeStamper(stamps_url, timeout=STAMP_SECONDS)
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    made = PdfSigner(about, _signer(key), timestamper=stamper).sign_pdf(
        writer, existing_fields_only=True, bytes_reserved=ROOM_WITH_STAMP if stamps_url else ROOM
    )
    return bytes(made.getbuffer())


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
    after = len(content) - places.end
    hole = content[places.first : places.second]
    covered = content[: places.first] + content[places.second : places.end]
    with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError):  # what no seal of ours would raise
        written = _one_der_value(bytes.fromhex(hole[1:-1].decode("ascii")))
        is_exact = hole == b"<" + written.hex().upper().encode().ljust(len(hole) - 2, b"0") + b">"
        seal = _read(written)
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


def _read(written: bytes) -> "_Seal":
    from asn1crypto import cms  # noqa: PLC0415 - comes with pyHanko, which is an extra

    data = cms.ContentInfo.load(written, strict=True)["content"]
    (signer,) = data["signer_infos"]
    number = signer["sid"].chosen["serial_number"].native
    (own,) = [one.chosen for one in data["certificates"] if one.chosen.serial_number == number]
    return _Seal(data, signer, own)


@dataclass(frozen=True, slots=True)
class _Seal:
    """A seal as it is written in a file, with the certificate of who made it."""

    data: "SignedData"
    signer: "SignerInfo"
    own: "Certificate"

    @property
    def certificates(self) -> list[bytes]:
        """Every certificate in it, that of who made it first."""
        others = [one.chosen.dump() for one in self.data["certificates"] if one.chosen is not self.own]
        return [self.own.dump(), *others]

    def is_valid(self, written: bytes, digest: bytes) -> bool:
        """Return whether it holds for what it covers, and nothing about it could be otherwise. Only for a certificate of ours."""
        from pyhanko.sign.general import CMSStructuralError  # noqa: PLC0415 - an extra
        from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415 - likewise

        algorithm = self.signer["signature_algorithm"]
        if algorithm.signature_algo.partition("_")[0] != _ALGORITHMS[self.own.public_key.algorithm]:
            return False
        if self._as_we_write() != written:
            return False
        try:
            return all(validate_sig_integrity(self.signer, self.own, "data", digest))
        except (CMSStructuralError, InvalidSignature, UnsupportedAlgorithm):
            return False

    def _as_we_write(self) -> bytes:
        """Return a seal with the same signature, written as ours are: what no signature covers can be nothing else."""
        from asn1crypto import cms  # noqa: PLC0415 - comes with pyHanko, which is an extra

        digest = cms.DigestAlgorithm({"algorithm": DIGEST})
        sid = cms.IssuerAndSerialNumber({"issuer": self.own.issuer, "serial_number": self.own.serial_number})
        signed = {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", sid),
            "digest_algorithm": digest,
            **{key: self.signer[key] for key in ("signed_attrs", "signature_algorithm", "signature")},
        }
        if self.signer["unsigned_attrs"]:  # the time stamp, which vouches for itself
            signed["unsigned_attrs"] = self.signer["unsigned_attrs"]
        content = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": cms.DigestAlgorithms((digest,)),
                "encap_content_info": {"content_type": "data"},
                "certificates": self.data["certificates"],
                "signer_infos": [cms.SignerInfo(signed)],
            }
        )
        whole: bytes = cms.ContentInfo({"content_type": cms.ContentType("signed_data"), "content": content}).dump()
        return whole


def _sealed_at(covered: bytes) -> datetime | None:
    """Return the time that the seal itself gives."""
    found = _DATE.findall(covered)
    if not found:
        return None
    moment, sign, hours, minutes = found[-1]
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    at = datetime.strptime(moment.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return at + away if sign == b"-" else at - away
