"""The way in: a link that only identifies, a code that opens, and a session that locks when it is left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.core.conduct.clock import A_DAY
from alongside.core.conduct.people import FAMILY, STAFF, Acting, needs_from, staff_acting
from alongside.core.conduct.sending import (
    CODE_PURPOSE,
    LINK_KIND,
    SPOKEN_PURPOSE,
    keep_safe_contact,
    queue_message,
    safe_contact_of,
    send_due,
)
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage import access, audit, families, guesses, outbox, presence, staff
from alongside.core.storage.database import Transaction

PENDING = "pending"
STAFF_LINK = "staff_way_in"
"""The kind of the demonstration's links for staff; elsewhere staff sign in."""
DEMONSTRATION_CODE = "demonstration"
"""The purpose of the demonstration's codes, which do not expire; outside the demonstration none is ever looked at."""
CODES_AN_HOUR = 6
WRONG_CODES_A_DAY = 20
"""So many wrong tries of texted codes within a day end texted codes for that day: 20 tries are right once in 50,000.

What the team reads out works on: only the holder of a link can guess, and the team knows who rings.
"""
SOMEBODY = "somebody"
"""Who acts in an event when that is not known."""
NOTED_EVERY = 10
"""A page that is looked at again within a tenth of the time after which it locks is not written down: that wears no disk."""
LONG_KEEP = timedelta(days=90)
"""A locked page still knows whose it is for so long: one code, and the person is back at the same question."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session in use. `site` is empty for staff."""

    acting: Acting
    site: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is known by a link, or whose session locked, and who still has to give a code."""

    subject: str
    needs: NeedsProfile
    site: str
    was_locked: bool


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A code was read out to this person, and this is not it; it stays as it is."""


@dataclass(frozen=True, slots=True)
class GuessedAt:
    """Too many wrong codes were tried for this person: texted ones are of no use until a day has passed."""


Refusal = access.CodeWrong | access.CodeExpired | access.CodeLocked | Mistyped | GuessedAt
Presence = SignedIn | Waiting | None


def find_link(services: Services, token: str) -> access.Link | access.Expired | None:
    """Return whom a link is for. Looking changes nothing: previews and scanners leave no trace."""
    with services.records.read() as tx:
        found = access.find_link(tx, token, services.clock.now())
    kinds = {LINK_KIND, STAFF_LINK} if services.settings.demonstration else {LINK_KIND}
    is_ours = isinstance(found, access.Link | access.Expired) and found.kind in kinds
    return found if is_ours else None


def begin_waiting(services: Services, link: access.Link) -> str:
    """Remember for whom a code is wanted, and that the message with this link arrived; return the waiting session's token."""
    now = services.clock.now()
    with services.records.write() as tx:
        if link.message is not None:
            outbox.mark_opened(tx, link.message, at=now)
        return access.start_session(tx, subject=link.subject, role=PENDING, at=now)


def send_code(services: Services, subject: str) -> bool:
    """Send a code to the safe number, at any hour; return False when too many were asked for, or guessed at."""
    now = services.clock.now()
    with services.vault.read() as sealed, services.records.write() as tx:
        if is_guessed_at(tx, subject, now):
            return False
        if guesses.count_guess(tx, f"code:{subject}", timedelta(hours=1), now) > CODES_AN_HOUR:
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
    send_due(services, worker="code", participant=subject)
    return True


def is_guessed_at(tx: Transaction, number: str, now: datetime) -> bool:
    """Say whether so many wrong codes were tried for this person that texted codes are refused now."""
    counted = guesses.look(tx, _guesses_at(number), now)
    return counted is not None and counted.count >= WRONG_CODES_A_DAY


def _guesses_at(number: str) -> str:
    return f"texted:{number}"


def try_code(services: Services, token: str, subject: str, code: str) -> str | Refusal:
    """Exchange a code for a new session and return its token, or say why not. The old token is worth nothing afterwards."""
    now = services.clock.now()
    tidy = "".join(code.split()).upper()
    with services.records.write() as tx:
        # Held before the guesses are counted, so that of many tries at once each sees those before it.
        none_texted = access.hold_code(tx, subject, CODE_PURPOSE, now)
        is_refused = is_guessed_at(tx, subject, now)
        is_texted = none_texted is None and not is_refused
        results = {
            purpose: access.check_code(tx, subject, purpose, tidy, now, services.secret)
            for purpose in _purposes(services, texted=is_texted)
        }
        accepted = [purpose for purpose, result in results.items() if isinstance(result, access.CodeAccepted)]
        if not accepted:
            if is_refused or (is_texted and _count_wrong(tx, subject, now)):
                return GuessedAt()
            return _why_not(none_texted or results[CODE_PURPOSE], results)
        access.end_session(tx, token)
        if CODE_PURPOSE in accepted:
            _note_phone_reached(services, tx, subject, now)
        role = STAFF if staff.account(tx, subject) else FAMILY
        new = access.start_session(tx, subject=subject, role=role, at=now, sign_in_method="link and code")
        audit.append(tx, audit.AuditEvent("signed_in", subject, subject, {"role": role, "by": "code"}), now)
        return new


