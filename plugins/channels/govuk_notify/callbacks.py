"""What Notify calls back with: how a message fared, and what somebody replied. It shows a bearer token that we chose."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alongside import CallbackRefusedError, Delivery, Receipt, Reply

# "temporary" is Notify's word for a phone that was off for three days; Notify itself has given up by then.
_DELIVERIES = {
    "delivered": Delivery.DELIVERED,
    "permanent-failure": Delivery.ADDRESS_DEAD,
    "temporary-failure": Delivery.FAILED,
    "technical-failure": Delivery.FAILED,
}


def read_signed(token: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[Receipt | Reply, ...]:
    """Return what a callback says; one that speaks of anything else says nothing to us.

    Raises:
        CallbackRefusedError: it does not carry the token, or no token is set.
    """
    expected, shown = f"Bearer {token}".encode(), headers.get("authorization", "").encode()
    if not hmac.compare_digest(expected, shown) or not token:
        raise CallbackRefusedError("A callback of GOV.UK Notify came without our token.")
    try:
        told = json.loads(body)
    except ValueError:
        return ()
    if not isinstance(told, dict):
        return ()
    return tuple(one for one in (_receipt(told, now), _reply(told, now)) if one is not None)


def _receipt(told: dict[str, Any], now: datetime) -> Receipt | None:
    delivery = _DELIVERIES.get(str(told.get("status")))
    if delivery is None:
        return None
    at = _moment(told.get("completed_at"), now)
    return Receipt(delivery, at, key=str(told.get("reference") or ""), reference=str(told.get("id") or ""))


def _reply(told: dict[str, Any], now: datetime) -> Reply | None:
    number = str(told.get("source_number") or "")
    if not number:
        return None
    # Notify writes a number with its country and without a sign.
    number = number if number.startswith("+") else f"+{number}"
    at = _moment(told.get("date_received"), now)
    return Reply(number, str(told.get("message") or ""), at, reference=str(told.get("id") or ""))


def _moment(written: object, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return now
    return moment if moment.utcoffset() is not None else now
