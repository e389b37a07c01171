"""The vocabulary that all features share: people, what they see and do, and time that passes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_bdd import parsers, step

from tests.support.deployment import Deployment, open_deployment
from tests.support.family import (
    Entry,
    Person,
    agree,
    answer,
    answer_all,
    answer_part,
    ask_for_code,
    begin_questions,
    come_in,
    download,
    enter_family,
    give_anything,
    give_code,
    give_row,
    go_to_question,
    keep,
    send_part,
    staff,
)
from tests.support.reading import ISOLATES, People, Taken, given_on, words_of

PHONES = {"Amy": "07700 900201", "Bea": "07700 900202", "Dan": "07700 900203"}
SAFETY = {
    "is safe": "Yes, they said it is safe",
    "is not safe": "No, or someone else may read it",
    "nobody asked about": "I have not asked yet",
}
A_MONTH = 31


def pytest_configure(config: pytest.Config) -> None:
    """Declare the tags of the features: a mistyped tag fails."""
    config.addinivalue_line("markers", "accessible: pages that anybody can use, and what helps them")
    config.addinivalue_line("markers", "consent: what a family is told, agrees to, and changes its mind about")
    config.addinivalue_line("markers", "documents: what is printed or kept as a file")
    config.addinivalue_line("markers", "instruments: what is asked, in whose words, and how it is scored")
    config.addinivalue_line("markers", "journey: the way of a family, from being entered to the researcher's file")
    config.addinivalue_line("markers", "messages: what goes out to people, by which way, and what comes back")


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        yield opened


@pytest.fixture
def people() -> People:
    """Everybody who has a part in the scenario, by name."""
    return {}


def children_in(words: str) -> tuple[tuple[str, int], ...]:
    """Read "Ada (9 months), Ben (3 years)" as names and completed months; three years are 38 months, six are 76."""
    found = re.findall(r"(\w+) \((\d+) (months|years)\)", words)
    return tuple((name, int(age) if unit == "months" else {3: 38, 6: 76}[int(age)]) for name, age, unit in found)


# People


@step("Kim is the co-ordinator")
def _(people: People, deployment: Deployment) -> None:
    people["Kim"] = staff(deployment, "Kim")


@step(
    parsers.re(
        r"Kim (?:has entered|enters) (?P<name>\w+), whose phone (?P<safe>.+?) and who looks after (?P<children>.+)"
    )
)
def _(people: People, name: str, safe: str, children: str) -> None:
    phone = PHONES[name]
    people[name] = enter_family(people["Kim"], Entry(name, phone, children_in(children), safe=SAFETY[safe]))


@step("Sana, who reads Urdu, was invited")
def _(people: People, deployment: Deployment) -> None:
    people["Sana"] = Person("Sana", deployment, deployment.browser(), phone="+447700900103")


@step(parsers.parse("{name:w} goes to another browser"))
def _(people: People, name: str) -> None:
    people[name].take_another_browser()


# Coming in


@step(parsers.parse("{name:w} has come in"))
@step(parsers.parse("{name:w} comes in again"))
def _(people: People, name: str) -> None:
    come_in(people[name])


@step(parsers.parse("{name:w} opens the link"))
def _(people: People, name: str) -> None:
    person = people[name]
    person.link = person.newest_link()
    person.browser.go("/s/" + person.link.rpartition("/")[2])


@step(parsers.parse("{name:w} asks for a code"))
def _(people: People, name: str) -> None:
    ask_for_code(people[name])


@step(parsers.parse("{name:w} types the code"))
def _(people: People, name: str) -> None:
    give_code(people[name], people[name].newest_code())


# Agreeing


@step(parsers.parse("{name:w} has agreed to take part"))
def _(people: People, name: str) -> None:
    agree(people[name])


@step(parsers.parse('{name:w} has agreed to take part, but not to "{words}"'))
def _(people: People, name: str, words: str) -> None:
    agree(people[name], refusing=[words])


@step(parsers.parse("{name:w} has said no to taking part"))
def _(people: People, name: str) -> None:
    agree(people[name], refusing=["I want to take part"])


# Answering


@step(parsers.parse("{name:w} has begun the questions"))
def _(people: People, name: str) -> None:
    begin_questions(people[name])


@step(parsers.parse("{name:w} goes on with the questions"))
def _(people: People, name: str) -> None:
    begin_questions(people[name])


@step(parsers.parse('{name:w} answers "{words}"'))
def _(people: People, name: str, words: str) -> None:
    answer(people[name], words)


@step(parsers.parse('{name:w} answers until "{words}"'))
def _(people: People, name: str, words: str) -> None:
    person = people[name]
    while not person.page.heading.startswith(words):
        if person.page.kind == "information":  # the page before hard questions
            go_to_question(person)
            continue
        assert person.page.kind == "question", f"{words!r} never came"
        give_anything(person.page)
        keep(person)


@step(parsers.parse("{name:w} would rather not say"))
def _(people: People, name: str) -> None:
    people[name].browser.press("I would rather not say")


@step(parsers.parse("{name:w} has answered everything about himself"))
@step(parsers.parse("{name:w} answers what is left of the part"))
def _(people: People, name: str) -> None:
    answer_part(people[name])


@step(parsers.parse("{name:w} has answered and sent everything about himself"))
def _(people: People, name: str) -> None:
    answer_part(people[name])
    send_part(people[name])


@step(parsers.parse("{name:w} has answered and sent everything"))
@step(parsers.parse("{name:w} answers and sends everything"))
def _(people: People, name: str) -> None:
    answer_all(people[name])


# Moving about


@step(parsers.parse('{name:w} presses "{words}"'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.press(words)


@step(parsers.parse('{name:w} presses "{words}" {times:d} times'))
def _(people: People, name: str, words: str, times: int) -> None:
    for _ in range(times):
        people[name].browser.press(words)


@step(parsers.parse('{name:w} follows "{words}"'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.follow(words)


@step(parsers.parse('{name:w} chooses "{words}"'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.choose(words)


@step(parsers.parse("{name:w} goes back"))
def _(people: People, name: str) -> None:
    people[name].browser.follow("Back")


@step(parsers.parse("{name:w} stops for now"))
def _(people: People, name: str) -> None:
    people[name].browser.follow("Stop for now")


@step(parsers.parse("{name:w} looks where she is"))
@step(parsers.parse("{name:w} looks where he is"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/path")


@step(parsers.parse("{name:w} looks at the page again"))
def _(people: People, name: str) -> None:
    people[name].browser.go(people[name].page.address)


@step(parsers.parse("{name:w} reads the first page of information"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/read/1")


# Time


@step(parsers.parse("{minutes:d} minutes pass"))
def _(deployment: Deployment, minutes: int) -> None:
    deployment.pass_time(minutes=minutes)


@step(parsers.parse("{hours:d} hours pass"))
def _(deployment: Deployment, hours: int) -> None:
    deployment.pass_time(hours=hours)


@step(parsers.parse("{days:d} days pass"))
def _(deployment: Deployment, days: int) -> None:
    deployment.pass_time(days=days)


@step("what is due is sent")
def _(deployment: Deployment) -> None:
    deployment.send()


@step("a month passes and reminders go out")
def _(deployment: Deployment) -> None:
    deployment.pass_time(days=A_MONTH)
    deployment.remind()


@step(parsers.parse("{months:d} months pass, and reminders go out in each"))
def _(deployment: Deployment, months: int) -> None:
    for _ in range(months):
        deployment.pass_time(days=A_MONTH)
        deployment.remind()


# Seeing


@step(parsers.parse('{name:w} sees "{words}"'))
@step(parsers.parse('{name:w} is asked "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert people[name].page.heading.translate(ISOLATES) == words


@step(parsers.parse('they see "{words}"'))
def _(people: People, words: str) -> None:
    assert people["somebody"].page.heading == words


@step(parsers.parse('{name:w} is told "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert words in words_of(people[name].page)


@step(parsers.parse('{name:w} is not told "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert words not in words_of(people[name].page)


@step(parsers.parse('Kim is told why: "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    people["Kim"] = staff(deployment, "Kim")  # her page may have locked in the meantime
    last = next(person for person in reversed(people.values()) if person.number)
    assert words in words_of(people["Kim"].browser.go(f"/staff/family/{last.number}"))


@step(parsers.parse('{name:w}\'s answer is still "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert given_on(people[name].page) == words


@step(parsers.parse("{name:w}'s page has pictures"))
def _(people: People, name: str) -> None:
    assert people[name].page.main.all("svg")


@step("nothing on the page gives away the study, the family or the child")
def _(people: People) -> None:
    page = people["Amy"].page
    shown = [words_of(page), *(str(element.attributes) for element in page.root.walk() if element.tag != "style")]
    for word in ("study", "research", "Partnership", "Infant", "famil", "child", "Amy", "Leo", "question"):
        assert not any(word.lower() in words.lower() for words in shown), word


# Messages


@step(parsers.parse("{name:w} has been sent nothing"))
def _(people: People, name: str) -> None:
    assert people[name].deployment.messages(people[name].phone) == []


@step(parsers.re(r"(?P<name>\w+) has been sent (?P<count>\d+) texts?"), converters={"count": int})
def _(people: People, name: str, count: int) -> None:
    assert len(people[name].texts) == count, people[name].texts


@step("the text says neither who writes, nor what it is about, nor anybody's name")
def _(people: People) -> None:
    words = newest_text(people)
    forbidden = (
        "study research trial partnership infant parent support social service child famil alongside form "
        "Amy Leo Sana Zoya تحقیق بچ مطالعہ خاندان سماجی"
    )
    assert [word for word in forbidden.split() if word.lower() in words.lower()] == []


@step("the text has one link and the phone number of the team")
def _(people: People) -> None:
    words = newest_text(people).translate(ISOLATES)
    assert len(re.findall(r"https?://", words)) == 1
    assert "020 7946 0123" in words


def newest_text(people: People) -> str:
    return list(people.values())[-1].texts[-1]


# The parts of a visit


@step(parsers.parse("{name:w} goes to check the answers"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/check/1")


@step(parsers.parse("{name:w} sends the part"))
def _(people: People, name: str) -> None:
    send_part(people[name])


@step(parsers.parse('{name:w} tells of "{who}" aged "{age}"'))
@step(parsers.re(r'(?P<name>\w+) tells of "(?P<who>[^"]+)" aged "(?P<age>)"'))
def _(people: People, name: str, who: str, age: str) -> None:
    page = people[name].page
    rows = [one for one in page.main.all("div") if one["role"] == "group"]
    give_row(page, len(rows) - 1, age, who)


@step(parsers.parse("{name:w} goes on and comes back"))
def _(people: People, name: str) -> None:
    people[name].browser.press("Save and go on")
    people[name].browser.follow("Back")


# The researcher's files


@pytest.fixture
def taken() -> Taken:
    return Taken()


@step(parsers.parse("Ravi downloads the {name:w}"))
def _(people: People, deployment: Deployment, taken: Taken, name: str) -> None:
    if "Ravi" not in people:
        people["Ravi"] = staff(deployment, "Ravi")
    taken.texts[name] = download(people["Ravi"].browser, name)
