"""Messages that wait, go once, or do not go."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Barrier

from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.enrolment import NewChild, NewFamily, enrol_family
from alongside.core.conduct.outlook import going_out, not_sent, words_for
from alongside.core.conduct.queueing import queue_to_staff
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.safe_contacts import note_phone_safety
from alongside.core.conduct.sending import send_due
from alongside.core.definitions.messages import (
    Channel,
    ChannelKind,
    MessageReason,
    OutgoingMessage,
    Refused,
    SendResult,
)
from alongside.core.definitions.safe_contact import AT_ANY_HOUR, SafeContact
from alongside.core.storage import audit, outbox
from tests.support.deployment import Deployment
from tests.support.family import Person, born, staff
from tests.support.reading import People

scenarios("outbox.feature")

REASONS = {"reminder": "part_overdue", "invitation": "invitation"}


@dataclass(frozen=True, slots=True)
class Broken:
    """The deployment's texts, as a phone that is gone or a line that breaks would have them; `real` delivers all the same."""

    answer: Refused
    real: Channel | None = None
    code: str = "broken"
    kind: ChannelKind = ChannelKind.SMS
    can_find: bool = False

    def send(self, message: OutgoingMessage) -> SendResult:
        """Give the one answer."""
        assert message.channel is self.kind
        if self.real:
            self.real.send(message)
        return self.answer

    def find(self, key: str) -> None:
        """Nobody can tell."""
        assert key


def break_texts(deployment: Deployment, answer: Refused, *, arrive: bool = False) -> None:
    services = deployment.services
    channels = tuple(
        Broken(answer, one if arrive else None) if one.kind is ChannelKind.SMS else one
        for one in services.catalogue.channels
    )
    deployment.services = replace(services, catalogue=replace(services.catalogue, channels=channels))


@step("Bea, whose phone and e-mail are both safe, was entered")
def _(people: People, deployment: Deployment) -> None:
    services = deployment.services
    safe = SafeContact(
        known=True,
        channels=(ChannelKind.SMS, ChannelKind.EMAIL),
        phone_is_safe=True,
        email_is_safe=True,
        windows=AT_ANY_HOUR,
        verified_at=services.clock.now(),
    )
    child = NewChild("Max", born(services.clock.today(), 9))
    site = services.study.sites[0].code
    new = NewFamily("Bea", "+447700900202", "bea@example.org", safe, "en", (child,), site)
    number = enrol_family(services, new, by="kim")
    people["Bea"] = Person("Bea", deployment, deployment.browser(), phone=new.phone, number=number)


@step("Bea's phone takes no messages any more")
def _(deployment: Deployment) -> None:
    break_texts(deployment, Refused("address_refused", permanent=True))


@step("the answers of Bea's phone are lost")
def _(deployment: Deployment) -> None:
    break_texts(deployment, Refused("answer_lost", permanent=False, may_have_left=True))


@step("Bea's phone takes texts, and its answers are lost")
def _(deployment: Deployment) -> None:
    break_texts(deployment, Refused("answer_lost", permanent=False, may_have_left=True), arrive=True)


@step("Bea's phone works again")
def _(deployment: Deployment) -> None:
    services = deployment.services
    channels = deployment.app.extensions["alongside"].catalogue.channels
    deployment.services = replace(services, catalogue=replace(services.catalogue, channels=channels))


@step("Kim is asked to find out what became of Bea's text")
def _(people: People, deployment: Deployment) -> None:
    kim = staff(deployment, "Kim").browser
    kim.follow("Messages")
    (asked,) = [form for form in kim.page.main.all("form") if form["action"].endswith("/settle")]
    assert people["Bea"].number in asked.text
    assert "Invitation" in asked.text


@step("Kim keeps that it did not leave")
def _(deployment: Deployment) -> None:
    kim = staff(deployment, "Kim").browser
    kim.follow("Messages")
    kim.press("It did not leave: send it again")
    assert "Kept." in kim.page.main.text


