"""Why a score cannot be made by anybody yet: which file of the licence holder is not installed."""

from collections.abc import Mapping

from alongside.core.definitions.derived_scores import Derived, Equation, NormScore
from alongside.core.definitions.scoring import Composite, Keyed, Score, items_of

NO_VALUE_SET = "no value set installed"
NO_KEYING = "no keying installed"
NO_NORMS = "no norms installed"
NO_EQUATION = "no equation installed"


def what_is_lacking(score: Score, scores: Mapping[str, Score]) -> str:
    """Return which file a score lacks, in words; empty when none. Of a composite of scores, each part speaks for itself."""
    match score:
        case Keyed():
            return NO_KEYING
        case NormScore(norms=()):
            return NO_NORMS
        case Equation(terms=()):
            return NO_EQUATION
        case Composite(over_items=True) if any(isinstance(scores[part], Keyed) for part in score.of):
            return NO_KEYING
    if isinstance(score, Derived):
        return next(filter(None, (what_is_lacking(scores[part], scores) for part in score.of)), "")
    return "" if all(subscale.has_values for subscale, _ in items_of(score, scores)) else NO_VALUE_SET
