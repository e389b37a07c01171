"""Whose words a form is shown in: every way in which it can turn out, and that two languages are never mixed."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from alongside import OWN_WORDING, Instrument
from alongside.core.definitions.licence import LicenceRecord
from alongside.core.definitions.pack_checks import PackFiles, check_pack, with_packs
from alongside.core.engine.wording import Wording, WordsFrom, find_wording
from alongside.plugins.instruments.growing_up import GROWING_UP
from alongside.plugins.instruments.sdq import SDQ
from tests.support.text_packs import invent_pack

TODAY, LATER = date(2026, 3, 10), date(2100, 1, 1)


def whole(*languages: str, forms: tuple[str, ...] = ("2_4", "4_17")) -> Instrument:
    pack = invent_pack(SDQ, *languages)
    pack.head["forms"] = list(forms)
    for words in pack.words.values():
        words["forms"] = {form: words for form, words in words["forms"].items() if form in forms}
    checked = check_pack(PackFiles("a-pack", pack.files(), "f" * 64), {"sdq": SDQ}, TODAY)
    assert checked.pack is not None, checked.faults
    return with_packs(SDQ, [checked.pack])


def find(
    instrument: Instrument, form: str = "2_4", language: str = "en", *, today: date = TODAY, may_stand_in: bool = False
) -> Wording:
    return find_wording(instrument, form, language, today=today, may_stand_in=may_stand_in)


@pytest.mark.parametrize(
    ("instrument", "language", "today", "may_stand_in", "expected"),
    [
        (GROWING_UP, "ur", TODAY, False, WordsFrom.OWN),
        (SDQ, "en", TODAY, True, WordsFrom.STAND_IN),
        (SDQ, "en", TODAY, False, WordsFrom.NOWHERE),
        (whole("en"), "en", TODAY, False, WordsFrom.PACK),
        (whole("en"), "ur", TODAY, False, WordsFrom.NOWHERE),
        (whole("en"), "ur", TODAY, True, WordsFrom.NOWHERE),
        (whole("en"), "en", LATER, False, WordsFrom.NOWHERE),
        (whole("en"), "en", LATER, True, WordsFrom.STAND_IN),
        (whole("en", "ur"), "ur", TODAY, False, WordsFrom.PACK),
        (whole("ur"), "en", TODAY, False, WordsFrom.NOWHERE),
    ],
)
def test_where_the_words_come_from(
    instrument: Instrument,
    language: str,
    today: date,
    may_stand_in: bool,  # noqa: FBT001 - a case
    expected: WordsFrom,
) -> None:
    form = instrument.all_forms[0].code
    assert find(instrument, form, language, today=today, may_stand_in=may_stand_in).source is expected


def test_a_language_belongs_to_a_form_and_not_to_the_instrument() -> None:
    instrument = whole("ur", forms=("4_17",))
    assert find(instrument, "4_17", "ur").source is WordsFrom.PACK
    assert find(instrument, "2_4", "ur").source is WordsFrom.NOWHERE


def test_who_waits_is_told_in_which_languages_the_words_are_there() -> None:
    assert find(whole("ur"), language="en").languages == ("ur",)
    assert find(SDQ, language="en").languages == ()


def test_every_text_of_a_form_is_of_one_owner_so_languages_never_mix() -> None:
    instrument = whole("en", "ur")
    for form, language in product(("2_4", "4_17"), ("en", "ur")):
        wording = find(instrument, form, language)
        known = {text.id for pack in instrument.packs for text in pack.texts() if text.language == language}
        for item in instrument.items_of(form):
            assert wording.question(item) in known
            assert any(text_id.startswith(f"{wording.answers(item)}.") for text_id in known)


def test_a_stand_in_has_a_number_and_no_words() -> None:
    wording = find(SDQ, may_stand_in=True)
    assert not wording.has_words
    assert {wording.question(item) for item in SDQ.items} == {""}
    assert (wording.instructions, wording.notice("every"), wording.fingerprint) == ("", "", "")


def test_our_own_words_keep_their_ids() -> None:
    wording = find(GROWING_UP, GROWING_UP.all_forms[0].code)
    known = {source.id for source in GROWING_UP.texts()}
    for item in GROWING_UP.items:
        assert wording.question(item) in known
        assert wording.help(item) in known | {""}
    assert find(replace(SDQ, licence=OWN_WORDING)).source is WordsFrom.OWN


def test_the_copyright_line_stands_where_the_record_says() -> None:
    pack = whole("en").packs[0]
    record: LicenceRecord = replace(pack.record, notice_on=("first",))
    wording = find(replace(whole("en"), packs=(replace(pack, record=record),)))
    assert (wording.notice("first"), wording.notice("every")) == ("sdq.2_4.notice", "")
