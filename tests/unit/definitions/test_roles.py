"""Which duties come with which roles, at which sites."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.conduct.people import Acting, duties_of
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.definitions.roles import (
    ALL_SITES,
    CO_ORDINATOR,
    NURSE,
    RESEARCHER,
    STANDARD_ROLES,
    TRIAL_MANAGER,
    Duty,
    Grant,
    role_faults,
    sites_for,
)
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE as STUDY

SITES = ("north", "south", "west")
grants = st.lists(st.builds(Grant, st.sampled_from(STANDARD_ROLES), st.sampled_from((ALL_SITES, *SITES, "closed"))))


@given(grants, st.sampled_from(list(Duty)))
def test_a_duty_holds_at_a_site_only_by_a_role_that_has_it_there(held: list[Grant], duty: Duty) -> None:
    found = sites_for(held, duty, SITES)
    for site in SITES:
        by_hand = any(duty in grant.role.duties and grant.site in {ALL_SITES, site} for grant in held)
        assert (site in found) == by_hand
    assert found <= set(SITES)


@given(grants, grants)
def test_one_more_role_takes_nothing_away(held: list[Grant], more: list[Grant]) -> None:
    for duty in Duty:
        assert sites_for(held, duty, SITES) <= sites_for([*held, *more], duty, SITES)


def test_without_a_role_there_is_nothing_to_do() -> None:
    nobody = Acting("nina", "staff", NeedsProfile(), duties=duties_of(STUDY, ()))
    assert nobody.duties == ()
    assert not any(nobody.may(duty) for duty in Duty)


def test_two_roles_at_two_sites_stay_apart() -> None:
    held = (Grant(CO_ORDINATOR, "bromley"), Grant(TRIAL_MANAGER, "glasgow"))
    person = Acting("kim", "staff", NeedsProfile(), duties=duties_of(STUDY, held))
    assert person.sites(Duty.SEE_IDENTITY) == {"bromley"}
    assert person.sites(Duty.KEEP_STAFF) == {"glasgow"}
    assert person.sites(Duty.SEE_FAMILIES) == {"bromley", "glasgow"}
    assert not person.may(Duty.TAKE_DATA)


def test_nobody_who_takes_the_data_sees_who_the_families_are() -> None:
    for role in STANDARD_ROLES:
        assert not {Duty.TAKE_DATA, Duty.SEE_IDENTITY} <= role.duties


def test_nobody_who_keeps_the_staff_or_reads_the_record_sees_who_the_families_are() -> None:
    for role in STANDARD_ROLES:
        if role.duties & {Duty.KEEP_STAFF, Duty.SEE_RECORD}:
            assert Duty.SEE_IDENTITY not in role.duties


def test_who_measures_is_blind() -> None:
    assert NURSE.is_blind
    assert RESEARCHER.is_blind
    assert not CO_ORDINATOR.is_blind  # they tell families the result


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        (STANDARD_ROLES, []),
        ((*STANDARD_ROLES, NURSE), ["STUDY_ROLE_DUPLICATED"]),
        ((CO_ORDINATOR,), ["STUDY_STAFF_UNKEPT"]),
        ((replace(TRIAL_MANAGER, duties=frozenset({Duty.KEEP_STAFF})),), ["STUDY_REQUESTS_UNANSWERED"]),
        ((CO_ORDINATOR, replace(CO_ORDINATOR, title="Another")), ["STUDY_ROLE_DUPLICATED", "STUDY_STAFF_UNKEPT"]),
    ],
)
def test_what_is_wrong_with_roles_is_a_fault_of_the_study(roles: tuple[object, ...], codes: list[str]) -> None:
    assert [fault.code for fault in role_faults("s", roles)] == codes  # type: ignore[arg-type]  # roles of this table
    assert [
        fault.code
        for fault in replace(STUDY, roles=roles).faults({}, {})
        if any(word in fault.code for word in ("ROLE", "STAFF", "REQUESTS"))
    ] == codes  # type: ignore[arg-type]  # likewise
