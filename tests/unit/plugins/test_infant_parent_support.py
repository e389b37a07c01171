"""The study of the first deployment: sound, in an order that was thought through, and refused while it has no words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alongside.core.conduct.readiness import unsafe_settings
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.score_rules import MissingPolicy
from alongside.core.definitions.study import StudyVersion
from alongside.core.definitions.text import Text
from alongside.core.engine.burden import order_warnings
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings
from alongside.plugins.studies.infant_parent_support import INFANT_PARENT_SUPPORT as STUDY
from alongside.plugins.studies.infant_parent_support import alongside_studies
from tests.support.text_packs import invent_pack

TODAY = date(2026, 5, 4)
LICENSED = ["sdq", "pedsql", "bpsc", "ppsc", "icecap_a", "ghq12", "bcapi"]
VERSIONS = pytest.mark.parametrize("version", STUDY.versions, ids=lambda version: version.code)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Settings())


def words_missing(folder: Path) -> list[Fault]:
    settings = Settings(study=STUDY.code, instance=folder)
    found = load_catalogue(settings, today=TODAY)
    faults = unsafe_settings(settings, found, today=TODAY)
    return [fault for fault in faults if fault.code.startswith(("WORDING", "PACK", "STUDY", "PLUGIN"))]


def codes_of(version: StudyVersion, visit: str) -> list[str]:
    return [asked.instrument for asked in version.visit(visit).asked]


def test_the_study_stands_and_is_not_a_demonstration(catalogue: Catalogue) -> None:
    assert alongside_studies() == (STUDY,)
    assert catalogue.studies[STUDY.code] is STUDY
    assert STUDY.faults(catalogue.instruments, catalogue.consent_modules) == []
    assert not STUDY.is_demonstration


def test_a_live_study_is_refused_by_the_name_of_each_instrument_without_words(tmp_path: Path) -> None:
    faults = words_missing(tmp_path)
    assert [(fault.code, fault.place) for fault in faults] == [("WORDING_SKELETON", code) for code in LICENSED]
    assert all(repr(fault.place) in fault.cause and not fault.is_warning for fault in faults)


def test_nothing_is_missing_once_the_pack_of_each_is_installed(tmp_path: Path, catalogue: Catalogue) -> None:
    for code in LICENSED[1:]:
        invent_pack(catalogue.instruments[code], "en", "ur").write(tmp_path / "packs" / code)
    assert [(fault.code, fault.place) for fault in words_missing(tmp_path)] == [("WORDING_SKELETON", "sdq")]
    invent_pack(catalogue.instruments["sdq"], "en", "ur").write(tmp_path / "packs" / "sdq")
    assert words_missing(tmp_path) == []


@VERSIONS
def test_who_the_family_is_comes_first_and_the_primary_outcome_next(version: StudyVersion) -> None:
    assert codes_of(version, "baseline")[:2] == ["about_you", "sdq"]
    assert codes_of(version, "month_3")[0] == codes_of(version, "month_6")[0] == "sdq"
    primary = {asked.instrument for visit in version.visits for asked in visit.asked if asked.is_primary}
    assert primary == {"sdq"}


@VERSIONS
def test_what_is_hard_comes_after_the_rest_and_never_last(version: StudyVersion) -> None:
    for visit in version.visits:
        codes = codes_of(version, visit.code)
        hard = [codes.index(code) for code in ("ghq12", "bcapi") if code in codes]
        assert hard == list(range(len(codes) - 1 - len(hard), len(codes) - 1))
        assert codes[-1] == "growing_up"


@VERSIONS
def test_each_visit_asks_the_same_so_that_visits_can_be_compared(version: StudyVersion) -> None:
    asked = [sorted(codes_of(version, visit.code)) for visit in version.visits]
    assert asked[0] == asked[1] == asked[2]


def test_nothing_in_the_order_is_warned_of_since_the_study_says_why_about_you_comes_first(catalogue: Catalogue) -> None:
    for version in STUDY.versions:
        assert list(order_warnings(STUDY, version, catalogue.instruments)) == []
    first, *others = STUDY.versions[0].visits
    unsaid = replace(first, asked=(replace(first.asked[0], opens_because=" "), *first.asked[1:]))
    changed = replace(STUDY.versions[0], visits=(unsaid, *others))
    hard = replace(catalogue.instruments["about_you"], sensitive_warning=Text("Hard.", picture="umbrella"))
    assert list(order_warnings(STUDY, changed, catalogue.instruments)) == []  # its hard sections come later in it
    ((visit, warning),) = order_warnings(STUDY, changed, {**catalogue.instruments, "about_you": hard})
    assert visit == first.code
    assert (warning.code, warning.is_warning) == ("SENSITIVE_FIRST", True)
    assert "opens_because=" in warning.repair


def test_the_bcapi_joins_three_months_in() -> None:
    first, second = STUDY.versions
    assert (first.in_force_from, second.in_force_from) == (date(2026, 1, 1), date(2026, 4, 1))
    for visit in second.visits:
        codes = codes_of(second, visit.code)
        assert [code for code in codes if code != "bcapi"] == codes_of(first, visit.code)
        assert "bcapi" in codes
    assert STUDY.version_on(date(2026, 3, 31)) is first
    assert STUDY.version_on(date(2026, 4, 1)) is second


def test_every_policy_of_an_instrument_that_is_asked_was_chosen(catalogue: Catalogue) -> None:
    open_to_choice: dict[str, Mapping[str, str]] = {}
    for code in {asked.instrument for visit in STUDY.versions[-1].visits for asked in visit.asked}:
        scores = catalogue.instruments[code].every_score
        names = {score.missing.name for score in scores if isinstance(score.missing, MissingPolicy)}
        if names:
            open_to_choice[code] = {name: STUDY.policies[code][name] for name in names}
    assert open_to_choice == STUDY.policies


def test_the_name_that_families_see_gives_nothing_away() -> None:
    name = STUDY.name_for_families
    shown = f"{getattr(name, 'standard', name)} {getattr(name, 'easy', '')}".casefold()
    assert not [word for word in ("social", "protection", "abuse", "trial", "infant", "support") if word in shown]


def test_the_two_sites_are_under_two_laws() -> None:
    assert [(site.code, site.prefix, site.nation) for site in STUDY.sites] == [
        ("bromley", "BR", "England"),
        ("glasgow", "GL", "Scotland"),
    ]
