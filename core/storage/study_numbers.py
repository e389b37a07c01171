"""Study numbers: a site's prefix, a running number and a check letter, as in `BR0012K`; a child's is `BR0012K-1`."""

import re

from alongside.core.storage.errors import SitePrefixError

CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""23 letters (a prime number): no I, O or U, which are misread."""

_NUMBER = re.compile(r"([A-Z]{1,5}[0-9]{4,})([A-Z])(-[1-9][0-9]*)?")


def study_number(prefix: str, running: int) -> str:
    """Return the study number; the check letter finds any one wrong digit and any two neighbours swapped.

    Raises SitePrefixError unless the prefix is one to four capital letters (`F` may follow, for a family).
    """
    if not re.fullmatch("[A-Z]{1,5}", prefix):
        raise SitePrefixError("a site's prefix for study numbers must be one to four capital letters, A to Z")
    body = f"{prefix}{running:04d}"
    return body + _check_letter(body)


def child_number(participant: str, position: int) -> str:
    """Return the number of a participant's first (1), second (2), ... child."""
    return f"{participant}-{position}"


def is_study_number(text: str) -> bool:
    """Say whether this could be a study number or a child's number: right shape and right check letter."""
    match = _NUMBER.fullmatch(text)
    return match is not None and match[2] == _check_letter(match[1])


def _check_letter(body: str) -> str:
    # 36 mod 23 is 13: every weight 13^k and every difference of neighbouring weights is prime to 23.
    return CHECK_LETTERS[int(body, 36) % len(CHECK_LETTERS)]
