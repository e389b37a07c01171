"""Links, codes, sessions and guess counters."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from alongside.core.storage import access, guesses
from alongside.core.storage.access import CodeAccepted, CodeExpired, CodeLocked, CodeWrong
from alongside.core.storage.database import Database, Transaction

SECRET = b"s" * 32
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def test_a_link_says_who_follows_it_as_often_as_it_is_opened(tx: Transaction, noon: datetime) -> None:
    token = access.create_link(tx, subject="BR0001C", kind="visit", expires_at=noon + DAY, at=noon)

    link = access.Link("BR0001C", "visit", noon, noon + DAY)
    assert [access.find_link(tx, token, noon + n * MINUTE) for n in range(3)] == [link] * 3
    assert access.find_link(tx, token + "x", noon) is None
    assert access.find_link(tx, token, noon + DAY) == access.Expired("BR0001C", "visit")


def test_a_revoked_link_is_as_if_it_never_was(tx: Transaction, noon: datetime) -> None:
    first = access.create_link(tx, subject="BR0001C", kind="visit", expires_at=noon + DAY, at=noon)
    second = access.create_link(tx, subject="BR0001C", kind="consent", expires_at=noon + DAY, at=noon)
    other = access.create_link(tx, subject="BR0002M", kind="visit", expires_at=noon + DAY, at=noon)

    assert access.revoke_links(tx, "BR0001C", at=noon, kind="visit") == 1
    assert access.find_link(tx, first, noon) is None
    assert access.find_link(tx, second, noon) is not None
    assert access.revoke_links(tx, "BR0001C", at=noon) == 1
    assert access.find_link(tx, second, noon) is None
    assert access.find_link(tx, other, noon) is not None


def test_tokens_are_long_different_and_not_in_the_database(tx: Transaction, noon: datetime) -> None:
    tokens = [
        *(access.create_link(tx, subject="s", kind="k", expires_at=noon + DAY, at=noon) for _ in range(20)),
        *(access.start_session(tx, subject="s", role="family", at=noon) for _ in range(20)),
    ]
    code = access.create_code(tx, subject="s", purpose="sign_in", digits=9, at=noon, secret=SECRET)
    held = str([tx.connection.execute(text(f"SELECT * FROM {t}")).all() for t in ("links", "sessions", "codes")])

    assert len(set(tokens)) == 40
    assert min(len(token) for token in tokens) == 32  # 192 bits in base 64
    assert [token for token in (*tokens, code) if token in held] == []


def test_the_right_code_is_accepted_once(tx: Transaction, noon: datetime) -> None:
    code = make_code(tx, noon)

    assert check(tx, code, noon) == CodeAccepted()
    assert check(tx, code, noon) == CodeExpired()


def test_a_code_has_six_digits_or_the_letters_asked_for(tx: Transaction, noon: datetime) -> None:
    digits = make_code(tx, noon)
    letters = access.create_code(tx, subject="BR0001C", purpose="paper", letters=8, at=noon, secret=SECRET)

    assert (len(digits), digits.isdigit()) == (6, True)
    assert len(letters) == 8
    assert set(letters) <= set(access.CODE_LETTERS)
    typed = f" {letters[:4].lower()}-{letters[4:]} "
    assert access.check_code(tx, "BR0001C", "paper", typed, noon, SECRET) == CodeAccepted()


def test_five_wrong_tries_lock_the_code_and_a_new_one_helps(tx: Transaction, noon: datetime) -> None:
    code = make_code(tx, noon)
    wrong = "000000" if code != "000000" else "111111"

    results = [check(tx, wrong, noon) for _ in range(6)]
    assert results == [*(CodeWrong(left) for left in (4, 3, 2, 1)), CodeLocked(), CodeLocked()]
    assert check(tx, code, noon) == CodeLocked()
    assert check(tx, make_code(tx, noon), noon) == CodeAccepted()


def test_wrong_tries_do_not_end_a_code_of_letters_until_one_in_a_million_would_be_right(
    tx: Transaction, noon: datetime
) -> None:
    possible = len(set(access.CODE_LETTERS)) ** 8
    code = access.create_code(tx, subject="BR0001C", purpose="sign_in", letters=8, at=noon, secret=SECRET)
    result = check(tx, "AAAA2222", noon)
    assert isinstance(result, CodeWrong)
    assert (result.tries_left + 1) / possible <= 1e-6
    assert result.tries_left > 30 * 60 * 300, "three hundred tries a second for half an hour would end it"
    for _ in range(500):
        check(tx, "AAAA2222", noon)
    assert check(tx, code, noon) == CodeAccepted()


def test_a_code_is_held_for_as_long_as_there_is_something_to_compare_with(tx: Transaction, noon: datetime) -> None:
    def is_there(at: datetime = noon) -> bool:
        return access.hold_code(tx, "BR0001C", "sign_in", at) is None

    assert not is_there()
    code = make_code(tx, noon)
    assert is_there()
    assert not is_there(noon + 10 * MINUTE)
    for _ in range(5):
        assert is_there()
        check(tx, "wrong", noon)
    assert not is_there()
    code = make_code(tx, noon)
    assert check(tx, code, noon) == CodeAccepted()
    assert not is_there()


def test_a_code_runs_out_after_ten_minutes(tx: Transaction, noon: datetime) -> None:
    code = make_code(tx, noon)

    assert check(tx, code, noon + 10 * MINUTE) == CodeExpired()
    assert check(tx, code, noon + 10 * MINUTE - timedelta(seconds=1)) == CodeAccepted()


def test_a_new_code_cancels_the_old_one(tx: Transaction, noon: datetime) -> None:
    old = make_code(tx, noon)
    new = make_code(tx, noon, other_than=old)

    assert check(tx, old, noon) == CodeWrong(4)
    assert check(tx, new, noon) == CodeAccepted()


def test_a_code_is_bound_to_person_purpose_and_secret(tx: Transaction, noon: datetime) -> None:
    code = make_code(tx, noon)
    for subject, purpose in (("BR0002M", "sign_in"), ("BR0001C", "consent")):
        other = make_code(tx, noon, subject=subject, purpose=purpose, other_than=code)
        assert other != code
        assert access.check_code(tx, subject, purpose, code, noon, SECRET) == CodeWrong(4)

    assert access.check_code(tx, "BR0001C", "sign_in", code, noon, b"t" * 32) == CodeWrong(4)
    assert access.check_code(tx, "BR9999X", "sign_in", code, noon, SECRET) == CodeExpired()


def test_a_demonstration_code_neither_runs_out_nor_locks(tx: Transaction, noon: datetime) -> None:
    code = access.create_code(
        tx, subject="demo", purpose="sign_in", code="123456", permanent=True, at=noon, secret=SECRET
    )

    assert code == "123456"
    for day in range(8):
        assert access.check_code(tx, "demo", "sign_in", "000000", noon + day * DAY, SECRET) == CodeWrong(5)
        assert access.check_code(tx, "demo", "sign_in", code, noon + day * DAY, SECRET) == CodeAccepted()
    access.forget_ended(tx, noon + 90 * DAY)
    assert access.check_code(tx, "demo", "sign_in", code, noon + 90 * DAY, SECRET) == CodeAccepted()


def test_a_code_tried_by_many_at_once_is_accepted_once(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        code = make_code(tx, noon)

    def try_it(_: int) -> object:
        with records.write() as tx:
            return check(tx, code, noon)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(try_it, range(8)))

    assert (results.count(CodeAccepted()), results.count(CodeExpired())) == (1, 7)


def test_many_wrong_guesses_at_once_are_all_counted(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        code = make_code(tx, noon)
    wrong = "000000" if code != "000000" else "111111"

    def try_it(_: int) -> object:
        with records.write() as tx:
            return check(tx, wrong, noon)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(try_it, range(8)))

    assert results.count(CodeLocked()) == 4
    assert {result.tries_left for result in results if isinstance(result, CodeWrong)} == {1, 2, 3, 4}


def test_a_session_ends_when_idle_and_at_the_latest_after_its_limit(tx: Transaction, noon: datetime) -> None:
    token = access.start_session(tx, subject="BR0001C", role="family", at=noon, sign_in_method="code")

    found = access.session(tx, token, noon)
    assert found is not None
    assert (found.subject, found.role, found.sign_in_method, found.started_at) == ("BR0001C", "family", "code", noon)
    assert access.session(tx, token, noon + 20 * MINUTE) is None
    access.touch(tx, token, noon + 19 * MINUTE)
    assert access.session(tx, token, noon + 38 * MINUTE) is not None
    assert access.session(tx, token, noon + 38 * MINUTE, idle=5 * MINUTE) is None
    assert access.session(tx, token, noon + 30 * MINUTE, absolute=30 * MINUTE) is None
    access.touch(tx, token, noon)
    assert access.session(tx, token, noon + 38 * MINUTE) is not None
    assert access.session(tx, "unknown", noon) is None


def test_sessions_can_be_listed_and_ended(tx: Transaction, noon: datetime) -> None:
    first = access.start_session(tx, subject="BR0001C", role="family", at=noon)
    second = access.start_session(tx, subject="BR0001C", role="family", at=noon + MINUTE)
    other = access.start_session(tx, subject="BR0002M", role="family", at=noon)

    assert [found.started_at for found in access.sessions_of(tx, "BR0001C")] == [noon + MINUTE, noon]
    access.end_session(tx, first)
    assert access.session(tx, first, noon) is None
    assert access.session(tx, second, noon + MINUTE) is not None
    assert access.end_all(tx, "BR0001C") == 1
    assert access.session(tx, second, noon + MINUTE) is None
    assert access.session(tx, other, noon) is not None


def test_guesses_are_counted_in_a_window_that_starts_with_the_first(tx: Transaction, noon: datetime) -> None:
    def count(key: str, at: datetime) -> int:
        return guesses.count_guess(tx, key, 15 * MINUTE, at)

    assert [count("door", noon + n * MINUTE) for n in range(4)] == [1, 2, 3, 4]
    assert count("other", noon) == 1
    assert count("door", noon + 15 * MINUTE) == 1
    assert count("door", noon + 16 * MINUTE) == 2


def test_guesses_are_shared_by_all_workers(records: Database, noon: datetime) -> None:
    def count(_: int) -> int:
        with records.write() as tx:
            return guesses.count_guess(tx, "door", 15 * MINUTE, noon)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(count, range(32))) == list(range(1, 33))


@pytest.mark.parametrize("table", ["sessions", "codes", "guesses"])
def test_what_has_ended_is_forgotten(tx: Transaction, noon: datetime, table: str) -> None:
    access.start_session(tx, subject="BR0001C", role="family", at=noon)
    make_code(tx, noon)
    guesses.count_guess(tx, "door", MINUTE, noon)
    access.forget_ended(tx, noon)
    assert rows(tx, table) == 1

    access.forget_ended(tx, noon + DAY)
    assert rows(tx, table) == 0


def rows(tx: Transaction, table: str) -> int:
    return len(tx.connection.execute(text(f"SELECT * FROM {table}")).all())


def make_code(
    tx: Transaction, at: datetime, *, subject: str = "BR0001C", purpose: str = "sign_in", other_than: str = ""
) -> str:
    """Make a code; one in a million would be equal to another by chance."""
    while True:
        code = access.create_code(tx, subject=subject, purpose=purpose, at=at, secret=SECRET)
        if code != other_than:
            return code


def check(tx: Transaction, code: str, now: datetime) -> CodeAccepted | CodeWrong | CodeExpired | CodeLocked:
    return access.check_code(tx, "BR0001C", "sign_in", code, now, SECRET)
