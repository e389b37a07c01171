"""Talks with families: booked, moved, cancelled and held, and what the family hears of them."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct import appointments
from alongside.core.conduct.appointments import When
from alongside.core.conduct.queueing import keep_safe_contact, safe_contact_of
from alongside.core.definitions.messages import ChannelKind, OutgoingMessage, Refused, SendResult, Sent
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import appointments as kept_talks
from alongside.core.storage import audit, families
from alongside.core.web.safe_contact_entry import EVENING, HOURS
from tests.support.deployment import Deployment, choose, fill
from tests.support.family import Person, staff
from tests.support.markup import Element
from tests.support.reading import ISOLATES, People, words_of

scenarios("appointments.feature")

EMAIL = "amy@example.org"
MONTHS = {"February": "2", "March": "3"}
WAYS = {"by phone": "by_phone"}
DAY = r"(?P<day>\d+) (?P<month>\w+) (?P<year>\d{4}) at (?P<clock>[^,]+)"


def number_of(people: People, deployment: Deployment, name: str) -> str:
    """Return a family's number, also of somebody whom the demonstration made."""
    person = people[name]
    if not person.number:
        with deployment.services.vault.read() as sealed:
            (person.number,) = deployment.services.vault.find(sealed, "phone", person.phone)
    return person.number


def button_of(kim: Person, words: str) -> Element:
    (button,) = [one for one in kim.page.main.all("button") if one.text == words]
    return button


def write_time(button: Element, day: str, month: str, year: str, clock: str) -> None:
    form = button.inside("form")
    assert form is not None
    fields = {field["name"].split("_")[1]: field for field in form.all("input", type="text")}
    for name, words in (("day", day), ("month", MONTHS[month]), ("year", year), ("time", clock)):
        fill(fields[name], words)


def safe_contact(deployment: Deployment, number: str, **said: object) -> None:
    """Let somebody have said something else about being reached."""
    services = deployment.services
    with services.records.read() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        safe = safe_contact_of(services, sealed, number)
        assert person is not None
        assert isinstance(safe, SafeContact)
        after = replace(safe, **said)  # type: ignore[arg-type]  # by name
        keep_safe_contact(services, sealed, family=person.family, participant=number, safe=after)


def talks_told(people: People) -> list[str]:
    return [text for text in people["Amy"].texts if re.search(r"Our talk|Your new time", text)]


@step(parsers.re(rf"Kim books a talk with (?P<name>\w+) on {DAY}, (?P<how>.+)"), target_fixture="booking")
def _(
    people: People, deployment: Deployment, name: str, day: str, month: str, year: str, clock: str, how: str
) -> Element:
    """Fill the form in and send it; its button is what can be pressed once more on the page that was left."""
    kim = people["Kim"]
    kim.browser.go(f"/staff/family/{number_of(people, deployment, name)}")
    button = button_of(kim, "Book this talk")
    write_time(button, day, month, year, clock)
    (option,) = kim.page.main.all("input", name="talk_how", value=WAYS[how])
    choose(kim.page, option)
    kim.browser.send(button)
    return button


@step("Kim sends the same form once more")
def _(people: People, booking: Element) -> None:
    people["Kim"].browser.send(booking)
    assert people["Kim"].page.status == 200


@step(parsers.parse("Kim sends the same form once more, for {clock}"))
def _(people: People, booking: Element, clock: str) -> None:
    write_time(booking, "13", "March", "2026", clock)
    people["Kim"].browser.send(booking)


@step(parsers.re(rf"Kim moves the talk to {DAY}"))
def _(people: People, day: str, month: str, year: str, clock: str) -> None:
    kim = people["Kim"]
    kim.browser.go(f"/staff/family/{people['Amy'].number}")
    button = button_of(kim, "Move this talk")
    write_time(button, day, month, year, clock)
    kim.browser.send(button)


@step("a colleague moves the talk while Kim has the page open")
def _(people: People, deployment: Deployment) -> None:
    kim = people["Kim"]
    kim.browser.go(f"/staff/family/{people['Amy'].number}")
    move_without_the_page(people, deployment)


@step(parsers.re(rf"Kim sends {DAY} from that page"))
def _(people: People, day: str, month: str, year: str, clock: str) -> None:
    button = button_of(people["Kim"], "Move this talk")
    write_time(button, day, month, year, clock)
    people["Kim"].browser.send(button)
    assert people["Kim"].page.status == 422


def move_without_the_page(people: People, deployment: Deployment) -> None:
    (talk,) = appointments.talks_of(deployment.services, people["Amy"].number)
    when = When(datetime(2026, 3, 19, 9, 0, tzinfo=UTC), 30, "by_phone", "kim")
    seen = talk.appointment.moved
    assert appointments.move(deployment.services, people["Amy"].number, talk.appointment.id, when, seen=seen, by="kim")


@step("the talk was moved, and nobody took its messages back")
def _(people: People, deployment: Deployment) -> None:
    services = deployment.services
    (talk,) = appointments.talks_of(services, people["Amy"].number)
    with services.records.write() as tx:
        assert kept_talks.move(
            tx,
            talk.appointment.id,
            start=datetime(2026, 3, 19, 9, 0, tzinfo=UTC),
            minutes=30,
            how="visit",
            staff="kim",
            seen=0,
            by="kim",
            at=services.clock.now(),
        )


@step("Amy chose that evenings are safe")
def _(people: People, deployment: Deployment) -> None:
    safe_contact(deployment, people["Amy"].number, windows=HOURS[EVENING])


