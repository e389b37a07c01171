"""Taking part: what a parent or carer is told about the study, what they are asked to agree to, and how they sign."""

from alongside import ConsentModule, Text, hookimpl

from .decision import DECISION_AID, TO_THINK_ABOUT
from .privacy import PRIVACY
from .statements import STATEMENTS
from .the_study import CHANCE, GOOD_AND_HARD, IN_SHORT, WHAT_HAPPENS, WHO_AND_WHY
from .understanding import UNDERSTANDING
from .your_side import QUESTIONS_AND_COMPLAINTS, STOPPING, VOUCHERS, WHEN_WE_MUST_TELL, WHO_SEES

TAKING_PART = ConsentModule(
    code="taking_part",
    version="1.0.0",
    title=Text("Taking part: what it means and your choice", "What this is. You choose yes or no.", "information"),
    information=(
        IN_SHORT,
        WHO_AND_WHY,
        WHAT_HAPPENS,
        CHANCE,
        GOOD_AND_HARD,
        WHO_SEES,
        WHEN_WE_MUST_TELL,
        VOUCHERS,
        STOPPING,
        QUESTIONS_AND_COMPLAINTS,
    ),
    statements=STATEMENTS,
    signature_meaning=Text(
        "When I type or draw my name, I sign. If I cannot write, I say yes and a witness writes that down. "
        "It means that I have made these choices myself, and that nobody made me do it.",
        "My name here means yes. A witness can write it down. I made the choice. Nobody made me.",
        "sign",
    ),
    who_may_sign=("parent", "other_carer"),
    signature_methods=frozenset({"typed", "drawn", "witnessed"}),
    understanding=UNDERSTANDING,
    privacy=PRIVACY,
    decision_aid=DECISION_AID,
    to_think_about=TO_THINK_ABOUT,
    taken_back=Text(
        "You leave the study. We ask you no more questions, and your help stays the same. "
        "We keep the answers that you gave before, so that the study stays fair. You can ask us not to use them. "
        "Then we take out what we still can. We also keep what you signed, and the day on which you stopped.",
        "You leave the study. Your help stays the same. We keep your old answers. "
        "You can ask us not to use them. We do what we can.",
        "leave",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (TAKING_PART,)
