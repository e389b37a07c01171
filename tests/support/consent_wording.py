"""How the wording of a consent module is measured: a page, a question or a statement at a time."""

from alongside import ConsentModule, Text
from alongside.accessibility.pictures.pictures import open_picture_book
from alongside.core.conduct.services import read_glossary
from alongside.core.definitions.text import Words, as_text
from alongside.core.languages.english_checks import check_english
from alongside.core.languages.readability import count_words, grade, sentences


def pieces(module: ConsentModule) -> dict[str, tuple[Text, ...]]:
    """Return what is read in one go: each page, what it tells more, each question, each statement, and the end."""
    found: dict[str, tuple[Words, ...]] = {}
    for part in module.parts:
        found[part.code] = (part.heading, *part.paragraphs)
        if part.more:
            found[f"{part.code} more"] = part.more
    for question in module.understanding:
        choices = tuple(choice.text for choice in question.choices)
        found[question.code] = (question.question, *choices, question.said_right, question.another_way)
    for statement in module.statements:
        found[statement.code] = (statement.text, statement.if_yes, statement.if_no)
    found["signature"] = (module.signature_meaning,)
    found["taken_back"] = (module.taken_back,)
    return {place: tuple(map(as_text, words)) for place, words in found.items()}


def told(module: ConsentModule, *places: str) -> str:
    """Return the standard words of these pieces, or of all."""
    found = pieces(module)
    return " ".join(text.standard for place in places or found for text in found[place])


def told_easily(module: ConsentModule, *places: str) -> str:
    """Return the easy words of these pieces, or of all."""
    found = pieces(module)
    return " ".join(text.easy for place in places or found for text in found[place])


def grades(module: ConsentModule) -> dict[str, float]:
    """Return the reading grade of each piece in both forms; a heading counts as a sentence."""
    found = pieces(module)
    standard = {place: grade("\n".join(text.standard for text in texts)) for place, texts in found.items()}
    easy = {f"{place}#easy": grade("\n".join(text.easy for text in texts)) for place, texts in found.items()}
    return standard | easy


def assert_easy_forms(module: ConsentModule) -> None:
    """Assert that every text has an easy form beside a picture, in short sentences, and that no check finds a fault."""
    sources = list(module.texts())
    book = open_picture_book()
    assert [source.id for source in sources if not source.text.easy or source.text.picture not in book] == []
    assert check_english(sources, needs_picture=lambda _: True, explained=read_glossary().forms) == ()
    lengths = [count_words(sentence) for source in sources for sentence in sentences(source.text.easy)]
    assert max(lengths) <= 12
    assert sum(lengths) / len(lengths) <= 7
