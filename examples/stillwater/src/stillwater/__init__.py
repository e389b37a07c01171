"""Stillwater Sleep Check: a made-up, freely licensed example about a child's nights."""

from alongside import (
    Choice,
    Form,
    Instrument,
    Item,
    Licence,
    Mean,
    MissingRule,
    ResponseScale,
    Subscale,
    Text,
    answer,
    hookimpl,
    not_asked,
)

HOW_OFTEN = ResponseScale(
    "how_often",
    (
        Choice("never", 0, "Never or hardly ever"),
        Choice("some", 1, "Some nights"),
        Choice("most", 2, "Most nights"),
        Choice("not_seen", None, "I was not there to see"),
    ),
)

ITEMS = (
    Item("wakes", "Does your child wake in the night and need you?", HOW_OFTEN),
    Item("back_to_sleep", "Is it hard to get back to sleep?", HOW_OFTEN, ask_when=answer("wakes").at_least(1)),
    Item("nap", "Is your child tired in the day?", HOW_OFTEN),
    Item("bad_dreams", "Does your child have bad dreams?", HOW_OFTEN),
)

SLEEP_TROUBLE = Subscale(
    "sleep_trouble",
    ("wakes", "nap"),
    Mean(),
    missing=MissingRule.none_missing(),
    higher_is="more trouble with sleep",
)

STILLWATER = Instrument(
    code="stillwater",
    version="1.0.0",
    title="Stillwater Sleep Check",
    citation="Made up for the tutorial of Alongside. Not validated.",
    why_we_ask=Text("We ask this to learn how nights are for you and your child.", picture="ask"),
    licence=Licence(holder="public domain", spdx="CC0-1.0", wording_may_ship=True),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=2,
    items=ITEMS,
    forms=(
        Form("baby", ("wakes", "back_to_sleep", "nap"), 1, 12),
        Form("toddler", ("wakes", "back_to_sleep", "nap", "bad_dreams"), 12, 48),
    ),
    gaps=(
        not_asked(0, 1, "In the first weeks every child wakes."),
        not_asked(48, 216, "The questions are about young children."),
    ),
    scores=(SLEEP_TROUBLE,),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (STILLWATER,)
