"""Sharing answers: never a name, the same rules everywhere, and honest about what cannot be called back."""

from itertools import product

import pytest

from alongside import Topic
from alongside.core.definitions.text import as_text
from alongside.core.engine.consent import may_sign, undecided
from alongside.plugins.consent.sharing_data import SHARING_DATA, alongside_consent_modules
from tests.support.consent_wording import assert_easy_forms, grades, told, told_easily

CHOICES = ("other_research", "outside_uk")


def test_the_definition_is_sound_and_offered() -> None:
    assert SHARING_DATA.faults() == []
    assert alongside_consent_modules() == (SHARING_DATA,)
    assert SHARING_DATA.version == "1.0.0"


def test_each_choice_stands_on_its_own_and_none_needs_a_yes_or_opens_records() -> None:
    assert tuple(statement.code for statement in SHARING_DATA.statements) == CHOICES
    assert not any(statement.required for statement in SHARING_DATA.statements)
    assert {statement.links_to for statement in SHARING_DATA.statements} == {""}


@pytest.mark.parametrize("answers", list(product(("yes", "no"), repeat=2)))
def test_any_mixture_of_answers_can_be_signed(answers: tuple[str, ...]) -> None:
    assert may_sign(SHARING_DATA, dict(zip(CHOICES, answers, strict=True)))


def test_silence_is_no_answer() -> None:
    assert undecided(SHARING_DATA, {}) == SHARING_DATA.statements


def test_parents_and_other_carers_choose_with_the_button() -> None:
    assert SHARING_DATA.who_may_sign == ("parent", "other_carer")
    assert SHARING_DATA.signature_methods == {"affirmed"}
    assert "Nobody made me" in told(SHARING_DATA, "signature")
    assert (SHARING_DATA.understanding, SHARING_DATA.privacy) == ((), ())


def test_answers_go_without_names_addresses_and_dates_of_birth() -> None:
    assert "no names, no addresses and no dates of birth" in told(SHARING_DATA, "what_is_shared")
    for code in CHOICES:
        assert "with no name" in told(SHARING_DATA, code)
        assert "no names" in told_easily(SHARING_DATA, code)


def test_teams_in_other_countries_are_asked_about_apart_and_keep_the_same_rules() -> None:
    assert "in other countries" in told(SHARING_DATA, "outside_uk")
    assert "same rules" in told(SHARING_DATA, "outside_uk")
    assert "in the UK" in told(SHARING_DATA, "other_research")
    assert "same rules as we do" in told(SHARING_DATA, "who_gets_it")


def test_the_small_chance_of_being_known_is_said() -> None:
    assert "small chance that someone works out who you are" in told(SHARING_DATA, "what_is_shared more")
    assert Topic.HARD in SHARING_DATA.topics


def test_a_no_changes_nothing() -> None:
    assert "You still take part, and the help that you get stays the same" in told(SHARING_DATA, "what_is_shared")
    for code in CHOICES:
        assert "All else stays the same" in told(SHARING_DATA, code)


def test_it_can_be_taken_back_and_says_what_becomes_of_what_was_shared() -> None:
    assert "You do not have to say why" in told(SHARING_DATA, "who_gets_it")
    assert "no more teams" in told(SHARING_DATA, "taken_back")
    assert "What they have found out by then stays" in told(SHARING_DATA, "taken_back")


def test_its_pages_tell_who_sees_it_and_how_to_stop() -> None:
    assert {Topic.WHO_SEES, Topic.STOPPING, Topic.HOW_LONG} <= SHARING_DATA.topics


def test_its_title_shames_nobody_on_a_locked_screen() -> None:
    assert as_text(SHARING_DATA.title).standard == "Sharing answers: your choice"


def test_it_reads_at_a_reading_age_of_nine_in_both_forms() -> None:
    measured = grades(SHARING_DATA)
    assert {place: number for place, number in measured.items() if number > 6} == {}
    assert sum(measured.values()) / len(measured) <= 4
    assert_easy_forms(SHARING_DATA)
