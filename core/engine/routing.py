"""What is asked next: the items of a form whose conditions hold, in the form's order."""

from alongside.core.definitions.conditions import Answers
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Question
from alongside.core.definitions.responses import Value


def asked_items(instrument: Instrument, form: str, answers: Answers) -> tuple[Question, ...]:
    """Return the items that these answers lead to. An item whose condition looks at an item not asked is not asked.

    A later answer never changes what was asked before it, so going back and forth keeps the answers.
    """
    asked: list[Question] = []
    reached = _Reached(answers)
    for item in instrument.items_of(form):
        if item.ask_when is None or item.ask_when.test(reached):
            asked.append(item)
            reached.codes.add(item.code)
    return tuple(asked)


class _Reached:
    """The answers to items that were asked: an answer left over from an abandoned route does not count."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.codes: set[str] = set()

    def value(self, item: str) -> Value | None:
        """Return the answer when the item was asked."""
        return self.answers.value(item) if item in self.codes else None

    def number(self, item: str) -> int | None:
        """Return the answer's number when the item was asked."""
        return self.answers.number(item) if item in self.codes else None
