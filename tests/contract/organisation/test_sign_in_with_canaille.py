"""Sign-in with an organisation, against Canaille in a process of its own and through its real pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from alongside.core.credentials.organisation import (
    Begun,
    OrganisationIdentity,
    OrganisationRefusedError,
    Provider,
    begin,
    check_id_token,
    finish,
)
from tests.support.identity_provider import RunningProvider, identity_provider, sign_in_there

BACK = "http://127.0.0.1:9/staff/organisation/back"
PASSWORD = "otter kettle violet ladder"
SECRET = "what only the server knows"


@pytest.fixture(scope="module")
def running() -> Iterator[RunningProvider]:
    with identity_provider() as provider:
        provider.add_person("kim", "kim@ward.example", PASSWORD)
        provider.add_person("nina", "nina@ward.example", PASSWORD, is_verified=False)
        provider.add_client("ours", SECRET, BACK)
        provider.add_client("another", "another secret", BACK)
        yield provider


@pytest.fixture
def provider(running: RunningProvider) -> Provider:
    return Provider(running.issuer, "ours", SECRET)


def now() -> datetime:
    return datetime.now(UTC)


def come_back(begun: Begun, name: str = "kim") -> dict[str, str]:
    return sign_in_there(begun.address, name, PASSWORD, back=BACK)


def refusal(provider: Provider, begun: Begun, answer: dict[str, str], *, at: datetime | None = None) -> str:
    with pytest.raises(OrganisationRefusedError) as refused:
        finish(provider, begun, redirect_uri=BACK, answer=answer, now=at or now())
    said = str(refused.value)
    secrets = (
        provider.client_secret,
        begun.state,
        begun.nonce,
        begun.verifier,
        answer.get("code", "-"),
        "ward.example",
    )
    assert not [secret for secret in secrets if secret and secret in said]
    return said


def test_who_signs_in_there_is_known_here(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    identity = finish(provider, begun, redirect_uri=BACK, answer=come_back(begun), now=now())
    assert identity == OrganisationIdentity(
        provider.issuer, "kim", "kim@ward.example", email_is_verified=True, level=""
    )


def test_an_address_that_the_organisation_did_not_verify_is_told_apart(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    identity = finish(provider, begun, redirect_uri=BACK, answer=come_back(begun, "nina"), now=now())
    assert (identity.subject, identity.email_is_verified) == ("nina", False)


def test_the_browser_is_sent_with_a_challenge_and_without_a_secret(provider: Provider) -> None:
    begun = begin(replace(provider, accepted_levels=("two", "three")), redirect_uri=BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.address).query).items()}
    assert begun.address.startswith(provider.issuer)
    assert asked.pop("code_challenge") not in {begun.verifier, ""}
    assert asked == {
        "response_type": "code",
        "client_id": "ours",
        "redirect_uri": BACK,
        "scope": "openid email",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge_method": "S256",
        "acr_values": "two three",
    }
    assert begun.verifier not in begun.address
    assert SECRET not in begun.address + repr(provider)


def test_each_sign_in_has_secrets_of_its_own(provider: Provider) -> None:
    one, other = (begin(provider, redirect_uri=BACK) for _ in range(2))
    assert len({one.state, other.state, one.nonce, other.nonce, one.verifier, other.verifier}) == 6


def test_an_answer_to_another_sign_in_is_refused(provider: Provider) -> None:
    one, other = (begin(provider, redirect_uri=BACK) for _ in range(2))
    answer = come_back(one)
    assert "another sign-in" in refusal(provider, other, answer)
    assert "another sign-in" in refusal(provider, one, {"code": answer["code"]})
    assert finish(provider, one, redirect_uri=BACK, answer=answer, now=now()).subject == "kim"


def test_a_token_for_another_nonce_is_refused(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    assert "nonce" in refusal(provider, replace(begun, nonce="of another sign-in"), come_back(begun))


def test_a_code_without_its_verifier_is_worth_nothing(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    stolen = replace(begun, verifier=begin(provider, redirect_uri=BACK).verifier)
    assert "not exchanged" in refusal(provider, stolen, come_back(begun))


def test_a_code_is_taken_once(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    answer = come_back(begun)
    finish(provider, begun, redirect_uri=BACK, answer=answer, now=now())
    assert "not exchanged" in refusal(provider, begun, answer)


def test_a_code_of_another_application_is_refused(provider: Provider, running: RunningProvider) -> None:
    begun = begin(Provider(running.issuer, "another", "another secret"), redirect_uri=BACK)
    assert "not exchanged" in refusal(provider, begun, come_back(begun))


def test_a_token_made_for_another_application_is_refused(provider: Provider, running: RunningProvider) -> None:
    another = Provider(running.issuer, "another", "another secret")
    begun = begin(another, redirect_uri=BACK)
    described = requests.get(f"{running.issuer}/.well-known/openid-configuration").json()
    token = requests.post(
        described["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": come_back(begun)["code"],
            "redirect_uri": BACK,
            "code_verifier": begun.verifier,
        },
        auth=("another", "another secret"),
    ).json()
    checked = {"nonce": begun.nonce, "access_token": token["access_token"], "now": now()}
    assert check_id_token(another, token["id_token"], **checked)["sub"] == "kim"
    with pytest.raises(OrganisationRefusedError, match="aud"):
        check_id_token(provider, token["id_token"], **checked)


def test_a_token_is_refused_after_its_time(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    assert "expired" in refusal(provider, begun, come_back(begun), at=now() + timedelta(days=2))


def test_a_token_from_the_future_is_refused(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    assert "iat" in refusal(provider, begun, come_back(begun), at=now() - timedelta(minutes=10))


def test_who_did_not_prove_enough_is_refused(provider: Provider) -> None:
    strict = replace(provider, accepted_levels=("two",))
    begun = begin(strict, redirect_uri=BACK)
    assert "enough" in refusal(strict, begun, come_back(begun))


def test_an_answer_that_names_another_issuer_is_refused(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    answer = come_back(begun)
    assert answer["iss"] == provider.issuer
    assert "another organisation" in refusal(provider, begun, answer | {"iss": "http://127.0.0.1:1"})


@pytest.mark.parametrize(
    "more", [{"error": "access_denied"}, {"error": "access_denied", "code": "x"}, {"code": ""}, {}]
)
def test_a_no_of_the_organisation_is_a_no(provider: Provider, more: dict[str, str]) -> None:
    begun = begin(provider, redirect_uri=BACK)
    assert "did not let" in refusal(provider, begun, {"state": begun.state} | more)


def test_with_a_wrong_secret_no_code_is_exchanged(provider: Provider) -> None:
    begun = begin(provider, redirect_uri=BACK)
    assert "not exchanged" in refusal(replace(provider, client_secret="wrong, but secret"), begun, come_back(begun))


def test_an_organisation_that_went_away_lets_nobody_in() -> None:
    with identity_provider() as running:
        running.add_person("kim", "kim@ward.example", PASSWORD)
        running.add_client("ours", SECRET, BACK)
        provider = Provider(running.issuer, "ours", SECRET)
        begun = begin(provider, redirect_uri=BACK)
        answer = come_back(begun)
    assert "not exchanged: ConnectionError" in refusal(provider, begun, answer)


def test_an_organisation_that_is_away_is_not_asked_for_ever() -> None:
    with pytest.raises(OrganisationRefusedError, match="does not answer"):
        begin(Provider("http://127.0.0.1:9", "ours", SECRET), redirect_uri=BACK)
