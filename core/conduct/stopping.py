"""Changing your mind: stop messages, or stop taking part. At once, without a reason, and nothing else changes."""

from dataclasses import dataclass, replace
from typing import Final

from alongside.core.conduct import consenting
from alongside.core.conduct.people import Acting
from alongside.core.conduct.sending import keep_safe_contact, safe_contact_of
from alongside.core.conduct.services import Services
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import audit, consents, families, outbox
from alongside.core.storage.database import Transaction

WITHDRAWN: Final = "withdrawn"
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whether this person has stopped our messages."""

    is_stopped: bool


def contact_of(services: Services, acting: Acting) -> Contact:
    """Return whether this person has stopped our messages."""
    with services.vault.read() as sealed:
        safe = safe_contact_of(services, sealed, acting.subject)
    return Contact(is_stopped=safe is not None and safe.stopped)


def set_messages(services: Services, acting: Acting, *, stopped: bool) -> None:
    """Stop our messages, or let them go out again, and what was held too. A stop cancels what was queued and not sent."""
    now = services.clock.now()
    with services.records.write() as tx, services.vault.write() as sealed:
        if not keep_stopped(services, tx, sealed, acting.subject, stopped=stopped):
            return
        if not stopped:
            outbox.look_again(tx, acting.subject, at=now)
        action = "messages_stopped" if stopped else "messages_wanted"
        audit.append(tx, audit.AuditEvent(action, acting.subject, acting.subject, {}), now)


def keep_stopped(services: Services, tx: Transaction, sealed: Transaction, participant: str, *, stopped: bool) -> bool:
    """Keep whether this person wants our messages, and cancel what waits when they do not; return whether they are known.

    Somebody of whom nobody knows yet how to reach them safely can stop, too: it stays when that is known.
    """
    person = families.participant(tx, participant)
    if person is None:
        return False
    safe = safe_contact_of(services, sealed, participant) or SafeContact()
    after = replace(safe, stopped=stopped)
    keep_safe_contact(services, sealed, family=person.family, participant=participant, safe=after)
    if stopped:
        outbox.cancel_for(tx, participant, why="stopped by the person", at=services.clock.now())
    return True


def stop_taking_part(services: Services, acting: Acting, request_key: str) -> None:
    """Leave the study. The record of what was agreed to stays; a change is added to it, and nothing goes out any more."""
    now = services.clock.now()
    module = consenting.module_of(services)
    with services.records.write() as tx:
        person = families.participant(tx, acting.subject)
        if person is None or person.state == WITHDRAWN:
            return
        if any(one.change.request_key == request_key for one in consents.changes_of(tx, acting.subject)):
            return  # the same form once more: what was signed since stays
        consents.append_change(
            tx,
            consents.NewChange(
                participant=acting.subject,
                module=module.code,
                item=EVERYTHING,
                new_value=WITHDRAWN,
                who=acting.subject,
                how=acting.mode,
                request_key=request_key,
            ),
            now,
        )
        families.set_state(tx, acting.subject, WITHDRAWN, now)
        outbox.cancel_for(tx, acting.subject, why="withdrawn", at=now)
        audit.append(tx, audit.AuditEvent(WITHDRAWN, acting.subject, acting.subject, {}), now)
