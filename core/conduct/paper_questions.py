"""The questions of a form as they are printed: words, boxes, and in plain words when a question is to be answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from alongside.accessibility.documents import (
    Answer,
    AnswerBoxes,
    AnswerLines,
    AnswerOptions,
    AnswerSteps,
    BoxGroup,
    PaperAnswer,
    PaperOption,
    PaperQuestion,
)
from alongside.core.definitions.conditions import AnyOf, Compares, Condition, Includes, Is, IsAnswered
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.responses import (
    CalendarDate,
    Choice,
    Ladder,
    LongText,
    ResponseScale,
    SeveralOf,
    WholeNumber,
)
from alongside.core.engine.wording import Wording
from alongside.core.languages.textbook import TextBook

PRINTED_ROWS = 6
"""So many parts of a question that repeats are printed; who needs more has room at the end."""
LINES = {True: 6, False: 1}
"""Lines for words, by whether many are expected."""
LONG_FOR_ONE_LINE = 60
"""Letters; longer short words get a second line."""
DAY, MONTH, YEAR = 2, 2, 4
BETWEEN = " / "
"""Between options in a sentence: a sign that every language has."""
_NEXT = {"more than": 1, "less than": -1}


class PaperError(AlongsideError):
    """Something cannot be printed; the message says why and what to do."""


@dataclass(slots=True)
class PaperWords:
    """Says texts in one language and form, and remembers which of them that language lacks."""

    book: TextBook
    language: str
    easy_read: bool
    missing: list[str] = field(default_factory=list)

    def say(self, text_id: str, **values: str | int) -> str:
        """Return the words of a text."""
        count = values.get("count")
        spoken = self.book.say(
            text_id,
            self.language,
            values,
            easy=self.easy_read,
            isolate=False,
            count=count if isinstance(count, int) else None,
        )
        if spoken.is_missing:
            self.missing.append(text_id)
        return spoken.words

    def paper(self, key: str, **values: str | int) -> str:
        """Return the words of a text about paper."""
        return self.say(f"paper.{key}", **values)

    def boxes(self, count: int, label: str = "") -> BoxGroup:
        """Return empty boxes with the words that stand for them."""
        if label:
            return BoxGroup(label, count, self.paper("boxes_of", label=label, count=count))
        return BoxGroup("", count, self.paper("boxes", count=count))

    def date_boxes(self) -> tuple[BoxGroup, ...]:
        """Return boxes for a day, a month and a year."""
        return (
            self.boxes(DAY, self.paper("day")),
            self.boxes(MONTH, self.paper("month")),
            self.boxes(YEAR, self.paper("year")),
        )


def paper_questions(
    instrument: Instrument, form: str, wording: Wording, words: PaperWords
) -> tuple[PaperQuestion, ...]:
    """Return the questions of a form in its order, numbered from 1, with the codes by which they are typed in."""
    return tuple(_Sheet(instrument, instrument.items_of(form), wording, words).questions())


@dataclass(frozen=True, slots=True)
class _Sheet:
    instrument: Instrument
    items: tuple[Question, ...]
    wording: Wording
    words: PaperWords

    @property
    def numbers(self) -> Mapping[str, int]:
        return {item.code: number for number, item in enumerate(self.items, 1)}

    def questions(self) -> Iterator[PaperQuestion]:
        before = None
        for number, item in enumerate(self.items, 1):
            section = self.instrument.section_of.get(item.code)
            opening: list[str] = []
            if section is not None and section != before:
                owner = f"{self.instrument.code}.{section.code}"
                if section.sensitive_warning:
                    opening.append(self.words.say(f"{owner}.sensitive_warning"))
                opening.append(self.words.say(f"{owner}.why"))
            elif number == 1 and self.instrument.sensitive_warning:
                opening.append(self.words.say(f"{self.instrument.code}.sensitive_warning"))
            before = section
            yield PaperQuestion(
                self.words.say(self.wording.question(item)),
                number=str(number),
                answers=self._row(item, 0) if isinstance(item, Rows) else (self._answer(item),),
                code=item.code,
                opening=opening,
                before=tuple(self._before(item)),
                notes=tuple(self._notes(item)),
            )
            if isinstance(item, Rows):
                for row in range(1, min(item.at_most, PRINTED_ROWS)):
                    first, *others = self._row(item, row)
                    yield PaperQuestion(first.heading, answers=(replace(first, heading=""), *others))

    def _before(self, item: Question) -> Iterator[str]:
        if item.ask_when is not None:
            yield condition_words(item.ask_when, self.items, self.wording, self.words)
        if above := self.wording.above(item):
            yield self.words.say(above)

    def _notes(self, item: Question) -> Iterator[str]:
        if self.words.easy_read and (easy := self.wording.easy_help(item)):
            yield f"{self.words.say('care.in_other_words')} {self.words.say(easy)}"
        if help_id := self.wording.help(item):
            yield self.words.say(help_id)
        if isinstance(item, Rows):
            yield self.words.paper("rows")

    def _row(self, item: Rows, row: int) -> tuple[PaperAnswer, ...]:
        """Return the answers about one of several things; codes have its number, counted from 0 as in the export."""
        made = [
            self._answer(
                inner,
                words=self.words.say(self.wording.question(inner)),
                code=f"{inner.code}_{row}",
                notes=tuple(self._notes(inner)) if row == 0 else (),
            )
            for inner in item.fields
        ]
        heading = self.words.say(self.wording.row(item), number=row + 1)
        return (replace(made[0], heading=heading), *made[1:])

    def _answer(self, item: Item, *, words: str = "", code: str = "", notes: Sequence[str] = ()) -> PaperAnswer:
        hint, answer = self._answer_with_hint(item)
        return PaperAnswer(answer, hint=" ".join((*notes, hint)), words=words, code=code)

    def _answer_with_hint(self, item: Item) -> tuple[str, Answer]:
        paper = self.words.paper
        own = self.wording.answers(item)
        match item.response:
            case ResponseScale(choices=choices):
                return paper("tick_one"), self._options(own, choices)
            case SeveralOf(choices=choices, none=none):
                return paper("tick_all"), self._options(own, (*choices, none))
            case WholeNumber(high=high, unit=unit):
                after = self.words.say(f"{own}.unit") if unit else ""
                return paper("write_number"), AnswerBoxes((self.words.boxes(len(str(high))),), after)
            case CalendarDate():
                return paper("write_date"), AnswerBoxes(self.words.date_boxes())
            case Ladder(low=low, high=high):
                ends = tuple(
                    paper("step_means", number=number, words=self.words.say(f"{own}.{end}"))
                    for number, end in ((low, "lowest"), (high, "highest"))
                )
                return paper("tick_number"), AnswerSteps(tuple(map(str, range(low, high + 1))), ends, paper("box"))
            case response:
                is_long = isinstance(response, LongText)
                count = LINES[is_long] + (not is_long and response.longest > LONG_FOR_ONE_LINE)
                return paper("write_words"), AnswerLines(count, paper("lines"))

    def _options(self, own: str, choices: Sequence[Choice]) -> AnswerOptions:
        options = (PaperOption(self.words.say(f"{own}.{choice.code}"), choice.code) for choice in choices)
        return AnswerOptions(tuple(options), self.words.paper("box"))


def condition_words(condition: Condition, items: Sequence[Question], wording: Wording, words: PaperWords) -> str:
    """Say when a question is to be answered; what cannot be said in one plain sentence is left to who answers."""
    found = _Condition(tuple(items), wording, words).say(condition)
    return found or words.paper("only_if_it_fits")


@dataclass(frozen=True, slots=True)
class _Condition:
    items: tuple[Question, ...]
    wording: Wording
    words: PaperWords

    def say(self, condition: Condition) -> str:
        match condition:
            case IsAnswered(item=code):
                return self.words.paper("only_if_answered", number=self._number(code))
            case Compares(item=code, operator=operator, bound=bound) if not self._choices(code):
                key = "only_if_at_least" if operator in {"at least", "more than"} else "only_if_at_most"
                return self.words.paper(key, number=self._number(code), bound=bound + _NEXT.get(operator, 0))
            case _:
                codes = self._ticked(condition)
                return self._one_of(*codes) if codes else ""

    def _ticked(self, condition: Condition) -> tuple[str, tuple[str, ...]] | None:
        """Return an item and those of its options of which one must be ticked; None when it is not as simple as that."""
        match condition:
            case Includes(item=code, choice=choice) | Is(item=code, wanted=str(choice)) if self._choices(code):
                return code, (choice,)
            case Is(item=code, wanted=int(wanted)):
                found = tuple(one.code for one in self._choices(code) if one.value == wanted)
                return (code, found) if found else None
            case Compares(item=code):
                found = tuple(one.code for one in self._choices(code) if condition.test(_Chosen(one)))
                return (code, found) if found else None
            case AnyOf(parts=parts):
                each = [self._ticked(part) for part in parts]
                if None in each or len({one[0] for one in each if one}) != 1:
                    return None
                return next(one[0] for one in each if one), tuple(
                    dict.fromkeys(choice for one in each if one for choice in one[1])
                )
            case _:
                return None

    def _one_of(self, code: str, choices: tuple[str, ...]) -> str:
        item = next(item for item in self.items if item.code == code)
        assert isinstance(item, Item)  # noqa: S101 - only items have choices
        own = self.wording.answers(item)
        labels = [self.words.say(f"{own}.{choice}") for choice in choices]
        number = self._number(code)
        if len(labels) == 1:
            return self.words.paper("only_if_ticked", answer=labels[0], number=number)
        return self.words.paper("only_if_one_of", answers=BETWEEN.join(labels), number=number)

    def _number(self, code: str) -> int:
        return [item.code for item in self.items].index(code) + 1

    def _choices(self, code: str) -> tuple[Choice, ...]:
        for item in self.items:
            if item.code == code and isinstance(item, Item):
                match item.response:
                    case ResponseScale(choices=choices):
                        return choices
                    case SeveralOf(choices=choices, none=none):
                        return (*choices, none)
        return ()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An answer that is one choice, whatever item is asked for."""

    choice: Choice

    def value(self, item: str) -> str:  # noqa: ARG002 - there is one answer
        """Return its code."""
        return self.choice.code

    def number(self, item: str) -> int | None:  # noqa: ARG002 - there is one answer
        """Return its value where it is a whole number."""
        return self.choice.value if isinstance(self.choice.value, int) else None
