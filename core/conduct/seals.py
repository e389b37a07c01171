"""The seal of this deployment: its key and certificates from the settings, and what a file that comes back is worth."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from cryptography import x509

from alongside.core.credentials.seal_keys import SealKey, SealKeyError, read_certificates, read_seal_key
from alongside.core.definitions.faults import Fault
from alongside.core.reports import seals
from alongside.core.reports.seals import SealFound, SealLibraryMissingError, SealUnreadableError
from alongside.core.settings import Settings

LOG = logging.getLogger(__name__)
ENDS_SOON = timedelta(days=60)
KINDS = frozenset({".pem", ".crt", ".cer", ".der"})
"""How the names of certificates end."""

NOTHING_FOUND = SealFound()


class Verdict(Enum):
    """What a file is worth that somebody brings back."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"
    UNREADABLE = "unreadable"
    CANNOT_CHECK = "cannot_check"


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a file, and what was found of its seal."""

    verdict: Verdict
    found: SealFound = NOTHING_FOUND


def seal_key(settings: Settings) -> SealKey | None:
    """Return the key that seals, or None where none is set.

    Raises:
        SealKeyError: the file is away, or cannot be used.
    """
    if settings.seal_key is None:
        return None
    try:
        content = settings.seal_key.read_bytes()
    except OSError as error:
        raise SealKeyError("The file of the seal's key cannot be read.") from error
    return read_seal_key(content, settings.seal_passphrase.get_secret_value())


def seal_document(settings: Settings, content: bytes) -> bytes:
    """Return a document with the deployment's seal. Nobody waits for their copy because the seal fails: then it goes without.

    Never call it inside a transaction: an authority may be asked for the time.
    """
    try:
        key = seal_key(settings)
        return seals.seal(content, key, stamps_url=settings.seal_stamps_url) if key else content
    except (SealKeyError, SealLibraryMissingError) as error:
        LOG.error("a copy leaves unsealed: %s", error)  # noqa: TRY400 - the message says it; a trace would say no more
        return content


def check_document(settings: Settings, content: bytes) -> Checked:
    """Return what a file is worth. It is looked at and forgotten."""
    signing, vouching = _certificates(settings)
    try:
        found = seals.check_seal(content, signing, vouching)
    except SealUnreadableError:
        return Checked(Verdict.UNREADABLE)
    except SealLibraryMissingError:
        return Checked(Verdict.CANNOT_CHECK)
    if not signing:
        return Checked(Verdict.CANNOT_CHECK, found)
    return Checked(Verdict.GENUINE if found.is_genuine else Verdict.NOT_GENUINE, found)


def _certificates(settings: Settings) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the certificates that sealed, now or earlier, and those that only vouch for others."""
    found: set[bytes] = set()
    folder = settings.certificates_folder
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix.lower() in KINDS:
            try:
                found.update(read_certificates(file.read_bytes()))
            except (OSError, SealKeyError) as error:
                LOG.error("a certificate of an earlier seal cannot be read: %s", error)  # noqa: TRY400 - as above
    vouching = {one for one in found if _only_vouches(one)}
    signing = found - vouching
    try:
        key = seal_key(settings)
    except SealKeyError as error:
        LOG.error("the seal's key cannot be read: %s", error)  # noqa: TRY400 - as above
        key = None
    if key:
        signing.add(key.certificate)
        vouching.update(key.chain)
    return frozenset(signing), frozenset(vouching - signing)


def _only_vouches(certificate: bytes) -> bool:
    try:
        found = x509.load_der_x509_certificate(certificate).extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return False
    return found.value.ca


def seal_faults(settings: Settings, today: date) -> Iterator[Fault]:
    """Yield what is wrong with the seal. Without a key copies leave unsealed, which is only a warning."""
    if settings.seal_key is None:
        yield Fault(
            "SEAL_KEY_MISSING",
            "settings.seal_key",
            "Copies of consents leave without a seal, so nobody can show that one was not changed.",
            "Make a key: docs/how-to/seal-documents.md.",
            is_warning=True,
        )
        return
    if not seals.has_library():
        yield Fault(
            "SEAL_LIBRARY_MISSING",
            "settings.seal_key",
            "There is a key to seal with, and what seals is not installed.",
            "Install it: pip install 'alongside[seal]'.",
        )
    try:
        key = seal_key(settings)
    except SealKeyError as error:
        yield Fault("SEAL_KEY_UNUSABLE", "settings.seal_key", str(error), "Correct the file or seal_passphrase.")
        return
    ends = key.ends_at.date() if key else today
    if ends - today < ENDS_SOON:
        yield Fault(
            "SEAL_CERTIFICATE_ENDED" if ends < today else "SEAL_CERTIFICATE_ENDS",
            "settings.seal_key",
            f"The certificate of the seal ends on {ends}.",
            "Make a new key, and put the old certificate into seal_certificates: docs/how-to/seal-documents.md.",
            is_warning=ends >= today,
        )
