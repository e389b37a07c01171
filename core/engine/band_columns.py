"""The columns that say in which published band a score lies."""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import narwhals as nw

from alongside.core.definitions.exact_numbers import Number
from alongside.core.definitions.score_bands import BandScheme, CutOff
from alongside.core.definitions.scoring import Score
from alongside.core.engine.expression_parts import Said, all_of, any_of, as_number, sum_of, times
from alongside.core.engine.frame_columns import FORM
from alongside.core.engine.score_plans import ScorePlan

Order = Callable[[nw.Expr, nw.Expr], nw.Expr]


@dataclass(frozen=True, slots=True)
class BandChoice:
    """Which band schemes get a column: `scheme` (None = the first that the form has), and whether `every` other one does."""

    scheme: str | None = None
    every: bool = False


def band_schemes(score: Score, forms: Sequence[str], bands: BandChoice) -> dict[str, dict[str, BandScheme | CutOff]]:
    """Return the endings of the columns of bands, each with the scheme of every form that has one: there is always one."""
    named = {scheme.code: scheme for scheme in score.bands}
    first = next(iter(named), None) if bands.scheme is None else bands.scheme
    endings = {"_band": _schemes_of(forms, list(named.values()) if bands.scheme is None else [named.get(first or "")])}
    if bands.every:
        others = {code: scheme for code, scheme in named.items() if code != first}
        endings |= {f"_band_{code}": _schemes_of(forms, [scheme]) for code, scheme in others.items()}
    return endings


def _schemes_of(forms: Sequence[str], schemes: Sequence[BandScheme | CutOff | None]) -> dict[str, BandScheme | CutOff]:
    """Return the first of the schemes that knows a form."""
    found: dict[str, BandScheme | CutOff] = {}
    for scheme in schemes:
        for form in forms:
            if isinstance(scheme, CutOff) or (scheme is not None and scheme.rising(form)):
                found.setdefault(form, scheme)
    return found


def bands_of(plan: ScorePlan, forms: Sequence[str], bands: BandChoice) -> dict[str, Said]:
    """Return a column for each band scheme that is wanted."""
    found: dict[str, Said] = {}
    for ending, schemes in band_schemes(plan.score, forms, bands).items():
        where_in: dict[str, list[nw.Expr]] = {}
        for form, scheme in schemes.items():
            is_form = [nw.col(FORM) == form] if len(forms) > 1 else []
            for code, edges in _steps(scheme, form):
                where_in.setdefault(code, []).append(
                    all_of([*is_form, *(_stands(plan, order, edge) for order, edge in edges)])
                )
        numbers = [times(as_number(any_of(rows)), number) for number, rows in enumerate(where_in.values(), 1)]
        found[ending] = Said(sum_of(numbers) * as_number(plan.col("ok")), (None, *where_in), is_category=True)
    return found


def _stands(plan: ScorePlan, order: Order, edge: Number) -> nw.Expr:
    """Return where the score stands in this order to an edge, in whole numbers."""
    top = times(plan.col("top"), edge.denominator)
    bottom = nw.lit(plan.bottom * edge.numerator) if plan.bottom else plan.col("bottom") * edge.numerator
    return order(top, bottom)


def _steps(scheme: BandScheme | CutOff, form: str) -> Iterator[tuple[str, list[tuple[Order, Number]]]]:
    """Yield each band with its edges, so that no number is in two: an edge that two share belongs to the higher one."""
    if isinstance(scheme, CutOff):
        yield "below", [(operator.lt, scheme.at_least)]
        yield "at_or_above", [(operator.ge, scheme.at_least)]
        return
    rising = scheme.rising(form)
    for place, band in enumerate(rising):
        is_shared = place + 1 < len(rising) and rising[place + 1].low <= band.high
        upper = (operator.lt, rising[place + 1].low) if is_shared else (operator.le, band.high)
        yield band.code, [(operator.ge, band.low), upper]
