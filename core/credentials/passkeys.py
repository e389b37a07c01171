"""Passkeys, WebAuthn Level 2: what the browser is asked, and whether its answer holds."""

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from alongside.core.definitions.errors import AlongsideError

LONGEST_ANSWER = 20_000
"""Characters. A browser's answer has about 1,500."""


class PasskeyRefusedError(AlongsideError):
    """The browser's answer does not prove what it should."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are for: the host that they are bound to, and the address that a browser must have come from."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked, as JSON, and the challenge that its answer has to hold."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that a browser made; credential and public key are base64url texts."""

    credential: str
    public_key: str
    sign_count: int


def place_of(base_url: str) -> Place | None:
    """Return the place of a deployment; None where browsers make no passkeys: a bare IP address, or no protection."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost":
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Place(host, f"{parts.scheme}://{parts.netloc}") if host else None
    return None


def ask_for_new(place: Place, *, name: str, owner: bytes, label: str, known: Sequence[str]) -> Asked:
    """Return what a browser is asked to make a passkey.

    `name` is shown as the name of the service and `label` as the account; `owner` says nothing of the person. `known`
    are the credentials that the person has already: no device makes a second one.
    """
    options = generate_registration_options(
        rp_id=place.host,
        rp_name=name,
        user_id=owner,
        user_name=label,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_described(known),
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def look_at_new(place: Place, answer: str, *, challenge: str) -> NewPasskey:
    """Return the passkey that a browser made.

    Raises:
        PasskeyRefusedError: the answer is malformed, or was made for another challenge, place or purpose.
    """
    _look_at_length(answer)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except Exception as error:
        raise PasskeyRefusedError(f"a new passkey was refused: {type(error).__name__}") from error
    return NewPasskey(
        bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key), made.sign_count
    )


def ask_for_known(place: Place, known: Sequence[str]) -> Asked:
    """Return what a browser is asked to prove that it holds one of these passkeys."""
    options = generate_authentication_options(
        rp_id=place.host,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def named_in(answer: str) -> str:
    """Return the credential that an answer says it is from, "" when it says none; nothing is proved by this."""
    _look_at_length(answer)
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    named = read.get("id") if isinstance(read, dict) else None
    return named if isinstance(named, str) else ""


def look_at_known(place: Place, answer: str, *, challenge: str, public_key: str, sign_count: int) -> int:
    """Return the passkey's new count of signatures.

    Raises:
        PasskeyRefusedError: the answer is malformed, was made for another challenge, place or purpose, was signed with
            another key, or its count did not rise: the passkey may have been copied.
    """
    _look_at_length(answer)
    try:
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count,
        )
    except Exception as error:
        raise PasskeyRefusedError(f"a passkey was refused: {type(error).__name__}") from error
    return proved.new_sign_count


def _described(credentials: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential)) for credential in credentials]


def _look_at_length(answer: str) -> None:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyRefusedError("a browser's answer about a passkey is far too long")
