"""ICECAP-A without a word of it: five attributes of four levels. What a level is worth comes from an installed file."""

from alongside import (
    Choice,
    Instrument,
    Item,
    Licence,
    MissingRule,
    ResponseScale,
    Subscale,
    Sum,
    Text,
    ValueSet,
    hookimpl,
)

# As printed, best level first. The holder's words are not ours to ship: these stand in and say nothing.
FOUR_LEVELS = ResponseScale(
    "four_levels", tuple(Choice(f"{level}", level, f"Answer {place}") for place, level in enumerate((4, 3, 2, 1), 1))
)
ITEMS = tuple(Item(f"i{number:02}", "", FOUR_LEVELS) for number in range(1, 6))

UK_VALUES = ValueSet(
    "icecap_a_uk",
    "2015",
    "Flynn TN et al., Health Economics 2015, doi 10.1002/hec.3014",
    slot="values",
    anchors=(0, 1),
)

ICECAP_A = Instrument(
    code="icecap_a",
    version="1.0.0",
    title="ICECAP-A, capability of adults",
    citation=(
        "Al-Janabi H, Flynn TN, Coast J. Development of a self-report measure of capability wellbeing for adults: "
        "the ICECAP-A. Quality of Life Research 2012; 21: 167-176. doi 10.1007/s11136-011-9927-2"
    ),
    why_we_ask=Text(
        "We ask this to learn what life is like for you now, and what you can do. There are no right or wrong answers.",
        "We want to know how life is for you. No answer is wrong.",
        picture="ask",
    ),
    licence=Licence(
        holder="The ICECAP team, Universities of Bristol and Birmingham",
        spdx="LicenseRef-ICECAP-A",
        wording_may_ship=False,
        reference="Ask the ICECAP team before use",
    ),
    about="participant",
    respondents=("parent", "other_carer"),
    minutes=2,
    items=ITEMS,
    scores=(
        Subscale(
            "value",
            tuple(item.code for item in ITEMS),
            Sum(),
            missing=MissingRule.none_missing(),
            transform=UK_VALUES,
            higher_is="more capability: 1 is all that was asked about, 0 is none of it",
        ),
    ),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (ICECAP_A,)
