"""Equal values have equal text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.storage.canonical import canonical_json, sha256_of

VALUES = st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=9), st.integers(), st.none()), max_size=5)


@given(VALUES)
def test_the_order_of_writing_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))

    assert canonical_json(turned) == canonical_json(value)
    assert json.loads(canonical_json(value)) == value


def test_letters_stay_letters_and_nothing_is_put_between() -> None:
    assert canonical_json({"ż": 1, "a": ["گ", None]}) == '{"a":["گ",null],"ż":1}'


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_the_digest_is_the_published_one() -> None:
    # FIPS 180-4, example "abc"
    assert sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
