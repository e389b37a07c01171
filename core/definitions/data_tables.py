"""What the rows of each kind of file mean for the scores that wait for it; what is wrong is noted in the reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from alongside.core.definitions.data_rows import DataRow, Reading
from alongside.core.definitions.derived_scores import AGE_MONTHS, AGE_YEARS, Equation, NormBand, NormScore, Sex, Term
from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.faults import Fault
from alongside.core.definitions.items import Item
from alongside.core.definitions.responses import ResponseScale
from alongside.core.definitions.scoring import Keyed, Score, Subscale, ValueSet

Items = Mapping[str, Item]
Waiting = Mapping[str, Score]
"""The scores that wait for the file, by code."""
Scores = dict[str, Score]

BOTH_SEXES = "both"
REVERSED = "reversed"
CONSTANT, LOWEST, HIGHEST = "constant", "lowest", "highest"
FACTOR = re.compile(r"([a-z0-9_]+?)(\^([1-4]))?")
VALUE_PLACES = 9
"""So many decimal places a value may have, that sums stay whole numbers that every engine can hold."""
ROUNDED_BY = Fraction(1, 2000)
"""The most by which a value printed with three places can differ from the value that was meant."""


def read_values(reading: Reading, items: Items, waiting: Waiting) -> Scores:
    """Return the subscales with what each answer of each item is worth."""
    wanted = {code for score in waiting.values() if isinstance(score, Subscale) for code in score.items}
    values: dict[str, dict[int, Number]] = {code: {} for code in sorted(wanted)}
    for row in reading.rows:
        level = _level(reading, row, items, wanted)
        if level is None:
            continue
        if level in values[row.cells["item"]]:
            _note_repeated(reading, row, f"{row.cells['item']}, {row.cells['answer']}")
        values[row.cells["item"]][level] = reading.number(row, "value", VALUE_PLACES)
    for code, known in values.items():
        for answer, level in _levels(items[code]).items():
            if level not in known:
                cause = f"There is no value for {code}, answer {answer}."
                reading.faults.append(Fault("DATA_VALUE_LACKING", reading.place, cause, "Type in every value."))
    made: Scores = {}
    for code, score in waiting.items():
        if isinstance(score, Subscale) and isinstance(score.transform, ValueSet):
            own = {item: values[item] for item in score.items}
            if score.transform.anchors and not reading.faults:
                _check_anchors(reading, own, score.transform.anchors)
            made[code] = replace(score, transform=replace(score.transform, values=own))
    return made


def _check_anchors(
    reading: Reading, values: Mapping[str, Mapping[int, Number]], anchors: tuple[Number, Number]
) -> None:
    for code, levels in values.items():
        for low, high in pairwise(sorted(levels)):
            if levels[low] > levels[high]:
                cause = f"{code}: level {high} is worth less than level {low}."
                reading.faults.append(Fault("DATA_VALUES_FALL", reading.place, cause, "Compare with the source."))
    for words, end, anchor in (("lowest", min, anchors[0]), ("highest", max, anchors[1])):
        total = sum((Fraction(levels[end(levels)]) for levels in values.values()), Fraction())
        if abs(total - anchor) > ROUNDED_BY * len(values):
            cause = f"The {words} levels add up to {float(total):g}, not to {float(anchor):g}."
            reading.faults.append(Fault("DATA_VALUES_ANCHOR", reading.place, cause, "Compare with the source."))


def read_keying(reading: Reading, items: Items, waiting: Waiting) -> Scores:
    """Return the subscales with the items that the file lists for each."""
    keys: dict[str, dict[str, dict[int, int]]] = {code: {} for code in waiting}
    for row in reading.rows:
        scale = waiting.get(row.cells["scale"])
        if not isinstance(scale, Keyed):
            _note_unknown_score(reading, row, row.cells["scale"], waiting)
            continue
        item = row.cells["item"]
        recode = _keyed_recode(reading, row, items, scale)
        if item in keys[scale.code]:
            _note_repeated(reading, row, f"{scale.code}, {item}")
        keys[scale.code][item] = recode or {}
    made: Scores = {}
    for code, scale in waiting.items():
        if isinstance(scale, Keyed):
            if not keys[code] or scale.how_many not in {None, len(keys[code])}:
                wanted = scale.how_many or "one or more"
                cause = f"{code} has {len(keys[code])} items, not {wanted}."
                reading.faults.append(Fault("DATA_KEY_COUNT", reading.place, cause, "Compare with the source."))
            made[code] = scale.with_key(keys[code])
    return made


def _keyed_recode(reading: Reading, row: DataRow, items: Items, scale: Keyed) -> dict[int, int] | None:
    """Return how an item's numbers are exchanged, so that the keyed answer counts as the scale says."""
    if scale.counts_answers:
        keyed = _level(reading, row, items, set(items))
        if keyed is None:
            return None
        return {level: int(level == keyed) for level in _levels(items[row.cells["item"]]).values()}
    if not _is_known_item(reading, row, set(items)):
        return None
    levels = sorted(_levels(items[row.cells["item"]]).values())
    match row.cells["answer"]:
        case "":
            return {}
        case "reversed":
            return {level: levels[0] + levels[-1] - level for level in levels}
        case words:
            cause = f"answer is {words!r}, but in {scale.code} the answers' own scores count."
            repair = f"Leave it empty, or write {REVERSED}."
            reading.faults.append(Fault("DATA_ANSWER_UNKNOWN", reading.at(row.line), cause, repair))
            return None


