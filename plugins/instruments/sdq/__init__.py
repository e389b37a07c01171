"""The SDQ's two parent versions, without a word of it: structure and scoring only, until a licensed text pack is there."""

from alongside import Choice, Form, Instrument, Item, Licence, ResponseScale, Text, answer, hookimpl

from .scores import SCORES

# The holder's words are not ours to ship or to paraphrase: these stand in and say nothing.
THREE_ANSWERS = ResponseScale(
    "three_answers", tuple(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(3))
)
FOUR_ANSWERS = ResponseScale("four_answers", tuple(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(4)))

ITEMS = (
    *(Item(f"i{number:02}", "", THREE_ANSWERS) for number in range(1, 26)),
    Item("i26", "", FOUR_ANSWERS),
    # As printed: duration, distress, home, friendships, learning, leisure, burden; only when i26 is not its first answer.
    *(Item(f"i{number}", "", FOUR_ANSWERS, ask_when=answer("i26").at_least(1)) for number in range(27, 34)),
)

SDQ = Instrument(
    code="sdq",
    version="1.0.0",
    title="Strengths and Difficulties Questionnaire (parent versions)",
    citation=(
        "Goodman R. The Strengths and Difficulties Questionnaire: a research note. "
        "Journal of Child Psychology and Psychiatry 1997; 38: 581-586."
    ),
    why_we_ask=Text(
        "We ask this to learn how your child feels and behaves, and how they get on with others. "
        "It helps us see what changes over time. There are no right or wrong answers.",
        "We want to know how your child is doing. No answer is wrong.",
        picture="ask",
    ),
    licence=Licence(
        holder="Robert Goodman; permissions from Youthinmind",
        spdx="LicenseRef-SDQ",
        wording_may_ship=False,
        reference="sdqinfo.org; ask support@youthinmind.com before any electronic use",
    ),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=6,
    items=ITEMS,
    forms=(
        Form("2_4", tuple(item.code for item in ITEMS), 24, 60),
        Form("4_17", tuple(item.code for item in ITEMS), 48, 216),
    ),
    overlap_settled_by_study=True,
    scores=SCORES,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (SDQ,)
