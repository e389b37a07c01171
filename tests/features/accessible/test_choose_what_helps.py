"""What a person needs, said once, in every kind of thing that they are given."""

import io
import re

import pikepdf
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.composing import Recipient, put_into_words
from alongside.core.conduct.families import make_spoken_way_in
from alongside.core.conduct.letters import letter_of
from alongside.core.conduct.people import needs_from
from alongside.core.definitions.messages import ChannelKind, MessageReason
from alongside.core.definitions.safe_contact import SafeContact
from alongside.core.storage import families
from tests.support.deployment import Deployment, path_of
from tests.support.family import Entry, Person, enter_family, give_code
from tests.support.markup import Element
from tests.support.page import ARABIC_LETTER, Page
from tests.support.reading import People, words_of

scenarios("choose_what_helps.feature")
LETTERS = re.compile(r"url\((/type/[0-9a-f]+\.woff2)\)")
A_LINK = "https://forms.example.org/s/xveUf9EA8BLWfKLOedGZA7aLW8uxLunh"


def root_of(page: Page) -> Element:
    return page.root.all("html")[0]


def chosen_letters(person: Person) -> list[str]:
    """Return the addresses of the letter forms that a page names beside the one for who has no Urdu letters."""
    words = person.browser.fetch("/path").get_data(as_text=True)
    return LETTERS.findall(words.partition("<body>")[0])[1:]


def letter_to(person: Person) -> bytes:
    """Return the pages of a letter to somebody, as their needs are kept now."""
    services = person.deployment.services
    with services.records.read() as tx:
        needs = needs_from(families.preferences(tx, person.number))
    recipient = Recipient("Sam Example\n1 Any Road\nAnytown", "Sam", SafeContact(), needs, "bromley")
    possible = {
        "link": lambda _: A_LINK,
        "phone": lambda _: "020 7946 0123",
        "contact": lambda words: words.say("messages.contact_team", {}),
    }
    written = put_into_words(
        services, MessageReason.PART_DUE, ChannelKind.LETTER, recipient, key="k", possible=possible
    )
    return letter_of(services, written, needs).content


