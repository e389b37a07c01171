"""What holds for all our own wording: easy read, pictures, short sentences, a reading age of 9."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from alongside import ConsentModule, Instrument, Study
from alongside.accessibility.pictures.pictures import open_picture_book
from alongside.core.conduct.services import read_glossary
from alongside.core.definitions.text import SourceText
from alongside.core.languages.english_checks import check_english
from alongside.core.languages.placeholders import names_in
from alongside.core.languages.readability import count_words, folded, grade, sentences
from alongside.plugins.consent.data_linkage import DATA_LINKAGE
from alongside.plugins.consent.future_contact import FUTURE_CONTACT
from alongside.plugins.consent.interview_recording import INTERVIEW_RECORDING
from alongside.plugins.consent.sharing_data import SHARING_DATA
from alongside.plugins.consent.staff_interview import STAFF_INTERVIEW
from alongside.plugins.consent.taking_part import TAKING_PART
from alongside.plugins.instruments.about_you import ABOUT_YOU
from alongside.plugins.instruments.growing_up import GROWING_UP
from alongside.plugins.studies.infant_parent_support import INFANT_PARENT_SUPPORT
from alongside.plugins.studies.partnership_for_change import PARTNERSHIP_FOR_CHANGE

OWN: tuple[Instrument | ConsentModule | Study, ...] = (
    ABOUT_YOU,
    GROWING_UP,
    TAKING_PART,
    DATA_LINKAGE,
    INTERVIEW_RECORDING,
    FUTURE_CONTACT,
    SHARING_DATA,
    STAFF_INTERVIEW,
    PARTNERSHIP_FOR_CHANGE,
    INFANT_PARENT_SUPPORT,
)
FOLDERS = {
    "about_you": "instruments",
    "growing_up": "instruments",
    "taking_part": "consent",
    "data_linkage": "consent",
    "interview_recording": "consent",
    "future_contact": "consent",
    "sharing_data": "consent",
    "staff_interview": "consent",
    "partnership_for_change": "studies",
    "infant_parent_support": "studies",
}
PLUGINS = Path(__file__).parents[3] / "plugins"
SHORT_LABEL = 5  # an option of so few words can be as easy as words get
ENOUGH_WORDS_FOR_A_GRADE = 12


def texts_of(*owners: Instrument | ConsentModule | Study) -> list[SourceText]:
    found = [source for owner in owners for source in owner.texts()]
    assert len(found) > 10
    return found


def wordings(sources: Iterable[SourceText], *, enough: int) -> list[tuple[str, str]]:
    both = [(source.id, words) for source in sources for words in (source.text.standard, source.text.easy)]
    return [(place, words) for place, words in both if count_words(words) >= enough]


def option_ids(own: Instrument | ConsentModule | Study) -> set[str]:
    if not isinstance(own, Instrument):
        return set()
    return {source.id for response in own._responses().values() for source in response.texts(own.code)}


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_every_text_has_an_easy_form_except_short_options(own: Instrument | ConsentModule | Study) -> None:
    options = option_ids(own)
    without = [source for source in texts_of(own) if not source.text.easy]
    assert [s.id for s in without if s.id not in options or count_words(s.text.standard) > SHORT_LABEL] == []


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_no_easy_form_repeats_the_standard_words(own: Instrument | ConsentModule | Study) -> None:
    assert [s.id for s in texts_of(own) if folded(s.text.easy) == folded(s.text.standard)] == []


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_every_easy_form_stands_beside_a_picture_of_the_manifest(own: Instrument | ConsentModule | Study) -> None:
    book = open_picture_book()
    assert [s.id for s in texts_of(own) if (s.text.easy or s.text.picture) and s.text.picture not in book] == []


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_easy_sentences_are_short(own: Instrument | ConsentModule | Study) -> None:
    lengths = {
        (source.id, sentence): count_words(sentence)
        for source in texts_of(own)
        for sentence in sentences(source.text.easy)
    }
    assert [place for place, length in lengths.items() if length > 12] == []
    assert sum(lengths.values()) / len(lengths) <= 8


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_the_words_are_for_a_reading_age_of_nine(own: Instrument | ConsentModule | Study) -> None:
    grades = {place: grade(words) for place, words in wordings(texts_of(own), enough=ENOUGH_WORDS_FOR_A_GRADE)}
    assert {place: number for place, number in grades.items() if number > 6} == {}
    assert sum(grades.values()) / len(grades) <= 4


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.code)
def test_easy_words_read_more_easily_than_standard_words(own: Instrument | ConsentModule | Study) -> None:
    pairs = [s.text for s in texts_of(own) if s.text.easy and count_words(s.text.standard) >= 6]
    assert len(pairs) >= 10
    assert sum(grade(text.easy) for text in pairs) < sum(grade(text.standard) for text in pairs)


def test_the_checks_of_english_find_nothing_in_our_own_wording() -> None:
    assert check_english(texts_of(*OWN), needs_picture=lambda _: True, explained=read_glossary().forms) == ()


def test_no_text_holds_a_childs_name_so_that_no_name_is_spoken_or_stored_as_sound() -> None:
    assert [source.id for source in texts_of(*OWN) if "child" in names_in(source.text.standard)] == []


def test_easy_and_standard_words_have_the_same_placeholders() -> None:
    differing = [
        source.id
        for source in texts_of(*OWN)
        if source.text.easy and names_in(source.text.easy) != names_in(source.text.standard)
    ]
    assert differing == []


def test_no_question_page_speaks_of_child_protection() -> None:
    words = " ".join(f"{s.text.standard} {s.text.easy}" for s in texts_of(ABOUT_YOU, GROWING_UP)).casefold()
    assert not re.search(r"child protection|protection plan|at risk|abuse|neglect", words)


def test_only_the_list_of_support_names_a_social_worker() -> None:
    named = {s.id for s in texts_of(*OWN) if "social worker" in f"{s.text.standard} {s.text.easy}".casefold()}
    assert named == {"about_you.services_used.family_worker"}


def test_a_grade_notices_hard_words() -> None:
    assert grade("Participation necessitates comprehensive acknowledgement of confidentiality.") > 12
    assert grade("You can stop when you want. You do not have to say why.") < 2


@pytest.mark.parametrize("code", FOLDERS)
def test_each_folder_says_what_it_is_its_source_and_what_is_not_known(code: str) -> None:
    readme = (PLUGINS / FOLDERS[code] / code / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# ")
    assert "own wording" in readme
    assert "CC BY 4.0" in readme
