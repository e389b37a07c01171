"""Kind questions about what was told, more about each page, and all of it on one sheet."""

from pytest_bdd import parsers, scenarios, step

from alongside.core.conduct.consenting import module_of
from alongside.core.definitions.consent import UnderstandingQuestion
from alongside.core.storage import choices, consents, tasks
from alongside.core.storage.choices import Attempt
from tests.support.deployment import Deployment, choose
from tests.support.family import Person, agree, forward
from tests.support.reading import People, Taken, words_of

scenarios("understanding.feature")


def question_of(person: Person) -> UnderstandingQuestion:
    services = person.deployment.services
    module = module_of(services)
    for question in module.understanding:
        if services.book.say(f"{module.owner}.{question.code}.question", "en").words == person.page.heading:
            return question
    raise AssertionError(f"{person.page.heading!r} is no question about what was told")


def give(person: Person, *, fits: bool) -> None:
    question = question_of(person)
    other = next(choice.code for choice in question.choices if choice.code != question.right)
    choose(person.page, person.page.main.all("input", value=question.right if fits else other)[0])
    person.browser.press("Save and go on")


def tries(person: Person) -> list[Attempt]:
    with person.deployment.services.records.read() as tx:
        return choices.attempts_of(tx, person.number, "taking_part")


@step("Amy has read every page")
def _(people: People) -> None:
    browser = people["Amy"].browser
    browser.go("/read/1")
    while browser.page.kind == "information":
        browser.go(forward(browser.page))


@step("nothing is chosen")
def _(people: People) -> None:
    assert not [one for one in people["Amy"].page.main.all("input") if "checked" in one.attributes]


@step("Amy gives the answer that fits")
def _(people: People) -> None:
    give(people["Amy"], fits=True)


@step("Amy gives another answer")
def _(people: People) -> None:
    give(people["Amy"], fits=False)


@step("Amy sees the same said in other words than on the page")
def _(people: People) -> None:
    person = people["Amy"]
    services = person.deployment.services
    module, question = module_of(services), question_of(person)
    part = next(one for one in module.information if one.code == question.part)
    told = [source.text.standard for source in part.texts(module.owner)]
    another = services.book.say(f"{module.owner}.{question.code}.another_way", "en").words
    assert another in words_of(person.page)
    assert another not in told


@step("both tries are kept, with form, language and mode")
def _(people: People) -> None:
    kept = [(one.understood, one.format, one.language, one.mode) for one in tries(people["Amy"])]
    assert kept == [(False, "standard", "en", "self"), (True, "standard", "en", "self")]


@step("the team has one task to go through it with Amy")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert [one.kind for one in tasks.open_tasks_of(tx, people["Amy"].number)] == ["go_through"]


@step("the first question is kept as left out")
def _(people: People) -> None:
    assert [(one.choice, one.understood) for one in tries(people["Amy"])] == [("", False)]


@step("Amy misses every question")
def _(people: People) -> None:
    person = people["Amy"]
    while person.page.kind == "understanding":
        give(person, fits=False)
        person.browser.go(forward(person.page))


@step("Amy looks for help")
def _(people: People) -> None:
    people["Amy"].browser.go("/help")


@step("Amy agrees to everything and signs")
def _(people: People) -> None:
    agree(people["Amy"])


@step("the consent on record holds the 5 misses")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        (record,) = consents.consents_of(tx, people["Amy"].number)
    missed = [one for one in record.consent.understanding if one.choice and not one.understood]
    assert len({one.question for one in missed}) == len(missed) == 5


@step("Amy goes straight to the choices and says yes to all")
def _(people: People) -> None:
    browser = people["Amy"].browser
    browser.go("/choose/1")
    while browser.page.kind == "statement":
        choose(browser.page, browser.page.main.all("input", value="yes")[0])
        browser.press("Save and go on")


@step(
    parsers.re(
        r"of those who read standard words (?P<understood>\d) of 1 understood the (?P<which>\w+) question at once"
    )
)
def _(taken: Taken, deployment: Deployment, understood: str, which: str) -> None:
    code = module_of(deployment.services).understanding[["first", "second"].index(which)].code
    (row,) = [one for one in taken.rows("understanding") if one["question"] == code]
    assert (row["format"], row["language"], row["mode"]) == ("standard", "en", "self")
    assert (row["people"], row["first"]) == ("1", understood)


@step("it is noted that Amy read more about the first page")
def _(people: People, deployment: Deployment) -> None:
    module = module_of(deployment.services)
    with deployment.services.records.read() as tx:
        opened = choices.layers_of(tx, people["Amy"].number, module.code, module.version)
    assert opened == (module.information[0].code,)


@step("Amy is told every paragraph, and what more there is to each, with its number")
def _(people: People, deployment: Deployment) -> None:
    words = words_of(people["Amy"].page)
    module, say = module_of(deployment.services), deployment.services.book.say
    for number, part in enumerate(module.information, 1):
        for place in range(1, len(part.paragraphs) + 1):
            assert f"{number}.{place} {say(f'{module.owner}.{part.code}.p{place}', 'en').words}" in words
        for place in range(1, len(part.more) + 1):
            told = say(f"{module.owner}.{part.code}.more{place}", "en").words
            assert f"{number}.{len(part.paragraphs) + place} {told}" in words


@step("Amy is told how her details are looked after")
def _(people: People, deployment: Deployment) -> None:
    words = words_of(people["Amy"].page)
    module = module_of(deployment.services)
    assert module.privacy
    for part in module.privacy:
        assert deployment.services.book.say(f"{module.owner}.{part.code}.heading", "en").words in words
