"""The Brief Child Abuse Potential Inventory without a word or a key of it: three scales, and whether they can be read."""

from alongside import (
    Choice,
    CutOff,
    Evidence,
    Form,
    Instrument,
    Item,
    Keyed,
    Licence,
    MissingRule,
    ResponseScale,
    Sum,
    Text,
    Validity,
    hookimpl,
)

# "Not sure" is an answer of its own, without a score: a parent who is not sure is not counted as one who skipped.
AGREE = ResponseScale(
    "agree",
    (Choice("agree", 1, "Answer 1"), Choice("disagree", 0, "Answer 2"), Choice("not_sure", None, "Not sure")),
)
ITEMS = tuple(Item(f"i{number:02}", "", AGREE, sensitive=True) for number in range(1, 34))

# Neither cut-off was confirmed, nor whether the number itself is above or below it: see the README.
CUT_OFFS = (
    CutOff("over_9", 10, "1", "A trial's report: scores over 9", Evidence.UNCONFIRMED),
    CutOff("from_12", 12, "1", "General knowledge: 12", Evidence.UNCONFIRMED),
)

BCAPI = Instrument(
    code="bcapi",
    version="1.0.0",
    title="Brief Child Abuse Potential Inventory",
    citation=(
        "Ondersma SJ, Chaffin MJ, Mullins SM, LeBreton JM. A brief form of the Child Abuse Potential Inventory: "
        "development and validation. Journal of Clinical Child and Adolescent Psychology 2005; 34: 301-311. "
        "doi 10.1207/s15374424jccp3402_9"
    ),
    why_we_ask=Text(
        "We ask this to learn how life is for you as a parent or carer, and how you see things. "
        "There are no right or wrong answers.",
        "We want to know how you feel about life. No answer is wrong.",
        picture="ask",
    ),
    sensitive_warning=Text(
        "Some of these questions may bring up hard feelings. You may want to be on your own for them. "
        "You can leave out any question, and you can take a break. "
        "If we learn that you or a child may be in danger, we must get help.",
        "Some questions may upset you. You may want to be alone. You can skip any question. You can take a break. "
        "If you or a child is in danger, we must get help.",
        picture="umbrella",
    ),
    licence=Licence(
        holder="Joel S. Milner; Psytec Inc.",
        spdx="LicenseRef-BCAPI",
        wording_may_ship=False,
        reference="Psytec Inc. sells it only as part of the full inventory; ask before any electronic use",
    ),
    about="child",
    respondents=("parent", "other_carer"),
    minutes=5,
    items=ITEMS,
    forms=(Form("all", tuple(item.code for item in ITEMS), 0, 216),),
    scores=(
        Keyed(
            "risk",
            Sum(),
            missing=MissingRule.none_missing(),
            counts_answers=True,
            how_many=24,
            higher_is="more answers in common with parents known to have harmed a child; certain of nobody",
            bands=CUT_OFFS,
        ),
        Keyed(
            "lie",
            Sum(),
            missing=MissingRule.none_missing(),
            counts_answers=True,
            how_many=6,
            higher_is="more answers that almost nobody can truly give",
        ),
        Keyed(
            "random_response",
            Sum(),
            missing=MissingRule.none_missing(),
            counts_answers=True,
            how_many=3,
            higher_is="more answers as if given without reading",
        ),
        Validity("valid", {"lie": 3, "random_response": 1}),
    ),
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (BCAPI,)
