"""The search for telling words, in English and Urdu, however they are typed."""

import pytest

from alongside.core.messages.neutral import FORBIDDEN_WORDS, find_forbidden


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
