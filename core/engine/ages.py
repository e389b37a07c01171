"""Which form of an instrument is for a child of an exact age, as the study settles it."""

from dataclasses import dataclass
from datetime import date

from alongside.core.definitions.ages import Age, age_counted
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, age_rule, forms_at, forms_by_age, gaps_of, why_at


@dataclass(frozen=True, slots=True)
class FormDue:
    """This form is due."""

    form: str


@dataclass(frozen=True, slots=True)
class FormNotAsked:
    """No form is due, and that is meant."""

    why: str


def find_form(asked: Asked, instrument: Instrument, age: Age) -> FormDue | FormNotAsked:
    """Return the form for this age. A sound study has exactly one, or a declared gap, for every age it admits."""
    if forms := forms_at(age.months, forms_by_age(asked, instrument)):
        return FormDue(forms[0])
    return FormNotAsked(why_at(age.months, gaps_of(asked, instrument)) or "No form is for this age.")


def form_due_on(
    asked: Asked, instrument: Instrument, *, born: date, on: date, weeks_early: int = 0
) -> FormDue | FormNotAsked:
    """Return the form for a child on a day, by the adjusted age where the study or the instrument says so.

    Raises:
        BirthInFutureError: `born` is after `on`.
    """
    age = age_counted(born, on, weeks_early=weeks_early, adjust=age_rule(asked, instrument))
    return find_form(asked, instrument, age)
