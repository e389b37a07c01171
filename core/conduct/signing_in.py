"""How members of staff sign in: a password, then a second way; wrong tries are counted where every worker sees them."""

from datetime import timedelta

from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.definitions.errors import AlongsideError
from alongside.core.storage import access, audit, staff
from alongside.core.storage.database import Transaction

SECOND = "staff_second"
"""The role of a session whose password was right, and which shows nothing until the second way was."""
TIME_FOR_SECOND = timedelta(minutes=10)


class NotAdmittedError(AlongsideError):
    """The account is not in use, or what was begun in this browser has run out."""


def waiting_for_second(services: Services, token: str) -> str | None:
    """Return whose password was given in this browser within ten minutes and who has still to give the second way."""
    with services.records.read() as tx:
        return _waiting(services, tx, token)


def _waiting(services: Services, tx: Transaction, token: str) -> str | None:
    now = services.clock.now()
    held = access.session(tx, token, now, idle=TIME_FOR_SECOND, absolute=TIME_FOR_SECOND)
    return held.subject if held is not None and held.role == SECOND else None


def complete(services: Services, code: str, *, token: str, method: str) -> str:
    """Begin a session of a member of staff who has shown who they are, and return its token.

    `token` is what the browser holds now: worth nothing afterwards. `method` names the way for the person's own list.

    Raises:
        NotAdmittedError: the account is not in use.
    """
    with services.records.write() as tx:
        return _admit(services, tx, code, token=token, method=method)


def _admit(services: Services, tx: Transaction, code: str, *, token: str, method: str) -> str:
    now = services.clock.now()
    account = staff.account(tx, code, lock=True)
    if account is None or account.state != "active":
        raise NotAdmittedError("this account is not in use")
    access.end_session(tx, token)
    new = access.start_session(tx, subject=code, role=STAFF, at=now, sign_in_method=method)
    audit.append(tx, audit.AuditEvent("signed_in", code, code, {"role": STAFF, "by": method}), now)
    return new
