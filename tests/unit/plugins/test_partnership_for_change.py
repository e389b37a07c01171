"""The demonstration study: sound with what is installed, and honest about who is asked what."""

from datetime import date

import pytest

from alongside import Instrument, age_on
from alongside.core.definitions.messages import MessageReason
from alongside.core.engine.ages import FormDue, FormNotAsked, find_form
from alongside.core.engine.journey import StepState, where_am_i
from alongside.core.languages.placeholders import names_in
from alongside.plugins.consent.data_linkage import DATA_LINKAGE
from alongside.plugins.consent.future_contact import FUTURE_CONTACT
from alongside.plugins.consent.interview_recording import INTERVIEW_RECORDING
from alongside.plugins.consent.sharing_data import SHARING_DATA
from alongside.plugins.consent.staff_interview import STAFF_INTERVIEW
from alongside.plugins.consent.taking_part import TAKING_PART
from alongside.plugins.instruments.about_you import ABOUT_YOU
from alongside.plugins.instruments.growing_up import GROWING_UP
from alongside.plugins.instruments.sdq import alongside_instruments as sdq_instruments
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE, alongside_studies

SDQ = next(instrument for instrument in sdq_instruments() if instrument.code == "sdq")
INSTRUMENTS: dict[str, Instrument] = {each.code: each for each in (ABOUT_YOU, GROWING_UP, SDQ)}
VERSION = PARTNERSHIP_FOR_CHANGE.version("1.0")
CONSENTED = date(2026, 1, 31)
MODULES = {
    module.code: module
    for module in (
        TAKING_PART,
        DATA_LINKAGE,
        INTERVIEW_RECORDING,
        SHARING_DATA,
        FUTURE_CONTACT,
        STAFF_INTERVIEW,
    )
}


def test_the_study_is_sound_with_what_it_uses() -> None:
    assert PARTNERSHIP_FOR_CHANGE.faults(INSTRUMENTS, MODULES) == []
    assert alongside_studies() == (PARTNERSHIP_FOR_CHANGE,)
    assert PARTNERSHIP_FOR_CHANGE.is_demonstration


def test_the_first_sitting_is_about_the_adult_and_then_about_each_child() -> None:
    assert [(asked.instrument, asked.per) for asked in VERSION.visit("baseline").asked] == [
        ("about_you", "participant"),
        ("growing_up", "child"),
    ]


@pytest.mark.parametrize("visit", ["month_3", "month_6"])
@pytest.mark.parametrize(
    ("born", "growing_up", "sdq"),
    [
        (date(2025, 9, 15), "1_11m", None),
        (date(2023, 6, 15), "2_3y", "2_4"),
        (date(2022, 6, 15), "4_7y", "4_17"),
        (date(2020, 6, 15), "4_7y", "4_17"),
    ],
)
def test_each_child_gets_one_form_of_each_measure(visit: str, born: date, growing_up: str, sdq: str | None) -> None:
    age = age_on(born, date(2026, 6, 15))
    found = {
        asked.instrument: find_form(asked, INSTRUMENTS[asked.instrument], age) for asked in VERSION.visit(visit).asked
    }
    assert found["growing_up"] == FormDue(growing_up)
    assert found["sdq"] == (FormDue(sdq) if sdq else FormNotAsked("It is for children of 2 years and over."))


def test_a_family_walks_the_whole_path() -> None:
    def now(consented: date | None, done: list[str], today: date) -> str:
        steps = where_am_i(VERSION, consented_on=consented, done_visits=done, today=today)
        return next((seen.step.code for seen in steps if seen.state is StepState.NOW), "")

    assert now(None, [], CONSENTED) == "hello"
    assert now(CONSENTED, [], CONSENTED) == "first_questions"
    assert now(CONSENTED, ["baseline"], CONSENTED) == "chance"
    assert now(CONSENTED, ["baseline"], date(2026, 3, 1)) == "chance"
    assert now(CONSENTED, ["baseline"], date(2026, 5, 5)) == "three_months"
    assert now(CONSENTED, ["baseline", "month_3"], date(2026, 5, 5)) == "six_months"
    assert now(CONSENTED, ["baseline", "month_3", "month_6"], date(2026, 8, 5)) == "thank_you"
    assert now(CONSENTED, ["baseline", "month_3", "month_6"], date(2026, 9, 5)) == ""


def test_the_monthly_message_has_a_reason_that_messages_know() -> None:
    assert [(MessageReason(each.reason), each.until_months) for each in VERSION.reminders] == [
        (MessageReason.WHERE_YOU_ARE, 6)
    ]


def test_the_name_that_families_see_gives_nothing_away() -> None:
    name = PARTNERSHIP_FOR_CHANGE.name_for_families
    shown = f"{getattr(name, 'standard', name)} {getattr(name, 'easy', '')}".casefold()
    assert not [word for word in ("social", "protection", "abuse", "trial", "infant", "partnership") if word in shown]


def test_the_contact_text_leaves_the_telephone_number_to_the_site() -> None:
    texts = {source.id: source.text for source in PARTNERSHIP_FOR_CHANGE.texts()}
    contact = texts["partnership_for_change.contact"]
    assert names_in(contact.standard) == names_in(contact.easy) == {"phone"}


def test_study_numbers_of_the_two_sites_begin_differently() -> None:
    assert {(site.code, site.prefix, site.nation) for site in PARTNERSHIP_FOR_CHANGE.sites} == {
        ("bromley", "BR", "England"),
        ("glasgow", "GL", "Scotland"),
    }
