"""The words of the product as they are installed: what families read, and how hard it is."""

from functools import cache

import pytest

from alongside.core.conduct.family_words import families_read, family_pages, measure
from alongside.core.conduct.services import read_words
from alongside.core.languages.page_grades import ReadPage, grade_pages, page_faults
from alongside.core.languages.textbook import TextBook
from alongside.core.plugin_host.catalogue import Catalogue
from alongside.core.plugin_host.host import load_catalogue
from alongside.core.settings import Settings


@cache
def installed() -> tuple[Catalogue, TextBook]:
    catalogue = load_catalogue(Settings())
    return catalogue, read_words(catalogue)


@cache
def pages() -> dict[str, ReadPage]:
    catalogue, book = installed()
    return {page.name: page for page in family_pages(catalogue, book.sources)}


def test_english_for_families_has_a_reading_age_of_nine_and_its_hardest_page_of_eleven() -> None:
    catalogue, book = installed()
    found = measure(catalogue, book, ())
    assert found.pages > 200
    assert found.mean_grade <= 4
    assert 0 < found.hardest[0].grade <= 6
    assert list(page_faults(grade_pages(pages().values(), book.sources))) == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_easy_read_has_short_sentences(language: str) -> None:
    catalogue, book = installed()
    found = measure(catalogue, book, (language,)).easy[language]
    assert found.sentences > 1000
    assert found.mean <= 12
    assert found.longest <= 15


def test_words_for_staff_are_not_what_families_read() -> None:
    for text_id in (
        "staff.x",
        "staff_talks.x",
        "messages.why_died",
        "messages.task_urgent_email",
        "messages.call_no_name",
    ):
        assert not families_read(text_id)
    for text_id in (
        "pages.help",
        "messages.invitation_sms",
        "messages.step_wait",
        "taking_part.chance.p1",
        "staff_interview.title",
    ):
        assert families_read(text_id)


@pytest.mark.parametrize(
    ("page", "text_ids"),
    [
        ("taking_part.chance", {"taking_part.chance.heading", "taking_part.chance.p1"}),
        ("messages.invitation_email", {"messages.invitation_email", "messages.invitation_email_subject"}),
        ("messages.invitation_sms", {"messages.invitation_sms"}),
        ("pages.error_private", {"pages.error_private", "pages.error_private_text"}),
        ("pages.sent", {"pages.sent_heading", "pages.sent_text"}),
        ("pages.contact_email", {f"pages.contact_email{slot}" for slot in ("", "_text", "_label", "_known", "_none")}),
        ("errors.code_needed", {"errors.code_needed"}),
        ("glossary.research", {"glossary.research.word", "glossary.research.means"}),
        ("ghq12", {"ghq12.why_we_ask"}),
    ],
)
def test_what_stands_on_one_screen_is_one_page(page: str, text_ids: set[str]) -> None:
    assert set(pages()[page].text_ids) >= text_ids
    assert len(pages()[page].text_ids) <= len(text_ids) + 10


def test_a_question_stands_with_its_help_and_its_answers() -> None:
    found = pages()["about_you.ethnic_group"].text_ids
    assert {"about_you.ethnic_group.text", "about_you.ethnic_group.help", "about_you.ethnic_group.arab"} <= set(found)


def test_everything_that_families_read_is_on_a_page_but_the_words_of_other_holders() -> None:
    catalogue, book = installed()
    placed = {text_id for page in pages().values() for text_id in page.text_ids}
    others = {code for code, one in catalogue.instruments.items() if not one.licence.wording_may_ship}
    missing = [one for one in book.sources if families_read(one) and one not in placed]
    assert {text_id.partition(".")[0] for text_id in missing} <= others
    assert not any(text_id.endswith(("why_we_ask", "title")) for text_id in missing)
