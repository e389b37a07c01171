from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from alongside.core.credentials import recovery
from alongside.core.storage.access import CODE_LETTERS

SECRET = b"a secret of the test"


def test_ten_different_codes_of_letters_that_are_read_and_written_without_mistake() -> None:
    made = recovery.make_codes()
    assert len(set(made)) == 10
    assert all([len(group) for group in code.split("-")] == [5, 5] for code in made)
    assert set("".join(made)) <= {*CODE_LETTERS, "-"}
    assert recovery.LETTERS == CODE_LETTERS


def test_no_code_is_made_twice() -> None:
    assert len({code for _ in range(50) for code in recovery.make_codes()}) == 500


@given(st.lists(st.sampled_from([" ", "-", ""]), min_size=11, max_size=11), st.sampled_from([str.upper, str.lower]))
def test_a_code_is_the_same_however_it_is_typed(between: list[str], written: Callable[[str], str]) -> None:
    code = "ABCDE-FGH23"
    typed = "".join(letter + gap for letter, gap in zip(code, between, strict=True))
    typed = written(typed)
    assert recovery.digest(typed, owner="kim", secret=SECRET) == recovery.digest(code, owner="kim", secret=SECRET)


def test_what_is_kept_differs_between_codes_owners_and_secrets() -> None:
    kept = {
        recovery.digest(code, owner=owner, secret=secret)
        for code in ("ABCDE-FGH23", "ABCDE-FGH24")
        for owner in ("kim", "nina")
        for secret in (SECRET, b"another")
    }
    assert len(kept) == 8
    assert all(len(digest) == 64 and "ABCDE" not in digest for digest in kept)