def read_norms(reading: Reading, items: Items, waiting: Waiting) -> Scores:  # noqa: ARG001 -- as the other readers
    """Return the norm scores with their tables."""
    bands: dict[str, dict[tuple[Sex | None, int, int], dict[Number, int]]] = {code: {} for code in waiting}
    for row in reading.rows:
        score = waiting.get(row.cells["score"])
        if not isinstance(score, NormScore):
            _note_unknown_score(reading, row, row.cells["score"], waiting)
            continue
        before = len(reading.faults)
        band, raw, norm = _norm_row(reading, row, score)
        if len(reading.faults) > before:
            continue
        steps = bands[score.code].setdefault(band, {})
        if raw in steps:
            _note_repeated(reading, row, f"{score.code}, raw score {row.cells['raw']} of this age and sex")
        steps[raw] = norm
    made: Scores = {}
    for code, score in waiting.items():
        if isinstance(score, NormScore):
            found = tuple(
                NormBand(sex, first, end, tuple(sorted(steps.items())))
                for (sex, first, end), steps in bands[code].items()
            )
            reading.faults += _band_faults(reading, code, found)
            made[code] = replace(score, norms=found)
    return made


def _norm_row(reading: Reading, row: DataRow, score: NormScore) -> tuple[tuple[Sex | None, int, int], Number, int]:
    words = row.cells["sex"]
    if words not in {*Sex, BOTH_SEXES}:
        repair = f"Choose from {', '.join((*Sex, BOTH_SEXES))}."
        reading.faults.append(Fault("DATA_SEX_UNKNOWN", reading.at(row.line), f"The sex is {words!r}.", repair))
        words = BOTH_SEXES
    first = int(reading.number(row, "first_month", 0))
    last = int(reading.number(row, "last_month", 0))
    if not 0 <= first <= last:
        cause = f"The ages run from {first} to {last} months."
        repair = "Write the first and the last month of age, both included."
        reading.faults.append(Fault("DATA_AGES_REVERSED", reading.at(row.line), cause, repair))
    raw, norm = reading.number(row, "raw", score.decimals), int(reading.number(row, "norm", 0))
    if not score.lowest <= norm <= score.highest:
        cause = f"The norm score {norm} is not between {score.lowest} and {score.highest}."
        reading.faults.append(Fault("DATA_NORM_OUTSIDE", reading.at(row.line), cause, "Compare with the source."))
    return (None if words == BOTH_SEXES else Sex(words), first, last + 1), raw, norm


def _band_faults(reading: Reading, code: str, bands: tuple[NormBand, ...]) -> Iterator[Fault]:
    if not bands:
        cause = f"There are no rows for {code}."
        yield Fault("DATA_NORMS_LACKING", reading.place, cause, "Type in the table of every score.")
    for place, band in enumerate(bands):
        ages = f"{code}, {band.sex or BOTH_SEXES}, {band.from_months} to {band.to_months - 1} months"
        for (low, norm), (high, higher_norm) in pairwise(band.steps):
            if norm > higher_norm:
                cause = f"{ages}: the norm score falls from {norm} to {higher_norm} as the raw score rises"
                cause += f" from {float(low):g} to {float(high):g}."
                yield Fault("DATA_NORMS_FALL", reading.place, cause, "Compare with the source.")
        for other in bands[:place]:
            same_sex = band.sex is None or other.sex is None or band.sex is other.sex
            if same_sex and band.from_months < other.to_months and other.from_months < band.to_months:
                cause = f"{ages}: another table of this score is for some of the same children."
                yield Fault("DATA_AGES_OVERLAP", reading.place, cause, "Compare the ages with the source.")


