"""A study chooses how scores are made where published codes disagree; what cannot be chosen is a fault."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from alongside import Study
from alongside.core.plugin_host.catalogue import Catalogue
from tests.support.deployment import temporary_deployment


@pytest.fixture(scope="module")
def installed() -> tuple[Study, Catalogue]:
    with temporary_deployment() as deployment:
        return deployment.services.study, deployment.services.catalogue


def policy_faults(
    installed: tuple[Study, Catalogue], policies: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    study, catalogue = installed
    faults = replace(study, policies=policies).faults(catalogue.instruments, catalogue.consent_modules)
    return [(fault.place, fault.repair) for fault in faults if fault.code == "STUDY_POLICY_UNKNOWN"]


def test_what_an_instrument_offers_can_be_chosen(installed: tuple[Study, Catalogue]) -> None:
    assert policy_faults(installed, {"ghq12": {"missing": "missing_as_zero"}}) == []


@pytest.mark.parametrize(
    ("policies", "repair"),
    [
        ({"ghq12": {"missing": "guess"}}, "Choose one of: missing=strict, missing=missing_as_zero."),
        ({"ghq12": {"rounding": "up"}}, "Choose one of: missing=strict, missing=missing_as_zero."),
        ({"about_you": {"missing": "strict"}}, "Delete it: there is nothing to choose."),
        ({"nothing_like_it": {"missing": "strict"}}, "Delete it: there is nothing to choose."),
    ],
)
def test_what_it_does_not_offer_is_a_fault_with_what_can_be_chosen(
    installed: tuple[Study, Catalogue], policies: dict[str, dict[str, str]], repair: str
) -> None:
    assert [told for _, told in policy_faults(installed, policies)] == [repair]
