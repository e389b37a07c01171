"""What is said to a member of the team and written down, and that it is open who decides for the children."""

from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.consenting import module_of
from alongside.core.conduct.queueing import queue_message
from alongside.core.conduct.signing import supporter_digest
from alongside.core.conduct.who_decides import linkage_is_paused
from alongside.core.definitions.messages import MessageReason
from alongside.core.storage import consents, families, outbox
from tests.support.consent import copy_of, open_record, records_of, write_down
from tests.support.deployment import Deployment, choose, fill
from tests.support.family import Entry, come_in, enter_family
from tests.support.page import ARABIC_LETTER
from tests.support.reading import People, words_of

scenarios("assisted.feature")

ASKED = "Can I stop later? Kim said: at any time."
WAYS = {"read out": "spoken", "through the interpreter": "interpreter", "read by herself": "read"}
MODES = {"phone": "by_phone", "video": "by_video"}


@step(parsers.parse("Kim opens the page for what {name:w} says"))
def _(people: People, name: str) -> None:
    open_record(people["Kim"], people[name].number)


@step("nothing is answered on it beforehand")
def _(people: People, deployment: Deployment) -> None:
    page = people["Kim"].page
    given = [one["name"] for one in page.main.all("input") if "checked" in one.attributes]
    assert given == ["language", "words"]  # how the words are shown, not what anybody says
    for statement in module_of(deployment.services).statements:
        assert len(page.main.all("input", name=f"answer_{statement.code}")) == 2


@step(parsers.parse("Kim writes down a yes to everything, by {mode:w} and {heard}"))
def _(people: People, mode: str, heard: str) -> None:
    write_down(people["Kim"], mode=MODES[mode], taken_in=WAYS[heard])


@step("Kim writes down a no to taking part")
def _(people: People, deployment: Deployment) -> None:
    required = next(one.code for one in module_of(deployment.services).statements if one.required)
    write_down(people["Kim"], refusing=[required])


@step("Kim presses the button to look at all of it")
def _(people: People) -> None:
    assert people["Kim"].browser.press(value="check").status == 422


@step("Kim records it")
def _(people: People) -> None:
    people["Kim"].browser.press(value="record")


@step("Kim records it twice")
def _(people: People) -> None:
    kim = people["Kim"]
    (button,) = kim.page.main.all("button", value="record")
    kim.browser.send(button)
    kim.browser.send(button)
    assert "This was signed already." in words_of(kim.page)


@step("Amy has signed nothing yet")
def _(people: People, deployment: Deployment) -> None:
    assert records_of(deployment, people["Amy"].number) == []


@step("Amy has one record")
def _(people: People, deployment: Deployment) -> None:
    assert len(records_of(deployment, people["Amy"].number)) == 1


@step(parsers.parse('Amy\'s state is "{state}"'))
def _(people: People, deployment: Deployment, state: str) -> None:
    with deployment.services.records.read() as tx:
        person = families.participant(tx, people["Amy"].number)
    assert person is not None
    assert person.state == state


