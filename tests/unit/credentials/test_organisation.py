"""What a provider could do wrong, by one that does it: a server of this test, on this machine, with keys of its own."""

import hmac
import json
import threading
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from alongside.core.credentials import organisation
from alongside.core.credentials.organisation import (
    Begun,
    OrganisationRefusedError,
    Provider,
    begin,
    check_id_token,
    finish,
    is_protected,
)

BACK = "https://forms.example/staff/organisation/back"
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
ACCESS = "an access token"
KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
BEGUN = Begun("", "the state", "the nonce", "the verifier")
ANSWER = {"state": "the state", "code": "a code"}


@dataclass
class Served:
    """What the server answers by path, and how often each was asked for."""

    issuer: str
    answers: dict[str, Any] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def provider(self) -> Provider:
        return Provider(self.issuer, "ours", "a secret", ("two",))

    def publish(self, *keys: Any) -> None:
        self.answers["/keys"] = KeySet(list(keys)).as_dict(private=False)

    def token(self, key: Any = KEY, *, algorithm: str = "RS256", **changed: Any) -> str:
        claims = {
            "iss": self.issuer,
            "sub": "kim",
            "aud": "ours",
            "exp": int(NOW.timestamp()) + 300,
            "iat": int(NOW.timestamp()),
            "nonce": "the nonce",
            "acr": "two",
            "email": "kim@ward.example",
            "email_verified": True,
        } | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])

    def hand_out(self, token: str) -> None:
        self.answers["/token"] = {"access_token": ACCESS, "token_type": "Bearer", "id_token": token}

    def finish(self, provider: Provider | None = None) -> Any:
        return finish(provider or self.provider, BEGUN, redirect_uri=BACK, answer=ANSWER, now=NOW)

    def check(self, token: str) -> dict[str, Any]:
        return check_id_token(self.provider, token, nonce="the nonce", access_token=ACCESS, now=NOW)


@pytest.fixture
def served() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked[self.path] += 1
            body = found.answers.get(self.path)
            status, headers = (404, {}) if body is None else (200, {})
            if isinstance(body, tuple):
                status, headers, body = body
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode() if isinstance(body, str) else json.dumps(body).encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = f"http://127.0.0.1:{server.server_port}"
        found = Served(issuer)
        found.answers["/.well-known/openid-configuration"] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/person",
            "jwks_uri": f"{issuer}/keys",
        }
        found.publish(KEY)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield found
        server.shutdown()
        thread.join()


def test_a_token_that_holds_is_taken(served: Served) -> None:
    served.hand_out(served.token())
    identity = served.finish()
    assert (identity.subject, identity.email, identity.email_is_verified, identity.level) == (
        "kim",
        "kim@ward.example",
        True,
        "two",
    )


@pytest.mark.parametrize("value", [None, False, "false", 1.5, [], "yes"])
def test_an_address_is_verified_only_when_the_provider_says_so(served: Served, value: object) -> None:
    served.hand_out(served.token(email_verified=value))
    assert served.finish().email_is_verified is False


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "http://127.0.0.1:1"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ["ours", "another"]},
        {"aud": ["ours", "another"], "azp": "another"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(NOW.timestamp()) - 300},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": int(NOW.timestamp()) + 300},
        {"iat": None},
        {"acr": "one"},
        {"acr": None},
        {"acr": ["two"]},
        {"at_hash": "of another access token"},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(served: Served, changed: dict[str, Any]) -> None:
    with pytest.raises(OrganisationRefusedError):
        served.check(served.token(**changed))


def test_a_token_is_taken_for_a_minute_more_than_its_time(served: Served) -> None:
    assert served.check(served.token(exp=int(NOW.timestamp()) - 50))["sub"] == "kim"


def test_a_token_signed_with_another_key_of_the_same_name_is_refused(served: Served) -> None:
    forged = RSAKey.generate_key(2048, {"kid": "first"})
    with pytest.raises(OrganisationRefusedError, match="BadSignature"):
        served.check(served.token(forged))


def by_hand(header: dict[str, str], token: str, password: bytes | None = None) -> str:
    """Return the token under another header, signed with a password or not at all; our library would not make it."""
    signed = f"{urlsafe_b64encode(json.dumps(header).encode()).rstrip(b'=').decode()}.{token.split('.')[1]}"
    signature = hmac.digest(password, signed.encode(), "sha256") if password else b""
    return f"{signed}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def test_a_token_signed_with_the_public_key_as_a_password_is_refused(served: Served) -> None:
    header = {"alg": "HS256", "kid": "first"}
    for public in (KEY.as_pem(private=False), json.dumps(KEY.as_dict(private=False)).encode()):
        with pytest.raises(OrganisationRefusedError, match="not signed"):
            served.check(by_hand(header, served.token(), public))


