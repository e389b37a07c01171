"""The way in: a link that only identifies, a code that opens, and a session that locks when it is left alone."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.core.conduct.people import FAMILY, Acting, needs_from
from alongside.core.conduct.sending import CODE_PURPOSE, LINK_KIND, queue_message, send_due
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage import access, audit, families

PENDING = "pending"
STAFF_LINK = "staff_way_in"
DEMONSTRATION_CODE = "demonstration"
"""The purpose of the demonstration's codes, which do not expire; outside the demonstration none is ever looked at."""
CODES_AN_HOUR = 6
LONG_KEEP = timedelta(days=90)
"""A locked page still knows whose it is for so long: one code, and the person is back at the same question."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session in use."""

    acting: Acting


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is known by a link, or whose session locked, and who still has to give a code."""

    subject: str
    was_locked: bool


Presence = SignedIn | Waiting | None


def find_link(services: Services, token: str) -> access.Link | access.Expired | None:
    """Return whom a link is for. Looking changes nothing: previews and scanners leave no trace."""
    with services.records.read() as tx:
        found = access.find_link(tx, token, services.clock.now())
    is_ours = isinstance(found, access.Link | access.Expired) and found.kind in {LINK_KIND, STAFF_LINK}
    return found if is_ours else None


def begin_waiting(services: Services, subject: str) -> str:
    """Remember for whom a code is wanted; return the token of the waiting session."""
    now = services.clock.now()
    with services.records.write() as tx:
        return access.start_session(tx, subject=subject, role=PENDING, at=now)


def send_code(services: Services, subject: str) -> bool:
    """Send a code to the safe number, at any hour; return False when too many were asked for within an hour."""
    now = services.clock.now()
    with services.vault.read() as sealed, services.records.write() as tx:
        if access.count_guess(tx, f"code:{subject}", timedelta(hours=1), now) > CODES_AN_HOUR:
            return False
        if families.participant(tx, subject) is not None:
            queue_message(
                services,
                tx,
                sealed,
                subject,
                MessageReason.CODE,
                period=now.isoformat(),
                expires_at=now + timedelta(minutes=10),
            )
    send_due(services, worker="code")
    return True


def try_code(
    services: Services, token: str, subject: str, code: str
) -> str | access.CodeWrong | access.CodeExpired | access.CodeLocked:
    """Exchange a code for a new session and return its token, or say why not. The old token is worth nothing afterwards."""
    now = services.clock.now()
    tidy = "".join(code.split()).upper()
    with services.records.write() as tx:
        result = access.check_code(tx, subject, CODE_PURPOSE, tidy, now, services.secret)
        if services.settings.demonstration and not isinstance(result, access.CodeAccepted):
            kept = access.check_code(tx, subject, DEMONSTRATION_CODE, tidy, now, services.secret)
            result = kept if isinstance(kept, access.CodeAccepted) else result
        if not isinstance(result, access.CodeAccepted):
            return result
        access.end_session(tx, token)
        role = _role(services, subject) or FAMILY
        audit.append(tx, audit.AuditEvent("signed_in", subject, subject, {"role": role, "by": "code"}), now)
        return access.start_session(tx, subject=subject, role=role, at=now, sign_in_method="link and code")


def _role(services: Services, subject: str) -> str | None:
    return services.settings.staff.get(subject)


def who_is_there(services: Services, token: str) -> Presence:
    """Return who holds this session token. A session left alone for too long is locked, not lost."""
    now = services.clock.now()
    idle = timedelta(minutes=services.settings.idle_minutes)
    with services.records.read() as tx:
        kept = access.session(tx, token, now, idle=LONG_KEEP, absolute=LONG_KEEP)
        if kept is None:
            return None
        if kept.role == PENDING:
            return Waiting(kept.subject, was_locked=False)
        if now - kept.seen_at > idle or now - kept.started_at > timedelta(hours=services.settings.session_hours):
            return Waiting(kept.subject, was_locked=True)
        is_family = kept.role == FAMILY
        needs = needs_from(families.preferences(tx, kept.subject)) if is_family else NeedsProfile()
    if now - kept.seen_at > idle / 10:
        with services.records.write() as tx:
            access.touch(tx, token, now)
    return SignedIn(Acting(kept.subject, kept.role, needs))


def needs_of(services: Services, subject: str) -> NeedsProfile:
    """Return the needs profile of a family member; staff have the default one."""
    with services.records.read() as tx:
        if families.participant(tx, subject) is None:
            return NeedsProfile()
        return needs_from(families.preferences(tx, subject))


def leave(services: Services, token: str) -> None:
    """End a session at once; everything answered is kept."""
    with services.records.write() as tx:
        access.end_session(tx, token)
