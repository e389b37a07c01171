"""Taking part: everything said before it is asked, few yeses needed, and what was missed told in another way."""

from collections.abc import Iterable

import pytest

from alongside import InformationPart, Statement, UnderstandingQuestion
from alongside.accessibility.pictures.pictures import open_picture_book
from alongside.core.definitions.consent import Topic
from alongside.core.definitions.text import SourceText, Words, as_text
from alongside.core.engine.consent import may_sign, required_refused, undecided
from alongside.core.languages.readability import count_words, folded, grade, sentences
from alongside.plugins.consent.taking_part import TAKING_PART, alongside_consent_modules

REQUIRED = {"understood", "can_stop", "may_decide", "take_part"}
FREE = {"reminders", "quotes"}
BOOK = open_picture_book()
PAGES = TAKING_PART.parts


def page(code: str) -> InformationPart:
    return next(part for part in PAGES if part.code == code)


def question(code: str) -> UnderstandingQuestion:
    return next(asked for asked in TAKING_PART.understanding if asked.code == code)


def texts_of(*things: InformationPart | UnderstandingQuestion | Statement) -> list[SourceText]:
    return [source for thing in things for source in thing.texts("x")]


def words_of(*things: InformationPart | UnderstandingQuestion | Statement) -> str:
    return " ".join(source.text.standard for source in texts_of(*things))


def easy_of(*things: InformationPart | UnderstandingQuestion | Statement) -> str:
    return " ".join(source.text.easy for source in texts_of(*things))


def closed(words: Iterable[Words]) -> str:
    """Return the standard words with an end to each text, as a heading is read."""
    return " ".join(as_text(text).standard.rstrip(".") + "." for text in words)


def measured() -> dict[str, str]:
    """Return the words of each page, of what more it tells, of each statement, of each question, and of what stands alone."""
    units = {part.code: closed((part.heading, *part.paragraphs)) for part in PAGES}
    units |= {f"{part.code} more": closed(part.more) for part in PAGES if part.more}
    units |= {s.code: closed((s.text, s.if_yes, s.if_no)) for s in TAKING_PART.statements}
    units |= {
        q.code: closed((q.question, *(choice.text for choice in q.choices), q.said_right, q.another_way))
        for q in TAKING_PART.understanding
    }
    return units | {"signature": closed([TAKING_PART.signature_meaning]), "back": closed([TAKING_PART.taken_back])}


def test_the_definition_is_sound_and_offered() -> None:
    assert TAKING_PART.faults() == []
    assert alongside_consent_modules() == (TAKING_PART,)
    assert TAKING_PART.version == "1.0.0"


