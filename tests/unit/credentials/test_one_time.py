"""The times and codes are those of RFC 6238, appendix B (SHA-1); its codes have eight digits, ours their last six."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.credentials import one_time

SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
SHOWN_AT = datetime(2026, 11, 2, 9, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_a_code_of_the_standard_belongs_to_its_step(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert one_time.step_of(SECRET, code[-6:], now) == seconds // 30


@pytest.mark.parametrize(("late", "is_taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_code_is_taken_one_step_early_or_late_and_no_more(late: int, *, is_taken: bool) -> None:
    seconds, code = VECTORS[3]
    step = one_time.step_of(SECRET, code[-6:], datetime.fromtimestamp(seconds + late, UTC))
    assert step == (seconds // 30 if is_taken else None)


@pytest.mark.parametrize("typed", ["005 924", " 005924 ", "00 59 24"])
def test_spaces_in_a_code_do_not_matter(typed: str) -> None:
    assert one_time.step_of(SECRET, typed, datetime.fromtimestamp(1234567890, UTC)) is not None


@pytest.mark.parametrize("typed", ["", "05924", "0059240", "００５９２４", "-05924", "00592four"])
def test_what_is_no_code_is_taken_at_no_time(typed: str) -> None:
    assert one_time.step_of(SECRET, typed, datetime.fromtimestamp(1234567890, UTC)) is None


@given(st.text(max_size=12), st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is given beside it
def test_a_step_is_never_more_than_one_away(typed: str, now: datetime) -> None:
    step = one_time.step_of(SECRET, typed, now)
    assert step is None or abs(step - int(now.timestamp()) // 30) <= 1


def test_each_secret_is_new_and_of_160_bits() -> None:
    secrets = {one_time.new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_the_address_tells_an_app_the_secret_and_whose_it_is() -> None:
    secret = one_time.new_secret()
    parts = urlsplit(one_time.address(secret, account="kim", issuer="Our forms & more"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [secret], "issuer": ["Our forms & more"]}
    assert parts.path == "/Our%20forms%20%26%20more:kim"


def test_a_code_of_yesterday_is_worth_nothing() -> None:
    secret = one_time.new_secret()
    generator = one_time.pyotp.TOTP(secret)
    assert one_time.step_of(secret, generator.at(SHOWN_AT), SHOWN_AT) == int(SHOWN_AT.timestamp()) // 30
    other_day = generator.at(SHOWN_AT - timedelta(days=1))
    assert other_day in {generator.at(SHOWN_AT, counter_offset=away) for away in (-1, 0, 1)} or (
        one_time.step_of(secret, other_day, SHOWN_AT) is None
    )
