"""The contact log is written once for each request, and read newest first."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alongside.core.storage import contacts
from alongside.core.storage.database import Transaction
from alongside.core.storage.errors import RequestKeyReusedError

from .conftest import Household, add_household


def contact(household: Household, request_key: str = "key-1") -> contacts.NewContact:
    return contacts.NewContact(household.parent, "call", "no_answer", contacts.NOTHING_TOLD, "kim", request_key)


def test_an_entry_comes_back_as_it_was_written(tx: Transaction, household: Household, noon: datetime) -> None:
    new = replace(contact(household), outcome="spoke", told="two_outcomes")

    assert contacts.add_contact(tx, new, noon)
    (kept,) = contacts.contacts_of(tx, household.parent)
    assert (kept.way, kept.outcome, kept.told, kept.noted_by, kept.at) == ("call", "spoke", "two_outcomes", "kim", noon)


def test_the_newest_entry_comes_first(tx: Transaction, household: Household, noon: datetime) -> None:
    for hour in range(3):
        contacts.add_contact(tx, contact(household, f"key-{hour}"), noon + timedelta(hours=hour))

    assert [kept.request_key for kept in contacts.contacts_of(tx, household.parent)] == ["key-2", "key-1", "key-0"]


def test_the_same_request_is_written_once(tx: Transaction, household: Household, noon: datetime) -> None:
    assert contacts.add_contact(tx, contact(household), noon)
    assert not contacts.add_contact(tx, replace(contact(household), outcome="spoke"), noon)

    assert [kept.outcome for kept in contacts.contacts_of(tx, household.parent)] == ["no_answer"]


def test_what_a_request_wrote_is_found_by_its_key(tx: Transaction, household: Household, noon: datetime) -> None:
    contacts.add_contact(tx, contact(household), noon)
    contacts.add_contact(tx, replace(contact(household, "key-2"), outcome="spoke"), noon)

    kept = contacts.contact_of_request(tx, "key-2")
    assert kept is not None
    assert (kept.outcome, kept.request_key) == ("spoke", "key-2")
    assert contacts.contact_of_request(tx, "key-3") is None


def test_a_request_key_is_not_taken_for_two_families(tx: Transaction, household: Household, noon: datetime) -> None:
    other = add_household(tx)
    contacts.add_contact(tx, contact(household), noon)

    with pytest.raises(RequestKeyReusedError):
        contacts.add_contact(tx, contact(other), noon)


def test_nobody_sees_another_familys_log(tx: Transaction, household: Household, noon: datetime) -> None:
    other = add_household(tx)
    contacts.add_contact(tx, contact(household), noon)

    assert contacts.contacts_of(tx, other.parent) == []


def test_the_words_of_an_entry_have_a_subject_of_their_own() -> None:
    assert contacts.note_subject("key-1") == "contact:key-1"
