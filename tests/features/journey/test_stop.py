"""Stopping messages, stopping for good, and coming back."""

from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.consenting import KeptCopy, module_of
from alongside.core.conduct.signing import COPY
from alongside.core.definitions.messages import MessageReason
from alongside.core.storage import consents, families, outbox
from tests.support.deployment import Browser, Deployment, choose
from tests.support.family import Person, sign_as
from tests.support.reading import People

scenarios("stop.feature")


def state_of(person: Person) -> str:
    with person.deployment.services.records.read() as tx:
        kept = families.participant(tx, person.number)
    assert kept is not None
    return kept.state


@step("Amy has a statement open in another place", target_fixture="left_open")
def _(people: People) -> Browser:
    browser = people["Amy"].browser
    browser.go("/choose/1")
    return browser.open_another_page()


@step("the word that the copy is ready is cancelled")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        (message,) = [
            one
            for one in outbox.messages_of(tx, people["Amy"].number)
            if one.reason == MessageReason.CONSENT_COPY_READY
        ]
    assert (message.state, message.held_reason) == ("cancelled", "stopped by the person")


@step("Amy has stopped messages")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Stop messages")


@step("nothing has to be filled in")
def _(people: People) -> None:
    fields = people["Amy"].page.main.all("input", "textarea", "select")
    assert {field["type"] for field in fields} == {"hidden"}


@step("Amy has stopped taking part by her own choice")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Stop taking part")


@step("Amy has stopped taking part")
def _(people: People, deployment: Deployment) -> None:
    assert state_of(people["Amy"]) == "withdrawn"
    with deployment.services.records.read() as tx:
        number = people["Amy"].number
        (change,) = [one for one in consents.changes_of(tx, number) if one.change.item != COPY]
        assert not consents.verify_consents(tx, number)
        assert len(consents.consents_of(tx, number)) == 1
    assert "withdrawn" in str(change)


@step("the path lists no step of the study")
def _(people: People) -> None:
    assert people["Amy"].page.main.all("ol") == []


@step("Amy tries to go on with the questions")
def _(people: People) -> None:
    people["Amy"].browser.go("/questions")


@step("Amy tries to open the first question")
def _(people: People) -> None:
    people["Amy"].browser.go("/q/1")


@step("Amy tries to open her copy")
def _(people: People) -> None:
    people["Amy"].browser.go("/copy")


@step("Amy says yes in the other place")
def _(left_open: Browser) -> None:
    choose(left_open.page, left_open.page.main.all("input", type="radio", value="yes")[0])
    left_open.press("Save and go on")


@step(parsers.parse('Amy signs again as "{name}"'))
def _(people: People, name: str) -> None:
    sign_as(people["Amy"], name)


@step("Amy takes part again")
def _(people: People) -> None:
    assert state_of(people["Amy"]) == "consented"


@step("two signatures are on record, each with its own copy")
def _(people: People, deployment: Deployment) -> None:
    services, number = deployment.services, people["Amy"].number
    with services.records.read() as tx:
        records = consents.consents_of(tx, number)
        assert not consents.verify_consents(tx, number)
    with services.vault.read() as sealed:
        module = module_of(services).code
        kept = [services.vault.get(sealed, number, f"consent_copy.{module}.{one.record_hash}") for one in records]
    copies = [KeptCopy.from_json(copy) for copy in kept if copy]
    assert [copy.signed_name for copy in copies] == ["Amy Example", "Amy Example-Again"]
    assert [copy.record_hash for copy in copies] == [one.record_hash for one in records]
