"""Sign-in with an organisation's own accounts: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).

Nothing of the provider's answer counts before everything in it was checked. No error's message holds a secret, a code
or a person.
"""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # Authlib has no types
from authlib.common.security import generate_token  # type: ignore[import-untyped]  # likewise
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]  # likewise
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]  # likewise
from joserfc import jwt
from joserfc.errors import InvalidClaimError, InvalidKeyIdError, JoseError, MissingClaimError
from joserfc.jwk import KeySet

from alongside.core.definitions.errors import AlongsideError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Only with these can a token be checked without being able to make one."""
SCOPE = "openid email"
KEPT_FOR = 3600
"""Seconds for which what the provider says of itself is not asked for again."""
WAIT = (5, 10)
"""Seconds: to connect, and between two bytes of an answer."""
LEEWAY = 60
"""Seconds by which the two clocks may differ."""
_SECRET_LENGTH = 48
_HERE = frozenset({"localhost", "127.0.0.1"})
# Public documents, the same for everybody in this process: address, until when they hold, what they say.
_KEPT: dict[str, tuple[float, dict[str, Any]]] = {}


class OrganisationRefusedError(AlongsideError):
    """The organisation is away, its answer does not hold, or it does not say enough."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation that knows its people. With accepted levels, its `acr` claim has to be one of them."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    accepted_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: where to send the browser, and what its answer will be checked against."""

    address: str
    state: str
    nonce: str
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrganisationIdentity:
    """Who somebody is at the organisation, as it proved. `subject` is the organisation's own name for the person."""

    issuer: str
    subject: str
    email: str
    email_is_verified: bool
    level: str


