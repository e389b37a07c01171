"""An item: one question with one kind of response, and the rows that repeat a few items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alongside.core.definitions.conditions import Condition
from alongside.core.definitions.responses import Response
from alongside.core.definitions.text import SourceText, Words, as_text


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `code` is its form field, data column, translation context and audio file stem.

    `text` is empty for an item of an instrument whose wording may not ship. `help` explains; `easy_help` says the question
    in our own easy words, beside the question and marked as no part of it; `may_comment` offers
    "I want to say more"; `may_decline` offers "I'd rather not say". `identifying` answers are kept in the vault.
    `sensitive` items are never shown again once submitted.
    """

    code: str
    text: Words
    response: Response
    ask_when: Condition | None = None
    help: Words = ""
    easy_help: Words = ""
    may_comment: bool = False
    may_decline: bool = True
    identifying: bool = False
    sensitive: bool = False

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the question's own words, not those of its response."""
        if self.text:
            yield SourceText(f"{owner}.{self.code}.text", as_text(self.text))
        if self.help:
            yield SourceText(f"{owner}.{self.code}.help", as_text(self.help))
        if self.easy_help:
            yield SourceText(f"{owner}.{self.code}.easy_help", as_text(self.easy_help))


@dataclass(frozen=True, slots=True)
class Rows:
    """A few short items asked again for each of several things, for example each person in the home.

    The item's own answer is the number of rows; each field is stored under its own code with the row's number.
    """

    code: str
    text: Words
    fields: tuple[Item, ...]
    row_name: Words
    at_most: int = 10
    ask_when: Condition | None = None
    help: Words = ""
    may_decline: bool = True

    def texts(self, owner: str) -> Iterator[SourceText]:
        """Yield the question's own words and those of its fields."""
        yield SourceText(f"{owner}.{self.code}.text", as_text(self.text))
        yield SourceText(f"{owner}.{self.code}.row", as_text(self.row_name))
        if self.help:
            yield SourceText(f"{owner}.{self.code}.help", as_text(self.help))
        for field in self.fields:
            yield from field.texts(owner)


Question = Item | Rows
"""What is asked on one page."""


def plain_items(questions: Iterable[Question]) -> Iterator[Item]:
    """Yield every item that has a response of its own: the fields of rows in place of the rows."""
    for question in questions:
        if isinstance(question, Rows):
            yield from question.fields
        else:
            yield question
