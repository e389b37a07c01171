"""How a member of staff sets an account up, the first time or after a reset: link, password, one-time codes, signed in.

A link only identifies: looking at it changes nothing, and it works until the account is set up. What is chosen on the
way is kept aside under the browser it was chosen in; an account comes into use in one step, with its first one-time code.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct import signing_in, staff_vault
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.credentials import one_time, passwords, recovery
from alongside.core.storage import access, audit, staff
from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction

SET_UP = "staff_set_up"
"""The kind of the links, and the role of the sessions, with which an account is set up."""
LINK_LASTS = timedelta(hours=48)
TIME_TO_SET_UP = timedelta(hours=1)
PENDING = "totp_pending"
RESET = "reset"
"""The field of an account that has to be set up anew: until then an organisation brings nobody in. `confirm` clears it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What an app for one-time codes has to be told: as a picture holds it, and to be typed."""

    address: str
    typed: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """An account has come into use: the token of its first session, and the recovery codes, which are shown once."""

    token: str
    recovery_codes: tuple[str, ...]


def make_link(services: Services, tx: Transaction, code: str, at: datetime) -> str:
    """Return the address with which a person sets the account up; an older one stops working."""
    access.revoke_links(tx, code, at=at, kind=SET_UP)
    token = access.create_link(tx, subject=code, kind=SET_UP, expires_at=at + LINK_LASTS, at=at)
    return f"{services.settings.base_url}/staff/set-up/{token}"


def find_link(services: Services, link: str) -> access.Link | access.Expired | None:
    """Return whom a link is for. Looking changes nothing."""
    with services.records.read() as tx:
        found = access.find_link(tx, link, services.clock.now())
    return found if isinstance(found, access.Link | access.Expired) and found.kind == SET_UP else None


def begin(services: Services, link: str, token: str) -> str | None:
    """Begin to set up in this browser; return the token of its session, or None when the link does not work."""
    found = find_link(services, link)
    if not isinstance(found, access.Link):
        return None
    with services.records.write() as tx:
        account = staff.account(tx, found.subject, lock=True)
        if account is None or account.state != "invited":
            return None
        access.end_session(tx, token)
        return access.start_session(tx, subject=found.subject, role=SET_UP, at=services.clock.now())


def who_sets_up(services: Services, token: str) -> str | None:
    """Return whose account is set up in this browser; None when that was not begun, or too long ago."""
    with services.records.read() as tx:
        return _who(services, tx, token)


def email_of(services: Services, token: str) -> str | None:
    """Return the e-mail address of the account that is set up in this browser."""
    code = who_sets_up(services, token)
    if code is None:
        return None
    with services.vault.read() as sealed:
        return staff_vault.fields(services, sealed, code)["email"]


def choose_password(services: Services, token: str, password: str) -> passwords.Weakness:
    """Keep a password aside until the account comes into use, or say why it will not do.

    Raises:
        NotAdmittedError: nobody sets an account up in this browser.
    """
    code = _who_must(services, token)
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    weakness = passwords.weakness(password, own_words(services, code, kept))
    if weakness:
        return weakness
    chosen = {"session": sha256_of(token), "password": passwords.hash_password(password)}
    # The secret stays when somebody goes back to choose another password: an app may hold it already.
    secret = _pending(kept, token).get("totp") or one_time.new_secret()
    with services.vault.write() as sealed:
        staff_vault.put(services, sealed, code, {PENDING: json.dumps({**chosen, "totp": secret})}, services.clock.now())
    return ""


def secret_of(services: Services, token: str) -> Secret | None:
    """Return what the app has to be told; None while no password was chosen in this browser."""
    code = who_sets_up(services, token)
    if code is None:
        return None
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    secret = _pending(kept, token).get("totp")
    if secret is None:
        return None
    address = one_time.address(secret, account=kept["email"], issuer="Alongside")
    return Secret(address, " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)))


def confirm(services: Services, token: str, typed: str) -> SetUp | None:
    """Take the first one-time code: the account comes into use, and this browser is signed in. None: the code is wrong.

    Tries that were counted against the account are forgotten, so that its owner gets in however many others guessed.

    Raises:
        NotAdmittedError: nobody sets an account up in this browser, or no password was chosen in it.
    """
    code = _who_must(services, token)
    now = services.clock.now()
    codes = recovery.make_codes()
    with services.records.write() as tx, services.vault.write() as sealed:
        account = staff.account(tx, code, lock=True)
        kept = staff_vault.fields(services, sealed, code)
        chosen = _pending(kept, token)
        if account is None or account.state != "invited" or _who(services, tx, token) != code or not chosen:
            raise signing_in.NotAdmittedError("this account is not being set up in this browser")
        step = one_time.step_of(chosen["totp"], typed, now)
        if step is None:
            return None
        staff.take_step(tx, code, step)
        ways = {"password": chosen["password"], "totp": chosen["totp"]}
        staff_vault.keep_only(services, sealed, code, {field: kept[field] for field in staff_vault.WHO} | ways, now)
        staff.forget_ways_in(tx, code)
        digests = [recovery.digest(one, owner=code, secret=services.secret) for one in codes]
        staff.replace_recovery_codes(tx, code, digests, now)
        staff.set_account_state(tx, code, "active", now)
        access.revoke_links(tx, code, at=now, kind=SET_UP)
        access.end_all(tx, code)
        signing_in.forget_tries(tx, kept["email"])
        new = access.start_session(tx, subject=code, role=STAFF, at=now, sign_in_method="set_up")
        audit.append(tx, audit.AuditEvent("staff_set_up", code, code), now)
    return SetUp(new, codes)


def own_words(services: Services, code: str, kept: dict[str, str]) -> tuple[str, ...]:
    """Return what others know of a person and the place: a password made of it is easily guessed."""
    return (code, kept["name"], kept["email"], "alongside", services.study.code, services.study.title)


def _who_must(services: Services, token: str) -> str:
    code = who_sets_up(services, token)
    if code is None:
        raise signing_in.NotAdmittedError("nobody sets an account up in this browser")
    return code


def _who(services: Services, tx: Transaction, token: str) -> str | None:
    now = services.clock.now()
    held = access.session(tx, token, now, idle=TIME_TO_SET_UP, absolute=TIME_TO_SET_UP)
    return held.subject if held is not None and held.role == SET_UP else None


def _pending(kept: dict[str, str], token: str) -> dict[str, str]:
    """Return what was chosen in this browser; what was chosen in another is nothing to it."""
    chosen: dict[str, str] = json.loads(kept.get(PENDING, "{}"))
    return chosen if chosen.get("session") == sha256_of(token) else {}
