"""Score a file of answers with an instrument: every row is checked, and the scores stand beside what the file had.

The rows pass in batches, so memory does not grow with the file. What is known of a score before any row is read is put
together once, as two lazy polars plans that are run for each batch: one makes the columns that are scored, one the scores.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from alongside.core.conduct.answer_files import AnswerFile, AnswerFileError
from alongside.core.conduct.row_forms import A_DAY, OnlyForm, ages_in, way_to_form
from alongside.core.conduct.row_forms import FORM as FORM_COLUMN
from alongside.core.definitions.derived_scores import AGE_MONTHS, Sex
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item, Question, Rows
from alongside.core.definitions.responses import Ladder, ResponseScale, SeveralOf, WholeNumber
from alongside.core.definitions.scoring import Score, Subscale, is_whole
from alongside.core.definitions.study import Study
from alongside.core.engine.band_columns import BandChoice
from alongside.core.engine.expression_parts import Said
from alongside.core.engine.expressions import score_columns
from alongside.core.engine.frame_columns import FORM, MINE, FrameColumn, frame_column
from alongside.core.engine.whom_columns import NAMES, NOBODY, SEX, is_strange_whom, whom_columns, whom_needed

FAULTS_SHOWN = 20
EMPTY = "or an empty cell, or a code from -91 to -99"


class AnswersRefusedError(AnswerFileError):
    """Cells hold what cannot be scored: the message names up to twenty of them, and nothing is written."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What was scored: the rows of each form."""

    rows: int
    forms: Mapping[str, int]


