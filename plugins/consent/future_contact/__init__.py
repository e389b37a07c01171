"""Later contact: whether the team may ask about other research one day, and tell what it has learned."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .statements import STATEMENTS

FUTURE_CONTACT = ConsentModule(
    code="future_contact",
    version="1.0.0",
    title=Text("Later contact: your choice", "Can we write to you later? You choose.", "letter"),
    information=INFORMATION,
    statements=STATEMENTS,
    signature_meaning=Text(
        "When I press the button, these are my choices. Nobody made me choose this.",
        "I press the button. The choice is mine. Nobody made me.",
        "choice",
    ),
    who_may_sign=("parent", "other_carer"),
    signature_methods=frozenset({"affirmed"}),
    taken_back=Text(
        "We take you off the list. We do not get in touch about other research or about what we learned. "
        "What you chose for this study stays as it is.",
        "We take you off the list. We will not ask again. The rest stays as it is.",
        "no",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (FUTURE_CONTACT,)
