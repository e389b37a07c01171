"""Consent choices, tries at understanding, signed consents and their changes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from alongside.core.storage import choices, consents, ledger
from alongside.core.storage.canonical import NO_RECORD_BEFORE
from alongside.core.storage.database import Database, Transaction
from alongside.core.storage.errors import RequestKeyReusedError, UnknownSubjectError
from tests.support.databases import Kind

from .conftest import NOON, Household, add_household


def choice(household: Household, **changes: Any) -> choices.NewChoice:
    first = choices.NewChoice(
        household.parent, "linkage", "1.0.0", "health", "yes", "pl", "standard", "a" * 64, "choice-1"
    )
    return replace(first, **changes)


def attempt(household: Household, **changes: Any) -> choices.NewAttempt:
    first = choices.NewAttempt(
        household.parent,
        "linkage",
        "1.0.0",
        "may_stop",
        "no",
        understood=False,
        language="pl",
        format="easy_read",
        mode="self",
        request_key="attempt-1",
    )
    return replace(first, **changes)


def new_consent(household: Household, **changes: Any) -> consents.NewConsent:
    first = consents.NewConsent(
        participant=household.parent,
        role="parent",
        on_behalf_of=(household.child,),
        study="bright",
        site="bristol",
        protocol_version="3",
        module="linkage",
        module_version="1.0.0",
        content_hash="c" * 64,
        language="pl",
        format="easy_read",
        statements=(
            consents.SignedStatement("health", "1" * 64, "2" * 64, "3" * 64, "yes", NOON),
            consents.SignedStatement("school", "4" * 64, "5" * 64, "6" * 64, "no", NOON + timedelta(seconds=9)),
        ),
        first_viewed_at=NOON - timedelta(days=2),
        signature_method="typed",
        meaning="I agree to what I said yes to.",
        given_by_mode="self",
        sign_in_method="code",
        received_by="staff-7",
        request_key="consent-1",
        printed_name_digest=consents.signature_digest("00" * 16, "A. Person"),
        supporters=(consents.Supporter("interpreter", "d" * 64),),
        understanding=(consents.Tried("may_stop", "no", False, "pl", "easy_read", "self", NOON),),  # noqa: FBT003 - a row
        layers_opened=("chance",),
        utc_offset="+01:00",
    )
    return replace(first, **changes)


def new_change(household: Household, **changes: Any) -> consents.NewChange:
    first = consents.NewChange(household.parent, "linkage", "health", "no", household.parent, "page", "change-1")
    return replace(first, **changes)


def consent(tx: Transaction, household: Household, **changes: Any) -> consents.ConsentRecord:
    return consents.append_consent(tx, new_consent(household, **changes), NOON)


def test_the_newest_choice_counts_and_all_are_kept(tx: Transaction, household: Household, noon: datetime) -> None:
    first = choices.append_choice(tx, choice(household), noon)
    second = choices.append_choice(tx, choice(household, answer="no", request_key="choice-2"), noon)
    other = choices.append_choice(tx, choice(household, statement="school", request_key="choice-3"), noon)
    choices.append_choice(tx, choice(household, module="taking_part", request_key="choice-4"), noon)

    assert consents.current_choices(tx, household.parent, "linkage") == {"health": second, "school": other}
    assert choices.choices_of(tx, household.parent, "linkage") == [first, second, other]
    assert consents.current_choices(tx, household.parent, "other") == {}


def test_choices_and_attempts_are_written_once_a_request(tx: Transaction, household: Household, noon: datetime) -> None:
    assert choices.append_choice(tx, choice(household), noon) == choices.append_choice(tx, choice(household), noon)
    assert choices.append_attempt(tx, attempt(household), noon) == choices.append_attempt(tx, attempt(household), noon)
    assert len(choices.choices_of(tx, household.parent, "linkage")) == 1
    assert len(choices.attempts_of(tx, household.parent, "linkage")) == 1
    with pytest.raises(RequestKeyReusedError):
        choices.append_choice(tx, choice(household, statement="school"), noon)
    with pytest.raises(RequestKeyReusedError):
        choices.append_attempt(tx, attempt(household, question="who_sees"), noon)


def test_tries_at_understanding_are_all_kept(tx: Transaction, household: Household, noon: datetime) -> None:
    wrong = choices.append_attempt(tx, attempt(household), noon)
    right = choices.append_attempt(tx, attempt(household, choice="yes", understood=True, request_key="attempt-2"), noon)

    assert choices.attempts_of(tx, household.parent, "linkage") == [wrong, right]
    assert (wrong.understood, right.understood) == (False, True)


def test_each_layer_that_was_opened_is_noted_once(tx: Transaction, household: Household, noon: datetime) -> None:
    for part, version in (("chance", "1.0.0"), ("who_sees", "1.0.0"), ("chance", "1.0.0"), ("chance", "2.0.0")):
        choices.note_layer(tx, household.parent, "taking_part", version, part, noon)

    assert choices.layers_of(tx, household.parent, "taking_part", "1.0.0") == ("chance", "who_sees")
    assert choices.layers_of(tx, household.parent, "taking_part", "2.0.0") == ("chance",)
    assert choices.layers_of(tx, household.parent, "linkage", "1.0.0") == ()


def test_the_tries_of_a_study_are_those_of_its_people(tx: Transaction, household: Household, noon: datetime) -> None:
    tried = choices.append_attempt(tx, attempt(household), noon)

    assert choices.attempts_in_study(tx, "bright") == [tried]
    assert choices.attempts_in_study(tx, "another") == []


def test_a_consent_comes_back_as_it_was_signed(tx: Transaction, household: Household, noon: datetime) -> None:
    record = consent(tx, household)

    assert record.consent == new_consent(household)
    assert (record.recorded_at, record.previous_hash) == (noon, NO_RECORD_BEFORE)
    assert consents.consents_of(tx, household.parent) == [record]
    assert consents.latest_consent(tx, household.parent, "linkage") == record
    assert consents.latest_consent(tx, household.parent, "taking_part") is None


def test_the_same_consent_again_is_the_same_record(tx: Transaction, household: Household, noon: datetime) -> None:
    record = consent(tx, household)
    keyless = consent(tx, household, request_key="", module="taking_part")

    assert consents.append_consent(tx, new_consent(household), noon + timedelta(hours=1)) == record
    assert consent(tx, household, request_key="", module="taking_part") == keyless
    assert len(consents.consents_of(tx, household.parent)) == 2
    with pytest.raises(RequestKeyReusedError):
        consent(tx, household, module="taking_part")


def test_changes_are_chained_to_the_consent_that_they_change(
    tx: Transaction, household: Household, noon: datetime
) -> None:
    record = consent(tx, household)
    first = consents.append_change(tx, new_change(household), noon)
    second = consents.append_change(
        tx, new_change(household, item="all", request_key="change-2", reason="moving", details={"copy": "sent"}), noon
    )
    renewed = consent(tx, household, request_key="consent-2", module_version="1.1.0")

    assert [first.previous_hash, second.previous_hash] == [record.record_hash, first.record_hash]
    assert renewed.previous_hash == second.record_hash
    assert consents.changes_of(tx, household.parent) == [first, second]
    assert (first.change, second.change.details) == (new_change(household), {"copy": "sent"})
    assert consents.append_change(tx, new_change(household), noon) == first
    assert consents.latest_consent(tx, household.parent, "linkage") == renewed
    assert consents.verify_consents(tx, household.parent) == []


def test_consents_of_a_study_leave_out_other_studies(records: Database) -> None:
    with records.write() as tx:
        homes = [add_household(tx), add_household(tx, study="other"), add_household(tx)]
        written = [consent(tx, home, request_key=f"consent-{number}") for number, home in enumerate(homes)]
        assert consents.consents_in_study(tx, "bright") == [written[0], written[2]]


def test_a_consent_needs_a_participant(tx: Transaction, household: Household) -> None:
    with pytest.raises(UnknownSubjectError):
        consent(tx, replace(household, parent="BR9999X"))


def test_one_signature_from_eight_threads_is_one_record(records: Database, household: Household) -> None:
    def sign(_: int) -> consents.ConsentRecord:
        with records.write() as tx:
            return consent(tx, household)

    with ThreadPoolExecutor(8) as pool:
        assert len({record.record_hash for record in pool.map(sign, range(8))}) == 1


def test_many_writers_make_one_unbroken_chain(records: Database, household: Household, noon: datetime) -> None:
    def change(number: int) -> None:
        with records.write() as tx:
            consents.append_change(tx, new_change(household, request_key=f"change-{number}"), noon)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(24)))
    with records.read() as tx:
        assert len(consents.changes_of(tx, household.parent)) == 24
        assert consents.verify_consents(tx, household.parent) == []


def test_a_record_changed_behind_the_database_s_back_is_found(
    records: Database, household: Household, kind: Kind
) -> None:
    unlock = {
        "sqlite": "DROP TRIGGER consent_records_no_update",
        "postgresql": "DROP TRIGGER consent_records_append_only ON consent_records",
    }[kind]
    with records.write() as tx, tx.connection.begin_nested() as savepoint:
        consent(tx, household)
        consents.append_change(tx, new_change(household), NOON)
        tx.connection.execute(text(unlock))
        tx.connection.execute(
            text("""UPDATE consent_records SET body = replace(body, '"no"', '"yes"') WHERE kind = 'consent'""")
        )
        faults = consents.verify_consents(tx, household.parent)
        savepoint.rollback()

    assert [fault.code for fault in faults] == ["CONSENT_RECORD_CHANGED"]


def test_a_signature_s_digest_needs_the_salt() -> None:
    salt, other = consents.new_salt(), consents.new_salt()

    assert consents.signature_digest(salt, "Jo Żak") == consents.signature_digest(salt, "Jo Żak")
    assert consents.signature_digest(salt, "Jo Żak") != consents.signature_digest(other, "Jo Żak")
    assert len({consents.signature_digest(salt, name) for name in ("Jo Żak", "Jo Zak")}) == 2


def test_who_cannot_read_signs_only_what_was_heard_with_somebody_there(tx: Transaction, household: Household) -> None:
    witness = consents.Supporter("witness", "e" * 64, is_impartial=True)
    for refused in (
        {"can_read": False, "format": "standard", "supporters": (witness,)},
        {"can_read": False, "format": "easy+audio", "supporters": ()},
        {"can_read": False, "format": "easy+audio", "supporters": (consents.Supporter("interpreter", "d" * 64),)},
    ):
        with pytest.raises(consents.NeedsHearingError):
            consent(tx, household, **refused)
    heard = consent(tx, household, can_read=False, format="easy+audio", supporters=(witness,))
    said = consent(
        tx, household, can_read=False, format="easy+spoken", supporters=(), receiver_declaration="I heard it.",
        request_key="consent-2",
    )  # fmt: skip
    assert [one.record_hash for one in consents.consents_of(tx, household.parent)] == [
        heard.record_hash,
        said.record_hash,
    ]


def test_a_dump_of_the_ledger_is_whole_and_shows_a_row_that_was_changed_underneath(
    tx: Transaction, household: Household
) -> None:
    first = consent(tx, household)
    second = consents.append_change(tx, new_change(household), NOON)
    named = [f'{{"details":{{"ledger":"{one.record_hash}"}}}}' for one in (first, second)]
    lines = list(ledger.dump(tx))
    assert len(lines) == 2
    assert ledger.verify(lines, named) == []
    assert [fault.code for fault in ledger.verify(lines[:1], named)] == ["LEDGER_CUT"]
    assert [fault.code for fault in ledger.verify(lines, named[:1])] == ["LEDGER_UNNAMED"]
    changed = [lines[0].replace('"answer":"yes"', '"answer":"no"'), lines[1]]
    assert [fault.code for fault in ledger.verify(changed, named)] == ["LEDGER_EDITED"]