@step("the record says that it was said by phone to Kim, in plain words that were read out")
def _(people: People, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Amy"].number)
    consent = record.consent
    assert (consent.signature_method, consent.given_by_mode, consent.received_by) == ("witnessed", "by_phone", "kim")
    assert (consent.language, consent.format) == ("en", "standard+spoken")
    assert "They gave these answers freely." in consent.receiver_declaration
    assert copy_of(deployment, record).received_by == "Kim"


@step("Kim chooses Urdu and easy words, and looks at them")
def _(people: People) -> None:
    kim = people["Kim"]
    for field, value in (("language", "ur"), ("words", "easy")):
        choose(kim.page, kim.page.main.all("input", name=field, value=value)[0])
    kim.browser.press(value="show")


@step("the statements are in Urdu")
def _(people: People) -> None:
    legends = [one for one in people["Kim"].page.main.all("fieldset") if one["class"] == "row"]
    assert all(ARABIC_LETTER.search(one.all("legend")[0].text) for one in legends)
    assert legends


@step("Kim names a witness, an interpreter and a sister, and what Amy asked")
def _(people: People) -> None:
    page = people["Kim"].page
    for field, words in (
        ("witness_name", "Wanda Wit"),
        ("witness_who", "neighbour"),
        ("interpreter_name", "Inga Terp"),
        ("supporter_name", "Susi Port"),
        ("supporter_who", "sister"),
        ("questions", ASKED),
    ):
        fill(page.main.all("input", "textarea", id=field)[0], words)
    choose(page, page.main.all("input", id="impartial")[0])
    choose(page, page.main.all("input", name="answered_by", value="kim")[0])


@step("the record names nobody, and vouches for each of them and for what was asked")
def _(people: People, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Amy"].number)
    consent, copy = record.consent, copy_of(deployment, record)
    assert (consent.language, consent.format, consent.questions_answered_by) == ("ur", "easy+interpreter", "kim")
    assert {one.role: one.is_impartial for one in consent.supporters} == {
        "interpreter": False,
        "witness": True,
        "supporter": False,
    }
    assert [one.name_digest for one in consent.supporters] == [supporter_digest(copy.salt, one) for one in copy.people]
    assert consent.questions_asked == consents.signature_digest(copy.salt, ASKED)
    kept = str([rows for name, rows in deployment.stored().items() if name.startswith("records.")])
    for name in ("Wanda", "Inga", "Susi", "sister", "neighbour", "Can I stop", "Amy Example"):
        assert name not in kept


@step("Amy's copy names them, on the page and as a document")
def _(people: People) -> None:
    amy = people["Amy"]
    come_in(amy)
    page = words_of(amy.browser.go("/copy"))
    document = amy.browser.fetch("/copy.pdf").data
    written = " ".join(one.text for one in read_structure(document).walk() if one.text)
    for words in ("Wanda Wit", "Inga Terp", "Susi Port", "Amy Example", ASKED, "Kim"):
        assert words in page
        assert words.split()[0] in written


@step("Kim names her colleague Nina as the witness")
def _(people: People) -> None:
    page = people["Kim"].page
    fill(page.main.all("input", id="witness_name")[0], "nina")
    choose(page, page.main.all("input", id="impartial")[0])


@step("everything that Kim typed is still there")
def _(people: People) -> None:
    page = people["Kim"].page
    assert page.status == 422
    assert page.main.all("input", id="witness_name")[0]["value"] == "nina"
    assert page.main.all("input", id="printed_name")[0]["value"] == "Amy Example"
    chosen = {one["name"] for one in page.main.all("input") if "checked" in one.attributes}
    assert {"mode", "taken_in", "declared", "impartial"} <= chosen
    assert len([name for name in chosen if name.startswith("answer_")]) >= 1


@step("Kim is told each thing that is missing")
def _(people: People, deployment: Deployment) -> None:
    wrong = {one["href"] for one in people["Kim"].page.main.all("a") if one["href"].startswith("#")}
    module = module_of(deployment.services)
    assert {"#mode", "#taken_in", "#printed_name", "#declared"} <= wrong
    assert {f"#answer_{one.code}" for one in module.statements} <= wrong
    assert {f"#asked_{one.code}" for one in module.understanding} <= wrong


@step("Kim has entered Bea, who cannot read")
def _(people: People, deployment: Deployment) -> None:
    people["Bea"] = enter_family(people["Kim"], Entry("Bea", "07700 900202", (("Ben", 9),)))
    with deployment.services.records.write() as tx:
        kept = families.preferences(tx, people["Bea"].number)
        families.set_preferences(
            tx,
            people["Bea"].number,
            language=kept.language,
            easy_read=kept.easy_read,
            listens=True,
            needs={**kept.needs, "reads": "no"},
            at=deployment.services.clock.now(),
        )


@step("Bea's record says that she cannot read and that she heard the words from Kim")
def _(people: People, deployment: Deployment) -> None:
    (record,) = records_of(deployment, people["Bea"].number)
    consent = record.consent
    assert (consent.can_read, consent.format, consent.received_by) == (False, "standard+spoken", "kim")


def note(people: People, *, is_open: bool) -> None:
    kim = people["Kim"]
    kim.browser.go(f"/staff/family/{people['Amy'].number}")
    (button,) = kim.page.main.all("button", name="open", value="yes" if is_open else "no")
    kim.browser.send(button)


@step("Kim notes that it is open who decides for Amy's children")
def _(people: People) -> None:
    note(people, is_open=True)
    assert "Messages and the linking of records are paused." in words_of(people["Kim"].page)


@step("Kim notes that it is settled")
def _(people: People) -> None:
    note(people, is_open=False)


@step("no records of Amy's family may be linked")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert linkage_is_paused(tx, people["Amy"].number)
        assert linkage_is_paused(tx, "BR9999X")


@step("records of Amy's family may be linked")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert not linkage_is_paused(tx, people["Amy"].number)


@step("a reminder is due to Amy")
def _(people: People, deployment: Deployment) -> None:
    services = deployment.services
    with services.records.write() as tx, services.vault.write() as sealed:
        assert queue_message(services, tx, sealed, people["Amy"].number, MessageReason.INVITATION, period="2")
    deployment.send()


def newest(people: People, deployment: Deployment) -> outbox.Message:
    with deployment.services.records.read() as tx:
        (found,) = [one for one in outbox.messages_of(tx, people["Amy"].number) if one.period == "2"]
    return found


@step("Amy's message waits because it is open who decides")
def _(people: People, deployment: Deployment) -> None:
    held = newest(people, deployment)
    assert (held.state, held.held_reason) == ("held", "who_decides_open")
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}")
    assert "It is open who decides for this family's children." in words_of(people["Kim"].page)


@step("Amy is sent a code at once")
def _(people: People) -> None:
    assert people["Amy"].newest_code()


@step("the message went to Amy")
def _(people: People, deployment: Deployment) -> None:
    assert newest(people, deployment).state == "sent"