@step("Amy's e-mail is safe, and she likes it best")
def _(people: People, deployment: Deployment) -> None:
    services, number = deployment.services, people["Amy"].number
    safe_contact(deployment, number, channels=(ChannelKind.EMAIL, ChannelKind.SMS), email_is_safe=True)
    with services.records.read() as tx, services.vault.write() as sealed:
        person = families.participant(tx, number)
        assert person is not None
        at = services.clock.now()
        services.vault.put(sealed, family=person.family, subject=number, field="email", value=EMAIL, at=at)


@step("Amy wants talks in the calendar")
def _(people: People, deployment: Deployment) -> None:
    safe_contact(deployment, people["Amy"].number, calendar_is_safe=True)


@dataclass(slots=True)
class WordsAlone:
    """The deployment's e-mails, as a service that carries no files has them."""

    taken: list[OutgoingMessage] = field(default_factory=list)
    code: str = "words_alone"
    kind: ChannelKind = ChannelKind.EMAIL
    carries_files: bool = False
    can_find: bool = False

    def send(self, message: OutgoingMessage) -> SendResult:
        """Refuse what has a file, and take everything else."""
        if message.attachments:
            return Refused("file_not_carried", permanent=True)
        self.taken.append(message)
        return Sent(message.key)

    def find(self, key: str) -> None:
        """Nobody can tell."""
        assert key


@step("e-mails carry no files", target_fixture="words_alone")
def _(deployment: Deployment) -> WordsAlone:
    services, words_alone = deployment.services, WordsAlone()
    channels = [words_alone if one.kind is ChannelKind.EMAIL else one for one in services.catalogue.channels]
    deployment.services = replace(services, catalogue=replace(services.catalogue, channels=tuple(channels)))
    return words_alone


@step(parsers.parse('Amy\'s e-mail has gone with no file: "{words}"'))
def _(words_alone: WordsAlone, words: str) -> None:
    (message,) = words_alone.taken
    assert words in message.body.translate(ISOLATES)


@step("Amy stops taking part")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press(value="stop_all")


@step("Kim looks at Amy's page")
def _(people: People) -> None:
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}")


@step("Kim signs in again and looks at Amy's page")
def _(people: People, deployment: Deployment) -> None:
    people["Kim"] = staff(deployment, "Kim")
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}")


@step("Kim looks at her first page")
def _(people: People) -> None:
    people["Kim"].browser.go("/staff/")


@step(parsers.parse('Kim has the task "{words}"'))
def _(people: People, words: str) -> None:
    buttons = [one["aria-label"] for one in people["Kim"].page.main.all("button")]
    assert f"Done: {words}" in buttons


@step("Kim reads what Amy was told")
def _(people: People) -> None:
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}/told")


@step(parsers.re(r"(?P<count>\d+) texts? (?:is|are) about a talk"), converters={"count": int})
def _(people: People, count: int) -> None:
    assert len(talks_told(people)) == count, people["Amy"].texts


@step(
    parsers.re(r'Amy\'s newest text is about "(?P<words>.+)", and (?P<count>\d+) texts? (?:is|are) about a talk'),
    converters={"count": int},
)
def _(people: People, words: str, count: int) -> None:
    told = talks_told(people)
    assert words in told[-1]
    assert people["Amy"].texts[-1] == told[-1]
    assert len(told) == count, told


@step("Amy's newest e-mail brings nothing")
def _(deployment: Deployment) -> None:
    assert deployment.messages(EMAIL)[-1].message.attachments == ()


@step(
    parsers.re(r'Amy\'s newest e-mail brings "(?P<title>.+)" at "(?P<start>\w+)", moved (?P<moved>\d+) times?, and .+')
)
def _(people: People, deployment: Deployment, title: str, start: str, moved: str) -> None:
    (entry,) = deployment.messages(EMAIL)[-1].message.attachments
    assert entry.media_type == "text/calendar"
    lines = entry.content.decode().replace("\r\n ", "").split("\r\n")
    values = dict(line.split(":", 1) for line in lines if ":" in line)
    assert values["SUMMARY;LANGUAGE=en"] == title
    assert values["DESCRIPTION;LANGUAGE=en"] == "If you have a question\\, ring 020 7946 0123."
    assert (values["DTSTART"], values["SEQUENCE"]) == (start, moved)
    assert not {"LOCATION", "ORGANIZER", "ATTENDEE", "URL"} & values.keys()
    assert people["Amy"].number not in entry.content.decode()


@step(parsers.parse('Kim\'s "{words}" is still typed'))
def _(people: People, words: str) -> None:
    assert people["Kim"].page.status == 422
    assert words in {field["value"] for field in people["Kim"].page.main.all("input")}


@step(parsers.re(r"(?P<count>\d+) talks? (?:is|are) booked"), converters={"count": int})
def _(people: People, deployment: Deployment, count: int) -> None:
    assert len(appointments.talks_of(deployment.services, people["Amy"].number)) == count


@step("it is on record that Kim booked and held the talk, and the record is whole")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        lines = [line for line in audit.dump(tx) if people["Amy"].number in line]
        assert not audit.verify(audit.dump(tx))
    assert [sum(f'"{action}"' in line for line in lines) for action in ("talk_booked", "talk_done")] == [1, 1]
    tess = staff(deployment, "Tess")
    words = words_of(tess.browser.go(f"/staff/record/?about={people['Amy'].number}"))
    assert f"booked a talk of {people['Amy'].number}: 2026-03-10 11:00, by phone, with Kim" in words
    assert f"noted that the talk of {people['Amy'].number} at 2026-03-10 11:00 took place" in words
