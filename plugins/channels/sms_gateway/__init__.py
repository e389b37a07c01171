"""Text messages through any gateway that takes them over HTTP.

Settings under `channels.sms_gateway`: `url` is needed (https, or http on this machine); `token`, `find_url` (with `{key}`, to ask
what became of a message), `format` ("json" or "form"), `to_field`, `text_field`, `from_field` ("" = not sent), `key_field`
("" = not sent), `key_header`, `reference_field` (of the JSON answer), `timeout` (seconds, 15). For receipts and replies:
`callback_secret`, and `callback_` before each name of `Callbacks`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from ssl import SSLError
from typing import IO, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from alongside import (
    NOT_TAKEN,
    AlongsideError,
    ChannelKind,
    OutgoingMessage,
    Receipt,
    Refused,
    Reply,
    Sent,
    hookimpl,
)

from .callbacks import Callbacks

CODE = "sms_gateway"
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
# Our settings are wrong, not the message: it waits until somebody mends them.
_OUR_FAULT = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }
)
_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_GATEWAY_WENT_QUIET = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
_TEXT_SETTINGS = (
    "url",
    "token",
    "find_url",
    "format",
    "to_field",
    "text_field",
    "from_field",
    "key_field",
    "key_header",
    "reference_field",
)
_MOST_BYTES = 65_536
_SHORTEST_SECRET = 20


class HasChannels(Protocol):
    """The part of the settings that a channel reads."""

    @property
    def channels(self) -> Mapping[str, Mapping[str, str | int | bool]]:
        """Settings by the channel's name."""


class GatewaySettingError(AlongsideError):
    """A setting that would send messages unprotected or not at all."""


class _StayHere(HTTPRedirectHandler):
    """Follow no redirect: it would carry the token and the words to another host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Refuse."""


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """A gateway and how it likes to be asked."""

    url: str
    token: str = field(default="", repr=False)
    find_url: str = ""
    format: str = "json"
    to_field: str = "to"
    text_field: str = "text"
    from_field: str = "from"
    key_field: str = ""
    key_header: str = "Idempotency-Key"
    reference_field: str = "id"
    timeout: int = 15
    callbacks: Callbacks = field(default_factory=Callbacks)
    kind: ChannelKind = field(default=ChannelKind.SMS, init=False)
    code: str = field(default=CODE, init=False)

    def __post_init__(self) -> None:
        if self.format not in {"json", "form"}:
            raise GatewaySettingError("channels.sms_gateway.format must be 'json' or 'form'.")
        for url in filter(None, (self.url, self.find_url)):
            parts = urlsplit(url)
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
                raise GatewaySettingError("channels.sms_gateway: an address must begin with https://.")
        if 0 < len(self.callbacks.secret) < _SHORTEST_SECRET:
            raise GatewaySettingError(f"channels.sms_gateway.callback_secret needs {_SHORTEST_SECRET} characters.")

    @property
    def can_find(self) -> bool:
        """Whether the gateway has an address where it can be asked."""
        return bool(self.find_url)

    def send(self, message: OutgoingMessage) -> Sent | Refused:
        """Hand the text to the gateway, with its key so that it can drop a second one."""
        if message.channel is not self.kind:
            return Refused("wrong_channel", permanent=True)
        try:
            answer = self._ask(self._request(message))
        except HTTPError as error:
            with error:
                return _refusal(error.code)
        except URLError as error:
            # Raised before the request was out, so nothing can have left.
            return Refused("not_secure" if isinstance(error.reason, SSLError) else "server_down", permanent=False)
        except (OSError, HTTPException):
            return Refused("answer_lost", permanent=False, may_have_left=True)
        return Sent(self._reference(answer))

    def find(self, key: str) -> Sent | Refused | None:
        """Ask the gateway for a key, if it has an address for that."""
        if not self.find_url:
            return None
        url = self.find_url.replace("{key}", quote(key, safe=""))
        try:
            return Sent(self._reference(self._ask(Request(url, headers=self._headers()))))  # noqa: S310  # https is checked above
        except HTTPError as error:
            with error:
                return NOT_TAKEN if error.code == HTTPStatus.NOT_FOUND else None
        except (OSError, HTTPException):
            return None

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[Receipt | Reply, ...]:
        """Return what a callback says, if it is signed with our secret.

        Raises:
            CallbackRefusedError: it is not, or no secret is set.
        """
        return self.callbacks.read(headers, body, now)

    def _headers(self) -> dict[str, str]:
        return {"Accept": "application/json"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def _request(self, message: OutgoingMessage) -> Request:
        named = (
            (self.to_field, message.to),
            (self.text_field, message.body),
            (self.from_field, message.sender),
            (self.key_field, message.key),
        )
        fields = {name: value for name, value in named if name}
        if self.format == "json":
            body, media_type = json.dumps(fields).encode(), "application/json"
        else:
            body, media_type = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        headers = self._headers() | {"Content-Type": media_type}
        if self.key_header:
            headers[self.key_header] = quote(message.key, safe="-._~:")
        return Request(self.url, body, headers)  # noqa: S310  # https is checked above

    def _ask(self, request: Request) -> bytes:
        with build_opener(_StayHere).open(request, timeout=self.timeout) as answer:
            answered: bytes = answer.read(_MOST_BYTES)
            return answered

    def _reference(self, answer: bytes) -> str:
        try:
            told = json.loads(answer)
        except ValueError:
            return ""
        return str(told.get(self.reference_field, "")) if isinstance(told, dict) else ""


def _refusal(code: int) -> Refused:
    if code in _OUR_FAULT or code < HTTPStatus.BAD_REQUEST:
        return Refused("not_allowed", permanent=False)
    if code in _BUSY:
        return Refused("busy", permanent=False)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Refused("server_down", permanent=False, may_have_left=code in _GATEWAY_WENT_QUIET)
    return Refused("content_refused", permanent=True)


@hookimpl
def alongside_channels(settings: HasChannels) -> tuple[SmsGateway, ...]:
    """Offer text messages, when a `url` is set."""
    chosen = settings.channels.get(CODE, {})
    if not chosen.get("url"):
        return ()
    texts = {name: str(chosen[name]) for name in _TEXT_SETTINGS if name in chosen}
    return (SmsGateway(**texts, timeout=int(chosen.get("timeout", 15)), callbacks=_callbacks(chosen)),)


def _callbacks(chosen: Mapping[str, str | int | bool]) -> Callbacks:
    given = {one.name: chosen[f"callback_{one.name}"] for one in fields(Callbacks) if f"callback_{one.name}" in chosen}
    minutes = int(given.pop("minutes", Callbacks().minutes))
    return Callbacks(**{name: str(value) for name, value in given.items()}, minutes=minutes)