def is_protected(address: str) -> bool:
    """Say whether nobody on the way can read or change what goes to an address: https, or this machine itself."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))


def begin(provider: Provider, *, redirect_uri: str) -> Begun:
    """Return where the browser is to go, with the secrets of this one sign-in.

    Raises:
        OrganisationRefusedError: the provider is away, or does not say what it has to.
    """
    document = _described(provider)
    state, nonce, verifier = (generate_token(_SECRET_LENGTH) for _ in range(3))
    asked = {"acr_values": " ".join(provider.accepted_levels)} if provider.accepted_levels else {}
    with _session(provider, document, redirect_uri) as session:
        address, _ = session.create_authorization_url(
            _endpoint(document, "authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier, **asked
        )
    return Begun(address, state, nonce, verifier)


def finish(
    provider: Provider, begun: Begun, *, redirect_uri: str, answer: Mapping[str, str], now: datetime
) -> OrganisationIdentity:
    """Return who came back from the organisation. `now` is by a clock that agrees with the organisation's.

    Raises:
        OrganisationRefusedError: the organisation said no or is away, or any part of its answer does not hold.
    """
    if not hmac.compare_digest(begun.state.encode(), answer.get("state", "").encode()):
        raise OrganisationRefusedError("the answer is to another sign-in")
    # RFC 9207: an answer that names its issuer comes from no other.
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise OrganisationRefusedError("the answer is from another organisation")
    if "error" in answer or not answer.get("code"):
        raise OrganisationRefusedError("the organisation did not let this person in")
    document = _described(provider)
    with _session(provider, document, redirect_uri) as session:
        try:
            token = session.fetch_token(
                _endpoint(document, "token_endpoint"),
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=begun.verifier,
                allow_redirects=False,  # the client's secret goes to this address and no further
            )
        except (requests.RequestException, AuthlibBaseError, ValueError) as error:
            raise OrganisationRefusedError(f"the code was not exchanged: {type(error).__name__}") from None
    id_token, access_token = token.get("id_token"), token.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise OrganisationRefusedError("the organisation gave no ID token")
    claims = check_id_token(provider, id_token, nonce=begun.nonce, access_token=access_token, now=now)
    return _identity(provider, document, claims, access_token)


def check_id_token(
    provider: Provider, id_token: str, *, nonce: str, access_token: str, now: datetime
) -> dict[str, Any]:
    """Return the claims of an ID token after everything about it was checked (OpenID Connect Core 1.0, 3.1.3.7).

    Raises:
        OrganisationRefusedError: signature, issuer, audience, nonce, times or level are not as they have to be.
    """
    read = _signed(provider, id_token)
    claims = CodeIDToken(
        read.claims,
        read.header,
        options={
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True},
        },
        params={"nonce": nonce, "client_id": provider.client_id, "access_token": access_token},
    )
    try:
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (MissingClaimError, InvalidClaimError) as error:
        raise OrganisationRefusedError(f"the ID token has a wrong claim: {error.claim}") from None
    except JoseError as error:
        raise OrganisationRefusedError(f"the ID token does not hold: {error.error}") from None
    if provider.accepted_levels and claims.get("acr") not in provider.accepted_levels:
        raise OrganisationRefusedError("the organisation did not ask for enough to be sure who this is")
    return dict(claims)


def _identity(
    provider: Provider, document: Mapping[str, Any], claims: Mapping[str, Any], access_token: str
) -> OrganisationIdentity:
    about = claims
    if "email" not in claims and "userinfo_endpoint" in document:
        about = _about_person(document, access_token)
        if about.get("sub") != claims["sub"]:
            raise OrganisationRefusedError("the organisation told of another person")
    email = about.get("email")
    return OrganisationIdentity(
        provider.issuer,
        str(claims["sub"]),
        email if isinstance(email, str) else "",
        # Some providers send the word instead of the value.
        email_is_verified=about.get("email_verified") in (True, "true"),
        level=str(claims.get("acr", "")),
    )


def _about_person(document: Mapping[str, Any], access_token: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {access_token}"}
    return _fetch(_endpoint(document, "userinfo_endpoint"), headers)


def _signed(provider: Provider, id_token: str) -> jwt.Token:
    """Return what the token says, once one of the provider's keys proved that the provider said it."""
    address = _endpoint(_described(provider), "jwks_uri")
    for is_second_try in (False, True):
        try:
            keys = KeySet.import_key_set(_document(address, again=is_second_try))  # type: ignore[arg-type]  # it looks at each key
            return jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:  # the provider may have changed its keys since they were read
            continue
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OrganisationRefusedError(f"the ID token is not signed as it should: {type(error).__name__}") from None
    raise OrganisationRefusedError("the ID token is signed with a key that the provider does not have")


def _described(provider: Provider) -> dict[str, Any]:
    """Return the discovery document (OpenID Connect Discovery 1.0, 4)."""
    if not is_protected(provider.issuer):
        raise OrganisationRefusedError("the issuer's address is not protected by https")
    document = _document(provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if document.get("issuer") != provider.issuer:
        raise OrganisationRefusedError("the issuer calls itself by another name")
    return document


def _endpoint(document: Mapping[str, Any], name: str) -> str:
    address = document.get(name)
    if not isinstance(address, str) or not is_protected(address):
        raise OrganisationRefusedError(f"the provider's {name} is missing or not protected by https")
    return address


def _document(address: str, *, again: bool = False) -> dict[str, Any]:
    until, found = _KEPT.get(address, (0.0, {}))
    if again or time.monotonic() >= until:
        found = _fetch(address, {})
        _KEPT[address] = time.monotonic() + KEPT_FOR, found
    return found


def _fetch(address: str, headers: Mapping[str, str]) -> dict[str, Any]:
    try:
        response = requests.get(
            address, headers={"Accept": "application/json", **headers}, timeout=WAIT, allow_redirects=False
        )
        found = response.json() if response.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError) as error:
        raise OrganisationRefusedError(f"the organisation does not answer: {type(error).__name__}") from None
    if not isinstance(found, dict):
        raise OrganisationRefusedError("the organisation's answer is not what was asked for")
    return found


def _session(provider: Provider, document: Mapping[str, Any], redirect_uri: str) -> Any:
    ways = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in ways else "client_secret_post",
        scope=SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=WAIT,
    )
