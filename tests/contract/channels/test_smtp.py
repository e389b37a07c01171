"""E-mail, against a real mail server on this machine."""

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alongside.core.definitions.messages import Attachment, ChannelKind, Refused, Sent
from alongside.plugins.channels.smtp import MailServer, SmtpChannel, SmtpSettingError, alongside_channels

URDU = "آپ کا اگلا حصہ تیار ہے۔\nhttps://host.example.org/s/abc\n\nفون کریں 07700\u00a0900900"


def channel_to(port: int, **changes: Any) -> SmtpChannel:
    return SmtpChannel(MailServer("127.0.0.1", "hello@example.org", port=port, **({"security": "none"} | changes)))


def read(taken: Any) -> EmailMessage:
    mail = message_from_bytes(taken.content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def words_of(part: EmailMessage) -> str:
    words: str = part.get_content()
    return words.strip().replace("\r\n", "\n")


def test_an_email_arrives_with_its_words_its_language_and_a_neutral_sender(mail_server: Any, write: Any) -> None:
    channel_to(mail_server.port).send(write(ChannelKind.EMAIL))
    (taken,) = mail_server.taken
    mail = read(taken)
    assert (taken.mail_from, taken.rcpt_tos) == ("hello@example.org", ["sam@example.org"])
    assert mail["From"] == "Hello <hello@example.org>"
    assert mail["Subject"] == "Still here for you"
    assert mail["Content-Language"] == "en"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert words_of(plain) == write(ChannelKind.EMAIL).body
    assert plain["Content-Transfer-Encoding"] == "7bit"


def test_urdu_arrives_whole_in_words_and_subject_and_runs_from_right_to_left(mail_server: Any, write: Any) -> None:
    message = write(ChannelKind.EMAIL, body=URDU, subject="آپ کے لیے", language="ur", direction="rtl")
    assert isinstance(channel_to(mail_server.port).send(message), Sent)
    (taken,) = mail_server.taken
    assert taken.content.isascii()
    mail = read(taken)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert words_of(plain) == URDU
    assert plain.get_content_charset() == "utf-8"
    assert plain["Content-Transfer-Encoding"] == "base64"
    assert mail["Subject"] == "آپ کے لیے"
    assert [part["Content-Language"] for part in (mail, plain, page)] == ["ur", "ur", "ur"]
    shown = page.get_content()
    assert '<html lang="ur" dir="rtl">' in shown
    assert '<a dir="ltr" href="https://host.example.org/s/abc">https://host.example.org/s/abc</a>' in shown


def test_the_page_escapes_words_and_loads_nothing(mail_server: Any, write: Any) -> None:
    channel_to(mail_server.port).send(write(ChannelKind.EMAIL, body='<img src="x"> & more', subject="a <b>"))
    page = read(mail_server.taken[0]).get_body(("html",))
    assert page is not None
    assert "<img" not in page.get_content()
    assert "&lt;img src=&quot;x&quot;&gt; &amp; more" in page.get_content()
    assert "<title>a &lt;b&gt;</title>" in page.get_content()


def test_an_attachment_arrives_byte_for_byte(mail_server: Any, write: Any) -> None:
    attachment = Attachment("copy.pdf", "application/pdf", bytes(range(256)))
    channel_to(mail_server.port).send(write(ChannelKind.EMAIL, attachments=(attachment,)))
    mail = read(mail_server.taken[0])
    (file,) = mail.iter_attachments()
    assert mail.get_all("Content-Language") == ["en"]
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "copy.pdf",
        "application/pdf",
        bytes(range(256)),
    )


def test_the_message_id_comes_from_the_key_alone_and_tells_nothing(mail_server: Any, write: Any) -> None:
    channel = channel_to(mail_server.port)
    results = [channel.send(write(ChannelKind.EMAIL, key, body=key)) for key in ("family 7", "family 7", "family 8")]
    ids = [read(taken)["Message-ID"] for taken in mail_server.taken]
    assert [result.reference for result in results if isinstance(result, Sent)] == ids
    assert ids[0] == ids[1] != ids[2]
    assert "family" not in ids[0]
    assert ids[0].endswith("@example.org>")


@pytest.mark.parametrize(
    ("step", "answer", "result"),
    [
        ("mail", "451 try later", Refused("busy", permanent=False)),
        ("mail", "550 not you", Refused("sender_refused", permanent=False)),
        ("rcpt", "450 mailbox busy", Refused("busy", permanent=False)),
        ("rcpt", "550 no such person", Refused("address_refused", permanent=True)),
        ("data", "452 no room", Refused("busy", permanent=False)),
        ("data", "554 looks like advertising", Refused("content_refused", permanent=True)),
        ("data", "vanish", Refused("answer_lost", permanent=False, may_have_left=True)),
    ],
)
def test_each_refusal_of_the_server_is_told_as_what_it_is(
    mail_server: Any, write: Any, step: str, answer: str, result: Refused
) -> None:
    mail_server.answers[step] = answer
    assert channel_to(mail_server.port).send(write(ChannelKind.EMAIL)) == result


