"""A new version of a consent, from being installed to being agreed to again."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, step, then

from alongside.core.conduct import consenting, releases, signing
from alongside.core.conduct.exporting import consents_csv
from alongside.core.conduct.people import FAMILY, Acting, needs_from
from alongside.core.conduct.standing import stand_of
from alongside.core.conduct.told import ToldConsent, told_so_far
from alongside.core.conduct.workspace import MatterKind, family_at_work
from alongside.core.definitions.consent import ConsentModule, InformationPart, Statement
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.text import Text, as_text
from alongside.core.storage import addressees, consents, families, outbox
from alongside.plugins.consent.taking_part import TAKING_PART
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE
from tests.support.deployment import Deployment, choose, fill, open_deployment
from tests.support.family import Person, agree, begin_questions, come_in, give_anything, keep, staff
from tests.support.page import Page
from tests.support.reading import ISOLATES, People, words_of

scenarios("new_version.feature")

NEW_WORDS = "We now also ask you one thing about your garden."
CHANGED = "We now ask one thing about your garden."
NEW = "There is something new"
PHONES = {"Amy": "+447700900101", "Daniel": "+447700900102", "Sana": "+447700900103"}
ADDRESS = f"/staff/consent/{TAKING_PART.code}/2.0.0"


def newer(first: ConsentModule = TAKING_PART) -> ConsentModule:
    """Return a second version: the same, but for one paragraph of the first page."""
    page, *others = first.information
    told = (Text(NEW_WORDS, "We ask about your garden too.", "home"), *page.paragraphs[1:])
    return replace(
        first,
        version="2.0.0",
        wording=f"{first.code}_2",
        information=(InformationPart(page.code, page.heading, told, page.more, page.about, page.diagram), *others),
        what_changed=Text(CHANGED, "We ask about your garden now.", "home"),
    )


FREE = ConsentModule(
    code="garden_photos",
    version="1.0.0",
    title=Text("Pictures of your garden", "Pictures of your garden", "home"),
    information=(
        InformationPart(
            "what",
            Text("What it is", "What it is", "home"),
            (Text("You send us one picture.", "You send one picture.", "home"),),
        ),
    ),
    statements=(
        Statement(
            "send",
            Text("I want to send a picture.", "I want to send a picture.", "home"),
            Text("You send one.", "You send one.", "yes"),
            Text("You send none.", "You send none.", "no"),
            required=True,
        ),
    ),
    signature_meaning=Text("I chose this.", "I chose this.", "sign"),
    who_may_sign=("parent",),
)
"""Something that is a free choice."""


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    (first, *others) = PARTNERSHIP_FOR_CHANGE.versions
    study = replace(
        PARTNERSHIP_FOR_CHANGE, versions=(replace(first, consent_modules=(TAKING_PART.code, FREE.code)), *others)
    )
    with open_deployment(tmp_path, study, newer=(newer(), FREE, newer(FREE))) as opened:
        yield opened


@given("a newer version of taking part is installed")
def _(people: People, deployment: Deployment) -> None:
    assert [one.version for one in deployment.services.catalogue.versions_of("taking_part")] == ["1.0.0", "2.0.0"]
    for name, phone in PHONES.items():
        people[name] = Person(name, deployment, deployment.browser(), phone=phone)
        with deployment.services.vault.read() as sealed:
            (people[name].number,) = deployment.services.vault.find(sealed, "phone", phone)


@given("Amy has come in and agreed")
def _(people: People) -> None:
    come_in(people["Amy"])
    agree(people["Amy"])


@given("Daniel has come in, and has not agreed yet")
def _(people: People) -> None:
    come_in(people["Daniel"])


def colleague(people: People, deployment: Deployment, name: str) -> Person:
    """Return somebody of the team who looks at the newer version."""
    people[name] = staff(deployment, name)
    people[name].browser.go(ADDRESS)
    return people[name]


@step("Tess stages the newer version")
def _(people: People, deployment: Deployment) -> None:
    tess = colleague(people, deployment, "Tess")
    tess.browser.write("One new question", label="What is different from the version before?")
    tess.browser.press("Stage this version")


@step("Tess stages the newer version without saying what is different")
def _(people: People, deployment: Deployment) -> None:
    colleague(people, deployment, "Tess").browser.press("Stage this version")
    assert people["Tess"].page.status == 422


@step("Kim reviews the newer version")
def _(people: People, deployment: Deployment) -> None:
    colleague(people, deployment, "Kim").browser.press("I have reviewed this version")


@step("Kim refuses the newer version")
def _(people: People, deployment: Deployment) -> None:
    colleague(people, deployment, "Kim").browser.press("Refuse it")


@given("the newer version was staged and reviewed")
def _(deployment: Deployment) -> None:
    take = releases.take_step
    for by, kind, key in (("tess", "staged", "1"), ("kim", "reviewed", "2")):
        words = "One new question" if kind == "staged" else ""
        take(deployment.services, "taking_part", "2.0.0", kind, by=by, request_key=key, what_changed=words)  # type: ignore[arg-type]  # two of the steps


@then(parsers.parse('a review by Tess is refused with "{words}"'))
def _(people: People, words: str) -> None:
    tess = people["Tess"]
    form = {one["name"]: one["value"] for one in tess.page.root.all("input", type="hidden")}
    sent = form | {"action": "review", "key": "0" * 32}
    response = tess.browser.client.post(ADDRESS, data=sent)
    assert response.status_code == 422
    assert words in response.get_data(as_text=True)


@step("Tess releases the newer version without choosing")
def _(people: People, deployment: Deployment) -> None:
    colleague(people, deployment, "Tess").browser.press("Release this version")
    assert people["Tess"].page.status == 422


@step(parsers.re("Tess releases the newer version as (?P<how>not material|material)"))
def _(people: People, deployment: Deployment, how: str) -> None:
    tess = colleague(people, deployment, "Tess")
    options = tess.page.main.all("input", name="material", value="no" if "not" in how else "yes")
    if not options:
        return  # what is on the page instead is looked at by the next step
    assert not any("checked" in one.attributes for one in tess.page.main.all("input", name="material"))
    choose(tess.page, options[0])
    tess.browser.press("Release this version")
    assert "The version is released." in words_of(tess.page)


@step("its texts are other than they were")
def _(deployment: Deployment) -> None:
    module = replace(newer(), title=Text("Taking part in another way", "Take part in another way.", "information"))
    versions = {"taking_part": (TAKING_PART, module)}
    deployment.app.extensions["alongside"] = replace(
        deployment.services, catalogue=replace(deployment.services.catalogue, consent_versions=versions)
    )


@then("the newer version was not released")
def _(deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert consenting.module_of(deployment.services, tx).version == "1.0.0"


# What families read


@step("Daniel reads the first page")
def _(people: People) -> None:
    people["Daniel"].browser.go("/read/1")


@then("Daniel does not read the new words")
def _(people: People) -> None:
    assert NEW_WORDS not in words_of(people["Daniel"].page)


@then("Daniel reads the new words")
def _(people: People) -> None:
    assert NEW_WORDS in words_of(people["Daniel"].page)


@then("Amy can answer")
def _(people: People) -> None:
    give_anything(people["Amy"].page)
    before = people["Amy"].page.address
    assert keep(people["Amy"]).address != before


def told_of_it(deployment: Deployment) -> list[str]:
    """Return the telephones of everybody who was sent the message."""
    return [one.message.to for one in deployment.messages() if NEW in one.message.body]


@then("nobody is told that there is something new")
def _(deployment: Deployment) -> None:
    deployment.send()
    assert told_of_it(deployment) == []


@then("Amy is told by text that there is something new, once")
def _(deployment: Deployment) -> None:
    assert told_of_it(deployment) == [PHONES["Amy"]]


@then("Daniel is not told by text that there is something new")
def _(deployment: Deployment) -> None:
    assert PHONES["Daniel"] not in told_of_it(deployment)
    with deployment.services.records.read() as tx:
        queued = [
            message
            for name in families.participants(tx, study=deployment.services.study.code)
            for message in outbox.messages_of(tx, name.number)
            if message.reason == MessageReason.CONSENT_AGAIN
        ]
    assert len(queued) == 1


@then(parsers.parse('{some:d} person who takes part has signed version "{first}" and {others:d} version "{second}"'))
def _(deployment: Deployment, some: int, first: str, others: int, second: str) -> None:
    with deployment.services.records.read() as tx:
        found = releases.module_in_study(deployment.services, tx, "taking_part")
        count = releases.count_signatures(deployment.services, tx, found.shown)
    assert (count.signed[first], count.signed[second], count.asked_again) == (some, others, 0)


@step("Amy looks where she is")
def _(people: People) -> None:
    people["Amy"].browser.go("/path")


@then("Amy is told what has changed")
def _(people: People) -> None:
    assert CHANGED in words_of(people["Amy"].page)
    assert "All that you told us before is kept" in words_of(people["Amy"].page)


@then("the lists of staff, the reminders and the researcher's file say the same")
def _(people: People, deployment: Deployment) -> None:
    services, number = deployment.services, people["Amy"].number
    family = family_at_work(services, number, frozenset(site.code for site in services.study.sites))
    assert family is not None
    assert [matter.kind for matter in family.stuck] == [MatterKind.AGREE_AGAIN]
    with services.records.read() as tx:
        stand = stand_of(services, tx, list(addressees.addressees(tx, [number]).values()))[number]
    assert stand.consented_on is None
    rows = list(csv.DictReader(io.StringIO("".join(consents_csv(services)))))
    assert {(row["module_version"], row["in_force"]) for row in rows if row["study_number"] == number} == {
        ("1.0.0", "no")
    }


@then("Amy cannot go to the questions")
def _(people: People) -> None:
    amy = people["Amy"].browser
    for address in ("/questions", "/q/1", "/part/1", "/check/1"):
        response = amy.client.get(address)
        assert (response.status_code, response.headers["Location"]) == (303, "/path"), address
    token = amy.go("/path").root.all("input", name="csrf_token")[0]["value"]
    for address in ("/q/1", "/check/1"):
        assert amy.client.post(address, data={"csrf_token": token, "key": "0" * 32}).status_code == 409, address
    assert amy.client.post("/start", data={"csrf_token": token}).headers["Location"] == "/path"


@then("Amy can go to the questions")
def _(people: People) -> None:
    assert begin_questions(people["Amy"]).kind == "question"


@step("Amy agrees once more")
def _(people: People) -> None:
    agree(people["Amy"])
    assert people["Amy"].page.address == "/path"


def number_of_answers(deployment: Deployment) -> int:
    return len(deployment.stored()["records.answers"])


@pytest.fixture
def before() -> dict[str, object]:
    """What stood there before."""
    return {}


@step("Amy sends her page")
def _(people: People, deployment: Deployment, before: dict[str, object]) -> None:
    amy = people["Amy"]
    before["answers"], before["question"] = number_of_answers(deployment), amy.page.heading
    (control,) = [one for one in amy.page.main.all("input", type="text") if one["name"] == "answer"]
    fill(control, "Wolof")
    amy.browser.press(value="keep")
    assert amy.page.status == 409


@then("what she wrote is on the page, and nowhere else")
def _(people: People, deployment: Deployment, before: dict[str, object]) -> None:
    assert "Wolof" in [one.text for one in people["Amy"].page.main.all("p", **{"class": "words"})]
    assert number_of_answers(deployment) == before["answers"]


@then("Amy is where she was")
def _(people: People, before: dict[str, object]) -> None:
    assert people["Amy"].page.heading == before["question"]


def copies(people: People, deployment: Deployment) -> list[consenting.KeptCopy]:
    """Return every copy that Amy has, oldest first."""
    services, number = deployment.services, people["Amy"].number
    with services.records.read() as tx:
        records = consents.consents_of(tx, number)
    with services.vault.read() as sealed:
        kept = [services.vault.get(sealed, number, f"consent_copy.taking_part.{one.record_hash}") for one in records]
    return [consenting.KeptCopy.from_json(one or "") for one in kept]


def told_in(copy: consenting.KeptCopy) -> str:
    return copy.information[0][1][0]


@then("her copy is word for word what she signed")
def _(people: People, deployment: Deployment) -> None:
    (copy,) = copies(people, deployment)
    words = words_of(people["Amy"].browser.go("/copy"))
    assert NEW_WORDS not in words
    assert all(one.words in words for one in copy.statements)
    assert told_in(copy) == as_text(TAKING_PART.information[0].paragraphs[0]).standard


@then("both of her copies are kept, each in its own words")
def _(people: People, deployment: Deployment) -> None:
    old, new = copies(people, deployment)
    assert (old.version, new.version) == ("1.0.0", "2.0.0")
    assert (NEW_WORDS in told_in(old), NEW_WORDS in told_in(new)) == (False, True)


@then("the study's months are counted from the first day")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        module = consenting.module_of(deployment.services, tx)
        state = consenting.standing(tx, people["Amy"].number, module)
        first, last = consents.consents_of(tx, people["Amy"].number)
    assert state.in_force
    assert state.consented_at == first.recorded_at < last.recorded_at


@then("staff read in what she was told the words of each version")
def _(people: People, deployment: Deployment) -> None:
    told = told_so_far(deployment.services, people["Amy"].number).entries
    signed = [one for one in told if isinstance(one, ToldConsent) and one.is_signed]
    assert [one.version for one in signed] == ["1.0.0", "2.0.0"]
    assert all(statement.words for one in signed for statement in one.statements)


@step("Amy stops taking part")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press(value="stop_all")


# What is a free choice


@given("Amy has also chosen something that is free")
@step("Amy chooses it once more")
def _(people: People) -> None:
    amy = people["Amy"].browser
    amy.go("/more/2/choose/1")
    choose(amy.page, amy.page.main.all("input", type="radio", value="yes")[0])
    amy.send(amy.page.main.all("button")[-1])
    fill(amy.page.main.all("input", id="name")[0], "Amy Example")
    amy.send(amy.page.main.all("button")[-1])


@given("a newer version of it was released as material")
def _(deployment: Deployment) -> None:
    for by, kind, key in (("tess", "staged", "3"), ("kim", "reviewed", "4"), ("tess", "released", "5")):
        releases.take_step(
            deployment.services,
            FREE.code,
            "2.0.0",
            kind,  # type: ignore[arg-type]  # three of the steps
            by=by,
            request_key=key,
            what_changed="One new page" if kind == "staged" else "",
            is_material=True if kind == "released" else None,
        )


def chose_freely(people: People, deployment: Deployment) -> bool:
    with deployment.services.records.read() as tx:
        _, free = consenting.modules_of(deployment.services, tx, people["Amy"].number)
        return consenting.standing(tx, people["Amy"].number, free).in_force


@then("what she chose freely does not count")
def _(people: People, deployment: Deployment) -> None:
    assert not chose_freely(people, deployment)


@then("what she chose freely counts")
def _(people: People, deployment: Deployment) -> None:
    assert chose_freely(people, deployment)


# Languages


def paragraph_about(page: Page, words: str) -> str:
    return next((one for text in page.main.all("p") if words in (one := text.text.translate(ISOLATES))), "")


@then("the co-ordinator is not offered Urdu for a new family, and reads how many texts are missing")
def _(people: People, deployment: Deployment) -> None:
    people["Kim"] = staff(deployment, "Kim")
    page = people["Kim"].browser.go("/staff/new")
    assert [one["value"] for one in page.main.all("input", name="language")] == ["en"]
    assert "are missing, first What has changed" in paragraph_about(page, "Urdu (اردو) is not offered with this")


@then("the co-ordinator reads the same on the page of a family that reads Urdu")
def _(people: People) -> None:
    page = people["Kim"].browser.go(f"/staff/family/{people['Sana'].number}")
    assert "This family reads Urdu (اردو), and it is not offered now." in words_of(page)
    assert "are missing, first What has changed" in words_of(page)


@then("Sana, who reads Urdu, is told that the words are not ready, and cannot sign")
def _(people: People, deployment: Deployment) -> None:
    come_in(people["Sana"])
    assert people["Sana"].browser.go("/needs").status == 200
    page = people["Sana"].browser.go("/read/1")
    assert (page.status, page.kind, page.language) == (200, "information", "ur")
    assert not [one for one in page.main.all("a") if one["href"].startswith(("/read", "/choose"))]
    assert NEW_WORDS not in words_of(page)
    services, number = deployment.services, people["Sana"].number
    with services.records.read() as tx:
        module = consenting.module_of(services, tx)
        preferences = families.preferences(tx, number)
    acting = Acting(number, FAMILY, needs_from(preferences))
    with pytest.raises(consenting.ConsentNotReadyError):
        signing.sign(services, acting, module, signing.Signature("typed", "Sana"), "key")