def read_equation(reading: Reading, items: Items, waiting: Waiting) -> Scores:  # noqa: ARG001 -- as the other readers
    """Return the equation with its terms and limits."""
    (score,) = (score for score in waiting.values() if isinstance(score, Equation))
    limits: dict[str, Number] = {}
    terms: dict[tuple[tuple[str, int], ...], Term] = {}
    known = {*score.of, AGE_MONTHS, AGE_YEARS, *Sex}
    for row in reading.rows:
        words, number = row.cells["term"], reading.number(row, "coefficient")
        powers = _powers(words, known)
        if words in limits or powers in terms:
            _note_repeated(reading, row, words)
        if words in {LOWEST, HIGHEST}:
            limits[words] = number
        elif powers is None:
            cause = f"The term {words!r} cannot be read."
            repair = f"Write {CONSTANT}, {LOWEST}, {HIGHEST}, or factors as in a^2*b, of {', '.join(sorted(known))}."
            reading.faults.append(Fault("DATA_TERM_UNKNOWN", reading.at(row.line), cause, repair))
        else:
            terms[powers] = Term(number, powers)
    reading.faults += _equation_faults(reading, limits, is_empty=not terms)
    if reading.faults:
        return {}
    made = replace(score, terms=tuple(terms.values()), lowest=limits[LOWEST], highest=limits[HIGHEST])
    return {score.code: made}


def _equation_faults(reading: Reading, limits: Mapping[str, Number], *, is_empty: bool) -> Iterator[Fault]:
    for words in (LOWEST, HIGHEST):
        if words not in limits:
            cause = f"It does not say the {words} score that there can be."
            repair = f"Add a row with the term {words}; what comes out beyond it is set to it."
            yield Fault("DATA_LIMIT_LACKING", reading.place, cause, repair)
    if len(limits) > 1 and limits[LOWEST] >= limits[HIGHEST]:
        cause = f"The lowest score {float(limits[LOWEST]):g} is not below the highest {float(limits[HIGHEST]):g}."
        yield Fault("DATA_LIMITS_REVERSED", reading.place, cause, "Exchange the two.")
    if is_empty:
        yield Fault("DATA_TERMS_LACKING", reading.place, "It has no terms.", "Type in the terms.")


def _powers(words: str, known: set[str]) -> tuple[tuple[str, int], ...] | None:
    """Return the factors of a term with their powers, by name; None when it cannot be read."""
    if words == CONSTANT:
        return ()
    powers: dict[str, int] = {}
    for factor in words.split("*"):
        found = FACTOR.fullmatch(factor.strip())
        if found is None or found[1] not in known or found[1] in powers:
            return None
        powers[found[1]] = int(found[3] or 1)
    return tuple(sorted(powers.items()))


def _level(reading: Reading, row: DataRow, items: Items, wanted: set[str]) -> int | None:
    """Return the number of the answer that a row names; None, and a fault, when there is none."""
    if not _is_known_item(reading, row, wanted):
        return None
    levels = _levels(items[row.cells["item"]])
    if row.cells["answer"] not in levels:
        cause = f"{row.cells['item']} has no answer {row.cells['answer']!r} that counts."
        repair = f"Choose from {', '.join(levels)}."
        reading.faults.append(Fault("DATA_ANSWER_UNKNOWN", reading.at(row.line), cause, repair))
        return None
    return levels[row.cells["answer"]]


def _is_known_item(reading: Reading, row: DataRow, wanted: set[str]) -> bool:
    if row.cells["item"] in wanted:
        return True
    cause = f"The scores have no item {row.cells['item']!r}."
    reading.faults.append(Fault("DATA_ITEM_UNKNOWN", reading.at(row.line), cause, "Correct the code of the item."))
    return False


def _levels(item: Item) -> dict[str, int]:
    """Return the number of each answer that has one, by the answer's code: whole numbers only."""
    choices = item.response.choices if isinstance(item.response, ResponseScale) else ()
    return {choice.code: int(choice.value) for choice in choices if choice.value is not None and choice.value % 1 == 0}


def _note_repeated(reading: Reading, row: DataRow, words: str) -> None:
    cause = f"{words} stands in the file more than once."
    reading.faults.append(Fault("DATA_REPEATED", reading.at(row.line), cause, "Keep the row that is right."))


def _note_unknown_score(reading: Reading, row: DataRow, code: str, waiting: Waiting) -> None:
    cause = f"No score {code!r} waits for this file."
    repair = f"Choose from {', '.join(waiting)}."
    reading.faults.append(Fault("DATA_SCORE_UNKNOWN", reading.at(row.line), cause, repair))
