"""Licensed questionnaires: the holder's words, or numbers, or nothing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.licences import pack_faults
from alongside.core.conduct.saving import REMARK
from alongside.core.plugin_host.packs import read_pack
from alongside.core.storage import audit, families, visits
from alongside.plugins.instruments.sdq import SDQ
from tests.features.conftest import PHONES, children_in
from tests.support.deployment import BEGIN, Deployment, choose
from tests.support.family import (
    Entry,
    Person,
    agree,
    answer,
    come_in,
    enter_family,
    go_to_question,
    send_part,
    staff,
)
from tests.support.reading import People, words_of
from tests.support.text_packs import InventedPack, invent_pack

scenarios("licences.feature")

TODAY = BEGIN.date()
VISIT = "month_3"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The folder in which the deployment looks for packs."""
    return tmp_path / "packs"


def install(packs: Path, pack: InventedPack) -> None:
    pack.write(packs / "sdq")


@step("the holder's words are installed, with easy words beside the first question")
def _(packs: Path) -> None:
    pack = invent_pack(SDQ)
    pack.licence["beside_items"] = ["explanation"]
    for table in (pack.words["en"], *pack.words["en"].get("forms", {}).values()):
        first = table.get("items", {}).get("i01")
        if first is not None:
            table["items"]["i01"] = {"text": first, "easy_help": "Easy words beside it"}
    install(packs, pack)


@step(parsers.parse("{name:w} asks for easy words"))
def _(people: People, name: str) -> None:
    browser = people[name].browser
    before = browser.page.address
    browser.go("/needs")
    (easy,) = browser.page.main.all("input", name="format", value="easy")
    choose(browser.page, easy)
    browser.send(browser.page.main.all("button")[-1])
    browser.go(before)


@step("the holder's words are installed")
def _(packs: Path) -> None:
    install(packs, invent_pack(SDQ))


@step(parsers.parse("the holder's words are installed and {allowed:w} may stand beside them"))
def _(packs: Path, allowed: str) -> None:
    pack = invent_pack(SDQ)
    pack.licence["beside_items"] = [] if allowed == "nothing" else [allowed]
    install(packs, pack)


@step(parsers.parse("the holder's words are installed, for {days:d} more days"))
def _(packs: Path, days: int) -> None:
    pack = invent_pack(SDQ)
    pack.licence["expires"] = TODAY + timedelta(days=days - 1)
    install(packs, pack)


@step(parsers.parse("the holder's words are installed, but {trouble}"))
def _(packs: Path, trouble: str) -> None:
    pack = invent_pack(SDQ)
    match trouble:
        case "a question is missing":
            del pack.words["en"]["items"]["i25"]
        case "a question was added":
            pack.words["en"]["items"]["i34"] = "Invented words 34"
        case "the licence has ended":
            pack.licence["expires"] = TODAY - timedelta(days=1)
        case "the licence is for paper only":
            pack.licence["modes"] = ["paper"]
        case "the licence is for Polish only":
            pack.licence["languages"] = ["pl"]
    install(packs, pack)


# People


@step(parsers.parse("{name:w} has agreed to take part, and has the licensed questionnaire about {who}"))
def _(people: People, deployment: Deployment, name: str, who: str) -> None:
    _has_questionnaire(people, deployment, Entry(name, PHONES[name], children_in(who)))


@step(parsers.parse("{name:w} reads Urdu, has agreed to take part, and has the licensed questionnaire about {who}"))
def _(people: People, deployment: Deployment, name: str, who: str) -> None:
    _has_questionnaire(people, deployment, Entry(name, PHONES[name], children_in(who), language="Urdu"))


@step(parsers.parse("{name:w} listens, has agreed to take part, and has the licensed questionnaire about {who}"))
def _(people: People, deployment: Deployment, name: str, who: str) -> None:
    _has_questionnaire(people, deployment, Entry(name, PHONES[name], children_in(who), listens=True))


def _has_questionnaire(people: People, deployment: Deployment, entry: Entry) -> None:
    """Let a person agree, and open a visit with nothing but the licensed questionnaire."""
    people[entry.name] = person = enter_family(people["Kim"], entry)
    deployment.send()
    come_in(person)
    agree(person)
    ((_, months),) = entry.children
    form = "2_4" if months < 48 else "4_17"
    with deployment.services.records.write() as tx:
        (child,) = families.children_of(tx, person.number)
        visits.open_visit(
            tx,
            participant=person.number,
            code=VISIT,
            study_version="1.0",
            reference_date=deployment.services.clock.today(),
            sheets=[visits.NewSheet("sdq", SDQ.version, form, child.number, months, 0)],
            at=deployment.services.clock.now(),
        )


def licensed_page(person: Person) -> None:
    person.browser.go("/questions")
    if person.page.kind == "information" and person.page.main.all("a", href="/q/1"):
        go_to_question(person)


@step(parsers.parse("{name:w} begins the licensed questionnaire"))
@step(parsers.parse("{name:w} has begun the licensed questionnaire"))
def _(people: People, name: str) -> None:
    licensed_page(people[name])
    assert people[name].page.kind == "question"


@step(parsers.parse("{name:w} looks for the licensed questionnaire"))
def _(people: People, name: str) -> None:
    licensed_page(people[name])


