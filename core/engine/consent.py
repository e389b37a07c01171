"""Whether consent is in force: every required statement agreed to, signed, and to a version that counts now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alongside.core.definitions.consent import ConsentModule, Release, Statement

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
    return (
        signed_version is not None
        and module.holds(signed_version)
        and all(answers.get(code) == YES for code in module.required)
    )


def version_to_show(installed: Sequence[ConsentModule], releases: Sequence[Release]) -> ConsentModule:
    """Return the version of a module that is shown to who signs now, with the versions whose signature counts.

    `installed` is in order of version, `releases` in order of time. A signature counts from the last release on after
    which everybody had to agree again; without such a release, each version that was ever shown counts.
    """
    if not releases:
        return installed[0]
    held = list(releases)
    while any(one.is_material for one in held[1:]):
        held.pop(0)
    counted = {one.version for one in held}
    if not held[0].is_material:
        counted.add(held[0].replaces)
    by_version = {module.version: module for module in installed}
    # What was released and is not installed any more cannot be shown; what is shown instead makes nothing count.
    shown = next((by_version[one.version] for one in reversed(releases) if one.version in by_version), installed[0])
    return replace(shown, held=frozenset(counted))


def released_material(releases: Sequence[Release]) -> Release | None:
    """Return the last release after which everybody had to agree again."""
    return next((one for one in reversed(releases) if one.is_material), None)
