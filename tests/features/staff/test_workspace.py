"""Home, contact log, search and what was told, in the words of those who use them."""

import json
import re

import pytest
from pytest_bdd import given, parsers, scenarios, step, then, when

from alongside.core.conduct import staffing
from alongside.core.conduct.staffing import COMMAND_LINE
from alongside.core.storage import audit, contacts, tasks
from alongside.core.storage import staff as accounts
from tests.support.deployment import Browser, Deployment, choose, fill
from tests.support.family import Entry, Person, enter_family, staff
from tests.support.markup import Element
from tests.support.page import Page
from tests.support.reading import People, words_of

scenarios("workspace.feature", "contact_log.feature", "search.feature", "told.feature")


Sent = list[tuple[Page, str]]


@pytest.fixture
def sent() -> Sent:
    """The pages on which Kim filled in a form, as she left them, each with the button that she pressed."""
    return []


def colleague(people: People, deployment: Deployment, name: str) -> Person:
    """Return a member of staff who is signed in at this moment."""
    people[name] = staff(deployment, name)
    return people[name]


def family_page(people: People, deployment: Deployment, name: str, family: str) -> Browser:
    browser = colleague(people, deployment, name).browser
    browser.go(f"/staff/family/{people[family].number}")
    return browser


def section(person: Person, heading: str) -> Element:
    """Return the part of the page under a heading; how many there are may stand beside it."""
    (found,) = [
        one for one in person.page.main.all("section") if re.fullmatch(rf"{heading}( \d+)?", one.all("h2")[0].text)
    ]
    return found


def lines_about(person: Person, heading: str, number: str) -> list[str]:
    return [line.text for line in section(person, heading).all("li") if number in line.text]


def form_of(browser: Browser, ending: str) -> Element:
    (form,) = [form for form in browser.page.main.all("form") if form["action"].endswith(ending)]
    return form


def events(deployment: Deployment, action: str, actor: str) -> list[dict[str, str]]:
    with deployment.services.records.read() as tx:
        found = [json.loads(line) for line in audit.dump(tx)]
    return [event for event in found if (event["action"], event["actor"]) == (action, actor.lower())]


# Home


@step(parsers.parse("{name:w} looks at her families"))
def _(people: People, deployment: Deployment, name: str) -> None:
    colleague(people, deployment, name).browser.go("/staff/")


@step(parsers.parse('under "{heading}" {name:w} reads about {family:w} "{words}"'))
def _(people: People, heading: str, name: str, family: str, words: str) -> None:
    lines = lines_about(people[name], heading, people[family].number)
    assert any(words in line for line in lines), lines


@then(parsers.parse('nothing about {family:w} is under "{heading}"'))
def _(people: People, family: str, heading: str) -> None:
    assert lines_about(people["Kim"], heading, people[family].number) == []


@when(parsers.parse('Kim opens what is "{heading}" about {family:w}'))
def _(people: People, heading: str, family: str) -> None:
    (link,) = [one for one in section(people["Kim"], heading).all("a") if one.text == people[family].number]
    people["Kim"].browser.go(link["href"])


@then(parsers.parse("Kim sees {family:w} in the list, and nobody else"))
def _(people: People, family: str) -> None:
    listed = [line.all("a")[0].text for line in people["Kim"].page.main.all("li", class_="family")]
    assert listed == [people[family].number]


@then(parsers.parse('Kim reads "{words}" beside {family:w}'))
def _(people: People, words: str, family: str) -> None:
    (line,) = [
        line for line in people["Kim"].page.main.all("li", class_="family") if people[family].number in line.text
    ]
    assert words in line.text


@then("Nina sees the families of Glasgow, and of no other site")
def _(people: People) -> None:
    numbers = re.findall(r"\b[A-Z]{2}\d{4}[A-Z]\b", words_of(people["Nina"].page))
    assert numbers
    assert {number[:2] for number in numbers} == {"GL"}


@then("a family of Bromley is not there for Nina")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        number = tx.connection.exec_driver_sql("SELECT min(number) FROM participants").scalar_one()
    assert number.startswith("BR")
    assert people["Nina"].browser.fetch(f"/staff/family/{number}").status_code == 404
    assert people["Nina"].browser.fetch(f"/staff/family/{number}/told").status_code == 404


