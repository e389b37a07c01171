import pytest

from alongside.core.definitions.text import Text
from alongside.core.languages.page_grades import (
    PageGrade,
    ReadPage,
    grade_pages,
    hardest_pages,
    mean_grade,
    page_faults,
    sentence_lengths,
)
from alongside.core.languages.readability import grade

EASY = "You can stop when you want. You do not have to say why. We are glad that you came to us."
HARD = (
    "Participation in this investigation is entirely voluntary and withdrawal of authorisation "
    "may be communicated to the institution responsible at any subsequent opportunity."
)


def graded(*words: str) -> PageGrade:
    texts = {f"a.{number}": Text(each) for number, each in enumerate(words)}
    (found,) = grade_pages([ReadPage("a", tuple(texts))], texts)
    return found


def test_a_page_has_the_grade_of_all_its_words_each_text_beginning_a_new_sentence() -> None:
    assert graded("The cat sat", "on the mat").grade == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert graded("The cat sat", "on the mat").words == 6


def test_labels_do_not_make_a_page_look_easier_than_its_sentences() -> None:
    assert graded(HARD, "Yes", "No", "Back", "Help").grade == pytest.approx(grade(HARD))


def test_long_words_in_labels_make_a_page_harder() -> None:
    assert graded(EASY, "Anticipation", "Communication", "Determination").grade > grade(EASY)


def test_pages_without_words_have_no_grade() -> None:
    assert grade_pages([ReadPage("a", ("a.b",))], {"a.b": Text("…")}) == ()
    assert mean_grade(()) == 0.0
    assert hardest_pages(()) == ()


def test_the_mean_weighs_each_page_by_its_words() -> None:
    assert mean_grade([PageGrade("a", 10, 2.0), PageGrade("b", 30, 4.0)]) == pytest.approx(3.5)


def test_a_short_page_is_never_the_hardest() -> None:
    long, longer = PageGrade("long", 15, 3.0), PageGrade("longer", 20, 4.0)
    assert hardest_pages([PageGrade("short", 14, 9.0), long, longer]) == (longer, long)
    assert hardest_pages([long, longer], most=1) == (longer,)
    assert list(page_faults([PageGrade("short", 14, 9.0), PageGrade("long", 900, 3.0)])) == []


def test_a_page_above_the_limit_and_a_mean_above_the_limit_are_faults() -> None:
    found = list(page_faults([PageGrade("b", 20, 6.1), PageGrade("a", 20, 7.0)]))
    assert [(fault.code, fault.place) for fault in found] == [
        ("PAGE_HARD_TO_READ", "a"),
        ("PAGE_HARD_TO_READ", "b"),
        ("PAGES_HARD_ON_AVERAGE", "all pages"),
    ]
    assert "7.0; 6 is the most" in found[0].cause
    assert all(fault.repair and not fault.is_warning for fault in found)


def test_the_limits_themselves_are_no_faults() -> None:
    assert list(page_faults([PageGrade("a", 20, 6.0), PageGrade("b", 20, 2.0)])) == []


def test_sentences_of_all_texts_count_in_any_language() -> None:
    found = sentence_lengths(["One two. Three.", "پہلا جملہ ہے۔"])
    assert (found.sentences, found.mean, found.longest) == (3, 2.0, 3)
    assert sentence_lengths([]).mean == 0.0
