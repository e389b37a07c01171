"""Reading, choosing, signing, and the copy."""

from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.consenting import module_of
from alongside.core.storage import consents
from tests.support.deployment import Deployment, choose
from tests.support.family import Person, read_on, sign_as, write_signature
from tests.support.page import Page
from tests.support.reading import ISOLATES, People, words_of

scenarios("agree_or_not.feature")


def read_to_the_end(person: Person) -> list[str]:
    headings = []
    while person.page.kind == "information":
        headings.append(person.page.heading)
        person.browser.follow("Go on")
    return headings


def say(person: Person, answer: str) -> Page:
    choose(person.page, person.page.main.all("input", type="radio", value=answer)[0])
    return person.browser.press("Save and go on")


@step("Amy reads to the end", target_fixture="headings")
def _(people: People) -> list[str]:
    return read_to_the_end(people["Amy"])


@step("Amy has read that chance decides, who sees the answers, when we must tell, and how to stop")
def _(headings: list[str]) -> None:
    assert len(headings) == 10
    for heading in (
        "Chance decides which kind of help you get",
        "Who can see your words",
        "When we must tell someone",
        "You can stop at any time",
    ):
        assert heading in headings


@step("Amy has read everything")
def _(people: People) -> None:
    people["Amy"].browser.go("/read/1")
    read_on(people["Amy"])


@step("nothing is chosen")
def _(people: People) -> None:
    assert not [one for one in people["Amy"].page.main.all("input") if "checked" in one.attributes]


@step("Amy says yes")
def _(people: People) -> None:
    say(people["Amy"], "yes")


@step(parsers.parse('Amy says yes to everything but "{words}"'))
def _(people: People, words: str) -> None:
    say_to_all(people["Amy"], words)


@step("Amy says yes to everything")
def _(people: People) -> None:
    say_to_all(people["Amy"], "nothing")


def say_to_all(person: Person, refused: str) -> None:
    if person.page.kind != "statement":
        person.browser.go("/choose/1")
    # After a no every choice is there already: each is looked at again.
    for number in range(1, 7):
        if person.page.kind != "statement" or f"Choice {number} of 6" not in words_of(person.page):
            person.browser.go(f"/choose/{number}")
        say(person, "no" if refused in person.page.heading else "yes")
    read_on(person)


@step(parsers.parse('Amy signs as "{name}"'))
def _(people: People, name: str) -> None:
    sign_as(people["Amy"], name)


@step(parsers.parse('Amy signs as "{name}", and the signature is sent twice'))
def _(people: People, name: str) -> None:
    browser = people["Amy"].browser
    write_signature(people["Amy"], name)
    button = browser.page.main.all("button")[-1]
    browser.send(button)
    browser.send(button)


@step("one signature is on record")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert len(consents.consents_of(tx, people["Amy"].number)) == 1


@step("Amy looks at the copy")
def _(people: People) -> None:
    people["Amy"].browser.go("/path")
    people["Amy"].browser.follow("Your copy")


@step(parsers.parse('the copy says no to "{words}" and yes to everything else'))
def _(people: People, words: str) -> None:
    lines = [line.text for line in people["Amy"].page.main.all("li")]
    assert len(lines) == 6
    for line in lines:
        assert (" No " if words in line else " Yes ") in f" {line} "


@step(parsers.parse('Amy changes "{words}" to no'))
def _(people: People, words: str) -> None:
    person = people["Amy"]
    link = next(link for link in person.page.main.all("a") if words in link["aria-label"])
    person.browser.go(link["href"])
    say(person, "no")


@step("the copy on the page holds each statement, each answer, the name and the day")
def _(people: People, deployment: Deployment) -> None:
    words = words_of(people["Amy"].page)
    for statement in statements(deployment):
        assert statement in words
    assert words.count(" Yes ") >= 6
    assert "Amy Example" in words
    assert "10 March 2026" in words


@step("the document holds the same words, and all that was read before")
def _(people: People, deployment: Deployment) -> None:
    assert_document_holds_everything(people["Amy"], "Open my copy (PDF)", deployment)


@step("the document in large print holds the same words")
def _(people: People, deployment: Deployment) -> None:
    assert_document_holds_everything(people["Amy"], "Open my copy in large print (PDF)", deployment)


def assert_document_holds_everything(person: Person, link: str, deployment: Deployment) -> None:
    address = next(one["href"] for one in person.page.main.all("a") if one.text == link)
    response = person.browser.fetch(address)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    words = " ".join(" ".join(one.text for one in read_structure(response.data).walk() if one.text).split())
    module = module_of(deployment.services)
    shown = [text for part in (*module.information, *module.privacy) for text in part.texts(module.owner)]
    shown += [text for statement in module.statements for text in statement.texts(module.owner)]
    paragraphs = [text.text.standard for text in shown]
    missing = [one for one in paragraphs if one not in words and not one_branch_only(one, module, words)]
    assert missing == []
    assert "Amy Example" in words
    assert "10 March 2026" in words


def one_branch_only(text: str, module: object, words: str) -> bool:
    """Return whether a text says what follows from a no, where a yes was given."""
    return any(text in str(getattr(one.if_no, "standard", one.if_no)) for one in module.statements)  # type: ignore[attr-defined]


def statements(deployment: Deployment) -> list[str]:
    module, book = module_of(deployment.services), deployment.services.book
    return [book.say(f"{module.code}.{one.code}.text", "en").words for one in module.statements]


@step("Amy has been sent word that the copy is ready")
def _(people: People, deployment: Deployment) -> None:
    deployment.send()
    assert "copy" in people["Amy"].texts[-1].translate(ISOLATES)


@step("Amy reads easy words")
def _(people: People) -> None:
    choose_words(people["Amy"], "Easy words with pictures")


@step("Amy changes back to plain words")
def _(people: People) -> None:
    choose_words(people["Amy"], "Plain words")


def choose_words(person: Person, words: str) -> None:
    person.browser.go("/needs")
    person.browser.choose(words)
    person.browser.press("Save my choices")


@step("the copy is in easy words")
def _(people: People) -> None:
    words = words_of(people["Amy"].page)
    assert "I want to take part. Chance picks the help we get." in words
    assert "I know that chance decides" not in words


@step("Amy tries to look at the questions")
def _(people: People) -> None:
    people["Amy"].browser.go("/questions")
