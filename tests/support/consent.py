"""What people do when they agree or not: choose everything, sign by one of the ways, say it to a member of the team."""

from collections.abc import Sequence

from alongside.core.conduct.assisting import modules_to_take
from alongside.core.conduct.consenting import KeptCopy, copy_field
from alongside.core.storage import consents
from tests.support.deployment import BrowserError, Deployment, choose, fill
from tests.support.family import STEPS_AT_MOST, Person, read_on
from tests.support.page import Page

DRAWING = "100,300 200,80 300,300 400,80;500,300 700,100"
"""A name that somebody drew, as it comes from the page."""


def choose_all(person: Person, *, refusing: Sequence[str] = (), place: int = 1) -> Page:
    """Read everything and say yes to each statement but those whose words are named; do not sign."""
    person.browser.go("/read/1" if place == 1 else f"/more/{place}/read/1")
    read_on(person)
    for _ in range(STEPS_AT_MOST):
        if person.page.kind != "statement":
            return person.page
        says_no = any(words in person.page.heading for words in refusing)
        choose(person.page, person.page.main.all("input", type="radio", value="no" if says_no else "yes")[0])
        person.browser.send(person.page.main.all("button")[-1])
    raise BrowserError("the statements have no end")


def sign_with(person: Person, method: str, *, name: str = "", strokes: str = "") -> Page:
    """Sign in one of the ways of the page; the drawing comes as a script would put it in."""
    page = person.page
    for option in page.main.all("input", name="method", value=method):
        choose(page, option)
    fill(page.main.all("input", id="name")[0], name)
    if strokes:
        page.main.all("input", name="strokes")[0].attributes["value"] = strokes
    return person.browser.send(page.main.all("button")[-1])


def open_record(kim: Person, number: str, place: int = 1) -> Page:
    """Open the page on which a colleague writes down what somebody says."""
    return kim.browser.go(f"/staff/family/{number}/consent" + (f"/{place}" if place > 1 else ""))


def write_down(
    kim: Person,
    *,
    name: str = "Amy Example",
    refusing: Sequence[str] = (),
    **chosen: str,
) -> Page:
    """Fill in the whole page with a yes to each statement but those whose codes are named, and look at all of it."""
    page = kim.page
    given = {"mode": "by_phone", "taken_in": "spoken"} | chosen
    for field, value in given.items():
        (option,) = page.main.all("input", name=field, value=value)
        choose(page, option)
    names = {one["name"] for one in page.main.all("input", type="radio")}
    for field in sorted(names):
        if field.startswith("answer_"):
            answer = "no" if field.removeprefix("answer_") in refusing else "yes"
            choose(page, page.main.all("input", name=field, value=answer)[0])
        if field.startswith("asked_") and field not in chosen:
            choose(page, page.main.all("input", name=field, value="none")[0])
    fill(page.main.all("input", id="printed_name")[0], name)
    choose(page, page.main.all("input", id="declared")[0])
    return kim.browser.press(value="check")


def records_of(deployment: Deployment, number: str) -> list[consents.ConsentRecord]:
    """Return what somebody signed, oldest first."""
    with deployment.services.records.read() as tx:
        return consents.consents_of(tx, number)


def copy_of(deployment: Deployment, record: consents.ConsentRecord) -> KeptCopy:
    """Return the sealed copy that belongs to a record."""
    consent, services = record.consent, deployment.services
    with services.vault.read() as sealed:
        kept = services.vault.get(sealed, consent.participant, copy_field(consent.module, record.record_hash))
    assert kept is not None
    return KeptCopy.from_json(kept)


def free_places(deployment: Deployment, number: str) -> list[int]:
    """Return the places of what somebody can choose beside taking part."""
    return [place for place, _, _ in modules_to_take(deployment.services, number) if place > 1]
