import hashlib

import pytest

from alongside import Speech, serving_language


def test_layout_and_unicode_form_do_not_change_the_transcript_hash() -> None:
    composed = Speech("a.b", "Café  au\n lait ", "en")
    decomposed = Speech("a.b", "Cafe\u0301 au lait", "en")
    assert composed.transcript_hash == decomposed.transcript_hash
    assert composed.transcript_hash == hashlib.sha256("Café au lait".encode()).hexdigest()


def test_one_changed_word_changes_the_transcript_hash() -> None:
    assert (
        Speech("a.b", "In the last week", "en").transcript_hash
        != Speech("a.b", "In the past week", "en").transcript_hash
    )


@pytest.mark.parametrize(
    ("stored", "easy"), [("standard", False), ("easy", True), ("easy+audio", True), ("standard+audio", False)]
)
def test_the_format_of_an_answer_says_whether_the_words_are_easy(stored: str, easy: bool) -> None:  # noqa: FBT001 -- a table's column
    assert Speech("a.b", "Words", "en", stored).is_easy is easy


@pytest.mark.parametrize(
    ("language", "served_by"),
    [
        ("ur", "ur"),
        ("en-GB", "en-gb"),
        ("en-GB-simple", "en-gb"),
        ("pl-PL", "pl"),
        ("pa", "pa"),
        ("pa-Arab", None),
        ("pa-Arab-PK", None),
        ("so", None),
        ("", None),
    ],
)
def test_a_language_is_served_by_itself_or_without_its_region_and_never_in_another_script(
    language: str, served_by: str | None
) -> None:
    assert serving_language(language, {"ur", "en", "en-gb", "pl", "pa"}) == served_by
