import pytest
from babel.localedata import locale_identifiers

from alongside.core.languages.plurals import header_agrees, plural_forms


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("en", ("one", "other")),
        ("ur", ("one", "other")),
        ("pl", ("one", "few", "many")),
        ("ro", ("one", "few", "other")),
        ("ar", ("zero", "one", "two", "few", "many", "other")),
        ("cy", ("zero", "one", "two", "few", "many", "other")),
        ("zh", ("other",)),
        ("pt", ("one", "other")),
        ("pnb", ("one", "other")),
    ],
)
def test_a_language_has_the_forms_of_cldr(language: str, categories: tuple[str, ...]) -> None:
    assert plural_forms(language).categories == categories


def test_for_every_language_the_header_of_a_catalogue_says_what_cldr_says() -> None:
    languages = sorted({each.split("_")[0] for each in locale_identifiers()})
    assert len(languages) > 300
    assert not [each for each in languages if not header_agrees(plural_forms(each).header, plural_forms(each))]


@pytest.mark.parametrize(("count", "slot"), [(1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (22, 1), (-1, 0)])
def test_a_number_takes_its_form(count: int, slot: int) -> None:
    assert plural_forms("pl").slot_of(count) == slot


def test_a_number_of_a_category_without_a_form_takes_the_most_general_one() -> None:
    assert plural_forms("fr").slot_of(1_000_000) == 1


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nplurals=2; plural=(n == 1);",
        "nplurals=3; plural=n;",
        "nplurals=2; plural=__import__('os');",
        "nplurals=2; plural=(n %% 2",
    ],
)
def test_a_header_that_says_otherwise_is_told_apart(header: str) -> None:
    assert not header_agrees(header, plural_forms("en"))
