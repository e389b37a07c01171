from unicodedata import normalize

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.credentials import passwords

GOOD = "otter kettle violet ladder"


def test_a_password_matches_its_own_hash_and_no_other_does() -> None:
    kept = passwords.hash_password(GOOD)
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, GOOD)
    assert not passwords.matches(kept, GOOD + " ")
    assert not passwords.matches(kept, GOOD.upper())


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password(GOOD) != passwords.hash_password(GOOD)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
@settings(max_examples=5, deadline=None)
def test_a_password_is_the_same_in_each_way_that_keyboards_write_it(password: str) -> None:
    kept = passwords.hash_password(normalize("NFD", password))
    assert passwords.matches(kept, normalize("NFC", password))


def test_an_unknown_account_matches_nothing_and_a_broken_hash_neither() -> None:
    assert not passwords.matches(None, GOOD)
    assert not passwords.matches("", GOOD)
    assert not passwords.matches("$argon2id$broken", GOOD)


def test_what_an_unknown_account_is_compared_with_takes_as_much_work_as_a_new_hash() -> None:
    assert not passwords.needs_new_hash(passwords._NOBODY)
    assert not passwords.needs_new_hash(passwords.hash_password(GOOD))


def test_a_hash_of_weaker_parameters_is_to_be_made_again() -> None:
    assert passwords.needs_new_hash(PasswordHasher(time_cost=1, memory_cost=1024).hash(GOOD))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too_short"),
        ("x7!kQp2#mZ9", "too_short"),
        ("ﬁ" * 5, "too_short"),
        ("otter kettle " * 10, "too_long"),
        ("password1234", "guessable"),
        ("aaaaaaaaaaaaaaaa", "guessable"),
        ("qwertyuiop123", "guessable"),
        (GOOD, ""),
        (GOOD.ljust(128, "!"), ""),
    ],
)
def test_a_new_password_is_refused_for_what_is_wrong_with_it(password: str, why: str) -> None:
    assert passwords.weakness(password, ()) == why


def test_a_password_made_of_the_person_s_own_words_is_guessable() -> None:
    assert passwords.weakness("wardhavenmcallister", ()) == ""
    assert passwords.weakness("wardhavenmcallister", ["zofia@wardhaven.example", "McAllister"]) == "guessable"
    assert passwords.weakness("wardhavenmcallister", ()) == ""
