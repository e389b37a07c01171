"""Taking part: everything said before it is asked, few yeses needed, and both answers explained alike."""

from alongside.core.engine.consent import may_sign, required_refused, undecided
from alongside.plugins.consent.taking_part import TAKING_PART, alongside_consent_modules

REQUIRED = {"understood", "can_stop", "may_decide", "take_part"}


def words_of(code: str) -> str:
    part = next(part for part in TAKING_PART.information if part.code == code)
    return " ".join(source.text.standard for source in part.texts("x"))


def test_the_definition_is_sound_and_offered() -> None:
    assert TAKING_PART.faults() == []
    assert alongside_consent_modules() == (TAKING_PART,)
    assert TAKING_PART.version == "1.0.0"


def test_the_pages_come_in_this_order() -> None:
    assert [part.code for part in TAKING_PART.information] == [
        "who_and_why",
        "what_happens",
        "chance",
        "good_and_hard",
        "who_sees",
        "when_we_must_tell",
        "vouchers",
        "stopping",
        "questions_and_complaints",
    ]


def test_chance_is_explained_without_saying_that_one_kind_is_better() -> None:
    words = words_of("chance")
    for said in (
        "two kinds of help",
        "by chance",
        "You cannot choose, and nor can we",
        "do not know which kind is better",
    ):
        assert said in words
    for hint in ("only get", "lucky", "miss out", "usual care"):
        assert hint not in words


def test_the_limits_of_confidentiality_have_a_page_in_both_forms() -> None:
    part = next(part for part in TAKING_PART.information if part.code == "when_we_must_tell")
    texts = [source.text for source in part.texts("x")]
    assert "badly hurt" in " ".join(text.standard for text in texts)
    assert "danger" in " ".join(text.easy for text in texts)


def test_stopping_changes_nothing_and_needs_no_reason() -> None:
    assert "do not have to say why" in words_of("stopping")
    assert "nothing changes" in words_of("stopping")


def test_few_statements_need_a_yes() -> None:
    assert {statement.code for statement in TAKING_PART.statements if statement.required} == REQUIRED
    assert len(TAKING_PART.statements) == 8


def test_a_no_to_every_free_choice_still_lets_a_person_take_part() -> None:
    choices = {s.code: "yes" if s.required else "no" for s in TAKING_PART.statements}
    assert may_sign(TAKING_PART, choices)


def test_a_no_to_a_required_statement_is_not_a_signature() -> None:
    for code in REQUIRED:
        choices = {statement.code: "yes" for statement in TAKING_PART.statements} | {code: "no"}
        assert not may_sign(TAKING_PART, choices)
        assert [statement.code for statement in required_refused(TAKING_PART, choices)] == [code]


def test_silence_is_no_answer() -> None:
    assert undecided(TAKING_PART, {}) == TAKING_PART.statements


def test_parents_and_other_carers_may_sign_with_a_typed_name_whose_meaning_is_said() -> None:
    assert TAKING_PART.who_may_sign == ("parent", "other_carer")
    assert TAKING_PART.signature_methods == {"typed"}
    assert "I sign" in {s.id: s.text.standard for s in TAKING_PART.texts()}["taking_part.signature_meaning"]


def test_linkage_to_records_is_not_asked_here() -> None:
    words = " ".join(source.text.standard for source in TAKING_PART.texts()).casefold()
    assert "health record" not in words
    assert "linkage" not in words
