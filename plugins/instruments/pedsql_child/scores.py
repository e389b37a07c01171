"""How the child's own form is scored: as the parent form for the same age. Sources: README.md."""

from fractions import Fraction

from alongside import Composite, Mean, MissingPolicy, MissingRule, Subscale, ZeroToHundred

ITEMS = tuple(f"i{number:02}" for number in range(1, 24))
HALF = MissingRule.at_most_share(Fraction(1, 2))
ANY = MissingRule.at_least_answered(1)

# The holder's page does not say whether the answers of a scale without a score count in a summary: a study says so.
FAILED_SCALES = MissingPolicy(
    "failed_scales",
    {"items_answered": ANY, "gated50": ANY.of_scored_parts()},
    default="items_answered",
)

SCALES = tuple(
    Subscale(
        code,
        items,
        Mean(),
        missing=HALF,
        reverse=items,  # printed from best to worst, scored from worst to best
        transform=ZeroToHundred(),
        higher_is=higher_is,
    )
    for code, items, higher_is in (
        ("physical", ITEMS[:8], "better physical functioning"),
        ("emotional", ITEMS[8:13], "better emotional functioning"),
        ("social", ITEMS[13:18], "better social functioning"),
        ("school", ITEMS[18:], "better functioning at school"),
    )
)

SCORES: tuple[Subscale | Composite, ...] = (
    *SCALES,
    Composite(
        "physical_summary",
        ("physical",),
        Mean(),
        missing=MissingRule.none_missing(),
        higher_is="better physical health",
    ),
    Composite(
        "psychosocial_summary",
        ("emotional", "social", "school"),
        Mean(),
        missing=FAILED_SCALES,
        higher_is="better psychosocial health",
        over_items=True,
    ),
    Composite(
        "total",
        ("physical", "emotional", "social", "school"),
        Mean(),
        missing=FAILED_SCALES,
        higher_is="better quality of life",
        over_items=True,
    ),
)
