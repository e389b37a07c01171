"""The kit for authors of plugins: check a definition whole, score a worked case, and make up answers for properties.

It raises AssertionError with everything that is wrong, in words, so it reads well in any test runner. Only `answers_to`
needs Hypothesis.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice, product
from typing import TYPE_CHECKING

from alongside.core.definitions.conditions import AllOf, AnyOf, Compares, Condition, Is, Not
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.instrument import CODE, Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.responses import (
    CalendarDate,
    Ladder,
    LongText,
    ResponseScale,
    SeveralOf,
    ShortText,
    Value,
    WholeNumber,
)
from alongside.core.definitions.scoring import score_range
from alongside.core.definitions.study import Study
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.derived import AboutWhom
from alongside.core.engine.routing import asked_items
from alongside.core.engine.scoring import NOBODY, ScoreResult, ScoreSheet, score_answers

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "AnswerSheet",
    "ScoreResult",
    "ScoreSheet",
    "answer_sheet",
    "answers_to",
    "check_consent_module",
    "check_instrument",
    "check_scores",
    "check_study",
    "score",
]

MOST_TRIED = 100_000
"""So many sets of answers are tried to find one that leads to an item."""
SOME_DAY = date(2020, 1, 1)

Answers = Mapping[str, Value | MissingReason]
"""Answers, or reasons why there is none, by item code."""


def check_instrument(instrument: Instrument) -> None:
    """Check an instrument as Alongside does when it loads it, and that some answers lead to every item of every form.

    Raises:
        AssertionError: with all faults.
    """
    faults = instrument.faults()
    lines = _lines(faults)
    if not faults:  # routing through an unsound definition means nothing
        for form in instrument.all_forms:
            lines += (
                f"{instrument.code}.{form.code}.{item.code}: no answers lead to this item. Change its ask_when."
                for item in _never_asked(instrument, form.code)
            )
    _refuse(f"instrument {instrument.code!r}", lines)


def check_consent_module(module: ConsentModule) -> None:
    """Check a consent module as Alongside does when it loads it.

    Raises:
        AssertionError: with all faults.
    """
    _refuse(f"consent module {module.code!r}", [*_lines(module.faults()), *_code_lines(module.code)])


def check_study(
    study: Study, *, instruments: Iterable[Instrument] = (), consent_modules: Iterable[ConsentModule] = ()
) -> None:
    """Check a study against the instruments and consent modules that it names.

    Raises:
        AssertionError: with all faults.
    """
    faults = study.faults(
        {instrument.code: instrument for instrument in instruments}, {module.code: module for module in consent_modules}
    )
    _refuse(f"study {study.code!r}", [*_lines(faults), *_code_lines(study.code)])


def answer_sheet(instrument: Instrument, answers: Answers, *, form: str = "") -> AnswerSheet:
    """Return the answers as a sheet. `form` may be left out when the instrument has one form.

    Raises:
        KeyError: the form or an item does not exist.
        ValueError: the form was left out and there are several.
    """
    if not form:
        codes = [form.code for form in instrument.all_forms]
        if len(codes) > 1:
            raise ValueError(f"say which form: {', '.join(codes)}")
        form = codes[0]
    known = set(instrument.form(form).items)
    for code in answers:
        if code not in known:
            raise KeyError(f"form {form!r} of {instrument.code!r} has no item {code!r}")
    return AnswerSheet(instrument, form, dict(answers))


def score(
    instrument: Instrument,
    answers: Answers,
    *,
    form: str = "",
    policies: Mapping[str, str] | None = None,
    whom: AboutWhom = NOBODY,
) -> ScoreSheet:
    """Score a worked case: the answers of one person, by item code. Norms need to know `whom` they describe.

    Raises:
        KeyError: the form or an item does not exist.
        AlongsideError: an answer is none that its item can have, or a policy does not exist.
    """
    return score_answers(instrument, answer_sheet(instrument, answers, form=form), policies=policies, whom=whom)


def check_scores(sheet: AnswerSheet, *, policies: Mapping[str, str] | None = None) -> None:
    """Check that each score of a sheet is in the range that its definition allows, or says why there is none.

    Raises:
        AssertionError: with everything that is wrong.
    """
    instrument = sheet.instrument
    scores = {score.code: score for score in instrument.scores}
    items = {code: item for code, item in instrument.by_code.items() if isinstance(item, Item)}
    lines = []
    for result in score_answers(instrument, sheet, policies=policies).results:
        low, high = score_range(scores[result.code], items, scores)
        if result.value is None and not result.reason:
            lines.append(f"{result.code}: no value, and no reason for it.")
        if result.value is not None and not low <= result.value <= high:
            lines.append(f"{result.code}: {result.value} is not between {low} and {high}.")
    _refuse(f"scores of {instrument.code!r}, form {sheet.form!r}", lines)


def answers_to(instrument: Instrument, form: str = "") -> "SearchStrategy[AnswerSheet]":
    """Return a Hypothesis strategy of sheets: each item has an answer that it can have, a reason, or neither.

    Raises:
        ValueError: the form was left out and there are several.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - Hypothesis is needed by tests only

    empty = answer_sheet(instrument, {}, form=form)
    reasons = st.sampled_from(MissingReason)
    one = {item.code: st.one_of(_values_of(item), reasons) for item in instrument.items_of(empty.form)}
    return st.fixed_dictionaries({}, optional=one).map(
        lambda answers: answer_sheet(instrument, answers, form=empty.form)
    )


