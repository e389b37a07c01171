"""The Baby Pediatric Symptom Checklist, 1 to 17 months, without a word of it: structure and scoring only."""

from alongside import (
    AdjustAge,
    Choice,
    CutOff,
    Evidence,
    Form,
    Instrument,
    Item,
    Licence,
    MissingPolicy,
    MissingRule,
    ResponseScale,
    Subscale,
    Sum,
    Text,
    hookimpl,
    not_asked,
)

# The holder's words may be used, but an electronic build needs the holder's leave: these stand in and say nothing.
THREE_ANSWERS = ResponseScale(
    "three_answers", tuple(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(3))
)
ITEMS = tuple(f"i{number:02}" for number in range(1, 13))

# No rule for gaps was found. "strict" adds nothing that was not said; public code that lets people skip counts 0.
MISSING = MissingPolicy(
    "missing",
    {"strict": MissingRule.none_missing(), "missing_as_zero": MissingRule.zero_unless_all()},
    default="strict",
)
THREE_OR_MORE = CutOff("of_concern", 3, "1", "Tufts Medical Center, pages of the SWYC", Evidence.SOURCED)

BPSC = Instrument(
    code="bpsc",
    version="1.0.0",
    title="Baby Pediatric Symptom Checklist (Survey of Well-being of Young Children)",
    citation=(
        "Sheldrick RC, Henson BS, Neger EN, Merchant S, Murphy JM, Perrin EC. The Baby Pediatric Symptom Checklist. "
        "Academic Pediatrics 2013; 13: 72-80."
    ),
    why_we_ask=Text(
        "We ask this to learn how your baby is, and how your days go. "
        "It helps us see what changes over time. There are no right or wrong answers.",
        "We want to know how your baby is. No answer is wrong.",
        picture="ask",
    ),
    licence=Licence(
        holder="Tufts Medical Center",
        spdx="LicenseRef-SWYC",
        wording_may_ship=False,
        reference="theswyc@gmail.com; ask before any electronic build or translation",
    ),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=2,
    items=tuple(Item(code, "", THREE_ANSWERS) for code in ITEMS),
    # As the survey's printed forms, in completed months.
    forms=(
        Form("2m", ITEMS, 1, 4),
        Form("4m", ITEMS, 4, 6),
        Form("6m", ITEMS, 6, 9),
        Form("9m", ITEMS, 9, 12),
        Form("12m", ITEMS, 12, 15),
        Form("15m", ITEMS, 15, 18),
    ),
    gaps=(
        not_asked(0, 1, "The youngest form begins at one month."),
        not_asked(18, 216, "From 18 months another checklist takes its place."),
    ),
    # The survey goes by adjusted age; its exact rule is not confirmed. The same rule stands in the other checklist
    # (`ppsc`), so that no child falls between the two.
    adjust_for_early=AdjustAge(until_months=24, from_weeks=3),
    scores=tuple(
        Subscale(code, items, Sum(), missing=MISSING, higher_is=higher_is, bands=(THREE_OR_MORE,))
        for code, items, higher_is in (
            ("inflexibility", ITEMS[:4], "more inflexibility"),
            ("irritability", ITEMS[4:8], "more irritability"),
            ("routines", ITEMS[8:], "more difficulty with routines"),
        )
    ),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (BPSC,)
