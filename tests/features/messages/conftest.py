"""The vocabulary of the features about messages."""

from pytest_bdd import parsers, step

from alongside.core.conduct.families import make_spoken_way_in
from alongside.core.storage import families
from tests.support.deployment import Deployment, fill
from tests.support.family import Entry, agree, ask_for_code, come_in, enter_family, give_code, staff
from tests.support.reading import People

CONTACT = {
    "Which ways are safe for you?": "ways",
    "What is your phone number?": "number",
    "When is it safe?": "hours",
    "May we leave a message when you do not answer?": "voicemail",
    "Do other people use this phone?": "shared",
    "Would you like a code word for calls?": "word",
    "May our e-mails bring a talk for your calendar?": "calendar",
}


@step("Amy has come in and agreed")
def _(people: People, deployment: Deployment) -> None:
    people["Amy"] = enter_family(people["Kim"], Entry("Amy", "07700 900201", (("Leo", 9),)))
    deployment.send()
    come_in(people["Amy"])
    agree(people["Amy"])


@step("Kim reads a way in to Amy")
def _(people: People, deployment: Deployment) -> None:
    amy = people["Amy"]
    link, code = make_spoken_way_in(deployment.services, amy.number, by="kim")
    ask_for_code(amy, link)
    give_code(amy, code)


@step(parsers.parse("{name:w} goes to how she may be reached"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/path")
    people[name].browser.go("/contact")


@step(parsers.parse('{name:w} opens "{words}"'))
def _(people: People, name: str, words: str) -> None:
    page = people[name].browser.go(f"/contact/{CONTACT[words]}")
    assert page.heading == words


@step(parsers.parse('{name:w} writes "{words}" into "{label}"'))
def _(people: People, name: str, words: str, label: str) -> None:
    people[name].browser.write(words, label=label)


@step(parsers.parse('Kim chooses under "{heading}": "{words}"'))
def _(people: People, heading: str, words: str) -> None:
    people["Kim"].browser.choose(words, under=heading)


@step("Kim reads what to know before ringing Amy")
def _(people: People, deployment: Deployment) -> None:
    people["Kim"] = staff(deployment, "Kim")  # her page may have locked in the meantime
    people["Kim"].browser.go(f"/staff/family/{people['Amy'].number}/safe-contact")


@step("Amy types the code that came to her phone")
def _(people: People) -> None:
    amy = people["Amy"]
    fill(amy.page.main.all("input", name="code")[0], amy.newest_code())
    amy.browser.press(value="open")


@step("Amy still takes part")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        kept = families.participant(tx, people["Amy"].number)
    assert kept is not None
    assert kept.state == "consented"
