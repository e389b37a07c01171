"""The three published ways to score the GHQ-12, from the same twelve answers. Sources: README.md."""

from alongside import CutOff, Evidence, MissingPolicy, MissingRule, Subscale, Sum

ITEMS = tuple(f"i{number:02}" for number in range(1, 13))
NEGATIVE = ("i02", "i05", "i06", "i09", "i10", "i11")
"""The items that ask about something bad; the other six ask about something good."""

# Printed from best to worst for both kinds of item, so nothing is reversed.
UPPER_TWO = {0: 0, 1: 0, 2: 1, 3: 1}
ALL_BUT_FIRST = {0: 0, 1: 1, 2: 1, 3: 1}

MISSING = MissingPolicy(
    "missing",
    {"strict": MissingRule.none_missing(), "missing_as_zero": MissingRule.zero_unless_all()},
    default="strict",
)

SCORES = (
    Subscale(
        "likert",
        ITEMS,
        Sum(),
        missing=MISSING,
        higher_is="more distress",
        bands=(CutOff("likert_11_12", 12, "1", "not found in a source; check it", Evidence.UNCONFIRMED),),
    ),
    Subscale("ghq", ITEMS, Sum(), missing=MISSING, recode=UPPER_TWO, higher_is="more distress"),
    Subscale(
        "cghq",
        ITEMS,
        Sum(),
        missing=MISSING,
        recode=UPPER_TWO,
        item_recode=dict.fromkeys(NEGATIVE, ALL_BUT_FIRST),
        higher_is="more distress, long-standing distress counted too",
    ),
)
