"""Linking records: what records are, who gets which details to find them, and one choice for each kind of record."""

from alongside import ConsentModule, Text, hookimpl

from .information import INFORMATION
from .statements import STATEMENTS

DATA_LINKAGE = ConsentModule(
    code="data_linkage",
    version="1.0.0",
    title=Text("Linking records: your choice", "Can we look at records? You choose.", "paper"),
    information=INFORMATION,
    statements=STATEMENTS,
    signature_meaning=Text(
        "When I press the button, these are my choices for me and for the children I can decide for. "
        "Nobody made me choose this.",
        "I press the button. The choice is mine. Nobody made me.",
        "choice",
    ),
    who_may_sign=("parent", "other_carer"),
    signature_methods=frozenset({"affirmed"}),
    taken_back=Text(
        "We ask for no more records about you or your children. We keep what came before, with a number and no name. "
        "You can ask us not to use it. We then take out what we still can.",
        "We ask for no more records. We keep the old ones with no name. You can ask us not to use them.",
        "kept_safe",
    ),
)


@hookimpl
def alongside_consent_modules() -> tuple[ConsentModule, ...]:
    """Offer the consent module."""
    return (DATA_LINKAGE,)
