"""Professionals and parent collaborators, who are asked for a talk."""

from pytest_bdd import scenarios, step

from alongside.core.conduct.workspace import Stage, family_at_work
from alongside.core.storage import families
from tests.support.deployment import Deployment, choose
from tests.support.family import Person, agree
from tests.support.reading import People, words_of

scenarios("interviewed.feature")


@step("Kim has entered Bea, a professional whose phone is safe")
def _(people: People, deployment: Deployment) -> None:
    browser = people["Kim"].browser
    browser.go("/staff/new")
    browser.write("Bea", label="Parent's first name")
    browser.choose("A professional, for a talk about their work (no children)")
    browser.choose("Bromley")
    browser.write("07700 900202", label="Mobile phone")
    browser.choose("Yes, they said it is safe")
    browser.choose("English")
    browser.choose("Plain words")
    for reads in browser.page.main.all("input", name="reads", value="yes"):
        choose(browser.page, reads)
    page = browser.press("Add this family")
    bea = Person("Bea", deployment, deployment.browser(), phone="+447700900202")
    bea.number = page.address.split("/")[3].partition("?")[0]
    people["Bea"] = bea


@step("nothing that Bea reads speaks of chance")
def _(people: People) -> None:
    words = words_of(people["Bea"].browser.go("/sheet")).casefold()
    assert "chance" not in words
    assert "coin" not in words


@step("Bea agrees to everything and signs")
def _(people: People) -> None:
    agree(people["Bea"])


@step("Bea is asked none of the questions of families")
def _(people: People) -> None:
    browser = people["Bea"].browser
    assert not browser.go("/path").main.all("form", action="/start")
    assert browser.go("/questions").status == 404


@step("Kim sees that Bea agreed to a talk, and that nothing is late or stuck")
def _(people: People, deployment: Deployment) -> None:
    services, number = deployment.services, people["Bea"].number
    with services.records.read() as tx:
        person = families.participant(tx, number)
    assert person is not None
    seen = family_at_work(services, number, frozenset({"bromley"}))
    assert seen is not None
    assert (person.role, seen.stage, seen.due, seen.late, seen.stuck) == ("professional", Stage.TALKS, None, (), ())
