"""Text packs: whole or refused, with everything that is wrong told at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import (
    OWN_WORDING,
    Choice,
    Instrument,
    Item,
    Licence,
    ResponseScale,
    Rows,
    SeveralOf,
    Text,
    WholeNumber,
)
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.licence import BESIDE_ITEMS, LicenceRecord
from alongside.core.definitions.pack_checks import CheckedPack, PackFiles, check_pack, refuse_twice, with_packs
from alongside.core.definitions.responses import Ladder
from alongside.core.definitions.text_pack import TextPack
from alongside.plugins.instruments.sdq import SDQ
from tests.support.text_packs import NOTICE, InventedPack, invent_pack

TODAY = date(2026, 3, 10)
Change = Callable[[InventedPack], Any]

RESTRICTED = Licence("A publisher", "LicenseRef-x", wording_may_ship=False)
MIXED = Instrument(
    code="mixed",
    version="2.1.0",
    title="Every kind of response",
    citation="Made up.",
    why_we_ask=Text("To see every kind.", picture="ask"),
    licence=RESTRICTED,
    about="participant",
    respondents=("parent",),
    minutes=1,
    items=(
        Item("one", "", ResponseScale("scale", (Choice("a", 0, "Answer 1"), Choice("b", 1, "Answer 2")))),
        Item("some", "", SeveralOf("several", (Choice("c", 1, "Answer 1"),), Choice("none", 0, "Answer 2"))),
        Item("many", "", WholeNumber("number", 0, 9, unit="units")),
        Item("step", "", Ladder("ladder", "Lowest", "Highest")),
        Rows("people", "", (Item("age", "", WholeNumber("years", 0, 99)),), "Person {number}"),
    ),
)


def check(pack: InventedPack, instrument: Instrument = SDQ, *, today: date = TODAY) -> CheckedPack:
    return check_pack(PackFiles("a-pack", pack.files(), "f" * 64), {instrument.code: instrument}, today)


def codes(checked: CheckedPack) -> list[str]:
    return [fault.code for fault in checked.faults]


def sound(pack: InventedPack, instrument: Instrument = SDQ) -> TextPack:
    checked = check(pack, instrument)
    assert checked.pack is not None, "\n".join(map(str, checked.faults))
    return checked.pack


# Whole


def test_a_pack_with_everything_makes_the_instrument_whole() -> None:
    assert not SDQ.has_wording
    whole = with_packs(SDQ, [sound(invent_pack(SDQ))])
    assert whole.has_wording
    assert whole == replace(SDQ, items=whole.items, licence=whole.licence)


def test_no_word_of_a_pack_is_in_the_definition() -> None:
    whole = with_packs(SDQ, [sound(invent_pack(SDQ, "en", "ur"))])
    assert list(whole.texts()) == list(SDQ.texts())
    assert "Invented words" not in repr(whole)


def test_forms_that_share_an_item_may_word_it_in_two_ways() -> None:
    words = {text.id: text.words for text in sound(invent_pack(SDQ)).texts() if text.id.endswith("i01.text")}
    assert words == {
        "sdq.2_4.i01.text": "Invented words 1, for the first form",
        "sdq.4_17.i01.text": "Invented words 1",
    }


def test_an_item_may_have_answers_of_its_own_and_a_line_above_it() -> None:
    pack = invent_pack(SDQ)
    own = {str(code): f"Another answer {code}" for code in range(4)}
    pack.words["en"]["items"]["i27"] = {"text": "Invented words 27", "above": "Invented line", "answers": own}
    slots = sound(pack).words["en"]["4_17"]
    assert (slots["i27.answer.0"], slots["i28.answer.0"]) == ("Another answer 0", "Invented answer 0")
    assert slots["i27.above"] == "Invented line"


def test_every_kind_of_response_has_its_words() -> None:
    slots = sound(invent_pack(MIXED), MIXED).words["en"]["all"]
    assert slots["some.answer.none"] == "Invented answer none"
    assert slots["many.answer.unit"] == "Invented answer unit"
    assert slots["step.answer.lowest"] == "Invented answer lowest"
    assert slots["people.row"] == "Invented words {number}"
    assert slots["age.text"] == "Invented words 5 age"


def test_instructions_may_be_those_of_the_file_or_of_one_form() -> None:
    pack = invent_pack(SDQ)
    pack.words["en"]["instructions"] = "For all"
    pack.words["en"]["forms"]["2_4"]["instructions"] = "For the first"
    words = sound(pack).words["en"]
    assert {form: slots["instructions"] for form, slots in words.items()} == {"2_4": "For the first", "4_17": "For all"}


def test_the_copyright_line_is_the_languages_own_or_that_of_the_record() -> None:
    pack = invent_pack(SDQ, "en", "ur")
    pack.words["ur"]["notice"] = "فرضی حقوق"
    lines = {(one.language, one.words, one.said_in) for one in sound(pack).texts() if one.id == "sdq.2_4.notice"}
    assert lines == {("en", NOTICE, "en"), ("ur", "فرضی حقوق", "ur")}
    del pack.words["ur"]["notice"]
    lines = {(one.language, one.words, one.said_in) for one in sound(pack).texts() if one.id == "sdq.2_4.notice"}
    assert lines == {("en", NOTICE, "en"), ("ur", NOTICE, "en")}


@pytest.mark.parametrize(("allowed", "spoken"), [([], False), (["audio"], True)])
def test_words_may_be_spoken_only_when_the_holder_says_so(allowed: list[str], spoken: bool) -> None:  # noqa: FBT001 - a case
    pack = invent_pack(SDQ)
    pack.licence["beside_items"] = allowed
    assert {text.may_be_spoken for text in sound(pack).texts() if not text.id.endswith(".notice")} == {spoken}


@pytest.mark.parametrize("allowed", [[], ["comment"], ["explanation"], sorted(BESIDE_ITEMS)])
def test_beside_items_stands_what_the_record_lets_stand_there(allowed: list[str]) -> None:
    helped = replace(
        SDQ,
        items=tuple(replace(item, help="Our own help.") for item in SDQ.items),
        licence=replace(SDQ.licence, beside_items=frozenset({"explanation"})),
    )
    pack = invent_pack(SDQ)
    pack.licence["beside_items"] = allowed
    whole = with_packs(helped, [sound(pack, helped)])
    assert {item.may_comment for item in whole.items if isinstance(item, Item)} == {"comment" in allowed}
    assert {bool(item.help) for item in whole.items} == {"explanation" in allowed}
    assert whole.licence.beside_items == frozenset(allowed)
    assert whole.faults() == []


# Refused


def licence(**changed: object) -> Change:
    return lambda pack: pack.licence.update(changed)


def head(**changed: object) -> Change:
    return lambda pack: pack.head.update(changed)


def without(key: str) -> Change:
    return lambda pack: pack.licence.pop(key)


def english(key: str, value: object) -> Change:
    return lambda pack: pack.words["en"].__setitem__(key, value)


def item(code: str, value: object) -> Change:
    return lambda pack: pack.words["en"]["items"].__setitem__(code, value)


def answers(code: str, value: object) -> Change:
    return lambda pack: pack.words["en"]["answers"].__setitem__(code, value)


FOUR = {str(code): f"Invented answer {code}" for code in range(4)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (licence(expires=date(2026, 3, 9)), ["PACK_EXPIRED"]),
        (licence(expires=date(2026, 3, 10)), []),
        (licence(expires="never"), []),
        (licence(expires="some day"), ["PACK_VALUE_WRONG"]),
        (licence(valid_from=date(2026, 3, 11)), ["PACK_NOT_YET_VALID"]),
        (licence(valid_from=date(2100, 1, 1)), ["PACK_NOT_YET_VALID", "PACK_DAYS_REVERSED"]),
        (licence(modes=["paper", "telephone"]), ["PACK_MODE_NOT_ALLOWED"]),
        (licence(modes=["web", "television"]), ["PACK_WORD_UNKNOWN"]),
        (licence(modes=[]), ["PACK_VALUE_WRONG"]),
        (licence(languages=["ur"]), ["PACK_LANGUAGE_NOT_ALLOWED", "PACK_LANGUAGE_MISSING"]),
        (licence(languages=["en", "pl"]), ["PACK_LANGUAGE_MISSING"]),
        (licence(beside_items=["jokes"]), ["PACK_WORD_UNKNOWN"]),
        (licence(notice_on=["ceiling"]), ["PACK_WORD_UNKNOWN"]),
        (licence(holder=" "), ["PACK_VALUE_WRONG"]),
        (licence(price="much"), ["PACK_KEY_UNKNOWN"]),
        (without("holder"), ["PACK_KEY_MISSING"]),
        (without("expires"), ["PACK_KEY_MISSING"]),
        (lambda pack: pack.head.pop("licence"), ["PACK_KEY_MISSING"]),
        (head(version=1), ["PACK_VALUE_WRONG"]),
        (head(author="Nobody"), ["PACK_KEY_UNKNOWN"]),
        (head(instrument="sqd"), ["PACK_INSTRUMENT_UNKNOWN"]),
        (head(version="2"), ["PACK_VERSION_OTHER"]),
        (head(version="1.0.0"), []),
        (head(version="1.0.01"), ["PACK_VERSION_OTHER"]),
        (head(forms=["2_4", "4_17", "18_25"]), ["PACK_FORM_UNKNOWN"]),
        (head(forms=["4_17"]), ["PACK_FORM_UNKNOWN"]),
        (head(forms=[]), ["PACK_EMPTY", "PACK_FORM_UNKNOWN", *["PACK_ITEM_ADDED"] * 33, *["PACK_ANSWER_ADDED"] * 2]),
        (item("i34", "Invented words 34"), ["PACK_ITEM_ADDED"]),
        (lambda pack: pack.words["en"]["items"].pop("i07"), ["PACK_ITEM_MISSING"] * 2),
        (lambda pack: pack.words["en"]["items"].pop("i01"), ["PACK_ITEM_MISSING"]),
        (item("i07", ""), ["PACK_ITEM_MISSING"] * 2),
        (item("i07", {"above": "A line"}), ["PACK_ITEM_MISSING"] * 2),
        (item("i07", {"text": 7}), ["PACK_VALUE_WRONG"] * 2),
        (item("i07", {"text": "Words", "colour": "red"}), ["PACK_KEY_UNKNOWN"]),
        (item("i07", {"text": "Words", "help": "Help"}), ["PACK_HELP_NOT_ALLOWED"] * 2),
        (item("i27", {"text": "Words", "answers": FOUR | {"4": "More"}}), ["PACK_ANSWER_ADDED"] * 2),
        (item("i27", {"text": "Words", "answers": {}}), ["PACK_ANSWER_MISSING"] * 8),
        (item("i27", {"text": "Words", "answers": "Words"}), ["PACK_VALUE_WRONG"] * 2),
        (answers("five_answers", {"0": "Words"}), ["PACK_ANSWER_ADDED"]),
        (answers("three_answers", "Words"), ["PACK_VALUE_WRONG", *["PACK_ANSWER_MISSING"] * 3]),
        (english("items", "none"), ["PACK_VALUE_WRONG", *["PACK_ITEM_MISSING"] * 65]),
        (english("forms", "none"), ["PACK_VALUE_WRONG"]),
        (english("colour", "red"), ["PACK_KEY_UNKNOWN"]),
        (english("instructions", ""), ["PACK_VALUE_WRONG"]),
    ],
)
def test_each_fault_of_a_pack_is_found_alone(change: Change, expected: list[str]) -> None:
    pack = invent_pack(SDQ)
    change(pack)
    checked = check(pack)
    assert codes(checked) == expected
    assert (checked.pack is None) == bool(expected)


@pytest.mark.parametrize("file", ["pack.toml", "words/en.toml"])
def test_a_file_that_is_not_toml_is_named(file: str) -> None:
    files = invent_pack(SDQ).files() | {file: "a = = b"}
    checked = check_pack(PackFiles("a-pack", files, ""), {"sdq": SDQ}, TODAY)
    assert [(fault.code, fault.place) for fault in checked.faults] == [("PACK_NOT_TOML", f"a-pack/{file}")]


def test_tables_nested_beyond_reason_are_a_fault_and_no_crash() -> None:
    files = invent_pack(SDQ).files() | {"pack.toml": "a = " + "[" * 100_000}
    assert codes(check_pack(PackFiles("a-pack", files, ""), {"sdq": SDQ}, TODAY)) == ["PACK_NOT_TOML"]


def test_an_instrument_with_words_of_its_own_needs_no_pack() -> None:
    own = replace(SDQ, licence=OWN_WORDING, items=tuple(replace(one, text="Words") for one in SDQ.items))
    assert codes(check(invent_pack(own), own)) == ["PACK_NOT_NEEDED"]


def test_a_pack_of_rows_lacks_and_adds_no_field() -> None:
    pack = invent_pack(MIXED)
    pack.words["en"]["items"]["people"] = {"text": "Words", "answers": {"height": "Words"}}
    assert codes(check(pack, MIXED)) == ["PACK_ANSWER_MISSING", "PACK_ANSWER_MISSING", "PACK_ANSWER_ADDED"]


def test_everything_that_is_wrong_is_told_at_once_each_with_a_repair() -> None:
    pack = invent_pack(SDQ)
    pack.licence.update(expires=date(2026, 2, 1), modes=["paper"], languages=["ur"])
    del pack.words["en"]["items"]["i05"]
    pack.words["en"]["items"]["i99"] = "Words"
    checked = check(pack)
    assert set(codes(checked)) == {
        "PACK_EXPIRED",
        "PACK_MODE_NOT_ALLOWED",
        "PACK_LANGUAGE_NOT_ALLOWED",
        "PACK_LANGUAGE_MISSING",
        "PACK_ITEM_MISSING",
        "PACK_ITEM_ADDED",
    }
    assert all(fault.repair and fault.place.startswith("a-pack/") for fault in checked.faults)


def test_two_packs_for_the_same_words_are_both_refused() -> None:
    first, second = (replace(check(invent_pack(SDQ)), name=name) for name in ("first", "second"))
    assert [codes(one) for one in refuse_twice([first, second])] == [["PACK_TWICE"] * 2] * 2


def test_packs_for_different_forms_or_languages_stand_beside_each_other() -> None:
    younger, older, urdu = invent_pack(SDQ), invent_pack(SDQ), invent_pack(SDQ, "ur")
    younger.head["forms"], older.head["forms"] = ["2_4"], ["4_17"]
    del older.words["en"]["forms"]
    checked = refuse_twice([check(one) for one in (younger, older, urdu)])
    assert [codes(one) for one in checked] == [[], [], []]
    assert with_packs(SDQ, [one.pack for one in checked if one.pack]).has_wording
    assert not with_packs(SDQ, [checked[0].pack] if checked[0].pack else []).has_wording


ITEMS = tuple(SDQ.by_code)


@given(dropped=st.sets(st.sampled_from(ITEMS), min_size=1), form=st.sampled_from(["2_4", "4_17"]))
def test_a_pack_with_any_items_dropped_is_refused_and_names_each(dropped: set[str], form: str) -> None:
    pack = invent_pack(SDQ)
    items = pack.words["en"].pop("items")
    pack.words["en"]["forms"] = {"2_4": {"items": dict(items)}, "4_17": {"items": dict(items)}}
    for code in dropped:
        del pack.words["en"]["forms"][form]["items"][code]
    checked = check(pack)
    assert checked.pack is None
    assert [fault.code for fault in checked.faults] == ["PACK_ITEM_MISSING"] * len(dropped)
    assert all(any(repr(code) in fault.cause for fault in checked.faults) for code in dropped)


@given(
    added=st.sets(
        st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True).filter(lambda code: code not in ITEMS), min_size=1
    )
)
def test_a_pack_with_any_items_added_is_refused_and_names_each(added: set[str]) -> None:
    pack = invent_pack(SDQ)
    pack.words["en"]["items"] |= dict.fromkeys(added, "Words")
    checked = check(pack)
    assert checked.pack is None
    assert [fault.code for fault in checked.faults] == ["PACK_ITEM_ADDED"] * len(added)


@given(text=st.text(max_size=200))
def test_whatever_stands_in_a_file_a_pack_is_refused_and_nothing_breaks(text: str) -> None:
    for file in ("pack.toml", "words/en.toml"):
        checked = check_pack(PackFiles("a-pack", invent_pack(SDQ).files() | {file: text}, ""), {"sdq": SDQ}, TODAY)
        assert checked.pack is None
        assert all(isinstance(fault, Fault) for fault in checked.faults)
        assert checked.faults


# The record


def test_the_days_left_count_today_and_end_with_the_last_day() -> None:
    record = LicenceRecord("H", "R", ("web",), ("en",), date(2026, 1, 1), date(2026, 3, 10))
    assert [record.days_left(date(2026, 3, day)) for day in (9, 10, 11)] == [2, 1, 0]
    assert [record.is_in_force(date(2026, 3, day)) for day in (9, 10, 11)] == [True, True, False]
    assert not record.is_in_force(date(2025, 12, 31))
    assert replace(record, expires=None).days_left(TODAY) is None


@pytest.mark.parametrize(
    ("places", "shown"), [(("every",), ["first", "every", "last"]), (("first", "last"), ["first", "last"])]
)
def test_the_copyright_line_stands_where_the_record_wants_it(places: Any, shown: list[str]) -> None:
    record = LicenceRecord("H", "R", ("web",), ("en",), TODAY, None, notice="A line", notice_on=places)
    assert [place for place in ("first", "every", "last") if record.shows_notice(place)] == shown
    assert not replace(record, notice="").shows_notice("first")
