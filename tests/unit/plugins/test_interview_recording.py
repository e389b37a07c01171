"""Recordings: said what becomes of the sound and the words, and a no still lets a person talk."""

from itertools import product

import pytest

from alongside import Topic
from alongside.core.definitions.text import as_text
from alongside.core.engine.consent import may_sign, undecided
from alongside.plugins.consent.interview_recording import INTERVIEW_RECORDING, alongside_consent_modules
from tests.support.consent_wording import assert_easy_forms, grades, told, told_easily

CHOICES = ("record_talk", "quote_talk")


def test_the_definition_is_sound_and_offered() -> None:
    assert INTERVIEW_RECORDING.faults() == []
    assert alongside_consent_modules() == (INTERVIEW_RECORDING,)
    assert INTERVIEW_RECORDING.version == "1.0.0"


def test_each_choice_stands_on_its_own_and_none_needs_a_yes_or_opens_records() -> None:
    assert tuple(statement.code for statement in INTERVIEW_RECORDING.statements) == CHOICES
    assert not any(statement.required for statement in INTERVIEW_RECORDING.statements)
    assert {statement.links_to for statement in INTERVIEW_RECORDING.statements} == {""}


@pytest.mark.parametrize("answers", list(product(("yes", "no"), repeat=2)))
def test_any_mixture_of_answers_can_be_signed(answers: tuple[str, ...]) -> None:
    assert may_sign(INTERVIEW_RECORDING, dict(zip(CHOICES, answers, strict=True)))


def test_silence_is_no_answer() -> None:
    assert undecided(INTERVIEW_RECORDING, {}) == INTERVIEW_RECORDING.statements


def test_parents_and_other_carers_choose_with_the_button() -> None:
    assert INTERVIEW_RECORDING.who_may_sign == ("parent", "other_carer")
    assert INTERVIEW_RECORDING.signature_methods == {"affirmed"}
    assert "Nobody made me" in told(INTERVIEW_RECORDING, "signature")
    assert (INTERVIEW_RECORDING.understanding, INTERVIEW_RECORDING.privacy) == ((), ())


def test_it_says_what_becomes_of_the_recording() -> None:
    words = told(INTERVIEW_RECORDING, "who_hears_it")
    for said in (
        "types it up",
        "take out names and places",
        "we delete the recording. The study's papers say when",
        "with a number and no name",
    ):
        assert said in words
    assert "take out names, and then delete the recording" in told(INTERVIEW_RECORDING, "record_talk")


def test_only_the_sound_is_recorded_and_the_person_is_asked_again_on_the_day() -> None:
    assert "We do not film you" in told(INTERVIEW_RECORDING, "what_we_record")
    assert "once more on the day" in told(INTERVIEW_RECORDING, "what_we_record")


def test_who_says_no_can_talk_all_the_same() -> None:
    assert "You can still talk with us, and we write notes" in told(INTERVIEW_RECORDING, "record_talk")
    assert "You can still talk with us" in told_easily(INTERVIEW_RECORDING, "record_talk")
    assert "You still take part" in told(INTERVIEW_RECORDING, "stopping")


def test_words_are_printed_only_with_a_yes_and_never_with_a_name() -> None:
    assert "with no name" in told(INTERVIEW_RECORDING, "quote_talk")
    assert "we do not print them" in told(INTERVIEW_RECORDING, "quote_talk")


def test_the_limits_of_confidentiality_are_told_in_both_forms() -> None:
    assert Topic.LIMITS in INTERVIEW_RECORDING.topics
    assert "badly hurt" in told(INTERVIEW_RECORDING, "who_hears_it")
    assert "danger" in told_easily(INTERVIEW_RECORDING, "who_hears_it")


def test_it_can_be_taken_back_and_says_what_becomes_of_what_was_recorded() -> None:
    assert "You do not have to say why" in told(INTERVIEW_RECORDING, "stopping")
    for said in ("we delete it", "You can ask us not to use them", "in print stay there"):
        assert said in told(INTERVIEW_RECORDING, "taken_back")


def test_its_pages_tell_who_sees_it_and_how_to_stop() -> None:
    assert {Topic.WHO_SEES, Topic.STOPPING, Topic.HOW_LONG} <= INTERVIEW_RECORDING.topics


def test_its_title_shames_nobody_on_a_locked_screen() -> None:
    assert as_text(INTERVIEW_RECORDING.title).standard == "About recordings: your choice"


def test_it_reads_at_a_reading_age_of_nine_in_both_forms() -> None:
    measured = grades(INTERVIEW_RECORDING)
    assert {place: number for place, number in measured.items() if number > 6} == {}
    assert sum(measured.values()) / len(measured) <= 4
    assert_easy_forms(INTERVIEW_RECORDING)
