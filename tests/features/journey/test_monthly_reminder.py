"""Where you are, once a month."""

from dataclasses import replace

from pytest_bdd import parsers, scenarios, step

from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import families
from tests.support.deployment import Deployment
from tests.support.family import come_in
from tests.support.page import ARABIC_LETTER
from tests.support.reading import ISOLATES, People

scenarios("monthly_reminder.feature")


@step(parsers.parse('{name:w}\'s newest text says "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert words in people[name].texts[-1].translate(ISOLATES)


@step(parsers.parse("{name:w}'s newest text is in Urdu, from right to left"))
def _(people: People, name: str, deployment: Deployment) -> None:
    message = deployment.messages(people[name].phone)[-1].message
    assert (message.language, message.direction) == ("ur", "rtl")
    assert len(ARABIC_LETTER.findall(message.body)) > 20


@step(parsers.parse("{name:w} comes in with the link of the newest text"))
def _(people: People, name: str) -> None:
    come_in(people[name], people[name].newest_link())
    if people[name].page.kind == "choices":
        people[name].browser.press("Save my choices")


@step(parsers.parse("reminders go out {times:d} times more"))
def _(deployment: Deployment, times: int) -> None:
    for _ in range(times):
        deployment.remind()


@step("Amy's phone is safe from 9 to 20 o'clock")
def _(people: People, deployment: Deployment) -> None:
    """Nobody can say so in the demonstration, where any hour is safe: it is kept as a live study keeps it."""
    services, person = deployment.services, people["Amy"]
    with services.vault.write() as sealed, services.records.read() as tx:
        kept = families.participant(tx, person.number)
        safe = services.vault.get(sealed, person.number, "safe_contact")
        assert kept is not None
        assert safe is not None
        usual = replace(SafeContact.from_json(safe), windows=())
        services.vault.put(
            sealed,
            family=kept.family,
            subject=person.number,
            field="safe_contact",
            value=usual.to_json(),
            at=services.clock.now(),
        )


@step("a month and 12 hours pass and reminders go out")
def _(deployment: Deployment) -> None:
    deployment.pass_time(days=31, hours=12)
    deployment.remind()