@then("Tess can neither ask for names nor note anything")
def _(people: People) -> None:
    forms = people["Tess"].page.main.all("form")
    assert [form["action"].rpartition("/")[2] for form in forms] == ["pages.pdf"]  # sheets, which name nobody
    assert forms[0]["method"] == "get"


# One family


@step(parsers.parse("{name:w} opens the page of {family:w}"))
def _(people: People, deployment: Deployment, name: str, family: str) -> None:
    family_page(people, deployment, name, family)


@given("Kim has entered Cal of Glasgow")
def _(people: People) -> None:
    people["Cal"] = enter_family(people["Kim"], Entry("Cal", "07700 900204", [("Max", 9)], site="Glasgow"))


def note_call(browser: Browser, outcome: str, words: str, then_: str) -> None:
    browser.choose("Phone call", under="How?")
    if outcome:
        browser.choose(outcome, under="What came of it?")
    browser.write(words, label="Note")
    browser.choose(then_, under="What comes next?")
    browser.press("Keep this contact")


@when(parsers.parse('Kim notes a call: "{outcome}", with the words "{words}", then "{then_}"'))
def _(people: People, sent: Sent, outcome: str, words: str, then_: str) -> None:
    sent.append((people["Kim"].page, "Keep this contact"))
    note_call(people["Kim"].browser, outcome, words, then_)


@when(parsers.parse('Kim notes a call with the words "{words}" and no outcome'))
def _(people: People, words: str) -> None:
    note_call(people["Kim"].browser, "", words, "Nothing more")


@then(parsers.parse('the words "{words}" still stand in the note'))
def _(people: People, words: str) -> None:
    assert people["Kim"].page.status == 422
    assert people["Kim"].page.main.all("textarea", id="note")[0].text == words


@when(parsers.parse('Kim sets the task "{task}" for tomorrow with the words "{words}"'))
def _(people: People, sent: Sent, task: str, words: str) -> None:
    browser = people["Kim"].browser
    browser.choose(task, under="What is to be done?")
    browser.write(words, label="Words for it")
    sent.append((browser.page, "Keep this task"))
    browser.press("Keep this task")


@when(
    parsers.re(
        r'Kim goes back and (?P<how>writes|chooses) "(?P<words>[^"]+)"(?: under "(?P<under>[^"]+)")?, and presses again'
    )
)
def _(people: People, sent: Sent, how: str, words: str, under: str | None) -> None:
    browser = people["Kim"].browser
    browser.page, button = sent[-1]
    if how == "writes":
        browser.write(words, label="Note" if button == "Keep this contact" else "Words for it")
    else:
        browser.choose(words, under=under or "")
    typed = words_typed(browser, button)
    browser.press(button)
    if browser.page.status == 422:
        assert words_typed(browser, button) == typed


def words_typed(browser: Browser, button: str) -> list[tuple[str, str]]:
    """Return what is written and chosen in the form with this button, but not the keys that nobody sees."""
    (form,) = [one.inside("form") for one in browser.page.main.all("button") if one.text == button]
    assert form is not None
    seen = [one for one in form.all("input", "textarea") if one["type"] != "hidden"]
    return [
        (one["name"], one.text if one.tag == "textarea" else one["value"])
        for one in seen
        if one["type"] != "radio" or "checked" in one.attributes
    ]


@then(parsers.re("Kim is told that the first (?P<what>contact|task) was kept and this one is not yet"))
def _(people: People, what: str) -> None:
    page = people["Kim"].page
    (summary,) = page.main.all("div", id="error-summary")
    (link,) = summary.all("a")
    said = {"contact": "You kept this contact before", "task": "You added this task before"}[what]
    assert page.status == 422
    assert link.text.startswith(said)
    assert "What stands here is not kept yet." in link.text
    assert page.main.all("textarea", id=link["href"].removeprefix("#"))


@then(parsers.re(r"the contact log of (?P<family>\w+) has (?P<count>\d+) entr(y|ies) in all"))
def _(people: People, deployment: Deployment, family: str, count: str) -> None:
    with deployment.services.records.read() as tx:
        assert len(contacts.contacts_of(tx, people[family].number)) == int(count)


@then(parsers.re(r"(?P<family>\w+) has (?P<count>\d+) open tasks?"))
def _(people: People, deployment: Deployment, family: str, count: str) -> None:
    with deployment.services.records.read() as tx:
        assert len(tasks.open_tasks_of(tx, people[family].number)) == int(count)


