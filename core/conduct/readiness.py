"""Whether this deployment may serve a live study: everything in its settings that would put families at risk."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from urllib.parse import urlsplit

from alongside.core.conduct.accessible import old_statement
from alongside.core.conduct.clock import Clock
from alongside.core.conduct.licences import licence_faults
from alongside.core.conduct.seals import seal_faults
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.messages import ChannelKind, ReadableChannel
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.settings import Settings

KEY_BYTES = 32
FEWEST_DIFFERENT_BYTES = 16
"""32 random bytes have about 30 different values; fewer than 16 never happens by chance."""
_MAKE_KEY = "Make one with: python -c 'import secrets; print(secrets.token_hex(32))'"


def unsafe_settings(settings: Settings, catalogue: Catalogue, *, today: date | None = None) -> list[Fault]:
    """Return everything that is unsafe for a live study; empty = it may be served. A warning does not forbid it.

    Licences are looked at as they are `today`; without it the computer's own day counts.
    """
    return [
        *_demonstration_faults(settings, catalogue),
        *_key_faults(settings),
        *_address_faults(settings),
        *_organisation_faults(settings),
        *_privacy_faults(settings),
        *_channel_faults(catalogue),
        *seal_faults(settings, today or Clock().today()),
        *_plugin_faults(settings, catalogue),
        *_study_faults(settings, catalogue, today or Clock().today()),
        *old_statement(today or Clock().today()),
    ]


def _demonstration_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    if settings.demonstration:
        yield Fault(
            "DEMONSTRATION_ON",
            "settings.demonstration",
            "The demonstration is on: codes do not expire and the clock can be moved.",
            "Set demonstration to false.",
        )
    if "post_box" in settings.channels or any(isinstance(channel, ReadableChannel) for channel in catalogue.channels):
        yield Fault(
            "POST_BOX_ON",
            "settings.channels",
            "A post box keeps messages where they can be read on a page.",
            "Remove channels.post_box and set up a real channel.",
        )


def _key_faults(settings: Settings) -> Iterator[Fault]:
    keys = {
        "secret_key": settings.secret_key.get_secret_value(),
        "index_key": settings.index_key.get_secret_value(),
        **{f"vault_keys.{name}": key.get_secret_value() for name, key in settings.vault_keys.items()},
    }
    for name, key in keys.items():
        yield from _weak_key_faults(f"settings.{name}", key)
    for (first, one), (second, other) in combinations(keys.items(), 2):
        if one and one.lower() == other.lower():
            yield Fault(
                "KEY_REUSED",
                f"settings.{second}",
                f"It is the same key as {first}.",
                f"Give each purpose a key of its own. {_MAKE_KEY}",
            )
    if not settings.vault_keys:
        yield Fault(
            "KEY_MISSING", "settings.vault_keys", "There is no key for the vault.", f"Set one by name. {_MAKE_KEY}"
        )
    if settings.vault_key_in_use not in settings.vault_keys:
        yield Fault(
            "KEY_IN_USE_UNKNOWN",
            "settings.vault_key_in_use",
            f"{settings.vault_key_in_use!r} is not the name of a vault key.",
            "Name one of vault_keys.",
        )


def _weak_key_faults(place: str, key: str) -> Iterator[Fault]:
    if not key:
        yield Fault("KEY_MISSING", place, "The key is empty.", _MAKE_KEY)
        return
    try:
        raw = bytes.fromhex(key)
    except ValueError:
        yield Fault("KEY_MALFORMED", place, "The key is not written in hexadecimal digits.", _MAKE_KEY)
        return
    if len(raw) != KEY_BYTES:
        yield Fault("KEY_LENGTH_WRONG", place, f"The key has {len(raw)} bytes, not {KEY_BYTES}.", _MAKE_KEY)
    # Keys of the demonstration, and keys typed by hand, are readable words or the same few bytes again and again.
    if len(set(raw)) < FEWEST_DIFFERENT_BYTES or all(chr(byte).isascii() and chr(byte).isprintable() for byte in raw):
        yield Fault("KEY_NOT_RANDOM", place, "The key is one that somebody could guess.", _MAKE_KEY)


def _address_faults(settings: Settings) -> Iterator[Fault]:
    if urlsplit(settings.base_url).scheme != "https":
        yield Fault(
            "BASE_URL_UNPROTECTED",
            "settings.base_url",
            f"Links would begin with {settings.base_url}, which does not protect what families send.",
            "Give the public address, beginning with https://.",
        )
    if _database(settings.records_address) == _database(settings.vault_address):
        yield Fault(
            "DATABASES_NOT_APART",
            "settings.vault_url",
            "Answers and names would be in one database.",
            "Give records_url and vault_url a database each.",
        )


def _privacy_faults(settings: Settings) -> Iterator[Fault]:
    for name, what in (("data_controller", "controller"), ("data_protection_officer", "data protection officer")):
        if not settings.demonstration and not getattr(settings, name).strip():
            yield Fault(
                "PRIVACY_CONTACT_MISSING",
                f"settings.{name}",
                f"The privacy notice names no {what}: it tells families to ask the team.",
                "Write the name and how to reach them, as families read it.",
                is_warning=True,
            )


def _organisation_faults(settings: Settings) -> Iterator[Fault]:
    organisation = settings.organisation
    if organisation is None:
        return
    if urlsplit(organisation.issuer).scheme != "https":
        yield Fault(
            "ORGANISATION_UNPROTECTED",
            "settings.organisation.issuer",
            f"Staff would sign in at {organisation.issuer}, which does not protect their passwords.",
            "Give the provider's address, beginning with https://.",
        )
    if not organisation.accepted_levels:
        yield Fault(
            "ORGANISATION_LEVELS_MISSING",
            "settings.organisation.accepted_levels",
            "Whoever knows a password of the organisation gets in: nothing asks for a second step.",
            "Name the values of the provider's acr claim that mean a second step.",
        )


def _database(url: str) -> tuple[str, str, int | None, str]:
    """Return what tells one database from another: not the user, the password or the driver."""
    parts = urlsplit(url)
    return (parts.scheme.partition("+")[0], parts.hostname or "", parts.port, parts.path)


def _channel_faults(catalogue: Catalogue) -> Iterator[Fault]:
    kinds = {channel.kind for channel in catalogue.channels}
    if not kinds:
        yield Fault(
            "CHANNEL_MISSING",
            "settings.channels",
            "There is no way to send a message.",
            "Set up a channel, for example channels.sms_gateway.url.",
        )
    elif ChannelKind.SMS not in kinds:
        yield Fault(
            "CHANNEL_SMS_MISSING",
            "settings.channels",
            "No channel sends text messages, so every family needs its code from a co-ordinator.",
            "Set up channels.sms_gateway.",
            is_warning=True,
        )


def _plugin_faults(settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    for refusal in catalogue.refused:
        yield Fault(
            "PLUGIN_REFUSED",
            refusal.plugin.name,
            f"The {refusal.plugin} is refused: {', '.join(sorted({fault.code for fault in refusal.faults}))}.",
            "See `alongside plugins`; mend it, or name it in disabled_plugins.",
        )
    known = {plugin.name for plugin in catalogue.switched_off}
    for name in settings.disabled_plugins:
        if name not in known:
            yield Fault(
                "DISABLED_PLUGIN_UNKNOWN",
                "settings.disabled_plugins",
                f"There is no plugin {name!r} to switch off.",
                "Correct the name, or remove it.",
            )


def _study_faults(settings: Settings, catalogue: Catalogue, today: date) -> Iterator[Fault]:
    study = catalogue.studies.get(settings.study)
    if study is None:
        yield Fault(
            "STUDY_NOT_INSTALLED",
            "settings.study",
            f"The study {settings.study!r} is not installed.",
            f"Choose from {', '.join(sorted(catalogue.studies)) or 'none: install its plugin'}.",
        )
        return
    if study.is_demonstration:
        yield Fault(
            "STUDY_IS_DEMONSTRATION",
            "settings.study",
            f"The study {study.code!r} is a demonstration and holds invented families.",
            "Name the real study.",
        )
    for site in study.sites:
        if not settings.site_phones.get(site.code):
            yield Fault(
                "SITE_PHONE_MISSING",
                f"settings.site_phones.{site.code}",
                f"Families of {site.code!r} have no number to ring.",
                "Set the telephone number of the site.",
            )
    known = {site.code for site in study.sites}
    for code in settings.site_phones:
        if code not in known:
            yield Fault(
                "SITE_UNKNOWN",
                f"settings.site_phones.{code}",
                f"The study has no site {code!r}.",
                f"Choose from {', '.join(sorted(known))}.",
            )
    yield from licence_faults(settings, catalogue, study, today)
