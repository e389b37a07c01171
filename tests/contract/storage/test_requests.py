"""What people told us: under a reference that says nothing, acknowledged once, answered once, and only then done."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alongside.core.storage import requests, staff
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import RequestKeyReusedError
from alongside.core.storage.orphans import find_orphans
from alongside.core.storage.study_numbers import is_study_number
from alongside.core.storage.vault import Vault

from .conftest import NOON, Household, add_household

LAST_DAY = date(2026, 12, 22)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def tx(records: Database, household: Household) -> Iterator[Transaction]:
    with records.write() as transaction:
        for code in ("kim", "tess"):
            staff.add_account(transaction, code, NOON)
        yield transaction


def told(household: Household, key: str = "key-1") -> requests.NewRequest:
    return requests.NewRequest(
        study="bright",
        participant=household.parent,
        site="bristol",
        kind="complaint",
        about_team=True,
        came_by="page",
        received_at=NOON,
        acknowledge_by=LAST_DAY,
        noted_by=household.parent,
        request_key=key,
    )


def kept(tx: Transaction, key: str = "key-1") -> requests.Request:
    found = requests.request_of_key(tx, key)
    assert found is not None
    return found


def test_what_was_told_comes_back_as_it_was_written(tx: Transaction, household: Household) -> None:
    assert requests.add_request(tx, told(household), LATER)

    one = kept(tx)
    assert (one.study, one.participant, one.site) == ("bright", household.parent, "bristol")
    assert (one.kind, one.about_team, one.came_by) == ("complaint", True, "page")
    assert (one.received_at, one.acknowledge_by, one.noted_at) == (NOON, LAST_DAY, LATER)
    assert (one.owner, one.deputy, one.acknowledged_at, one.answered_at, one.outcome) == (None,) * 5
    assert requests.request_with(tx, one.reference) == one
    assert requests.requests_of(tx, household.parent) == [one]


def test_a_reference_says_nothing_and_is_no_study_number(tx: Transaction, household: Household) -> None:
    for number in range(50):
        requests.add_request(tx, told(household, f"key-{number}"), NOON)

    references = {one.reference for one in requests.requests_in(tx, "bright")}
    assert len(references) == 50
    for reference in references:
        assert re.fullmatch(r"[A-Z]\d[A-Z]-\d[A-Z]\d", reference)
        assert not set(reference) & set("0O1ISB5")
        assert not is_study_number(reference)


def test_the_same_form_tells_once(tx: Transaction, household: Household) -> None:
    assert requests.add_request(tx, told(household), NOON)
    assert not requests.add_request(tx, replace(told(household), kind="erase_data"), NOON)

    assert [one.kind for one in requests.requests_in(tx, "bright")] == ["complaint"]


def test_a_form_is_not_taken_for_two_families(tx: Transaction, household: Household) -> None:
    other = add_household(tx)
    requests.add_request(tx, told(household), NOON)

    with pytest.raises(RequestKeyReusedError):
        requests.add_request(tx, told(other), NOON)


def test_somebody_whom_nobody_knows_can_tell_us(tx: Transaction, household: Household) -> None:
    unknown = replace(told(household), participant=None, site="", noted_by="")

    assert requests.add_request(tx, unknown, NOON)
    assert kept(tx).participant is None
    assert kept(tx).subject == kept(tx).reference
    assert requests.requests_of(tx, household.parent) == []


def test_what_waits_is_listed_until_it_was_acknowledged(tx: Transaction, household: Household) -> None:
    requests.add_request(tx, told(household), NOON)
    later = replace(told(household, "key-2"), acknowledge_by=LAST_DAY + timedelta(days=3))
    requests.add_request(tx, later, NOON)

    waiting = requests.waiting_requests(tx, "bright", due_by=LAST_DAY + timedelta(days=2))
    assert [one.request_key for one in waiting] == ["key-1"]
    assert requests.waiting_requests(tx, "other", due_by=LAST_DAY) == []
    requests.acknowledge(tx, waiting[0].id, how="phone", at=LATER, by="kim")
    assert requests.waiting_requests(tx, "bright", due_by=LAST_DAY) == []


def test_it_is_acknowledged_once_and_answered_once_and_not_the_other_way_round(
    tx: Transaction, household: Household
) -> None:
    requests.add_request(tx, told(household), NOON)
    number = kept(tx).id

    assert not requests.answer(tx, number, outcome="put_right", at=LATER, by="kim")
    assert requests.acknowledge(tx, number, how="phone", at=LATER, by="kim")
    assert not requests.acknowledge(tx, number, how="post", at=NOON, by="tess")
    assert requests.answer(tx, number, outcome="put_right", at=LATER, by="kim")
    assert not requests.answer(tx, number, outcome="explained", at=NOON, by="tess")
    one = kept(tx)
    assert (one.acknowledged_how, one.acknowledged_at, one.acknowledged_by) == ("phone", LATER, "kim")
    assert (one.outcome, one.answered_at, one.answered_by) == ("put_right", LATER, "kim")


def test_it_is_handed_over_until_it_was_answered(tx: Transaction, household: Household) -> None:
    requests.add_request(tx, told(household), NOON)
    number = kept(tx).id

    assert requests.hand_over(tx, number, owner="tess", deputy="kim")
    assert (kept(tx).owner, kept(tx).deputy) == ("tess", "kim")
    requests.acknowledge(tx, number, how="phone", at=LATER, by="kim")
    requests.answer(tx, number, outcome="put_right", at=LATER, by="kim")
    assert not requests.hand_over(tx, number, owner="kim", deputy=None)


def test_what_is_not_there_is_not_changed(tx: Transaction) -> None:
    assert requests.request_with(tx, "K4M-7T9") is None
    assert not requests.acknowledge(tx, 999, how="phone", at=NOON, by="kim")
    assert not requests.answer(tx, 999, outcome="put_right", at=NOON, by="kim")
    assert not requests.hand_over(tx, 999, owner="kim", deputy=None)


def test_words_without_their_record_are_found(records: Database, vault: Vault, household: Household) -> None:
    with records.write() as tx, vault.write() as sealed:
        requests.add_request(tx, told(household), NOON)
        for key in ("key-1", "key-2"):
            subject = requests.words_subject(key)
            vault.put(sealed, family=household.family, subject=subject, field="words", value="Late.", at=NOON)
    with records.read() as tx, vault.read() as sealed:
        assert [orphan.subject for orphan in find_orphans(sealed, tx)] == ["request:key-2"]
