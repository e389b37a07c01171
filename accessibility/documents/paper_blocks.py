"""What is answered with a pen: questions with empty boxes and lines, and options that are said on the telephone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperOption:
    """One option; `code` is what is typed in when the answer is copied, in small beside it."""

    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """Options under each other, each with an empty box; `box_words` says what a box is to who hears it."""

    options: Sequence[PaperOption]
    box_words: str


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """Boxes side by side, one for each figure or letter, under a label that may be empty."""

    label: str
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class AnswerBoxes:
    """Boxes for a number, a date or a study number; `after` stands below them, for example a unit."""

    groups: Sequence[BoxGroup]
    after: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """Empty lines for words."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class AnswerSteps:
    """Numbers in a row, each with an empty box; `ends` says what the first and the last mean."""

    steps: Sequence[str]
    ends: Sequence[str]
    box_words: str


Answer = AnswerOptions | AnswerBoxes | AnswerLines | AnswerSteps


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """Where one answer goes, with what says how; `words` and `code` where a question has several answers.

    `heading` begins a set of answers within a question.
    """

    answer: Answer
    hint: str = ""
    words: str = ""
    code: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with the room for its answers, which never parts over a page that it fits on.

    `opening` begins a stretch of questions, `before` says when it is answered, `notes` explain. Codes are for who copies
    the answers; they are small in large print too.
    """

    words: str
    number: str = ""
    answers: Sequence[PaperAnswer] = ()
    code: str = ""
    opening: Sequence[str] = ()
    before: Sequence[str] = ()
    notes: Sequence[str] = ()
    is_strong: bool = True

    @property
    def lacks(self) -> str:
        """What it lacks for who cannot see it; empty = nothing."""
        if not self.words.strip():
            return "a question needs words."
        empty = [one for one in self.answers if not all(word.strip() for word in _words_for_ears(one.answer))]
        return "boxes and lines need words that stand for them." if empty else ""


@dataclass(frozen=True, slots=True)
class SpokenOptions:
    """Options in large letters, each with the number to say for it."""

    options: Sequence[tuple[str, str]]

    @property
    def lacks(self) -> str:
        """What it lacks; empty = nothing."""
        sound = self.options and all(number.strip() and label.strip() for number, label in self.options)
        return "" if sound else "each option needs a number and words."


PaperBlock = PaperQuestion | SpokenOptions


def _words_for_ears(answer: Answer) -> Iterator[str]:
    match answer:
        case AnswerBoxes(groups=groups):
            yield from (group.words for group in groups)
        case AnswerLines(words=words):
            yield words
        case AnswerOptions(box_words=words) | AnswerSteps(box_words=words):
            yield words
