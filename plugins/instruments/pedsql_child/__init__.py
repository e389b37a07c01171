"""The PedsQL answered by a child of 5 to 7 with three faces, without a word of it: structure and scoring only."""

from alongside import Choice, Form, Instrument, Item, Licence, ResponseScale, Text, hookimpl, not_asked

from .scores import ITEMS, SCORES

# Three faces, coded 0, 2 and 4. The holder's words and faces are not ours to ship: these stand in and say nothing.
THREE_FACES = ResponseScale(
    "three_faces", tuple(Choice(f"{code}", code, f"Answer {number}") for number, code in enumerate((0, 2, 4), 1))
)

PEDSQL_CHILD = Instrument(
    code="pedsql_child",
    version="1.0.0",
    title="Pediatric Quality of Life Inventory (child of 5 to 7, answered by the child)",
    citation=(
        "Varni JW, Seid M, Rode CA. The PedsQL: measurement model for the Pediatric Quality of Life Inventory. "
        "Medical Care 1999; 37: 126-139."
    ),
    why_we_ask=Text(
        "We want to hear from you how your days are. No answer is wrong. You can stop when you like.",
        "How are your days? You can tell us. No answer is wrong. You can stop.",
        picture="ask",
    ),
    licence=Licence(
        holder="James W. Varni; permissions from Mapi Research Trust",
        spdx="LicenseRef-PedsQL",
        wording_may_ship=False,
        reference="eprovide.mapi-trust.org; a user agreement comes before any use",
    ),
    about="child",
    respondents=("child",),
    minutes=6,
    items=tuple(Item(code, "", THREE_FACES) for code in ITEMS),
    forms=(Form("young_child_5_7", ITEMS, 60, 96),),
    gaps=(
        not_asked(0, 60, "Younger children do not answer for themselves."),
        not_asked(96, 216, "Forms for children of 8 years and over are not installed."),
    ),
    scores=SCORES,
)


@hookimpl
def alongside_instruments() -> tuple[Instrument, ...]:
    """Offer the instrument."""
    return (PEDSQL_CHILD,)
