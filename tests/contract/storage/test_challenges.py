"""Challenges: taken once, by the session in which they were kept, within their time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from alongside.core.storage import challenges
from alongside.core.storage.database import Database, Transaction

MINUTE = timedelta(minutes=1)
BODY = {"nonce": "a nonce", "verifier": "a verifier"}


def keep(tx: Transaction, at: datetime, *, kind: str = "organisation", key: str = "a state", token: str = "t") -> None:
    challenges.keep(tx, kind=kind, key=key, token=token, body=BODY, expires_at=at + 10 * MINUTE, at=at)


def take(
    tx: Transaction, now: datetime, *, kind: str = "organisation", key: str = "a state", token: str = "t"
) -> dict[str, str] | None:
    return challenges.take(tx, kind=kind, key=key, token=token, now=now)


def held(tx: Transaction) -> int:
    found: int = tx.connection.execute(text("SELECT count(*) FROM challenges")).scalar_one()
    return found


def test_what_was_kept_is_taken_once(tx: Transaction, noon: datetime) -> None:
    keep(tx, noon)
    assert take(tx, noon + MINUTE) == BODY
    assert take(tx, noon + MINUTE) is None
    assert held(tx) == 0


@pytest.mark.parametrize("other", [{"kind": "passkey_new"}, {"key": "another state"}, {"token": "another browser"}])
def test_another_kind_key_or_browser_gets_nothing_and_takes_nothing_away(
    tx: Transaction, noon: datetime, other: dict[str, str]
) -> None:
    keep(tx, noon)
    assert take(tx, noon, **other) is None
    assert take(tx, noon) == BODY


def test_after_its_time_a_challenge_is_worth_nothing_and_goes_with_the_next_one(
    tx: Transaction, noon: datetime
) -> None:
    keep(tx, noon)
    assert take(tx, noon + 10 * MINUTE) is None
    assert held(tx) == 1
    keep(tx, noon + 10 * MINUTE, key="the next")
    assert held(tx) == 1
    assert take(tx, noon + 19 * MINUTE, key="the next") == BODY


def test_one_browser_can_wait_for_several_answers(tx: Transaction, noon: datetime) -> None:
    keep(tx, noon, key="one")
    keep(tx, noon, key="two")
    keep(tx, noon, key="one", kind="passkey_new")
    assert [take(tx, noon, key=key) for key in ("two", "one")] == [BODY, BODY]
    assert take(tx, noon, key="one", kind="passkey_new") == BODY


def test_neither_the_key_nor_the_token_can_be_read_in_the_database(tx: Transaction, noon: datetime) -> None:
    keep(tx, noon, key="the state of the browser", token="the token of the browser")
    assert "of the browser" not in str(tx.connection.execute(text("SELECT * FROM challenges")).all())


def test_a_key_is_kept_for_one_session_only(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        keep(tx, noon)
    with pytest.raises(IntegrityError), records.write() as tx:
        keep(tx, noon, token="another browser")


def test_of_several_who_take_at_once_one_gets_it(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        keep(tx, noon)

    def try_to_take(_: int) -> dict[str, str] | None:
        with records.write() as tx:
            return take(tx, noon)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(try_to_take, range(8)))
    assert results.count(BODY) == 1
    assert results.count(None) == 7
