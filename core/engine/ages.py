"""Which form of an instrument is for a child of an exact age, as the study settles it."""

from dataclasses import dataclass

from alongside.core.definitions.ages import Age, NotAsked
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, forms_by_age


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
    for span in forms_by_age(asked, instrument):
        if span.from_months <= age.months < span.to_months:
            return FormDue(span.form)
    gaps: tuple[NotAsked, ...] = (*asked.gaps, *instrument.gaps)
    for gap in gaps:
        if gap.from_months <= age.months < gap.to_months:
            return FormNotAsked(gap.why)
    return FormNotAsked("no form is for this age")
