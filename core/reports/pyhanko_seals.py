"""pyHanko wrapped: the one module that imports it. Only `seals` uses this, where the extra `seal` is installed."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asn1crypto import cms, keys, x509  # type: ignore[import-untyped]  # comes with pyHanko
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import CMSStructuralError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from alongside.accessibility.documents.structure import SEAL_FIELD
from alongside.core.credentials.seal_keys import SealKey

STAMP_ERRORS = (TimestampRequestError,)
DIGEST = "sha256"
_ALGORITHMS = {"ec": "ecdsa", "rsa": "rsassa", "ed25519": "ed25519", "ed448": "ed448"}
"""How a signature by a kind of key begins to be named."""
ROOM, ROOM_WITH_STAMP = 8192, 40_960
"""Hexadecimal digits kept free for the seal: to find out how many it takes would be to seal twice."""
STAMP_SECONDS = 5
_ZEROS = bytes(32)


class _QuickSigner(SimpleSigner):
    """Lets pyHanko write a seal once, and from then on changes only what differs: the digest and the signature.

    Most of a seal is the same each time, and writing it out anew takes longer than signing. A time stamp differs in all.
    """

    _pattern: cms.SignedData | None = None

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, **how: Any) -> cms.ContentInfo:  # type: ignore[override]  # handed on as they come
        if how.get("timestamper"):
            return await super().async_sign(data_digest, digest_algorithm, **how)
        if self._pattern is None:
            whole = await super().async_sign(_ZEROS, digest_algorithm, **how)
            self._pattern = cms.ContentInfo.load(whole.dump())["content"]
        pattern = self._pattern
        (signer,) = pattern["signer_infos"]
        attributes = signer["signed_attrs"].dump().replace(_ZEROS, data_digest)
        # What is signed is the set of attributes with the tag of a set, not with that of its place (RFC 5652, 5.4).
        signature = self.sign_raw(b"\x31" + attributes[1:], digest_algorithm)
        before = b"".join(signer[part].dump() for part in ("version", "sid", "digest_algorithm"))
        of_signer = _der(0x30, before, attributes, signer["signature_algorithm"].dump(), _der(0x04, signature))
        parts = (
            pattern[part].dump() for part in ("version", "digest_algorithms", "encap_content_info", "certificates")
        )
        signed = _der(0x30, *parts, _der(0x31, of_signer))
        return cms.ContentInfo.load(_der(0x30, _SIGNED_DATA, _der(0xA0, signed)))


_SIGNED_DATA = cms.ContentType("signed_data").dump()


def _der(tag: int, *parts: bytes) -> bytes:
    """Return a value of ASN.1 in DER."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:  # noqa: PLR2004 - the short form
        return bytes((tag, length)) + content
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(digits))) + digits + content


@lru_cache(maxsize=2)
def _signer(key: SealKey) -> _QuickSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # as pyHanko writes it
    store.register_multiple([x509.Certificate.load(one) for one in key.chain])
    return _QuickSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=store,
    )


def seal(content: bytes, key: SealKey, stamps_url: str = "") -> bytes:
    """Return the PDF with a seal in its empty field, and what was there before byte for byte."""
    about = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    stamper = None
    if stamps_url:
        stamper = RequestsHTTPTimeStamper(stamps_url, timeout=STAMP_SECONDS)  # type: ignore[no-untyped-call]  # likewise
    made = PdfSigner(about, _signer(key), timestamper=stamper).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        existing_fields_only=True,
        bytes_reserved=ROOM_WITH_STAMP if stamps_url else ROOM,
    )
    return bytes(made.getbuffer())


def read_seal(written: bytes) -> "Seal":
    """Return a seal as it is written in a file; raises ValueError, KeyError, TypeError or AttributeError for what is none."""
    data = cms.ContentInfo.load(written, strict=True)["content"]
    (signer,) = data["signer_infos"]
    number = signer["sid"].chosen["serial_number"].native
    (own,) = [one.chosen for one in data["certificates"] if one.chosen.serial_number == number]
    return Seal(data, signer, own)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it is written in a file, with the certificate of who made it."""

    data: cms.SignedData
    signer: cms.SignerInfo
    own: x509.Certificate

    @property
    def certificates(self) -> list[bytes]:
        """Every certificate in it, that of who made it first."""
        others = [one.chosen.dump() for one in self.data["certificates"] if one.chosen is not self.own]
        return [self.own.dump(), *others]

    def is_valid(self, written: bytes, digest: bytes) -> bool:
        """Return whether it holds for what it covers, and nothing about it could be otherwise. Only for a certificate of ours."""
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
