"""What a colleague takes from a family's page to be printed, and what is kept of that."""

import io
import json
from dataclasses import dataclass, field, replace

import pikepdf
import pytest
from pytest_bdd import parsers, scenarios, step

from alongside.accessibility.documents.read_back import read_structure
from alongside.core.conduct.needs import set_needs
from alongside.core.storage import audit
from tests.support.deployment import Deployment
from tests.support.pdfs import faults_of_pdf
from tests.support.reading import People

scenarios("paper_for_a_family.feature")


@dataclass(slots=True)
class Taken:
    """The file that was given last."""

    content: bytes = b""
    name: str = ""
    texts: list[str] = field(default_factory=list)


@pytest.fixture
def paper() -> Taken:
    return Taken()


@step("Kim looks at Dan's page")
def _(people: People) -> None:
    people["Kim"].browser.go(f"/staff/family/{people['Dan'].number}")


@step("Dan wants large print and easy words")
def _(people: People, deployment: Deployment) -> None:
    number = people["Dan"].number
    set_needs(
        deployment.services,
        number,
        lambda kept: replace(kept, easy_read=True, needs={**kept.needs, "large_print": "yes"}),
        by=number,
    )


@step(parsers.re(r'Kim (?P<how>prints|tries to print) the (?P<kind>\w+) of "(?P<instrument>\w+)" about (?P<about>.+)'))
def _(people: People, paper: Taken, how: str, kind: str, instrument: str, about: str) -> None:
    kim, number = people["Kim"], people["Dan"].number
    if how == "prints":  # else on the page as it was when somebody last looked
        kim.browser.go(f"/staff/family/{number}")
    whom = number if about == "Dan" else f"{number}-2"
    forms = [form for form in kim.page.main.all("form") if form["action"] == f"/staff/family/{number}/paper"]
    button = next(
        button
        for form in forms
        if {(one["name"], one["value"]) for one in form.all("input")} >= {("instrument", instrument), ("about", whom)}
        for button in form.all("button")
        if button["value"] == kind
    )
    response = kim.browser.take_by(button)
    if response.mimetype == "application/pdf":
        paper.content = response.get_data()
        paper.name = response.headers["Content-Disposition"]
        paper.texts = [one.text for one in read_structure(paper.content).walk() if one.text]
        assert faults_of_pdf(paper.content) == []


@step("the booklet has the number of Dan's second child and no name of anybody")
def _(people: People, paper: Taken) -> None:
    assert paper.name == 'attachment; filename="booklet.pdf"'
    assert f"{people['Dan'].number}-2" in paper.texts
    assert not [text for text in paper.texts for name in ("Dan", "Ada", "Ben", "Cara") if name in text.split()]


@step("its questions are those for a child of 3 years")
def _(paper: Taken) -> None:
    assert "Form growing_up 2_3y" in paper.texts


@step(parsers.parse('the record says that kim printed "{kind}" of "{instrument}"'))
def _(people: People, deployment: Deployment, kind: str, instrument: str) -> None:
    (event,) = printed_events(deployment)
    number = people["Dan"].number
    assert (event["actor"], event["subject"]) == ("kim", number)
    assert event["details"] == {"kind": kind, "instrument": instrument, "form": "2_3y", "about": f"{number}-2"}


@step("nothing printed is on record")
def _(deployment: Deployment) -> None:
    assert printed_events(deployment) == []


def printed_events(deployment: Deployment) -> list[dict[str, object]]:
    with deployment.services.records.read() as tx:
        events = [json.loads(line) for line in audit.dump(tx)]
    return [event for event in events if event.get("action") == "paper_printed"]


@step("the cards tell nothing of anybody")
def _(people: People, paper: Taken) -> None:
    assert paper.name == 'attachment; filename="cards.pdf"'
    assert "Card 1" in paper.texts
    assert people["Dan"].number not in "".join(paper.texts)


@step("it is in large print and easy words")
def _(paper: Taken) -> None:
    assert "We want to get to know you. We want to make this easy for you." in paper.texts
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        sizes = {
            float(one.operands[1])
            for page in pdf.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "Tf"
        }
    assert sorted(sizes)[:2] == [9, 18]
