"""The ITSEA without a word of it: domains, subscales and clusters. Which items and which norms comes from installed files."""

from alongside import Choice, Form, Instrument, Item, Licence, ResponseScale, Text, hookimpl

from .scores import SCORES

# "No opportunity" is an answer: the child was never in a place where it could be seen. It is never scored as 0.
THREE_ANSWERS = ResponseScale(
    "three_answers",
    (
        *(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(3)),
        Choice("no_opportunity", None, "Answer 4"),
    ),
)
ITEMS = tuple(Item(f"i{number:03}", "", THREE_ANSWERS) for number in range(1, 167))

ITSEA = Instrument(
    code="itsea",
    version="1.0.0",
    title="Infant-Toddler Social and Emotional Assessment",
    citation=(
        "Carter AS, Briggs-Gowan MJ. Infant-Toddler Social and Emotional Assessment: examiner's manual. PsychCorp 2006."
    ),
    why_we_ask=Text(
        "We ask this to learn how your child feels, plays and gets on with others. There are many questions, "
        "so take a break when you like. There are no right or wrong answers.",
        "We want to know how your child is doing. You can take a break. No answer is wrong.",
        picture="ask",
    ),
    licence=Licence(
        holder="Pearson (PsychCorp); A. S. Carter and M. J. Briggs-Gowan",
        spdx="LicenseRef-ITSEA",
        wording_may_ship=False,
        reference="Pearson; ask before any electronic use",
    ),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=30,
    items=ITEMS,
    forms=(Form("12_36m", tuple(item.code for item in ITEMS), 12, 37),),
    scores=SCORES,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (ITSEA,)
