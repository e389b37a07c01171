"""How the PedsQL's parent forms are scored. Each form has its own items under the same names. Sources: README.md."""

from fractions import Fraction

from alongside import Composite, Equation, Mean, MissingPolicy, MissingRule, Subscale, ZeroToHundred

HALF = MissingRule.at_most_share(Fraction(1, 2))
ANY = MissingRule.at_least_answered(1)

# The holder's page does not say whether the answers of a scale without a score count in a summary: a study says so.
FAILED_SCALES = MissingPolicy(
    "failed_scales",
    {"items_answered": ANY, "gated50": ANY.of_scored_parts()},
    default="items_answered",
)

HIGHER_IS = {
    "physical": "better physical functioning",
    "physical_functioning": "better physical functioning",
    "physical_symptoms": "fewer physical symptoms",
    "emotional": "better emotional functioning",
    "social": "better social functioning",
    "school": "better functioning at nursery or school",
    "cognitive": "better cognitive functioning",
}


def codes(first: int, last: int) -> tuple[str, ...]:
    """Return the codes of items in printed order."""
    return tuple(f"i{number:02}" for number in range(first, last + 1))


def _scale(code: str, first: int, last: int) -> Subscale:
    items = codes(first, last)
    return Subscale(
        code,
        items,
        Mean(),
        missing=HALF,
        reverse=items,  # printed from best to worst, scored from worst to best
        transform=ZeroToHundred(),
        higher_is=HIGHER_IS[code],
    )


def _over_items(code: str, of: tuple[str, ...], higher_is: str) -> Composite:
    """Return a mean of all items answered in several scales, which is not the mean of the scales."""
    return Composite(code, of, Mean(), missing=FAILED_SCALES, higher_is=higher_is, over_items=True)


def _summaries(physical: tuple[str, ...], psychosocial: tuple[str, ...]) -> tuple[Composite, ...]:
    return (
        _over_items("psychosocial_summary", psychosocial, "better psychosocial health"),
        _over_items("total", (*physical, *psychosocial), "better quality of life"),
    )


# Published mappings to a utility: their coefficients come from an installed file with its source and page. Their samples
# hold few or no children under 2, or only older ones: what comes out for others is an extrapolation, and is called so.
CHU9D = Equation("chu9d", ("total",), higher_is="a better health state (utility mapped from the total)")
EQ5D = Equation(
    "eq5d",
    ("physical", "emotional", "social", "school"),
    higher_is="a better health state (utility mapped from the four scales)",
)


def generic(last: int) -> tuple[Subscale | Composite | Equation, ...]:
    """Return the scores of the forms from two years on; the last scale ends at item `last`."""
    return (
        _scale("physical", 1, 8),
        _scale("emotional", 9, 13),
        _scale("social", 14, 18),
        _scale("school", 19, last),
        # Here the summary is the one physical scale itself, so it has a score exactly when that has one.
        Composite(
            "physical_summary",
            ("physical",),
            Mean(),
            missing=MissingRule.none_missing(),
            higher_is="better physical health",
        ),
        *_summaries(("physical",), ("emotional", "social", "school")),
        CHU9D,
        EQ5D,
    )


def infant(*scales: tuple[str, int, int]) -> tuple[Subscale | Composite | Equation, ...]:
    """Return the scores of a form for infants: two physical scales first, then three others."""
    names = tuple(name for name, _, _ in scales)
    physical, psychosocial = names[:2], names[2:]
    return (
        *(_scale(*scale) for scale in scales),
        _over_items("physical_summary", physical, "better physical health"),
        *_summaries(physical, psychosocial),
        CHU9D,
    )


INFANT_1_12M = infant(
    ("physical_functioning", 1, 6),
    ("physical_symptoms", 7, 16),
    ("emotional", 17, 28),
    ("social", 29, 32),
    ("cognitive", 33, 36),
)
INFANT_13_24M = infant(
    ("physical_functioning", 1, 9),
    ("physical_symptoms", 10, 19),
    ("emotional", 20, 31),
    ("social", 32, 36),
    ("cognitive", 37, 45),
)
TODDLER_2_4 = generic(21)
YOUNG_CHILD_5_7 = generic(23)