@dataclass(frozen=True)
class Scoring:
    """How a file is to be scored. `policies` are the option in force for each policy of the instrument."""

    instrument: Instrument
    answers: AnswerFile
    policies: Mapping[str, str] = field(hash=False)
    bands: BandChoice
    study: Study | None = None

    @cached_property
    def scores(self) -> dict[str, tuple[Score, ...]]:
        """The scores of each form whose columns are all there.

        Raises:
            AnswerFileError: there is no such form.
        """
        if not self.instrument.every_score:
            raise AnswerFileError(f"{self.instrument.code} has no scores")
        lacking = {form.code: self.lacking(form.code) for form in self.instrument.all_forms}
        ready = {form: self.instrument.scores_of(form) for form, columns in lacking.items() if not columns}
        if not ready:
            form, columns = min(lacking.items(), key=lambda one: len(one[1]))
            raise AnswerFileError(f"{self.answers.path.name} lacks columns of form {form}: {', '.join(columns)}")
        return ready

    def needed(self, *forms: str) -> set[str]:
        """Return the items that the scores of some forms look at."""
        scores = [score for form in forms for score in self.instrument.scores_of(form)]
        return {code for score in scores if isinstance(score, Subscale) for code in score.refers_to()}

    def lacking(self, form: str) -> list[str]:
        """Return the columns that the scores of a form need and the file has not."""
        return sorted(self.needed(form) - set(self.answers.columns))

    @cached_property
    def columns(self) -> dict[str, FrameColumn]:
        """How each item is read that the file has a column of.

        Raises:
            FrameColumnsError: an item cannot be read from its column.
            AnswerFileError: a column's name is in the way, or its numbers could be two things.
        """
        if taken := [name for name in self.answers.columns if name.startswith(MINE)]:
            raise AnswerFileError(f"the file has a column {taken[0]}: names that begin with {MINE} are used on the way")
        schema = nw.from_native(self.given(pl.DataFrame(schema=self.answers.columns).lazy())).collect_schema()
        found = {}
        needed = self.needed(*(form.code for form in self.instrument.all_forms))
        for code, question in self.instrument.by_code.items():
            if code in self.answers.columns and (code in needed or _has_codes(question)):
                source = _numbers_of(code) if _numbers_of(code) in schema else code
                column = frame_column(question, source, schema[source])
                _refuse_two_readings(column)
                found[code] = column
        return found

    @cached_property
    def whom(self) -> dict[str, str]:
        """Which column of the file says the age and the sex that norms or equations need; "" = none does."""
        needed = whom_needed(score for of_form in self.scores.values() for score in of_form)
        ages = ages_in(self.answers.columns)
        sources = {AGE_MONTHS: ages[0] if ages else "", SEX: SEX if SEX in self.answers.columns else ""}
        return {name: sources[name] for name in needed}

    def filled(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the frame with the columns that are scored, made free of nulls.

        Raises:
            FrameColumnsError: a column is of an unusable type.
        """
        known = {name: source for name, source in self.whom.items() if source}
        if AGE_MONTHS in known and (ages := ages_in(self.answers.columns)):
            known[AGE_MONTHS] = _numbers_of(AGE_MONTHS)
            frame = frame.with_columns(ages[1].alias(known[AGE_MONTHS]))
        table: Any = nw.from_native(self.given(frame))
        filled = {column.name: column.filled() for column in self.columns.values()}
        filled |= {NAMES[name]: NOBODY[name] for name in self.whom}
        filled |= whom_columns(known, table.collect_schema())
        if filled:  # a key of items that is not installed needs no column
            table = table.with_columns(*(made.alias(name) for name, made in filled.items()))
        whole: pl.LazyFrame = table.to_native()
        return whole

    def given(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the frame with a column of numbers beside each column of text that should hold numbers."""
        texts = [
            code
            for code, question in self.instrument.by_code.items()
            if self.answers.columns.get(code) == pl.String
            and (isinstance(question, Rows) or isinstance(question.response, WholeNumber | Ladder))
        ]
        written = {code: pl.col(code).str.strip_chars() for code in texts}
        return frame.with_columns(
            pl.when(text.str.len_bytes() > 0)  # what is no number becomes one that no answer can be
            .then(text.cast(pl.Float64, strict=False).fill_null(float("nan")))
            .alias(_numbers_of(code))
            for code, text in written.items()
        )


def _has_codes(question: Question) -> bool:
    """Return whether only some answers are possible, so that each cell can be checked."""
    return isinstance(question, Rows) or isinstance(question.response, ResponseScale | SeveralOf | WholeNumber | Ladder)


def _numbers_of(code: str) -> str:
    return f"{MINE}given_{code}"


def _refuse_two_readings(column: FrameColumn) -> None:
    """Refuse numbers that could be codes as well as scores of answers, where these differ."""
    for choice in () if column.is_text else column.choices:
        if choice.code.isdecimal() and choice.value != int(choice.code):
            raise AnswerFileError(
                f"column {column.source} holds numbers, which could be codes or scores of its answers: give codes as text"
            )


class _Slot:
    """The place of the batch at hand in a lazy plan, so that a plan is put together once."""

    def __init__(self, schema: Mapping[str, pl.DataType]) -> None:
        self.batch = pl.DataFrame(schema=schema)
        self.lazy = register_io_source(self._give, schema=pl.Schema(schema))

    def _give(
        self, with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        """Yield the batch, or what polars asks for of it."""
        batch = self.batch if with_columns is None else self.batch.select(with_columns)
        batch = batch if predicate is None else batch.filter(predicate)
        yield batch if n_rows is None else batch.head(n_rows)

    def run(self, plan: pl.LazyFrame, batch: pl.DataFrame) -> pl.DataFrame:
        """Return what the plan makes of a batch."""
        self.batch = batch
        return plan.collect(engine="in-memory")


def _words(name: str, said: Said) -> pl.Expr:
    """Return the words for the numbers of a column."""
    words = pl.Series(said.words, dtype=pl.String)
    if said.is_category:
        words = words.cast(pl.Enum(words.drop_nulls().unique(maintain_order=True)))
    return pl.lit(words).gather(pl.col(name))


@dataclass(frozen=True, slots=True)
class _Check:
    """Where a column is wrong, and what is said of it."""

    column: str
    is_wrong: nw.Expr
    words: str


class _Run:
    """One pass over a file."""

    def __init__(self, scoring: Scoring, tick: Callable[[int], None]) -> None:
        self._answers, self._tick = scoring.answers, tick
        self._way = way_to_form(scoring.instrument, scoring.answers.columns, scoring.study)
        scores, columns = scoring.scores, scoring.columns
        self._given = _Slot(scoring.answers.columns)
        self._prepared = scoring.filled(self._given.lazy.with_columns(self._way.form().alias(FORM)))
        self._ready = _Slot(self._prepared.collect_schema())
        self._checks = list(_checks(scoring, columns))
        ready: Any = nw.from_native(self._ready.lazy)
        found = [check.is_wrong.any().alias(str(at)) for at, check in enumerate(self._checks)]
        self._found: pl.LazyFrame = ready.select(*found).to_native()
        self.scored = self._score_plan(scoring, scores, columns)
        self.row = 0
        self.forms: Counter[str] = Counter()
        self._wrong = 0
        self._first: list[tuple[int, int, str]] = []
        self._stopped: AnswerFileError | None = None

    def _score_plan(
        self, scoring: Scoring, scores: Mapping[str, tuple[Score, ...]], columns: Mapping[str, FrameColumn]
    ) -> pl.LazyFrame:
        table = self._ready.lazy
        if not isinstance(self._way, OnlyForm) and FORM_COLUMN not in scoring.answers.columns:
            table = table.with_columns(pl.col(FORM).alias(FORM_COLUMN))
        native: Any = nw.from_native(table)
        counted, outputs = score_columns(scores, native, columns, scoring.policies, scoring.bands)
        if taken := sorted(set(outputs).intersection(scoring.answers.columns)):
            raise AnswerFileError(f"the file already has the columns {', '.join(taken)}: take them out")
        made = {name: one.number if isinstance(one, Said) else one for name, one in outputs.items()}
        frame: pl.LazyFrame = counted.with_columns(*(one.alias(name) for name, one in made.items())).to_native()
        whole = {code: pl.col(code).cast(pl.Int64) for code in _whole_scores(scores, columns)}
        words = {name: _words(name, one) for name, one in outputs.items() if isinstance(one, Said)}
        return frame.with_columns(**whole, **words).drop(pl.selectors.starts_with(MINE))

    def frames(self, *_asked: object) -> Iterator[pl.DataFrame]:
        """Yield the scored rows, batch by batch, until something is wrong; then only look for more of it."""
        try:
            for batch in self._answers.batches():
                ready = self._given.run(self._prepared, batch)
                self._check(ready)
                if not self._wrong:
                    yield self._ready.run(self.scored, ready)
                self.row += batch.height
                self._tick(batch.height)
        except AnswerFileError as error:
            self._stopped = error  # polars would make it an error of its own

    def _check(self, ready: pl.DataFrame) -> None:
        self.forms.update(dict(ready[FORM].drop_nulls().value_counts().iter_rows()))
        for at, is_found in enumerate(self._ready.run(self._found, ready).row(0)):
            if is_found:
                self._keep(ready, at)

    def _keep(self, ready: pl.DataFrame, at: int) -> None:
        """Count what is wrong, and keep the first of all faults; a later check may find one in an earlier row."""
        check = self._checks[at]
        wrong = nw.from_native(ready).select(wrong=check.is_wrong).to_native()["wrong"]
        self._wrong += int(wrong.sum())
        for index in wrong.arg_true().head(FAULTS_SHOWN):
            column, words = check.column, check.words
            if not column:
                column, words = self._way.why_not(ready.row(index, named=True))
            self._first.append((self.row + index, at, f"column {column}: {words}"))
        self._first = heapq.nsmallest(FAULTS_SHOWN, self._first)

    def refuse(self) -> None:
        """Raise what was found.

        Raises:
            AnswersRefusedError: cells hold what cannot be scored.
            AnswerFileError: the file cannot be read.
        """
        if self._stopped:
            raise self._stopped
        if not self._wrong:
            return
        places = self._answers.places({row for row, _, _ in self._first})
        lines = [f"{places[row]}, {words}" for row, _, words in self._first]
        if self._wrong > len(lines):
            lines.append(f"and {self._wrong - len(lines):,} more")
        raise AnswersRefusedError("\n".join(lines))


def _checks(scoring: Scoring, columns: Mapping[str, FrameColumn]) -> Iterator[_Check]:
    """Yield what is looked for in each row."""
    form = nw.col(FORM)
    yield _Check("", form.is_null(), "")
    for other in scoring.instrument.all_forms:
        if lacking := scoring.lacking(other.code):
            words = f"the file lacks columns that form {other.code} needs: {', '.join(lacking)}"
            yield _Check(FORM_COLUMN, form == other.code, words)
    for code, column in columns.items():
        if (strange := column.is_strange()) is not None:
            yield _Check(code, strange, f"allowed: {_allowed(column.item)}, {EMPTY}")
        having = [each.code for each in scoring.instrument.all_forms if code in each.items]
        if len(having) < len(scoring.instrument.all_forms):
            words = f"only form {' and '.join(having)} asks this: the cell must be empty"
            yield _Check(code, ~form.is_in(having) & ~column.is_missing, words)

    for name, source in scoring.whom.items():
        if source == name:
            kinds = "completed months" if name == AGE_MONTHS else ", ".join(Sex)
            yield _Check(source, ~form.is_null() & is_strange_whom(name), f"allowed: {kinds}, {EMPTY}")
        elif source:
            words = f"allowed: {A_DAY}, not later than `on` says"
            yield _Check(source, ~form.is_null() & is_strange_whom(name), words)


def _allowed(item: Item) -> str:
    match item.response:
        case ResponseScale(choices=choices):
            return ", ".join(
                one.code if one.value is None or one.code == str(one.value) else f"{one.code} ({one.value})"
                for one in choices
            )
        case SeveralOf(choices=choices, none=none):
            return f"some of {', '.join(one.code for one in (*choices, none))}, with a space between"
        case WholeNumber(low=low, high=high) | Ladder(low=low, high=high):
            return f"whole numbers from {low} to {high}"
        case _:
            return "words"


def _whole_scores(scores: Mapping[str, tuple[Score, ...]], columns: Mapping[str, FrameColumn]) -> list[str]:
    """Return the scores that are whole numbers in every form."""
    items = {code: column.item for code, column in columns.items()}
    found: dict[str, bool] = {}
    for of_form in scores.values():
        by_code = {score.code: score for score in of_form}
        for score in of_form:
            found[score.code] = found.get(score.code, True) and is_whole(score, items, by_code)
    return [code for code, whole in found.items() if whole]


def score_file(scoring: Scoring, write: Callable[[pl.LazyFrame], None], tick: Callable[[int], None]) -> Scored:
    """Score every row and give the rows to `write`; `tick` is told how many rows are done.

    Raises:
        AnswersRefusedError: cells hold what cannot be scored. `write` was then given only some rows.
        AnswerFileError: the file lacks columns, or cannot be read.
    """
    run = _Run(scoring, tick)
    write(register_io_source(run.frames, schema=run.scored.collect_schema()))
    run.refuse()
    forms = (form.code for form in scoring.instrument.all_forms)
    return Scored(run.row, {form: run.forms[form] for form in forms if run.forms[form]})
