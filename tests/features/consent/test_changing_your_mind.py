"""Stopping one thing or everything, giving it again, and coming back: taps, effects, and what stays on record."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, step, then

from alongside.core.conduct.consent_files import consents_csv, linkage_csv
from alongside.core.conduct.consenting import KeptCopy, module_of
from alongside.core.conduct.exporting import answers_csv, left_out_csv, scores_csv
from alongside.core.conduct.signing import COPY
from alongside.core.definitions.messages import MessageReason
from alongside.core.storage import consents, families, outbox
from tests.support.deployment import Browser, BrowserError, Deployment, choose, open_deployment
from tests.support.family import Person, choose_also, staff, write_signature
from tests.support.markup import Element
from tests.support.miniature_consent import FREE_CHOICES
from tests.support.reading import People, words_of

scenarios("changing_your_mind.feature")
AT_MOST = 3
HOME = "/path"


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path, also=FREE_CHOICES) as opened:
        yield opened


class Taps:
    """How many links and buttons somebody pressed since they were last on their home page."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def taps() -> Taps:
    return Taps()


def rows(lines: Iterator[str], person: Person) -> list[dict[str, str]]:
    return [row for row in csv.DictReader(io.StringIO("".join(lines))) if row["study_number"] == person.number]


def tap(person: Person, words: str) -> None:
    """Press the button or follow the link that bears these words, or is named by them."""

    def is_meant(one: Element) -> bool:
        return words in {one["aria-label"], one.text} and not (one["aria-label"] and one["aria-label"] != words)

    buttons = [one for one in person.page.main.all("button") if is_meant(one)]
    links = [one for one in person.page.main.all("a") if is_meant(one)]
    if buttons:
        person.browser.send(buttons[0])
    elif links:
        person.browser.go(links[0]["href"])
    else:
        raise BrowserError(f"nothing to tap says {words!r}: {person.page.text[:900]}")


def state_of(person: Person) -> str:
    with person.deployment.services.records.read() as tx:
        kept = families.participant(tx, person.number)
    assert kept is not None
    return kept.state


@given(parsers.parse('Amy has also said yes to "{first}" and "{second}"'))
def _(people: People, first: str, second: str) -> None:
    choose_also(people["Amy"], first)
    choose_also(people["Amy"], second)


@step(parsers.parse('Amy taps "{words}"'))
def _(people: People, taps: Taps, words: str) -> None:
    person = people["Amy"]
    taps.count = 1 + (0 if person.page.address == HOME else taps.count)
    tap(person, words)


@then(parsers.parse("it took {count:d} taps"))
def _(people: People, taps: Taps, count: int) -> None:
    assert taps.count == count <= AT_MOST
    (told,) = people["Amy"].page.main.all(role="status")
    assert (told["id"], told["tabindex"]) == ("done", "-1")


@step("Amy has a statement open in another place", target_fixture="left_open")
def _(people: People) -> Browser:
    browser = people["Amy"].browser
    browser.go("/choose/1")
    return browser.open_another_page()


@step("the word that the copy is ready is cancelled")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        found = [
            (one.state, one.held_reason)
            for one in outbox.messages_of(tx, people["Amy"].number)
            if one.reason == MessageReason.CONSENT_COPY_READY
        ]
    assert found == [("cancelled", "stopped by the person")] * 2


@step("Amy has stopped messages")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Stop messages")


@step("Amy has stopped questions")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Stop questions")


@step("Amy has taken back what she told us")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Do not use what I told you")


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
        change = consents.changes_of(tx, number)[-1].change
        assert not consents.verify_consents(tx, number)
        signed = [one.consent.module for one in consents.consents_of(tx, number)]
    assert (change.item, change.new_value) == ("all", "withdrawn")
    assert signed == [module_of(deployment.services).code, *(module.code for module in FREE_CHOICES)]


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
    write_signature(people["Amy"], name)
    people["Amy"].browser.press("Sign")


@step("Amy takes part again")
def _(people: People) -> None:
    assert state_of(people["Amy"]) == "consented"


@step("two signatures are on record, each with its own copy")
def _(people: People, deployment: Deployment) -> None:
    services, number = deployment.services, people["Amy"].number
    with services.records.read() as tx:
        module = module_of(services).code
        records = [one for one in consents.consents_of(tx, number) if one.consent.module == module]
        assert not consents.verify_consents(tx, number)
    with services.vault.read() as sealed:
        kept = [services.vault.get(sealed, number, f"consent_copy.{module}.{one.record_hash}") for one in records]
    copies = [KeptCopy.from_json(copy) for copy in kept if copy]
    assert [copy.signed_name for copy in copies] == ["Amy Example", "Amy Example-Again"]
    assert [copy.record_hash for copy in copies] == [one.record_hash for one in records]


@step("Amy looks at her choices about taking part")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop/1")


@step(parsers.parse('the consents say "{answer}" to "{statement}", which was signed with "{signed}"'))
def _(people: People, deployment: Deployment, answer: str, statement: str, signed: str) -> None:
    (row,) = [row for row in rows(consents_csv(deployment.services), people["Amy"]) if row["statement"] == statement]
    assert (row["answer"], row["signed_answer"]) == (answer, signed)
    assert row["changed_at"]


@step(parsers.re(r"Amy presses a (?P<answer>yes|no) to other words"))
def _(people: People, answer: str) -> None:
    person = people["Amy"]
    person.browser.go("/stop/1")
    code = {"yes": "reminders", "no": "quotes"}[answer]
    (field,) = person.page.main.all("input", name="statement", value=code)
    form = field.inside("form")
    assert form is not None
    form.all("input", name="shown")[0].attributes["value"] = "0" * 64
    person.browser.send(form.all("button")[0])


