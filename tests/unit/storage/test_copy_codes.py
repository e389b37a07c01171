"""The code of a copy is the beginning of a record's hash, written so that people can type it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from alongside.core.storage.copy_codes import HEX_DIGITS, _hex_digits, code_of

HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(HASHES)
def test_a_code_stands_for_the_first_eighty_bits_of_the_hash(record_hash: str) -> None:
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}\.){3}[0-9A-HJKMNP-TV-Z]{4}", code_of(record_hash))
    assert _hex_digits(code_of(record_hash)) == record_hash[:HEX_DIGITS]


@given(HASHES)
def test_a_code_may_be_typed_in_small_letters_with_what_looks_alike(record_hash: str) -> None:
    typed = code_of(record_hash).lower().replace(".", " ").replace("0", "o").replace("1", "l")
    assert _hex_digits(typed) == record_hash[:HEX_DIGITS]


@given(st.text(max_size=40))
def test_what_is_no_code_stands_for_no_record(typed: str) -> None:
    digits = _hex_digits(typed)
    assert len(digits) == HEX_DIGITS
    assert re.fullmatch(r"[0-9a-f]+|x+", digits)
