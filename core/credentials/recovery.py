"""Recovery codes: ten, each good once, for the day on which the phone or the passkey is not there."""

import hmac
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""30 letters and digits that are not mistaken for one another when written by hand; 10 of them are 49 random bits."""
HOW_MANY = 10
GROUP = 5


def make_codes() -> tuple[str, ...]:
    """Return ten different codes of two groups of five, to be shown once."""
    made: dict[str, None] = {}
    while len(made) < HOW_MANY:
        made["-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(2))] = None
    return tuple(made)


def digest(code: str, *, owner: str, secret: bytes) -> str:
    """Return what is kept of a code: it differs between owners, and is the same however the code is typed."""
    tidy = "".join(character for character in code.upper() if character.isalnum())
    return hmac.new(secret, f"recovery\0{owner}\0{tidy}".encode(), "sha256").hexdigest()
