"""Settling whether a message left, when neither its worker nor its channel could say: a person who asked decides."""

from alongside.core.conduct.services import Services
from alongside.core.storage import audit, outbox


def settle_doubt(services: Services, reference: str, *, has_left: bool, by: str, participant: str = "") -> bool:
    """Keep whether a message in doubt left; what did not leave is sent again, if every rule still lets it go.

    `participant` narrows it to that person's messages. False if no such message is in doubt, or no longer.
    """
    now = services.clock.now()
    with services.records.write() as tx:
        message = outbox.find_by_reference(tx, reference)
        if message is None or participant not in {"", message.participant}:
            return False
        if not outbox.settle(tx, message.id, has_left=has_left, at=now):
            return False
        details = {"message": message.reason, "channel": message.channel, "left": "yes" if has_left else "no"}
        audit.append(tx, audit.AuditEvent("message_settled", by, message.participant, details), now)
    return True