def test_the_pages_come_in_this_order() -> None:
    assert [part.code for part in TAKING_PART.information] == [
        "in_short",
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


def test_everything_that_people_must_be_told_is_told_and_the_short_form_first() -> None:
    assert TAKING_PART.topics == frozenset(Topic)
    assert TAKING_PART.information[0].about == (Topic.SHORT,)


def test_each_topic_has_one_page() -> None:
    told = [topic for part in TAKING_PART.information for topic in part.about]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("part", TAKING_PART.information, ids=lambda part: part.code)
def test_each_page_is_short_and_tells_more_to_who_wants_to_know(part: InformationPart) -> None:
    assert 3 <= len(part.paragraphs) <= 5
    assert 1 <= len(part.more) <= 4
    told = {folded(as_text(text).standard) for text in part.paragraphs}
    assert not told & {folded(as_text(text).standard) for text in part.more}


@pytest.mark.parametrize(
    "said",
    [
        "which kind of help works best",  # what for
        "because you look after a child",  # why me
        "three times in six months",  # what happens
        "half an hour",  # how long
        "at home",  # where
        "Chance decides",
        "nobody knows which is better",
        "may help other families",  # good
        "may be hard",
        "free to say yes or no",
        "stop at any time",
        "on this site or by telling us",  # how to stop
        "do not have to say why",
        "people who check us see your answers",
        "badly hurt",
    ],
)
def test_the_short_form_says_all_of_it(said: str) -> None:
    assert said in words_of(page("in_short"))


def test_the_time_is_told_honestly_and_alike_in_both_places() -> None:
    for code in ("in_short", "what_happens"):
        assert "up to half an hour" in words_of(page(code))
        assert "more children" in words_of(page(code))
        assert "half an hour" in easy_of(page(code))
    assert "Before each part we tell you how long it takes" in words_of(page("what_happens"))
    assert "10 minutes" not in words_of(*PAGES)


def test_chance_is_explained_without_saying_that_one_kind_is_better() -> None:
    words = words_of(page("chance"))
    for said in (
        "two kinds of help",
        "by chance",
        "You cannot choose, and nor can we",
        "do not know which kind is better",
        "Both groups get help",
        "not a prize",
    ):
        assert said in words
    everywhere = f"{words_of(*PAGES, *TAKING_PART.understanding)} {easy_of(*PAGES, *TAKING_PART.understanding)}"
    for hint in ("only get", "lucky", "luck", "miss out", "usual care", "control", "treatment"):
        assert hint not in everywhere.casefold()


def test_a_large_picture_of_two_groups_stands_beside_chance_alone() -> None:
    diagram = page("chance").diagram
    assert diagram is not None
    assert diagram.picture == "two_groups"
    assert "Chance picks one for you. Both get help." in diagram.easy
    assert [part.code for part in PAGES if part.diagram is not None] == ["chance"]


def test_the_large_picture_is_wide_and_both_groups_in_it_are_alike() -> None:
    drawing = BOOK.picture("two_groups")
    assert 'viewBox="0 0 96 58"' in drawing.markup
    assert len(drawing.markup.encode()) < 2000
    left, right = (drawing.markup.count(f'<rect x="{edge}" y="38" width="38" height="18"') for edge in (2, 56))
    assert left == right == 1


def test_the_limits_of_confidentiality_have_a_page_in_both_forms() -> None:
    part = page("when_we_must_tell")
    assert "badly hurt" in words_of(part)
    assert "danger" in easy_of(part)
    assert part.about == (Topic.LIMITS,)


def test_who_is_told_what_names_the_limit_too() -> None:
    assert "one limit" in words_of(page("who_sees"))
    assert "one limit" in easy_of(page("who_sees"))


def test_stopping_changes_nothing_and_needs_no_reason() -> None:
    assert "do not have to say why" in words_of(page("stopping"))
    assert "nothing changes" in words_of(page("stopping"))


def test_what_becomes_of_answers_given_already_is_said_before_and_after() -> None:
    said_after = as_text(TAKING_PART.taken_back)
    for words in (words_of(page("stopping")), said_after.standard):
        assert "so that the study stays fair" in words
        assert "ask us not to use" in words
        assert "take out what we still can" in words
    assert "We keep your old answers." in said_after.easy
    assert "help stays the same" in said_after.standard


def test_who_is_not_happy_knows_the_days_and_somebody_outside_the_team() -> None:
    words = words_of(page("questions_and_complaints"))
    for said in ("Within 30 days", "not in our team", "data protection officer", "help page", "we give you a copy"):
        assert said in words


def test_the_privacy_notice_comes_in_a_few_short_pages() -> None:
    assert [part.code for part in TAKING_PART.privacy] == [
        "privacy_who",
        "privacy_what",
        "privacy_law",
        "privacy_shared",
        "privacy_kept",
        "privacy_rights",
    ]
    assert all(len(part.paragraphs) <= 5 for part in TAKING_PART.privacy)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("privacy_who", "One organisation runs the study"),
        ("privacy_who", "sponsor"),
        ("privacy_who", "data protection officer"),
        ("privacy_what", "number links the two"),
        ("privacy_law", "task in the public interest"),
        ("privacy_law", "your yes is not our reason in law"),
        ("privacy_shared", "do not see your name"),
        ("privacy_kept", "The papers of the study say how many years"),
        ("privacy_rights", "ask to see"),
        ("privacy_rights", "put right what is wrong"),
        ("privacy_rights", "delete"),
        ("privacy_rights", "within a month"),
        ("privacy_rights", "Within 30 days"),
        ("privacy_rights", "Information Commissioner"),
        ("privacy_rights", "we cannot always do all that you ask"),
    ],
)
def test_the_privacy_notice_says_what_it_must(code: str, said: str) -> None:
    assert said in words_of(page(code))


def test_agreeing_to_take_part_is_never_called_the_reason_in_law() -> None:
    for asked in TAKING_PART.statements:
        words = words_of(asked).casefold()
        assert not [said for said in ("details", "public interest", "personal data") if said in words]


def test_no_organisation_number_of_years_or_amount_is_invented() -> None:
    words = words_of(*PAGES).casefold()
    assert not [
        name for name in ("university", "nhs", "council", "trust", "£", " years ago", "10 years") if name in words
    ]


def test_five_questions_show_whether_we_explained_well() -> None:
    assert [(asked.code, asked.right, asked.part) for asked in TAKING_PART.understanding] == [
        ("how_many_kinds", "two", "chance"),
        ("who_decides", "chance", "chance"),
        ("free_to_stop", "no_reason", "stopping"),
        ("sees_answers", "the_team", "who_sees"),
        ("comes_next", "questions_come", "what_happens"),
    ]


@pytest.mark.parametrize("asked", TAKING_PART.understanding, ids=lambda asked: asked.code)
def test_each_question_offers_three_choices_and_nobody_has_to_be_sure(asked: UnderstandingQuestion) -> None:
    assert len(asked.choices) == 3
    assert asked.choices[-1].code == "not_sure"
    assert asked.right in {choice.code for choice in asked.choices[:-1]}