@step(parsers.parse('nothing is chosen for "{words}"'))
def _(people: People, words: str) -> None:
    page = people["Amy"].page
    assert page.kind == "statement"
    assert words in page.heading
    assert [one for one in page.main.all("input", type="radio") if "checked" in one.attributes] == []


@step(parsers.parse('"{title}" is offered to Amy once more'))
def _(people: People, title: str) -> None:
    assert [one for one in people["Amy"].page.main.all("a") if one["aria-label"] == f"Start: {title}"]


@step(parsers.parse('Amy takes back "{words}"'))
def _(people: People, words: str) -> None:
    (button,) = [
        one
        for one in people["Amy"].page.main.all("button")
        if one["aria-label"].startswith(f"Change to no, and stop taking part: {words}")
    ]
    people["Amy"].browser.send(button)


# Files


@step("nobody's records may be looked at")
def _(deployment: Deployment) -> None:
    assert list(csv.DictReader(io.StringIO("".join(linkage_csv(deployment.services))))) == []


@step(parsers.parse('the records of Amy and Leo for "{kinds}" may be looked at'))
def _(people: People, deployment: Deployment, kinds: str) -> None:
    person = people["Amy"]
    found = rows(linkage_csv(deployment.services), person)
    with deployment.services.records.read() as tx:
        (child,) = families.children_of(tx, person.number)
    assert sorted(row["records"] for row in found) == kinds.split(", ")
    assert {row["children"] for row in found} == {child.number}
    assert all(row["since"] for row in found)


@step("no answer and no score of Amy leaves, and the file of what is left out counts it")
def _(people: People, deployment: Deployment) -> None:
    services, person = deployment.services, people["Amy"]
    assert rows(answers_csv(services), person) == []
    assert rows(scores_csv(services), person) == []
    left_out = rows(left_out_csv(services), person)
    assert {row["visit"] for row in left_out} == {"baseline"}
    assert all(row["not_used_until"] for row in left_out)
    assert not any("age" in name for name in left_out[0])


@step("Amy's answers and scores leave again")
def _(people: People, deployment: Deployment) -> None:
    services, person = deployment.services, people["Amy"]
    assert rows(answers_csv(services), person)
    assert rows(scores_csv(services), person)
    assert rows(left_out_csv(services), person) == []


@step(parsers.parse('Amy\'s answers and scores of "{later}" leave, and none of "{earlier}"'))
def _(people: People, deployment: Deployment, later: str, earlier: str) -> None:
    services, person = deployment.services, people["Amy"]
    for export in (answers_csv, scores_csv):
        assert {row["visit"] for row in rows(export(services), person)} == {later}
    assert {row["visit"] for row in rows(left_out_csv(services), person)} == {earlier}


# As easy to take back as to give


@then("each yes took at least as many taps as taking it back does")
def _(people: People) -> None:
    """Count both from the home page, on the shortest way that the pages have: what is not on it is not pressed."""
    person = people["Amy"]
    whole = {"Stop messages": 2, "Stop questions": 2, "Stop looking at records": 2, "Stop taking part": 2}
    person.browser.go(HOME)
    tap(person, "Stop, or change your mind")
    shown = {one.text for one in person.page.main.all("button")}
    assert set(whole) <= shown
    person.browser.go("/stop")
    tap(person, "Recording our talk")
    tap(person, "Take it all back")
    to_take_back = AT_MOST
    to_give = 0
    person.browser.go(HOME)
    tap(person, "Start: Recording our talk")
    to_give += 1
    while person.page.kind != "path":
        if person.page.kind == "information":
            link = next(one for one in reversed(person.page.main.all("a")) if one["class"] == "button")
            person.browser.go(link["href"])
        elif person.page.kind == "statement":
            choose(person.page, person.page.main.all("input", type="radio", value="yes")[0])
            to_give += 1
            person.browser.send(person.page.main.all("button")[-1])
        else:
            person.browser.send(person.page.main.all("button")[-1])
        to_give += 1
    assert to_take_back <= to_give
    assert max(whole.values()) <= to_give


@step("Amy presses every stop on two pages")
def _(people: People) -> None:
    browser = people["Amy"].browser
    for value in ("stop_messages", "stop_questions", "stop_records", "stop_use", "stop_all"):
        browser.go("/stop")
        other = browser.open_another_page()
        (button,) = browser.page.main.all("button", value=value)
        browser.send(button)
        (again,) = other.page.main.all("button", value=value)
        other.send(again)
        other.send(again)


@step("each stop stands in the ledger once, and the ledger is whole")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        changes = [one.change for one in consents.changes_of(tx, people["Amy"].number) if one.change.item != COPY]
        assert not consents.verify_consents(tx, people["Amy"].number)
    assert [one.item for one in changes] == ["messages", "questionnaires", "linkage", "held_data", "all"]
    assert {(one.new_value, one.reason) for one in changes} == {("withdrawn", None)}


# Said to a colleague


@step(parsers.parse('Kim sees that Amy "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    people["Kim"] = staff(deployment, "Kim")
    assert words in words_of(people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}"))


@step(parsers.parse('Kim notes that Amy said by "{how}" that she wants to stop "{what}"'))
def _(people: People, how: str, what: str) -> None:
    browser = people["Kim"].browser
    browser.go(f"/staff/family/{people['Amy'].number}")
    browser.choose(what)
    browser.choose(how, under="How did they say it?")
    browser.press("Stop it now")


@step("Kim notes nothing as a stop of Amy")
def _(people: People) -> None:
    browser = people["Kim"].browser
    browser.go(f"/staff/family/{people['Amy'].number}")
    browser.press("Stop it now")


@step("Kim reads what Amy was told")
def _(people: People) -> None:
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}/told")
