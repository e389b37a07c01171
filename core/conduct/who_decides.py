"""That it is open who decides for a family's children: until it is settled, nobody is written to and no records are linked."""

from alongside.core.conduct.services import Services
from alongside.core.storage import audit, families, outbox
from alongside.core.storage.database import Transaction


def linkage_is_paused(tx: Transaction, participant: str) -> bool:
    """Say whether no records of this person's family may be linked now; so it is, too, for a number that nobody has."""
    person = families.participant(tx, participant)
    family = families.family(tx, person.family) if person else None
    return family is None or family.is_disputed


def is_open(services: Services, participant: str) -> bool:
    """Say whether it is open who decides for this person's children."""
    with services.records.read() as tx:
        return linkage_is_paused(tx, participant)


def set_open(services: Services, participant: str, *, is_open: bool, by: str) -> None:
    """Keep that it is open who decides, or that it is settled; it holds from this moment for everybody of the family."""
    now = services.clock.now()
    with services.records.write() as tx:
        person = families.participant(tx, participant)
        if person is None or not families.set_disputed(tx, person.family, is_disputed=is_open):
            return
        if not is_open:
            for member in families.participants(tx, study=services.study.code, family=person.family):
                outbox.look_again(tx, member.number, at=now)
        action = "who_decides_open" if is_open else "who_decides_settled"
        audit.append(tx, audit.AuditEvent(action, by, participant, {}), now)