def test_the_right_choice_does_not_always_stand_at_the_same_place() -> None:
    assert {[c.code for c in asked.choices].index(asked.right) for asked in TAKING_PART.understanding} == {0, 1}


@pytest.mark.parametrize("asked", TAKING_PART.understanding, ids=lambda asked: asked.code)
def test_another_way_is_not_the_page_over_again(asked: UnderstandingQuestion) -> None:
    part, other = page(asked.part), as_text(asked.another_way)
    for told, again in ((words_of(part), other.standard), (easy_of(part), other.easy)):
        assert not {folded(said) for said in sentences(told)} & {folded(said) for said in sentences(again)}
    assert other.picture != as_text(asked.said_right).picture


@pytest.mark.parametrize("asked", TAKING_PART.understanding, ids=lambda asked: asked.code)
def test_what_is_said_after_an_answer_is_warm_short_and_blames_nobody(asked: UnderstandingQuestion) -> None:
    assert count_words(as_text(asked.said_right).standard) <= 20
    words = words_of(asked).casefold()
    assert not [said for said in ("wrong", "mistake", "sorry", "try again", "test", "fail") if said in words]


def test_who_sees_answers_is_told_with_its_limit_when_explained_again() -> None:
    again = as_text(question("sees_answers").another_way)
    assert "badly hurt" in again.standard
    assert "danger" in again.easy


def test_few_statements_need_a_yes() -> None:
    assert {statement.code for statement in TAKING_PART.statements if statement.required} == REQUIRED
    assert {statement.code for statement in TAKING_PART.statements if not statement.required} == FREE


def test_a_no_to_every_free_choice_still_lets_a_person_take_part() -> None:
    choices = {s.code: "yes" if s.required else "no" for s in TAKING_PART.statements}
    assert may_sign(TAKING_PART, choices)


@pytest.mark.parametrize("code", sorted(FREE))
def test_each_free_choice_can_be_refused_alone(code: str) -> None:
    choices = {statement.code: "yes" for statement in TAKING_PART.statements} | {code: "no"}
    assert may_sign(TAKING_PART, choices)


@pytest.mark.parametrize("code", sorted(REQUIRED))
def test_a_no_to_a_required_statement_is_not_a_signature(code: str) -> None:
    choices = {statement.code: "yes" for statement in TAKING_PART.statements} | {code: "no"}
    assert not may_sign(TAKING_PART, choices)
    assert [statement.code for statement in required_refused(TAKING_PART, choices)] == [code]


def test_silence_is_no_answer() -> None:
    assert undecided(TAKING_PART, {}) == TAKING_PART.statements


def test_who_decides_for_a_child_says_in_which_role_and_with_which_right() -> None:
    declared = TAKING_PART.statement("may_decide")
    text, if_no = as_text(declared.text), as_text(declared.if_no)
    for said in ("right in law", "each child", "their parent, or a carer", "parental responsibility"):
        assert said in text.standard
    assert "law" in text.easy
    assert "Someone else may have a say" in if_no.standard
    assert "talk to us" in if_no.standard
    assert "talk to us" in if_no.easy


def test_a_parent_or_carer_may_type_or_draw_a_name_or_have_a_witness_and_the_meaning_is_said() -> None:
    assert TAKING_PART.who_may_sign == ("parent", "other_carer")
    assert TAKING_PART.signature_methods == {"typed", "drawn", "witnessed"}
    meaning = as_text(TAKING_PART.signature_meaning)
    for said in ("type or draw", "I sign", "witness", "nobody made me"):
        assert said in meaning.standard
    assert "witness" in meaning.easy


def test_linkage_other_teams_and_later_studies_are_not_asked_here() -> None:
    words = " ".join(source.text.standard for source in TAKING_PART.texts()).casefold()
    for asked_elsewhere in ("health record", "linkage", "new study"):
        assert asked_elsewhere not in words
    assert all(not statement.links_to for statement in TAKING_PART.statements)


def test_the_words_are_for_a_reading_age_of_nine_page_by_page() -> None:
    grades = {unit: grade(words) for unit, words in measured().items()}
    assert {unit: number for unit, number in grades.items() if number > 6} == {}
    assert sum(grades.values()) / len(grades) <= 4


def test_easy_sentences_are_short_and_each_has_a_picture() -> None:
    texts = list(TAKING_PART.texts())
    lengths = [count_words(said) for source in texts for said in sentences(source.text.easy)]
    assert max(lengths) <= 15
    assert sum(lengths) / len(lengths) <= 7
    assert [source.id for source in texts if source.text.picture not in BOOK] == []


def test_every_text_has_an_easy_form() -> None:
    assert [source.id for source in TAKING_PART.texts() if not source.text.easy] == []
