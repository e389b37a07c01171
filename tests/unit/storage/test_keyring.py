"""A keyring is complete, keeps its keys out of sight, and values are compared as people write them."""

import pytest

from alongside.core.storage.errors import KeyringError
from alongside.core.storage.vault import Keyring, normalise


@pytest.mark.parametrize(
    ("current", "keys", "index_key"),
    [
        ("2027", {"2026": b"k" * 32}, b"i" * 32),
        ("2026", {"2026": b"k" * 16}, b"i" * 32),
        ("2026", {"2026": b"k" * 32}, b"i" * 31),
        ("2026", {"2026": b"k" * 32}, b"k" * 32),
    ],
)
def test_a_keyring_with_a_missing_short_or_shared_key_is_refused(
    current: str, keys: dict[str, bytes], index_key: bytes
) -> None:
    with pytest.raises(KeyringError):
        Keyring(current, keys, index_key)


def test_a_printed_keyring_shows_no_key() -> None:
    printed = repr(Keyring("2026", {"2026": b"k" * 32}, b"i" * 32))

    assert "kkk" not in printed
    assert "iii" not in printed


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+44 7700 900-123", "447700900123"),
        ("phone", "٠٧٧٠٠", "٠٧٧٠٠ "),
        ("email", "Ann@Example.org", " ann@example.ORG "),
        ("postcode", "zz99 3wz", "ZZ993WZ"),
        ("name", "STRASSE", "straße"),
        ("name", "ﬁona", "Fiona"),
    ],
)
def test_values_written_in_two_ways_are_one(kind: str, one: str, other: str) -> None:
    assert normalise(kind, one) == normalise(kind, other)
