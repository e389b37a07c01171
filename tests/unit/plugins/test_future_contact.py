"""Later contact: only in the safe way, a no each time, and off the list at once."""

from itertools import product

import pytest

from alongside import Topic
from alongside.core.definitions.text import as_text
from alongside.core.engine.consent import may_sign, undecided
from alongside.plugins.consent.future_contact import FUTURE_CONTACT, alongside_consent_modules
from tests.support.consent_wording import assert_easy_forms, grades, told, told_easily

CHOICES = ("future_studies", "results")


def test_the_definition_is_sound_and_offered() -> None:
    assert FUTURE_CONTACT.faults() == []
    assert alongside_consent_modules() == (FUTURE_CONTACT,)
    assert FUTURE_CONTACT.version == "1.0.0"


def test_each_choice_stands_on_its_own_and_none_needs_a_yes_or_opens_records() -> None:
    assert tuple(statement.code for statement in FUTURE_CONTACT.statements) == CHOICES
    assert not any(statement.required for statement in FUTURE_CONTACT.statements)
    assert {statement.links_to for statement in FUTURE_CONTACT.statements} == {""}


@pytest.mark.parametrize("answers", list(product(("yes", "no"), repeat=2)))
def test_any_mixture_of_answers_can_be_signed(answers: tuple[str, ...]) -> None:
    assert may_sign(FUTURE_CONTACT, dict(zip(CHOICES, answers, strict=True)))


def test_silence_is_no_answer() -> None:
    assert undecided(FUTURE_CONTACT, {}) == FUTURE_CONTACT.statements


def test_parents_and_other_carers_choose_with_the_button() -> None:
    assert FUTURE_CONTACT.who_may_sign == ("parent", "other_carer")
    assert FUTURE_CONTACT.signature_methods == {"affirmed"}
    assert "Nobody made me" in told(FUTURE_CONTACT, "signature")
    assert (FUTURE_CONTACT.understanding, FUTURE_CONTACT.privacy) == ((), ())


def test_a_yes_is_no_yes_to_any_other_research() -> None:
    assert "not a yes to any other research" in told(FUTURE_CONTACT, "what_for more")
    assert "You can say no each time" in told(FUTURE_CONTACT, "future_studies")
    assert "You can say no" in told_easily(FUTURE_CONTACT, "future_studies")


def test_contact_is_only_in_the_safe_way_and_does_not_say_what_it_is_about() -> None:
    words = told(FUTURE_CONTACT, "who_uses_your_details")
    assert "only in the way and at the times that you say are safe" in words
    assert "will not say what it is about" in words
    for code in CHOICES:
        assert "in the way that is safe for you" in told(FUTURE_CONTACT, code)


def test_nobody_else_is_given_a_way_to_reach_the_person() -> None:
    assert "We do not give your name, phone or address to other teams" in told(FUTURE_CONTACT, "who_uses_your_details")


def test_a_no_changes_nothing() -> None:
    assert "If you say no, all else stays the same" in told(FUTURE_CONTACT, "what_for")
    assert "help that you get stays the same" in told(FUTURE_CONTACT, "who_uses_your_details")


def test_it_can_be_taken_back_and_says_what_becomes_of_it() -> None:
    assert "You do not have to say why" in told(FUTURE_CONTACT, "who_uses_your_details")
    assert "We take you off the list" in told(FUTURE_CONTACT, "taken_back")
    assert "stays as it is" in told(FUTURE_CONTACT, "taken_back")


def test_its_pages_tell_who_sees_it_and_how_to_stop() -> None:
    assert {Topic.WHO_SEES, Topic.STOPPING, Topic.HOW_LONG} <= FUTURE_CONTACT.topics


def test_its_title_shames_nobody_on_a_locked_screen() -> None:
    assert as_text(FUTURE_CONTACT.title).standard == "Later contact: your choice"


def test_it_reads_at_a_reading_age_of_nine_in_both_forms() -> None:
    measured = grades(FUTURE_CONTACT)
    assert {place: number for place, number in measured.items() if number > 6} == {}
    assert sum(measured.values()) / len(measured) <= 4
    assert_easy_forms(FUTURE_CONTACT)