def _purposes(services: Services, *, texted: bool) -> tuple[str, ...]:
    """A texted code, one that was read out, and in the demonstration the one that was printed."""
    possible = {CODE_PURPOSE: texted, SPOKEN_PURPOSE: True, DEMONSTRATION_CODE: services.settings.demonstration}
    return tuple(purpose for purpose, is_compared in possible.items() if is_compared)


def _count_wrong(tx: Transaction, subject: str, now: datetime) -> bool:
    """Count a texted code that was tried in vain; return True when it was the last try of the day, and note that."""
    if guesses.count_guess(tx, _guesses_at(subject), A_DAY, now) < WRONG_CODES_A_DAY:
        return False
    audit.append(tx, audit.AuditEvent("code_guessing", SOMEBODY, subject, {"tries": str(WRONG_CODES_A_DAY)}), now)
    return True


def _why_not(
    texted: access.CodeAccepted | access.CodeWrong | access.CodeExpired | access.CodeLocked,
    results: Mapping[str, access.CodeAccepted | access.CodeWrong | access.CodeExpired | access.CodeLocked],
) -> Refusal:
    """Return the most telling reason: it is not what was texted, it is not what was read out, or there is none."""
    if isinstance(texted, access.CodeWrong | access.CodeLocked):
        return texted
    return Mistyped() if any(isinstance(one, access.CodeWrong) for one in results.values()) else access.CodeExpired()


def _note_phone_reached(services: Services, tx: Transaction, subject: str, now: datetime) -> None:
    """A code that came back shows that the safe phone still reaches this person: its safety need not be asked yet."""
    person = families.participant(tx, subject)
    if person is None:
        return
    with services.vault.write() as sealed:
        safe = safe_contact_of(services, sealed, subject)
        if safe is not None and safe.known:
            checked = safe.reached({ChannelKind.SMS}, now)
            keep_safe_contact(services, sealed, family=person.family, participant=subject, safe=checked)
            if safe.needs_checking(now, ChannelKind.SMS):  # what waited for this proof need not wait any longer
                outbox.look_again(tx, subject, at=now)


def who_is_there(services: Services, token: str) -> Presence:
    """Return who holds this session token. A family's session left alone for too long is locked, not lost."""
    now = services.clock.now()
    idle = timedelta(minutes=services.settings.idle_minutes)
    with services.records.read() as tx:
        found = presence.find_present(tx, token)
        if found is None or now - found.session.seen_at > LONG_KEEP:
            return None
        kept = found.session
        is_over = now - kept.seen_at > idle or now - kept.started_at > timedelta(hours=services.settings.session_hours)
        if kept.role == STAFF:
            acting = None if is_over else staff_acting(tx, services.study, kept.subject)
        elif kept.role in {FAMILY, PENDING}:
            acting = Acting(
                kept.subject, FAMILY, needs_from(found.preferences) if found.preferences else NeedsProfile()
            )
        else:
            return None
    if acting is None:
        return None
    if kept.role == PENDING or (is_over and kept.role == FAMILY):
        return Waiting(kept.subject, acting.needs, found.site, was_locked=kept.role == FAMILY)
    if now - kept.seen_at > idle / NOTED_EVERY:
        with services.records.write() as tx:
            access.touch(tx, token, now)
    return SignedIn(acting, found.site)


def minutes_open(idle_minutes: int) -> float:
    """Return for how many minutes a page surely stays open after it was last used: what is not written down comes off."""
    return idle_minutes * (NOTED_EVERY - 1) / NOTED_EVERY


def needs_of(services: Services, subject: str) -> NeedsProfile:
    """Return how pages are for somebody who is known by a link only; staff have the default."""
    with services.records.read() as tx:
        if families.participant(tx, subject) is None:
            return NeedsProfile()
        return needs_from(families.preferences(tx, subject))


def leave(services: Services, token: str) -> None:
    """End a session at once; everything answered is kept."""
    now = services.clock.now()
    with services.records.write() as tx:
        found = presence.find_present(tx, token)
        access.end_session(tx, token)
        if found is not None and found.session.role != PENDING:
            left = found.session
            audit.append(tx, audit.AuditEvent("signed_out", left.subject, left.subject, {"role": left.role}), now)
