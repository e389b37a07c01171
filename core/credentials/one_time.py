"""One-time codes of an app on a person's phone: time-based, RFC 6238, six digits every 30 seconds."""

import hmac
from datetime import datetime

import pyotp

DIGITS = 6
SECONDS = 30
STEPS_EITHER_WAY = 1
"""A phone's clock may be half a minute off, and a code may change while it is typed."""


def new_secret() -> str:
    """Return a new secret of 160 random bits, in base 32."""
    return pyotp.random_base32()


def address(secret: str, *, account: str, issuer: str) -> str:
    """Return the `otpauth:` address that an app reads from a picture."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=SECONDS).provisioning_uri(name=account, issuer_name=issuer)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step whose code this is: the one before, now or after; None when it is the code of none.

    A step is to be kept when it was used, so that its code is not taken twice.
    """
    tidy = "".join(code.split())
    if len(tidy) != DIGITS or not (tidy.isascii() and tidy.isdigit()):
        return None
    generator = pyotp.TOTP(secret, digits=DIGITS, interval=SECONDS)
    this_step = int(now.timestamp()) // SECONDS
    found = None
    # All three are compared, whichever it is: the time taken tells nothing.
    for step in range(this_step - STEPS_EITHER_WAY, this_step + STEPS_EITHER_WAY + 1):
        if hmac.compare_digest(generator.generate_otp(max(step, 0)), tidy):
            found = step
    return found
