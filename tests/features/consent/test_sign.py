"""The ways to sign, and what becomes of the copy."""

import re

from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.signing import COPY
from alongside.core.storage import consents, outbox, tasks
from tests.support.consent import DRAWING, choose_all, copy_of, records_of, sign_with
from tests.support.deployment import Deployment, choose
from tests.support.reading import People, words_of

scenarios("sign.feature")


@step("Amy says yes to all of it")
def _(people: People) -> None:
    choose_all(people["Amy"])


@step("Amy can type, draw, or say it to one of us")
def _(people: People) -> None:
    options = people["Amy"].page.main.all("input", name="method")
    assert [one["value"] for one in options] == ["typed", "drawn", "witnessed"]


@step("nothing is chosen for her")
def _(people: People) -> None:
    assert not [one for one in people["Amy"].page.main.all("input") if "checked" in one.attributes]


@step(parsers.parse('Amy types "{name}" and signs'))
def _(people: People, name: str) -> None:
    sign_with(people["Amy"], "typed", name=name)


@step("Amy draws her name and signs")
def _(people: People) -> None:
    sign_with(people["Amy"], "drawn", strokes=DRAWING)


@step(parsers.parse('Amy draws her name, types "{name}" and signs'))
def _(people: People, name: str) -> None:
    sign_with(people["Amy"], "drawn", name=name, strokes=DRAWING)


@step(parsers.re(r'Amy sends the drawing "(?P<drawing>.*)"'))
def _(people: People, drawing: str) -> None:
    page = sign_with(people["Amy"], "drawn", name="Amy Example", strokes=drawing)
    assert page.status == 422
    assert page.main.all("input", id="name")[0]["value"] == "Amy Example"


@step("what Amy drew is still there")
def _(people: People) -> None:
    assert people["Amy"].page.main.all("input", name="strokes")[0]["value"] == DRAWING


@step("Amy chooses to say it and signs")
def _(people: People) -> None:
    sign_with(people["Amy"], "witnessed")


@step("Amy wants no message about her copy")
def _(people: People) -> None:
    page = people["Amy"].page
    choose(page, page.main.all("input", name="no_message")[0])


@step("Amy opens her copy")
def _(people: People) -> None:
    people["Amy"].browser.go("/copy")


@step("Amy has signed nothing")
def _(people: People, deployment: Deployment) -> None:
    assert records_of(deployment, people["Amy"].number) == []


def on_the_page(people: People) -> str:
    return words_of(people["Amy"].browser.go("/copy"))


def in_the_document(people: People) -> str:
    return " ".join(one.text for one in read_structure(document(people)).walk() if one.text)


def document(people: People) -> bytes:
    response = people["Amy"].browser.fetch("/copy.pdf")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    return response.data


@step("the copy tells the way, the meaning, the name and the time in UTC, on the page and as a document")
def _(people: People, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Amy"].number)
    at = record.recorded_at.strftime("%Y-%m-%d %H:%M:%S")
    for told in (on_the_page(people), in_the_document(people)):
        flat = " ".join(told.split())
        for words in ("Amy Example", record.consent.meaning, "The way you signed", at, "10 March 2026"):
            assert " ".join(words.split()) in flat, words


@step(parsers.parse('the copy tells "{words}"'))
def _(people: People, words: str) -> None:
    assert words in on_the_page(people)
    assert words in " ".join(in_the_document(people).split())


@step("the drawing is on the page and in the document, with words that stand for it")
def _(people: People) -> None:
    (drawing,) = [one for one in people["Amy"].browser.go("/copy").main.all("svg") if one["role"] == "img"]
    assert drawing["aria-label"] == "Your name, as you drew it"
    assert drawing.all("path")[0]["d"] == "M100,300 L200,80 L300,300 L400,80 M500,300 L700,100"
    assert b"Your name, as you drew it" in document(people) or "Your name, as you drew it" in alternatives(people)


def alternatives(people: People) -> str:
    return " ".join(str(one) for one in read_structure(document(people)).walk())


@step("the ledger holds a digest of the drawing, and the drawing is sealed")
def _(people: People, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Amy"].number)
    copy = copy_of(deployment, record)
    assert (record.consent.signature_method, copy.method, copy.strokes) == ("drawn", "drawn", DRAWING)
    assert record.consent.signature_digest == consents.signature_digest(copy.salt, f"Amy Example\n{DRAWING}")
    assert record.consent.printed_name_digest == consents.signature_digest(copy.salt, "Amy Example")
    stored = str([rows for name, rows in deployment.stored().items() if name.startswith("records.")])
    assert DRAWING not in stored
    assert "Amy Example" not in stored


@step("Kim has a task to go through it with Amy")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        (task,) = tasks.open_tasks_of(tx, people["Amy"].number)
    assert task.kind == "go_through"


def queued(people: People, deployment: Deployment) -> list[outbox.Message]:
    with deployment.services.records.read() as tx:
        return [one for one in outbox.messages_of(tx, people["Amy"].number) if one.reason == "consent_copy_ready"]


def copies_in_ledger(people: People, deployment: Deployment) -> list[consents.NewChange]:
    with deployment.services.records.read() as tx:
        changes = [one.change for one in consents.changes_of(tx, people["Amy"].number)]
    return [one for one in changes if one.item == COPY]


@step("no message about a copy was queued")
def _(people: People, deployment: Deployment) -> None:
    assert queued(people, deployment) == []


@step("one message about a copy was queued")
def _(people: People, deployment: Deployment) -> None:
    assert len(queued(people, deployment)) == 1


@step(parsers.parse("the ledger says that the copy is {what}"))
def _(people: People, deployment: Deployment, what: str) -> None:
    (copy,) = copies_in_ledger(people, deployment)
    assert copy.new_value == what.replace(" ", "_")
    assert copy.details["channel"] == "page"
    assert re.fullmatch(r"[0-9a-f]{64}", copy.details["copy"])


@step("Amy says that reading is hard for her")
def _(people: People) -> None:
    browser = people["Amy"].browser
    browser.go("/needs")
    browser.choose("No, reading is hard for me")
    browser.press("Save my choices")
    (listens,) = browser.go("/needs").main.all("input", name="listen", value="yes")
    assert "checked" in listens.attributes  # who cannot read hears the words


@step("Amy cannot type or draw")
def _(people: People) -> None:
    assert people["Amy"].page.kind == "sign"
    assert not people["Amy"].page.main.all("input", name="method")
    assert not people["Amy"].page.main.all("input", id="name")


@step("somebody sends a typed name in her place")
def _(people: People) -> None:
    browser = people["Amy"].browser
    hidden = {one["name"]: one["value"] for one in browser.page.main.all("input", type="hidden")}
    given = hidden | {"method": "typed", "name": "Amy Example"}
    assert browser.client.post("/sign", data=given).status_code == 422


@step("Amy goes back to signing")
def _(people: People) -> None:
    people["Amy"].browser.go("/sign")
