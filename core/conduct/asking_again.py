"""Who signed a version of a consent that does not count any more: each is told once for each release, unless they agreed since."""

from collections.abc import Collection, Sequence

from alongside.core.conduct.queueing import Queueing, queue_all
from alongside.core.conduct.services import Services
from alongside.core.conduct.versions import codes_in_study
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.messages import MessageReason
from alongside.core.engine.consent import released_material, version_to_show
from alongside.core.storage import addressees, consent_releases
from alongside.core.storage.database import Transaction
from alongside.core.storage.outbox import Message

PORTION = 250
"""So many people are looked at in one go: the memory that it takes does not grow with the study."""


def queue_asking_again(services: Services) -> int:
    """Queue a message to everybody who must agree again and was not told of it; return how many. A key is used once for ever."""
    with services.records.read() as tx:
        asked = _asked_again(services, tx)
    queued, after = 0, ""
    while asked:
        with services.records.read() as tx:
            numbers = addressees.numbers_in_state(tx, services.study.code, "consented", after=after, limit=PORTION)
            if not numbers:
                break
            known = addressees.keys_used(tx, numbers, [_REASON.value])
            found = [
                Queueing(number, _REASON, period)
                for period, module in asked.items()
                for number in _superseded(tx, module, numbers)
                if (number, _REASON.value, period) not in known
            ]
        queued += queue_all(services, found) if found else 0
        after = numbers[-1]
    return queued


def still_asked_again(services: Services, tx: Transaction, messages: Sequence[Message]) -> frozenset[int]:
    """Return the ids of those of these messages whose person still has to agree again to what the message is about."""
    wanted = [message for message in messages if message.reason == _REASON]
    asked = _asked_again(services, tx) if wanted else {}
    found: set[int] = set()
    for period, module in asked.items():
        about = [message for message in wanted if message.period == period]
        people = _superseded(tx, module, {message.participant for message in about})
        found |= {message.id for message in about if message.participant in people}
    return frozenset(found)


_REASON = MessageReason.CONSENT_AGAIN


def _asked_again(services: Services, tx: Transaction) -> dict[str, ConsentModule]:
    """Return the modules that some must agree to again, by the period of the message that tells them of the last release."""
    released = consent_releases.releases_in(tx, services.study.code)
    found = {}
    for code in codes_in_study(services):
        material = released_material(released.get(code, ()))
        if material is not None:
            shown = version_to_show(services.catalogue.versions_of(code), released[code])
            found[f"{code}:{material.version}"] = shown
    return found


def _superseded(tx: Transaction, module: ConsentModule, numbers: Collection[str]) -> list[str]:
    signed = addressees.signed_by(tx, numbers, module.code) if numbers else {}
    return [number for number, one in signed.items() if not module.holds(one.module_version)]
