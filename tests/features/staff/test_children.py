"""Correcting a child's birthday: what Kim types, and what becomes of ages and forms."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from pytest_bdd import parsers, scenarios, step, then, when

from alongside.core.conduct.correcting import CORRECTIONS
from alongside.core.conduct.looking import BORN, WEEKS_EARLY
from alongside.core.storage import answers, audit, families, visits
from alongside.plugins.instruments.growing_up import GROWING_UP
from tests.support.deployment import Browser, Deployment, fill
from tests.support.family import (
    agree,
    answer_all,
    answer_part,
    begin_questions,
    born,
    come_in,
    download,
    give_anything,
    keep,
    send_part,
    staff,
)
from tests.support.reading import People

scenarios("children.feature")

WRONG = "typed_wrong"
Typed = dict[str, str]


@pytest.fixture
def typed() -> Typed:
    """What Kim typed last."""
    return {}


def leo(people: People, deployment: Deployment) -> str:
    with deployment.services.records.read() as tx:
        (child,) = families.children_of(tx, people["Bea"].number)
    return child.number


def kept(people: People, deployment: Deployment, field: str) -> str | None:
    with deployment.services.vault.read() as sealed:
        return deployment.services.vault.get(sealed, leo(people, deployment), field)


def page_of_children(people: People, deployment: Deployment) -> Browser:
    people["Kim"] = staff(deployment, "Kim")
    people["Kim"].browser.go(f"/staff/family/{people['Bea'].number}/children")
    return people["Kim"].browser


def send(people: People, deployment: Deployment, typed: Typed) -> None:
    browser = page_of_children(people, deployment)
    for name, words in typed.items():
        if name == "reason":
            browser.choose("We typed it wrong")
        else:
            fill(browser.page.main.all("input", name=name)[0], words)
    browser.press("Keep what is right")


def parts_of(day: date) -> Typed:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def corrections(deployment: Deployment) -> list[audit.KeptEvent]:
    with deployment.services.records.read() as tx:
        return audit.events(tx, audit.Wanted(action="child_corrected"), limit=10)[::-1]


def sheets_about_leo(people: People, deployment: Deployment) -> list[visits.Sheet]:
    with deployment.services.records.read() as tx:
        every = [one for visit in visits.visits_of(tx, people["Bea"].number) for one in visits.sheets_of(tx, visit.id)]
    return [one for one in every if one.about == leo(people, deployment)]


def answered_about_leo(people: People, deployment: Deployment) -> int:
    with deployment.services.records.read() as tx:
        return sum(len(answers.current(tx, sheet.id)) for sheet in sheets_about_leo(people, deployment))


@step("Bea looks at a question about Leo that is for babies")
def _(people: People) -> None:
    begin_questions(people["Bea"])
    answer_part(people["Bea"])
    send_part(people["Bea"])
    page = begin_questions(people["Bea"])
    first = int(page.address.rpartition("/")[2])
    pairs = zip(GROWING_UP.items_of("1_11m"), GROWING_UP.items_of("12_23m"), strict=False)
    other = next(place for place, (before, after) in enumerate(pairs) if before != after)
    people["Bea"].browser.go(f"/q/{first + other}")


@step("Bea has begun the questions of the next visit")
def _(people: People) -> None:
    begin_questions(people["Bea"])


@step("Bea has answered and sent all of the next visit")
def _(people: People) -> None:
    answer_all(people["Bea"])


@when("Bea answers the page that she has open")
def _(people: People) -> None:
    give_anything(people["Bea"].page)
    keep(people["Bea"])


@step(parsers.parse("Kim corrects the birthday of Leo to {months:d} months ago"))
def _(people: People, deployment: Deployment, typed: Typed, months: int) -> None:
    typed |= {**parts_of(born(deployment.services.clock.today(), months)), "reason": WRONG}
    send(people, deployment, typed)


@step("Kim corrects that Leo came 6 weeks early")
def _(people: People, deployment: Deployment, typed: Typed) -> None:
    typed |= {"day": "", "month": "", "year": "", "early": "6", "reason": WRONG}
    send(people, deployment, typed)


@when("Kim sends the same correction again")
def _(people: People, deployment: Deployment, typed: Typed) -> None:
    send(people, deployment, typed)


@when(parsers.parse("Kim types {words} as right for Leo"))
def _(people: People, deployment: Deployment, typed: Typed, words: str) -> None:
    today = deployment.services.clock.today()
    match words:
        case "nothing":
            typed |= {"reason": WRONG}
        case "what is kept":
            typed |= {**parts_of(date.fromisoformat(kept(people, deployment, BORN) or "")), "reason": WRONG}
        case '"40" weeks early':
            typed |= {"early": "40", "reason": WRONG}
        case "a right day without a reason":
            typed |= parts_of(born(today, 14))
        case "yesterday":
            typed |= {**parts_of(today - timedelta(days=1)), "reason": WRONG}
        case _:
            typed |= {**dict(zip(("day", "month", "year"), words.split(), strict=True)), "reason": WRONG}
    send(people, deployment, typed)


@when("Kim looks who Bea is")
def _(people: People) -> None:
    browser = people["Kim"].browser
    browser.go(f"/staff/family/{people['Bea'].number}")
    browser.choose("They asked to see what we hold")
    browser.press("Show names and phone")


@when("Ravi takes the answers", target_fixture="rows")
def _(people: People, deployment: Deployment) -> list[dict[str, str]]:
    file = download(staff(deployment, "Ravi").browser, "answers")
    about = leo(people, deployment)
    return [row for row in csv.DictReader(io.StringIO(file)) if row["about"] == about]


@then(parsers.parse('Bea, who agrees and begins, is asked about Leo with the form "{form}" at {months:d} months'))
def _(people: People, deployment: Deployment, form: str, months: int) -> None:
    bea = people["Bea"]
    come_in(bea)
    agree(bea)
    begin_questions(bea)
    assert {(one.form, one.age_months) for one in sheets_about_leo(people, deployment)} == {(form, months)}


@then(parsers.parse('what is asked about Leo has the form "{form}" at {months:d} months'))
def _(people: People, deployment: Deployment, form: str, months: int) -> None:
    assert {(one.form, one.age_months) for one in sheets_about_leo(people, deployment)} == {(form, months)}


@then(parsers.parse("every answer about Leo stands at {months:d} months"))
def _(rows: list[dict[str, str]], months: int) -> None:
    assert rows
    assert {row["age_months"] for row in rows} == {str(months)}


@then(parsers.re("the strengths and difficulties of Leo are (?P<asked>asked|not asked)"))
def _(people: People, deployment: Deployment, asked: str) -> None:
    found = [(one.form, one.age_months) for one in sheets_about_leo(people, deployment) if one.instrument == "sdq"]
    assert found == ([("2_4", 30)] if asked == "asked" else [])


@then("nothing is answered about Leo")
def _(people: People, deployment: Deployment) -> None:
    assert answered_about_leo(people, deployment) == 0


@then("one question about Leo is answered")
def _(people: People, deployment: Deployment) -> None:
    assert answered_about_leo(people, deployment) == 1


@then("the vault keeps both corrections of Leo, with what was there before")
def _(people: People, deployment: Deployment) -> None:
    first, second = json.loads(kept(people, deployment, CORRECTIONS) or "")
    today = deployment.services.clock.today()
    assert first["before"] == {BORN: born(today, 9).isoformat(), WEEKS_EARLY: "0"}
    assert first["after"] == second["before"] == {BORN: born(today, 14).isoformat(), WEEKS_EARLY: "0"}
    assert second["after"] == {BORN: born(today, 14).isoformat(), WEEKS_EARLY: "6"}
    assert {first["by"], second["by"]} == {"kim"}
    assert kept(people, deployment, BORN) == born(today, 14).isoformat()


@then(parsers.parse('the record says that Kim corrected "{first}" and then "{second}", because "{reason}"'))
def _(deployment: Deployment, first: str, second: str, reason: str) -> None:
    found = corrections(deployment)
    assert [(one.actor, one.details["corrected"], one.details["reason"]) for one in found] == [
        ("kim", first, reason),
        ("kim", second, reason),
    ]


@then("no date of birth stands in the record")
def _(deployment: Deployment) -> None:
    today = deployment.services.clock.today()
    rows = str(deployment.stored()["records.audit_events"])
    assert not [months for months in (9, 14) if born(today, months).isoformat() in rows]


@then("what Kim typed still stands there")
def _(people: People, typed: Typed) -> None:
    main = people["Kim"].page.main
    shown = {name: main.all("input", name=name)[0]["value"] for name in typed if name != "reason"}
    assert shown == {name: words for name, words in typed.items() if name != "reason"}
    ticked = [one["value"] for one in main.all("input", name="reason") if "checked" in one.attributes]
    assert ticked == ([WRONG] if "reason" in typed else [])


@then("nothing was corrected")
def _(people: People, deployment: Deployment) -> None:
    assert corrections(deployment) == []
    assert kept(people, deployment, CORRECTIONS) is None


@then("the record has 1 correction")
def _(deployment: Deployment) -> None:
    assert len(corrections(deployment)) == 1
