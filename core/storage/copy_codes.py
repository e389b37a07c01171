"""The code on each copy of a consent, by which anybody can ask whether the ledger holds the consent that it is a copy of.

It is the beginning of the record's hash: nobody can guess it, for the hash covers a random request key; it needs no key
of its own, so no change of keys makes a printed copy doubtful; and it comes back with the record from a backup.
"""

import re

from sqlalchemy import select

from alongside.core.storage.consents import hash_of_record
from alongside.core.storage.database import Transaction
from alongside.core.storage.records_tables import consent_records

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are read as something else."""
GROUP, GROUPS = 4, 4
BITS = 5 * GROUP * GROUPS
HEX_DIGITS = BITS // 4
WHOLE_HASH = 64
_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s.-]")
_CODE = re.compile(f"[{LETTERS}]{{{GROUP * GROUPS}}}")


def code_of(record_hash: str) -> str:
    """Return the code of a record, in groups that can be typed: `4F0K.7T9Q.ZZ12.9ABC`. A line never breaks at a full stop."""
    number = int(record_hash[:HEX_DIGITS], 16)
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return ".".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def is_of_a_consent(tx: Transaction, code: str) -> bool:
    """Return whether the ledger holds the signed consent of this code, as it was written.

    Whatever is asked, the same is looked up: only the answer tells a code of ours from another.
    """
    digits = _hex_digits(code)
    rows = tx.connection.execute(
        select(consent_records).where(
            consent_records.c.record_hash.between(digits.ljust(WHOLE_HASH, "0"), digits.ljust(WHOLE_HASH, "f")),
            consent_records.c.kind == "consent",
        )
    ).mappings()
    return any(row["record_hash"] == hash_of_record(dict(row)) for row in rows.all())


def _hex_digits(code: str) -> str:
    """Return the beginning of the hash that a code stands for; a code that is none stands for no record."""
    letters = _BETWEEN.sub("", code).upper().translate(_MISREAD)
    if not _CODE.fullmatch(letters):
        return "x" * HEX_DIGITS
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    return f"{number:0{HEX_DIGITS}x}"
