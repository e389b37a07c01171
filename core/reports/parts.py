"""What several documents have in common: labels that must not be lacking, and whom to ask for help."""

from collections.abc import Iterable, Iterator, Mapping

from alongside.accessibility.documents import (
    AnswerLines,
    Block,
    DocumentError,
    PaperAnswer,
    PaperQuestion,
    Paragraph,
)


def need_labels(what: str, labels: Mapping[str, str], wanted: Iterable[str], language: str) -> None:
    """Raise DocumentError when a document lacks a label in its language."""
    missing = [key for key in wanted if not labels.get(key)]
    if missing:
        raise DocumentError(f"The {what} lacks the labels {', '.join(missing)} in '{language}'.")


def write_help(words: str, blank: str) -> Iterator[Block]:
    """Yield whom to ask; where `blank` has words for it, with a line on which a telephone number is written by hand."""
    if blank:
        yield PaperQuestion(words, answers=(PaperAnswer(AnswerLines(1, blank)),), is_strong=False)
    else:
        yield Paragraph(words)
