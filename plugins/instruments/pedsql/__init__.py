"""The PedsQL's parent forms from 1 month to 7 years, without a word of them: structure and scoring only."""

from alongside import Choice, Form, Instrument, Item, Licence, ResponseScale, Text, hookimpl, not_asked

from .scores import INFANT_1_12M, INFANT_13_24M, TODDLER_2_4, YOUNG_CHILD_5_7, codes

# The holder's words are not ours to ship or to paraphrase: these stand in and say nothing.
FIVE_ANSWERS = ResponseScale("five_answers", tuple(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(5)))

PEDSQL = Instrument(
    code="pedsql",
    version="1.0.0",
    title="Pediatric Quality of Life Inventory (parent forms)",
    citation=(
        "Varni JW, Seid M, Rode CA. The PedsQL: measurement model for the Pediatric Quality of Life Inventory. "
        "Medical Care 1999; 37: 126-139. Infant forms: Varni JW and others. Quality of Life Research 2011; 20: 45-55."
    ),
    why_we_ask=Text(
        "We ask this to learn how your child's days are, in body and in mind. "
        "It helps us see what changes over time. There are no right or wrong answers.",
        "We want to know how your child's days are. No answer is wrong.",
        picture="ask",
    ),
    licence=Licence(
        holder="James W. Varni; permissions from Mapi Research Trust",
        spdx="LicenseRef-PedsQL",
        wording_may_ship=False,
        reference="eprovide.mapi-trust.org; a user agreement comes before any use",
    ),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=5,
    items=tuple(Item(code, "", FIVE_ANSWERS) for code in codes(1, 45)),
    forms=(
        Form("infant_1_12m", codes(1, 36), 1, 13, minutes=6, scores=INFANT_1_12M),
        # A child of 24 completed months is named by this form and the next: the study says which is asked.
        Form("infant_13_24m", codes(1, 45), 13, 25, minutes=7, scores=INFANT_13_24M),
        Form("toddler_2_4", codes(1, 21), 24, 60, minutes=4, scores=TODDLER_2_4),
        Form("young_child_5_7", codes(1, 23), 60, 96, minutes=4, scores=YOUNG_CHILD_5_7),
    ),
    gaps=(
        not_asked(0, 1, "The youngest form begins at one month."),
        not_asked(96, 216, "Forms for children of 8 years and over are not installed."),
    ),
    overlap_settled_by_study=True,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (PEDSQL,)