@when("Kim notes the same call twice")
def _(people: People) -> None:
    browser = people["Kim"].browser
    button = form_of(browser, "/contacts").all("button")[-1]
    browser.choose("No answer", under="What came of it?")
    browser.send(button)
    browser.send(button)


@then(parsers.parse("the contact log of {family:w} has {count:d} entry"))
def _(people: People, deployment: Deployment, family: str, count: int) -> None:
    browser = family_page(people, deployment, "Kim", family)
    assert words_of(browser.page).count("Phone call: No answer") == count


@given(
    parsers.re(
        r'Kim has set herself the task "(?P<task>[^"]+)" for (?P<family>\w+), due today(?:, with (?P<deputy>\w+) standing in)?'
    )
)
def _(people: People, deployment: Deployment, task: str, family: str, deputy: str | None) -> None:
    browser = family_page(people, deployment, "Kim", family)
    browser.choose(task, under="What is to be done?")
    browser.choose("Today", under="By which day?")
    browser.choose("Kim", under="Who does it?")
    browser.choose(deputy or "Nobody", under="Who stands in?")
    browser.press("Keep this task")
    assert "The task was added." in words_of(browser.page)


@when("Kim says that the task is done")
def _(people: People) -> None:
    browser = people["Kim"].browser
    browser.send(form_of(browser, "/done").all("button")[0])


@when(parsers.parse("Kim hands the task over to {name:w}"))
def _(people: People, name: str) -> None:
    browser = people["Kim"].browser
    form = form_of(browser, "/owner")
    for field, value in (("owner", name.lower()), ("deputy", "nothing")):
        (option,) = [one for one in form.all("input") if one["name"].startswith(field) and one["value"] == value]
        choose(browser.page, option)
    browser.send(form.all("button")[-1])


@when(parsers.re(r"(?P<name>Kim|Nina) (?P<how>has left|is locked|lost her role)"))
def _(deployment: Deployment, name: str, how: str) -> None:
    services, code = deployment.services, name.lower()
    match how:
        case "has left":
            staffing.mark_as_left(services, code, by=COMMAND_LINE)
        case "is locked":
            staffing.lock(services, code, by=COMMAND_LINE)
        case _:
            with services.records.read() as tx:
                (held,) = accounts.grants_of(tx, code)
            staffing.end_role(services, code, held.id, by=COMMAND_LINE)


@then('"Hand it over to somebody." leads Kim to where the task can be handed over')
def _(people: People) -> None:
    (link,) = [one for one in people["Kim"].page.main.all("a") if one.text == "Hand it over to somebody."]
    place = section(people["Kim"], "Tasks")
    assert place.all("h2")[0]["id"] == link["href"].removeprefix("#")
    (folded,) = [one for one in place.all("details") if one.all("summary")[0].text == "Hand over"]
    assert "open" in folded.attributes


@then(parsers.parse('nothing about {family:w} is under "{heading}" for {name:w}'))
def _(people: People, family: str, heading: str, name: str) -> None:
    assert lines_about(people[name], heading, people[family].number) == []


@then("Nina is not among those who can do a task")
def _(people: People) -> None:
    options = {one["value"] for one in people["Kim"].page.main.all("input", name="owner")}
    assert "kim" in options
    assert "nina" not in options


@when("Kim sets a task for another day, which is over")
def _(people: People) -> None:
    browser = people["Kim"].browser
    browser.choose("Visit them", under="What is to be done?")
    browser.choose("Another day", under="By which day?")
    for part, words in (("day", "9"), ("month", "3"), ("year", "2026")):
        fill(browser.page.main.all("input", name=f"due_{part}")[0], words)
    browser.press("Keep this task")


@then(parsers.parse("nothing is to be done for {family:w}"))
def _(people: People, deployment: Deployment, family: str) -> None:
    assert "No task is open." in words_of(family_page(people, deployment, "Kim", family).page)


# Searching and looking


@given("Kim has entered Bea Farquharson, whose phone is 07700 900202, of Bromley")
def _(people: People) -> None:
    people["Bea"] = enter_family(people["Kim"], Entry("Bea", "07700 900202", [("Leo", 7)], last_name="Farquharson"))


