"""Channels that answer as they are told, and families that messages go to by them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.queueing import keep_safe_contact
from alongside.core.conduct.sending import SendingRound, send_due
from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import NOT_TAKEN, ChannelKind, OutgoingMessage, SendResult, Sent
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import families, outbox
from tests.support.deployment import Deployment
from tests.support.family import born


@dataclass(slots=True)
class Way:
    """A channel that answers as it is told; `before` runs first, with the number of messages that it was given."""

    kind: ChannelKind = ChannelKind.SMS
    answer: SendResult = field(default_factory=lambda: Sent("t"))
    found: Callable[[], SendResult | None] = lambda: NOT_TAKEN
    before: Callable[[int], object] = lambda _: None
    took: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Its name."""
        return self.kind.value

    @property
    def can_find(self) -> bool:
        """It can."""
        return True

    def send(self, message: OutgoingMessage) -> SendResult:
        """Give the answer."""
        self.took.append(message.key)
        self.before(len(self.took))
        return self.answer

    def find(self, key: str) -> SendResult | None:
        """Say what was told to say."""
        self.asked.append(key)
        return self.found()


def with_ways(deployment: Deployment, *ways: Way) -> Services:
    """Return the deployment's services with these channels and no others."""
    services = deployment.services
    return replace(services, catalogue=replace(services.catalogue, channels=ways))


def reached_by(services: Services, *channels: ChannelKind) -> SafeContact:
    """Return the record of somebody who chose these channels, and whose phone and e-mail are safe at any hour."""
    now = services.clock.now()
    return SafeContact(
        known=True, channels=channels, phone_is_safe=True, email_is_safe=True, windows=AT_ANY_HOUR, verified_at=now
    )


def enter(services: Services, *channels: ChannelKind, email: str = "bea@example.org") -> str:
    """Enter a family that chose these channels (none = text messages); return the parent's number."""
    child = NewChild("Max", born(services.clock.today(), 9))
    site = services.study.sites[0].code
    safe = reached_by(services, *(channels or (ChannelKind.SMS,)))
    return enrol_family(services, NewFamily("Bea", "+447700900202", email, safe, "en", (child,), site), by="kim")


def keep(services: Services, number: str, safe: SafeContact) -> None:
    """Keep how somebody may be reached."""
    with services.records.read() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        assert person is not None
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=safe)


def rows(services: Services, number: str) -> dict[str, outbox.Message]:
    """Return somebody's messages, one a channel."""
    with services.records.read() as tx:
        return {one.channel: one for one in outbox.messages_of(tx, number)}


def send(services: Services) -> SendingRound:
    """Send what is due."""
    return send_due(services, worker="test")
