"""The seal of a document: what holds it, and what breaks it."""

import io
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread

import pikepdf
import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from alongside.accessibility.documents import Document, Heading, Link, Paragraph, render
from alongside.core.credentials.seal_keys import SealKey, SealKeyError, make_seal_key, read_certificates, read_seal_key
from alongside.core.reports.seals import LARGEST, SealFound, SealUnreadableError, check_seal, seal
from tests.support.pdfs import faults_of_pdf

NOW = datetime.now(UTC)
KEY = read_seal_key(make_seal_key("The Stillwater trial", "open", NOW), "open")
OTHER = read_seal_key(make_seal_key("The Stillwater trial", "open", NOW), "open")
OURS = {KEY.certificate}
OF_NOBODY = x509.load_der_x509_certificate(OTHER.certificate)
PLAIN = render(
    Document(
        title="Your copy",
        language="en-GB",
        blocks=(
            Heading(1, "Your copy"),
            *(Paragraph(f"You said yes to {number}.") for number in range(45)),
            Link("https://forms.example.org", "https://forms.example.org"),
        ),
    ),
    created_at=NOW,
    seal_words="The seal of this copy",
)
SEALED = seal(PLAIN, KEY)


def hole_of(content: bytes) -> tuple[int, int]:
    """Return where the seal itself is written."""
    at = content.rindex(b"/ByteRange [") + len("/ByteRange [")
    _, first, second, _ = (int(one) for one in content[at : content.index(b"]", at)].split())
    return first, second


def is_detected(content: bytes) -> bool:
    try:
        return not check_seal(content, OURS).is_genuine
    except SealUnreadableError:
        return True


def test_a_seal_of_ours_over_the_whole_file_is_genuine() -> None:
    found = check_seal(SEALED, OURS)
    assert found.is_genuine
    assert found.organisation == "The Stillwater trial"
    assert found.sealed_at is not None
    assert abs(found.sealed_at - NOW) < timedelta(minutes=10)


def test_the_library_that_seals_agrees_and_finds_that_no_change_is_allowed() -> None:
    (embedded,) = PdfFileReader(io.BytesIO(SEALED)).embedded_signatures
    context = ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(embedded, context)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert embedded.docmdp_level == MDPPerm.NO_CHANGES
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_sealed_document_is_as_accessible_as_before() -> None:
    assert faults_of_pdf(PLAIN) == []
    assert faults_of_pdf(SEALED) == []
    assert SEALED.startswith(PLAIN)


def test_nobody_sees_the_field_of_the_seal_and_a_screen_reader_has_words_for_it() -> None:
    with pikepdf.open(io.BytesIO(SEALED)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert str(field.TU) == "The seal of this copy"


def test_one_flipped_bit_anywhere_is_detected() -> None:
    drawn = Random(8)
    first, second = hole_of(SEALED)
    of_the_seal = [(place, 1 << bit) for place in range(first, first + 1600) for bit in range(8)]
    elsewhere = [(drawn.randrange(len(SEALED)), 1 << drawn.randrange(8)) for _ in range(800)]
    ends = [
        (place, 1) for place in (*range(40), *range(second - 40, second + 40), *range(len(SEALED) - 40, len(SEALED)))
    ]
    missed = []
    for place, bit in (*of_the_seal, *elsewhere, *ends):
        changed = bytearray(SEALED)
        changed[place] ^= bit
        if not is_detected(bytes(changed)):
            missed.append((place - first, bit))
    assert missed == []


@pytest.mark.parametrize("shortened", [1, 2, 100, len(SEALED) // 2])
def test_a_file_that_lost_its_end_is_detected(shortened: int) -> None:
    assert is_detected(SEALED[:-shortened])


def test_a_page_taken_out_is_detected() -> None:
    with pikepdf.open(io.BytesIO(SEALED)) as pdf:
        assert len(pdf.pages) == 2
        del pdf.pages[1]
        target = io.BytesIO()
        pdf.save(target)
    found = check_seal(target.getvalue(), OURS)
    assert not found.is_genuine


def changed_at_its_end(content: bytes, *, takes_page_out: bool) -> bytes:
    """Return the file with a change behind its end, which leaves every byte before it as it was."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    if takes_page_out:
        pages = writer.root["/Pages"]
        del pages["/Kids"][1]
        writer.update_container(pages["/Kids"])
    else:
        first = writer.root["/Pages"]["/Kids"][0]
        note = {"/Subtype": generic.NameObject("/Text"), "/Contents": generic.pdf_string("No")}
        first["/Annots"] = generic.ArrayObject(
            [generic.DictionaryObject({generic.NameObject(key): value for key, value in note.items()})]
        )
        writer.update_container(first)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("takes_page_out", [True, False])
def test_a_change_behind_the_end_is_detected_and_told(takes_page_out: bool) -> None:  # noqa: FBT001 - a parameter of the test
    changed = changed_at_its_end(SEALED, takes_page_out=takes_page_out)
    assert changed.startswith(SEALED)
    found = check_seal(changed, OURS)
    assert (found.is_ours, found.is_intact, found.is_whole) == (True, True, False)
    assert found.bytes_after == len(changed) - len(SEALED)
    assert not found.is_genuine


def test_a_seal_of_another_key_is_not_ours_though_it_bears_the_same_name() -> None:
    found = check_seal(seal(PLAIN, OTHER), OURS)
    assert found.organisation == "The Stillwater trial"
    assert not found.is_ours
    assert not found.is_genuine
    assert check_seal(seal(PLAIN, OTHER), {*OURS, OTHER.certificate}).is_genuine


def test_our_seal_moved_to_another_document_is_detected() -> None:
    first, second = hole_of(SEALED)
    foreign = seal(PLAIN.replace(b"PDF", b"PDF"), OTHER)
    assert hole_of(foreign) == (first, second)
    assert is_detected(foreign[:first] + SEALED[first:second] + foreign[second:])


@pytest.mark.parametrize("content", [b"", b"words", b"\x89PNG\r\n", b"%PDF-1.7".ljust(LARGEST + 1, b" ")])
def test_what_is_no_document_or_too_large_is_not_looked_at(content: bytes) -> None:
    with pytest.raises(SealUnreadableError):
        check_seal(content, OURS)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        b"%PDF-1.7",
        b"%PDF-1.7 /ByteRange [0 5 7 1]" + b"<>" * 9,
        b"%PDF-1.7 /ByteRange [0 9999999999 9999999999 9999999999]",
        b"%PDF-1.7 /ByteRange [0 40 60 1]".ljust(40) + b"<3080800000000000000>" + b" " * 40,
        b"%PDF-1.7 /ByteRange [0 40 60 1]".ljust(40) + b"<30ffffffffffffffff>" + b" " * 40,
        SEALED[:300],
    ],
)
def test_what_has_no_seal_that_can_be_read_is_not_genuine(content: bytes) -> None:
    assert check_seal(content, OURS).is_genuine is False


def test_an_encrypted_document_is_not_genuine() -> None:
    with pikepdf.open(io.BytesIO(PLAIN)) as pdf:
        target = io.BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert check_seal(target.getvalue(), OURS) == SealFound()


def test_an_authority_that_does_not_answer_keeps_nobody_waiting_for_a_copy() -> None:
    assert check_seal(seal(PLAIN, KEY, stamps_url="http://127.0.0.1:9/"), OURS).is_genuine


class Authority(BaseHTTPRequestHandler):
    """A time stamp authority that answers on this machine."""

    stamper: DummyTimeStamper

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.stamper.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test looks at the seal."""


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)])