def test_a_token_that_is_not_signed_is_refused(served: Served) -> None:
    token = served.token()
    unsigned = [by_hand({"alg": alg, "kid": "first"}, token) for alg in ("none", "None", "", "RS256")]
    for forged in (*unsigned, token.rpartition(".")[0] + ".", "", "a.b.c", "a.b.c.d.e"):
        with pytest.raises(OrganisationRefusedError):
            served.check(forged)


def test_a_password_among_the_published_keys_is_not_used(served: Served) -> None:
    password = OctKey.import_key("known to everybody that looks, and long enough", {"kid": "first"})
    served.answers["/keys"] = {"keys": [password.as_dict(private=True)]}
    with pytest.raises(OrganisationRefusedError):
        served.check(served.token(password, algorithm="HS256"))


def test_new_keys_are_fetched_once_when_a_token_names_one(served: Served) -> None:
    served.check(served.token())
    new = ECKey.generate_key("P-256", {"kid": "second"})
    served.publish(KEY, new)
    assert served.check(served.token(new, algorithm="ES256"))["sub"] == "kim"
    assert served.asked["/keys"] == 2
    with pytest.raises(OrganisationRefusedError, match="does not have"):
        served.check(served.token(ECKey.generate_key("P-256", {"kid": "third"}), algorithm="ES256"))
    assert served.asked["/keys"] == 3


def test_what_the_provider_says_of_itself_is_kept_for_its_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        begin(served.provider, redirect_uri=BACK)
    assert served.asked["/.well-known/openid-configuration"] == 1
    monkeypatch.setattr(organisation, "KEPT_FOR", 0)
    served.check(served.token())
    served.check(served.token())
    assert served.asked["/keys"] == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"issuer": None},
        {"authorization_endpoint": "http://elsewhere.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": 7},
    ],
)
def test_a_provider_that_describes_itself_badly_is_not_gone_to(served: Served, changed: dict[str, Any]) -> None:
    served.answers["/.well-known/openid-configuration"] |= changed
    with pytest.raises(OrganisationRefusedError):
        begin(served.provider, redirect_uri=BACK)


@pytest.mark.parametrize(
    "answer", ["no JSON", ["a list"], (302, {"Location": "/keys"}, ""), (500, {}, "{}"), (404, {}, "{}")]
)
def test_only_a_document_is_a_document(served: Served, answer: object) -> None:
    served.answers["/.well-known/openid-configuration"] = answer
    with pytest.raises(OrganisationRefusedError):
        begin(served.provider, redirect_uri=BACK)


@pytest.mark.parametrize(
    "answer",
    [
        "no JSON",
        {},
        {"access_token": ACCESS},
        {"id_token": "x", "access_token": 7},
        {"error": "invalid_grant", "error_description": "a secret"},
        (302, {"Location": "http://127.0.0.1:1/"}, ""),
        (503, {}, "{}"),
    ],
)
def test_whatever_is_not_a_token_is_refused_without_repeating_it(served: Served, answer: object) -> None:
    served.answers["/token"] = answer
    with pytest.raises(OrganisationRefusedError) as refused:
        served.finish()
    assert "a secret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_an_address_may_come_from_where_the_provider_tells_of_people(served: Served) -> None:
    served.hand_out(served.token(email=None, email_verified=None))
    served.answers["/person"] = {"sub": "kim", "email": "kim@ward.example", "email_verified": "true"}
    assert served.finish().email_is_verified
    served.answers["/person"] = {"sub": "nina", "email": "nina@ward.example", "email_verified": True}
    with pytest.raises(OrganisationRefusedError, match="another person"):
        served.finish()


@pytest.mark.parametrize(
    ("address", "is_it"),
    [
        ("https://id.example", True),
        ("http://localhost:9000", True),
        ("http://127.0.0.1:9000", True),
        ("http://id.example", False),
        ("http://localhost.example", False),
        ("http://127.0.0.1@id.example", False),
        ("ftp://localhost", False),
        ("https://", False),
        ("", False),
    ],
)
def test_an_issuer_is_asked_over_https_or_on_this_machine(address: str, *, is_it: bool) -> None:
    assert is_protected(address) is is_it
    if not is_it:
        with pytest.raises(OrganisationRefusedError, match="protected"):
            begin(Provider(address, "ours", "a secret"), redirect_uri=BACK)
