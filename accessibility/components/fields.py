"""WTForms fields for each kind of response, by one mapping. Labels are drawn by the macros, in the person's language.

The fields only carry what was typed: whether it can be an answer is for `core.engine.reading`, the same everywhere.
"""

from collections.abc import Callable, Mapping

from wtforms import (
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.responses import (
    CalendarDate,
    Ladder,
    LongText,
    Response,
    ResponseScale,
    SeveralOf,
    ShortText,
    WholeNumber,
)

ANSWER = "answer"
DATE_PARTS = ("day", "month", "year")


def _radio(response: ResponseScale) -> Field:
    return RadioField(choices=[SelectChoice(choice.code) for choice in response.choices], validate_choice=False)


def _ticks(response: SeveralOf) -> Field:
    choices = [SelectChoice(choice.code) for choice in (*response.choices, response.none)]
    return SelectMultipleField(choices=choices, validate_choice=False)


def _ladder(response: Ladder) -> Field:
    steps = range(response.low, response.high + 1)
    return RadioField(choices=[SelectChoice(str(step)) for step in steps], validate_choice=False)


FIELD_OF: Mapping[type[Response], Callable[..., Field]] = {
    ResponseScale: _radio,
    SeveralOf: _ticks,
    WholeNumber: lambda _: StringField(),
    ShortText: lambda _: StringField(),
    LongText: lambda _: TextAreaField(),
    Ladder: _ladder,
}
"""One field for each kind of response but the date, which has three (see `DATE_PARTS`)."""


class PageForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What every question page sends: what it asked, the answer shown before (`seen`), a key for repeats, a comment."""

    asked = HiddenField()
    seen = HiddenField()
    key = HiddenField()
    confirmed = HiddenField()
    comment = TextAreaField()


def form_for(question: Question, rows: int = 0) -> type[PageForm]:
    """Return the form class of a question; `rows` is how many rows a repeating question shows."""
    fields: dict[str, Field] = {}
    if isinstance(question, Rows):
        for row in range(rows):
            for item in question.fields:
                fields.update(_fields(item, row_field(row, item.code)))
    else:
        fields.update(_fields(question, ANSWER))
    return type("QuestionForm", (PageForm,), fields)


def row_field(row: int, code: str) -> str:
    """Return the name of a field in a row: the row counts from 0."""
    return f"r{row}_{code}"


def _fields(item: Item, name: str) -> dict[str, Field]:
    if isinstance(item.response, CalendarDate):
        return {f"{name}_{part}": StringField() for part in DATE_PARTS}
    return {name: FIELD_OF[type(item.response)](item.response)}


def given_values(form: Form, item: Item, name: str = ANSWER) -> tuple[str, ...]:
    """Return what was typed or chosen, as `read_answer` wants it."""
    if isinstance(item.response, CalendarDate):
        parts = tuple(str(form[f"{name}_{part}"].data or "") for part in DATE_PARTS)
        return parts if any(parts) else ()
    data = form[name].data
    if isinstance(data, list):
        return tuple(data)
    return (str(data),) if data not in (None, "None") else ()


def fill(form: Form, item: Item, written: str, name: str = ANSWER) -> None:
    """Show a stored answer in the form's fields."""
    if isinstance(item.response, CalendarDate):
        year, month, day = written.split("-")
        for part, figures in zip(DATE_PARTS, (day, month, year), strict=True):
            form[f"{name}_{part}"].data = figures.lstrip("0")
    elif isinstance(item.response, SeveralOf):
        form[name].data = written.split()
    else:
        form[name].data = written
