"""One look over all families: what each query counts, and that a family alone is told the same."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alongside.core.storage import access, addressees, audit, caseload, contacts, outbox, staff, tasks, visits
from alongside.core.storage.database import Transaction

from .conftest import Household, add_household

BOTH_WAYS = pytest.mark.parametrize("alone", [False, True])


def message(household: Household, reason: str, period: str, noon: datetime) -> outbox.NewMessage:
    return outbox.NewMessage("bright", household.parent, reason, period, "sms", 4, noon, None, {})


@BOTH_WAYS
def test_a_person_comes_with_site_preferences_and_children(
    tx: Transaction, household: Household, *, alone: bool
) -> None:
    add_household(tx, study="another", prefix="AN")

    (person,) = caseload.people(tx, "bright", only=household.parent if alone else "")
    assert (person.number, person.family, person.site) == (household.parent, household.family, "bristol")
    assert (person.state, person.children, person.preferences.language) == ("invited", 1, "en")


@BOTH_WAYS
def test_open_tasks_come_with_who_does_them_first_what_is_due_first(
    tx: Transaction, household: Household, noon: datetime, *, alone: bool
) -> None:
    for code in ("kim", "nina"):
        staff.add_account(tx, code, noon)
    new = tasks.NewTask(household.parent, "call", "kim", "nina", noon, "kim", "key-1")
    tasks.add_task(tx, new, noon)
    tasks.add_task(tx, replace(new, deputy=None, due_at=noon - timedelta(hours=1), request_key="key-2"), noon)
    tasks.add_task(tx, replace(new, participant=add_household(tx, study="another").parent, request_key="key-3"), noon)
    tasks.add_task(tx, replace(new, request_key="key-4"), noon)
    done = tasks.task_of_request(tx, "key-4")
    assert done is not None
    tasks.finish(tx, done.id, by="kim", at=noon)

    found = caseload.open_tasks(tx, "bright", only=household.parent if alone else "")
    assert [(one.participant, one.owner, one.deputy, one.due_at) for one in found] == [
        (household.parent, "kim", None, noon - timedelta(hours=1)),
        (household.parent, "kim", "nina", noon),
    ]


def test_the_roles_of_accounts_in_use_count_and_no_others(tx: Transaction, noon: datetime) -> None:
    for code, state in (("kim", "active"), ("nina", "active"), ("olga", "locked"), ("pat", "left"), ("quin", "")):
        staff.add_account(tx, code, noon)
        if state:
            staff.set_account_state(tx, code, state, noon)  # type: ignore[arg-type]  # one of the states
        staff.grant(tx, staff=code, role="nurse", site="bristol", by="tess", at=noon)
    staff.grant(tx, staff="kim", role="co_ordinator", site="", by="tess", at=noon)
    (ended,) = staff.grants_of(tx, "nina")
    staff.end_grant(tx, ended.id, staff="nina", by="tess", at=noon)

    found = caseload.grants_in_use(tx)
    assert [(one.staff, one.role, one.site) for one in found] == [
        ("kim", "nurse", "bristol"),
        ("kim", "co_ordinator", ""),
    ]


@BOTH_WAYS
def test_a_visit_counts_its_sheets_and_those_that_were_sent(
    tx: Transaction, household: Household, noon: datetime, *, alone: bool
) -> None:
    only = household.parent if alone else ""
    (begun,) = caseload.visits_begun(tx, "bright", only=only)
    assert (begun.participant, begun.code, begun.sheets, begun.sent) == (household.parent, "start", 1, 0)

    visits.submit_sheet(tx, household.sheet, noon)
    (sent,) = caseload.visits_begun(tx, "bright", only=only)
    assert (sent.sheets, sent.sent) == (1, 1)


@BOTH_WAYS
def test_an_open_sheet_comes_with_its_form_and_the_language_of_who_reads_it(
    tx: Transaction, household: Household, noon: datetime, *, alone: bool
) -> None:
    add_household(tx, study="another", prefix="AN")
    sheet = visits.sheet(tx, household.sheet)
    assert sheet is not None
    only = household.parent if alone else ""

    (found,) = caseload.open_sheets(tx, "bright", [sheet.instrument], only=only)
    assert (found.participant, found.visit, found.language) == (household.parent, "start", "en")
    assert (found.instrument, found.form) == (sheet.instrument, sheet.form)
    assert addressees.sheets_open(tx, [household.parent]) == {
        household.parent: [("start", sheet.instrument, sheet.form, "en")]
    }
    assert caseload.open_sheets(tx, "bright", ["another_instrument"], only=only) == []
    assert caseload.open_sheets(tx, "bright", [], only=only) == []

    visits.submit_sheet(tx, household.sheet, noon)
    assert caseload.open_sheets(tx, "bright", [sheet.instrument], only=only) == []
    assert addressees.sheets_open(tx, [household.parent]) == {}


def test_held_and_failed_messages_and_invitations_wait_and_others_do_not(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    kept = {
        period: outbox.enqueue(tx, message(household, reason, period, noon), noon)
        for reason, period in (
            ("invitation", "sent"),
            ("where_you_are", "held"),
            ("where_you_are", "failed"),
            ("where_you_are", "sent-too"),
        )
    }
    ids = {period: one.id for period, one in kept.items() if one is not None}
    outbox.mark_sent(tx, ids["sent"], provider_reference="1", at=noon)
    outbox.mark_sent(tx, ids["sent-too"], provider_reference="2", at=noon + timedelta(hours=2))
    outbox.mark_held(tx, ids["held"], reason="safety_not_known", until=noon, at=noon)
    outbox.mark_failed(tx, ids["failed"], reason="address_refused", at=noon)

    waiting = caseload.waiting_messages(tx, "bright")
    assert [(one.reason, one.state, one.held_reason) for one in waiting] == [
        ("invitation", "sent", None),
        ("where_you_are", "held", "safety_not_known"),
        ("where_you_are", "failed", "address_refused"),
    ]
    assert caseload.last_sent(tx, "bright") == {household.parent: noon + timedelta(hours=2)}


def test_the_newest_moment_counts(tx: Transaction, household: Household, noon: datetime) -> None:
    for hour in (1, 3, 2):
        at = noon + timedelta(hours=hour)
        new = contacts.NewContact(household.parent, "call", "spoke", "", "kim", f"key-{hour}")
        contacts.add_contact(tx, new, at)
        audit.append(tx, audit.AuditEvent("signed_in", household.parent, household.parent, {}), at)
    audit.append(tx, audit.AuditEvent("part_sent", household.parent, household.parent, {}), noon + timedelta(days=1))

    assert caseload.last_contact(tx, "bright") == {household.parent: noon + timedelta(hours=3)}
    assert caseload.last_signed_in(tx, "bright") == {household.parent: noon + timedelta(hours=3)}
    assert caseload.last_choice(tx, "bright") == {}


def test_a_code_is_locked_after_the_last_try_and_not_before(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    access.create_code(tx, subject=household.parent, purpose="way_in", at=noon, secret=b"s", code="123456")
    for _ in range(access.CODE_TRIES - 1):
        access.check_code(tx, household.parent, "way_in", "000000", noon, b"s")
    assert caseload.locked_codes(tx, "bright") == {}

    access.check_code(tx, household.parent, "way_in", "000000", noon, b"s")
    assert caseload.locked_codes(tx, "bright") == {household.parent: noon}


def test_guessing_is_told_apart_from_a_locked_code(tx: Transaction, household: Household, noon: datetime) -> None:
    audit.append(tx, audit.AuditEvent("code_guessing", "somebody", household.parent, {}), noon)

    assert caseload.last_guessed_at(tx, "bright") == {household.parent: noon}
    assert caseload.locked_codes(tx, "bright") == {}


def test_events_come_in_order_and_only_those_asked_for(tx: Transaction, household: Household, noon: datetime) -> None:
    for action in ("withdrawn", "exported", "messages_stopped"):
        audit.append(tx, audit.AuditEvent(action, "kim", household.parent, {}), noon)

    found = caseload.events_of(tx, household.parent, ("messages_stopped", "withdrawn"))
    assert [(event.action, event.actor) for event in found] == [("withdrawn", "kim"), ("messages_stopped", "kim")]
