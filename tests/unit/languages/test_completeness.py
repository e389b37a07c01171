import datetime as dt

from alongside.core.definitions.text import SourceText, Text
from alongside.core.languages.catalogue import FRAMEWORK, Catalogue, Status, Translation, source_hash
from alongside.core.languages.completeness import Coverage, coverage, offered
from alongside.core.languages.textbook import build_text_book

SOURCES = (
    SourceText("a.one", Text("One", easy="1")),
    SourceText("a.two", Text("Two")),
    SourceText("b.three", Text("3!")),
)
APPROVED = Status("person", "approved", "A. Reader", dt.date(2026, 3, 25))
URDU = Catalogue(
    "ur",
    FRAMEWORK,
    (Translation("a.one", ("One",), ("ایک",)), Translation("a.two", ("Two",), ("دو",))),
    statuses={"a.one": (source_hash("One"), APPROVED)},
)
BOOK = build_text_book(SOURCES, (URDU,))


def test_coverage_counts_each_text_once_and_names_what_is_missing() -> None:
    found = coverage(BOOK, "ur", ["a.one", "a.two", "b.three", "a.one"])
    assert found == Coverage(total=3, present=2, missing_ids=("b.three",), drafts=1)
    assert not found.is_complete


def test_easy_read_needs_both_forms_where_english_has_both() -> None:
    assert coverage(BOOK, "ur", ["a.one", "a.two"], easy=True) == Coverage(3, 2, ("a.one#easy",), 1)


def test_english_is_whole_and_no_draft() -> None:
    assert coverage(BOOK, "en", ["a.one", "b.three"], easy=True) == Coverage(3, 3, (), 0)


def test_a_language_is_offered_for_a_flow_only_when_it_has_all_of_it() -> None:
    assert offered(BOOK, ["a.one", "a.two"]) == ("en", "ur")
    assert offered(BOOK, ["a.one", "b.three"]) == ("en",)
    assert offered(BOOK, ["a.one"], easy=True) == ("en",)


def test_a_live_study_offers_approved_words_only() -> None:
    assert offered(BOOK, ["a.one"], is_live=True) == ("en", "ur")
    assert offered(BOOK, ["a.one", "a.two"], is_live=True) == ("en",)
