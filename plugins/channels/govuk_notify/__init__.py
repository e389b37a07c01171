"""Texts, e-mails and letters through GOV.UK Notify, by its official client (the extra `notify`).

Settings under `channels.govuk_notify`: `api_key` is needed; `sms_template` (a template of Notify that holds only
`((body))`), `email_template` (subject `((subject))`, words `((body))`) and `letters` (true = precompiled PDFs) say what goes
this way. `sms_sender` and `email_reply_to` (Notify's ids of them), `callback_token`, `base_url`, `timeout` (seconds, 15).
"""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from alongside import AlongsideError, ChannelKind, hookimpl

if TYPE_CHECKING:
    from .channel import NotifyChannel

CODE = "govuk_notify"
PUBLIC_API = "https://api.notifications.service.gov.uk"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf".*{_UUID}-{_UUID}")
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST_TOKEN = 20


class HasChannels(Protocol):
    """The part of the settings that a channel reads."""

    @property
    def channels(self) -> Mapping[str, Mapping[str, str | int | bool]]:
        """Settings by the channel's name."""


class NotifySettingError(AlongsideError):
    """A setting that would send messages unprotected or not at all."""


@hookimpl
def alongside_channels(settings: HasChannels) -> "tuple[NotifyChannel, ...]":
    """Offer each kind of message that has its template, when an `api_key` is set."""
    chosen = settings.channels.get(CODE, {})
    if not chosen.get("api_key"):
        return ()
    _check(chosen)
    # Only now, because the client is an extra that other deployments do not install.
    from .channel import Account, NotifyChannel  # noqa: PLC0415  # see the line above

    account = Account(
        api_key=str(chosen["api_key"]),
        base_url=str(chosen.get("base_url", PUBLIC_API)),
        sms_template=str(chosen.get("sms_template", "")),
        email_template=str(chosen.get("email_template", "")),
        sms_sender=str(chosen.get("sms_sender", "")),
        email_reply_to=str(chosen.get("email_reply_to", "")),
        callback_token=str(chosen.get("callback_token", "")),
        timeout=int(chosen.get("timeout", 15)),
    )
    kinds = (
        (account.sms_template, ChannelKind.SMS),
        (account.email_template, ChannelKind.EMAIL),
        (chosen.get("letters"), ChannelKind.LETTER),
    )
    return tuple(NotifyChannel(kind, account) for is_wanted, kind in kinds if is_wanted)


def _check(chosen: Mapping[str, str | int | bool]) -> None:
    if find_spec("notifications_python_client") is None:
        raise NotifySettingError("channels.govuk_notify needs the client of Notify: install alongside[notify].")
    if not _KEY.fullmatch(str(chosen["api_key"])):
        raise NotifySettingError("channels.govuk_notify.api_key is not a key of Notify: it ends in two ids.")
    parts = urlsplit(str(chosen.get("base_url", PUBLIC_API)))
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        raise NotifySettingError("channels.govuk_notify.base_url must begin with https://.")
    if 0 < len(str(chosen.get("callback_token", ""))) < _SHORTEST_TOKEN:
        raise NotifySettingError(f"channels.govuk_notify.callback_token needs at least {_SHORTEST_TOKEN} characters.")
