"""E-mail addresses as people type them."""

import re

from alongside.core.definitions.errors import AlongsideError

LONGEST = 254
"""Letters, after RFC 5321."""
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@(?:[^\s@<>\"(),:;\\\[\]._]+\.)+[^\s@<>\"(),:;\\\[\]._]{2,}")


class EmailAddressError(AlongsideError):
    """What was typed cannot be an e-mail address. The address itself is not repeated, in no log."""

    for_people = "errors.contact_email_wrong"


def normalise_email(typed: str) -> str:
    """Return the address without space around it; the part after the @ in small letters.

    Whether somebody reads it only they can tell: no address is refused for looking unusual.

    Raises:
        EmailAddressError: it has no one @ between a name and a place with a dot, or is too long.
    """
    tidy = typed.strip()
    name, _, place = tidy.rpartition("@")
    if len(tidy) > LONGEST or not tidy.isprintable() or not _ADDRESS.fullmatch(tidy) or ".." in name:
        raise EmailAddressError("The e-mail address cannot be read.")
    return f"{name}@{place.lower()}"