def smallest_print(content: bytes) -> float:
    """Return the smallest size of letters in a document after its first page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return min(
            float(item.operands[1])
            for page in pdf.pages[1:]
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "Tf"
        )


@step("Amy's pages are spaced, calm and in Lexend")
def _(people: People) -> None:
    for address in ("/path", "/read/1", "/help", "/nowhere"):
        root = root_of(people["Amy"].browser.go(address))
        assert (root["data-spacing"], root["data-font"], "data-calm" in root.attributes) == ("wide", "lexend", True)


@step("Amy's page fetches her letters and no others")
def _(people: People) -> None:
    found = chosen_letters(people["Amy"])
    assert len(found) == 2
    for address in found:
        answer = people["Amy"].browser.client.get(address)
        assert (answer.status_code, answer.mimetype, answer.data[:4]) == (200, "font/woff2", b"wOF2")
        assert "immutable" in answer.headers["Cache-Control"]


@step("Amy's page fetches no letters")
def _(people: People) -> None:
    assert chosen_letters(people["Amy"]) == []


@step("Amy's page says that it is to be read out")
def _(people: People) -> None:
    assert "data-aloud" in root_of(people["Amy"].page).attributes


@step("the texts on Amy's page have sounds")
def _(people: People) -> None:
    assert people["Amy"].page.main.all("audio")


@step("Amy goes to the choices")
def _(people: People) -> None:
    people["Amy"].browser.go("/needs")


@step("Amy goes to what else helps")
def _(people: People) -> None:
    people["Amy"].browser.go("/needs")
    people["Amy"].browser.follow("What else helps you?")


@step("Amy opens the page about an interpreter")
def _(people: People) -> None:
    people["Amy"].browser.go("/needs/more/3")


@step(parsers.parse('Amy writes "{words}"'))
def _(people: People, words: str) -> None:
    people["Amy"].browser.write(words)


@step("Amy writes far too much")
def _(people: People) -> None:
    people["Amy"].browser.choose("Yes, for a language that I speak")
    people["Amy"].browser.write("Sylheti " * 200)


@step("Amy is told that it is too long, and everything she wrote is still there")
def _(people: People) -> None:
    page = people["Amy"].page
    (words,) = page.main.all("textarea")
    assert (page.status, words["aria-invalid"]) == (422, "true")
    assert "Sylheti " * 200 in "".join(map(str, words.children))
    assert [one["value"] for one in page.main.all("input", type="radio") if "checked" in one.attributes] == ["spoken"]


@step("Amy's page is in easy Urdu with the biggest words")
def _(people: People) -> None:
    page = people["Amy"].page
    root = root_of(page)
    assert (page.language, root["dir"], root["data-size"]) == ("ur", "rtl", "200")
    assert "data-easy" in root.attributes
    assert ARABIC_LETTER.search(page.heading)


@step("Amy's page has words of the usual size")
def _(people: People) -> None:
    assert root_of(people["Amy"].page)["data-size"] == "100"


@step("a letter to Amy is in easy Urdu and in large print")
def _(people: People) -> None:
    book = people["Amy"].deployment.services.book
    content = letter_to(people["Amy"])
    said = [element.text for element in read_structure(content).walk() if element.text]
    easy, standard = (
        book.say("messages.part_due_letter", "ur", {"hello": "-", "link": "-", "contact": "-", "phone": "-"}, easy=one)
        for one in (True, False)
    )
    first = easy.words.split("\n\n")[1].splitlines()[0]
    assert easy.words != standard.words
    assert any(first in words for words in said)
    assert smallest_print(content) == 18


@step("a letter to Amy is in English and in large print")
def _(people: People) -> None:
    content = letter_to(people["Amy"])
    assert b"en" in content
    assert smallest_print(content) == 18


@step("Amy's copy of what she agreed to is in large print")
def _(people: People) -> None:
    assert smallest_print(people["Amy"].browser.fetch("/copy.pdf").data) == 18


@step("Amy's newest text is in Urdu")
def _(people: People) -> None:
    assert ARABIC_LETTER.search(people["Amy"].texts[-1])


@step("Amy's words about it are in the vault alone")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.vault.read() as sealed:
        fields = deployment.services.vault.fields(sealed, people["Amy"].number)
    assert fields["need_interpreter"] == "Sylheti, and a woman please"
    assert not [name for name, rows in deployment.stored().items() if "Sylheti" in str(rows)]
    assert "Sylheti" not in people["Amy"].browser.go("/needs/more").text


@step(parsers.parse('Amy has asked for an interpreter and written "{words}"'))
def _(people: People, words: str) -> None:
    browser = people["Amy"].browser
    for _ in range(2):
        browser.go("/needs/more/3")
        browser.choose("Yes, for a language that I speak")
        browser.write(words)
        browser.press("Save")
    browser.go("/needs/more/3")


@step("nothing is left of what Amy wrote")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.vault.read() as sealed:
        assert "need_interpreter" not in deployment.services.vault.fields(sealed, people["Amy"].number)


@step(parsers.parse('Kim\'s list says "{words}" of Amy'))
def _(people: People, words: str) -> None:
    lines = people["Kim"].browser.go("/staff/").main.all("li", class_="family")
    (line,) = [line for line in lines if people["Amy"].number in line.text]
    assert words in line.text


@step(parsers.parse('Kim reads "{words}" in what Amy needs'))
def _(people: People, words: str) -> None:
    page = people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}/needs")
    assert words in ["".join(map(str, one.children)).strip() for one in page.main.all("textarea")]


@step("Kim opens what Amy needs")
def _(people: People) -> None:
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}")
    people["Kim"].browser.follow("Write down what they need")


@step("Kim enters Bea, who needs an interpreter for British Sign Language")
def _(people: People) -> None:
    entry = Entry("Bea", "07700 900202", [("Mia", 9)], needs=("Interpreter, British Sign Language",))
    people["Bea"] = enter_family(people["Kim"], entry)


@step(parsers.parse('Kim\'s page of {name:w} says "{words}"'))
def _(people: People, name: str, words: str) -> None:
    page = people["Kim"].browser.go(f"/staff/family/{people[name].number}")
    assert words in words_of(page)


@step("the record says that Kim kept what Amy needs")
def _(deployment: Deployment, people: People) -> None:
    rows = [row for row in deployment.stored()["records.audit_events"] if "needs_kept" in row]
    assert len(rows) == 1
    assert people["Amy"].number in rows[0]


@step("Amy comes in with a code that is read out")
def _(people: People, deployment: Deployment) -> None:
    link, code = make_spoken_way_in(deployment.services, people["Amy"].number, by="kim")
    people["Amy"].take_another_browser()
    page = people["Amy"].browser.go(path_of(link))
    people["Amy"].browser.send(page.main.all("button")[1])
    give_code(people["Amy"], code)


@step("Amy is asked whether her choices still fit")
def _(people: People) -> None:
    assert "Do your choices still fit you?" in people["Amy"].browser.go("/path").text


@step("Amy is not asked whether her choices still fit")
def _(people: People) -> None:
    assert "Do your choices still fit you?" not in people["Amy"].browser.go("/path").text


@step("Amy asks for a code from there")
def _(people: People) -> None:
    people["Amy"].browser.send(people["Amy"].page.main.all("button")[0])


@step("the page that asks Amy for the code is in Urdu")
@step("Amy's page is in Urdu")
def _(people: People) -> None:
    assert people["Amy"].page.language == "ur"


@step("Amy's page is in English")
def _(people: People) -> None:
    assert people["Amy"].page.language == "en"
