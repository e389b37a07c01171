"""Telling us: families and others on a page, staff who answer, and the clock that nobody can forget."""

import json
import secrets

import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.core.commands.requests import list_requests
from alongside.core.conduct.reminding import queue_reminders
from alongside.core.conduct.staffing import COMMAND_LINE, give_role
from alongside.core.conduct.telling import Arrival, Told, tell_us
from alongside.core.definitions.messages import MessageReason
from alongside.core.definitions.requests import ReplyBy, RequestKind
from alongside.core.storage import audit, families, requests
from alongside.core.storage.requests import Request
from tests.support.deployment import Deployment, fill
from tests.support.family import Entry, Person, agree, come_in, enter_family, staff
from tests.support.reading import People, words_of

scenarios("tell_us.feature")

MONTHS = {"March": "3"}


def all_told(deployment: Deployment) -> list[Request]:
    with deployment.services.records.read() as tx:
        return requests.requests_in(tx, deployment.services.study.code)


def newest(deployment: Deployment) -> Request:
    return max(all_told(deployment), key=lambda one: one.id)


def at_work(people: People, deployment: Deployment, name: str) -> Person:
    """Let somebody sign in anew: a page of theirs may have locked meanwhile."""
    people[name] = staff(deployment, name)
    return people[name]


def open_it(people: People, deployment: Deployment, name: str) -> Person:
    person = at_work(people, deployment, name)
    person.browser.go(f"/staff/requests/{newest(deployment).reference}")
    return person


def tell(person: Person, words: str, *, about: str = "Something was not right", reply: str) -> None:
    person.browser.go("/tell")
    person.browser.choose(about)
    write(person, words)
    person.browser.choose(reply)


def write(person: Person, words: str) -> None:
    person.browser.write(words, label="Tell us in your own words")


def send(person: Person) -> None:
    (button,) = [one for one in person.page.main.all("button") if one.text == "Send"]
    person.browser.send(button)


# Families and others


@step("Tess is the trial manager")
def _(people: People, deployment: Deployment) -> None:
    people["Tess"] = staff(deployment, "Tess")


@step("Amy has come in and agreed")
def _(people: People, deployment: Deployment) -> None:
    people["Amy"] = enter_family(at_work(people, deployment, "Kim"), Entry("Amy", "07700 900201", (("Leo", 9),)))
    deployment.send()
    come_in(people["Amy"])
    agree(people["Amy"])


@step("Amy goes from the help page to where she can tell us")
def _(people: People) -> None:
    people["Amy"].browser.go("/help")
    people["Amy"].browser.follow("Tell us what is wrong, or ask what we keep about you")


@step("Amy opens the page where she can stop")
def _(people: People) -> None:
    people["Amy"].browser.go("/stop")


@step("a link leads Amy to where she can tell us")
def _(people: People) -> None:
    people["Amy"].browser.follow("Tell us what is wrong, or ask what we keep about you")
    assert people["Amy"].page.heading == "Tell us"


@step(parsers.parse('Amy writes "{words}"'))
def _(people: People, words: str) -> None:
    write(people["Amy"], words)


@step("Amy sends it")
def _(people: People) -> None:
    send(people["Amy"])


@step(parsers.parse('Amy told us "{words}"'))
def _(people: People, words: str) -> None:
    tell(people["Amy"], words, reply="In the safe way that you told us")
    send(people["Amy"])
    assert people["Amy"].page.heading == "Thank you. We have it."


@step(parsers.parse('Amy told us about somebody of the team "{words}"'))
def _(people: People, words: str) -> None:
    about = "Somebody in your team was not fair or not kind to me"
    tell(people["Amy"], words, about=about, reply="In the safe way that you told us")
    send(people["Amy"])


@step("Amy sends the same form once more")
def _(people: People, deployment: Deployment) -> None:
    send_again(people["Amy"], deployment, "You rang me at work.")