@when(parsers.re(r'(?P<name>\w+) searches for "(?P<words>.*)"'))
def _(people: People, deployment: Deployment, name: str, words: str) -> None:
    browser = colleague(people, deployment, name).browser
    browser.go("/staff/")
    browser.write(words, label="Study number" if name == "Tess" else "Name, phone or study number")
    browser.press("Find")


@when("Kim searches for the study number of Bea, written small and with a space")
def _(people: People) -> None:
    number = people["Bea"].number.lower()
    people["Kim"].browser.go("/staff/")
    people["Kim"].browser.write(f" {number[:2]} {number[2:]}", label="Name, phone or study number")
    people["Kim"].browser.press("Find")


@then(parsers.parse("Kim finds {family:w}"))
def _(people: People, family: str) -> None:
    if family == "nobody":
        found_nobody(people["Kim"])
    else:
        assert people[family].number in words_of(people["Kim"].page)


@then("Nina finds nobody")
def _(people: People) -> None:
    found_nobody(people["Nina"])


def found_nobody(person: Person) -> None:
    assert person.page.heading == "Families found"
    assert re.findall(r"\b[A-Z]{2}\d{4}[A-Z]\b", words_of(person.page)) == []
    assert "Nobody was found at your sites." in words_of(person.page)


@then(parsers.parse("Kim is at the page of {family:w}"))
def _(people: People, family: str) -> None:
    assert people["Kim"].page.heading == f"Family of {people[family].number}"


@then("the record says that Kim searched and found 1")
def _(deployment: Deployment) -> None:
    assert [event["details"] for event in events(deployment, "identity_searched", "kim")] == [{"hits": "1"}]


@then(parsers.parse('the record says that Kim looked at {family:w} because of "{reason}"'))
def _(people: People, deployment: Deployment, family: str, reason: str) -> None:
    (event,) = events(deployment, "identity_seen", "kim")
    assert (event["subject"], event["details"]) == (people[family].number, {"reason": reason})


@then(parsers.re(r"the record has no (?P<what>search|look) by (?P<name>\w+)"))
def _(deployment: Deployment, what: str, name: str) -> None:
    assert events(deployment, {"search": "identity_searched", "look": "identity_seen"}[what], name) == []


@then(parsers.parse('neither the address of the page nor the record has "{words}"'))
def _(people: People, deployment: Deployment, words: str) -> None:
    records = {name: rows for name, rows in deployment.stored().items() if name.startswith("records.")}
    assert words not in people["Kim"].page.address.lower()
    assert words not in str(records).lower()


# What was told


@when(parsers.parse("Kim looks what {family:w} has been told"))
def _(people: People, deployment: Deployment, family: str) -> None:
    person = people[family]
    if not person.number:
        with deployment.services.records.read() as tx:
            statement = "SELECT number FROM participants WHERE language = 'ur'"
            person.number = tx.connection.exec_driver_sql(statement).scalar_one()
    browser = family_page(people, deployment, "Kim", family)
    browser.follow("What has this family been told?")
    assert browser.page.heading == f"What has {person.number} been told?"


@then("each message is said to be in today's words")
def _(people: People) -> None:
    page = people["Kim"].page
    messages = [line for line in page.main.all("li") if line.all("blockquote")]
    assert messages
    assert all("In today's words" in line.text for line in messages)
    assert "may have gone out in others" in words_of(page)


@then("no link and no code can be read")
def _(people: People) -> None:
    words = words_of(people["Kim"].page)
    assert "/s/" not in words
    assert not re.search(r"\b\d{6}\b", words)


@then("the message is in Urdu")
def _(people: People) -> None:
    (message,) = [one for one in people["Kim"].page.main.all("blockquote") if one["lang"] == "ur"]
    assert message["dir"] == "rtl"
    assert re.search(r"[\u0600-\u06ff]{3}", message.text)


@given(parsers.parse('Kim has made a code for {family:w} and told her that "{told}"'))
def _(people: People, deployment: Deployment, family: str, told: str) -> None:
    browser = family_page(people, deployment, "Kim", family)
    browser.press("Make a code")
    browser.choose("We talked", under="What came of it?")
    browser.choose(told, under="What did you tell them?")
    browser.press("Keep this contact")


@given(parsers.parse("{family:w} changes to easy words"))
def _(people: People, family: str) -> None:
    browser = people[family].browser
    browser.go("/needs")
    browser.choose("Easy words with pictures")
    browser.send(browser.page.main.all("button")[-1])
