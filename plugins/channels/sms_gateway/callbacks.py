"""What a gateway calls back with, in whichever fields it likes. It signs the time and the raw body with a secret that we share."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from alongside import CallbackRefusedError, Delivery, Receipt, Reply


@dataclass(frozen=True, slots=True)
class Callbacks:
    """How the gateway signs, and how it names things. Words for a state are parted by spaces; an empty secret = none come."""

    secret: str = field(default="", repr=False)
    signature_header: str = "X-Signature"
    timestamp_header: str = "X-Timestamp"
    key_field: str = "key"
    id_field: str = "id"
    status_field: str = "status"
    from_field: str = "from"
    text_field: str = "text"
    delivered: str = "delivered"
    failed: str = "failed undelivered rejected expired"
    dead: str = "unknown_subscriber absent_for_good"
    minutes: int = 5

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[Receipt | Reply, ...]:
        """Return what a callback says; one that speaks of anything else says nothing to us.

        Raises:
            CallbackRefusedError: it is not signed, or was signed too long ago or in the future.
        """
        at = self._check(headers, body, now)
        told = _fields(body)
        number, delivery = told.get(self.from_field, ""), self._delivery(told.get(self.status_field, ""))
        named = told.get(self.id_field, "")
        if delivery is not None:
            return (Receipt(delivery, at, key=told.get(self.key_field, ""), reference=named),)
        if number and self.text_field in told:
            return (Reply(number, told[self.text_field], at, reference=named),)
        return ()

    def _check(self, headers: Mapping[str, str], body: bytes, now: datetime) -> datetime:
        written = headers.get(self.timestamp_header.lower(), "")
        expected = hmac.new(self.secret.encode(), written.encode() + b"." + body, "sha256").hexdigest()
        shown = headers.get(self.signature_header.lower(), "").removeprefix("sha256=")
        if not hmac.compare_digest(expected.encode(), shown.encode()) or not self.secret:
            raise CallbackRefusedError("A callback of the gateway is not signed with our secret.")
        try:
            at = datetime.fromtimestamp(int(written), UTC)
        except (ValueError, OverflowError, OSError):
            raise CallbackRefusedError("A callback of the gateway does not say when it was signed.") from None
        if abs(now - at) > timedelta(minutes=self.minutes):
            raise CallbackRefusedError("A callback of the gateway was signed too long ago.")
        return at

    def _delivery(self, word: str) -> Delivery | None:
        said = (
            (self.delivered, Delivery.DELIVERED),
            (self.failed, Delivery.FAILED),
            (self.dead, Delivery.ADDRESS_DEAD),
        )
        return next((delivery for words, delivery in said if word and word.lower() in words.lower().split()), None)


def _fields(body: bytes) -> dict[str, str]:
    """Return the fields of a body, which is JSON or a form; empty when it is neither."""
    try:
        words = body.decode()
    except UnicodeDecodeError:
        return {}
    try:
        told = json.loads(words)
    except ValueError:
        return dict(parse_qsl(words, keep_blank_values=True))
    plain = (str, int, float)
    return (
        {name: str(value) for name, value in told.items() if isinstance(value, plain)} if isinstance(told, dict) else {}
    )