@step(parsers.parse('Amy sends the same form once more with "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    send_again(people["Amy"], deployment, words)


def send_again(amy: Person, deployment: Deployment, words: str) -> None:
    """Send a form that the browser kept, as after going back."""
    tell(amy, words, reply="In the safe way that you told us")
    fill(amy.page.main.all("input", name="key")[0], newest(deployment).request_key)
    send(amy)


@step("no word of it is in the research data")
def _(deployment: Deployment) -> None:
    assert not [row for rows in deployment.stored().values() for row in rows if "rang me" in str(row)]


@step("Amy looks at what she told us")
def _(people: People) -> None:
    amy = people["Amy"]
    come_in(amy, amy.newest_link() if "/s/" in amy.texts[-1] else amy.link)
    amy.browser.go("/told")


@step(parsers.parse('Amy sees the reference, and "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    assert newest(deployment).reference in words_of(people["Amy"].page)
    assert words in words_of(people["Amy"].page)


@step(parsers.parse('{name:w} does not see "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert words not in words_of(people[name].page)


@step(parsers.parse('the words "{words}" still stand in the form of Amy'))
def _(people: People, words: str) -> None:
    assert people["Amy"].page.status == 422
    (field,) = people["Amy"].page.main.all("textarea")
    assert field.text == words


@step(parsers.re(r"(?P<count>\d+) things? (?:was|were) told"))
def _(deployment: Deployment, count: str) -> None:
    assert len(all_told(deployment)) == int(count)


@step("what was told is Amy's")
def _(people: People, deployment: Deployment) -> None:
    assert newest(deployment).participant == people["Amy"].number


@step(
    parsers.re(r'somebody without a link tells us "(?P<words>[^"]+)" and can be reached at "(?P<reach>[^"]*)"'),
)
def _(people: People, deployment: Deployment, words: str, reach: str) -> None:
    people["somebody"] = Person("somebody", deployment, deployment.browser())
    tell(people["somebody"], words, reply="Ring me")
    people["somebody"].browser.write(reach, label="Your phone number, e-mail or address")
    send(people["somebody"])


@step(parsers.parse("{count:d} people without a link told us something"))
def _(deployment: Deployment, count: int) -> None:
    told = Told(RequestKind.COMPLAINT, "Something.", ReplyBy.NONE)
    for _ in range(count):
        tell_us(deployment.services, told, Arrival(), request_key=secrets.token_hex(16))


@step("Amy has stopped our messages")
def _(people: People, deployment: Deployment) -> None:
    people["Amy"].browser.go("/stop")
    people["Amy"].browser.press("Stop messages")


# Staff


@step(parsers.parse("{name:w} looks at what people told us"))
def _(people: People, deployment: Deployment, name: str) -> None:
    at_work(people, deployment, name).browser.go("/staff/requests")


@step(parsers.parse("{name:w} looks at the first page"))
def _(people: People, deployment: Deployment, name: str) -> None:
    at_work(people, deployment, name).browser.go("/staff/")


@step(parsers.parse("{name:w} opens it"))
def _(people: People, deployment: Deployment, name: str) -> None:
    assert open_it(people, deployment, name).page.status == 200


@step(parsers.parse("{name:w} cannot open it"))
def _(people: People, deployment: Deployment, name: str) -> None:
    assert open_it(people, deployment, name).page.status == 404


@step(parsers.parse("{name:w} opens it and reads the words"))
def _(people: People, deployment: Deployment, name: str) -> None:
    person = open_it(people, deployment, name)
    person.browser.choose("To answer")
    person.browser.press("Read it")


@step("the record says that Kim read it")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        events = audit.events(tx, audit.Wanted("request_read", "kim", people["Amy"].number), limit=9)
    assert [event.details["reason"] for event in events] == ["to_answer"]


@step(parsers.parse('Kim notes that Amy was told: "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    kim = open_it(people, deployment, "Kim")
    kim.browser.choose(words)
    kim.browser.press("They know that we have it")


@step(parsers.parse('Kim notes what came of it: "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    kim = open_it(people, deployment, "Kim")
    kim.browser.choose(words)
    kim.browser.press("It is answered")


@step("Kim has given it to Kim")
def _(people: People, deployment: Deployment) -> None:
    kim = open_it(people, deployment, "Kim")
    kim.browser.choose("Kim", under="Who does?")
    kim.browser.press("Give it to them")
    assert "Kim" in words_of(kim.page)


@step(parsers.parse('Amy\'s newest text is "{words}"'))
def _(people: People, words: str) -> None:
    assert people["Amy"].texts[-1].startswith(words)
    assert "http" not in people["Amy"].texts[-1]


@step(parsers.re(r'Kim enters for Amy what came by telephone on (?P<day>\d+) (?P<month>\w+) 2026: "(?P<words>[^"]+)"'))
def _(people: People, deployment: Deployment, day: str, month: str, words: str) -> None:
    browser = at_work(people, deployment, "Kim").browser
    browser.go("/staff/requests/new")
    browser.press("Keep this")
    assert browser.page.status == 422
    browser.choose("By telephone")
    for label, value in (("Day", day), ("Month", MONTHS[month]), ("Year", "2026")):
        browser.write(value, label=label)
    browser.write(people["Amy"].number, label="Study number")
    browser.choose("Wants it deleted")
    browser.write(words, label="What they told us")
    browser.choose("In the safe way they told us")
    browser.press("Keep this")


@step("what was kept of Amy's family was erased")
def _(people: People, deployment: Deployment) -> None:
    services = deployment.services
    with services.records.read() as tx:
        person = families.participant(tx, people["Amy"].number)
    assert person is not None
    with services.vault.write() as sealed:
        services.vault.erase_family(sealed, person.family, services.clock.now())


@step("Kim leaves the number empty")
def _(people: People) -> None:
    browser = people["Kim"].browser
    browser.write("", label="Study number")
    browser.choose("Bromley")
    browser.choose("By letter")
    browser.press("Keep this")


@step("Nina answers what people of glasgow told us")
def _(deployment: Deployment) -> None:
    give_role(deployment.services, "nina", "co_ordinator", "glasgow", by=COMMAND_LINE)


# The clock


@step(parsers.re(r"(?P<days>\d+) days? pass(?:es)?(?P<reminded>, and the reminders run)?"))
def _(deployment: Deployment, days: str, reminded: str | None) -> None:
    deployment.pass_time(days=int(days))
    if reminded:
        queue_reminders(deployment.services)


@step("the reminders run once more")
def _(deployment: Deployment) -> None:
    queue_reminders(deployment.services)


@step("nobody was sent an urgent e-mail")
def _(deployment: Deployment) -> None:
    assert urgent_to(deployment, "kim") + urgent_to(deployment, "tess") == 0


@step(parsers.re(r"(?P<name>\w+) was sent (?P<count>\d+) urgent e-mails?"))
def _(deployment: Deployment, name: str, count: str) -> None:
    assert urgent_to(deployment, name.lower()) == int(count)


def urgent_to(deployment: Deployment, code: str) -> int:
    rows = deployment.stored()["records.messages"]
    return len([row for row in rows if code in row and MessageReason.TASK_URGENT.value in row])


@step('the command "requests" ends well and lists it')
def _(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_requests(deployment.services, as_json=False) == 0
    assert newest(deployment).reference in capsys.readouterr().out


@step(parsers.parse('the command "requests" fails and lists it as "{state}"'))
def _(deployment: Deployment, capsys: pytest.CaptureFixture[str], state: str) -> None:
    assert list_requests(deployment.services, as_json=True) == 1
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["reference"], told["state"]) == (newest(deployment).reference, state)
    assert not {"words", "name", "participant"} & told.keys()
