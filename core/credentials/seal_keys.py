"""The key with which copies are sealed, and the certificate that says whose it is: read from a file, or made here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from alongside.core.definitions.errors import AlongsideError

PEM = b"-----BEGIN"
SERVES_FOR = timedelta(days=3650)
SKEW = timedelta(days=1)
"""A certificate of ours begins a day before it is made: clocks differ."""


class SealKeyError(AlongsideError):
    """The file of the seal's key cannot be used; the message says why and never what is in it."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key (PKCS#8, DER) with its certificate and those that vouch for it (DER)."""

    private: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """When the certificate ends."""
        return x509.load_der_x509_certificate(self.certificate).not_valid_after_utc

    def __repr__(self) -> str:
        return "SealKey(...)"


@lru_cache(maxsize=4)
def read_seal_key(content: bytes, passphrase: str) -> SealKey:
    """Return what a PKCS#12 file holds, or a PEM file with a private key and its certificate.

    Read once for each content: taking the passphrase off takes longer than a seal.

    Raises:
        SealKeyError: the passphrase is wrong, something is missing, or key and certificate do not belong together.
    """
    secret = passphrase.encode() or None
    try:
        if content.lstrip().startswith(PEM):
            key = load_pem_private_key(content, secret)
            certificates = x509.load_pem_x509_certificates(content)
        else:
            found, first, others = pkcs12.load_key_and_certificates(content, secret)
            if found is None or first is None:
                raise SealKeyError("The file holds no private key with its certificate.")
            key, certificates = found, [first, *others]
    except (TypeError, ValueError) as error:
        raise SealKeyError("The file is no PKCS#12 or PEM file, or the passphrase does not open it.") from error
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if not own:
        raise SealKeyError("None of the certificates in the file belongs to its private key.")
    return SealKey(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        own[0].public_bytes(Encoding.DER),
        tuple(one.public_bytes(Encoding.DER) for one in certificates if one != own[0]),
    )


def make_seal_key(organisation: str, passphrase: str, at: datetime) -> bytes:
    """Return a new PKCS#12 file: an EC P-256 key with a certificate that it vouches for itself. It names no person."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - SKEW)
        .not_valid_after(at + SERVES_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )


def read_certificates(content: bytes) -> tuple[bytes, ...]:
    """Return the certificates (DER) of a PEM or DER file; raises SealKeyError when it holds none."""
    try:
        if content.lstrip().startswith(PEM):
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
    except ValueError as error:
        raise SealKeyError("The file holds no certificate.") from error
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def organisation_of(certificate: bytes) -> str:
    """Return whose certificate (DER) it is, as it says itself; raises ValueError when it cannot be read."""
    try:
        subject = x509.load_der_x509_certificate(certificate).subject
    except x509.InvalidVersion as error:
        raise ValueError("no certificate") from error
    organisations = subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    named = organisations or subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else subject.rfc4514_string()
