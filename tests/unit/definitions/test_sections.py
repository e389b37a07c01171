"""Sections: which items they hold, and what is refused of them and of the words that say why something is asked."""

from dataclasses import replace

import pytest

from alongside import OWN_WORDING, Choice, Form, Instrument, Item, ResponseScale, Section, Text

YES_NO = ResponseScale("yes_no", (Choice("no", 0, "No"), Choice("yes", 1, "Yes")))
WHY = Text("We ask to learn.", picture="ask")
WARNS = Text("This is hard.", picture="umbrella")
SECOND = Section("second", "i3", WHY, WARNS)
PLAIN = Instrument(
    code="plain",
    version="1.0.0",
    title="Plain",
    citation="Made up.",
    why_we_ask=WHY,
    licence=OWN_WORDING,
    about="participant",
    respondents=("parent",),
    minutes=1,
    items=tuple(Item(f"i{number}", "One?", YES_NO) for number in range(1, 6)),
    sections=(Section("first", "i2", WHY), SECOND),
)


def codes(instrument: Instrument) -> list[str]:
    return [fault.code for fault in instrument.faults()]


def test_a_section_reaches_to_the_next_one_and_items_before_the_first_have_none() -> None:
    assert codes(PLAIN) == []
    held = {item: section.code for item, section in PLAIN.section_of.items()}
    assert held == {"i2": "first", "i3": "second", "i4": "second", "i5": "second"}


def test_its_words_have_ids_of_their_own() -> None:
    ids = {source.id for source in PLAIN.texts()}
    assert {"plain.first.why", "plain.second.why", "plain.second.sensitive_warning"} <= ids
    assert "plain.first.sensitive_warning" not in ids


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        (replace(SECOND, code="i1"), "SECTION_CODE"),
        (replace(SECOND, code="yes_no"), "SECTION_CODE"),
        (replace(SECOND, code="Second one"), "SECTION_CODE"),
        (replace(SECOND, first_item="i9"), "SECTION_ITEM_UNKNOWN"),
        (replace(SECOND, why=""), "WHY_MISSING"),
        (replace(SECOND, why="Because."), "WHY_NOT_EASY"),
        (replace(SECOND, sensitive_warning="Hard."), "WHY_NOT_EASY"),
    ],
)
def test_what_does_not_hold_of_a_section_is_refused(section: Section, fault: str) -> None:
    assert codes(replace(PLAIN, sections=(section,))) == [fault]


def test_two_sections_do_not_share_a_code() -> None:
    assert set(codes(replace(PLAIN, sections=(SECOND, replace(SECOND, first_item="i4"))))) == {"SECTION_CODE"}


def test_a_form_asks_the_questions_of_a_section_together() -> None:
    whole = replace(PLAIN, forms=(Form("all", ("i1", "i2", "i3", "i4", "i5")),))
    assert codes(whole) == []
    assert codes(replace(whole, forms=(Form("all", ("i1", "i3", "i2", "i4", "i5")),))) == ["SECTION_BROKEN"]


def test_an_instrument_says_why_it_asks_in_easy_words_too() -> None:
    assert codes(replace(PLAIN, why_we_ask="")) == ["FIELD_EMPTY"]
    assert codes(replace(PLAIN, why_we_ask="To learn.")) == ["WHY_NOT_EASY"]
    assert codes(replace(PLAIN, sensitive_warning="Hard.")) == ["WHY_NOT_EASY"]


def test_easy_words_beside_an_item_need_a_licence_that_lets_them_stand_there() -> None:
    beside = replace(PLAIN.items[0], easy_help=Text("In short: one?", picture="ask"))
    allowed = replace(PLAIN, items=(beside, *PLAIN.items[1:]))
    assert codes(allowed) == []
    assert "plain.i1.easy_help" in {source.id for source in allowed.texts()}
    closed = replace(OWN_WORDING, beside_items=frozenset({"skip"}))
    assert codes(replace(allowed, licence=closed)) == ["EXPLANATION_RESTRICTED"]


def test_words_of_others_are_never_said_in_other_words_by_the_definition() -> None:
    item = Item("i1", "", YES_NO, easy_help=Text("In short: one?", picture="ask"))
    theirs = replace(OWN_WORDING, holder="Somebody", wording_may_ship=False)
    skeleton = replace(PLAIN, items=(item,), sections=(), licence=theirs)
    assert codes(skeleton) == ["WORDING_RESTRICTED"]
