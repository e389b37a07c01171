"""Who asks: what a family chooses, and what the team sees of it."""

from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.who_asks import who_asks
from alongside.core.storage import asking_wishes, audit
from tests.support.deployment import Deployment
from tests.support.family import Person, staff
from tests.support.reading import People, words_of

scenarios("who_asks_me.feature")


def write(person: Person, words: str) -> None:
    (field,) = person.page.main.all("textarea")
    field.children[:] = [words]


@step(parsers.parse("{name:w} looks at how we reach her"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/contact")


@step(parsers.parse("{name:w} opens who asks"))
def _(people: People, name: str) -> None:
    people[name].browser.go("/who")


@step(parsers.parse("nothing is chosen on {name:w}'s page"))
def _(people: People, name: str) -> None:
    controls = people[name].page.main.all("input")
    assert controls
    assert not any("checked" in control.attributes for control in controls)


@step(parsers.parse('{name:w} writes "{words}"'))
def _(people: People, name: str, words: str) -> None:
    write(people[name], words)


@step(parsers.parse("{name:w} writes 501 letters"))
def _(people: People, name: str) -> None:
    write(people[name], "x" * 501)


@step(parsers.parse('{name:w}\'s page does not hold "{words}"'))
def _(people: People, name: str, words: str) -> None:
    assert words not in words_of(people[name].page)


@step(parsers.parse('{name:w}\'s "{words}" is chosen'))
def _(people: People, name: str, words: str) -> None:
    assert words in chosen_on(people[name])


def chosen_on(person: Person) -> list[str]:
    return [
        label.text
        for label in person.page.main.all("label")
        if any("checked" in control.attributes for control in label.all("input"))
    ]


@step(parsers.parse("Kim looks at {name:w}'s page"))
def _(people: People, name: str) -> None:
    people["Kim"].browser.go(f"/staff/family/{people[name].number}")


@step(parsers.parse('{name:w} wants "{words}" to ask'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.go("/who")
    people[name].browser.choose(words)
    people[name].browser.press("Save")


@step(parsers.parse('{name:w} has written "{words}" about who asks'))
def _(people: People, name: str, words: str) -> None:
    people[name].browser.go("/who")
    people[name].browser.choose("A woman")
    write(people[name], words)
    people[name].browser.press("Save")


@step(parsers.parse('"{word}" is kept in clear nowhere'))
def _(deployment: Deployment, word: str) -> None:
    assert not [name for name, rows in deployment.stored().items() if word in str(rows)]


@step(parsers.parse('the record is whole and does not name "{word}"'))
def _(deployment: Deployment, word: str) -> None:
    with deployment.services.records.read() as tx:
        assert not audit.verify(audit.dump(tx))
    assert word not in str(deployment.stored()["records.audit_events"])


@step(parsers.parse('Tess sees that something was chosen for {name:w}, and not "{word}"'))
def _(people: People, deployment: Deployment, name: str, word: str) -> None:
    tess = staff(deployment, "Tess")
    page = tess.browser.go(f"/staff/family/{people[name].number}")
    assert "a woman." in words_of(page)
    assert word not in words_of(page)


@step(parsers.parse('the answer is 422, and the 501 letters and "{words}" are still there'))
def _(people: People, words: str) -> None:
    page = people["Amy"].page
    assert page.status == 422
    assert page.main.all("textarea")[0].text.strip() == "x" * 501
    assert words in chosen_on(people["Amy"])


@step(parsers.parse("nothing is kept of who asks {name:w}"))
def _(people: People, deployment: Deployment, name: str) -> None:
    with deployment.services.records.read() as tx:
        assert asking_wishes.wish_of(tx, people[name].number) is None
    assert not who_asks(deployment.services, people[name].number).is_said
