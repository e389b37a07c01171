"""Linking records: one choice for each kind, said which details go to whom, and a no that changes nothing."""

from itertools import product

import pytest

from alongside import Topic
from alongside.core.definitions.text import as_text
from alongside.core.engine.consent import may_sign, undecided
from alongside.plugins.consent.data_linkage import DATA_LINKAGE, alongside_consent_modules
from tests.support.consent_wording import assert_easy_forms, grades, told, told_easily

KINDS = ("health", "social_care", "education")


def test_the_definition_is_sound_and_offered() -> None:
    assert DATA_LINKAGE.faults() == []
    assert alongside_consent_modules() == (DATA_LINKAGE,)
    assert DATA_LINKAGE.version == "1.0.0"


def test_each_kind_of_record_is_asked_about_apart_and_none_needs_a_yes() -> None:
    assert tuple(statement.code for statement in DATA_LINKAGE.statements) == KINDS
    assert tuple(statement.links_to for statement in DATA_LINKAGE.statements) == KINDS
    assert not any(statement.required for statement in DATA_LINKAGE.statements)


@pytest.mark.parametrize("answers", list(product(("yes", "no"), repeat=3)))
def test_any_mixture_of_answers_can_be_signed(answers: tuple[str, ...]) -> None:
    assert may_sign(DATA_LINKAGE, dict(zip(KINDS, answers, strict=True)))


def test_silence_is_no_answer() -> None:
    assert undecided(DATA_LINKAGE, {}) == DATA_LINKAGE.statements


def test_parents_and_other_carers_choose_with_the_button() -> None:
    assert DATA_LINKAGE.who_may_sign == ("parent", "other_carer")
    assert DATA_LINKAGE.signature_methods == {"affirmed"}
    assert "children I can decide for" in told(DATA_LINKAGE, "signature")
    assert (DATA_LINKAGE.understanding, DATA_LINKAGE.privacy) == ((), ())


def test_it_says_who_has_the_records_and_which_details_go_to_whom() -> None:
    words = told(DATA_LINKAGE, "who_has_them")
    for said in (
        "The NHS has the health records",
        "The council has those of social work",
        "nursery and school",
        "your name, your date of birth and your address",
        "NHS number to the NHS too, if there is one. We send it to no one else",
        "Community Health Index (CHI) number",
        "with a number where the name was",
        "will not know what you told us",
    ):
        assert said in words


@pytest.mark.parametrize("kind", KINDS)
def test_each_choice_says_what_is_sent_and_that_a_no_sends_nothing(kind: str) -> None:
    statement = DATA_LINKAGE.statement(kind)
    yes, no = (next(s.text for s in statement.texts("x") if s.id.endswith(end)) for end in ("if_yes", "if_no"))
    assert "address" in yes.standard
    assert "with a number and no name" in yes.standard
    assert ("NHS number" in yes.standard) == (kind == "health")
    assert "We send no" in no.standard
    assert "All else stays the same." in no.standard
    assert "All else stays the same." in no.easy


def test_it_says_what_is_looked_for_how_long_and_that_a_no_changes_nothing() -> None:
    assert "medicines" in told(DATA_LINKAGE, "what_it_is more")
    assert "where a child lived" in told(DATA_LINKAGE, "what_it_is more")
    assert "days a child was there" in told(DATA_LINKAGE, "what_it_is more")
    assert "for which years we may ask" in told(DATA_LINKAGE, "how_long")
    assert "You still take part, and the help that you get stays the same" in told(DATA_LINKAGE, "what_it_is")
    assert "You still take part." in told_easily(DATA_LINKAGE, "what_it_is")


def test_it_can_be_taken_back_on_any_day_one_kind_at_a_time_and_says_what_becomes_of_it() -> None:
    words = told(DATA_LINKAGE, "how_long")
    assert "on any day. You do not have to say why" in words
    assert "take back one kind and keep the rest" in words
    for piece in ("how_long", "taken_back"):
        assert "with a number and no name" in told(DATA_LINKAGE, piece)
        assert "You can ask us not to use it" in told(DATA_LINKAGE, piece)


def test_someone_else_who_has_a_say_makes_it_wait_and_a_grown_child_chooses() -> None:
    words = told(DATA_LINKAGE, "how_long more")
    assert "someone else have a say" in words
    assert "We wait" in words
    assert "choose for themselves" in words


def test_its_pages_tell_who_sees_it_and_how_to_stop() -> None:
    assert {Topic.WHO_SEES, Topic.STOPPING, Topic.HOW_LONG} <= DATA_LINKAGE.topics


def test_its_title_shames_nobody_on_a_locked_screen() -> None:
    assert as_text(DATA_LINKAGE.title).standard == "Linking records: your choice"


def test_it_reads_at_a_reading_age_of_nine_in_both_forms() -> None:
    measured = grades(DATA_LINKAGE)
    assert {place: number for place, number in measured.items() if number > 6} == {}
    assert sum(measured.values()) / len(measured) <= 4
    assert_easy_forms(DATA_LINKAGE)
