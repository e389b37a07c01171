from pathlib import Path

import pytest

import alongside.locales
from alongside.core.conduct.services import read_glossary
from alongside.core.languages.glossary import Glossary, glossary_from_toml, means_id, word_id
from alongside.core.languages.plain_words import jargon_in
from alongside.core.languages.sources import SourceTextError, sources_from_toml

SMALL = Glossary({"data": ("data",), "data_protection": ("data protection",), "study": ("study", "studies")})
TWICE = """
[a.word]
text = "a"
forms = ["x"]
[a.means]
text = "A."
[b.word]
text = "b"
forms = ["X"]
[b.means]
text = "B."
"""
ENGLISH = Path(alongside.locales.__file__).parent / "en"


def read(folder: Path, words: str) -> Glossary:
    (folder / "glossary.toml").write_text(words, encoding="utf-8")
    return glossary_from_toml(folder)


def test_terms_are_found_in_any_form_and_letter_case_each_once_in_order() -> None:
    assert SMALL.terms_in("Studies need data. The study has Data.") == ("study", "data")


def test_a_longer_form_goes_before_the_shorter_one_inside_it() -> None:
    assert SMALL.terms_in("We ask about data\nprotection.") == ("data_protection",)


def test_part_of_a_word_is_no_term() -> None:
    assert SMALL.terms_in("A database and an understudy.") == ()
    assert Glossary({}).terms_in("data") == ()


def test_a_glossary_is_read_from_its_file_whose_texts_are_texts_like_others(tmp_path: Path) -> None:
    found = read(
        tmp_path, '[data.word]\ntext = "data"\nforms = ["data"]\n[data.means]\ntext = "Facts."\neasy = "Facts"\n'
    )
    assert found.terms == {"data": ("data",)}
    assert [source.id for source in sources_from_toml(tmp_path)] == [word_id("data"), means_id("data")]


def test_without_a_file_there_are_no_terms(tmp_path: Path) -> None:
    assert glossary_from_toml(tmp_path).forms == frozenset()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('[a.word]\ntext = "a"\nforms = ["a"]\n', "glossary.a: needs"),
        ('[a.word]\ntext = "a"\n[a.means]\ntext = "A."\n', "glossary.a: needs"),
        ('a = "b"\n', "glossary.a: needs"),
        ("[", "glossary.toml"),
        (TWICE, "two terms have the form 'x'"),
    ],
)
def test_a_term_that_is_not_whole_is_refused(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(SourceTextError, match=told):
        read(tmp_path, words)


def test_each_explained_word_is_found_by_its_own_forms_in_the_shipped_glossary() -> None:
    glossary = read_glossary()
    texts = {source.id: source.text for source in sources_from_toml(ENGLISH)}
    for term, forms in glossary.terms.items():
        assert glossary.terms_in(texts[word_id(term)].standard) == (term,)
        assert {glossary.terms_in(form) for form in forms} == {(term,)}
        assert texts[means_id(term)].easy
        assert texts[means_id(term)].picture


def test_no_explanation_uses_a_word_of_studies_that_it_does_not_explain() -> None:
    glossary = read_glossary()
    texts = {source.id: source.text for source in sources_from_toml(ENGLISH)}
    for term in glossary.terms:
        words = f"{texts[means_id(term)].standard} {texts[means_id(term)].easy}"
        assert set(glossary.terms_in(words)) <= {term, "study"}
        assert list(jargon_in(words, glossary.forms)) == []
