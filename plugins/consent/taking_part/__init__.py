"""Taking part: what a parent or carer is told about the study, what they are asked to agree to, and how they sign."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .statements import STATEMENTS

TAKING_PART = ConsentModule(
    code="taking_part",
    version="1.0.0",
    title=Text("Taking part: what it means and your choice", "What this is. You choose yes or no.", "information"),
    information=INFORMATION,
    statements=STATEMENTS,
    signature_meaning=Text(
        "When I type my name, I sign. It means that I have made these choices myself, and that nobody made me do it.",
        "My name here means yes. I made the choice. Nobody made me.",
        "sign",
    ),
    who_may_sign=("parent", "other_carer"),
    signature_methods=frozenset({"typed", "drawn", "witnessed"}),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (TAKING_PART,)