def issued(key: rsa.RSAPrivateKey, by: ec.EllipticCurvePrivateKey, *, ca: bool) -> x509.Certificate:
    builder = x509.CertificateBuilder(
        issuer_name=named("An authority"),
        subject_name=named("The trial office"),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=NOW - timedelta(days=1),
        not_valid_after=NOW + timedelta(days=30),
    )
    return builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True).sign(
        by, hashes.SHA256()
    )


@pytest.fixture(scope="module")
def bought() -> SealKey:
    """A key that an authority vouches for: RSA, in a PEM file with both certificates."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    builder = x509.CertificateBuilder(
        issuer_name=named("An authority"),
        subject_name=named("An authority"),
        public_key=authority.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=NOW - timedelta(days=1),
        not_valid_after=NOW + timedelta(days=30),
    )
    root = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        authority, hashes.SHA256()
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
    own = issued(key, authority, ca=False).public_bytes(Encoding.PEM)
    return read_seal_key(own + root.public_bytes(Encoding.PEM) + private, "open")


def test_an_authority_that_answers_stamps_the_seal(bought: SealKey) -> None:
    Authority.stamper = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(bought.certificate), tsa_key=keys.PrivateKeyInfo.load(bought.private)
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), Authority) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        stamped = seal(PLAIN, KEY, stamps_url=f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    (embedded,) = PdfFileReader(io.BytesIO(stamped)).embedded_signatures
    assert [one["type"].native for one in embedded.signer_info["unsigned_attrs"]] == ["signature_time_stamp_token"]
    assert check_seal(stamped, OURS).is_genuine
    assert faults_of_pdf(stamped) == []
    assert is_detected(stamped[:9000] + b"X" + stamped[9001:])


def test_a_key_that_an_authority_vouches_for_seals_as_well(bought: SealKey) -> None:
    sealed = seal(PLAIN, bought)
    assert len(bought.chain) == 1
    assert check_seal(sealed, {bought.certificate}, bought.chain).is_genuine
    assert not check_seal(sealed, bought.chain, {bought.certificate}).is_genuine
    changed = bytearray(sealed)
    first, _ = hole_of(sealed)
    place = first + 1 + sealed[first + 1 :].index(bought.chain[0].hex().upper().encode()) + 900
    changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
    assert not check_seal(bytes(changed), {bought.certificate}, bought.chain).is_genuine


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        (make_seal_key("The trial office", "open", NOW), "shut"),
        (make_seal_key("The trial office", "open", NOW), ""),
        (b"", ""),
        (b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n", ""),
        (serialize_key_and_certificates(b"none", None, None, [OF_NOBODY], NoEncryption()), ""),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_without_its_passphrase_in_the_message(
    content: bytes, passphrase: str
) -> None:
    with pytest.raises(SealKeyError) as refused:
        read_seal_key(content, passphrase)
    assert "shut" not in str(refused.value)


def test_certificates_are_read_as_text_and_as_bytes_and_a_key_is_never_shown() -> None:
    certificate = x509.load_der_x509_certificate(KEY.certificate)
    assert read_certificates(certificate.public_bytes(Encoding.PEM)) == (KEY.certificate,)
    assert read_certificates(KEY.certificate) == (KEY.certificate,)
    with pytest.raises(SealKeyError):
        read_certificates(b"words")
    assert repr(KEY) == "SealKey(...)"


def test_the_certificate_names_the_organisation_and_no_person() -> None:
    certificate = x509.load_der_x509_certificate(KEY.certificate)
    assert certificate.subject.rfc4514_string() == "O=The Stillwater trial"
