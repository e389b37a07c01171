"""What a signature comes to with every later change: the last word on a statement counts, and what was signed stays."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.core.definitions.consent import ConsentModule
from alongside.core.engine.consent import (
    NO,
    WANTED,
    WITHDRAWN,
    YES,
    Change,
    InEffect,
    Whole,
    agreed_now,
    answers_in_effect,
    asked_anew,
    not_used_until,
    stopped_at,
)
from tests.support.miniature_consent import RECORDING, RECORDS

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
CODES = [statement.code for statement in RECORDS.statements]
LINKING = {"doctor", "school"}
SAID = st.sampled_from(
    [
        *((module.code, statement.code, answer) for module in (RECORDS, RECORDING) for statement in module.statements for answer in (YES, NO)),
        *((module.code, Whole.MODULE.value, WITHDRAWN) for module in (RECORDS, RECORDING)),
        *(("taking_part", whole.value, value) for whole in Whole if whole is not Whole.MODULE for value in (WITHDRAWN, WANTED)),
        ("another", "doctor", NO),
    ]
)  # fmt: skip
HISTORIES = st.lists(SAID, max_size=12).map(
    lambda said: [
        Change(place, module, item, value, NOON + timedelta(hours=place))
        for place, (module, item, value) in enumerate(said, 1)
    ]
)
SIGNED = st.fixed_dictionaries({code: st.sampled_from([YES, NO]) for code in CODES})


def last_word(changes: Sequence[Change], code: str) -> str | None:
    """Return what was said last of a statement about records, looked for from the end: another way to the same."""
    for change in reversed(changes):
        if change.new_value in {YES, NO}:
            if (change.module, change.item) == (RECORDS.code, code):
                return change.new_value
        elif change.new_value == WITHDRAWN:
            if change.item == "all" or (change.item == "linkage" and code in LINKING):
                return NO
            if (change.item, change.module) == ("module", RECORDS.code):
                return NO
    return None


@given(SIGNED, HISTORIES)
def test_the_last_word_on_each_statement_counts(signed: dict[str, str], changes: list[Change]) -> None:
    found = answers_in_effect(RECORDS, signed, changes)
    assert {code: one.answer for code, one in found.items()} == {
        code: last_word(changes, code) or answer for code, answer in signed.items()
    }


@given(SIGNED, HISTORIES)
def test_an_answer_says_when_it_last_became_what_it_is(signed: dict[str, str], changes: list[Change]) -> None:
    found = answers_in_effect(RECORDS, signed, changes)
    for code, one in found.items():
        before = [
            answers_in_effect(RECORDS, signed, [change for change in changes if change.place < place])[code].answer
            for place in range(1, len(changes) + 2)
        ]
        turns = [place for place in range(1, len(before)) if before[place] != before[place - 1]]
        assert one.changed_at == (changes[turns[-1] - 1].at if turns else None)


@given(SIGNED, HISTORIES, st.integers(0, 12))
def test_a_signature_starts_anew_from_what_it_says(signed: dict[str, str], changes: list[Change], place: int) -> None:
    later = [change for change in changes if change.place > place]
    assert agreed_now(RECORDS, "1.0.0", signed, changes, place=place) == agreed_now(
        RECORDS, "1.0.0", signed, later, place=0
    )
    anew = agreed_now(RECORDS, "1.0.0", signed, changes, place=len(changes))
    assert anew.answers == {code: InEffect(answer) for code, answer in signed.items()}
    assert not anew.questions_stopped


@given(HISTORIES)
def test_a_stop_of_messages_questions_or_use_changes_no_statement(changes: list[Change]) -> None:
    apart = [one for one in changes if one.item in {"messages", "questionnaires", "held_data"}]
    signed = dict.fromkeys(CODES, YES)
    assert {one.answer for one in answers_in_effect(RECORDS, signed, apart).values()} == {YES}


@given(SIGNED, HISTORIES)
def test_nothing_but_a_yes_to_its_own_words_brings_a_yes_back(signed: dict[str, str], changes: list[Change]) -> None:
    for code, one in answers_in_effect(RECORDS, signed, changes).items():
        own = [change for change in changes if (change.module, change.item) == (RECORDS.code, code)]
        assert one.answer == NO or signed[code] == YES or YES in {change.new_value for change in own}


@given(HISTORIES)
def test_what_is_not_used_ends_with_the_last_word_about_it_and_with_no_signature(changes: list[Change]) -> None:
    said = [one for one in changes if one.item == "held_data"]
    expected = said[-1].at if said and said[-1].new_value == WITHDRAWN else None
    assert not_used_until(changes) == expected
    assert stopped_at(changes, Whole.HELD_DATA) == expected


def test_a_no_to_what_a_module_needs_ends_the_module_and_a_yes_brings_it_back() -> None:
    signed = {"record": YES, "voice": YES}
    refused = [Change(2, RECORDING.code, "record", NO, NOON)]
    back = [*refused, Change(3, RECORDING.code, "record", YES, NOON)]
    assert not agreed_now(RECORDING, "1.0.0", signed, refused, place=1).in_force
    assert agreed_now(RECORDING, "1.0.0", signed, back, place=1).in_force


def test_who_leaves_finds_the_choices_of_taking_part_as_they_were_and_makes_the_others_anew() -> None:
    def anew(module: ConsentModule, *changes: Change) -> set[str]:
        return set(asked_anew(module, changes))

    left = Change(1, RECORDING.code, Whole.EVERYTHING.value, WITHDRAWN, NOON)
    assert anew(RECORDING, left) == set()
    assert anew(RECORDS, left) == set(CODES)
    assert anew(RECORDS, Change(1, RECORDS.code, "letter", NO, NOON)) == {"letter"}
    assert anew(RECORDS, Change(1, "taking_part", Whole.LINKAGE.value, WITHDRAWN, NOON)) == LINKING