@step("no message is in doubt any more")
def _(people: People, deployment: Deployment) -> None:
    kim = staff(deployment, "Kim").browser
    kim.follow("Messages")
    assert "find out" not in kim.page.main.text
    assert not any(one.in_doubt for one in not_sent(deployment.services))


@step("Bea's invitation was opened")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        (message,) = [
            one for one in outbox.messages_of(tx, people["Bea"].number) if one.reason == MessageReason.INVITATION
        ]
    assert message.state == "opened"


@step("what is due is sent 3 times")
def _(deployment: Deployment) -> None:
    for _ in range(3):
        deployment.send()
        deployment.pass_time(hours=13)


@step("reminders are queued")
def _(deployment: Deployment) -> None:
    queue_reminders(deployment.services)


@step(parsers.parse('the team is told that {name:w}\'s {what:w} was not sent: "{words}"'))
def _(people: People, deployment: Deployment, name: str, what: str, words: str) -> None:
    services = deployment.services
    (told,) = [
        words_for(services, one.why)
        for one in not_sent(services)
        if (one.participant, one.reason) == (people[name].number, REASONS[what])
    ]
    assert told.startswith(words)


@step(parsers.re(r"Bea has been sent no text and (?P<count>\d+) e-mail"), converters={"count": int})
def _(people: People, deployment: Deployment, count: int) -> None:
    assert people["Bea"].texts == []
    assert len(deployment.messages("bea@example.org")) == count


@step("Bea has been sent no e-mail")
def _(deployment: Deployment) -> None:
    assert deployment.messages("bea@example.org") == []


@step(parsers.parse('the team was asked once to help with Amy: "{why}"'))
def _(people: People, deployment: Deployment, why: str) -> None:
    with deployment.services.records.read() as tx:
        asked = [line for line in audit.dump(tx) if '"help_needed"' in line and people["Amy"].number in line]
    assert len(asked) == 1
    assert why in asked[0]


@step("Kim keeps that Amy's phone is safe")
def _(people: People, deployment: Deployment) -> None:
    note_phone_safety(deployment.services, people["Amy"].number, is_safe=True, by="kim")


@step("two workers send what is due at the same time")
def _(deployment: Deployment) -> None:
    together = Barrier(2)

    def send(name: str) -> None:
        together.wait()
        send_due(deployment.services, worker=name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, ("one", "other")))


@step("the week ahead has one message for Amy: that the part is still open, in 4 days")
def _(people: People, deployment: Deployment) -> None:
    services = deployment.services
    before = deployment.stored()
    (coming,) = [one for one in going_out(services) if one.participant == people["Amy"].number]
    assert deployment.stored() == before
    assert (coming.reason, coming.channel, coming.state) == ("part_overdue", "sms", "planned")
    assert coming.goes_at is not None
    assert coming.goes_at.date() == services.clock.today() + timedelta(days=4)


@step("looking at the week ahead has changed nothing")
def _(people: People, deployment: Deployment) -> None:
    before = deployment.stored()
    assert list(going_out(deployment.services))
    assert deployment.stored() == before


@step("Kim is to be told on a Saturday that something is due")
def _(deployment: Deployment) -> None:
    deployment.pass_time(days=(5 - deployment.moment.now.weekday()) % 7)
    services = deployment.services
    with services.records.write() as tx:
        for _ in range(2):
            queue_to_staff(
                services,
                tx,
                "kim",
                MessageReason.TASK_DUE,
                period="1",
                site="bromley",
                due_on=services.clock.today(),
            )


@step("Kim has been sent no e-mail")
def _(deployment: Deployment) -> None:
    assert deployment.messages("kim@example.org") == []


@step("Kim has been sent 1 e-mail, with a link to the workspace and no family's number")
def _(deployment: Deployment) -> None:
    (posted,) = deployment.messages("kim@example.org")
    base = deployment.services.settings.base_url
    assert f"{base}/staff/" in posted.message.body
    assert f"{base}/s/" not in posted.message.body
    assert not any(word in posted.message.body for word in ("BR0", "GL0", "Amy"))
    assert "Saturday" in posted.message.body
