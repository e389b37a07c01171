"""How members of staff sign in: a password, then a second way; wrong tries are counted where every worker sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct import staff_vault
from alongside.core.conduct.arriving import SOMEBODY
from alongside.core.conduct.clock import A_DAY
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.credentials import one_time, passwords, recovery
from alongside.core.definitions.errors import AlongsideError
from alongside.core.storage import access, audit, guesses, staff
from alongside.core.storage.database import Transaction

SECOND = "staff_second"
"""The role of a session whose password was right, and which shows nothing until the second way was."""
TIME_FOR_SECOND = timedelta(minutes=10)
Limit = tuple[int, timedelta]
LIMITS: tuple[Limit, ...] = ((5, timedelta(minutes=15)), (20, A_DAY))
"""So many wrong tries in such a time close an account to further ones, which are not even looked at. A try that was
turned away by the first counts nowhere else."""


CLOSED = "sign-ins closed"
CLOSED_A_DAY = 100
"""So many closings of addresses that nobody has are put on record in a day, so that guesses do not fill it."""


class NotAdmittedError(AlongsideError):
    """The account is not in use, or what was begun in this browser has run out."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """E-mail address, password, code or account: which of them is not said."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """Too many wrong tries: whatever was typed was not looked at."""


@dataclass(frozen=True, slots=True)
class NotWaiting:
    """No password was given in this browser, or too long ago."""


def try_password(services: Services, token: str, email: str, password: str) -> str | Wrong | TooMany:
    """Compare a password; return the token of the session that waits for the second way.

    The try is counted before it is judged, in a transaction of its own, so that tries at the same time get no more
    looks than tries one after another. A right one is given back.
    """
    now = services.clock.now()
    used_up = count_try(services, email, now)
    if used_up is None:
        return TooMany()
    with services.vault.read() as sealed:
        code = staff_vault.code_of(services, sealed, email)
        kept = staff_vault.fields(services, sealed, code) if code is not None else {}
    hashed = kept.get("password")
    if not passwords.matches(hashed, password) or code is None or hashed is None:
        if used_up:
            with services.records.write() as tx:
                note_closed(tx, code, used_up, now)
        return Wrong()
    new_hash = passwords.hash_password(password) if passwords.needs_new_hash(hashed) else ""
    with services.records.write() as tx, services.vault.write() as sealed:
        account = staff.account(tx, code, lock=True)
        is_as_read = staff_vault.fields(services, sealed, code).get("password") == hashed
        if account is None or account.state != "active" or not is_as_read:
            note_closed(tx, code, used_up, now)
            return Wrong()
        if new_hash:
            staff_vault.put(services, sealed, code, {"password": new_hash}, now)
        give_back(tx, email, now)
        access.end_session(tx, token)
        return access.start_session(tx, subject=code, role=SECOND, at=now, sign_in_method="password")


def waiting_for_second(services: Services, token: str) -> str | None:
    """Return whose password was given in this browser within ten minutes and who has still to give the second way."""
    with services.records.read() as tx:
        return _waiting(services, tx, token)


def try_second(services: Services, token: str, typed: str) -> str | Wrong | TooMany | NotWaiting:
    """Compare a one-time code or a recovery code, each good for once; return the token of the session that begins.

    Wrong ones count together with wrong passwords.
    """
    now = services.clock.now()
    code = waiting_for_second(services, token)
    if code is None:
        return NotWaiting()
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    used_up = count_try(services, kept["email"], now)
    if used_up is None:
        return TooMany()
    with services.records.write() as tx:
        account = staff.account(tx, code, lock=True)
        if account is None or account.state != "active" or _waiting(services, tx, token) != code:
            return NotWaiting()
        if take_one_time_code(services, tx, code, kept.get("totp", ""), typed):
            method = "password_and_code"
        elif staff.use_recovery_code(tx, code, recovery.digest(typed, owner=code, secret=services.secret), now):
            method = "password_and_recovery"
        else:
            note_closed(tx, code, used_up, now)
            return Wrong()
        give_back(tx, kept["email"], now)
        return _admit(services, tx, code, token=token, method=method)


def take_one_time_code(services: Services, tx: Transaction, code: str, secret: str, typed: str) -> bool:
    """Say whether this is a one-time code of now that was not used before; it is used up."""
    step = one_time.step_of(secret, "".join(typed.split()), services.clock.now()) if secret else None
    return step is not None and staff.take_step(tx, code, step)


def complete(services: Services, code: str, *, token: str, method: str, only_if_waiting: bool = False) -> str:
    """Begin a session of a member of staff who has shown who they are, and return its token.

    `token` is what the browser holds now: worth nothing afterwards. `method` names the way for the person's own list.
    `only_if_waiting` looks once more whether the first step still holds: to judge the second takes a while.

    Raises:
        NotAdmittedError: the account is not in use, or the first step does not hold any more.
    """
    with services.records.write() as tx:
        if only_if_waiting:
            staff.account(tx, code, lock=True)  # what ends the first step holds it, and comes before or after
            if _waiting(services, tx, token) != code:
                raise NotAdmittedError("the first step was ended meanwhile")
        return _admit(services, tx, code, token=token, method=method)


def count_try(services: Services, email: str, now: datetime) -> tuple[Limit, ...] | None:
    """Count one more try under an e-mail address, whether anybody has it or not; None = it must not be looked at.

    What comes back are the limits that this try, if it is wrong, has used up: `note_closed` puts them on record.
    """
    used_up = []
    with services.records.write() as tx:
        for key, (most, window) in zip(keys_of(email), LIMITS, strict=True):
            count = guesses.count_guess(tx, key, window, now)
            if count > most:
                return None
            if count == most:
                used_up.append((most, window))
    return tuple(used_up)


def note_closed(tx: Transaction, code: str | None, used_up: tuple[Limit, ...], now: datetime) -> None:
    """Put on record that wrong tries closed a sign-in, with the same work whether anybody has the address or not.

    An address that somebody has is closed five times a day at most; of all others together `CLOSED_A_DAY` are noted.
    """
    for most, window in used_up:
        is_noted = guesses.count_guess(tx, CLOSED, A_DAY, now) <= CLOSED_A_DAY
        if code is not None or is_noted:
            details = {"tries": str(most), "minutes": str(int(window.total_seconds() // 60))}
            audit.append(tx, audit.AuditEvent("sign_in_closed", SOMEBODY, code or SOMEBODY, details), now)


def give_back(tx: Transaction, email: str, counted_at: datetime) -> None:
    """Take back a try that was right."""
    for key, (_, window) in zip(keys_of(email), LIMITS, strict=True):
        guesses.give_back(tx, key, window, counted_at)


def forget_tries(tx: Transaction, email: str) -> None:
    """Open an account to tries again; what comes afterwards is counted from the beginning."""
    guesses.forget(tx, keys_of(email))


def closed_until(tx: Transaction, email: str, now: datetime) -> datetime | None:
    """Return until when tries are turned away; None when they are looked at."""
    looked = [(guesses.look(tx, key, now), most) for key, (most, _) in zip(keys_of(email), LIMITS, strict=True)]
    return max((found.until for found, most in looked if found is not None and found.count >= most), default=None)


def keys_of(email: str) -> tuple[str, ...]:
    """Return the names of an address's counters, one a limit."""
    address = staff_vault.same_for_all_spellings(email)
    return tuple(f"staff:{window}:{address}" for _, window in LIMITS)


def _waiting(services: Services, tx: Transaction, token: str) -> str | None:
    now = services.clock.now()
    held = access.session(tx, token, now, idle=TIME_FOR_SECOND, absolute=TIME_FOR_SECOND)
    return held.subject if held is not None and held.role == SECOND else None


def _admit(services: Services, tx: Transaction, code: str, *, token: str, method: str) -> str:
    now = services.clock.now()
    account = staff.account(tx, code, lock=True)
    if account is None or account.state != "active":
        raise NotAdmittedError("this account is not in use")
    access.end_session(tx, token)
    new = access.start_session(tx, subject=code, role=STAFF, at=now, sign_in_method=method)
    audit.append(tx, audit.AuditEvent("signed_in", code, code, {"role": STAFF, "by": method}), now)
    return new