def test_after_a_refusal_the_same_message_can_be_sent(mail_server: Any, write: Any) -> None:
    mail_server.answers["rcpt"] = "450 mailbox busy"
    channel_to(mail_server.port).send(write(ChannelKind.EMAIL))
    mail_server.answers.clear()
    assert isinstance(channel_to(mail_server.port).send(write(ChannelKind.EMAIL)), Sent)
    assert len(mail_server.taken) == 1


def test_a_sender_that_the_server_refuses_keeps_messages_waiting_until_the_settings_are_mended(
    mail_server: Any, write: Any
) -> None:
    mail_server.answers["mail"] = "550 5.7.1 no mail is taken from this sender"
    refused = channel_to(mail_server.port).send(write(ChannelKind.EMAIL))
    assert refused == Refused("sender_refused", permanent=False)
    assert mail_server.taken == []
    mail_server.answers.clear()
    assert isinstance(channel_to(mail_server.port).send(write(ChannelKind.EMAIL)), Sent)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\nBcc: all@example.org"},
        {"to": "sam@example.org\nBcc: all@example.org"},
        {"to": "sam@example.org, all@example.org"},
        {"to": "sam"},
        {"to": ""},
        {"to": "ołeksandra@example.org"},
        {"sender": "Hello\r\nBcc: all@example.org"},
    ],
)
def test_a_header_cannot_be_smuggled_in(mail_server: Any, write: Any, changes: dict[str, str]) -> None:
    result = channel_to(mail_server.port).send(write(ChannelKind.EMAIL, **changes))
    assert result == Refused("content_refused", permanent=True)
    assert mail_server.taken == []


def test_a_line_with_a_single_dot_does_not_end_the_message(mail_server: Any, write: Any) -> None:
    channel_to(mail_server.port).send(write(ChannelKind.EMAIL, body="one\n.\ntwo\n..three"))
    plain = read(mail_server.taken[0]).get_body(("plain",))
    assert plain is not None
    assert words_of(plain) == "one\n.\ntwo\n..three"


def test_a_server_without_protection_gets_nothing_when_protection_is_asked_for(mail_server: Any, write: Any) -> None:
    result = channel_to(mail_server.port, security="starttls").send(write(ChannelKind.EMAIL))
    assert result == Refused("not_secure", permanent=False)
    assert mail_server.taken == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for this machine, as a file to trust and as what a server shows."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "trust.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "trust.pem", folder / "key.pem")
    return folder / "trust.pem", context


@pytest.fixture
def protected_server(certificate: tuple[Path, ssl.SSLContext], mail_server: Any, closed_port: int) -> Iterator[int]:
    """Run a mail server that insists on protection, with the same memory as the plain one."""
    controller = Controller(
        mail_server, hostname="127.0.0.1", port=closed_port, tls_context=certificate[1], require_starttls=True
    )
    controller.start()
    yield closed_port
    controller.stop()


def test_a_protected_connection_to_a_trusted_server_sends(
    protected_server: int, certificate: tuple[Path, ssl.SSLContext], mail_server: Any, write: Any
) -> None:
    channel = channel_to(protected_server, security="starttls", authorities=str(certificate[0]))
    assert isinstance(channel.send(write(ChannelKind.EMAIL)), Sent)
    assert len(mail_server.taken) == 1


def test_a_server_with_a_certificate_that_nobody_vouches_for_gets_nothing(
    protected_server: int, mail_server: Any, write: Any
) -> None:
    result = channel_to(protected_server, security="starttls").send(write(ChannelKind.EMAIL))
    assert result == Refused("not_secure", permanent=False)
    assert mail_server.taken == []


@pytest.mark.parametrize("changes", [{"security": "maybe"}, {"security": "none", "user": "me", "password": "s"}])
def test_settings_that_would_send_a_password_in_the_open_stop_the_start(
    configure: Any, changes: dict[str, str]
) -> None:
    chosen = {"host": "127.0.0.1", "from_address": "hello@example.org"} | changes
    with pytest.raises(SmtpSettingError):
        alongside_channels(configure(smtp=chosen))


def test_a_password_does_not_show_in_a_log() -> None:
    assert "hush" not in repr(channel_to(25, security="tls", user="me", password="hush"))
