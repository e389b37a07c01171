"""Whether we explained well: kind questions about what was told. A miss is said another way and is never held against anyone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from alongside.core.conduct.helping import SAY_IT, TALK_WANTED, ask_for_help, is_asked_for
from alongside.core.conduct.people import Acting
from alongside.core.conduct.services import Services
from alongside.core.definitions.consent import ConsentModule, UnderstandingQuestion
from alongside.core.storage import choices, families
from alongside.core.storage.choices import Attempt
from alongside.core.storage.database import Transaction

LEFT_OUT = ""
"""The choice of somebody who went on without an answer."""


def latest_tries(tx: Transaction, participant: str, module: ConsentModule) -> dict[str, Attempt]:
    """Return the newest try at each question of this version of a module."""
    return {
        one.question: one
        for one in choices.attempts_of(tx, participant, module.code)
        if one.module_version == module.version
    }


def still_unasked(module: ConsentModule, tries: Mapping[str, Attempt]) -> tuple[UnderstandingQuestion, ...]:
    """Return the questions that nobody answered or left out yet."""
    return tuple(question for question in module.understanding if question.code not in tries)


def answer_question(
    services: Services,
    acting: Acting,
    module: ConsentModule,
    question: UnderstandingQuestion,
    choice: str,
    *,
    request_key: str,
) -> Attempt:
    """Store an answer, right or not, or that the question was left out."""
    new = choices.NewAttempt(
        participant=acting.subject,
        module=module.code,
        module_version=module.version,
        question=question.code,
        choice=choice,
        understood=choice == question.right,
        language=acting.needs.language,
        format=acting.needs.format,
        mode=acting.mode,
        request_key=request_key,
    )
    with services.records.write() as tx:
        families.lock_participant(tx, acting.subject)
        return choices.append_attempt(tx, new, services.clock.now())


def note_more_read(services: Services, acting: Acting, module: ConsentModule, part: str) -> None:
    """Note that this person read more about a part; nothing depends on it."""
    with services.records.write() as tx:
        choices.note_layer(tx, acting.subject, module.code, module.version, part, services.clock.now())


def ask_to_talk(services: Services, acting: Acting) -> None:
    """Ask the team to go through the information with this person."""
    with services.records.write() as tx:
        ask_for_help(services, tx, acting.subject, TALK_WANTED)


def ask_to_say_it(services: Services, acting: Acting) -> None:
    """Ask the team to write down what this person says, instead of a signature on the page. Nothing is signed by it."""
    with services.records.write() as tx:
        ask_for_help(services, tx, acting.subject, SAY_IT)


def wants_to_say_it(services: Services, tx: Transaction, participant: str) -> bool:
    """Say whether this person asked to say it to one of the team, and nobody has written it down yet."""
    return is_asked_for(tx, participant, SAY_IT, services.clock.now())


@dataclass(frozen=True, slots=True)
class Understood:
    """How one question went with people who read it in one form and language, and answered it in one mode.

    `first` understood it at once, `later` after it was said another way, `never` not in the end, `left_out` gave no answer.
    """

    module: str
    version: str
    question: str
    format: str
    language: str
    mode: str
    people: int
    first: int
    later: int
    never: int
    left_out: int


def understanding_of(services: Services, participants: Collection[str]) -> tuple[Understood, ...]:
    """Return how well these people understood each question, by version, form, language and mode of their first try."""
    with services.records.read() as tx:
        tries = choices.attempts_in_study(tx, services.study.code)
    by_person: dict[tuple[str, str, str, str], list[Attempt]] = {}
    for one in tries:
        if one.participant in participants:
            by_person.setdefault((one.module, one.module_version, one.question, one.participant), []).append(one)
    groups: dict[tuple[str, str, str, str, str, str], list[list[Attempt]]] = {}
    for (module, version, question, _), made in by_person.items():
        shown = made[0]
        groups.setdefault((module, version, question, shown.format, shown.language, shown.mode), []).append(made)
    return tuple(Understood(*key, len(people), *_count(people)) for key, people in sorted(groups.items()))


def _count(people: list[list[Attempt]]) -> tuple[int, int, int, int]:
    first = sum(made[0].understood for made in people)
    later = sum(not made[0].understood and any(one.understood for one in made) for made in people)
    left_out = sum(all(one.choice == LEFT_OUT for one in made) for made in people)
    return first, later, len(people) - first - later - left_out, left_out
