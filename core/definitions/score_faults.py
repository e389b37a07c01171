"""What can be wrong with a score: in itself, with its bands, between it and other scores, and with the forms."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from alongside.core.definitions.derived_scores import Derived, NormScore
from alongside.core.definitions.exact_numbers import Range, possible_numbers
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.items import Item
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.score_rules import MissingPolicy, Sum, rules_of
from alongside.core.definitions.scoring import (
    Composite,
    Keyed,
    Score,
    Subscale,
    ValueSet,
    ZeroToHundred,
    is_waiting,
    is_whole,
    items_of,
    parts_of,
    score_range,
)


def faults_within(score: Score, place: str, items: Mapping[str, Item], scores: list[str]) -> Iterator[Fault]:
    """Yield what is wrong with a score in itself. `scores` = the codes of all scores, in their order."""
    if not isinstance(score, Subscale):
        yield from _common_faults(score, place, scores)
        if isinstance(score, NormScore):
            yield from _band_faults(score.bands, place, (score.lowest, score.highest), is_whole=True)
        return
    found = [*_common_faults(score, place, scores), *_item_faults(score, place, items)]
    yield from found
    yield from _missing_faults(score, place, len(score.items))
    if not found:
        yield from _value_faults(score, place, items)


def faults_between(
    owner: str, scores: Sequence[Score], items: Mapping[str, Item], forms: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Yield what is wrong between the scores of an instrument and with its forms, each a sequence of item codes.

    To be asked only when no score has faults of its own.
    """
    by_code = {score.code: score for score in scores}
    for score in scores:
        place = f"{owner}.scores.{score.code}"
        if isinstance(score, Composite):
            yield from _composite_faults(score, place, items, by_code)
        elif isinstance(score, Derived):
            yield from _derived_part_faults(score.of, place, by_code)
        elif isinstance(score, Subscale) and not any(score.refers_to() <= set(form) for form in forms.values()):
            yield Fault("SCORE_NEVER_MADE", place, "No form has all its items.", "Add them to a form, or delete it.")
        for scheme in score.bands:
            for form in scheme.bands_by_form if isinstance(scheme, BandScheme) else ():
                if form not in forms:
                    cause = f"The scheme {scheme.code!r} has bands for a form {form!r} that there is not."
                    yield Fault("SCORE_BANDS_FORM_UNKNOWN", place, cause, f"Choose from {', '.join(forms)}.")


def _composite_faults(
    score: Composite, place: str, items: Mapping[str, Item], scores: Mapping[str, Score]
) -> Iterator[Fault]:
    inner = [part for part in score.of if score.over_items and isinstance(scores[part], Composite)]
    for part in inner:
        yield Fault("SCORE_PART_COMPOSITE", place, f"{part!r} has no items of its own.", "Name its subscales instead.")
    derived = list(_derived_part_faults(score.of, place, scores))
    yield from derived
    if inner or derived or is_waiting(score, scores):
        return
    yield from _missing_faults(score, place, len(parts_of(score)) or len(items_of(score, scores)))
    span, whole = score_range(score, items, scores), is_whole(score, items, scores)
    yield from _band_faults(score.bands, place, span, is_whole=whole)


def _derived_part_faults(parts: Sequence[str], place: str, scores: Mapping[str, Score]) -> Iterator[Fault]:
    for part in parts:
        if isinstance(scores[part], Derived):
            cause = f"{part!r} is itself read in a table, worked out or checked."
            yield Fault("SCORE_PART_DERIVED", place, cause, "Name the scores that are made from answers.")


def _common_faults(score: Score, place: str, scores: list[str]) -> Iterator[Fault]:
    parts = score.items if isinstance(score, Subscale) else () if isinstance(score, Keyed) else score.of
    if not parts and not isinstance(score, Keyed):
        yield Fault("SCORE_EMPTY", place, "It is made from nothing.", "Name what it is made from.")
    for part in sorted({part for part in parts if parts.count(part) > 1}):
        yield Fault("SCORE_PART_REPEATED", place, f"{part!r} stands in it more than once.", "Name it once.")
    if not score.higher_is:
        yield Fault(
            "SCORE_DIRECTION_MISSING",
            place,
            "higher_is is empty.",
            "Say in words what a high score means, for example 'more sleep trouble'.",
        )
    if scores.count(score.code) > 1:
        yield Fault("SCORE_DUPLICATED", place, "Another score has the same code.", "Give each a code of its own.")
    if isinstance(score.missing, MissingPolicy) and score.missing.default not in score.missing.options:
        yield Fault(
            "SCORE_POLICY_UNKNOWN",
            place,
            f"The policy {score.missing.name!r} has no option {score.missing.default!r}, its default.",
            f"Choose from {', '.join(score.missing.options)}.",
        )
    if isinstance(score, Composite | Derived):
        before = scores[: scores.index(score.code)] if score.code in scores else scores
        for part in parts:
            if part not in before:
                known = part in scores
                yield Fault(
                    "SCORE_PART_ORDER" if known else "SCORE_PART_UNKNOWN",
                    place,
                    f"{part!r} stands after it." if known else f"{part!r} is no score.",
                    "Correct the code, and list a composite after what it is made from.",
                )


