"""Whether consent is in force: every required statement agreed to, signed, and to a version that counts now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from alongside.core.definitions.consent import ConsentModule, Release, Statement

YES = "yes"
NO = "no"
WITHDRAWN = "withdrawn"
WANTED = "wanted"


class Whole(StrEnum):
    """What is more than one statement and can be stopped (`withdrawn`), and perhaps begun again (`wanted`)."""

    MESSAGES = "messages"
    QUESTIONNAIRES = "questionnaires"
    MODULE = "module"
    LINKAGE = "linkage"
    HELD_DATA = "held_data"
    EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Change:
    """A later change to what somebody agreed to: `yes` or `no` to a statement, or something whole stopped or begun again.

    `place` is its place in the ledger, where signatures stand too.
    """

    place: int
    module: str
    item: str
    new_value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InEffect:
    """The answer to a statement as it stands, and when it was last changed; None = it is as it was signed."""

    answer: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What somebody's signature under a module comes to, with every change since."""

    answers: Mapping[str, InEffect]
    in_force: bool
    questions_stopped: bool

    @property
    def agreed_to(self) -> frozenset[str]:
        """The statements with a yes in effect."""
        return frozenset(code for code, one in self.answers.items() if one.answer == YES)


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


def agreed_now(
    module: ConsentModule, signed_version: str, signed: Mapping[str, str], changes: Iterable[Change], *, place: int
) -> Agreed:
    """Return what a signature at a place of the ledger comes to; a change before it does not count."""
    later = [change for change in changes if change.place > place]
    answers = answers_in_effect(module, signed, later)
    return Agreed(
        answers,
        is_in_force(module, signed_version, {code: one.answer for code, one in answers.items()}),
        stopped_at(later, Whole.QUESTIONNAIRES) is not None,
    )


def answers_in_effect(module: ConsentModule, signed: Mapping[str, str], later: Iterable[Change]) -> dict[str, InEffect]:
    """Return the answers to a module's statements as they stand; the last word on a statement counts."""
    stands = {code: InEffect(answer) for code, answer in signed.items()}
    for change in later:
        for code in _spoken_of(change, module, stands):
            answer = change.new_value if change.new_value == YES else NO
            if answer != stands[code].answer:
                stands[code] = InEffect(answer, change.at)
    return stands


def asked_anew(module: ConsentModule, changes: Iterable[Change]) -> dict[str, datetime]:
    """Return the statements on which a choice from before signing does not count any more, and since when.

    Who comes back after leaving finds the choices of the module that they left as they were, and signs once more.
    """
    codes = frozenset(statement.code for statement in module.statements)
    return {
        code: change.at
        for change in changes
        if (change.module, change.item) != (module.code, Whole.EVERYTHING)
        for code in _spoken_of(change, module, codes)
    }


def not_used_until(changes: Iterable[Change]) -> datetime | None:
    """Return the moment up to which what somebody told us is not used; None = all of it may be used.

    Signing again does not lift it: only their own word about what they told us does.
    """
    return stopped_at(changes, Whole.HELD_DATA)


def stopped_at(changes: Iterable[Change], whole: Whole) -> datetime | None:
    """Return when something whole was stopped last; None = never, or it was begun again since."""
    last = None
    for change in changes:
        if change.item == whole and change.new_value in {WITHDRAWN, WANTED}:
            last = change.at if change.new_value == WITHDRAWN else None
    return last


def _spoken_of(change: Change, module: ConsentModule, codes: Iterable[str]) -> frozenset[str]:
    """Return the statements of a module that a change gives another answer."""
    if change.new_value in {YES, NO}:
        return frozenset(code for code in codes if (change.module, change.item) == (module.code, code))
    if change.new_value != WITHDRAWN:
        return frozenset()
    if change.item == Whole.EVERYTHING or (change.module, change.item) == (module.code, Whole.MODULE):
        return frozenset(codes)
    if change.item == Whole.LINKAGE:
        return frozenset(codes) & frozenset(statement.code for statement in module.statements if statement.links_to)
    return frozenset()


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
