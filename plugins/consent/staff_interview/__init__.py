"""An interview with people who work with families, and with parents who help to run the study: all that it rests on."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .privacy import PRIVACY
from .statements import STATEMENTS
from .understanding import UNDERSTANDING

STAFF_INTERVIEW = ConsentModule(
    code="staff_interview",
    version="1.0.0",
    title=Text("An interview with us: your choice", "Will you talk with us? You choose.", "talk"),
    information=INFORMATION,
    statements=STATEMENTS,
    signature_meaning=Text(
        "When I type or draw my name, I sign. If I cannot write, I say yes and a witness writes that down. "
        "These are my own choices, and nobody made me do it.",
        "My name here means yes. A witness can write it down. I made the choice. Nobody made me.",
        "sign",
    ),
    who_may_sign=("professional", "parent_collaborator"),
    signature_methods=frozenset({"typed", "drawn", "witnessed"}),
    understanding=UNDERSTANDING,
    privacy=PRIVACY,
    taken_back=Text(
        "We do not talk with you again. If we still have a recording, we delete it. "
        "You can ask us not to use what you said, up to the day when we have put all the talks together.",
        "We do not talk with you again. We delete the sound. You can ask us not to use your words.",
        "kept_safe",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (STAFF_INTERVIEW,)