def _item_faults(score: Subscale, place: str, items: Mapping[str, Item]) -> Iterator[Fault]:
    for code in sorted(score.refers_to()):
        if code not in items:
            yield Fault("SCORE_ITEM_UNKNOWN", place, f"There is no item {code!r}.", "Correct the code.")
        elif code in score.items and not possible_numbers(items[code]):
            yield Fault(
                "SCORE_ITEM_UNSCORED",
                place,
                f"The answers to {code!r} carry no scores.",
                "Give its choices values, or leave it out of the subscale.",
            )
    for where, codes in (("reverse", score.reverse), ("item_recode", tuple(score.item_recode))):
        for code in codes:
            if code not in score.items:
                yield Fault(
                    "SCORE_REVERSE_UNKNOWN" if where == "reverse" else "SCORE_ITEM_RECODE_UNKNOWN",
                    place,
                    f"{where} names {code!r}, which is not in the subscale.",
                    "Correct the code, or add the item.",
                )


def _missing_faults(score: Score, place: str, of: int) -> Iterator[Fault]:
    for rule in rules_of(score.missing):
        least = rule.least_answered if rule.least_answered is not None else 1
        if (rule.most_missing or 0) >= of > 0 or (rule.most_share or 0) >= 1 or not 1 <= least <= max(of, 1):
            yield Fault(
                "SCORE_MISSING_IMPOSSIBLE",
                place,
                f"The missing rule {rule.name!r} makes no sense with {of}: all could be missing, or none could be enough.",
                "Allow fewer to be missing than there are, and ask for no more than there are.",
            )
        if isinstance(score.combine, Sum) and rule.needed(of) < of and not rule.missing_is_zero:
            yield Fault(
                "SCORE_SUM_SILENT",
                place,
                f"A sum under {rule.name!r} would quietly count what is missing as 0.",
                "Use ProRatedSum() or Mean(), or say so with MissingRule.zero_unless_all().",
            )
        if rule.within_scored_parts and not (isinstance(score, Composite) and score.over_items):
            yield Fault(
                "SCORE_PARTS_MISSING",
                place,
                f"The missing rule {rule.name!r} speaks of parts, but only a composite over items has them.",
                "Leave out of_scored_parts().",
            )


def _value_faults(score: Subscale, place: str, items: Mapping[str, Item]) -> Iterator[Fault]:
    for codes, recoding in (
        (score.items, score.recode),
        *(((code,), score.item_recode[code]) for code in score.item_recode),
    ):
        known = {number for code in codes for number in possible_numbers(items[code])}
        if strange := sorted(set(recoding) - known):
            cause = f"It recodes {strange}, which no answer to {', '.join(codes)} has."
            yield Fault("SCORE_RECODE_UNKNOWN", place, cause, "Correct the number on the left.")
    for code in score.items:
        numbers = possible_numbers(items[code])
        if isinstance(score.transform, ZeroToHundred) and len(numbers) < 2:  # noqa: PLR2004 -- two ends
            yield Fault("SCORE_RANGE_EMPTY", place, f"{code!r} has one score only.", "Nothing can be stretched.")
            return
        if isinstance(score.transform, ValueSet) and score.has_values:
            values = score.transform.values.get(code, {})
            if any(number not in values for number in numbers):
                cause = f"The value set lacks {code!r}, or a level of it."
                yield Fault("SCORE_VALUES_MISSING", place, cause, "Type in a value for every level.")
                return
    if score.has_values:
        span, whole = score_range(score, items, {}), is_whole(score, items, {})
        yield from _band_faults(score.bands, place, span, is_whole=whole)


def _band_faults(schemes: Sequence[BandScheme | CutOff], place: str, span: Range, *, is_whole: bool) -> Iterator[Fault]:
    for scheme in schemes:
        at = f"{place}.bands.{scheme.code}"
        if isinstance(scheme, BandScheme):
            for form in scheme.bands_by_form:
                yield from _end_faults(scheme, form, at, span)
                yield from _edge_faults(scheme, form, at, 1 if is_whole else 0)
        elif not span[0] <= scheme.at_least <= span[1]:
            cause = f"The cut-off {scheme.at_least} is not among the scores {span[0]} to {span[1]}."
            yield Fault("SCORE_BANDS_OUTSIDE", at, cause, "Correct the number.")


def _end_faults(scheme: BandScheme, form: str, at: str, span: Range) -> Iterator[Fault]:
    bands = scheme.rising(form)
    if not bands or (bands[0].low, bands[-1].high) != span:
        cause = f"The bands of form {form!r} do not run from {span[0]} to {span[1]}, the scores that there can be."
        yield Fault("SCORE_BANDS_OUTSIDE", at, cause, "Begin at the lowest score and end at the highest.")
    for band in bands:
        if band.low > band.high:
            cause = f"The band {band.code!r} begins at {band.low}, above its end {band.high}."
            yield Fault("SCORE_BANDS_REVERSED", at, cause, "Exchange low and high.")
    if scheme.bands_by_form[form] not in (bands, bands[::-1]):
        cause = f"The bands of form {form!r} neither rise nor fall from one to the next."
        yield Fault("SCORE_BANDS_UNORDERED", at, cause, "List them from least to most concern.")


def _edge_faults(scheme: BandScheme, form: str, at: str, step: int) -> Iterator[Fault]:
    for left, right in pairwise(scheme.rising(form)):
        repair = f"Begin {right.code!r} at {left.high + step}."
        if right.low > left.high + step:
            cause = f"No band holds the scores between {left.high} and {right.low} (form {form!r})."
            yield Fault("SCORE_BANDS_GAP", at, cause, repair)
        if right.low < left.high + step:
            cause = f"{left.code!r} and {right.code!r} share scores (form {form!r})."
            yield Fault("SCORE_BANDS_OVERLAP", at, cause, repair)
