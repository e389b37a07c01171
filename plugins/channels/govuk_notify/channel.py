"""Sending through Notify. It has no key against doubles: ours goes along as `reference`, and is looked up before a second try."""

import errno
import io
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from socket import gaierror
from threading import local
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from alongside import NOT_TAKEN, ChannelKind, OutgoingMessage, Receipt, Refused, Reply, Sent

from .callbacks import read_signed
from .characters import find_lost

_PDF = "application/pdf"
_NO_WAY_THERE = frozenset({errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """A service of Notify, and the ids of its templates and senders."""

    api_key: str = field(repr=False)
    base_url: str
    sms_template: str = ""
    email_template: str = ""
    sms_sender: str = ""
    email_reply_to: str = ""
    callback_token: str = field(default="", repr=False)
    timeout: int = 15
    _of_thread: local = field(default_factory=local, init=False, repr=False, compare=False)

    @property
    def client(self) -> Any:
        """The official client, one a thread, since it may not be shared; it keeps its connection open."""
        if not hasattr(self._of_thread, "client"):
            self._of_thread.client = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # the library has no types
                self.api_key, base_url=self.base_url, timeout=self.timeout
            )
        return self._of_thread.client


@dataclass(frozen=True, slots=True)
class NotifyChannel:
    """One kind of message through Notify."""

    kind: ChannelKind
    account: Account

    @property
    def code(self) -> str:
        """The channel's permanent name."""
        return f"govuk_notify_{self.kind.value}"

    @property
    def can_find(self) -> bool:
        """Whether `find` can tell."""
        return True

    @property
    def carries_files(self) -> bool:
        """Whether a file goes along: a letter is one, and Notify's texts and e-mails are words alone."""
        return self.kind is ChannelKind.LETTER

    def send(self, message: OutgoingMessage) -> Sent | Refused:
        """Hand the message over, unless Notify would spoil it."""
        if message.channel is not self.kind:
            return Refused("wrong_channel", permanent=True)
        spoilt = _find_spoilt(message)
        if spoilt:
            return Refused(spoilt, permanent=True)
        try:
            answer = self._hand_over(message)
        except APIError as error:
            return _refusal(error)
        return Sent(str(answer["id"]))

    def find(self, key: str) -> Sent | Refused | None:
        """Look the key up among what the service sent; Notify keeps that for a week, so ask within it."""
        try:
            answer = self.account.client.get_all_notifications(reference=key)
        except APIError:
            return None
        taken = [one for one in answer["notifications"] if one["reference"] == key]
        return Sent(str(taken[0]["id"])) if taken else NOT_TAKEN

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[Receipt | Reply, ...]:
        """Return what a callback says, if it carries our token.

        Raises:
            CallbackRefusedError: it does not, or no token is set.
        """
        return read_signed(self.account.callback_token, headers, body, now)

    def _hand_over(self, message: OutgoingMessage) -> Answer:
        account, client = self.account, self.account.client
        send: Callable[..., Answer]
        if self.kind is ChannelKind.SMS:
            send = client.send_sms_notification
            return send(
                message.to,
                account.sms_template,
                personalisation={"body": message.body},
                reference=message.key,
                sms_sender_id=account.sms_sender or None,
            )
        if self.kind is ChannelKind.EMAIL:
            send = client.send_email_notification
            return send(
                message.to,
                account.email_template,
                personalisation={"subject": message.subject, "body": message.body},
                reference=message.key,
                email_reply_to_id=account.email_reply_to or None,
            )
        send = client.send_precompiled_letter_notification
        return send(message.key, io.BytesIO(message.attachments[0].content))


def _find_spoilt(message: OutgoingMessage) -> str:
    """Return why Notify cannot carry this message whole; "" = it can."""
    if message.channel is ChannelKind.SMS:
        return "characters_lost" if find_lost(message.body) else ""
    if message.channel is ChannelKind.EMAIL:
        return "file_not_carried" if message.attachments else ""
    is_one_pdf = [attachment.media_type for attachment in message.attachments] == [_PDF]
    return "" if is_one_pdf else "no_pages"


def _refusal(error: APIError) -> Refused:
    if error.response is None:
        return _lost(error)
    status = error.response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Refused("busy", permanent=False)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Notify can be asked by reference, so a needless doubt costs one question.
        return Refused("server_down", permanent=False, may_have_left=True)
    if status < HTTPStatus.BAD_REQUEST:
        return Refused("answer_lost", permanent=False, may_have_left=True)
    return _refusal_of_words(_words_of(error)) if status == HTTPStatus.BAD_REQUEST else _NOT_ALLOWED


_NOT_ALLOWED = Refused("not_allowed", permanent=False)
# What Notify says with status 400, in its own words, and what that means; the first that fits counts.
_MEANINGS = (
    ("character count", Refused("content_refused", permanent=True)),
    ("phone_number", Refused("address_refused", permanent=True)),
    ("email_address", Refused("address_refused", permanent=True)),
    ("recipient", _NOT_ALLOWED),  # a key for the team only, or a service on trial
    ("template", Refused("template_refused", permanent=False)),
    ("personalisation", Refused("template_refused", permanent=False)),
    ("sender_id", Refused("template_refused", permanent=False)),
    ("reply_to_id", Refused("template_refused", permanent=False)),
)


def _refusal_of_words(words: str) -> Refused:
    found = (refused for part, refused in _MEANINGS if part in words)
    return next(found, Refused("content_refused", permanent=True))


def _words_of(error: APIError) -> str:
    told = error.message
    parts = (str(one.get("message", "")) for one in told) if isinstance(told, list) else (str(told),)
    return " ".join(parts).lower()


def _lost(error: APIError) -> Refused:
    """Say what a lost connection means. Only one that was never made is sure to have carried nothing."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return Refused("not_secure", permanent=False)
        if isinstance(cause, gaierror) or (isinstance(cause, OSError) and cause.errno in _NO_WAY_THERE):
            return Refused("server_down", permanent=False)
    return Refused("answer_lost", permanent=False, may_have_left=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
