"""The GHQ-12 about the adult who answers, without a word of it: structure and scoring only."""

from alongside import Choice, Instrument, Item, Licence, ResponseScale, Text, hookimpl

from .scores import ITEMS, NEGATIVE, SCORES

# The holder's words are not ours to ship or to paraphrase: these stand in and say nothing. Two sets, because the printed
# answers to the two kinds of item differ.
FOUR = tuple(Choice(f"{code}", code, f"Answer {code + 1}") for code in range(4))
POSITIVE_ANSWERS = ResponseScale("positive_answers", FOUR)
NEGATIVE_ANSWERS = ResponseScale("negative_answers", FOUR)

GHQ12 = Instrument(
    code="ghq12",
    version="1.0.0",
    title="General Health Questionnaire, 12 items",
    citation="Goldberg D, Williams P. A user's guide to the General Health Questionnaire. Windsor: NFER-Nelson, 1988.",
    why_we_ask=Text(
        "We ask this to learn how you have been of late. How you are matters to us. "
        "It also helps us see what changes over time. There are no right or wrong answers.",
        "We want to know how you are. You matter to us. No answer is wrong.",
        picture="ask",
    ),
    sensitive_warning=Text(
        "These questions are about how you feel. They can be hard when times are hard. "
        "You can leave out any question. You do not have to say why.",
        "We ask how you feel. That can be hard. You can skip any question.",
        picture="umbrella",
    ),
    licence=Licence(
        holder="David Goldberg; published by GL Assessment, permissions from Mapi Research Trust",
        spdx="LicenseRef-GHQ",
        wording_may_ship=False,
        reference="eprovide.mapi-trust.org; the publisher's written leave comes before any use",
    ),
    about="participant",
    respondents=("parent", "other_carer"),
    minutes=3,
    items=tuple(
        Item(code, "", NEGATIVE_ANSWERS if code in NEGATIVE else POSITIVE_ANSWERS, sensitive=True) for code in ITEMS
    ),
    scores=SCORES,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (GHQ12,)
