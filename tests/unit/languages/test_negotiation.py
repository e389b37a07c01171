import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.languages.negotiation import accepted_languages, find_offered, negotiate_language

OFFERED = ("en", "ur", "pa-Arab", "pl", "zh-Hant")


def test_what_was_chosen_goes_before_what_was_kept_before_what_the_browser_asks() -> None:
    wishes = {"chosen": "ur", "stored": "pl", "accept_language": "pa-PK"}
    assert negotiate_language(OFFERED, **wishes) == "ur"
    assert negotiate_language(OFFERED, **(wishes | {"chosen": ""})) == "pl"
    assert negotiate_language(OFFERED, accept_language="pa-PK") == "pa-Arab"
    assert negotiate_language(OFFERED, study_default="pl") == "pl"
    assert negotiate_language(OFFERED) == "en"


def test_a_wish_that_is_not_offered_is_passed_over() -> None:
    assert negotiate_language(OFFERED, chosen="so", stored="pl") == "pl"
    assert negotiate_language(("pl",), chosen="so") == "pl"
    assert negotiate_language((), chosen="so") == "en"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("ur-PK", "ur"),
        ("en-GB", "en"),
        ("pa", ""),
        ("pa-PK", "pa-Arab"),
        ("zh-TW", "zh-Hant"),
        ("zh", ""),
        ("pl_pl", "pl"),
    ],
)
def test_a_region_is_left_off_and_a_script_never_is(wish: str, found: str) -> None:
    assert find_offered(wish, OFFERED) == found


def test_the_browser_s_list_is_taken_by_weight() -> None:
    assert accepted_languages("en;q=0.5, ur-PK, pl;q=0, fr;q=0.8, *;q=0.1") == ("ur-PK", "fr", "en")


@given(header=st.text(), chosen=st.text(), stored=st.text())
def test_whatever_is_sent_a_language_on_offer_comes_back(header: str, chosen: str, stored: str) -> None:
    found = negotiate_language(OFFERED, chosen=chosen, stored=stored, accept_language=header)
    assert found in OFFERED
