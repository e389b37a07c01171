"""Accounts of staff, what they hold, and the counters of guesses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from alongside.core.storage import access, guesses, staff
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import UnknownSubjectError
from alongside.core.storage.staff import Passkey, StaffStatement

MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE


@pytest.fixture
def kim(tx: Transaction, noon: datetime) -> str:
    assert staff.add_account(tx, "kim", noon)
    return "kim"


def test_a_code_is_given_to_one_account_only(tx: Transaction, noon: datetime) -> None:
    assert staff.add_account(tx, "kim", noon)
    assert not staff.add_account(tx, "kim", noon + MINUTE)
    found = staff.account(tx, "kim", lock=True)
    assert found == staff.Account("kim", "invited", 0, noon, noon)
    assert staff.account(tx, "nobody") is None


def test_accounts_are_listed_by_code(tx: Transaction, noon: datetime) -> None:
    for code in ("tess", "kim"):
        staff.add_account(tx, code, noon)
    staff.lock_accounts(tx)
    assert [account.code for account in staff.accounts(tx)] == ["kim", "tess"]


def test_an_account_changes_its_state(tx: Transaction, noon: datetime, kim: str) -> None:
    staff.set_account_state(tx, kim, "active", noon + MINUTE)
    found = staff.account(tx, kim)
    assert found is not None
    assert (found.state, found.made_at, found.changed_at) == ("active", noon, noon + MINUTE)
    with pytest.raises(UnknownSubjectError):
        staff.set_account_state(tx, "nobody", "active", noon)


def test_a_time_step_is_taken_once_and_none_before_it(tx: Transaction, kim: str) -> None:
    assert [staff.take_step(tx, kim, step) for step in (7, 7, 6, 8)] == [True, False, False, True]
    assert not staff.take_step(tx, "nobody", 9)


def test_a_time_step_is_taken_once_by_workers_at_the_same_time(records: Database, noon: datetime) -> None:
    with records.write() as tx:
        staff.add_account(tx, "kim", noon)

    def take(_: int) -> bool:
        with records.write() as tx:
            return staff.take_step(tx, "kim", 7)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(16))) == 1


def test_a_role_holds_until_it_is_ended_and_what_was_is_kept(tx: Transaction, noon: datetime, kim: str) -> None:
    staff.grant(tx, staff=kim, role="nurse", site="bristol", by="tess", at=noon)
    staff.grant(tx, staff=kim, role="researcher", site="", by="tess", at=noon)
    first, second = staff.grants_of(tx, kim)
    assert (first.role, first.site, first.granted_by, second.site) == ("nurse", "bristol", "tess", "")
    assert not staff.end_grant(tx, first.id, staff="somebody", by="tess", at=noon)
    assert staff.end_grant(tx, first.id, staff=kim, by="tess", at=noon + MINUTE)
    assert not staff.end_grant(tx, first.id, staff=kim, by="tess", at=noon + MINUTE)
    assert staff.grants_of(tx, kim) == [second]
    ended = tx.connection.exec_driver_sql("SELECT ended_by FROM staff_grants ORDER BY id").scalars().all()
    assert ended == ["tess", None]


def test_what_is_noted_of_somebody_is_kept_in_order(tx: Transaction, noon: datetime, kim: str) -> None:
    notes = [
        StaffStatement(kim, "training", "sdq", "done", date(2026, 3, 1), "tess", noon),
        StaffStatement(kim, "assessor_blind", "", "yes", date(2026, 3, 2), "tess", noon + MINUTE),
    ]
    for note in notes:
        staff.note(tx, note)
    assert staff.statements_of(tx, kim) == notes
    assert staff.statements_of(tx, "nobody") == []


def test_a_recovery_code_is_used_once_and_new_ones_replace_the_old(tx: Transaction, noon: datetime, kim: str) -> None:
    staff.replace_recovery_codes(tx, kim, ["a", "b"], noon)
    assert staff.recovery_codes_left(tx, kim) == 2
    assert [staff.use_recovery_code(tx, kim, digest, noon) for digest in ("a", "a", "c")] == [True, False, False]
    assert staff.recovery_codes_left(tx, kim) == 1
    staff.replace_recovery_codes(tx, kim, ["d"], noon)
    assert not staff.use_recovery_code(tx, kim, "b", noon)
    assert staff.use_recovery_code(tx, kim, "d", noon)


def test_a_passkey_belongs_to_one_person(tx: Transaction, noon: datetime, kim: str) -> None:
    staff.add_account(tx, "tess", noon)
    key = Passkey("credential", kim, "public", 0, "phone", noon, None)
    assert staff.add_passkey(tx, key)
    assert not staff.add_passkey(tx, Passkey("credential", "tess", "public", 0, "phone", noon, None))
    staff.note_passkey_used(tx, "credential", 3, noon + MINUTE)
    (found,) = staff.passkeys_of(tx, kim)
    assert (found.sign_count, found.used_at) == (3, noon + MINUTE)
    assert not staff.remove_passkey(tx, "tess", "credential")
    assert staff.remove_passkey(tx, kim, "credential")
    assert staff.passkeys_of(tx, kim) == []


def test_every_way_in_of_one_person_can_be_forgotten_at_once(tx: Transaction, noon: datetime, kim: str) -> None:
    staff.add_account(tx, "tess", noon)
    for code in (kim, "tess"):
        staff.replace_recovery_codes(tx, code, ["a"], noon)
        staff.add_passkey(tx, Passkey(f"of {code}", code, "public", 0, "phone", noon, None))
    staff.forget_ways_in(tx, kim)
    assert (staff.recovery_codes_left(tx, kim), staff.passkeys_of(tx, kim)) == (0, [])
    assert (staff.recovery_codes_left(tx, "tess"), len(staff.passkeys_of(tx, "tess"))) == (1, 1)


def test_a_session_is_ended_by_its_name_and_only_by_its_owner(tx: Transaction, noon: datetime) -> None:
    tokens = [access.start_session(tx, subject="kim", role="staff", at=noon) for _ in range(3)]
    theirs = access.start_session(tx, subject="tess", role="staff", at=noon)
    found = access.session(tx, tokens[0], noon)
    assert found is not None
    assert not staff.end_one_session(tx, "tess", found.token_hash)
    assert staff.end_one_session(tx, "kim", found.token_hash)
    assert access.session(tx, tokens[0], noon) is None
    assert staff.end_other_sessions(tx, "kim", tokens[1]) == 1
    assert [access.session(tx, token, noon) is not None for token in (*tokens, theirs)] == [False, True, False, True]


def test_a_guess_that_was_right_is_given_back(tx: Transaction, noon: datetime) -> None:
    counts = [guesses.count_guess(tx, "door", QUARTER, noon + n * MINUTE) for n in range(3)]
    guesses.give_back(tx, "door", QUARTER, noon + 2 * MINUTE)
    guesses.give_back(tx, "other", QUARTER, noon)
    assert counts == [1, 2, 3]
    assert guesses.look(tx, "door", noon + 2 * MINUTE) == guesses.Counted(2, noon + QUARTER)
    assert guesses.look(tx, "door", noon + QUARTER) is None


def test_a_window_that_began_after_the_guess_keeps_its_count(tx: Transaction, noon: datetime) -> None:
    guesses.count_guess(tx, "door", QUARTER, noon)
    guesses.count_guess(tx, "door", QUARTER, noon + QUARTER)
    guesses.give_back(tx, "door", QUARTER, noon)
    found = guesses.look(tx, "door", noon + QUARTER)
    assert found is not None
    assert found.count == 1


def test_no_counter_falls_below_nothing(tx: Transaction, noon: datetime) -> None:
    guesses.count_guess(tx, "door", QUARTER, noon)
    for _ in range(3):
        guesses.give_back(tx, "door", QUARTER, noon)
    assert guesses.count_guess(tx, "door", QUARTER, noon) == 1


def test_counters_are_forgotten_by_their_keys(tx: Transaction, noon: datetime) -> None:
    for key in ("door", "window", "gate"):
        guesses.count_guess(tx, key, QUARTER, noon)
    guesses.forget(tx, ["door", "window"])
    assert [guesses.look(tx, key, noon) is None for key in ("door", "window", "gate")] == [True, True, False]
