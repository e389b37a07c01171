"""An interview: told everything before it is asked, employers kept out, few yeses needed, and kind questions."""

from alongside import Topic
from alongside.core.definitions.text import as_text
from alongside.core.engine.consent import may_sign, required_refused, undecided
from alongside.plugins.consent.staff_interview import STAFF_INTERVIEW, alongside_consent_modules
from tests.support.consent_wording import assert_easy_forms, grades, told, told_easily

REQUIRED = {"understood", "can_stop", "take_part"}
FREE = {"record_talk", "quotes"}


def test_the_definition_is_sound_and_offered() -> None:
    assert STAFF_INTERVIEW.faults() == []
    assert alongside_consent_modules() == (STAFF_INTERVIEW,)
    assert STAFF_INTERVIEW.version == "1.0.0"


def test_everything_but_chance_is_told_before_it_is_asked() -> None:
    assert STAFF_INTERVIEW.topics == set(Topic) - {Topic.CHANCE}
    assert [part.code for part in STAFF_INTERVIEW.information] == [
        "in_short",
        "who_and_why",
        "what_happens",
        "good_and_hard",
        "who_sees",
        "when_we_must_tell",
        "thanks",
        "stopping",
        "questions_and_complaints",
    ]


def test_three_statements_need_a_yes_and_two_are_a_free_choice() -> None:
    assert {statement.code for statement in STAFF_INTERVIEW.statements if statement.required} == REQUIRED
    assert {statement.code for statement in STAFF_INTERVIEW.statements if not statement.required} == FREE
    assert {statement.links_to for statement in STAFF_INTERVIEW.statements} == {""}


def test_a_no_to_every_free_choice_still_lets_a_person_take_part() -> None:
    assert may_sign(STAFF_INTERVIEW, dict.fromkeys(REQUIRED, "yes") | dict.fromkeys(FREE, "no"))


def test_a_no_to_a_required_statement_is_not_a_signature() -> None:
    for code in REQUIRED:
        choices = dict.fromkeys(REQUIRED | FREE, "yes") | {code: "no"}
        assert not may_sign(STAFF_INTERVIEW, choices)
        assert [statement.code for statement in required_refused(STAFF_INTERVIEW, choices)] == [code]


def test_silence_is_no_answer() -> None:
    assert undecided(STAFF_INTERVIEW, {}) == STAFF_INTERVIEW.statements


def test_professionals_and_parent_collaborators_sign_in_three_ways() -> None:
    assert STAFF_INTERVIEW.who_may_sign == ("professional", "parent_collaborator")
    assert STAFF_INTERVIEW.signature_methods == {"typed", "drawn", "witnessed"}
    assert "When I type or draw my name, I sign" in told(STAFF_INTERVIEW, "signature")


def test_employers_do_not_see_what_was_said_nor_whether_the_person_said_yes() -> None:
    words = told(STAFF_INTERVIEW, "who_sees")
    assert "Your boss, your team and the place you work for do not see or hear what you say" in words
    assert "We do not tell them if you said yes or no" in words
    assert "Your boss does not see it" in told_easily(STAFF_INTERVIEW, "who_sees")


def test_the_limits_of_confidentiality_have_a_page_in_both_forms() -> None:
    assert "badly hurt" in told(STAFF_INTERVIEW, "when_we_must_tell")
    assert "danger" in told_easily(STAFF_INTERVIEW, "when_we_must_tell")


def test_stopping_needs_no_reason_and_costs_nothing_at_work() -> None:
    words = told(STAFF_INTERVIEW, "stopping")
    assert "You do not have to say why" in words
    assert "Nothing changes in your job, in what you get paid" in words


def test_it_says_how_long_it_takes_and_what_is_given_in_thanks() -> None:
    assert "how long it takes" in told(STAFF_INTERVIEW, "what_happens")
    assert "voucher" in told(STAFF_INTERVIEW, "thanks")
    assert "paid time" in told(STAFF_INTERVIEW, "thanks")


def test_complaints_are_answered_in_30_days_and_someone_outside_the_team_hears_them_too() -> None:
    words = told(STAFF_INTERVIEW, "questions_and_complaints")
    assert "within 30 days" in words
    assert "not in our team" in words


def test_the_four_questions_ask_whether_we_explained_well() -> None:
    assert {question.code: (question.right, question.part) for question in STAFF_INTERVIEW.understanding} == {
        "may_stop": ("just_stop", "stopping"),
        "boss_sees": ("none", "who_sees"),
        "must_tell": ("danger", "when_we_must_tell"),
        "next_step": ("find_day", "what_happens"),
    }


def test_a_miss_is_explained_in_other_words_without_blame() -> None:
    for question in STAFF_INTERVIEW.understanding:
        texts = {source.id.rpartition(".")[2]: source.text for source in question.texts("x")}
        assert texts["another_way"] != texts["said_right"]
        assert "wrong" not in f"{texts['another_way'].standard} {texts['another_way'].easy}"


def test_each_question_can_be_answered_with_not_sure() -> None:
    assert {question.choices[-1].code for question in STAFF_INTERVIEW.understanding} == {"not_sure"}


def test_the_choice_that_fits_does_not_always_stand_first() -> None:
    places = {
        [choice.code for choice in question.choices].index(question.right) for question in STAFF_INTERVIEW.understanding
    }
    assert len(places) > 1


def test_the_privacy_notice_says_what_is_kept_why_how_long_and_what_can_be_asked_for() -> None:
    words = told(STAFF_INTERVIEW, "privacy_what_we_keep", "privacy_your_rights")
    for said in (
        "We keep your name",
        "good for the public",
        "Your yes to the talk is a thing of its own",
        "how long we keep the typed words",
        "ask to see what we keep",
        "data protection officer",
        "Information Commissioner",
    ):
        assert said in words


def test_it_can_be_taken_back_and_says_what_becomes_of_what_was_said() -> None:
    assert "We do not talk with you again" in told(STAFF_INTERVIEW, "taken_back")
    assert "You can ask us not to use what you said" in told(STAFF_INTERVIEW, "taken_back")


def test_its_title_shames_nobody_on_a_locked_screen() -> None:
    assert as_text(STAFF_INTERVIEW.title).standard == "An interview with us: your choice"


def test_it_is_as_easy_to_read_as_the_words_for_families() -> None:
    measured = grades(STAFF_INTERVIEW)
    assert {place: number for place, number in measured.items() if number > 6} == {}
    assert sum(measured.values()) / len(measured) <= 4
    assert_easy_forms(STAFF_INTERVIEW)
