"""Read the page on which a colleague writes down what somebody says yes or no to: every fault at once, nothing guessed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from alongside.core.conduct.assisting import MODES, READ, TAKEN_IN, Said
from alongside.core.conduct.consenting import WITNESSED, SomebodyThere
from alongside.core.conduct.signing import Receiver, Signature
from alongside.core.definitions.consent import ConsentModule
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.engine.consent import NO, YES
from alongside.core.engine.reading import Refused, read_words
from alongside.core.storage.consents import WITNESS
from alongside.core.web.staff.entry import Errors

INTERPRETER, SUPPORTER = "interpreter", "supporter"
PEOPLE = (INTERPRETER, WITNESS, SUPPORTER)
NOT_ANSWERED = "none"
"""Stands in the form for a question that was asked and not answered."""
NOBODY = "nothing"
"""Stands in the form for nobody who answered questions."""
WORDS = ("standard", "easy")
LONGEST_NAME = 200
LONGEST_QUESTIONS = 4000


@dataclass(frozen=True, slots=True)
class Around:
    """What the page knows before anything is typed."""

    module: ConsentModule
    needs: NeedsProfile
    languages: Sequence[str]
    colleagues: Sequence[str]
    """Codes of who can have answered questions."""
    names_of_team: Collection[str]
    me: str
    declaration: str


def told_as(around: Around, typed: Mapping[str, str]) -> NeedsProfile:
    """Return the person's needs with the language and the words that are chosen on the page; nonsense chooses nothing."""
    language, words = typed.get("language", ""), typed.get("words", "")
    return replace(
        around.needs,
        language=language if language in around.languages else around.needs.language,
        easy_read=words == "easy" if words in WORDS else around.needs.easy_read,
        listens=typed.get("taken_in") == "audio",
    )


def read_said(around: Around, typed: Mapping[str, str]) -> Said | Errors:
    """Return what the person said, or what is wrong with the page, by field."""
    errors: Errors = {}
    mode, taken_in = typed.get("mode", ""), typed.get("taken_in", "")
    for field, value, allowed in (
        ("mode", mode, MODES),
        ("taken_in", taken_in, TAKEN_IN),
        ("language", typed.get("language", ""), around.languages),
        ("words", typed.get("words", ""), WORDS),
    ):
        if value not in allowed:
            errors[field] = (f"staff_write_down.error_{field}", {})
    if taken_in == READ and not around.needs.reads:
        errors["taken_in"] = ("staff_write_down.error_cannot_read", {})
    people = _read_people(around, typed, taken_in, errors)
    tries = _read_tries(around.module, typed, errors)
    answers = _read_answers(around.module, typed, errors)
    questions, answered_by = _read_questions(around, typed, errors)
    name = _read_line(typed, "printed_name", errors)
    if not name and "printed_name" not in errors:
        errors["printed_name"] = ("staff_write_down.error_printed_name", {})
    if "declared" not in typed:
        errors["declared"] = ("staff_write_down.error_declared", {})
    if errors:
        return errors
    heard = "" if taken_in == READ else taken_in
    return Said(
        needs=told_as(around, typed),
        mode=mode,
        answers=answers,
        tries=tries,
        signature=Signature(WITNESSED, name, wants_message="no_message" not in typed),
        receiver=Receiver(around.me, around.declaration, heard, people, questions, answered_by),
    )


def _read_people(around: Around, typed: Mapping[str, str], taken_in: str, errors: Errors) -> tuple[SomebodyThere, ...]:
    found = []
    for role in PEOPLE:
        name, relationship = _read_line(typed, f"{role}_name", errors), _read_line(typed, f"{role}_who", errors)
        is_impartial = role == WITNESS and "impartial" in typed
        if name:
            found.append(SomebodyThere(role, name, relationship, is_impartial))
        elif relationship or (role == WITNESS and "impartial" in typed):
            errors.setdefault(f"{role}_name", ("staff_write_down.error_who_without_name", {}))
    names = {one.role: one.name for one in found}
    if taken_in == INTERPRETER and INTERPRETER not in names:
        errors.setdefault("interpreter_name", ("staff_write_down.error_interpreter", {}))
    if WITNESS in names and "impartial" not in typed:
        errors["impartial"] = ("staff_write_down.error_impartial", {})
    if WITNESS in names and names[WITNESS].casefold() in {name.casefold() for name in around.names_of_team}:
        errors["witness_name"] = ("staff_write_down.error_witness_of_team", {})
    return tuple(found)


def _read_tries(module: ConsentModule, typed: Mapping[str, str], errors: Errors) -> dict[str, str]:
    tries = {}
    for question in module.understanding:
        field = f"asked_{question.code}"
        choice = typed.get(field, "")
        if choice not in {NOT_ANSWERED, *(one.code for one in question.choices)}:
            errors[field] = ("staff_write_down.error_asked", {})
        tries[question.code] = "" if choice == NOT_ANSWERED else choice
    return tries


def _read_answers(module: ConsentModule, typed: Mapping[str, str], errors: Errors) -> dict[str, str]:
    answers = {}
    for statement in module.statements:
        field = f"answer_{statement.code}"
        answers[statement.code] = typed.get(field, "")
        if answers[statement.code] not in {YES, NO}:
            errors[field] = ("staff_write_down.error_answer", {})
    return answers


def _read_questions(around: Around, typed: Mapping[str, str], errors: Errors) -> tuple[str, str]:
    read = read_words(typed.get("questions", ""), LONGEST_QUESTIONS)
    if isinstance(read, Refused):
        errors["questions"] = (read.text_id, dict(read.values))
        return "", ""
    by = typed.get("answered_by", "")
    if read.value and by not in around.colleagues:
        errors["answered_by"] = ("staff_write_down.error_answered_by", {})
    return read.value, by if read.value else ""


def _read_line(typed: Mapping[str, str], field: str, errors: Errors) -> str:
    read = read_words(typed.get(field, ""), LONGEST_NAME)
    if isinstance(read, Refused):
        errors[field] = (read.text_id, dict(read.values))
        return ""
    return " ".join(read.value.split())
