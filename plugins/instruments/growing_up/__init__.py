"""Growing Up: a short own questionnaire about a child, from one month to the eighth birthday. Not validated."""

from alongside import OWN_WORDING, Form, Instrument, Section, Text, hookimpl, not_asked

from . import items
from .scores import SCORES

GROWING_UP = Instrument(
    code="growing_up",
    version="1.0.0",
    title="Growing Up",
    citation=(
        "The Alongside contributors. Growing Up, version 1.0.0. Own wording. "
        "Not validated; for demonstration and feasibility only."
    ),
    title_for_families=Text("Your child", "Some questions about your child", picture="children"),
    why_we_ask=Text(
        "We ask this to learn how your child is doing. There are no right or wrong answers. You know your child best.",
        "We want to know how your child is. No answer is wrong.",
        picture="ask",
    ),
    sections=(
        Section(
            "worry",
            "worry_level",
            Text(
                "This tells us what is hard for families.",
                "Then we know what is hard.",
                picture="worried",
            ),
            sensitive_warning=Text(
                "We also ask if something worries you. You can leave that out.",
                "We ask about worries now. You can skip that.",
                picture="umbrella",
            ),
        ),
        Section(
            "joy",
            "joy_together",
            Text(
                "The last question is about good times. They matter as much as the hard ones.",
                "Now we ask about good times.",
                picture="happy",
            ),
        ),
    ),
    licence=OWN_WORDING,
    about="child",
    respondents=("parent", "other_carer"),
    minutes=3,
    items=items.ITEMS,
    forms=(
        Form("1_11m", (*items.GOOD_TIMES, "sounds_back", *items.NIGHTS, *items.HARD_TIMES, *items.LAST), 1, 12),
        Form("12_23m", (*items.GOOD_TIMES, "first_words", *items.NIGHTS, *items.HARD_TIMES, *items.LAST), 12, 24),
        Form("2_3y", (*items.GOOD_TIMES, "shows_feelings", *items.NIGHTS, *items.HARD_TIMES, *items.LAST), 24, 48),
        Form(
            "4_7y",
            (*items.GOOD_TIMES, "shows_feelings", "sleep_night", *items.HARD_TIMES, "settling_helps", *items.LAST),
            48,
            96,
        ),
    ),
    gaps=(
        not_asked(0, 1, "In the first month the questions come too soon."),
        not_asked(96, 216, "The questions are for children under 8."),
    ),
    scores=SCORES,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (GROWING_UP,)