def _values_of(item: Question) -> "SearchStrategy[Value]":
    from hypothesis import strategies as st  # noqa: PLC0415 - Hypothesis is needed by tests only

    if isinstance(item, Rows):
        return st.integers(0, item.at_most)
    match item.response:
        case ResponseScale(choices=choices):
            return st.sampled_from([choice.code for choice in choices])
        case SeveralOf(choices=choices, none=none):
            codes = [choice.code for choice in choices]
            some = st.sets(st.sampled_from(codes), min_size=1).map(
                lambda chosen: tuple(code for code in codes if code in chosen)
            )
            return st.one_of(some, st.just((none.code,)))
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return st.integers(low, high)
        case CalendarDate():
            return st.dates(date(1900, 1, 1), SOME_DAY)
        case ShortText(longest=longest) | LongText(longest=longest):
            return st.text(min_size=1, max_size=min(longest, 40))


def _never_asked(instrument: Instrument, form: str) -> Iterator[Question]:
    """Yield the items of a form to which no answers lead."""
    items = {item.code: item for item in instrument.items_of(form)}
    numbers = {number for item in items.values() if item.ask_when for number in _numbers_in(item.ask_when)}
    for item in items.values():
        if item.ask_when is None:
            continue
        looked_at = sorted(_looked_at(item, items))
        kinds = [_telling_values(items[code], numbers) for code in looked_at]
        if not any(
            item in asked_items(instrument, form, AnswerSheet(instrument, form, _given(looked_at, values)))
            for values in islice(product(*kinds), MOST_TRIED)
        ):
            yield item


def _given(codes: list[str], values: tuple[Value | None, ...]) -> dict[str, Value | MissingReason]:
    return {code: value for code, value in zip(codes, values, strict=True) if value is not None}


def _looked_at(item: Question, items: Mapping[str, Question]) -> set[str]:
    """Return the items that decide whether this one is asked, also through others."""
    found: set[str] = set()
    for code in item.ask_when.refers_to() if item.ask_when else ():
        found |= {code} | _looked_at(items[code], items)
    return found


def _telling_values(item: Question, numbers: set[int]) -> list[Value | None]:
    """Return answers among which any condition with these numbers would find one that it is true of, if there is any."""
    if isinstance(item, Rows):
        return [None, *_near(numbers, 0, item.at_most)]
    match item.response:
        case ResponseScale(choices=choices):
            return [None, *(choice.code for choice in choices)]
        case SeveralOf(choices=choices, none=none):
            every = tuple(choice.code for choice in choices)
            return [None, every, (none.code,), *((code,) for code in every)]
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return [None, *_near(numbers, low, high)]
        case CalendarDate():
            return [None, SOME_DAY]
        case ShortText() | LongText():
            return [None, "words"]


def _near(numbers: set[int], low: int, high: int) -> list[int]:
    near = {low, high} | {number + step for number in numbers for step in (-1, 0, 1)}
    return sorted(number for number in near if low <= number <= high)


def _numbers_in(condition: Condition) -> Iterator[int]:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _numbers_in(part)
        case Not(part=part):
            yield from _numbers_in(part)
        case Compares(bound=bound):
            yield bound
        case Is(wanted=int() as wanted):
            yield wanted


def _code_lines(code: str) -> Iterator[str]:
    if not CODE.fullmatch(code):
        yield f"CODE_MALFORMED at {code}: The code is not snake_case. Use small letters, digits and single underscores."


def _lines(faults: Iterable[Fault]) -> list[str]:
    return [str(fault) for fault in faults if not fault.is_warning]


def _refuse(what: str, lines: list[str]) -> None:
    if lines:
        raise AssertionError(f"{what} is not sound:\n" + "\n".join(f"- {line}" for line in lines))
