"""E-mail through an SMTP server.

Settings under `channels.smtp`: `host` and `from_address` are needed; `port` (587), `security` ("starttls", "tls" or "none",
for a server on the same machine), `user`, `password`, `authorities` (file of certificates to trust), `timeout` (seconds, 20).
"""

import hashlib
import html
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from typing import Protocol

from alongside import AlongsideError, ChannelKind, OutgoingMessage, Refused, Sent, hookimpl

CODE = "smtp"
_TAKEN = 250
_ACCEPTED = (250, 251)
_PERMANENT_FROM = 500
_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+@[0-9A-Za-z.\-]+")
_LINK = re.compile(r"https?://[^\s<>]+")


class HasChannels(Protocol):
    """The part of the settings that a channel reads."""

    @property
    def channels(self) -> Mapping[str, Mapping[str, str | int | bool]]:
        """Settings by the channel's name."""


class SmtpSettingError(AlongsideError):
    """A setting that would send e-mail unprotected or not at all."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and how the connection is protected."""

    host: str
    from_address: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""
    timeout: int = 20

    def __post_init__(self) -> None:
        if self.security not in {"starttls", "tls", "none"}:
            raise SmtpSettingError("channels.smtp.security must be 'starttls', 'tls' or 'none'.")
        if self.security == "none" and self.user:
            raise SmtpSettingError("channels.smtp: a password is never sent over an unprotected connection.")

    @contextmanager
    def connect(self) -> Iterator[smtplib.SMTP]:
        """Open a connection, protected as the settings say, and sign in."""
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self._trust())
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=self._trust())
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authorities or None)


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """E-mail, one connection a message: reminders are few, and a connection that waited may be dead."""

    server: MailServer
    kind: ChannelKind = field(default=ChannelKind.EMAIL, init=False)
    code: str = field(default=CODE, init=False)
    can_find: bool = field(default=False, init=False)

    def send(self, message: OutgoingMessage) -> Sent | Refused:
        """Hand the message to the server."""
        if message.channel is not self.kind:
            return Refused("wrong_channel", permanent=True)
        try:
            mail = write_mail(message, self.server.from_address)
        except ValueError:
            # A line break in a header, or an address that is none.
            return Refused("content_refused", permanent=True)
        try:
            with self.server.connect() as connection:
                return self._hand_over(connection, mail, message.to)
        except (smtplib.SMTPException, OSError) as error:
            return _failure(error)

    def find(self, key: str) -> Sent | Refused | None:  # noqa: ARG002  # SMTP has no way to ask
        """Say that nobody can tell: the Message-ID made of the key lets mailboxes drop a second copy."""
        return None

    def _hand_over(self, connection: smtplib.SMTP, mail: EmailMessage, to: str) -> Sent | Refused:
        """Speak the three steps one by one, so that it is known whether the message may have left."""
        code, _ = connection.mail(self.server.from_address)
        if code != _TAKEN:  # the same for everybody: the settings are mended, and then the message goes
            return Refused("sender_refused" if code >= _PERMANENT_FROM else "busy", permanent=False)
        code, _ = connection.rcpt(to)
        if code not in _ACCEPTED:
            return _refusal("address_refused", code)
        try:
            code, _ = connection.data(mail.as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as answer:
            return _refusal("content_refused", answer.smtp_code)
        except (smtplib.SMTPServerDisconnected, OSError):
            return Refused("answer_lost", permanent=False, may_have_left=True)
        return Sent(str(mail["Message-ID"])) if code == _TAKEN else _refusal("content_refused", code)


def _refusal(reason: str, code: int) -> Refused:
    permanent = code >= _PERMANENT_FROM
    return Refused(reason if permanent else "busy", permanent=permanent)


def _failure(error: smtplib.SMTPException | OSError) -> Refused:
    """Say what a connection that never came to the message means; none of these is the message's fault."""
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
        return Refused("not_secure", permanent=False)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Refused("not_allowed", permanent=False)
    return Refused("server_down", permanent=False)


def write_mail(message: OutgoingMessage, from_address: str) -> EmailMessage:
    """Return the e-mail: plain words, and the same words as a bare page that knows its language and direction.

    Raises:
        ValueError: a header holds a line break, or an address cannot be read.
    """
    if not _ADDRESS.fullmatch(message.to):
        raise ValueError("This is not one plain address that every mail server can take.")
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["From"] = Address(message.sender, addr_spec=from_address)
    mail["To"] = Address(addr_spec=message.to)
    mail["Date"] = localtime()
    name = hashlib.sha256(message.key.encode()).hexdigest()[:40]
    mail["Message-ID"] = f"<{name}@{from_address.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte=_transfer(message.body))
    page = _page(message)
    mail.add_alternative(page, subtype="html", cte=_transfer(page))
    for attachment in message.attachments:
        main, _, sub = attachment.media_type.partition("/")
        mail.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.filename)
    # Last, because each part added moves the content headers of the whole into its first part.
    for part in (mail, mail.get_body(("plain",)), mail.get_body(("html",))):
        if part is not None:
            part["Content-Language"] = message.language
    return mail


def _transfer(text: str) -> str:
    # Base64 arrives whole through servers that know no 8BITMIME; plain English stays readable in the source.
    return "7bit" if text.isascii() and all(len(line) < 998 for line in text.splitlines()) else "base64"  # noqa: PLR2004  # RFC 5322, 2.1.1


def _page(message: OutgoingMessage) -> str:
    """Return the words as HTML. Plain text cannot say that it runs from right to left; this can. It loads nothing."""
    words = html.escape(message.body)
    linked = _LINK.sub(lambda match: f'<a dir="ltr" href="{match[0]}">{match[0]}</a>', words)
    paragraphs = "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in linked.split("\n\n"))
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(message.language)}" dir="{html.escape(message.direction)}">'
        f'<head><meta charset="utf-8"><title>{html.escape(message.subject)}</title></head>'
        f'<body style="font:1.1em/1.6 sans-serif">{paragraphs}</body></html>\n'
    )


@hookimpl
def alongside_channels(settings: HasChannels) -> tuple[SmtpChannel, ...]:
    """Offer e-mail, when a `host` and a `from_address` are set."""
    chosen = settings.channels.get(CODE, {})
    host, from_address = str(chosen.get("host", "")), str(chosen.get("from_address", ""))
    if not host or not from_address:
        return ()
    server = MailServer(
        host,
        from_address,
        port=int(chosen.get("port", 587)),
        security=str(chosen.get("security", "starttls")),
        user=str(chosen.get("user", "")),
        password=str(chosen.get("password", "")),
        authorities=str(chosen.get("authorities", "")),
        timeout=int(chosen.get("timeout", 20)),
    )
    return (SmtpChannel(server),)
