"""The search for telling words, in English and Urdu, however they are typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.core.languages.catalogue import read_catalogues
from alongside.core.languages.sources import sources_from_toml
from alongside.core.messages.calendar_entry import FILE_NAME
from alongside.core.messages.neutral import FORBIDDEN_WORDS, find_forbidden
from alongside.core.settings import Settings

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.mark.parametrize("word", FORBIDDEN_WORDS)
def test_every_word_of_the_list_is_found_in_a_sentence(word: str) -> None:
    shown = word.removesuffix("*")
    assert word in find_forbidden(f"Hello, {shown}. Bye")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("About the STUDY", "study"),
        ("Children’s services rang", "children's service*"),
        ("Your social\nworker", "social work*"),
        ("social\u00a0workers", "social work*"),
        ("s\u00adt\u200budy", "study"),
        ("Ｓｔｕｄｙ", "study"),
        ("randomised", "randomis*"),
        ("Your SDQ is due", "sdq"),
        ("https://study.example.org/s/abc", "study"),
        ("آپ کا سوالنامہ تیار ہے", "سوالنامہ"),
        ("آپ کا سوالنامه", "سوالنامہ"),
        ("سماجي كاركن", "سماجی کارکن*"),
        ("گھریلو تشدّد", "تشدد"),
        ("آپ کے بچے کے بارے میں", "بچے"),
        ("Aap ka study", "study"),
    ],
)
def test_a_telling_word_is_found_however_it_is_typed(text: str, found: str) -> None:
    assert found in find_forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello. Here is the page we talked about.",
        "Prompt, courteous, in harmony with the season, a personal saunter",
        "https://host.example.org/s/abuse-study-trial-child-sdq",
        "آپ کا اگلا حصہ تیار ہے",
        "بچت بازار",
        "123456",
    ],
)
def test_ordinary_words_and_the_chance_letters_of_a_link_are_left_alone(text: str) -> None:
    assert find_forbidden(text) == ()


def test_names_of_what_is_installed_are_added_for_a_call() -> None:
    assert find_forbidden("Your Stillwater Toddler Check", ["Stillwater Toddler Check", " "]) == (
        "toddler*",
        "Stillwater Toddler Check",
    )


def words_in(language: str) -> Iterator[tuple[str, str]]:
    """Yield every word that a message, its file, or a page about being reached shows, standard and easy, by its id."""
    if language == "en":
        for source in sources_from_toml(LOCALES / "en"):
            yield from ((source.id, words) for words in (source.text.standard, source.text.easy) if words)
    for catalogue in read_catalogues(LOCALES):
        if catalogue.language == language:
            yield from ((entry.id, words) for entry in catalogue.translations for words in entry.words if words)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_every_message_in_every_form_is_neutral(language: str) -> None:
    not_sent = ("messages.why_", "messages.refused_", "messages.call_")
    sent = [
        (key, words)
        for key, words in words_in(language)
        if key.startswith("messages.") and not key.startswith(not_sent)
    ]
    assert len(sent) >= 90
    assert [(key, found) for key, words in sent if (found := find_forbidden(words))] == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_on_the_pages_about_being_reached_gives_away_what_it_is_about(language: str) -> None:
    shown = [(key, words) for key, words in words_in(language) if key.startswith(("pages.contact_", "errors.contact_"))]
    assert len(shown) >= 100
    assert [(key, found) for key, words in shown if (found := find_forbidden(words))] == []


def test_the_file_of_an_appointment_and_the_senders_that_are_set_without_asking_are_neutral() -> None:
    for words in (FILE_NAME, *Settings().senders.values()):  # type: ignore[call-arg]  # every setting has a default
        assert find_forbidden(words) == ()
