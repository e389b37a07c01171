"""What a member of staff does with their own account: sessions, password, recovery codes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct import signing_in, staff_vault
from alongside.core.conduct.people import STAFF
from alongside.core.conduct.services import Services
from alongside.core.conduct.setting_up import own_words
from alongside.core.conduct.signing_in import TooMany, Wrong
from alongside.core.credentials import passwords, recovery
from alongside.core.storage import access, audit, staff
from alongside.core.storage.canonical import sha256_of
from alongside.core.storage.database import Transaction

LATELY = timedelta(minutes=10)
"""So long after signing in is believed who has no app for one-time codes to be asked."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of a person's sessions. `name` says which it is and admits nobody; `way` is how it was begun."""

    name: str
    way: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class TooLongAgo:
    """Somebody without an app for one-time codes signed in too long ago to be believed without signing in again."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What a person sees of their own account; `roles` are pairs of a title and a site's title, "" = every site."""

    name: str
    email: str
    has_password: bool
    codes_left: int
    roles: tuple[tuple[str, str], ...]
    sessions: tuple[OpenSession, ...]
    passkeys: tuple[staff.Passkey, ...]


def own_account(services: Services, code: str, token: str) -> OwnAccount:
    """Return somebody's own account, as they see it in this browser."""
    now = services.clock.now()
    idle = timedelta(minutes=services.settings.idle_minutes)
    absolute = timedelta(hours=services.settings.session_hours)
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    with services.records.read() as tx:
        return OwnAccount(
            kept.get("name", ""),
            kept.get("email", ""),
            has_password="password" in kept,
            codes_left=staff.recovery_codes_left(tx, code),
            roles=tuple(role_and_site(services, held) for held in staff.grants_of(tx, code)),
            sessions=tuple(
                OpenSession(
                    one.token_hash,
                    one.sign_in_method,
                    one.started_at,
                    one.seen_at,
                    is_this=one.token_hash == sha256_of(token),
                )
                for one in access.sessions_of(tx, code)
                if one.role == STAFF and now - one.seen_at <= idle and now - one.started_at <= absolute
            ),
            passkeys=tuple(staff.passkeys_of(tx, code)),
        )


def email_of(services: Services, code: str) -> str:
    """Return the e-mail address that somebody signs in with."""
    with services.vault.read() as sealed:
        return staff_vault.fields(services, sealed, code)["email"]


def role_and_site(services: Services, held: staff.GrantHeld) -> tuple[str, str]:
    """Return the titles of a role that is held and of its site; a code stands for what the study does not have any more."""
    role = services.study.role(held.role)
    sites = {site.code: site.title for site in services.study.sites}
    return role.title if role is not None else held.role, sites.get(held.site, held.site)


def end_session(services: Services, code: str, name: str) -> bool:
    """End one of a person's sessions, by its name; False when they have none of this name."""
    with services.records.write() as tx:
        ended = staff.end_one_session(tx, code, name)
        if ended:
            audit.append(tx, audit.AuditEvent("session_ended", code, code, {"ended": "1"}), services.clock.now())
    return ended


def end_other_sessions(services: Services, code: str, token: str) -> None:
    """End all of a person's sessions but the one in this browser."""
    with services.records.write() as tx:
        ended = staff.end_other_sessions(tx, code, token)
        if ended:
            audit.append(tx, audit.AuditEvent("session_ended", code, code, {"ended": str(ended)}), services.clock.now())


def has_app(services: Services, code: str) -> bool:
    """Say whether somebody has an app for one-time codes."""
    with services.vault.read() as sealed:
        return "totp" in staff_vault.fields(services, sealed, code)


def session_here(services: Services, tx: Transaction, code: str, token: str) -> access.Session | None:
    """Return the session of this browser, unless it or the account was closed meanwhile; nobody closes either now."""
    account = staff.account(tx, code, lock=True)
    idle = timedelta(minutes=services.settings.idle_minutes)
    absolute = timedelta(hours=services.settings.session_hours)
    held = access.session(tx, token, services.clock.now(), idle=idle, absolute=absolute)
    if account is None or account.state != "active" or held is None or (held.subject, held.role) != (code, STAFF):
        return None
    return held


def show_again(services: Services, code: str, token: str, typed: str) -> Wrong | TooMany | TooLongAgo | None:
    """Ask who is signed in for a one-time code, before something is added with which they can come in.

    Who has no app must have signed in lately. Wrong tries count as elsewhere.
    """
    now = services.clock.now()
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    if "totp" not in kept:
        with services.records.write() as tx:
            session = session_here(services, tx, code, token)
        return None if session is not None and now - session.started_at <= LATELY else TooLongAgo()
    used_up = signing_in.count_try(services, kept["email"], now)
    if used_up is None:
        return TooMany()
    with services.records.write() as tx:
        is_here = session_here(services, tx, code, token) is not None
        if not is_here or not signing_in.take_one_time_code(services, tx, code, kept["totp"], typed):
            signing_in.note_closed(tx, code, used_up, now)
            return Wrong()
        signing_in.give_back(tx, kept["email"], now)
    return None


def make_recovery_codes(services: Services, code: str, token: str, typed: str) -> tuple[str, ...] | Wrong | TooMany:
    """Make new recovery codes for who gives a one-time code; the old ones stop working. Wrong tries count as elsewhere."""
    now = services.clock.now()
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    used_up = signing_in.count_try(services, kept["email"], now)
    if used_up is None:
        return TooMany()
    codes = recovery.make_codes()
    with services.records.write() as tx:
        is_here = session_here(services, tx, code, token) is not None
        if not is_here or not signing_in.take_one_time_code(services, tx, code, kept.get("totp", ""), typed):
            signing_in.note_closed(tx, code, used_up, now)
            return Wrong()
        signing_in.give_back(tx, kept["email"], now)
        digests = [recovery.digest(one, owner=code, secret=services.secret) for one in codes]
        staff.replace_recovery_codes(tx, code, digests, now)
        audit.append(tx, audit.AuditEvent("recovery_codes_made", code, code), now)
    return codes


def change_password(
    services: Services, code: str, token: str, present: str, new: str
) -> Wrong | TooMany | passwords.Weakness:
    """Change a password for who gives the present one, and end every other session; "" when it was done."""
    now = services.clock.now()
    with services.vault.read() as sealed:
        kept = staff_vault.fields(services, sealed, code)
    weakness = passwords.weakness(new, own_words(services, code, kept))
    if weakness:
        return weakness
    used_up = signing_in.count_try(services, kept["email"], now)
    if used_up is None:
        return TooMany()
    if not passwords.matches(kept.get("password"), present):
        if used_up:
            with services.records.write() as tx:
                signing_in.note_closed(tx, code, used_up, now)
        return Wrong()
    hashed = passwords.hash_password(new)
    with services.records.write() as tx, services.vault.write() as sealed:
        account = staff.account(tx, code, lock=True)
        is_as_read = staff_vault.fields(services, sealed, code).get("password") == kept["password"]
        if account is None or account.state != "active" or not is_as_read:
            return Wrong()
        staff_vault.put(services, sealed, code, {"password": hashed}, now)
        staff.end_other_sessions(tx, code, token)
        signing_in.give_back(tx, kept["email"], now)
        audit.append(tx, audit.AuditEvent("password_changed", code, code), now)
    return ""
