"""Which form of an instrument each row of a file was filled in on: as it says, or by the child's age; and that age."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

import polars as pl

from alongside.core.conduct.answer_files import AnswerFileError
from alongside.core.definitions.ages import MONTHS_A_YEAR, NotAsked
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.study import Asked, FormAges, Study, forms_at, forms_by_age, gaps_of, why_at

FORM, AGE, BORN, ON = "form", "age_months", "date_of_birth", "on"
A_DAY = "a day such as 2024-03-31"


@dataclass(frozen=True, slots=True)
class FormAsWritten:
    """The file has a column `form`."""

    forms: tuple[str, ...]

    def form(self) -> pl.Expr:
        """Return the form of each row; null where there is none."""
        written = pl.col(FORM).cast(pl.String).str.strip_chars()
        return pl.when(written.is_in(self.forms)).then(written)

    def why_not(self, row: Mapping[str, object]) -> tuple[str, str]:  # noqa: ARG002 - the same call on each way
        """Return the column that is wrong in a row without a form, and what it may hold."""
        return FORM, f"allowed: {', '.join(self.forms)}"


@dataclass(frozen=True, slots=True)
class OnlyForm:
    """The instrument has one form."""

    code: str

    def form(self) -> pl.Expr:
        """Return it in each row."""
        return pl.lit(self.code)

    def why_not(self, row: Mapping[str, object]) -> NoReturn:
        """Fail: every row has the form, so nobody asks why one has none."""
        raise AssertionError(f"a row has not the only form there is: {row}")


@dataclass(frozen=True, slots=True)
class FormByAge:
    """The file has ages, or dates of birth and the days to which the answers belong. `spans` may overlap."""

    spans: tuple[FormAges, ...]
    gaps: tuple[NotAsked, ...]
    by_dates: bool

    def form(self) -> pl.Expr:
        """Return the form of each row; null where there is none, or more than one."""
        edges = sorted({edge for span in self.spans for edge in (span.from_months, span.to_months)})
        months, form = self._months(), pl.lit(None, dtype=pl.String)
        for low, high in pairwise(edges):
            if len(forms := forms_at(low, self.spans)) == 1:
                form = pl.when((months >= low) & (months < high)).then(pl.lit(forms[0])).otherwise(form)
        return form

    def _months(self) -> pl.Expr:
        if self.by_dates:
            return months_between(_day(BORN), _day(ON))
        age = pl.col(AGE).cast(pl.Float64, strict=False)
        return pl.when((age >= 0) & (age % 1 == 0)).then(age)

    def why_not(self, row: Mapping[str, object]) -> tuple[str, str]:
        """Return the column that is wrong in a row without a form, and what it may hold."""
        one = pl.DataFrame([row], infer_schema_length=None)
        if self.by_dates:
            for column in (BORN, ON):
                if one.select(_day(column)).item() is None:
                    return column, f"allowed: {A_DAY}"
        months, column = one.select(self._months()).item(), BORN if self.by_dates else AGE
        if months is None:
            return (ON, "allowed: the day of birth or later") if self.by_dates else (AGE, "allowed: completed months")
        if forms := forms_at(int(months), self.spans):
            said = f"at {months:.0f} months the forms {' and '.join(forms)} can both be meant"
            return column, f"{said}: add a column form, or --study"
        why = why_at(int(months), self.gaps)
        return column, f"no form is for {months:.0f} months{f': {why}' if why else ''}"


def ages_in(columns: Collection[str]) -> tuple[str, pl.Expr] | None:
    """Return the completed months of each row, with the column that they stand in or follow from; None without one.

    Null where the row does not say, NaN where what it says is no age.
    """
    if AGE in columns:
        return AGE, _number_or_nan(pl.col(AGE).cast(pl.Float64, strict=False), AGE)
    if {BORN, ON} <= set(columns):
        return BORN, _number_or_nan(months_between(_day(BORN), _day(ON)).cast(pl.Float64), BORN, ON)
    return None


def _number_or_nan(number: pl.Expr, *sources: str) -> pl.Expr:
    written = (pl.col(source).cast(pl.String, strict=False).str.strip_chars() for source in sources)
    return pl.when(pl.all_horizontal(text.str.len_bytes() > 0 for text in written)).then(number.fill_null(float("nan")))


WayToForm = FormAsWritten | OnlyForm | FormByAge


def way_to_form(instrument: Instrument, columns: Collection[str], study: Study | None) -> WayToForm:
    """Return how the form of a row is found: from the first of these columns that the file has.

    Raises:
        AnswerFileError: it has none of them, or the study does not settle the ages.
    """
    forms = tuple(form.code for form in instrument.all_forms)
    if FORM in columns:
        return FormAsWritten(forms)
    if len(forms) == 1:
        return OnlyForm(forms[0])
    if AGE not in columns and not {BORN, ON} <= set(columns):
        raise AnswerFileError(
            f"the file must say which form a row is of: a column {FORM} ({', '.join(forms)}), or {AGE}, or {BORN} and {ON}"
        )
    spans, gaps = _ages(instrument, study)
    return FormByAge(spans, gaps, by_dates=AGE not in columns)


def _ages(instrument: Instrument, study: Study | None) -> tuple[tuple[FormAges, ...], tuple[NotAsked, ...]]:
    if study is None:
        unsettled = Asked(instrument.code, per=instrument.about)
        return forms_by_age(unsettled, instrument), gaps_of(unsettled, instrument)
    newest = max(study.versions, key=lambda version: version.in_force_from)
    asked = [one for visit in newest.visits for one in visit.asked if one.instrument == instrument.code]
    settled = {(forms_by_age(one, instrument), gaps_of(one, instrument)) for one in asked}
    if len(settled) != 1:
        why = "asks different forms at its visits" if settled else "does not ask it"
        raise AnswerFileError(f"the study {study.code} {why}: add a column {FORM}")
    return settled.pop()


def months_between(born: pl.Expr, on: pl.Expr) -> pl.Expr:
    """Return the completed months between two days as `ages.age_on` counts them; null when `born` is later."""
    months = (
        (on.dt.year() - born.dt.year()) * MONTHS_A_YEAR + on.dt.month().cast(pl.Int32) - born.dt.month().cast(pl.Int32)
    )
    is_short = (on.dt.day() < born.dt.day()).cast(pl.Int32)
    return pl.when(born <= on).then(months - is_short)


def _day(column: str) -> pl.Expr:
    """Return a column of days: dates, or texts like 2024-03-31; null where there is none."""
    written = pl.col(column).cast(pl.String, strict=False).str.strip_chars()
    return written.str.extract(r"^(\d{4}-\d{2}-\d{2})([ T].*)?$").str.to_date("%Y-%m-%d", strict=False)
