"""Whether consent is in force: every required statement agreed to, signed, and to the version that is shown now."""

from collections.abc import Mapping

from alongside.core.definitions.consent import ConsentModule, Statement

YES = "yes"
NO = "no"


def undecided(module: ConsentModule, choices: Mapping[str, str]) -> tuple[Statement, ...]:
    """Return the statements that have no answer yet."""
    return tuple(statement for statement in module.statements if choices.get(statement.code) not in {YES, NO})


def required_refused(module: ConsentModule, choices: Mapping[str, str]) -> tuple[Statement, ...]:
    """Return the statements that taking part needs and that were answered with no."""
    return tuple(
        statement for statement in module.statements if statement.required and choices.get(statement.code) == NO
    )


def may_sign(module: ConsentModule, choices: Mapping[str, str]) -> bool:
    """Return whether every statement is answered and every required one agreed to."""
    return not undecided(module, choices) and not required_refused(module, choices)


def is_in_force(module: ConsentModule, signed_version: str | None, answers: Mapping[str, str]) -> bool:
    """Return whether a signed record of this version agrees to all that taking part needs."""
    return signed_version == module.version and all(
        answers.get(statement.code) == YES for statement in module.statements if statement.required
    )
