"""Recordings: whether the sound of a talk with a researcher may be kept, what becomes of it, and of the words."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .statements import STATEMENTS

INTERVIEW_RECORDING = ConsentModule(
    code="interview_recording",
    version="1.0.0",
    title=Text("About recordings: your choice", "Can we record our talk? You choose.", "sound"),
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
        "We record no more. If we still have a recording, we delete it. We keep the typed words, with no name. "
        "You can ask us not to use them. Words that are in print stay there.",
        "We record no more. We delete the sound. We keep the words with no name. You can ask us not to use them.",
        "kept_safe",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (INTERVIEW_RECORDING,)
