"""Which licences keep a live study from being served, and which are warned of before they end."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.core.conduct.licences import asked_forms, licence_faults, licences_of, packs_of_nothing
from alongside.core.definitions.faults import Fault
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.plugins.instruments.sdq import SDQ
from tests.support.text_packs import InventedPack, invent_pack

TODAY = date(2026, 3, 10)


def load(folder: Path, *packs: InventedPack, **settings: Any) -> tuple[Settings, Catalogue]:
    for number, pack in enumerate(packs):
        pack.write(folder / "packs" / f"pack{number}")
    known = Settings(instance=folder, **settings)
    return known, load_catalogue(known, today=TODAY)


def judge(folder: Path, *packs: InventedPack, today: date = TODAY, **settings: Any) -> list[Fault]:
    known, catalogue = load(folder, *packs, **settings)
    return list(licence_faults(known, catalogue, catalogue.studies["partnership_for_change"], today))


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def test_a_study_without_the_pack_is_refused(tmp_path: Path) -> None:
    (fault,) = judge(tmp_path)
    assert (fault.code, fault.place, fault.is_warning) == ("WORDING_SKELETON", "sdq", False)


def test_a_study_with_the_pack_in_all_its_languages_is_ready(tmp_path: Path) -> None:
    assert judge(tmp_path, invent_pack(SDQ, "en", "ur")) == []


def test_a_language_without_the_holders_words_refuses_the_study(tmp_path: Path) -> None:
    faults = judge(tmp_path, invent_pack(SDQ, "en"))
    assert codes(faults) == ["WORDING_LANGUAGE_MISSING"] * 2
    assert [fault.place for fault in faults] == ["sdq.2_4.ur", "sdq.4_17.ur"]


def test_a_study_may_say_that_it_does_not_ask_in_a_language(tmp_path: Path) -> None:
    assert judge(tmp_path, invent_pack(SDQ, "en"), not_asked_in={"sdq": ("ur",)}) == []


@pytest.mark.parametrize("setting", [{"sqd": ("ur",)}, {"sdq": ("ur", "pl")}])
def test_a_slip_in_what_is_not_asked_is_found(tmp_path: Path, setting: dict[str, tuple[str, ...]]) -> None:
    assert codes(judge(tmp_path, invent_pack(SDQ, "en", "ur"), not_asked_in=setting)) == ["NOT_ASKED_UNKNOWN"]


def test_one_form_without_words_refuses_the_study(tmp_path: Path) -> None:
    pack = invent_pack(SDQ, "en", "ur")
    pack.head["forms"] = ["4_17"]
    for words in pack.words.values():
        del words["forms"]
    (fault,) = judge(tmp_path, pack)
    assert fault.code == "WORDING_SKELETON"
    assert "form 2_4" in fault.cause


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"expires": TODAY - timedelta(days=1)}, ["PACK_EXPIRED", "WORDING_SKELETON"]),
        ({"modes": ["paper"]}, ["PACK_MODE_NOT_ALLOWED", "WORDING_SKELETON"]),
        ({"languages": ["en"]}, ["PACK_LANGUAGE_NOT_ALLOWED", "WORDING_SKELETON"]),
    ],
)
def test_a_refused_pack_is_named_with_its_faults(tmp_path: Path, change: dict[str, Any], expected: list[str]) -> None:
    pack = invent_pack(SDQ, "en", "ur")
    pack.licence.update(change)
    assert codes(judge(tmp_path, pack)) == expected


@pytest.mark.parametrize(("left", "warned"), [(31, False), (30, True), (1, True)])
def test_a_licence_that_ends_soon_warns(tmp_path: Path, left: int, warned: bool) -> None:  # noqa: FBT001 - a case
    pack = invent_pack(SDQ, "en", "ur")
    pack.licence["expires"] = TODAY + timedelta(days=left - 1)
    faults = judge(tmp_path, pack)
    assert codes(faults) == (["LICENCE_ENDS_SOON"] if warned else [])
    assert all(fault.is_warning and f"in {left} day" in fault.cause for fault in faults)


def test_a_licence_that_ended_while_the_study_ran_refuses_it_at_the_next_start(tmp_path: Path) -> None:
    pack = invent_pack(SDQ, "en", "ur")
    pack.licence["expires"] = TODAY
    faults = judge(tmp_path, pack, today=TODAY + timedelta(days=1))
    assert [fault.code for fault in faults if not fault.is_warning] == ["WORDING_SKELETON"]


def test_only_the_forms_that_a_study_asks_are_needed(tmp_path: Path) -> None:
    _, catalogue = load(tmp_path)
    forms = asked_forms(catalogue.studies["partnership_for_change"], catalogue)
    assert forms["sdq"] == ("2_4", "4_17")
    assert forms["about_you"] == ("all",)


def test_every_instrument_is_listed_with_its_packs(tmp_path: Path) -> None:
    lost = invent_pack(SDQ)
    lost.head["instrument"] = "nothing"
    _, catalogue = load(tmp_path, invent_pack(SDQ), lost)
    listed = {one.instrument.code: one for one in licences_of(catalogue, catalogue.studies["partnership_for_change"])}
    assert (listed["sdq"].kind, listed["sdq"].words, len(listed["sdq"].packs)) == ("licensed", "licensed pack", 1)
    assert (listed["about_you"].kind, listed["about_you"].words) == ("own", "complete")
    assert [pack.name for pack in packs_of_nothing(catalogue)] == ["pack1"]
