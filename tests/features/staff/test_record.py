"""What the trial manager reads in the record, and what a copy of it proves."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_bdd import given, parsers, scenarios, step, then, when

from alongside.core.commands import main
from alongside.core.storage import audit
from alongside.core.storage import staff as accounts
from tests.support.deployment import Deployment
from tests.support.family import staff
from tests.support.reading import People, words_of

scenarios("record.feature")

ADDRESS = "/staff/record/"
HEAD = re.compile(r"[0-9a-f]{64}")


@pytest.fixture
def kept() -> dict[str, str]:
    """What Tess keeps outside the system."""
    return {}


def events_on(people: People) -> list[str]:
    rows = people["Tess"].page.main.all("tr")
    return [" ".join(cell.text for cell in row.all("td")[1:]) for row in rows if row.all("td")]


def numbers_on(people: People) -> list[int]:
    return [int(cell.text) for cell in people["Tess"].page.main.all("th") if cell["scope"] == "row"]


def named(people: People, words: str) -> str:
    return words.replace("{Amy}", people["Amy"].number).strip()


def in_the_database(deployment: Deployment, *statements: str) -> None:
    """Do what only somebody can who reaches the database itself, past what guards it."""
    with deployment.services.records.write() as tx:
        for statement in (
            "DROP TRIGGER IF EXISTS audit_events_no_update",
            "DROP TRIGGER IF EXISTS audit_events_no_delete",
            *statements,
        ):
            tx.connection.exec_driver_sql(statement)


@step("Tess is the trial manager")
def _(people: People, deployment: Deployment) -> None:
    people["Tess"] = staff(deployment, "Tess")


@when("Tess opens the record")
def _(people: People) -> None:
    people["Tess"].browser.go(ADDRESS)


@then("the record tells, newest first")
def _(people: People, datatable: list[list[str]]) -> None:
    told, places = events_on(people), []
    for (words,) in datatable:
        found = [place for place, line in enumerate(told) if line.startswith(named(people, words))]
        assert found, f"{named(people, words)!r} is not among {told}"
        places.append(found[0])
    assert places == sorted(places)
    assert numbers_on(people) == sorted(numbers_on(people), reverse=True)


@then("the record tells")
def _(people: People, datatable: list[list[str]]) -> None:
    told = events_on(people)
    for (words,) in datatable:
        assert any(line.startswith(named(people, words)) for line in told), told


@then("no name or phone number of a family is on the page")
def _(people: People) -> None:
    page = people["Tess"].page
    shown = words_of(page) + "".join(str(element.attributes) for element in page.main.walk())
    for words in ("Amy", "Leo", "07700", "+447700", "900201"):
        assert words not in shown


@given("something new was done about Amy")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.write() as tx:
        event = audit.AuditEvent("tea_poured", "kim", people["Amy"].number, {"milk": "yes"})
        audit.append(tx, event, deployment.services.clock.now())


@given(parsers.parse("{count:d} things more were done"))
def _(deployment: Deployment, count: int) -> None:
    with deployment.services.records.write() as tx:
        for number in range(count):
            audit.append(tx, audit.AuditEvent("tea_poured", "kim", f"cup {number}"), deployment.services.clock.now())


SEARCHES = {
    "what Kim did": {"who": "kim"},
    "Amy's study number": {"about": "{Amy}"},
    "families that were added": {"kind": "family_added"},
    "yesterday": {"from": "2026-03-09", "to": "2026-03-09"},
    "today": {"from": "2026-03-10", "to": "2026-03-10"},
    "days before 2026-03-10": {"to": "2026-03-09"},
}


@when(parsers.parse("Tess looks in the record for {what}"))
def _(people: People, what: str) -> None:
    asked = "&".join(f"{name}={named(people, value).lower()}" for name, value in SEARCHES[what].items())
    people["Tess"].browser.go(f"{ADDRESS}?{asked}")


@when(parsers.parse('Tess looks in the record from "{first}" to "{last}"'))
def _(people: People, first: str, last: str) -> None:
    page = people["Tess"].browser.go(f"{ADDRESS}?about=BR0001&from={first}&to={last}")
    assert page.status == 422
    typed = {control["name"]: control["value"] for control in page.main.all("input") if control["name"] != "csrf_token"}
    assert typed == {"about": "BR0001", "from": first, "to": last}


@then(parsers.parse("every event is of {which}"))
def _(people: People, which: str) -> None:
    told = events_on(people)
    if which in {"nothing", "the day before Kim came"}:
        assert told == []
        assert "No event fits." in words_of(people["Tess"].page)
        return
    assert told
    if which != "something":
        assert all({"Amy": people["Amy"].number}.get(which, which) in line for line in told), told


@then(parsers.parse("{count:d} events are on the page"))
def _(people: People, count: int) -> None:
    assert len(events_on(people)) == count


@then("the very first event is on the page")
def _(people: People) -> None:
    assert numbers_on(people)[-1] == 1


@then("the line to keep ends with the head of the chain")
def _(people: People, deployment: Deployment) -> None:
    with deployment.services.records.read() as tx:
        assert line_to_keep(people).endswith(f" {audit.length(tx)} events, head {audit.head(tx)}")


def line_to_keep(people: People) -> str:
    (area,) = people["Tess"].page.main.all("textarea", id="head")
    return area.text


@given("somebody who reaches the database changes an event")
def _(deployment: Deployment) -> None:
    in_the_database(deployment, "UPDATE audit_events SET actor = 'nobody' WHERE sequence = 3")


@given("somebody who reaches the database deletes the last event")
def _(deployment: Deployment) -> None:
    in_the_database(deployment, "DELETE FROM audit_events WHERE sequence = (SELECT max(sequence) FROM audit_events)")


@when("Tess has all events checked")
def _(people: People) -> None:
    people["Tess"].browser.go(f"{ADDRESS}?check=whole")


@when("Tess keeps the line")
def _(people: People, kept: dict[str, str]) -> None:
    (kept["head"],) = HEAD.findall(line_to_keep(people))


@when("Tess downloads the record")
def _(people: People, kept: dict[str, str]) -> None:
    browser = people["Tess"].browser
    token = browser.page.root.all("input", name="csrf_token")[0]["value"]
    response = browser.client.post(f"{ADDRESS}file", data={"csrf_token": token})
    assert response.mimetype == "application/jsonl"
    assert response.headers["Content-Disposition"] == 'attachment; filename="record-2026-03-10.jsonl"'
    kept["copy"] = response.get_data(as_text=True)


def verified(kept: dict[str, str], copy: Path) -> tuple[int, str]:
    copy.write_text(kept["copy"], encoding="utf-8")
    result = CliRunner().invoke(main, ["audit", "verify", str(copy), "--head", kept["head"]])
    return result.exit_code, result.output


@then("the copy is found whole with the line that was kept")
def _(kept: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    assert verified(kept, copy) == (0, f"The audit trail in {copy} is whole.\n")


@then("that the copy was taken is its last event")
def _(kept: dict[str, str], deployment: Deployment) -> None:
    lines = kept["copy"].splitlines()
    assert '"action":"record_taken","actor":"tess"' in lines[-1]
    assert f'"events":"{len(lines)}"' in lines[-1]
    with deployment.services.records.read() as tx:
        assert audit.length(tx) == len(lines)


@when("the last 3 lines of the copy are lost")
def _(kept: dict[str, str]) -> None:
    kept["copy"] = "".join(kept["copy"].splitlines(keepends=True)[:-3])


@then("the copy is found cut with the line that was kept")
def _(kept: dict[str, str], tmp_path: Path) -> None:
    code, output = verified(kept, tmp_path / "copy.jsonl")
    assert code == 1
    assert "AUDIT_CUT" in output


@given("Tess answers for glasgow only")
def _(deployment: Deployment) -> None:
    now = datetime(2026, 3, 10, tzinfo=UTC)
    with deployment.services.records.write() as tx:
        for grant in accounts.grants_of(tx, "tess"):
            accounts.end_grant(tx, grant.id, staff="tess", by="kim", at=now)
        accounts.grant(tx, staff="tess", role="trial_manager", site="glasgow", by="kim", at=now)


@then("nothing on the page is about Amy")
def _(people: People) -> None:
    assert people["Amy"].number not in words_of(people["Tess"].page)


@then("Tess cannot download the record")
def _(people: People) -> None:
    browser = people["Tess"].browser
    token = browser.page.root.all("input", name="csrf_token")[0]["value"]
    assert browser.client.post(f"{ADDRESS}file", data={"csrf_token": token}).status_code == 403


@then("looking once more writes nothing down")
def _(people: People, deployment: Deployment) -> None:
    before = deployment.stored()
    people["Tess"].browser.go(f"{ADDRESS}?check=whole&who=kim")
    assert deployment.stored() == before
