"""Sharing answers: whether other research teams may use them without a name, here and in other countries."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .statements import STATEMENTS

SHARING_DATA = ConsentModule(
    code="sharing_data",
    version="1.0.0",
    title=Text("Sharing answers: your choice", "Can other teams use your answers? You choose.", "people"),
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
        "We give your answers to no more teams. We ask the teams that have them to stop using them, where they still can. "
        "What they have found out by then stays.",
        "We give your answers to no more teams. We ask the others to stop. What they found out stays.",
        "kept_safe",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (SHARING_DATA,)