@step(parsers.parse("{name:w} comes back to the licensed questionnaire"))
def _(people: People, name: str) -> None:
    come_in(people[name])
    licensed_page(people[name])


@step(parsers.parse("{name:w} chooses English"))
def _(people: People, name: str) -> None:
    browser = people[name].browser
    (looks,) = [link["href"] for link in browser.page.main.all("a") if link["href"].startswith("/needs")]
    browser.go(looks)
    browser.choose("English")
    browser.send(browser.page.main.all("button")[-1])
    assert browser.page.language == "en"


# Seeing


@step(parsers.parse('{name:w} can answer "{words}"'))
def _(people: People, name: str, words: str) -> None:
    labels = [label.text for label in people[name].page.main.all("label") if label.all("input", type="radio")]
    assert "; ".join(labels) == words


@step("nothing explains, comments or speaks the question")
def _(people: People) -> None:
    main = people["Dan"].page.main
    assert main.all("details") == main.all("textarea") == main.all("audio") == []


@step("skipping is a button of the page, not an answer")
def _(people: People) -> None:
    (skip,) = [one for one in people["Dan"].page.main.all("button") if one["value"] == "decline"]
    assert skip.inside("fieldset") is None


@step(parsers.parse("{name:w} sees no licensed word"))
def _(people: People, name: str) -> None:
    assert "Invented" not in words_of(people[name].page)


@step("the question cannot be listened to")
def _(people: People) -> None:
    question = people["Dan"].page.main.all("fieldset")[0]
    assert question.all("audio") == []
    assert people["Dan"].page.root.all("audio") != []  # our own words can be


@step("the question can be listened to")
def _(people: People) -> None:
    person = people["Dan"]
    sounds = person.page.main.all("fieldset")[0].all("audio")
    assert len(sounds) == 4
    assert person.browser.client.get(sounds[0]["src"]).mimetype == "audio/mpeg"


@step(parsers.parse("Kim is told that {name:w}'s questions have no licensed words"))
def _(people: People, deployment: Deployment, name: str) -> None:
    assert STUCK in words_seen_by_kim(people, deployment, name)


@step(parsers.parse("Kim is not told that {name:w}'s questions have no licensed words"))
def _(people: People, deployment: Deployment, name: str) -> None:
    assert STUCK not in words_seen_by_kim(people, deployment, name)


STUCK = "Some questions have no licensed words in their language"


def words_seen_by_kim(people: People, deployment: Deployment, name: str) -> str:
    people["Kim"] = staff(deployment, "Kim")
    return words_of(people["Kim"].browser.go(f"/staff/family/{people[name].number}"))


@step(parsers.parse("{name:w} is not reminded of the licensed questionnaire"))
def _(people: People, deployment: Deployment, name: str) -> None:
    deployment.remind()
    with deployment.services.records.read() as tx:
        found = tx.connection.exec_driver_sql(
            "SELECT reason, period FROM messages WHERE participant = ?", (people[name].number,)
        ).all()
    assert [tuple(row) for row in found if row[1].startswith(VISIT)] == []


@step("Dan's first answer is kept")
def _(people: People) -> None:
    page = people["Dan"].browser.go("/q/1")
    assert [one["value"] for one in page.main.all("input", type="radio") if "checked" in one.attributes] == ["1"]


# Saying more


@step(parsers.parse('Dan wants to say about all of it: "{words}"'))
def _(people: People, words: str) -> None:
    people["Dan"].browser.write(words)
    people["Dan"].browser.press("Save what I wrote")
    assert people["Dan"].page.kind == "review"


@step("Dan changes his mind about the first answer")
def _(people: People) -> None:
    people["Dan"].browser.go("/q/1")
    answer(people["Dan"], "Invented answer 2")


@step(parsers.parse('what Dan said about all of it is still "{words}"'))
def _(people: People, words: str) -> None:
    assert [one.text for one in people["Dan"].page.main.all("textarea")] == [words]


@step("nobody can read what Dan said in the records")
def _(deployment: Deployment) -> None:
    stored = deployment.stored()
    rows = [row for row in stored["records.answers"] if REMARK in row]
    assert len(rows) == 1  # sending the part with the same words wrote nothing more
    assert not any("hard month" in str(row) for name, table in stored.items() for row in table)


@step("Dan wants to say about all of it 4001 letters")
def _(people: People) -> None:
    people["Dan"].browser.write("a" * 4001)
    send_part(people["Dan"])


@step("all 4001 letters are still there, with a word about what is too long")
def _(people: People) -> None:
    page = people["Dan"].page
    assert (page.kind, page.status) == ("review", 422)
    assert [one.text for one in page.main.all("textarea")] == ["a" * 4001]
    assert page.main.all("div", role="alert")


# The record


@step("the record says which words were answered")
def _(deployment: Deployment, packs: Path) -> None:
    with deployment.services.records.read() as tx:
        events = [json.loads(line) for line in audit.dump(tx)]
    (sent,) = [event for event in events if event["action"] == "part_sent"]
    assert sent["details"]["words"] == read_pack(packs / "sdq").fingerprint


@step(parsers.parse("whoever keeps the study is told {code:w}"))
def _(deployment: Deployment, code: str) -> None:
    faults = pack_faults(deployment.services.catalogue, deployment.services.clock.today())
    assert code in {fault.code for fault in faults}
