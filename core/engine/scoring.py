"""Score one person's answers: plain Python, exact numbers, and for every score a value or the reason why there is none.

The same rules for a whole data frame are in `expressions`; a property test holds the two equal.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from alongside.core.definitions.data_slots import InstalledData
from alongside.core.definitions.derived_scores import Derived
from alongside.core.definitions.errors import AlongsideError
from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.instrument import Instrument
from alongside.core.definitions.items import Item
from alongside.core.definitions.missing import MissingReason
from alongside.core.definitions.score_bands import BandReading
from alongside.core.definitions.score_rules import (
    Combine,
    Mean,
    MissingPolicy,
    MissingRule,
    PolicyUnknownError,
    ProRatedSum,
    Sum,
)
from alongside.core.definitions.scoring import Composite, Keyed, Score, Subscale, items_of, parts_of
from alongside.core.engine.answers import AnswerSheet
from alongside.core.engine.derived import AboutWhom, derive
from alongside.core.engine.lacking import what_is_lacking

ENGINE_VERSION = "1.1.0"
"""Kept with every score. It changes whenever the same answers and definitions could give another number."""

NOBODY = AboutWhom()


class Outcome(StrEnum):
    """What became of a score."""

    VALUE = "value"
    PRO_RATED = "pro_rated"
    NOT_SCORABLE = "not_scorable"


class SheetMismatchError(AlongsideError):
    """The answers belong to another instrument or another version of it."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """One score. `value` is None exactly when it is not scorable; `answered` of `of` items stand behind it.

    `reason` says why there is no value, or what is special about it. `bands` has one reading for each scheme that knows
    the form. The rules' names are those that were applied.
    """

    code: str
    outcome: Outcome
    value: Number | None
    answered: int
    of: int
    reason: str
    bands: tuple[BandReading, ...]
    combine: str
    missing_rule: str
    rounding: str

    def band(self, scheme: str) -> str | None:
        """Return the code of the band by this scheme."""
        return next((reading.band for reading in self.bands if reading.scheme == scheme), None)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """All scores of one sheet, with what they were made by.

    `policies` holds the option applied for every policy, `data` the installed files of numbers.
    """

    instrument: str
    version: str
    form: str
    engine_version: str
    policies: Mapping[str, str] = field(hash=False)
    results: tuple[ScoreResult, ...]
    data: tuple[InstalledData, ...] = ()

    def result(self, code: str) -> ScoreResult:
        """Return the score with this code.

        Raises:
            KeyError: the form has no such score.
        """
        for result in self.results:
            if result.code == code:
                return result
        raise KeyError(code)


def score_answers(
    instrument: Instrument,
    sheet: AnswerSheet,
    *,
    policies: Mapping[str, str] | None = None,
    whom: AboutWhom = NOBODY,
) -> ScoreSheet:
    """Return every score that the sheet's form has. Norms and some equations need to know `whom` it describes.

    Raises:
        PolicyUnknownError: a policy or its option does not exist.
        SheetMismatchError: the sheet was not filled in for this instrument in this version.
        AnswerOutOfRangeError: an answer is none that its item can have.
    """
    if (sheet.instrument.code, sheet.instrument.version) != (instrument.code, instrument.version):
        raise SheetMismatchError(f"a sheet of {sheet.instrument.code} was given to be scored as {instrument.code}")
    chosen = choose_policies(instrument, policies or {})
    scores = {score.code: score for score in instrument.scores_of(sheet.form)}
    results: dict[str, ScoreResult] = {}
    for score in scores.values():
        rule = rule_in_force(score, chosen)
        if (lack := what_is_lacking(score, scores)) or isinstance(score, Keyed):
            of = len(items_of(score, scores)) or sum(results[part].of for part in parts_of(score))
            results[score.code] = _result(score, rule, None, Outcome.NOT_SCORABLE, (0, of), lack, sheet.form)
        elif isinstance(score, Derived):
            results[score.code] = _derive(score, rule, [results[part] for part in score.of], whom, sheet.form)
        elif isinstance(score, Composite) and not score.over_items:
            results[score.code] = _score_parts(score, rule, [results[part] for part in score.of], sheet.form)
        else:
            without = {code for code, result in results.items() if result.value is None}
            left_out = without if rule.within_scored_parts else set()
            results[score.code] = _score_items(score, rule, items_of(score, scores), left_out, sheet)
    return ScoreSheet(
        instrument=instrument.code,
        version=instrument.version,
        form=sheet.form,
        engine_version=ENGINE_VERSION,
        policies=chosen,
        results=tuple(results.values()),
        data=instrument.data,
    )


def choose_policies(instrument: Instrument, policies: Mapping[str, str]) -> dict[str, str]:
    """Return the option in force for every missing policy of the instrument.

    Raises:
        PolicyUnknownError: a policy or its option does not exist.
    """
    chosen = {policy.name: policy.choose(policies)[0] for policy in instrument.policies}
    for name in policies:
        if name not in chosen:
            raise PolicyUnknownError(f"{instrument.code} has no policy {name!r}")
    return chosen


def rule_in_force(score: Score, chosen: Mapping[str, str]) -> MissingRule:
    """Return the missing rule of a score under the chosen policies."""
    return score.missing.choose(chosen)[1] if isinstance(score.missing, MissingPolicy) else score.missing


def words_for(code: str) -> str:
    """Return the code of an unscored choice as words in a reason."""
    return code.replace("_", " ")


def _score_items(
    score: Subscale | Composite,
    rule: MissingRule,
    items: tuple[tuple[Subscale, str], ...],
    left_out: set[str],
    sheet: AnswerSheet,
) -> ScoreResult:
    of = len(items)
    numbers, unscored = _read_items(items, left_out, sheet)
    counts = (len(numbers), of)
    if isinstance(score, Subscale) and score.gate and score.gate.when.test(sheet):
        return _result(score, rule, score.gate.value, Outcome.VALUE, counts, score.gate.when.in_words(), sheet.form)
    if len(numbers) < rule.needed(of):
        said = "".join(f"; {count} answered {words}" for words, count in sorted(unscored.items()))
        reason = f"{len(numbers)} of {of} answered, at least {rule.needed(of)} needed{said}"
        return _result(score, rule, None, Outcome.NOT_SCORABLE, counts, reason, sheet.form)
    value = _combine(score.combine, rule, numbers, of)
    if len(numbers) == of:
        return _result(score, rule, value, Outcome.VALUE, counts, "", sheet.form)
    reason = f"{len(numbers)} of {of} answered"
    if rule.missing_is_zero:
        return _result(score, rule, value, Outcome.VALUE, counts, f"{reason}, the others count as 0", sheet.form)
    return _result(score, rule, value, Outcome.PRO_RATED, counts, reason, sheet.form)


def _read_items(
    items: tuple[tuple[Subscale, str], ...], left_out: set[str], sheet: AnswerSheet
) -> tuple[list[Number], Counter[str]]:
    numbers: list[Number] = []
    unscored: Counter[str] = Counter()
    for subscale, code in items:
        item, amount = sheet.instrument.by_code[code], sheet.amount(code)
        if subscale.code in left_out or not isinstance(item, Item):
            continue
        if amount is not None:
            numbers.append(subscale.item_value(item, amount))
        elif sheet.reason(code) is MissingReason.NOT_SURE:
            unscored[MissingReason.NOT_SURE.label] += 1
        elif (given := sheet.value(code)) is not None:
            unscored[words_for(str(given))] += 1
    return numbers, unscored


def _score_parts(score: Composite, rule: MissingRule, parts: list[ScoreResult], form: str) -> ScoreResult:
    numbers = [part.value for part in parts if part.value is not None]
    answered, of = sum(part.answered for part in parts), sum(part.of for part in parts)
    if len(numbers) < rule.needed(len(parts)):
        without = "".join(f"; {part.code} has none" for part in parts if part.value is None)
        reason = (
            f"{len(numbers)} of {len(parts)} parts have a score, at least {rule.needed(len(parts))} needed{without}"
        )
        return _result(score, rule, None, Outcome.NOT_SCORABLE, (answered, of), reason, form)
    value = _combine(score.combine, rule, numbers, len(parts))
    is_short = len(numbers) < len(parts)
    is_rated = any(part.outcome is Outcome.PRO_RATED for part in parts) or (is_short and not rule.missing_is_zero)
    reason = f"{answered} of {of} answered" if is_rated or is_short else ""
    if is_short and rule.missing_is_zero:
        reason += ", parts without a score count as 0"
    outcome = Outcome.PRO_RATED if is_rated else Outcome.VALUE
    return _result(score, rule, value, outcome, (answered, of), reason, form)


def _derive(score: Derived, rule: MissingRule, parts: list[ScoreResult], whom: AboutWhom, form: str) -> ScoreResult:
    value, remark = derive(score, {part.code: part.value for part in parts}, whom)
    answered, of = sum(part.answered for part in parts), sum(part.of for part in parts)
    if value is None:
        return _result(score, rule, None, Outcome.NOT_SCORABLE, (answered, of), remark, form)
    if not any(part.outcome is Outcome.PRO_RATED for part in parts):
        return _result(score, rule, value, Outcome.VALUE, (answered, of), remark, form)
    reason = "; ".join(filter(None, (f"{answered} of {of} answered", remark)))
    return _result(score, rule, value, Outcome.PRO_RATED, (answered, of), reason, form)


def _combine(combine: Combine, rule: MissingRule, numbers: list[Number], of: int) -> Number:
    total = sum(numbers)
    counted = of if rule.missing_is_zero else len(numbers)
    match combine:
        case Mean():
            return Fraction(total, counted)
        case ProRatedSum():
            return Fraction(total * of, counted)
        case Sum():
            return total


def _result(
    score: Score,
    rule: MissingRule,
    value: Number | None,
    outcome: Outcome,
    counts: tuple[int, int],
    reason: str,
    form: str,
) -> ScoreResult:
    if value is not None:
        exact = Fraction(score.rounding.round(value))
        value = int(exact) if exact.denominator == 1 else exact
    readings = () if value is None else tuple(scheme.read(form, value) for scheme in score.bands)
    return ScoreResult(
        code=score.code,
        outcome=outcome,
        value=value,
        answered=counts[0],
        of=counts[1],
        reason=reason,
        bands=tuple(reading for reading in readings if reading is not None),
        combine=score.combine.name,
        missing_rule=rule.name,
        rounding=score.rounding.value,
    )
