"""What the researcher's files hold: consent, state, and answers that count; nothing from a route that was left."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.conduct import answering
from alongside.core.conduct.consent_files import consents_csv
from alongside.core.conduct.consenting import module_of
from alongside.core.conduct.exporting import answers_csv, codebook_csv, scores_csv
from alongside.core.conduct.people import FAMILY, Acting
from alongside.core.conduct.services import Services
from alongside.core.conduct.stopping import stop_taking_part
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.storage import answers, visits
from alongside.core.storage.database import Transaction
from tests.support.deployment import Deployment, open_deployment
from tests.support.family import (
    Entry,
    Person,
    agree,
    answer,
    answer_all,
    begin_questions,
    come_in,
    enter_family,
    give_anything,
    go_to_question,
    keep,
    sign_as,
    staff,
)

ROUTED_ROUND = str(int(MissingReason.ROUTED_ROUND))
HELPS = "growing_up_4_7y_settling_helps_chose_"
HELPS_QUESTION = "What helps your child to feel calm again?"
CONDITION = "Are you disabled?"
EFFECT = "How much harder does this make your day?"


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with open_deployment(tmp_path) as opened:
        yield opened


@pytest.fixture
def person(deployment: Deployment) -> Person:
    """A parent of a child of six who has come in."""
    entered = enter_family(staff(deployment, "Kim"), Entry("Amy", "07700 900201", [("Leo", 76)]))
    deployment.send()
    come_in(entered)
    return entered


def rows_of(lines: Iterator[str], person: Person) -> list[dict[str, str]]:
    return [row for row in csv.DictReader(io.StringIO("".join(lines))) if row["study_number"] == person.number]


def heading_of(lines: Iterator[str]) -> list[str]:
    return next(csv.reader([next(lines)]))


def stop(deployment: Deployment, person: Person) -> None:
    stop_taking_part(deployment.services, Acting(person.number, FAMILY, NeedsProfile()), "a" * 32)


def answer_until(person: Person, heading: str) -> None:
    while not person.page.heading.startswith(heading):
        assert person.page.kind == "question", f"{heading!r} never came"
        give_anything(person.page)
        keep(person)
        go_to_question(person)


def test_consents_hold_a_row_for_each_statement_that_was_signed(deployment: Deployment, person: Person) -> None:
    agree(person, refusing=["You can use my words"])
    rows = rows_of(consents_csv(deployment.services), person)
    module = module_of(deployment.services)
    assert [row["statement"] for row in rows] == [statement.code for statement in module.statements]
    assert sorted(row["answer"] for row in rows) == ["no", *["yes"] * (len(rows) - 1)]
    assert {(row["module"], row["module_version"]) for row in rows} == {(module.code, module.version)}
    assert {(row["language"], row["format"], row["participant_state"]) for row in rows} == {
        ("en", "standard", "consented")
    }
    assert {row["signed_at"][:10] for row in rows} == {"2026-03-10"}


def test_consents_hold_nobody_who_signed_nothing(deployment: Deployment, person: Person) -> None:
    assert rows_of(consents_csv(deployment.services), person) == []
    agree(person, refusing=["I want to take part"])
    assert list(csv.DictReader(io.StringIO("".join(consents_csv(deployment.services))))) == []


def test_consents_name_nobody(deployment: Deployment, person: Person) -> None:
    agree(person, name="Zwetschge Example")
    text = "".join(consents_csv(deployment.services))
    assert [word for word in ("Zwetschge", "Example", "Amy", "Leo", "900201") if word in text] == []


def test_the_newest_signature_is_the_one_that_is_exported(deployment: Deployment, person: Person) -> None:
    agree(person)
    stop(deployment, person)
    first = rows_of(consents_csv(deployment.services), person)
    assert {row["participant_state"] for row in first} == {"withdrawn"}
    deployment.pass_time(days=1)
    come_in(person)
    person.browser.go("/sign")
    sign_as(person, "Amy Example")
    second = rows_of(consents_csv(deployment.services), person)
    assert len(second) == len(first)
    assert {row["participant_state"] for row in second} == {"consented"}
    assert {row["signed_at"][:10] for row in second} == {"2026-03-11"}


def test_every_row_says_whether_the_person_still_takes_part(deployment: Deployment, person: Person) -> None:
    agree(person)
    answer_all(person)
    files = (answers_csv, scores_csv)
    for export in files:
        assert {row["participant_state"] for row in rows_of(export(deployment.services), person)} == {"consented"}
    stop(deployment, person)
    for export in files:
        assert {row["participant_state"] for row in rows_of(export(deployment.services), person)} == {"withdrawn"}


def test_no_file_tells_an_age_in_days(deployment: Deployment) -> None:
    services = deployment.services
    for export in (answers_csv, scores_csv, consents_csv, codebook_csv):
        assert [name for name in heading_of(export(services)) if "day" in name.split("_") or "days" in name] == []
    assert "age_months" in heading_of(answers_csv(services))
    assert [line for line in codebook_csv(services) if "age_days" in line] == []


def test_an_answer_left_over_from_a_route_that_was_abandoned_is_neither_scored_nor_exported(
    deployment: Deployment, person: Person
) -> None:
    services = deployment.services
    agree(person)
    begin_questions(person)
    answer_until(person, CONDITION)
    answer(person, "Yes")
    assert person.page.heading == EFFECT
    answer(person, "Very much")
    (before, *_) = rows_of(answers_csv(services), person)
    assert before["about_you_all_condition_effect"] == "very_much"
    person.browser.follow("Back")
    person.browser.follow("Back")
    answer(person, "No")
    (after, *_) = rows_of(answers_csv(services), person)
    assert after["about_you_all_long_term_condition"] == "no"
    assert after["about_you_all_condition_effect"] == ROUTED_ROUND
    assert "very_much" not in after.values()
    with services.records.read() as tx:
        (visit,) = visits.visits_of(tx, person.number)
        held = answering.read_part(tx, answering.parts_of(services, tx, visit)[0])
    assert held.latest("condition_effect") is not None  # nothing that was said is thrown away
    assert held.sheet.value("condition_effect") is None
    assert held.sheet.amount("condition_effect") is None


def test_left_over_answers_change_no_score(deployment: Deployment, person: Person) -> None:
    """Two children, the same answers; about one, questions were answered that a later answer ruled out."""
    services = deployment.services
    instrument = services.catalogue.instruments["sdq"]
    plain = {item.code: "1" for item in instrument.items_of("4_17") if item.ask_when is None} | {"i26": "0"}
    routed = {item.code: "3" for item in instrument.items_of("4_17") if item.ask_when is not None}
    with services.records.write() as tx:
        children = ("first", "second")
        visits.open_visit(
            tx,
            participant=person.number,
            code="planted",
            study_version=services.study.versions[0].code,
            reference_date=services.clock.today(),
            sheets=[
                visits.NewSheet("sdq", instrument.version, "4_17", child, 76, place)
                for place, child in enumerate(children)
            ],
            at=services.clock.now(),
        )
        (visit,) = visits.visits_of(tx, person.number)
        for sheet in visits.sheets_of(tx, visit.id):
            given = ({"i26": "1"} | routed if sheet.about == "first" else {}) | plain
            for number, (item, value) in enumerate(given.items()):
                plant(services, tx, sheet, item, value, f"{sheet.about}{number}")
            visits.submit_sheet(tx, sheet.id, services.clock.now())
    for export in (answers_csv, scores_csv):
        rows = rows_of(export(services), person)
        by_child = [[{**row, "about": ""} for row in rows if row["about"] == child] for child in children]
        assert by_child[0]
        assert by_child[0] == by_child[1]
    (first, _) = rows_of(answers_csv(services), person)
    assert {first[f"sdq_4_17_{code}"] for code in routed} == {ROUTED_ROUND}


def plant(services: Services, tx: Transaction, sheet: visits.Sheet, item: str, value: str, key: str) -> None:
    """Store an answer as if a page had sent it."""
    new = answers.NewAnswer(
        sheet=sheet.id,
        item=item,
        row=0,
        value=value,
        reason=None,
        sealed=False,
        mode="self",
        language="en",
        format="standard",
        given_by=sheet.about,
        request_key=f"planted{key}",
        seen=None,
    )
    assert isinstance(answers.append(tx, new, services.clock.now()), answers.Stored)


def test_an_option_that_was_not_ticked_is_a_zero(deployment: Deployment, person: Person) -> None:
    agree(person)
    answer_all(person, {HELPS_QUESTION: "A cuddle; Some time"})
    (_, child) = rows_of(answers_csv(deployment.services), person)
    ticked = {name.removeprefix(HELPS): value for name, value in child.items() if name.startswith(HELPS)}
    assert ticked == {
        "cuddle": "1",
        "quiet": "0",
        "talk": "0",
        "toy": "0",
        "time": "1",
        "something_else": "0",
        "nothing_yet": "0",
    }


def test_options_of_a_question_that_was_not_answered_carry_the_reason_and_never_a_zero(
    deployment: Deployment, person: Person
) -> None:
    agree(person)
    begin_questions(person)
    name = "about_you_all_would_help_chose_breaks"
    (row, *_) = rows_of(answers_csv(deployment.services), person)
    assert row[name] == str(int(MissingReason.NOT_REACHED))
    answer_until(person, "What would make it easier for you")
    person.browser.press("I would rather not say")
    (row, *_) = rows_of(answers_csv(deployment.services), person)
    assert row[name] == str(int(MissingReason.PREFERS_NOT_TO_SAY))
    child = next(
        other for other in rows_of(answers_csv(deployment.services), person) if other["instrument"] == "growing_up"
    )
    assert child[f"{HELPS}cuddle"] == ROUTED_ROUND
