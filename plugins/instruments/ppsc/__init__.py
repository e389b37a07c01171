"""The Preschool Pediatric Symptom Checklist, 18 to 65 months, without a word of it: structure and scoring only."""

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
ITEMS = tuple(f"i{number:02}" for number in range(1, 19))

# No rule for gaps was found. "strict" adds nothing that was not said; public code that lets people skip counts 0.
MISSING = MissingPolicy(
    "missing",
    {"strict": MissingRule.none_missing(), "missing_as_zero": MissingRule.zero_unless_all()},
    default="strict",
)

PPSC = Instrument(
    code="ppsc",
    version="1.0.0",
    title="Preschool Pediatric Symptom Checklist (Survey of Well-being of Young Children)",
    citation=(
        "Sheldrick RC, Henson BS, Merchant S, Neger EN, Murphy JM, Perrin EC. The Preschool Pediatric Symptom Checklist. "
        "Academic Pediatrics 2012; 12: 456-467."
    ),
    why_we_ask=Text(
        "We ask this to learn how your child feels and behaves. "
        "It helps us see what changes over time. There are no right or wrong answers.",
        "We want to know how your child is. No answer is wrong.",
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
    minutes=3,
    items=tuple(Item(code, "", THREE_ANSWERS) for code in ITEMS),
    # As the survey's printed forms, in completed months.
    forms=(
        Form("18m", ITEMS, 18, 23),
        Form("24m", ITEMS, 23, 29),
        Form("30m", ITEMS, 29, 35),
        Form("36m", ITEMS, 35, 47),
        Form("48m", ITEMS, 47, 59),
        Form("60m", ITEMS, 59, 66),
    ),
    gaps=(
        not_asked(0, 18, "Before 18 months another checklist stands in its place."),
        not_asked(66, 216, "The oldest form ends at 65 months."),
    ),
    # The survey goes by adjusted age; its exact rule is not confirmed. The same rule stands in the other checklist
    # (`bpsc`), so that no child falls between the two.
    adjust_for_early=AdjustAge(until_months=24, from_weeks=3),
    scores=(
        Subscale(
            "total",
            ITEMS,
            Sum(),
            missing=MISSING,
            higher_is="more difficulties",
            bands=(CutOff("of_concern", 9, "1", "Tufts Medical Center, pages of the SWYC", Evidence.SOURCED),),
        ),
    ),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (PPSC,)
